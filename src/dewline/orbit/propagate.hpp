// Motion under gravity, and drag when asked.
#pragma once
#include <optional>
#include <vector>

#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::orbit {

/// Two-body motion by universal variables (any conic). State in an inertial frame; dt of either sign.
/// Throws ContractError on a state at the centre or a non-finite argument.
PosVel kepler(const PosVel& x_G, double dt_s, double mu_m3_s2 = earth::kMu_m3_s2);

/// What acts on a coasting body. Drag: ballistic coefficient m/(Cd A) [kg/m^2], none if absent; USSA76.
struct Forces {
  earth::Gravity gravity = earth::Gravity::j2;
  std::optional<double> ballistic_coefficient_kg_m2;
  double mu_m3_s2 = earth::kMu_m3_s2;
};

/// The state after dt (either sign) in an inertial frame whose z is the pole. Adaptive Dormand-Prince.
PosVel propagate_G(const PosVel& x_G, double dt_s, const Forces& forces);
/// The same with Earth-fixed states at start and end (the Earth turns by kOmega_rad_s dt).
PosVel propagate_E(const PosVel& x_E, double dt_s, const Forces& forces);

/// Where and when a body reaches a height above the ellipsoid on its way down.
struct Impact {
  double tof_s = 0;
  earth::Geodetic at;
  PosVel x_E;              ///< state at impact, Earth-fixed
  double speed_m_s = 0;    ///< relative to the Earth
  double angle_rad = 0;    ///< flight path angle above the local horizon; negative on the way down
  double apogee_h_m = 0;   ///< greatest height on the way
  double apogee_tof_s = 0;
};
/// First return to height h_m (0: the ellipsoid). Nothing if it does not come down within max_tof_s.
/// tof <= 2 ms, place <= 2 m against rotating_earth_impact.csv.
std::optional<Impact> impact(const PosVel& x_E, const Forces& forces, double h_m = 0, double max_tof_s = 86400);
/// The last time before now at which the body was at height h_m on its way up (tof_s <= 0), drag ignored.
std::optional<Impact> ascent(const PosVel& x_E, const Forces& forces, double h_m = 0, double max_tof_s = 86400);

} // namespace dewline::orbit
