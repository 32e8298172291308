// A struct's field list as data: one description serves the reader, the writer, the JSON Schema and the
// documents.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/units.hpp"

namespace dewline::io {

struct Node;
class Reader;
struct Type;

/// What a field asks of its numbers; it goes down through optionals, lists and maps to each of them.
struct Spec {
  Dimension dimension = Dimension::none;
  Bounds bounds;
};

struct FieldType {
  std::string name; ///< the member's: `revisit_s`
  std::string key;  ///< in files: `revisit`
  std::string doc;
  Spec spec;
  Need need = Need::optional;
  const Type* type = nullptr;
  std::function<void*(void*)> member; ///< from the struct to the field
};

/// One C++ type as the files know it. Access is through plain functions on `void*`; a description is made
/// once per type and lives for ever.
struct Type {
  enum class Kind {
    number, ///< double, with the field's dimension
    integer,
    boolean,
    text,
    word,       ///< an enum
    optional,   ///< std::optional: absent or its element
    list,       ///< std::vector
    row,        ///< std::array<double, N>
    record,     ///< a struct with fields()
    dictionary, ///< std::map from id to element
    choice,     ///< one of several records: the key `kind` says which; without it the first
    custom      ///< reads and writes itself (Delay, conditions)
  };
  Kind kind = Kind::number;
  std::string name;               ///< of a record or custom: `sense::RadarParams`
  const Type* element = nullptr;  ///< of optional, list, dictionary
  std::size_t length = 0;         ///< of a row
  std::vector<std::string> words; ///< of an enum or a choice, in the order of `get_integer`
  std::vector<std::shared_ptr<const Type>> choices; ///< of a choice: the records, in the order of `words`
  std::vector<FieldType> fields;  ///< of a record
  double lowest = 0, highest = 0; ///< of an integer: what its C++ type can hold

  /// integer, boolean, word (index of the word), choice (index of the record, which it makes)
  std::function<void(void*, std::int64_t)> set_integer;
  std::function<std::int64_t(const void*)> get_integer;
  std::function<void*(void*)> append;                    ///< optional: emplace; list: a new last element
  std::function<void(void*)> clear;                      ///< list: takes a default's elements away
  std::function<void*(void*, const std::string&)> entry; ///< dictionary: the element of an id
  std::function<void(const void*, const std::function<void(const std::string&, const void*)>&)>
      each;                                    ///< elements in order
  std::function<std::shared_ptr<void>()> make; ///< a default-constructed value

  std::function<void(Reader&, const Spec&, const Node&, const std::string&, void*)> read_custom;
  std::function<std::string(const void*)> write_custom;      ///< as flow YAML
  std::function<std::optional<double>(const void*)> size_of; ///< custom: the number that `between` is about
  std::optional<Spec> own_spec; ///< custom: its dimension, whatever the field's name
  std::string schema_custom;    ///< JSON
  std::string form;             ///< custom: how it is written, for people
};

template <class T>
const Type& type_of();

/// Specialise for a type that reads and writes itself, or whose field list stands elsewhere: `static Type
/// describe();`
template <class T>
struct Custom;
template <class T>
concept HasCustom = requires {
  Custom<T>::describe();
};

namespace detail {

template <class T>
constexpr std::string_view type_name() {
  constexpr std::string_view all = __PRETTY_FUNCTION__; // ... [with T = dewline::sense::RadarParams; ...]
  constexpr std::size_t begin = all.find("T = ") + 4;
  std::string_view name = all.substr(begin, all.find_first_of(";]", begin) - begin);
  for (const std::string_view drop : {"dewline::", "{anonymous}::"})
    while (name.starts_with(drop)) name.remove_prefix(drop.size());
  return name;
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr std::size_t row_length = 0;
template <std::size_t N>
inline constexpr std::size_t row_length<std::array<double, N>> = N;

template <class T>
void describe_integer(Type& type) {
  type.kind = std::is_same_v<T, bool> ? Type::Kind::boolean : Type::Kind::integer;
  type.lowest = static_cast<double>(std::numeric_limits<T>::lowest());
  type.highest = static_cast<double>(std::numeric_limits<T>::max());
  type.set_integer = [](void* at, std::int64_t v) { *static_cast<T*>(at) = static_cast<T>(v); };
  type.get_integer = [](const void* at) { return static_cast<std::int64_t>(*static_cast<const T*>(at)); };
}

template <HasWords T>
void describe_words(Type& type) {
  type.kind = Type::Kind::word;
  for (const auto& [value, w] : enum_words(static_cast<T*>(nullptr))) type.words.emplace_back(w);
  type.set_integer = [](void* at, std::int64_t i) {
    *static_cast<T*>(at) = enum_words(static_cast<T*>(nullptr)).at(static_cast<std::size_t>(i)).first;
  };
  type.get_integer = [](const void* at) {
    const auto words = enum_words(static_cast<T*>(nullptr));
    std::int64_t i = 0;
    while (i + 1 < static_cast<std::int64_t>(words.size()) &&
           words[static_cast<std::size_t>(i)].first != *static_cast<const T*>(at))
      ++i;
    return i;
  };
}

template <class T>
void describe_optional(Type& type) {
  type.kind = Type::Kind::optional;
  type.element = &type_of<typename T::value_type>();
  type.append = [](void* at) -> void* { return &static_cast<T*>(at)->emplace(); };
  type.each = [](const void* at, const auto& f) {
    if (const T& value = *static_cast<const T*>(at); value.has_value()) f(std::string(), &*value);
  };
}

template <class T>
void describe_list(Type& type) {
  type.kind = Type::Kind::list;
  type.element = &type_of<typename T::value_type>();
  type.append = [](void* at) -> void* { return &static_cast<T*>(at)->emplace_back(); };
  type.clear = [](void* at) { static_cast<T*>(at)->clear(); };
  type.each = [](const void* at, const auto& f) {
    for (const auto& value : *static_cast<const T*>(at)) f(std::string(), &value);
  };
}

template <class T>
void describe_map(Type& type) {
  type.kind = Type::Kind::dictionary;
  type.element = &type_of<typename T::mapped_type>();
  type.entry = [](void* at, const std::string& id) -> void* { return &(*static_cast<T*>(at))[id]; };
  type.each = [](const void* at, const auto& f) {
    for (const auto& [id, value] : *static_cast<const T*>(at)) f(id, &value);
  };
}

template <class S, class T>
FieldType describe_field(const Field<S, T>& f) {
  const NamedUnit unit = split_unit_suffix(f.name);
  return {std::string(f.name),
          std::string(unit.stem),
          std::string(f.doc),
          {unit.dimension, f.bounds},
          f.need,
          &type_of<T>(),
          [member = f.member](void* at) -> void* { return &(static_cast<S*>(at)->*member); }};
}

template <class T, class Fields>
void describe_record(Type& type, const Fields& fields) {
  type.kind = Type::Kind::record;
  std::apply([&](const auto&... f) { (type.fields.push_back(describe_field(f)), ...); }, fields);
}

template <class T>
Type describe() {
  Type type;
  if constexpr (HasCustom<T>) {
    type = Custom<T>::describe();
  } else if constexpr (std::is_same_v<T, double>) {
    type.kind = Type::Kind::number;
  } else if constexpr (std::is_integral_v<T>) {
    describe_integer<T>(type);
  } else if constexpr (std::is_same_v<T, std::string>) {
    type.kind = Type::Kind::text;
  } else if constexpr (HasWords<T>) {
    describe_words<T>(type);
  } else if constexpr (is_optional<T>) {
    describe_optional<T>(type);
  } else if constexpr (is_list<T>) {
    describe_list<T>(type);
  } else if constexpr (row_length<T> != 0) {
    type.kind = Type::Kind::row;
    type.length = row_length<T>;
  } else if constexpr (is_map<T>) {
    describe_map<T>(type);
  } else {
    static_assert(HasFields<T>, "io knows no way to read this type: give it fields() or an io::Custom");
    describe_record<T>(type, T::fields());
  }
  if (type.name.empty()) type.name = std::string(type_name<T>());
  type.make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
  return type;
}

} // namespace detail

/// The description of T, made at the first call.
template <class T>
const Type& type_of() {
  static const Type type = detail::describe<T>();
  return type;
}

} // namespace dewline::io
