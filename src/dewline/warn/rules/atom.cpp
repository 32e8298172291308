#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "dewline/warn/alert.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::warn {
namespace {

/// How the number behind a comparison is written.
enum class Value { none, probability, count, time, level };
struct Word {
  std::string_view text; ///< ending in '.': a name follows
  Subject what;
  Value value;
  std::string_view example;
};
constexpr std::array kWords{
    Word{"radar.track", Subject::radar_track, Value::none, "radar.track"},
    Word{"radar.launch_call", Subject::radar_launch_call, Value::none, "radar.launch_call"},
    Word{"infrared.track", Subject::infrared_track, Value::none, "infrared.track"},
    Word{"infrared.launch_call", Subject::infrared_launch_call, Value::none, "infrared.launch_call"},
    Word{"impact_in_asset", Subject::impact_in_asset, Value::probability, "impact_in_asset >= 0.5"},
    Word{"impact_in.", Subject::impact_in, Value::probability, "impact_in.capital >= 0.5"},
    Word{"class.", Subject::class_prob, Value::probability, "class.icbm >= 0.9"},
    Word{"time_to_impact", Subject::time_to_impact, Value::time, "time_to_impact < 30 min"},
    Word{"tracks", Subject::tracks, Value::count, "tracks >= 2"},
    Word{"phenomenologies", Subject::phenomenologies, Value::count, "phenomenologies >= 2"},
    Word{"sensors", Subject::sensors, Value::count, "sensors >= 2"},
    Word{"launches", Subject::launches, Value::count, "launches >= 5"},
    Word{"raid_size", Subject::raid_size, Value::count, "raid_size >= 3"},
    Word{"prob_attack", Subject::prob_attack, Value::probability, "prob_attack >= 0.5"},
    Word{"assessment", Subject::assessment, Value::level, "assessment >= probable"},
    Word{"notified", Subject::notified, Value::none, "notified"},
    Word{"catalogued", Subject::catalogued, Value::none, "catalogued"},
    Word{"glides", Subject::glides, Value::none, "glides"},
    Word{"display.missiles", Subject::count_shown, Value::count, "display.missiles >= 2"},
};
constexpr double kLongestFor_s = 30 * 86400.0; ///< as of a group: no scenario lasts longer
constexpr std::array<std::pair<std::string_view, Compare>, 4> kCompares{{
    {"<", Compare::less}, {"<=", Compare::less_equal}, {">", Compare::greater}, {">=", Compare::greater_equal}}};

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(" \t\n");
  return first == s.npos ? std::string_view{} : s.substr(first, s.find_last_not_of(" \t\n") - first + 1);
}
std::string quoted(std::string_view s) { return "'" + std::string(s) + "'"; }

/// Letters to insert, drop or change to get from one word to the other.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j)
      corner = std::exchange(row[j + 1], std::min({row[j + 1] + 1, row[j] + 1, corner + (a[i] != b[j])}));
  }
  return row.back();
}
std::string known_words() {
  std::string all = "known: ";
  for (const Word& w : kWords) all += std::string(w.text) + (w.text.ends_with('.') ? "<name>, " : ", ");
  return all + "alert.<centre>";
}
QuantityError unknown(std::string_view word) {
  const auto* near = std::min_element(kWords.begin(), kWords.end(), [&](const Word& a, const Word& b) {
    return edits(word, a.text) < edits(word, b.text);
  });
  if (edits(word, near->text) <= 3)
    return {"unknown condition " + quoted(word), "did you mean " + std::string(near->text.ends_with('.') ? near->example : near->text) + "?"};
  return {"unknown condition " + quoted(word), known_words()};
}

std::string class_words() {
  std::string all = "missile";
  for (const auto& [c, w] : enum_words(static_cast<ObjectClass*>(nullptr))) all += ", " + std::string(w);
  return all;
}
bool is_class(std::string_view name) {
  const auto words = enum_words(static_cast<ObjectClass*>(nullptr));
  return name == "missile" || std::any_of(words.begin(), words.end(), [&](const auto& w) { return w.second == name; });
}
/// `impact_in.capital`, `class.icbm`: the name after the dot.
std::optional<QuantityError> read_name(Atom& atom, std::string_view word, const Word& known) {
  if (!known.text.ends_with('.')) return std::nullopt;
  atom.node = word.substr(known.text.size());
  if (atom.node.empty()) return QuantityError{quoted(word) + " names nothing", "for example: " + std::string(known.example)};
  if (known.what == Subject::class_prob && !is_class(atom.node))
    return QuantityError{"no such class: " + quoted(atom.node), "known: " + class_words()};
  return std::nullopt;
}

/// `alert.north` or `alert.north.attack-warning`.
std::variant<Atom, QuantityError> parse_alert(std::string_view word) {
  const std::string_view rest = word.substr(6);
  const auto dot = rest.find('.');
  Atom atom;
  atom.what = Subject::alert;
  atom.node = rest.substr(0, dot);
  if (dot != rest.npos) atom.state = rest.substr(dot + 1);
  if (atom.node.empty() || (dot != rest.npos && atom.state.empty()))
    return QuantityError{quoted(word) + " names no " + (atom.node.empty() ? "centre" : "state"), "for example: alert.north or alert.north.attack-warning"};
  return atom;
}

std::optional<QuantityError> read_level(Atom& atom, std::string_view text) {
  for (const auto& [level, w] : enum_words(static_cast<Assessment*>(nullptr)))
    if (w == text) {
      atom.threshold = static_cast<double>(level);
      return std::nullopt;
    }
  return QuantityError{"no such level: " + quoted(text), "known: none, possible, probable, attack"};
}

std::optional<QuantityError> read_threshold(Atom& atom, Value value, std::string_view text) {
  if (value == Value::level) return read_level(atom, text);
  const Dimension want = value == Value::time ? Dimension::time : Dimension::none;
  if (want == Dimension::none && text.ends_with('%'))
    return QuantityError{quoted(text) + ": percent is not read here", "write it as a number: 1 % is 0.01"};
  const Quantity q = parse_quantity(text, want);
  if (const auto* wrong = std::get_if<QuantityError>(&q)) return *wrong;
  atom.threshold = std::get<double>(q);
  if (value == Value::probability && !(atom.threshold >= 0 && atom.threshold <= 1))
    return QuantityError{"a probability must be between 0 and 1, not " + std::string(text), ""};
  const bool whole = atom.what != Subject::raid_size; // a raid is an expectation
  if (value == Value::count && !(atom.threshold >= 0 && (!whole || atom.threshold == std::floor(atom.threshold))))
    return QuantityError{"a number of " + std::string(atom.what == Subject::tracks ? "tracks" : "things counted") +
                             " must be a whole number, not " + std::string(text), ""};
  if (!(atom.threshold >= 0)) return QuantityError{"a time must not be negative: " + std::string(text), ""};
  return std::nullopt;
}

std::variant<Atom, QuantityError> parse_test(std::string_view text) {
  const auto op = std::min(text.find_first_of("<>=!"), text.size());
  const std::string_view word = trimmed(text.substr(0, op));
  if (word.starts_with("alert.") && op == text.size()) return parse_alert(word);
  const auto* known = std::find_if(kWords.begin(), kWords.end(), [&](const Word& w) {
    return w.text.ends_with('.') ? word.starts_with(w.text) : w.text == word;
  });
  if (known == kWords.end()) return unknown(word);
  const std::string example = "for example: " + std::string(known->example);
  Atom atom;
  atom.what = known->what;
  if (const auto wrong = read_name(atom, word, *known)) return *wrong;
  const bool compared = known->value != Value::none;
  if (op == text.size()) {
    if (compared) return QuantityError{std::string(word) + " needs a comparison", example};
    return atom;
  }
  if (!compared) return QuantityError{std::string(word) + " is true or false and takes no comparison", example};
  const auto end = std::min(text.find_first_not_of("<>=!", op), text.size());
  const auto* compare = std::find_if(kCompares.begin(), kCompares.end(), [&](const auto& c) { return c.first == text.substr(op, end - op); });
  if (compare == kCompares.end()) return QuantityError{"unknown comparison " + quoted(text.substr(op, end - op)), "use <, <=, > or >="};
  atom.compare = compare->second;
  const std::string_view value = trimmed(text.substr(end));
  if (value.empty()) return QuantityError{"nothing follows the " + quoted(compare->first), example};
  if (const auto wrong = read_threshold(atom, known->value, value)) return *wrong;
  return atom;
}
} // namespace

std::variant<Atom, QuantityError> parse_atom(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return QuantityError{"the condition is empty", "for example: radar.launch_call"};
  const std::string padded = std::string(text) + " ";
  const auto at = padded.find(" for ");
  auto parsed = parse_test(trimmed(text.substr(0, std::min(at, text.size()))));
  auto* atom = std::get_if<Atom>(&parsed);
  if (!atom || at == std::string::npos) return parsed;
  const std::string_view time = trimmed(std::string_view(padded).substr(at + 5));
  if (time.empty()) return QuantityError{"'for' needs a time", "for example: for 60 s"};
  const Quantity q = parse_quantity(time, Dimension::time);
  if (const auto* wrong = std::get_if<QuantityError>(&q)) return *wrong;
  if (!(std::get<double>(q) >= 0)) return QuantityError{"a time must not be negative: " + std::string(time), ""};
  if (!(std::get<double>(q) <= kLongestFor_s)) return QuantityError{"'for' must be at most 720 h, not " + std::string(time), "for example: for 60 s"};
  atom->for_s = std::get<double>(q);
  return parsed;
}

} // namespace dewline::warn
