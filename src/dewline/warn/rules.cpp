#include "dewline/warn/rules.hpp"

#include <cmath>

#include "dewline/warn/centre.hpp"

namespace dewline::warn {
namespace {

template <class F>
void for_each_atom(const Condition& c, const std::string& path, F&& f) {
  if (c.kind == Condition::Kind::atom) return f(c, path);
  for (std::size_t i = 0; i < c.parts.size(); ++i)
    for_each_atom(c.parts[i], path + "." + std::string(word(c.kind)) + "[" + std::to_string(i) + "]", f);
}

void check_group(const Condition& c, Problems& problems);
void check_condition(const Condition& c, Problems& problems) {
  if (c.kind != Condition::Kind::atom) return check_group(c, problems);
  const auto parsed = parse_atom(c.text);
  if (const auto* wrong = std::get_if<QuantityError>(&parsed)) problems.add("", c.text, wrong->what, wrong->hint);
}
void check_group(const Condition& c, Problems& problems) {
  if (c.parts.empty()) problems.add(word(c.kind), "", "is an empty list: it would always or never hold");
  if (c.same_object && c.kind != Condition::Kind::all_of)
    problems.add("same_object", "true", "goes with all_of only", "any_of and none_of look at each object by itself anyway");
  if (!(c.within_s >= 0)) problems.add("within", "", "must not be negative");
  if (!(c.for_s >= 0)) problems.add("for", "", "must not be negative");
  if (c.within_s > 0 && c.kind == Condition::Kind::none_of) problems.add("within", "", "goes with all_of and any_of only");
  for (std::size_t i = 0; i < c.parts.size(); ++i)
    problems.at(std::string(word(c.kind)) + "[" + std::to_string(i) + "]", [&] { check_condition(c.parts[i], problems); });
}

void check_keys(const RuleSetParams& rules, Problems& problems) {
  std::vector<std::string> resting;
  for (const auto& [state, line] : rules.states)
    if (!rules.raise.contains(state)) resting.push_back(state);
  if (rules.states.size() < 2) problems.add("states", "", "needs a resting state and at least one alert state");
  else if (resting.size() != 1)
    problems.add("raise", "", resting.empty() ? "every state has a raise rule: one must be the resting state"
                                              : "more than one state has no raise rule: " + resting[0] + ", " + resting[1],
                 "exactly one state, the resting one, has none");
  for (const auto& [state, c] : rules.raise)
    if (!rules.states.contains(state)) problems.add("raise." + state, state, "is not one of the states");
  for (const auto& [state, c] : rules.withdraw)
    if (!rules.raise.contains(state)) problems.add("withdraw." + state, state, "has no raise rule");
}

void check_delay(const Delay& d, std::string_view key, Problems& problems) {
  const auto& p = d.p;
  const auto bad = [&](const char* what) { problems.add(key, "", what); };
  switch (d.shape) {
    case Shape::fixed: if (!(p[0] >= 0)) bad("must not be negative"); break;
    case Shape::uniform: if (!(p[0] >= 0 && p[1] >= p[0])) bad("needs 0 <= low <= high"); break;
    case Shape::triangular: if (!(p[0] >= 0 && p[1] >= p[0] && p[2] >= p[1])) bad("needs 0 <= low <= mode <= high"); break;
    case Shape::lognormal: if (!(p[0] > 0 && p[1] >= 0)) bad("needs a median above 0 and a spread of at least 0"); break;
  }
}
} // namespace

void check(const RuleSetParams& rules, Problems& problems) {
  check_keys(rules, problems);
  for (const auto& [state, c] : rules.raise) problems.at("raise." + state, [&] { check_condition(c, problems); });
  for (const auto& [state, c] : rules.withdraw) problems.at("withdraw." + state, [&] { check_condition(c, problems); });
}

std::vector<std::pair<std::string, std::string>> nodes_named(const RuleSetParams& rules) {
  std::vector<std::pair<std::string, std::string>> named;
  const auto collect = [&](const Condition& c, const std::string& path) {
    const auto parsed = parse_atom(c.text);
    if (const auto* atom = std::get_if<Atom>(&parsed))
      if (atom->what == Subject::alert) named.emplace_back(atom->node, path);
  };
  for (const auto& [state, c] : rules.raise) for_each_atom(c, "raise." + state, collect);
  for (const auto& [state, c] : rules.withdraw) for_each_atom(c, "withdraw." + state, collect);
  return named;
}

void check(const CentreParams& centre, Problems& problems) {
  if (centre.rules.empty()) problems.add("rules", "", "is missing", "name one of the rule sets under rules:");
  check_delay(centre.assessment, "assessment", problems);
  check_delay(centre.conference, "conference", problems);
  check_delay(centre.decision, "decision", problems);
  check_delay(centre.stand_down, "stand_down", problems);
}

} // namespace dewline::warn
