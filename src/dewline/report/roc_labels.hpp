// Names beside the marks of the picture of false alerts: marks that coincide have one label that lists them all; a label
// that finds no room beside its mark stands further off, at the end of a line. No label covers another, nor a mark.
// The page does the same: web/src/panels/roc_labels.ts.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dewline/report/page_warning.hpp"
#include "dewline/report/svg.hpp"

namespace dewline::report {

struct RocMark {
  const FalseAlertRow* row = nullptr;
  Point at;
  bool bound = false; ///< none was counted: the rate lies below
};
/// Marks that lie on each other, in order of the first of each; a bound is never one with what was counted.
std::vector<std::vector<RocMark>> coinciding(std::span<const RocMark> marks);
/// The state alone where the mark's shape tells the rule set; of several marks each state with its rule sets.
std::vector<std::string> names_of(std::span<const RocMark> group, std::size_t num_rule_sets);

struct Box {
  double left = 0, right = 0, top = 0, bottom = 0; ///< [px]
  [[nodiscard]] bool overlaps(const Box& other) const;
};
struct Spot {
  Point at;
  std::vector<std::string> lines;
};
struct SpotLabel : Box {
  Point at; ///< of the mark
  std::vector<std::string> lines;
  std::optional<Point> leader; ///< where the line from the mark ends; none: the label stands beside its mark
};
inline constexpr double kLabelLine = 12; ///< [px] from one line to the next

/// The cheapest place of a grid around each mark inside a box; over `bars` only if nothing else is near. A label for which
/// there is no room at all is left out.
std::vector<SpotLabel> place_beside(std::span<const Spot> spots, std::span<const Box> bars, const Box& inside);

} // namespace dewline::report
