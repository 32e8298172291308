#include "dewline/sense/propagation/ionosphere.hpp"

#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"

namespace dewline::sense {

double ionosphere_range_error_m(double slant_tec_m2, double frequency_Hz) {
  DW_CHECK(slant_tec_m2 >= 0 && frequency_Hz > 0);
  constexpr double kDelay = 40.3; // m3/s2: e^2 / (8 pi^2 eps0 m), 40.308, as it is rounded by custom
  return kDelay * slant_tec_m2 / (frequency_Hz * frequency_Hz);
}

double ionosphere_slant_factor(double el_rad, double shell_height_m, double earth_radius_m) {
  DW_CHECK(std::abs(el_rad) <= std::numbers::pi / 2 + 1e-12 && shell_height_m > 0 && earth_radius_m > 0);
  const double sine = earth_radius_m / (earth_radius_m + shell_height_m) * std::cos(el_rad);
  return 1 / std::sqrt((1 - sine) * (1 + sine));
}

double ionosphere_share_below(const Ionosphere& ionosphere, double h_m) {
  DW_CHECK(ionosphere.scale_height_m > 0 && !std::isnan(h_m));
  const double z = (h_m - ionosphere.peak_height_m) / ionosphere.scale_height_m;
  return std::erfc(std::exp(-0.5 * z) / std::numbers::sqrt2);
}

double ionosphere_range_error_m(const Ionosphere& ionosphere, double el_rad, double target_h_m,
                                double frequency_Hz, double earth_radius_m) {
  const double slant = ionosphere_slant_factor(el_rad, ionosphere.shell_height_m, earth_radius_m);
  const double share = ionosphere_share_below(ionosphere, target_h_m);
  return ionosphere_range_error_m(ionosphere.vertical_tec_m2 * slant * share, frequency_Hz);
}

} // namespace dewline::sense
