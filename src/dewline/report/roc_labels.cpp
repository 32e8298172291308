#include "dewline/report/roc_labels.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace dewline::report {
namespace {

constexpr double kSame = 6;         ///< [px] marks nearer than this are one for the eye
constexpr double kMark = 7;         ///< [px] half a mark
constexpr double kBeside = 14;      ///< [px] nearer than this no line is needed
constexpr double kStep = 6;         ///< [px] of the grid of places
constexpr double kListWidth = 190;  ///< [px] of a list of names
constexpr double kType = 10;        ///< [px]
constexpr int kRounds = 3;          ///< in which what is tangled looks again
constexpr double kOverBar = 40, kLeadersMeet = 60, kThroughName = 1000, kOnTheLeft = 3, kOffLine = 0.2;

/// In order of the first of each.
std::vector<std::string> distinct(std::span<const RocMark> group, Text FalseAlertRow::*text, const std::string& state = {}) {
  std::vector<std::string> out;
  for (const auto& mark : group) {
    const std::string word = mark.row->*text;
    if ((state.empty() || mark.row->state == state) && !std::ranges::count(out, word)) out.push_back(word);
  }
  return out;
}

std::string list_of(const std::string& state, const std::vector<std::string>& sets, std::size_t num_rule_sets) {
  if (sets.size() == num_rule_sets && num_rule_sets > 2) return state + ": every rule set";
  std::string out = state + ":";
  for (const auto& set : sets) out += (&set == &sets.front() ? " " : ", ") + set;
  return out;
}

using Line = std::pair<Point, Point>;
/// On which side of a line a point lies: -1, 0 or 1.
int side(const Line& l, Point p) {
  const double cross = (l.second.x - l.first.x) * (p.y - l.first.y) - (l.second.y - l.first.y) * (p.x - l.first.x);
  return (cross > 0) - (cross < 0);
}
bool meet(const Line& a, const Line& b) {
  return side(a, b.first) != side(a, b.second) && side(b, a.first) != side(b, a.second);
}
/// A line goes through a box, or ends in it.
bool crosses(const Line& line, const Box& b) {
  const Point p = line.first, nw{b.left, b.top}, ne{b.right, b.top}, se{b.right, b.bottom}, sw{b.left, b.bottom};
  const bool inside = p.x > b.left && p.x < b.right && p.y > b.top && p.y < b.bottom;
  return inside || meet(line, {nw, ne}) || meet(line, {ne, se}) || meet(line, {se, sw}) || meet(line, {sw, nw});
}

Point nearest(const Box& box, Point p) {
  return {std::clamp(p.x, box.left, box.right), std::clamp(p.y, box.top, box.bottom)};
}

/// Steps from low to high through `at`, the nearest to it first: a good place is found early.
std::vector<double> grid(double at, double low, double high) {
  std::vector<double> steps;
  for (double k = std::ceil((low - at) / kStep); at + k * kStep <= high; ++k) steps.push_back(at + k * kStep);
  std::ranges::stable_sort(steps, {}, [at](double step) { return std::abs(step - at); });
  return steps;
}

using Placed = std::map<std::size_t, SpotLabel>; ///< by the spot's number
/// What lines through names cost, and lines through lines.
double tangle(const SpotLabel& label, const Placed& placed) {
  double sum = 0;
  for (const auto& [number, other] : placed) {
    if (&other == &label) continue;
    if (label.leader && crosses({label.at, *label.leader}, other)) sum += kThroughName;
    if (other.leader && crosses({other.at, *other.leader}, label)) sum += kThroughName;
    if (label.leader && other.leader && meet({label.at, *label.leader}, {other.at, *other.leader})) sum += kLeadersMeet;
  }
  return sum;
}

struct Scene {
  std::vector<Box> marks;
  std::span<const Box> bars;
  Box inside;
  Placed placed;
};

/// What a place costs; infinite where it covers a mark or a label, or costs no less than `least` by its distance alone.
double cost(const SpotLabel& label, double far, double least, const Scene& scene) {
  const double near = far + (label.left < label.at.x ? kOnTheLeft : 0) +
                      kOffLine * std::abs((label.top + label.bottom) / 2 - label.at.y);
  const auto covered = [&](const Box& box) { return box.overlaps(label); };
  if (near >= least || std::ranges::any_of(scene.marks, covered) ||
      std::ranges::any_of(scene.placed, [&](const auto& one) { return covered(one.second); }))
    return std::numeric_limits<double>::infinity();
  return near + kOverBar * static_cast<double>(std::ranges::count_if(scene.bars, covered)) + tangle(label, scene.placed);
}

std::optional<SpotLabel> best_place(const Spot& spot, const Scene& scene) {
  double width = 0, least = std::numeric_limits<double>::infinity();
  for (const auto& line : spot.lines) width = std::max(width, text_width(line, kType));
  const double height = kLabelLine * static_cast<double>(spot.lines.size());
  const auto lefts = grid(spot.at.x + kMark + 3, scene.inside.left, scene.inside.right - width);
  std::optional<SpotLabel> best;
  for (const double top : grid(spot.at.y - height / 2, scene.inside.top, scene.inside.bottom - height))
    for (const double left : lefts) {
      SpotLabel label{{left, left + width, top, top + height}, spot.at, spot.lines, {}};
      const Point end = nearest(label, spot.at);
      const double far = std::hypot(end.x - spot.at.x, end.y - spot.at.y);
      if (far >= least) continue;
      if (far > kBeside) label.leader = end;
      const double sum = cost(label, far, least, scene);
      if (sum < least) least = sum, best = std::move(label);
    }
  return best;
}

void place(std::span<const Spot> spots, std::size_t number, Scene& scene) {
  scene.placed.erase(number);
  if (auto found = best_place(spots[number], scene)) scene.placed.emplace(number, std::move(*found));
}

} // namespace

bool Box::overlaps(const Box& o) const {
  return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
}

std::vector<std::vector<RocMark>> coinciding(std::span<const RocMark> marks) {
  std::vector<std::vector<RocMark>> groups;
  for (const auto& mark : marks) {
    const auto same = [&](const auto& group) {
      const Point at = group.front().at;
      return group.front().bound == mark.bound && std::abs(at.x - mark.at.x) <= kSame && std::abs(at.y - mark.at.y) <= kSame;
    };
    const auto it = std::ranges::find_if(groups, same);
    if (it == groups.end()) groups.push_back({mark});
    else it->push_back(mark);
  }
  return groups;
}

std::vector<std::string> names_of(std::span<const RocMark> group, std::size_t num_rule_sets) {
  std::vector<std::string> lines;
  for (const auto& state : distinct(group, &FalseAlertRow::state)) {
    const auto sets = distinct(group, &FalseAlertRow::rule_set, state);
    const std::string words = group.size() == 1 ? state : list_of(state, sets, num_rule_sets);
    std::ranges::copy(wrapped(words, kListWidth, kType), std::back_inserter(lines));
  }
  if (!group.empty() && group.front().bound) lines.emplace_back("none counted, so at most this");
  return lines;
}

std::vector<SpotLabel> place_beside(std::span<const Spot> spots, std::span<const Box> bars, const Box& inside) {
  Scene scene{{}, bars, inside, {}};
  std::vector<std::size_t> order(spots.size());
  for (std::size_t i = 0; i < spots.size(); ++i) {
    const Point at = spots[i].at;
    scene.marks.push_back({at.x - kMark, at.x + kMark, at.y - kMark, at.y + kMark}), order[i] = i;
  }
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return spots[i].lines.size(); });
  for (const std::size_t i : order) place(spots, i, scene);
  // Those that came first did not know of the others: what is tangled, or found no room, looks again.
  for (int round = 0; round < kRounds; ++round)
    for (const std::size_t i : order) {
      const auto it = scene.placed.find(i);
      if (it == scene.placed.end() || tangle(it->second, scene.placed) > 0) place(spots, i, scene);
    }
  std::vector<SpotLabel> out;
  for (auto& [number, label] : scene.placed) out.push_back(std::move(label));
  return out;
}

} // namespace dewline::report
