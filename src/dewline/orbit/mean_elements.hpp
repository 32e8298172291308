// Designed orbits: Kepler's ellipse whose node, perigee and mean anomaly drift at the mean rates of J2.
//
// Source of the rates: D. A. Vallado, "Fundamentals of Astrodynamics and Applications", 4th ed. (2013), pp.
// 651-692, as quoted and coded in SatelliteToolbox.jl, src/orbit/propagators/j2.jl (read there, not in the
// book). We differ in the velocity, see j2_state.
#pragma once
#include <optional>

#include "dewline/base/vec.hpp"

namespace dewline::orbit {

/// Mean elements at an instant, in axes whose z is the Earth's axis and whose x does not turn.
struct KeplerElements {
  double a_m = 0; ///< semi-major axis
  double eccentricity = 0, inclination_rad = 0;
  double raan_rad = 0, arg_perigee_rad = 0, mean_anomaly_rad = 0;
};

/// How fast the three angles move [rad/s]; the mean anomaly's includes Kepler's mean motion.
struct AngleRates {
  double raan_rad_s = 0, arg_perigee_rad_s = 0, mean_anomaly_rad_s = 0;
};

/// The first-order secular rates, with n = sqrt(mu / a^3), p = a (1 - e^2), k = 3/2 n J2 (R / p)^2:
///   node -k cos i;  perigee k (2 - 5/2 sin^2 i);  mean anomaly n + k sqrt(1 - e^2) (1 - 3/2 sin^2 i).
/// Node and perigee: a published case within its 1 % (known_orbit MeanElements), ten days of numerical motion
/// under J2 within 0.11 % (test_orbit J2Rates). Left out: J2^2 and J3 on, tesserals,
/// Sun and Moon, drag.
AngleRates j2_rates(double a_m, double eccentricity, double inclination_rad);

/// The elements dt later (either sign).
KeplerElements drifted(const KeplerElements& elements, double dt_s);

/// Position and velocity dt after the elements. The velocity is the derivative of the position, drift of the
/// ellipse included (7 m/s across a low orbit), so that the two belong to one path. Mean elements are taken
/// for osculating ones: the short-period terms of J2 are left out, which are 6 km in low orbits and on a
/// Molniya orbit, 2 km at geosynchronous height (test_orbit J2State: a day of numerical motion under J2).
PosVel j2_state(const KeplerElements& elements, double dt_s);

/// The eccentric anomaly E of M = E - e sin E [rad], 0 <= e < 1; residual below 1e-14.
double eccentric_anomaly(double mean_anomaly_rad, double eccentricity);

/// What stays when the size of an orbit is varied.
enum class Kept { eccentricity, perigee_radius, apogee_radius };

/// The orbit that comes back over the same ground: `revolutions` nodal periods (mean anomaly and perigee
/// together once round) in one turn of the Earth under the drifting plane, sidereal_rate - node rate. `value`
/// is what `kept` says: eccentricity, or a radius [m]. Nothing if no ellipse has both (an apogee below the
/// circle of that period, ...). Mean angles and raan of the result are 0.
std::optional<KeplerElements> repeating_orbit(double revolutions, double inclination_rad, Kept kept,
                                              double value, double sidereal_rate_rad_s);

} // namespace dewline::orbit
