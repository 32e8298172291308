#include "dewline/io/customs.hpp"

#include "dewline/io/reader.hpp"

namespace dewline::io {
namespace {

std::string index(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }
std::string print_time(double s) { return print_quantity(s, Dimension::time); }
Spec time_spec() { return {Dimension::time, between(0, 30 * 86400.0)}; }

std::vector<std::string> shape_words() {
  std::vector<std::string> words;
  for (const auto& [value, w] : enum_words(static_cast<Shape*>(nullptr))) words.emplace_back(w);
  return words;
}

std::size_t num_parameters(Shape shape) {
  return shape == Shape::fixed ? 1 : shape == Shape::triangular ? 3 : 2;
}

void check_order(Reader& reader, const Node& node, const std::string& path, const Delay& delay) {
  const auto& p = delay.p;
  if (delay.shape == Shape::uniform && !(p[0] <= p[1]))
    reader.error(node, path, "the least time comes first", "swap them");
  if (delay.shape == Shape::triangular && !(p[0] <= p[1] && p[1] <= p[2]))
    reader.error(node, path, "needs least, most likely and greatest time, in this order");
  if (delay.shape == Shape::lognormal && !(p[0] > 0)) reader.error(node, path, "the median must be > 0 s");
}

void read_shape(Reader& reader, Shape shape, const Node& node, const std::string& path, Delay& delay) {
  delay.shape = shape;
  const std::size_t n = num_parameters(shape);
  if (shape == Shape::fixed && node.kind == Node::Kind::scalar) {
    delay.p[0] = reader.number(time_spec(), node, path).value_or(0);
    return;
  }
  if (node.kind != Node::Kind::list || node.items.size() != n)
    return reader.error(node, path, "needs a list of exactly " + std::to_string(n) + " values",
                        shape == Shape::triangular  ? "write `[least, most likely, greatest]`"
                        : shape == Shape::lognormal ? "write `[median, sigma of the logarithm]`"
                                                    : "write `[least, greatest]`");
  bool good = true;
  for (std::size_t i = 0; i < n; ++i) {
    const bool pure = shape == Shape::lognormal && i == 1;
    reader.mark(node.items[i], index(path, i));
    const std::optional<double> v = reader.number(pure ? Spec{Dimension::none, between(0, 3)} : time_spec(),
                                                  node.items[i], index(path, i));
    good = good && v;
    delay.p[i] = v.value_or(0);
  }
  if (good) check_order(reader, node, path, delay);
}

void read_delay(Reader& reader, const Spec&, const Node& node, const std::string& path, void* out) {
  Delay& delay = *static_cast<Delay*>(out);
  delay = {};
  if (node.kind == Node::Kind::scalar) {
    delay.p[0] = reader.number(time_spec(), node, path).value_or(0);
    return;
  }
  if (node.kind != Node::Kind::map || node.entries.size() != 1 ||
      node.entries[0].key.kind != Node::Kind::scalar)
    return reader.error(node, path, "needs a time or one named distribution",
                        "write `2 min` or `{triangular: [1 min, 2 min, 4 min]}`");
  const Node::Entry& e = node.entries[0];
  for (const auto& [shape, w] : enum_words(static_cast<Shape*>(nullptr)))
    if (w == e.key.text) return read_shape(reader, shape, e.value, path + "." + std::string(w), delay);
  reader.unknown_key(e.key, path, shape_words());
}

std::string write_delay(const void* at) {
  const Delay& delay = *static_cast<const Delay*>(at);
  if (delay.shape == Shape::fixed) return print_time(delay.p[0]);
  std::string all;
  for (std::size_t i = 0; i < num_parameters(delay.shape); ++i) {
    const bool pure = delay.shape == Shape::lognormal && i == 1;
    all +=
        (i == 0 ? "" : ", ") + (pure ? print_quantity(delay.p[i], Dimension::none) : print_time(delay.p[i]));
  }
  return "{" + std::string(word(delay.shape)) + ": [" + all + "]}";
}

using Condition = warn::Condition;

void read_condition(Reader& reader, const Spec&, const Node& node, const std::string& path, void* out);

void read_parts(Reader& reader, const Node& node, const std::string& path, Condition& group) {
  if (node.kind != Node::Kind::list || node.items.empty())
    return reader.error(node, path, "needs a list of conditions",
                        "write `[radar.track, impact_in_asset >= 0.5]`");
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    Condition part;
    reader.mark(node.items[i], index(path, i));
    read_condition(reader, {}, node.items[i], index(path, i), &part);
    group.parts.push_back(std::move(part));
  }
}

void read_group(Reader& reader, const Node& node, const std::string& path, Condition& group) {
  std::size_t num_kinds = 0;
  for (const Node::Entry& e : node.entries) {
    if (e.key.kind != Node::Kind::scalar) continue;
    const std::string key = e.key.text, inner = path + "." + key;
    reader.mark(e.value, inner);
    const auto words = enum_words(static_cast<Condition::Kind*>(nullptr));
    const auto kind =
        std::find_if(words.begin() + 1, words.end(), [&](const auto& w) { return w.second == key; });
    if (kind != words.end()) {
      ++num_kinds;
      group.kind = kind->first;
      read_parts(reader, e.value, inner, group);
    } else if (key == "at_least") reader.read_into(e.value, inner, group.at_least);
    else if (key == "same_object") reader.read_into(e.value, inner, group.same_object);
    else if (key == "within") group.within_s = reader.number(time_spec(), e.value, inner).value_or(0);
    else if (key == "for") group.for_s = reader.number(time_spec(), e.value, inner).value_or(0);
    else reader.unknown_key(e.key, path, {"all_of", "any_of", "none_of", "of", "at_least", "same_object", "within", "for"});
  }
  if (num_kinds != 1)
    return reader.error(node, path, "needs exactly one of all_of, any_of, none_of, of",
                        "write `{all_of: [radar.track, ...]}`");
  const bool votes = group.kind == Condition::Kind::votes;
  if (votes != (group.at_least > 0))
    reader.error(node, path, votes ? "`of` needs `at_least` beside it" : "`at_least` goes with `of`",
                 "write `{at_least: 2, of: [radar.track, ...]}`");
}

void read_condition(Reader& reader, const Spec&, const Node& node, const std::string& path, void* out) {
  Condition& condition = *static_cast<Condition*>(out);
  condition = {};
  if (node.kind == Node::Kind::map) return read_group(reader, node, path, condition);
  if (node.kind == Node::Kind::list)
    return reader.error(node, path, "needs a condition, not a list",
                        "write `{all_of: [...]}` or `{any_of: [...]}`");
  condition.text = reader.text(node, path).value_or("");
}

std::string write_condition(const void* at) {
  const Condition& c = *static_cast<const Condition*>(at);
  if (c.kind == Condition::Kind::atom) return quoted_if_needed(c.text);
  std::string out = "{" + std::string(word(c.kind)) + ": [";
  for (std::size_t i = 0; i < c.parts.size(); ++i) out += (i == 0 ? "" : ", ") + write_condition(&c.parts[i]);
  out += "]";
  if (c.kind == Condition::Kind::votes) out += ", at_least: " + std::to_string(c.at_least);
  if (c.same_object) out += ", same_object: true";
  if (c.within_s != 0) out += ", within: " + print_time(c.within_s);
  if (c.for_s != 0) out += ", for: " + print_time(c.for_s);
  return out + "}";
}

void read_aim(Reader& reader, const Spec&, const Node& node, const std::string& path, void* out) {
  truth::AimParams& aim = *static_cast<truth::AimParams*>(out);
  aim = {};
  if (node.kind == Node::Kind::map) reader.read_into(node, path, aim.place.emplace());
  else aim.asset = reader.text(node, path).value_or("");
}

std::string write_aim(const void* at) {
  const truth::AimParams& aim = *static_cast<const truth::AimParams*>(at);
  if (!aim.asset.empty()) return quoted_if_needed(aim.asset);
  const earth::PlaceParams place = aim.place.value_or(earth::PlaceParams{});
  return "{lat: " + print_quantity(place.lat_rad, Dimension::angle) + ", lon: " +
         print_quantity(place.lon_rad, Dimension::angle) + ", height: " +
         print_quantity(place.height_m, Dimension::length) + "}";
}

} // namespace

Type Custom<Delay>::describe() {
  Type type;
  type.kind = Type::Kind::custom;
  type.name = "Delay";
  type.read_custom = read_delay;
  type.write_custom = write_delay;
  type.own_spec = time_spec();
  type.size_of = [](const void* at) -> std::optional<double> {
    const Delay& delay = *static_cast<const Delay*>(at);
    const bool ordered =
        delay.shape != Shape::triangular || (delay.p[0] <= delay.p[1] && delay.p[1] <= delay.p[2]);
    return ordered ? std::optional(median(delay)) : std::nullopt;
  };
  type.form =
      "a time, or `{uniform: [..]}`, `{triangular: [least, most likely, greatest]}`, `{lognormal: [median, "
      "sigma]}`";
  type.schema_custom =
      R"({"anyOf": [{"$ref": "#/$defs/time"}, {"type": "object", "minProperties": 1, "properties": {
    "fixed": {"$ref": "#/$defs/time"},
    "uniform": {"type": "array", "items": {"$ref": "#/$defs/time"}, "minItems": 2, "maxItems": 2},
    "triangular": {"type": "array", "items": {"$ref": "#/$defs/time"}, "minItems": 3, "maxItems": 3},
    "lognormal": {"type": "array", "prefixItems": [{"$ref": "#/$defs/time"}, {"type": "number"}],
                  "minItems": 2, "maxItems": 2}},
    "unevaluatedProperties": false, "$ref": "#/$defs/notes"}]})";
  return type;
}

Type Custom<warn::Condition>::describe() {
  Type type;
  type.kind = Type::Kind::custom;
  type.name = "Condition";
  type.read_custom = read_condition;
  type.write_custom = write_condition;
  type.form =
      "a condition (`impact_in_asset < 0.01 for 60 s`), or `{all_of: [..]}`, `{any_of: [..]}`, `{none_of: "
      "[..]}`, `{at_least: 2, of: [..]}` "
      "with `same_object: true`, `within: 25 min`, `for: 60 s`";
  type.schema_custom =
      R"({"anyOf": [{"type": "string"}, {"type": "object", "minProperties": 1, "properties": {
    "all_of": {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1},
    "any_of": {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1},
    "none_of": {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1},
    "of": {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1},
    "at_least": {"type": "integer", "minimum": 1},
    "same_object": {"type": "boolean"}, "within": {"$ref": "#/$defs/time"}, "for": {"$ref": "#/$defs/time"}},
    "unevaluatedProperties": false, "$ref": "#/$defs/notes"}]})";
  return type;
}

Type Custom<truth::AimParams>::describe() {
  Type type;
  type.kind = Type::Kind::custom;
  type.name = "Aim";
  type.read_custom = read_aim;
  type.write_custom = write_aim;
  type.form = "the name of an asset, or a place: `{lat: 40 deg, lon: 116 deg}`";
  type.schema_custom =
      R"({"anyOf": [{"type": "string"}, {"type": "object", "minProperties": 1, "properties": {
    "lat": {"$ref": "#/$defs/angle"}, "lon": {"$ref": "#/$defs/angle"}, "height": {"$ref": "#/$defs/length"}},
    "required": ["lat", "lon"], "unevaluatedProperties": false, "$ref": "#/$defs/notes"}]})";
  return type;
}

} // namespace dewline::io
