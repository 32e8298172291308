// Zonal gravity field, J2 to J6.
#pragma once
#include <array>
#include <utility>

#include "dewline/base/vec.hpp"

namespace dewline::earth {

inline constexpr double kMu_m3_s2 = 398600.4418e9; ///< WGS84 GM [m^3/s^2]
inline constexpr double kJ2 = 1.08262668e-3;
/// J_n by degree n (0 and 1 unused): -sqrt(2n + 1) C_n0 of EGM96, whose normalised C_20 = -0.484165371736e-3,
/// C_30 = 0.957254173792e-6, C_40 = 0.539873863789e-6, C_50 = 0.685323475630e-7, C_60 = -0.149957994714e-6
/// (NIMA TR8350.2 set, read in public copies of EGM96.cof). kJ2 is C_20 cut to nine digits, as the reference
/// tables use it. EGM96's own radius is 6378136.3 m; we scale with the WGS84 radius, which changes J2's pull
/// by 2e-7 of itself.
inline constexpr std::array<double, 7> kZonal = {
    0, 0, kJ2, -2.53265648533e-6, -1.61962159137e-6, -2.27296082869e-7, 5.40681239107e-7};

/// How much of the field: the point mass, with J2, or with J2 to J6.
enum class Gravity { two_body, j2, j6 };
constexpr auto enum_words(Gravity*) {
  return std::array{std::pair{Gravity::two_body, "two-body"}, std::pair{Gravity::j2, "j2"},
                    std::pair{Gravity::j6, "j6"}};
}

/// Gravitational acceleration [m/s^2] at p [m] (Earth-centred, z along the pole; G or E components alike):
/// the gradient of U = mu/r [1 - sum J_n (a/r)^n P_n(z/r)]. Throws ContractError at the centre. No tesserals,
/// no tides. Equals the difference quotient of the potential to 1e-9 (laws_earth, Gravity).
Vec3 gravity(const Vec3& p, Gravity field, double mu_m3_s2 = kMu_m3_s2);
/// Potential energy per mass [m^2/s^2], negative; the gradient of it is -gravity().
double potential(const Vec3& p, Gravity field, double mu_m3_s2 = kMu_m3_s2);

} // namespace dewline::earth
