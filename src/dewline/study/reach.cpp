#include "dewline/study/reach.hpp"

#include <algorithm>
#include <limits>

namespace dewline::study {
namespace {

/// Does an atom that never held tell that no rule could have been met by it? Not where fewer tracks could fulfil it, nor
/// where it is about all that flies, what is remembered included.
bool tells(const warn::Atom& atom) {
  using enum warn::Subject;
  if (atom.compare == warn::Compare::less || atom.compare == warn::Compare::less_equal) return false;
  return atom.what != notified && atom.what != phenomenologies && atom.what != raid_size && atom.what != prob_attack &&
         atom.what != assessment;
}

/// A count that was withdrawn from may come again without notice: what stood behind it is not asked any more.
bool is_count(const warn::Atom& atom) {
  using enum warn::Subject;
  return atom.what == tracks || atom.what == launches || atom.what == sensors || atom.what == count_shown;
}

Timeline atom_may_hold(const std::string& text, const AtomTimes& atoms, HeldSpan frame, bool others) {
  const auto parsed = warn::parse_atom(text);
  const auto* atom = std::get_if<warn::Atom>(&parsed);
  if (atom == nullptr || (atom->what != warn::Subject::alert && !tells(*atom))) return {frame};
  if (atom->what == warn::Subject::alert) return others ? Timeline{frame} : Timeline{};
  const auto it = atoms.find(text);
  if (it == atoms.end() || it->second.empty()) return {};
  return is_count(*atom) ? Timeline{{it->second.front().begin_s, frame.end_s}} : it->second;
}

using Reached = std::map<CentreState, double>;

const AtomTimes& at(const std::map<std::string, AtomTimes>& atoms, const std::string& centre) {
  static const AtomTimes kNothing;
  const auto it = atoms.find(centre);
  return it == atoms.end() ? kNothing : it->second;
}

/// The longest that people can need for a state.
double longest_s(const Delay& delay) {
  switch (delay.shape) {
    case Shape::fixed: return delay.p[0];
    case Shape::uniform: return delay.p[1];
    case Shape::triangular: return delay.p[2];
    default: return std::numeric_limits<double>::infinity();
  }
}

/// One state of a centre, and those that it may be taken down to.
void add(const warn::RuleSetParams& rules, const std::string& centre, const std::string& state, double last_s,
         double until_s, Reached& to) {
  double& last = to.try_emplace({centre, state}, last_s).first->second;
  last = std::max(last, last_s);
  if (!rules.downgrade.contains(state)) return;
  if (const std::string below = warn::state_below(rules, state); !below.empty()) add(rules, centre, below, until_s, until_s, to);
}

Reached found(const run::Scenario& scenario, const RuleVariant& variant, const std::map<std::string, AtomTimes>& atoms,
              double until_s, bool others, bool all) {
  Reached out;
  for (const auto& [centre, params] : scenario.centres) {
    const warn::RuleSetParams& rules = rules_of(scenario, variant, centre);
    const double people_s = longest_s(params.assessment) + longest_s(params.conference);
    for (const auto& [state, condition] : rules.raise) {
      const Timeline may = all ? Timeline{{0, until_s}} : may_hold(condition, at(atoms, centre), {0, until_s}, others);
      if (!may.empty()) add(rules, centre, state, std::min(until_s, may.back().end_s + people_s), until_s, out);
    }
  }
  return out;
}

/// Do the atoms' times say nothing of what the variant sees?
bool goes_its_own_way(const run::Scenario& scenario, std::span<const RuleVariant> variants, const RuleVariant& variant) {
  return std::ranges::any_of(scenario.centres, [&](const auto& c) {
    const warn::RuleSetParams& rules = rules_of(scenario, variant, c.first);
    return rules.assess_every_s != pace_s(scenario, variants, c.first) || !warn::sensors_named(rules).empty();
  });
}

} // namespace

Timeline may_hold(const warn::Condition& c, const AtomTimes& atoms, HeldSpan frame, bool others) {
  using Kind = warn::Condition::Kind;
  if (c.kind == Kind::atom) return atom_may_hold(c.text, atoms, frame, others);
  if (c.kind == Kind::none_of) return {frame};
  std::vector<Timeline> parts;
  for (const warn::Condition& part : c.parts) parts.push_back(lingering(may_hold(part, atoms, frame, others), c.within_s));
  return at_least(parts, c.kind == Kind::all_of ? parts.size() : c.kind == Kind::any_of ? 1 : c.at_least, frame);
}

double pace_s(const run::Scenario& scenario, std::span<const RuleVariant> variants, const std::string& centre) {
  double every_s = rules_of(scenario, variants.front(), centre).assess_every_s;
  for (const RuleVariant& v : variants) every_s = std::min(every_s, rules_of(scenario, v, centre).assess_every_s);
  return every_s;
}

std::map<CentreState, double> reachable(const run::Scenario& scenario, std::span<const RuleVariant> variants,
                                        std::size_t which, const std::map<std::string, AtomTimes>& atoms, double until_s) {
  const bool all = goes_its_own_way(scenario, variants, variants[which]);
  Reached alone = found(scenario, variants[which], atoms, until_s, false, all);
  if (alone.empty() || scenario.centres.size() < 2) return alone;
  return found(scenario, variants[which], atoms, until_s, true, all); // somebody may tell the others
}

} // namespace dewline::study
