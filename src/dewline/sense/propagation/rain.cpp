#include "dewline/sense/propagation/rain.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "dewline/base/check.hpp"

namespace dewline::sense {
namespace {

/// One bell a exp(-((log f - b) / c)^2) of the Recommendation's fits; f in GHz, decimal logarithm.
struct Bell {
  double a, b, c;
};
struct Fit {
  std::span<const Bell> bells;
  double slope, constant;
  [[nodiscard]] double at(double log_f) const {
    double sum = slope * log_f + constant;
    for (const auto& [a, b, c] : bells) sum += a * std::exp(-((log_f - b) / c) * ((log_f - b) / c));
    return sum;
  }
};

// ITU-R P.838-3, Tables 1 to 4.
constexpr Bell kBellsKH[] = {{-5.33980, -0.10008, 1.13098},
                             {-0.35351, 1.26970, 0.45400},
                             {-0.23789, 0.86036, 0.15354},
                             {-0.94158, 0.64552, 0.16817}};
constexpr Bell kBellsKV[] = {{-3.80595, 0.56934, 0.81061},
                             {-3.44965, -0.22911, 0.51059},
                             {-0.39902, 0.73042, 0.11899},
                             {0.50167, 1.07319, 0.27195}};
constexpr Bell kBellsAlphaH[] = {{-0.14318, 1.82442, -0.55187},
                                 {0.29591, 0.77564, 0.19822},
                                 {0.32177, 0.63773, 0.13164},
                                 {-5.37610, -0.96230, 1.47828},
                                 {16.1721, -3.29980, 3.43990}};
constexpr Bell kBellsAlphaV[] = {{-0.07771, 2.33840, -0.76284},
                                 {0.56727, 0.95545, 0.54039},
                                 {-0.20238, 1.14520, 0.26809},
                                 {-48.2991, 0.791669, 0.116226},
                                 {48.5833, 0.791459, 0.116479}};
constexpr Fit kLogKH{kBellsKH, -0.18961, 0.71147}, kLogKV{kBellsKV, -0.16398, 0.63297};
constexpr Fit kAlphaH{kBellsAlphaH, 0.67849, -1.95537}, kAlphaV{kBellsAlphaV, -0.053739, 0.83433};

} // namespace

RainLaw rain_law(double frequency_Hz, double el_rad, double tilt_rad) {
  DW_CHECK(frequency_Hz >= 1e9 && frequency_Hz <= 1e12 && std::isfinite(el_rad) && std::isfinite(tilt_rad));
  const double log_f = std::log10(frequency_Hz * 1e-9);
  const double k_h = std::pow(10, kLogKH.at(log_f)), k_v = std::pow(10, kLogKV.at(log_f));
  const double ka_h = k_h * kAlphaH.at(log_f), ka_v = k_v * kAlphaV.at(log_f);
  const double share = std::cos(el_rad) * std::cos(el_rad) * std::cos(2 * tilt_rad);
  const double k = 0.5 * (k_h + k_v + (k_h - k_v) * share);
  return {k, 0.5 * (ka_h + ka_v + (ka_h - ka_v) * share) / k};
}

double rain_attenuation_db_m(double frequency_Hz, double rate_mm_h, double el_rad, double tilt_rad) {
  DW_CHECK(frequency_Hz > 0 && rate_mm_h >= 0);
  if (frequency_Hz < 1e9 || rate_mm_h == 0) return 0;
  const auto [k, alpha] = rain_law(frequency_Hz, el_rad, tilt_rad);
  return 1e-3 * k * std::pow(rate_mm_h, alpha);
}

double rain_path_m(const RainField& rain, double el_rad, double site_h_m, double range_m) {
  DW_CHECK(range_m >= 0 && rain.extent_m >= 0 && std::isfinite(el_rad) && std::isfinite(site_h_m));
  constexpr double kBent_m = 6371e3 * 4 / 3;
  const double rise = rain.height_m - site_h_m, sine = std::sin(el_rad);
  if (!(rise > 0)) return 0;
  // up to the top: R sin e + R^2 cos^2 e / (2 Re) = rise, the flat limit kept exact
  const double curve = std::cos(el_rad) * std::cos(el_rad) / kBent_m,
               root = std::sqrt(sine * sine + 2 * rise * curve);
  const double to_top = sine >= 0 ? 2 * rise / (sine + root) : (root - sine) / curve;
  return std::min({to_top, range_m, rain.extent_m / std::max(std::cos(el_rad), 1e-12)});
}

double rain_one_way_db(const RainField& rain, double frequency_Hz, double el_rad, double tilt_rad,
                       double site_h_m, double range_m) {
  return rain_attenuation_db_m(frequency_Hz, rain.rate_mm_h, el_rad, tilt_rad) *
         rain_path_m(rain, el_rad, site_h_m, range_m);
}

} // namespace dewline::sense
