// What a rule set could reach at all in an episode whose atoms are known: what it cannot reach need not be played.
#pragma once
#include <map>
#include <span>
#include <string>

#include "dewline/run/scenario.hpp"
#include "dewline/study/episodes.hpp"

namespace dewline::study {

/// When the condition may hold first, or may hold again: an atom about tracks while it holds of any, a count of them from
/// its first time on; without negation and `for`. Atoms that fewer tracks could fulfil (`<`, `notified`) or that look at all
/// that flies (`raid_size`) always may hold. `others`: some other centre may have declared something.
Timeline may_hold(const warn::Condition& condition, const AtomTimes& atoms, HeldSpan frame, bool others);

/// The least time between two estimates of a track under any of the variants: the atoms' own.
double pace_s(const run::Scenario& scenario, std::span<const RuleVariant> variants, const std::string& centre);

/// States that a variant may declare in an episode of so long, each with the last time at which it may be [s]: when its
/// raise condition may last hold and what people then need; those that it may be taken down to, to the end. Never fewer
/// than a run declares: until its rule is first met, a state is asked of the same tracks as an atom that has not held yet.
/// (Leaves out: what a class owes to a lost track that only this rule set remembers.) All states to the end for a variant
/// that cues sensors, whose tracks are its own, or that estimates less often than others.
std::map<CentreState, double> reachable(const run::Scenario& scenario, std::span<const RuleVariant> variants,
                                        std::size_t which, const std::map<std::string, AtomTimes>& atoms, double until_s);

} // namespace dewline::study
