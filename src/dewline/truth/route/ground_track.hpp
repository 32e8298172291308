// The way over ground of an aircraft: geodesic legs, turns on circles that touch them, speeds along them.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/truth/route/route_params.hpp"

namespace dewline::truth {

/// A part of the way at steady acceleration along it: on a geodesic, or on a circle.
struct Stretch {
  double begin_s = 0; ///< since the epoch
  double duration_s = 0;
  double way_m = 0;             ///< over ground from the first waypoint to its begin
  double speed_m_s = 0;         ///< at its begin
  double acceleration_m_s2 = 0; ///< along the way
  double turned_rad = 0;        ///< sum of all turns to its begin, to the right positive
  /// A line runs from `origin` along az_rad and begins offset_m from there. A circle lies in the azimuthal
  /// equidistant plane about its waypoint `origin`, which keeps lines through the waypoint straight and true
  /// to length: so it touches both legs. There it begins offset_m along az_rad, in that direction.
  earth::Geodetic origin;
  double az_rad = 0, offset_m = 0;
  double radius_m = 0; ///< of a circle, right positive; 0: a line

  [[nodiscard]] double length_at(double t_s) const {
    const double x = t_s - begin_s;
    return x * (speed_m_s + 0.5 * acceleration_m_s2 * x);
  }
  [[nodiscard]] double turn_rate_rad_s() const { return radius_m == 0 ? 0 : speed_m_s / radius_m; }
};

/// Place and way as functions of time. A stretch runs on beyond its ends, so derivatives there may be taken
/// from one side: `pin_s` is a time that says which stretch is meant.
class GroundTrack {
 public:
  /// Not empty, in time order without gaps. `passed_s`: when each waypoint is passed (a turn: at its middle).
  GroundTrack(std::vector<Stretch> stretches, std::vector<double> passed_s);

  [[nodiscard]] double begin_s() const { return stretches_.front().begin_s; }
  [[nodiscard]] double end_s() const { return stretches_.back().begin_s + stretches_.back().duration_s; }
  [[nodiscard]] const std::vector<Stretch>& stretches() const { return stretches_; }
  [[nodiscard]] const std::vector<double>& passed_s() const { return passed_s_; }
  [[nodiscard]] const Stretch& stretch(double pin_s) const;
  /// On the ellipsoid (height 0).
  [[nodiscard]] earth::Geodetic at(double t_s, double pin_s) const;
  /// Way over ground since the first waypoint [m].
  [[nodiscard]] double way_m(double t_s) const;
  /// Mean of the sum of turns over t +- half_s [rad], each end on the stretch of pin +- half_s.
  [[nodiscard]] double mean_turn_rad(double t_s, double pin_s, double half_s) const;
  [[nodiscard]] double max_speed_m_s() const { return max_speed_m_s_; }
  [[nodiscard]] double max_turn_rate_rad_s() const { return max_turn_rate_rad_s_; }

 private:
  std::vector<Stretch> stretches_;
  std::vector<double> passed_s_;
  std::vector<double> turn_integral_; ///< of the sum of turns over time, to each stretch's begin [rad s]
  double max_speed_m_s_ = 0, max_turn_rate_rad_s_ = 0;
};

/// Radius of a level turn [m] at a speed over ground: v / turn_rate, or v^2 / (g tan(bank)) with
/// cos(bank) = 1 / load_factor (the level part of the lift turns, its vertical part carries the weight).
double turn_radius_m(const RouteParams& route, double speed_m_s);

/// Lays the way through the waypoints (two or more, each after the first with a time or a speed). Each corner
/// is cut by a circle at the slower of the speeds of its two legs; speed changes before it (slowing) or after
/// it (hastening). The first leg begins, the last ends at its speed. The speed of a leg with a time is found
/// such that the waypoint is passed then, to 1e-7 s. `launch_s`: launch since the epoch. Problems name the
/// waypoint: a corner too sharp for its legs, no room to change speed, a time that cannot be kept, two in one
/// place.
std::optional<GroundTrack> lay_ground_track(const std::vector<WaypointParams>& points,
                                            const RouteParams& route, double launch_s, Problems& problems);

} // namespace dewline::truth
