#include "dewline/io/class_table.hpp"

#include <algorithm>
#include <utility>

#include "dewline/io/document.hpp"
#include "dewline/io/reader.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/run/scenario.hpp"

namespace dewline::io {
namespace {

using warn::Spread;
using warn::SpreadShape;

std::vector<std::string> shape_words() {
  std::vector<std::string> words;
  for (const auto& [shape, w] : enum_words(static_cast<SpreadShape*>(nullptr))) words.emplace_back(w);
  return words;
}
/// The second number of a lognormal is pure; the others have the field's unit.
Spec spec_of(SpreadShape shape, std::size_t i, const Spec& spec) {
  return shape == SpreadShape::lognormal && i == 1 ? Spec{Dimension::none, above(0)}
                                                   : Spec{spec.dimension, any()};
}

void read_spread(Reader& reader, const Spec& spec, const Node& node, const std::string& path, void* out) {
  auto& spread = *static_cast<Spread*>(out);
  const bool one = node.kind == Node::Kind::map && node.entries.size() == 1;
  if (!one)
    return reader.error(node, path, "needs one named distribution", "write `{normal: [mean, sigma]}`");
  const auto& [key, value] = node.entries[0];
  const auto words = enum_words(static_cast<SpreadShape*>(nullptr));
  const auto shape =
      std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.second == key.text; });
  if (shape == words.end()) return reader.unknown_key(key, path, shape_words());
  const std::string inner = path + "." + key.text;
  if (value.kind != Node::Kind::list || value.items.size() != 2)
    return reader.error(value, inner, "needs a list of exactly 2 values");
  spread.shape = shape->first;
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string at = inner + "[" + std::to_string(i) + "]";
    reader.mark(value.items[i], at);
    spread.p[i] = reader.number(spec_of(spread.shape, i, spec), value.items[i], at).value_or(spread.p[i]);
  }
}

std::string write_spread(const void* in) {
  const auto& s = *static_cast<const Spread*>(in);
  return "{" + std::string(word(s.shape)) + ": [" + print_quantity(s.p[0], Dimension::none) + ", " +
         print_quantity(s.p[1], Dimension::none) + "]}";
}

/// What `between` is about: the mean, the middle or the median.
std::optional<double> middle(const void* in) {
  const auto& s = *static_cast<const Spread*>(in);
  return s.shape == SpreadShape::uniform ? 0.5 * (s.p[0] + s.p[1]) : s.p[0];
}

std::vector<std::string> grades() {
  std::vector<std::string> words;
  for (const auto& [grade, w] : enum_words(static_cast<run::Grade*>(nullptr))) words.emplace_back(w);
  return words;
}

} // namespace

Type Custom<warn::Spread>::describe() {
  Type type;
  type.kind = Type::Kind::custom;
  type.name = "Spread";
  type.read_custom = read_spread;
  type.write_custom = write_spread;
  type.size_of = middle;
  type.form =
      "`{normal: [mean, sigma]}`, `{uniform: [least, greatest]}` or `{lognormal: [median, sigma of the "
      "logarithm]}`";
  type.schema_custom = R"({"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties":
    {"type": "array", "minItems": 2, "maxItems": 2}})";
  return type;
}

template const Type& type_of<warn::ClassTable>();

LoadedClassTable parse_class_table(std::string_view text, const std::string& file, const Sources& known) {
  Diagnostics diagnostics;
  Reader reader(diagnostics, grades());
  LoadedClassTable loaded;
  const Node root = parse_document(text, file, diagnostics);
  if (diagnostics.empty()) reader.read_into(root, "", loaded.table);
  Problems problems;
  warn::check(loaded.table, problems);
  reader.add_problems(problems, "");
  for (const auto& [path, note] : reader.notes()) {
    ClassNote& kept = loaded.notes[path];
    kept.grade = note.grade;
    kept.note = note.note;
    for (const auto& [key, at] : note.sources) {
      kept.sources.push_back(key);
      if (!known.contains(key))
        diagnostics.add(at, path + ".source", key, "no such entry in data/sources.bib");
    }
  }
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  return loaded;
}

LoadedClassTable load_class_table(const std::filesystem::path& data_dir) {
  const std::filesystem::path file = data_dir / "classes.yaml";
  std::string text;
  if (!read_bytes(file, text)) throw ScenarioError({{{file.string(), 1, 1}, "", "", "cannot be read", ""}});
  return parse_class_table(text, file.string(), list_sources(data_dir));
}

} // namespace dewline::io
