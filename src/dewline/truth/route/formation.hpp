// Formations: where each member flies relative to the leader's way.
#pragma once
#include <vector>

#include "dewline/truth/route/ground_track.hpp"
#include "dewline/truth/route/route_params.hpp"

namespace dewline::truth {

/// A place in a formation. It passes the leader's places delay_s later, right_m to the right of the way.
/// Sideways the formation turns as one, but by the mean of the leader's turn over window_s: so that members
/// on the outside take up their higher speed within the route's acceleration, not at once.
struct Station {
  double delay_s = 0, right_m = 0, window_s = 0;
};

/// The stations of a formation, the leader first. Neighbours are `spacing` apart at the speed of the first
/// leg (a delay keeps the time, not the distance, when the speed changes): abreast alternately right and
/// left; in trail; echelon to the right rear and vee to both at 45 degrees; box in two columns.
std::vector<Station> stations(const FormationParams& formation, const RouteParams& route,
                              const GroundTrack& lead);

/// The way over ground of one member; the leader's own for a default station. It lives as long as the
/// leader's.
class StationTrack {
 public:
  StationTrack(const GroundTrack& lead, const Station& station) : lead_(&lead), station_(station) {}

  [[nodiscard]] double begin_s() const { return lead_->begin_s() + station_.delay_s; }
  [[nodiscard]] double end_s() const { return lead_->end_s() + station_.delay_s; }
  [[nodiscard]] const Station& station() const { return station_; }
  [[nodiscard]] const GroundTrack& lead() const { return *lead_; }
  /// On the ellipsoid (height 0); smooth about `pin_s` as far as the motion there goes on.
  [[nodiscard]] earth::Geodetic at(double t_s, double pin_s) const;
  /// The rate at which it turns, or the greatest rate of the way while the formation swings in or out.
  [[nodiscard]] double turn_rate_rad_s(double pin_s) const;
  /// A step for central differences: a small part of what the motion needs to change.
  [[nodiscard]] double step_s(double pin_s) const;
  [[nodiscard]] double max_speed_m_s() const;
  /// The times at which its motion changes.
  [[nodiscard]] std::vector<double> breaks() const;

 private:
  const GroundTrack* lead_;
  Station station_;
};

} // namespace dewline::truth
