// Ballistic arcs on a sphere that does not turn, in closed form.
#pragma once
#include <optional>

#include "dewline/earth/gravity.hpp"

namespace dewline::orbit {

/// The sphere, and the height at which an arc begins and ends.
struct Sphere {
  double radius_m = 6371e3;
  double height_m = 0; ///< of burnout and of re-entry
  double mu_m3_s2 = earth::kMu_m3_s2;
};

/// An arc in vacuum between two points of one height.
struct SphereArc {
  double angle_rad = 0; ///< flight-path angle at the begin, above the horizontal
  double speed_m_s = 0; ///< at the begin and the end
  double q = 0;         ///< speed^2 r / mu: 1 in a circle, 2 at escape
  double semi_major_m = 0, eccentricity = 0;
  double apogee_h_m = 0; ///< above the sphere
  double perigee_r_m = 0; ///< from its centre
  double tof_s = 0;
};

/// The arc over a range [m, along the ground, below half way round] that begins at a flight-path angle [rad].
/// Equation, with psi = range/R and r = R + height: the hit equation Q = sin(psi/2) / (cos g sin(g + psi/2)),
/// a = r/(2 - Q), 1 - e^2 = Q (2 - Q) cos^2 g; time from the eccentric anomaly of the true anomaly pi -
/// psi/2. Source: Bate, Mueller, White, chapter 6, as restated in the header of minimum_energy.csv; ours are
/// the half-angle forms, which lose no digits on short ranges. Nothing if no such ellipse reaches the range.
/// Throws ContractError for a range that is not above 0 and below pi R, or an angle outside [0, pi/2).
/// Accuracy: 1e-11 against minimum_energy.csv and lofted_depressed.csv (known_orbit). Leaves out air, boost,
/// the Earth's rotation and oblateness.
std::optional<SphereArc> arc_on_sphere(double range_m, double angle_rad, const Sphere& sphere = {});

/// The arc of least speed: angle (pi - psi)/4. Limits as above.
SphereArc minimum_energy(double range_m, const Sphere& sphere = {});

/// The arc over a range that climbs to apogee_h_m above the sphere; nothing if none of that range does.
std::optional<SphereArc> arc_to_apogee(double range_m, double apogee_h_m, const Sphere& sphere = {});

} // namespace dewline::orbit
