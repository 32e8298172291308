// The zonal field unrolled: gravity() with its degree known to the compiler, for forces that are inlined.
#pragma once
#include <cmath>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::earth {

/// Gravitational acceleration [m/s^2] at p [m], the same field as gravity(p, field, mu).
/// With s = z/r, u = a/r and Q_n = dP_n/ds the gradient is
///   -mu/r^2 { [1 - sum J_n u^n Q_{n+1}(s)] p/r + sum J_n u^n Q_n(s) z-axis },
/// as (n + 1) P_n + s Q_n = Q_{n+1}. No branch, one root, one division; NaN at the centre.
/// 1e-15 relative to the sum by recurrence (test_earth, Gravity.TheUnrolledField...).
template <Gravity field>
inline Vec3 zonal_gravity(const Vec3& p, double mu_m3_s2 = kMu_m3_s2) {
  const double i = 1 / std::sqrt(dot(p, p)), g = mu_m3_s2 * i * i;
  if constexpr (field == Gravity::two_body) return (-g * i) * p;
  const double s = p.z * i, t = s * s, u = kA_m * i, j2 = kJ2 * u * u;
  const double q2 = 3 * s, q3 = 7.5 * t - 1.5;
  if constexpr (field == Gravity::j2) {
    const double radial = -g * i * (1 - j2 * q3);
    return {radial * p.x, radial * p.y, radial * p.z - g * (j2 * q2)};
  }
  const double q4 = s * (17.5 * t - 7.5), q5 = (39.375 * t - 26.25) * t + 1.875,
               q6 = s * ((86.625 * t - 78.75) * t + 13.125),
               q7 = ((187.6875 * t - 216.5625) * t + 59.0625) * t - 2.1875;
  // Horner's rule in u over J3 to J6, which are a thousandth of J2
  constexpr const auto& j = kZonal;
  const double u3 = u * u * u;
  const double up = j2 * q3 + u3 * (j[3] * q4 + u * (j[4] * q5 + u * (j[5] * q6 + u * (j[6] * q7))));
  const double pole = j2 * q2 + u3 * (j[3] * q3 + u * (j[4] * q4 + u * (j[5] * q5 + u * (j[6] * q6))));
  const double radial = -g * i * (1 - up);
  return {radial * p.x, radial * p.y, radial * p.z - g * pole};
}

} // namespace dewline::earth
