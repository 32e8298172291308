#include "dewline/track/association/plot_index.hpp"

#include <cmath>
#include <limits>

namespace dewline::track {

void PlotIndex::build(std::span<const Vec3> points) {
  DW_CHECK(points.size() < std::numeric_limits<std::uint32_t>::max() / 2);
  points_.resize(points.size());
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    const Vec3& p = points[i];
    DW_CHECK(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z));
    points_[i] = {p, i};
  }
  boxes_.clear();
  if (!points.empty()) halve({0, 0, static_cast<std::uint32_t>(points.size())});
}

PlotIndex::Box PlotIndex::box_of(const Range& range) const {
  Box box{points_[range.first].p, points_[range.first].p};
  for (std::uint32_t i = range.first + 1; i < range.end; ++i) {
    const Vec3& p = points_[i].p;
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y), std::min(box.low.z, p.z)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y), std::max(box.high.z, p.z)};
  }
  return box;
}

/// Ties in a coordinate go by index, so that the halves are the same with every library.
void PlotIndex::halve(const Range& range) {
  if (boxes_.size() <= range.node) boxes_.resize(range.node + 1);
  const Box box = boxes_[range.node] = box_of(range);
  const auto at = [&](std::uint32_t i) { return points_.begin() + static_cast<std::ptrdiff_t>(i); };
  if (range.is_leaf()) {
    std::sort(at(range.first), at(range.end),
              [](const Point& a, const Point& b) { return a.index < b.index; });
    return;
  }
  // Halved first: the difference of two finite numbers can overflow.
  const Vec3 side = 0.5 * box.high - 0.5 * box.low;
  double Vec3::* axis = &Vec3::x;
  if (side.y > side.*axis) axis = &Vec3::y;
  if (side.z > side.*axis) axis = &Vec3::z;
  std::nth_element(at(range.first), at(range.middle()), at(range.end),
                   [axis](const Point& a, const Point& b) {
                     return a.p.*axis != b.p.*axis ? a.p.*axis < b.p.*axis : a.index < b.index;
                   });
  halve({2 * range.node + 1, range.first, range.middle()});
  halve({2 * range.node + 2, range.middle(), range.end});
}

void PlotIndex::near(const Vec3& centre, double radius, std::vector<std::uint32_t>& out) const {
  out.clear();
  visit_near(centre, radius, [&](std::uint32_t i, double) { out.push_back(i); });
  std::sort(out.begin(), out.end());
}

} // namespace dewline::track
