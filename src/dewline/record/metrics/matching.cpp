#include "dewline/record/metrics/matching.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "dewline/base/check.hpp"
#include "dewline/track/association/assign.hpp"

namespace dewline::record {
namespace {

bool finite(std::span<const Vec3> points) {
  return std::all_of(points.begin(), points.end(), [](const Vec3& v) {
    return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
  });
}

std::vector<std::uint32_t> order_by_x(std::span<const Vec3> points) {
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t i, std::uint32_t j) { return points[i].x < points[j].x; });
  return order;
}

} // namespace

double power(double d, double p) { return p == 2 ? d * d : (p == 1 ? d : std::pow(d, p)); }

std::vector<Match> match(std::span<const Vec3> a, std::span<const Vec3> b, double c_m, double p) {
  DW_CHECK(c_m > 0 && std::isfinite(c_m) && p >= 1 && std::isfinite(p) && finite(a) && finite(b));
  const std::vector<std::uint32_t> order = order_by_x(b);
  const double limit = power(c_m, p);
  std::vector<Match> close;
  std::vector<track::Pairing> pairings;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    auto it = std::partition_point(order.begin(), order.end(),
                                   [&](std::uint32_t j) { return b[j].x <= a[i].x - c_m; });
    for (; it != order.end() && b[*it].x < a[i].x + c_m; ++it) {
      const double d = norm(a[i] - b[*it]);
      if (!(d < c_m)) continue;
      close.push_back({i, *it, d});
      pairings.push_back({i, *it, limit - power(d, p)});
    }
  }
  const auto num = [](std::span<const Vec3> s) { return static_cast<std::uint32_t>(s.size()); };
  std::vector<Match> out;
  for (const std::int32_t taken : track::assign(num(a), num(b), pairings))
    if (taken != track::kNone) out.push_back(close[static_cast<std::size_t>(taken)]);
  return out;
}

} // namespace dewline::record
