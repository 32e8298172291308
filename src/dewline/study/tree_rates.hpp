// The fault tree's side of the study: chances and rates of declarations from the times at which atoms hold.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "dewline/run/scenario.hpp"
#include "dewline/study/episodes.hpp"

namespace dewline::study {

/// A row of the study as a tree: the condition and how long people take (midpoints of equal shares of their law).
struct TreeRow {
  const warn::Condition* raise = nullptr;
  std::string centre;
  std::vector<double> delays_s;
  double within_s = 0;       ///< the longest memory in it
  bool by_others = false;    ///< it asks about other centres' alerts: no tree
};
TreeRow tree_row(const run::Scenario& scenario, const RuleVariant& variant, const std::string& centre,
                 const std::string& state);

/// The share of episodes in which the state is declared, each known by when its atoms hold.
double share_declared(const TreeRow& row, std::span<const Played> episodes, double window_s);

/// Two independent causes, each known by its episodes: the mean length of the range of differences in their times over
/// which the state is declared by both together and by neither alone [s]. Times rates of both: new alerts a year.
/// `range_s` widens to the differences that can matter.
double coincidence_s(const TreeRow& row, std::span<const Played> a, std::span<const Played> b, double window_s,
                     Interval& range_s);

} // namespace dewline::study
