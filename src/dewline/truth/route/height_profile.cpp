#include "dewline/truth/route/height_profile.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "dewline/base/check.hpp"

namespace dewline::truth {
namespace {

/// From rest to rest over a height: at `acceleration`, then at `rate`, then back.
struct Climb {
  double ramp_s, steady_s, acceleration_m_s2;
  Climb(double height_m, double rate_m_s, double acceleration) {
    const double size_m = std::abs(height_m);
    ramp_s = std::min(rate_m_s / acceleration, std::sqrt(size_m / acceleration));
    steady_s = std::max(0.0, size_m / (acceleration * ramp_s) - ramp_s);
    acceleration_m_s2 = std::copysign(acceleration, height_m);
  }
  [[nodiscard]] double duration_s() const { return 2 * ramp_s + steady_s; }
  void append(std::vector<HeightPiece>& pieces, double begin_s, double height_m) const {
    const double a = acceleration_m_s2, rate = a * ramp_s, mid_s = begin_s + ramp_s,
                 late_s = mid_s + steady_s;
    const double up_m = 0.5 * rate * ramp_s;
    pieces.push_back({begin_s, height_m, 0, a});
    pieces.push_back({mid_s, height_m + up_m, rate, 0});
    pieces.push_back({late_s, height_m + up_m + rate * steady_s, rate, -a});
  }
};

/// The greatest of the 2 half + 1 entries about each; beyond the ends the end's value.
std::vector<double> dilated(const std::vector<double>& f, std::size_t half) {
  std::vector<double> out = f;
  // doubling: after each pass an entry holds the greatest of `reach` on either side
  for (std::size_t reach = 0; reach < half;) {
    const std::size_t step = std::min(half - reach, reach + 1);
    const std::vector<double> last = out;
    for (std::size_t k = 0; k < out.size(); ++k)
      out[k] = std::max({last[k], last[k - std::min(k, step)], last[std::min(k + step, out.size() - 1)]});
    reach += step;
  }
  return out;
}

/// The window of the mean.
double window_s(const RouteParams& route) {
  return (route.climb_rate_m_s + route.descent_rate_m_s) / route.vertical_acceleration_m_s2;
}

} // namespace

HeightProfile::HeightProfile(std::vector<HeightPiece> pieces) : pieces_(std::move(pieces)) {
  DW_CHECK(!pieces_.empty());
}

const HeightPiece& HeightProfile::piece(double pin_s) const {
  const auto next = std::upper_bound(pieces_.begin(), pieces_.end(), pin_s,
                                     [](double t, const HeightPiece& p) { return t < p.begin_s; });
  return next == pieces_.begin() ? *next : *(next - 1);
}

std::pair<double, double> HeightProfile::range(double from_s, double to_s) const {
  double low = std::min(at(from_s), at(to_s)), high = std::max(at(from_s), at(to_s));
  const HeightPiece* inside = &piece(from_s);
  for (++inside; inside < pieces_.data() + pieces_.size() && inside->begin_s < to_s; ++inside) {
    low = std::min(low, inside->height_m);
    high = std::max(high, inside->height_m);
  }
  return {low, high};
}

HeightProfile HeightProfile::delayed(double by_s) const {
  HeightProfile later = *this;
  for (HeightPiece& piece : later.pieces_) piece.begin_s += by_s;
  return later;
}

std::optional<HeightProfile> climb_profile(const std::vector<WaypointParams>& points,
                                           const RouteParams& route, const std::vector<double>& passed_s,
                                           Problems& problems) {
  std::vector<HeightPiece> pieces{{passed_s.front(), points.front().height_m, 0, 0}};
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double from_m = points[i - 1].height_m, change_m = points[i].height_m - from_m;
    if (change_m == 0) continue;
    const Climb climb(change_m, change_m > 0 ? route.climb_rate_m_s : route.descent_rate_m_s,
                      route.vertical_acceleration_m_s2);
    const double there_s = passed_s[i] - passed_s[i - 1];
    if (!(climb.duration_s() <= there_s)) {
      problems.add(
          "waypoints[" + std::to_string(i) + "]", "",
          fmt::format("cannot be reached in height: {} by {:.0f} m takes {:.1f} s, the leg takes {:.1f} s",
                      change_m > 0 ? "a climb" : "a descent", std::abs(change_m), climb.duration_s(),
                      there_s),
          "a longer leg, less speed, or a higher climb_rate, descent_rate or vertical_acceleration");
      return {};
    }
    climb.append(pieces, change_m > 0 ? passed_s[i - 1] : passed_s[i] - climb.duration_s(), from_m);
    pieces.push_back(
        {change_m > 0 ? passed_s[i - 1] + climb.duration_s() : passed_s[i], points[i].height_m, 0, 0});
  }
  return HeightProfile(std::move(pieces));
}

double low_profile_step_s(const RouteParams& route, double begin_s, double end_s) {
  const double steps = std::ceil(8 * (end_s - begin_s) / window_s(route));
  return (end_s - begin_s) / std::max(steps, 1.0);
}

HeightProfile low_profile(const RouteParams& route, double begin_s, double end_s, const LeastHeight& least) {
  const double step_s = low_profile_step_s(route, begin_s, end_s);
  const auto num = static_cast<std::size_t>(std::lround((end_s - begin_s) / step_s));
  const auto half = static_cast<std::size_t>(std::ceil(0.5 * window_s(route) / step_s));
  // entry k stands for time begin + (k - half) step; what lies before the way or after it is as its ends
  std::vector<double> floor(num + 1 + 2 * half, -1e300);
  for (std::size_t k = 0; k < num; ++k) {
    const double f =
        least(begin_s + static_cast<double>(k) * step_s, begin_s + static_cast<double>(k + 1) * step_s);
    floor[half + k] = std::max(floor[half + k], f);
    floor[half + k + 1] = f;
  }
  std::fill(floor.begin(), floor.begin() + static_cast<std::ptrdiff_t>(half), floor[half]);
  std::fill(floor.end() - static_cast<std::ptrdiff_t>(half), floor.end(), floor[half + num]);
  std::vector<double> h = dilated(floor, half);
  for (std::size_t k = h.size() - 1; k-- > 0;)
    h[k] = std::max(h[k], h[k + 1] - route.climb_rate_m_s * step_s);
  for (std::size_t k = 1; k < h.size(); ++k)
    h[k] = std::max(h[k], h[k - 1] - route.descent_rate_m_s * step_s);

  const double window = 2 * static_cast<double>(half) * step_s;
  std::vector<HeightPiece> pieces;
  double sum = 0.5 * (h[0] + h[2 * half]);
  for (std::size_t k = 1; k < 2 * half; ++k) sum += h[k];
  double mean = sum * step_s / window;
  for (std::size_t k = 0; k < num; ++k) {
    const std::size_t low = k, high = k + 2 * half;
    const double rate = (h[high] - h[low]) / window;
    const double next_rate = (h[high + 1] - h[low + 1]) / window;
    const double acceleration = (next_rate - rate) / step_s;
    const HeightPiece piece{begin_s + static_cast<double>(k) * step_s, mean, rate, acceleration};
    if (pieces.empty() || std::abs(pieces.back().acceleration_m_s2 - acceleration) > 1e-11)
      pieces.push_back(piece);
    mean += 0.5 * (rate + next_rate) * step_s;
  }
  return HeightProfile(std::move(pieces));
}

} // namespace dewline::truth
