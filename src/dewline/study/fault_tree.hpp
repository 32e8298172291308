// An alert rule as a fault tree: when it would be met, from when its atoms hold. No tracker, no sensor: logic and time.
#pragma once
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/study/timeline.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::study {

/// When each atom (by its text) holds in one episode.
using AtomTimes = std::map<std::string, Timeline>;

/// The atoms of a condition, each once, in order of their text. `phenomenologies >= k` stands for a vote of
/// infrared.launch_call and radar.launch_call; other counts (launches >= 5) are atoms of one cause, and what two causes
/// would count together is not seen.
std::vector<std::string> atoms_of(const warn::Condition& condition);

/// When the condition holds in an episode that several independent causes fill: an atom holds when it does for any of
/// them. A group with `same_object` must be fulfilled by one cause alone: two causes are two objects. `for` and
/// `within` as the rules have them. Negations (none_of) are complements within `frame`.
Timeline holds(const warn::Condition& condition, std::span<const AtomTimes* const> causes, HeldSpan frame);

/// An atom about tracks has a second name: when it holds of the tracks that it held of, lost ones included. That is what a
/// centre asks once a rule is met, since it does not forget the tracks behind an alert.
inline constexpr std::string_view kKept = " (kept)";
/// The times that are asked then, under the atoms' plain names.
AtomTimes kept(const AtomTimes& atoms);

/// When an alert is declared that is raised when `raised` holds and needs `delay_s` of people, who look at the end whether
/// it still holds (`still`): the first instant, or NaN if never before `until_s`.
double declared_at(const Timeline& raised, const Timeline& still, double delay_s, double until_s);

/// A minimal cut set: atoms that together raise the alert while none of `without` holds.
struct CutSet {
  std::vector<std::string> atoms, without; ///< each sorted
  double within_s = 0;                     ///< they need not hold at once, but within so long of each other
  bool operator==(const CutSet&) const = default;
};
/// All of them, without those that contain another: groups are expanded from the top (the method known as MOCUS,
/// general knowledge). Throws std::length_error above 10,000.
std::vector<CutSet> minimal_cut_sets(const warn::Condition& condition);

/// For people: `infrared.track and radar.track within 25 min`.
std::string words(const CutSet& cut);

} // namespace dewline::study
