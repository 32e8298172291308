// What one filter of a track holds: motion, ballistic coefficient, and what the sensors' constant errors have
// to do with them.
#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

#include "dewline/base/vec.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/track/measurement.hpp"

namespace dewline::track {

/// Standard deviations of what a face measures wrong for a whole run; 0: taken as exact.
struct BiasSigmas {
  double range_m = 0, direction = 0; ///< of range; of u and of v, each for itself
  [[nodiscard]] bool none() const { return range_m == 0 && direction == 0; }
};

/// Covariance of a state with the biases of one face in (range, u, v). They are considered and never
/// estimated (Schmidt): one face at a time cannot tell its own bias from the target's place, and a filter
/// that tries believes it.
struct FaceBias {
  SensorId sensor;
  std::uint32_t face = 0;
  MatNM<7, 3> cov;
};

/// [p v ln(b)] in G with b = m/(Cd A) [kg/m^2].
struct Estimate {
  Gaussian<7> x_G;
  std::vector<FaceBias>
      biases; ///< in order of sensor and face; those that have measured it, if biases are considered
};

/// Where a first guess of ln(b) lies: between a blunt body (300) and a slender one (2,200 kg/m^2) at 1 sigma
/// (assumption).
inline constexpr double kLogBeta = 6.7, kSigmaLogBeta = 1;
/// Above this the air is left out: 1e-3 m/s^2 at 7 km/s and 300 kg/m^2 (USSA76).
inline constexpr double kAirTop_m = 120e3;

Estimate with_drag(const Gaussian<6>& x_G); ///< nothing known of its drag
Gaussian<6> motion_of(const Estimate& x); ///< position and velocity, ln(b) left out
inline PosVel pos_vel(const Estimate& x) {
  const VecN<7>& m = x.x_G.mean;
  return {{m[0], m[1], m[2]}, {m[3], m[4], m[5]}};
}

/// Gravity with J2, and below kAirTop_m (at either end) drag with ln(b) that wanders by 0.03 per square root
/// of a second (assumption): models/flight.hpp, Reentry, in pieces of at most 2 s. psd: white acceleration
/// [m^2/s^3]. Either sign of dt; noise is added for either.
Estimate predict(const Estimate& x_G, double dt_s, double psd_m2_s3);
/// The same, with no air at any height: thrust hides it.
Estimate predict_without_air(const Estimate& x_G, double dt_s, double psd_m2_s3);

/// Moments of a mixture; weights need not sum to 1, at least one is positive.
struct Weighted {
  double weight;
  Gaussian<6> x;
};
Gaussian<6> mixture(const std::vector<Weighted>& parts);

} // namespace dewline::track
