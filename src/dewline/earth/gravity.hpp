// Zonal gravity field, J2 to J6.
#pragma once
#include <array>
#include <utility>

#include "dewline/base/vec.hpp"

namespace dewline::earth {

inline constexpr double kMu_m3_s2 = 398600.4418e9; ///< WGS84 GM [m^3/s^2]
inline constexpr double kJ2 = 1.08262668e-3;

/// How much of the field: the point mass, with J2, or with J2 to J6.
enum class Gravity { two_body, j2, j6 };
constexpr auto enum_words(Gravity*) {
  return std::array{std::pair{Gravity::two_body, "two-body"}, std::pair{Gravity::j2, "j2"}, std::pair{Gravity::j6, "j6"}};
}

/// Gravitational acceleration [m/s^2] at p (Earth-centred, z along the pole; G or E components alike).
Vec3 gravity(const Vec3& p, Gravity field, double mu_m3_s2 = kMu_m3_s2);
/// Potential energy per mass [m^2/s^2], negative; the gradient of it is -gravity.
double potential(const Vec3& p, Gravity field, double mu_m3_s2 = kMu_m3_s2);

} // namespace dewline::earth
