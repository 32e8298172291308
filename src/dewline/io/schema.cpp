#include "dewline/io/schema.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "dewline/io/compose.hpp"
#include "dewline/io/file.hpp"
#include "dewline/io/reader.hpp"

namespace dewline::io {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Type::Kind;

std::string def_name(const Type& type) {
  std::string name = type.name;
  for (std::size_t at; (at = name.find("::")) != std::string::npos;) name.replace(at, 2, ".");
  return name;
}

std::string snake(std::string_view words) {
  std::string out(words);
  for (char& c : out) c = c == ' ' ? '_' : c;
  return out;
}

Json def_ref(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

/// The value itself, or `{value: ..., source: ...}`.
Json valued(const Json& value) {
  Json longer{{"type", "object"},
              {"properties", {{"value", value}}},
              {"required", {"value"}},
              {"$ref", "#/$defs/notes"},
              {"unevaluatedProperties", false}};
  return {{"anyOf", {value, longer}}};
}

Json notes() {
  Json text{{"type", "string"}};
  Json grades = Json::array();
  for (const auto& [value, w] : enum_words(static_cast<run::Grade*>(nullptr)))
    grades.push_back(std::string(w));
  return {{"properties",
           {{"between",
             {{"type", "array"},
              {"minItems", 2},
              {"maxItems", 2},
              {"description", "disputed range, least and greatest: an interval, never a distribution"}}},
            {"source",
             {{"anyOf", {text, {{"type", "array"}, {"items", text}}}},
              {"description", "keys of data/sources.bib"}}},
            {"grade", {{"enum", grades}, {"description", "how well it is known"}}},
            {"note", {{"type", "string"}, {"description", "in words"}}},
            {"fitted_to", {{"type", "string"}, {"description", "what a fitted value was tuned to"}}}}}};
}

Json quantity(Dimension dimension) {
  std::string units;
  std::vector<std::string_view> words = unit_words(dimension);
  if (dimension == Dimension::angle)
    for (const std::string_view side : {"degN", "degS", "degE", "degW"})
      if (std::find(words.begin(), words.end(), side) == words.end()) words.push_back(side);
  for (const std::string_view w : words) units += (units.empty() ? "" : "|") + std::string(w);
  return {{"type", "string"},
          {"pattern", "^ *[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? *(" + units + ") *$"}};
}

/// Builds `$defs` as it meets records.
class Builder {
 public:
  Json scenario() {
    define_values();
    Json root = record(type_of<File>(), true);
    root["properties"]["include"] = {
        {"anyOf", {{{"type", "string"}}, {{"type", "array"}, {"items", {{"type", "string"}}}}}},
        {"description", "files whose blocks stand under this one's, relative to this file"}};
    root["properties"]["types"] = {
        {"type", "object"},
        {"additionalProperties", {{"type", "object"}, {"required", {"kind"}}}},
        {"description", "named parts of entries: {kind: radar, extends: other, doc: ..., values}; kinds: object and those of sensors"}};
    return document(root, "Dewline scenario");
  }
  Json other(const Type& type, const std::string& title) {
    define_values();
    return document(record(type), title);
  }

 private:
  void define_values() {
    for (std::size_t i = 1; i <= static_cast<std::size_t>(Dimension::pressure); ++i) {
      const auto d = static_cast<Dimension>(i);
      defs_[snake(dimension_word(d))] = valued(quantity(d));
    }
    defs_["notes"] = notes();
    defs_["id"] = {{"pattern", "^[a-z0-9][a-z0-9-]*$"}};
  }
  Json document(const Json& root, const std::string& title) {
    Json all{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
    all.update(root);
    all["$defs"] = defs_;
    return all;
  }
  static bool typed(const std::string& key) {
    return std::find(std::begin(kTypedBlocks), std::end(kTypedBlocks), key) != std::end(kTypedBlocks);
  }
  /// How much of a record must stand in the file: all; what no type supplies (the record then has a `type`); or, of a
  /// block inside such a record, whatever there is.
  enum class Part { whole, typed, inner };
  static Part below(Part part) { return part == Part::whole ? Part::whole : Part::inner; }
  Json record(const Type& type, bool is_root = false, Part part = Part::whole, const std::string& kind = {}) {
    Json properties = Json::object(), needed = Json::array();
    if (!kind.empty()) properties["kind"] = {{"const", kind}, {"description", "what kind of entry this is"}};
    for (const FieldType& f : type.fields) {
      Json schema = of(*f.type, f.spec, is_root && typed(f.key) ? Part::typed : below(part));
      schema["description"] = f.doc;
      properties[f.key] = std::move(schema);
      if (f.need == Need::required && part == Part::whole) needed.push_back(f.key);
    }
    if (part == Part::typed)
      properties["type"] = {
          {"type", "string"},
          {"description", "a type of this file or of data/types that stands under this entry"}};
    Json all{{"type", "object"},
             {"properties", properties},
             {"$ref", "#/$defs/notes"},
             {"unevaluatedProperties", false}};
    if (!needed.empty()) all["required"] = needed;
    return all;
  }
  Json named(const Type& type, Part part) {
    const std::string name = def_name(type) + (part == Part::inner ? "Part" : "");
    if (!defs_.contains(name)) {
      defs_[name] = Json::object(); // stops a circle
      defs_[name] = record(type, false, part);
    }
    return def_ref(name);
  }
  /// The type of an entry may say its kind, so no `kind` is asked for: the keys tell the records apart.
  Json choice(const Type& type, Part part) {
    Json any = Json::array();
    for (std::size_t i = 0; i < type.choices.size(); ++i) {
      const std::string name = def_name(*type.choices[i]) + (part == Part::inner ? "Part" : "");
      if (!defs_.contains(name)) {
        defs_[name] = Json::object();
        defs_[name] = record(*type.choices[i], false, part, type.words[i]);
      }
      any.push_back(def_ref(name));
    }
    return {{"anyOf", any}};
  }
  Json number(const Spec& spec) {
    if (spec.dimension != Dimension::none) return def_ref(snake(dimension_word(spec.dimension)));
    Json plain{{"type", "number"}};
    if (std::isfinite(spec.bounds.low))
      plain[spec.bounds.open_low ? "exclusiveMinimum" : "minimum"] = spec.bounds.low;
    if (std::isfinite(spec.bounds.high)) plain["maximum"] = spec.bounds.high;
    return valued(plain);
  }
  static Json word(const Type& type) {
    Json words = Json::array();
    for (const std::string& w : type.words) {
      words.push_back(w);
      if (w.size() == 1 && w[0] >= '0' && w[0] <= '9') words.push_back(w[0] - '0'); // written without quotes
    }
    return valued({{"enum", words}});
  }
  Json integer(const Type& type, const Spec& spec) {
    Json plain{{"type", "integer"}};
    const double low = std::max(type.lowest, spec.bounds.low),
                 high = std::min(type.highest, spec.bounds.high);
    plain["minimum"] = low;
    plain["maximum"] = high;
    return valued(plain);
  }
  Json custom(const Type& type) {
    const std::string name = def_name(type);
    if (!defs_.contains(name)) defs_[name] = Json::parse(type.schema_custom);
    return valued(def_ref(name));
  }
  Json of(const Type& type, const Spec& spec, Part part = Part::whole) {
    switch (type.kind) {
      case Kind::number: return number(spec);
      case Kind::integer: return integer(type, spec);
      case Kind::boolean: return valued({{"type", "boolean"}});
      case Kind::text: return valued({{"type", "string"}});
      case Kind::word: return word(type);
      case Kind::optional: return of(*type.element, spec, part);
      case Kind::record: return named(type, part);
      case Kind::choice: return choice(type, part);
      case Kind::custom: return custom(type);
      case Kind::row:
        return valued({{"type", "array"},
                       {"items", number(spec)},
                       {"minItems", type.length},
                       {"maxItems", type.length}});
      case Kind::list: {
        const Json element = of(*type.element, spec);
        const Json array{{"type", "array"}, {"items", element}};
        return valued(type.element->kind == Kind::text ? Json{{"anyOf", {array, element}}} : array);
      }
      case Kind::dictionary: {
        Json own = Json::object();
        for (const std::string& key : note_keys()) own[key] = true;
        const Json block{{"type", "object"},
                         {"properties", own},
                         {"$ref", "#/$defs/notes"},
                         {"propertyNames", {{"pattern", "^([a-z0-9][a-z0-9-]*|fitted_to)$"}}},
                         {"additionalProperties", of(*type.element, spec, part)}};
        if (type.element->kind != Kind::number) return block;
        return {{"anyOf", {block, of(*type.element, spec)}}}; // one value stands for all
      }
    }
    return true;
  }

  Json defs_ = Json::object();
};

} // namespace

std::string json_schema() { return Builder().scenario().dump(1) + "\n"; }
std::string json_schema(const Type& root, const std::string& title) {
  return Builder().other(root, title).dump(1) + "\n";
}

} // namespace dewline::io
