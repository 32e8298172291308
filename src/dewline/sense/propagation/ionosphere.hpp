// First-order delay of the ionosphere: range error 40.3 TEC / f^2, slant by a thin shell.
#pragma once

namespace dewline::sense {

inline constexpr double kTecu_m2 = 1e16; ///< electrons per square metre in one TEC unit

/// Excess of the group path [m] through a slant electron content [1/m2]: 40.3 TEC / f^2. It is also the error
/// of a radar's range c t / 2. known_sense Ionosphere.* to the table's digits. Leaves out higher orders
/// (1/f^3) and bending. frequency_Hz > 0, slant_tec_m2 >= 0 (ContractError).
double ionosphere_range_error_m(double slant_tec_m2, double frequency_Hz);

/// Slant over vertical electron content of a thin shell: 1 / sqrt(1 - (R cos e / (R + h))^2) with the
/// elevation at a site on the sphere. shell_height_m 350 to 450 km by custom.
double ionosphere_slant_factor(double el_rad, double shell_height_m = 400e3, double earth_radius_m = 6371e3);

/// Vertical electron density of one Chapman layer.
struct Ionosphere {
  double vertical_tec_m2 = 20 * kTecu_m2; ///< assumption 2 to 100 TECU: night to daytime solar maximum
  double shell_height_m = 400e3;          ///< of the slant factor
  double peak_height_m = 350e3;           ///< assumption 250 to 450 km
  double scale_height_m = 60e3;           ///< assumption 40 to 80 km
};

/// Share of the vertical content that lies below a height: erfc(exp(-z/2) / sqrt 2), z = (h - peak) / scale,
/// the integral of a Chapman layer in closed form.
double ionosphere_share_below(const Ionosphere& ionosphere, double h_m);

/// Range error [m] towards a target at a height, seen at an elevation from a site near the ground.
double ionosphere_range_error_m(const Ionosphere& ionosphere, double el_rad, double target_h_m,
                                double frequency_Hz, double earth_radius_m = 6371e3);

} // namespace dewline::sense
