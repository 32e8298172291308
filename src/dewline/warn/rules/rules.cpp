#include "dewline/warn/rules/rules.hpp"

#include <algorithm>
#include <cmath>
#include <set>

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
  if (c.kind == Condition::Kind::votes && !(c.at_least >= 1 && c.at_least <= c.parts.size()))
    problems.add("at_least", std::to_string(c.at_least), "must be between 1 and the number of conditions, " + std::to_string(c.parts.size()));
  if (!(c.within_s >= 0)) problems.add("within", "", "must not be negative");
  if (!(c.for_s >= 0)) problems.add("for", "", "must not be negative");
  if (c.within_s > 0 && c.kind == Condition::Kind::none_of) problems.add("within", "", "goes with all_of, any_of and votes only");
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
  for (const auto& [state, c] : rules.downgrade)
    if (!rules.raise.contains(state)) problems.add("downgrade." + state, state, "has no raise rule");
  for (const auto& [state, name] : rules.resembles)
    if (!rules.states.contains(state)) problems.add("resembles." + state, state, "is not one of the states");
}

void check_order(const RuleSetParams& rules, Problems& problems) {
  if (rules.order.empty()) {
    if (!rules.downgrade.empty()) problems.add("order", "", "is missing", "downgrade goes to the state below: list the states from rest to the gravest");
    return;
  }
  const std::set<std::string> once(rules.order.begin(), rules.order.end());
  std::set<std::string> states;
  for (const auto& [state, line] : rules.states) states.insert(state);
  if (once != states || once.size() != rules.order.size())
    return problems.add("order", "", "must list every state once", "from the resting state to the gravest");
  if (rules.raise.contains(rules.order.front()))
    problems.add("order[0]", rules.order.front(), "must be the resting state: the one without a raise rule");
}

/// `notify north` -> {notify, north}
std::pair<std::string, std::string> split_action(const std::string& text) {
  const auto space = std::min(text.find(' '), text.size());
  const auto name = std::min(text.find_first_not_of(' ', space), text.size());
  return {text.substr(0, space), text.substr(name)};
}
void check_actions(const RuleSetParams& rules, Problems& problems) {
  for (const auto& [state, list] : rules.actions) {
    if (!rules.raise.contains(state)) problems.add("actions." + state, state, "has no raise rule");
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto [verb, name] = split_action(list[i]);
      const bool named = verb == "notify" || verb == "cue";
      if ((named && !name.empty()) || (verb == "conference" && name.empty())) continue;
      problems.add("actions." + state + "[" + std::to_string(i) + "]", list[i], named ? "names nobody" : "is no action",
                   "write `conference`, `notify CENTRE` or `cue SENSOR`");
    }
  }
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
  check_order(rules, problems);
  check_actions(rules, problems);
  for (const auto& [state, c] : rules.raise) problems.at("raise." + state, [&] { check_condition(c, problems); });
  for (const auto& [state, c] : rules.downgrade) problems.at("downgrade." + state, [&] { check_condition(c, problems); });
  for (const auto& [state, c] : rules.withdraw) problems.at("withdraw." + state, [&] { check_condition(c, problems); });
}

namespace {
/// Every name after a subject, with its path.
std::vector<NamedAt> named_by(const RuleSetParams& rules, Subject subject) {
  std::vector<NamedAt> named;
  const auto collect = [&](const Condition& c, const std::string& path) {
    const auto parsed = parse_atom(c.text);
    const auto* atom = std::get_if<Atom>(&parsed);
    if (atom && atom->what == subject && atom->node != kAnyCentre) named.emplace_back(atom->node, path);
  };
  for (const auto& [state, c] : rules.raise) for_each_atom(c, "raise." + state, collect);
  for (const auto& [state, c] : rules.downgrade) for_each_atom(c, "downgrade." + state, collect);
  for (const auto& [state, c] : rules.withdraw) for_each_atom(c, "withdraw." + state, collect);
  return named;
}
void add_actions(const RuleSetParams& rules, std::string_view verb, std::vector<NamedAt>& named) {
  for (const auto& [state, list] : rules.actions)
    for (std::size_t i = 0; i < list.size(); ++i)
      if (const auto [does, name] = split_action(list[i]); does == verb && !name.empty())
        named.emplace_back(name, "actions." + state + "[" + std::to_string(i) + "]");
}
} // namespace

std::vector<NamedAt> nodes_named(const RuleSetParams& rules) {
  std::vector<NamedAt> named = named_by(rules, Subject::alert);
  add_actions(rules, "notify", named);
  return named;
}
std::vector<NamedAt> assets_named(const RuleSetParams& rules) { return named_by(rules, Subject::impact_in); }
std::vector<NamedAt> sensors_named(const RuleSetParams& rules) {
  std::vector<NamedAt> named;
  add_actions(rules, "cue", named);
  return named;
}

Actions actions_of(const RuleSetParams& rules, const std::string& state) {
  const auto list = rules.actions.find(state);
  if (list == rules.actions.end()) return {};
  Actions actions{false, {}, {}};
  for (const std::string& text : list->second) {
    const auto [verb, name] = split_action(text);
    if (verb == "conference") actions.conference = true;
    if (verb == "notify") actions.notify.push_back(name);
    if (verb == "cue") actions.cue.push_back(name);
  }
  return actions;
}
std::uint32_t level_of(const RuleSetParams& rules, const std::string& state) {
  if (rules.order.empty()) return rules.raise.contains(state) ? 1 : 0;
  const auto found = std::find(rules.order.begin(), rules.order.end(), state);
  return static_cast<std::uint32_t>(found - rules.order.begin());
}
std::string state_below(const RuleSetParams& rules, const std::string& state) {
  const std::uint32_t level = level_of(rules, state);
  return rules.order.empty() || level < 2 ? std::string() : rules.order[level - 1];
}

void check(const CentreParams& centre, Problems& problems) {
  if (centre.rules.empty()) problems.add("rules", "", "is missing", "name one of the rule sets under rules:");
  check_delay(centre.assessment, "assessment", problems);
  check_delay(centre.conference, "conference", problems);
  check_delay(centre.decision, "decision", problems);
  check_delay(centre.stand_down, "stand_down", problems);
  if (centre.judge.ballistic_coefficient_kg_m2 < 1) // a sheet of paper: it falls for hours, and so does its computation
    problems.add("judge.ballistic_coefficient", "",
                 "must be at least 1 kg/m^2", "re-entry bodies have 50 to 20000");
  if (!(centre.judge.lift_to_drag_min <= centre.judge.lift_to_drag_max))
    problems.add("judge.lift_to_drag_max", "", "must not be below `lift_to_drag_min`", "swap them");
  problems.at("threat", [&] { check(centre.threat, problems); });
}

} // namespace dewline::warn
