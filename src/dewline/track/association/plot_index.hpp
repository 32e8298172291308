// Which points lie near: the first, cheap part of gating.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::track {

/// A balanced tree of boxes over points (in the plane: z = 0). Each box is halved by rank across its longest
/// side down to kLeaf points, so neither far outliers nor many points in one place make it slow. Built anew
/// for each scan in O(n log n), without allocation once it has been as large. Answers are the points
/// themselves, exactly those of the plain loop (test `PlotIndex`), in an order that depends only on the list.
class PlotIndex {
 public:
  /// Points in metres or any one unit. Throws ContractError unless every number is finite.
  void build(std::span<const Vec3> points);
  [[nodiscard]] std::size_t size() const { return points_.size(); }

  /// Calls visit(index into the list, squared distance) for every point with squared distance <= radius *
  /// radius. Throws ContractError unless `radius` >= 0; a centre that is not finite has nothing near.
  template <class Visit>
  void visit_near(const Vec3& centre, double radius, Visit&& visit) const;
  /// The same as indices in ascending order; `out` is overwritten.
  void near(const Vec3& centre, double radius, std::vector<std::uint32_t>& out) const;

 private:
  static constexpr std::uint32_t kLeaf = 8;
  struct Point {
    Vec3 p;
    std::uint32_t index = 0;
  };
  struct Box {
    Vec3 low, high;
  };
  struct Range { ///< a node: its number (children 2 n + 1, 2 n + 2) and its points
    std::uint32_t node = 0, first = 0, end = 0;
    [[nodiscard]] std::uint32_t middle() const { return first + (end - first) / 2; }
    [[nodiscard]] bool is_leaf() const { return end - first <= kLeaf; }
  };
  void halve(const Range& range);
  [[nodiscard]] Box box_of(const Range& range) const;
  static double squared_distance(const Box& box, const Vec3& p);

  std::vector<Point> points_;
  std::vector<Box> boxes_; ///< by node
};

/// Squared distance of the nearest point of the box.
inline double PlotIndex::squared_distance(const Box& box, const Vec3& p) {
  const auto out = [](double low, double high, double x) { return std::max({low - x, x - high, 0.0}); };
  const double x = out(box.low.x, box.high.x, p.x), y = out(box.low.y, box.high.y, p.y),
               z = out(box.low.z, box.high.z, p.z);
  return x * x + y * y + z * z;
}

template <class Visit>
void PlotIndex::visit_near(const Vec3& centre, double radius, Visit&& visit) const {
  DW_CHECK(radius >= 0);
  const double most = radius * radius;
  std::array<Range, 40> waiting; // one a level, and the tree has at most 32
  std::size_t num = 0;
  if (!points_.empty()) waiting[num++] = {0, 0, static_cast<std::uint32_t>(points_.size())};
  while (num > 0) {
    const Range range = waiting[--num];
    if (!(squared_distance(boxes_[range.node], centre) <= most)) continue;
    if (!range.is_leaf()) {
      waiting[num++] = {2 * range.node + 2, range.middle(), range.end};
      waiting[num++] = {2 * range.node + 1, range.first, range.middle()};
      continue;
    }
    for (std::uint32_t i = range.first; i < range.end; ++i) {
      const Vec3 d = points_[i].p - centre;
      if (const double d2 = dot(d, d); d2 <= most) visit(points_[i].index, d2);
    }
  }
}

} // namespace dewline::track
