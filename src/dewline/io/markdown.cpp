// docs/scenario-file.md from the field lists.
#include <algorithm>
#include <cmath>

#include "dewline/io/file.hpp"
#include "dewline/io/reader.hpp"
#include "dewline/io/schema.hpp"
#include "dewline/io/writer.hpp"

namespace dewline::io {
namespace {

using Kind = Type::Kind;

constexpr const char* kIntroduction = R"(# The scenario file

This page is made from the lists of fields that the reader itself uses (`src/dewline/io/markdown.cpp`); do
not edit it. `dewline check FILE` checks a file, `dewline check --schema` prints the JSON Schema that
editors use, and `dewline check --resolved FILE` the file with every default, type and source in it.

## Values

- **A value with a dimension carries its unit**: `range: 6000 km`, `revisit: 10 s`, `elevation: [3 deg, 60
  deg]`. A bare number there is an error. A negative longitude is west; `105 degW` says the same.
- **Any value may be written long**, to say where it comes from: `{value: 6000 km, between: [4000 km, 6000
  km], source: [a, b], grade: press, note: ...}`. `between` is the disputed range: an interval around the
  value, never a distribution. For a pair of values it is the two extreme pairs: `between: [[3 deg, 16
  deg], [3 deg, 60 deg]]`.
- `source`, `grade` and `note` may also stand inside any block; they then speak for every value of the
  block that has no note of its own. Sources are keys of `data/sources.bib` (or of the block `sources` in
  the file).
- Grades: official, reviewed, press, estimate, assumption, fitted. A fitted value needs `fitted_to`, which
  names what it was tuned to; that match never counts as evidence.
- **Random times** are named: `2 min`, `{uniform: [1 min, 3 min]}`, `{triangular: [1 min, 2 min, 4 min]}`
  (least, most likely, greatest), `{lognormal: [2 min, 0.5]}` (median, standard deviation of the
  logarithm).
- **Conditions** are texts (`radar.launch_call`, `impact_in_asset < 0.01 for 60 s`) or groups: `{all_of:
  [...]}`, `{any_of: [...]}`, `{none_of: [...]}` with `same_object: true`, `within: 25 min`, `for: 60 s`.

## Names, blocks, files

- Blocks are maps from a name to an entry. A name is lower-case letters, digits and `-`. The order of
  entries changes nothing. Sensors and centres share no name. Unknown and repeated keys are errors.
- `type: NAME` in an entry of `objects` or `sensors` puts a type's values under the entry's own keys.
  Types stand in the block `types` or in the library `data/types/*.yaml`: `NAME: {kind: radar, doc: ...,
  extends: OTHER, values...}`. A type's own notes go with the values that come from it.
- `include: [other.yaml]`: blocks of other files stand under this file's; paths are relative to the file
  that names them.
- `--set sensors.NAME.faces[0].tilt='25 deg'` replaces one value from outside; what was noted beside it is
  dropped.
- YAML's traps are errors with a hint: `no`, `on`, `yes` or `y` without quotes as a name or text, `12:30`,
  leading zeros, tabs, anchors, merge keys, tags, several documents in one file. Files are UTF-8.
)";

std::string anchor(const std::string& name) {
  std::string out;
  for (const char c : name)
    if (c != ':' && c != '.') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

/// The records at the end of optionals, lists and maps: one, or those of a choice.
std::vector<const Type*> records_in(const Type& type) {
  if (type.kind == Kind::record) return {&type};
  std::vector<const Type*> all;
  for (const auto& each : type.choices) all.push_back(each.get());
  return type.element != nullptr ? records_in(*type.element) : all;
}

std::string units(const Spec& spec) {
  if (spec.dimension == Dimension::none) return "number";
  const std::string unit(unit_words(spec.dimension).front());
  return std::string(dimension_word(spec.dimension)) + " (`" + unit + "`)";
}

std::string form(const Type& type, const Spec& spec) {
  switch (type.kind) {
    case Kind::number: return units(spec);
    case Kind::integer: return "whole number";
    case Kind::boolean: return "`true` or `false`";
    case Kind::text: return "text";
    case Kind::word: {
      std::string all;
      for (const std::string& w : type.words) all += (all.empty() ? "`" : ", `") + w + "`";
      return all;
    }
    case Kind::optional: return form(*type.element, spec);
    case Kind::list: return "list of " + form(*type.element, spec);
    case Kind::row: return std::to_string(type.length) + " x " + units(spec);
    case Kind::record: return "[" + type.name + "](#" + anchor(type.name) + ")";
    case Kind::dictionary: return "name: " + form(*type.element, spec);
    case Kind::choice: {
      std::string all;
      for (std::size_t i = 0; i < type.choices.size(); ++i)
        all += (i == 0 ? "by `kind`: `" : ", `") + type.words[i] + "` " + form(*type.choices[i], spec);
      return all;
    }
    case Kind::custom: return type.name == "Delay" ? "time or distribution" : type.name == "Aim" ? "asset or place" : "condition";
  }
  return {};
}

std::string bounds(const FieldType& f) {
  if (!std::isfinite(f.spec.bounds.low) && !std::isfinite(f.spec.bounds.high)) return {};
  return "; " + bounds_text(f.spec);
}

std::string default_text(const FieldType& f, const void* defaults) {
  if (f.need == Need::required) return "**needed**";
  const void* value = f.member(const_cast<void*>(defaults));
  const std::string text =
      records_in(*f.type).empty() ? inline_text(*f.type, f.spec, value) : std::string();
  return text.empty() || text == "\"\"" || text == "[]" ? "" : "`" + text + "`";
}

/// A bar would end a table's cell.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

} // namespace

std::string scenario_markdown() {
  std::string out = kIntroduction;
  std::vector<const Type*> records{&type_of<File>()};
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Type& type = *records[i];
    const std::shared_ptr<void> defaults = type.make();
    out += "\n## " + (i == 0 ? std::string("The whole file") : type.name) + "\n\n";
    out += "| key | value | default | meaning |\n|---|---|---|---|\n";
    for (const FieldType& f : type.fields) {
      out += "| `" + f.key + "` | " + cell(form(*f.type, f.spec)) + " | " +
             cell(default_text(f, defaults.get())) + " | " + cell(f.doc + bounds(f)) + " |\n";
      for (const Type* inner : records_in(*f.type))
        if (std::find(records.begin(), records.end(), inner) == records.end()) records.push_back(inner);
    }
  }
  return out;
}

} // namespace dewline::io
