// Heights along a route as functions of time: climbs between waypoints, and the lowest way above the ground.
#pragma once
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/truth/route/route_params.hpp"

namespace dewline::truth {

/// Height and its derivatives from a time on: h + rate x + acceleration x^2 / 2.
struct HeightPiece {
  double begin_s = 0, height_m = 0, rate_m_s = 0, acceleration_m_s2 = 0;

  [[nodiscard]] double height_at(double t_s) const {
    const double x = t_s - begin_s;
    return height_m + x * (rate_m_s + 0.5 * acceleration_m_s2 * x);
  }
  [[nodiscard]] double rate_at(double t_s) const { return rate_m_s + acceleration_m_s2 * (t_s - begin_s); }
};

/// Pieces in time order, height and rate running through; the first and the last run on beyond their ends.
class HeightProfile {
 public:
  explicit HeightProfile(std::vector<HeightPiece> pieces);
  [[nodiscard]] const std::vector<HeightPiece>& pieces() const { return pieces_; }
  [[nodiscard]] const HeightPiece& piece(double pin_s) const;
  [[nodiscard]] double at(double t_s) const { return piece(t_s).height_at(t_s); }
  /// Least and greatest height between two times, if the rate is 0 at each piece's begin or keeps its sign
  /// there.
  [[nodiscard]] std::pair<double, double> range(double from_s, double to_s) const;
  /// The same heights later.
  [[nodiscard]] HeightProfile delayed(double by_s) const;

 private:
  std::vector<HeightPiece> pieces_;
};

/// Level flight at each waypoint's height, and between two of different height a climb that begins at the
/// first, or a descent that ends at the second (so it is never lower than it must be), at the limits of rate
/// and vertical acceleration. `passed_s`: when each waypoint is passed. Problems name the waypoint that
/// cannot be reached.
std::optional<HeightProfile> climb_profile(const std::vector<WaypointParams>& points,
                                           const RouteParams& route, const std::vector<double>& passed_s,
                                           Problems& problems);

/// The least height that is allowed anywhere between two times [m].
using LeastHeight = std::function<double(double from_s, double to_s)>;
/// The spacing of the times that low_profile works on; it asks for about (end - begin) / step least heights.
double low_profile_step_s(const RouteParams& route, double begin_s, double end_s);
/// The low way over the ground: never below `least`, rates of climb and descent and the vertical acceleration
/// within their limits. (1) the greatest least height within a window about each time; (2) the least function
/// above it whose slopes keep the limits of rate: one sweep against time for climbs (they begin in time), one
/// along it for descents; (3) its mean over the window, (climb rate + descent rate) / vertical acceleration
/// long: the mean bounds the acceleration and keeps the slopes, and what (1) added keeps it above. (ours;
/// grey-scale dilation, a Lipschitz envelope and a moving mean.) Exact for piecewise steady `least`, so
/// clearance is kept everywhere, not at samples; not the lowest possible way: peaks are as broad as the
/// window.
HeightProfile low_profile(const RouteParams& route, double begin_s, double end_s, const LeastHeight& least);

} // namespace dewline::truth
