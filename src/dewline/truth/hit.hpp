// Where a two-body arc from a burnout comes down on the turning Earth, in closed form.
#pragma once
#include <optional>

#include "dewline/base/vec.hpp"

namespace dewline::truth {

struct Hit {
  Vec3 p_E;                   ///< where it comes down through the sphere of that radius, Earth-fixed [m]
  double tof_s = 0;           ///< from burnout
  double apogee_radius_m = 0;
  double loft_rad = 0; ///< flight-path angle (inertial) less that of the least-energy arc to there
};

/// The arc from the Earth-fixed state x_E to the sphere of `radius_m`, on an Earth that turns by omega_rad_s
/// about z. Nothing if it does not come down there (an orbit, an escape, or it never rises so high).
std::optional<Hit> two_body_hit(const PosVel& x_E, double radius_m, double omega_rad_s);

} // namespace dewline::truth
