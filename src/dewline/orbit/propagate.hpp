// Motion under gravity, and drag when asked.
#pragma once
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::orbit {

/// Two-body motion by universal variables (any conic). State in an inertial frame; dt of either sign.
/// Equation: chi + sigma chi^2 c2 + (1 - alpha) chi^3 c3 = tau with Stumpff's c2, c3, solved by Newton's rule
/// inside a bracket (Bate, Mueller, White: the universal-variable formulation, from general knowledge).
/// Accuracy: 1e-12 relative after one revolution, 1e-11 after a hundred (known_orbit, kepler_problems.csv).
/// Throws ContractError on a state at the centre or a non-finite argument.
PosVel kepler(const PosVel& x_G, double dt_s, double mu_m3_s2 = earth::kMu_m3_s2);

/// A ballistic coefficient at a Mach number.
struct MachPoint {
  double mach = 0, ballistic_coefficient_kg_m2 = 0;
  static constexpr auto fields() {
    return std::tuple{required("mach", &MachPoint::mach, "Mach number", at_least(0)),
                      required("ballistic_coefficient_kg_m2", &MachPoint::ballistic_coefficient_kg_m2,
                               "mass / (drag coefficient x area) at that Mach number", between(1, 1e6))};
  }
};
static_assert(complete<MachPoint>());

/// What acts on a coasting body. Drag: ballistic coefficient m/(Cd A) [kg/m^2], constant or by Mach number
/// (which then counts), none if neither is given; USSA76 turning with the Earth. Gravity is symmetric about
/// z.
struct Forces {
  earth::Gravity gravity = earth::Gravity::j2;
  std::optional<double> ballistic_coefficient_kg_m2 = {};
  double mu_m3_s2 = earth::kMu_m3_s2;
  double tolerance = 1e-11; ///< local error of a step of impact and ascent, relative; 1e-8 holds a centimetre
  /// By rising Mach numbers, all coefficients above 0; 1/coefficient (which goes with Cd) is linear between
  /// them and constant outside. Empty: constant. The rows must outlive the call.
  std::span<const MachPoint> ballistic_coefficient_by_mach = {};

  [[nodiscard]] bool in_air() const {
    return ballistic_coefficient_kg_m2.has_value() || !ballistic_coefficient_by_mach.empty();
  }
};

/// Acceleration [m/s^2] of a coasting body in an inertial frame whose z is the pole.
Vec3 acceleration_G(const PosVel& x_G, const Forces& forces);
/// The same as seen in Earth-fixed axes that turn with omega_E [rad/s]: Coriolis and centrifugal terms
/// included.
Vec3 acceleration_E(const PosVel& x_E, const Forces& forces, const Vec3& omega_E);
/// Height above the ellipsoid [m], measured along the geocentric radius r:
/// r - a / sqrt(1 + (a^2/b^2 - 1) z^2/r^2), the root by its series (1e-6 m near the ground). Exact at 0, off
/// by h * 6e-6 at most.
inline double radial_height(const Vec3& p_EO_E) {
  constexpr double b = 1 - earth::kF, k = 1 / (b * b) - 1;
  const double r2 = dot(p_EO_E, p_EO_E), q = k * p_EO_E.z * p_EO_E.z / r2;
  const double series = -1. / 2 + q * (3. / 8 + q * (-5. / 16 + q * (35. / 128 + q * (-63. / 256))));
  return std::sqrt(r2) - earth::kA_m * (1 + q * series);
}

/// The state after dt (either sign) in an inertial frame whose z is the pole. Dopri5 at kTight: 1 mm after a
/// day in low orbit (known_orbit, j2_propagation.csv).
PosVel propagate_G(const PosVel& x_G, double dt_s, const Forces& forces);
/// The same with Earth-fixed states at start and end (the Earth turns by kOmega_rad_s dt about z).
PosVel propagate_E(const PosVel& x_E, double dt_s, const Forces& forces);

/// The axes of a state: inertial (z along the pole) or fixed to the turning Earth.
enum class Frame { gcrf, itrf };
constexpr auto enum_words(Frame*) {
  return std::array{std::pair{Frame::gcrf, "gcrf"}, std::pair{Frame::itrf, "itrf"}};
}
/// States at many times after the first (any order, either sign), each from the same start.
std::vector<PosVel> propagate(const PosVel& x, std::span<const double> dt_s, const Forces& forces,
                              Frame frame);

/// Where and when a body reaches a height above the ellipsoid on its way down.
struct Impact {
  double tof_s = 0;
  earth::Geodetic at;
  PosVel x_E;              ///< state at impact, Earth-fixed
  double speed_m_s = 0;    ///< relative to the Earth
  double angle_rad = 0;    ///< flight path angle above the local horizon; negative on the way down
  double apogee_h_m = 0;   ///< height at the point farthest from the Earth's centre on the way
  double apogee_tof_s = 0;
};
/// First return to height h_m (0: the ellipsoid). Nothing if it does not come down within max_tof_s.
/// tof <= 2 ms, place <= 2 m against rotating_earth_impact.csv (known_orbit).
std::optional<Impact> impact(const PosVel& x_E, const Forces& forces, double h_m = 0,
                             double max_tof_s = 86400);
/// The last time before now at which the body was at height h_m on its way up (tof_s <= 0), drag ignored.
std::optional<Impact> ascent(const PosVel& x_E, const Forces& forces, double h_m = 0,
                             double max_tof_s = 86400);

} // namespace dewline::orbit
