// One list of a struct's fields, written once inside the struct, serves the parser, the JSON
// Schema, the documentation, the Python keywords and (for record rows) the table columns.
//
//   struct LinkParams {
//     double delay_s = 0;
//     static constexpr auto fields() {
//       return std::tuple{field("delay_s", &LinkParams::delay_s, "time from sending to arrival", at_least(0))};
//     }
//   };
//   static_assert(complete<LinkParams>());
//
// The name's suffix gives the unit; in a file the key is the name without it (`delay: 5 s`).
#pragma once
#include <array>
#include <cstddef>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dewline {

/// The closed interval that a number must lie in; `open_low` excludes the lower end.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool open_low = false;
  [[nodiscard]] constexpr bool holds(double v) const { return (open_low ? v > low : v >= low) && v <= high; }
};
constexpr Bounds any() { return {}; }
constexpr Bounds at_least(double low) { return {low, std::numeric_limits<double>::infinity(), false}; }
constexpr Bounds above(double low) { return {low, std::numeric_limits<double>::infinity(), true}; }
constexpr Bounds between(double low, double high) { return {low, high, false}; }

enum class Need { optional, required };

template <class S, class T>
struct Field {
  using Struct = S;
  using Type = T;
  std::string_view name; ///< the member's name, with its unit suffix
  T S::*member;
  std::string_view doc; ///< one line, for help, schema and hover texts
  Bounds bounds;        ///< in SI units; for numbers and each element of lists of numbers
  Need need;
};

template <class S, class T>
constexpr Field<S, T> field(std::string_view name, T S::*member, std::string_view doc, Bounds bounds = any(),
                            Need need = Need::optional) {
  return {name, member, doc, bounds, need};
}
template <class S, class T>
constexpr Field<S, T> required(std::string_view name, T S::*member, std::string_view doc, Bounds bounds = any()) {
  return {name, member, doc, bounds, Need::required};
}

/// A struct with a field list.
template <class T>
concept HasFields = requires { T::fields(); };

/// Calls f(field) for each field of T, in order.
template <HasFields T, class F>
constexpr void for_each_field(F&& f) {
  std::apply([&](const auto&... each) { (f(each), ...); }, T::fields());
}

/// An enum's values and their words in files; specialise `enum_words` next to the enum:
///   constexpr auto enum_words(Swerling*) { return std::array{std::pair{Swerling::zero, "0"}, ...}; }
template <class E>
concept HasWords = std::is_enum_v<E> && requires { enum_words(static_cast<E*>(nullptr)); };

template <HasWords E>
constexpr std::string_view word(E value) {
  for (const auto& [v, w] : enum_words(static_cast<E*>(nullptr)))
    if (v == value) return w;
  return "?";
}

namespace detail {
struct AnyValue {
  template <class T>
  operator T() const; // only named in unevaluated operands
};
template <class T, std::size_t... I>
consteval bool takes(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), AnyValue{})...}; };
}
template <class T, std::size_t N = 0>
consteval std::size_t num_members() {
  if constexpr (N < 64 && takes<T>(std::make_index_sequence<N + 1>{})) return num_members<T, N + 1>();
  else return N;
}
} // namespace detail

/// True if every member of the aggregate is in its field list: static_assert(complete<LinkParams>()).
template <HasFields T>
consteval bool complete() {
  return detail::num_members<T>() == std::tuple_size_v<decltype(T::fields())>;
}

} // namespace dewline
