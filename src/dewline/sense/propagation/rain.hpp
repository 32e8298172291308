// Attenuation by rain: ITU-R P.838-3 power law, and a path below the rain height.
#pragma once

namespace dewline::sense {

/// Specific attenuation k R^alpha with R in mm/h and the result in dB/km, as the Recommendation has it.
struct RainLaw {
  double k = 0, alpha = 1;
};

/// Coefficients of ITU-R P.838-3 for a frequency 1e9 to 1e12 Hz (ContractError outside), the path's elevation
/// and the polarisation's tilt from the horizontal (0 horizontal, pi/2 vertical, pi/4 circular).
/// known_sense Rain.* to the digits of ITU's examples.
RainLaw rain_law(double frequency_Hz, double el_rad, double tilt_rad);

/// Specific attenuation, one way [dB/m]. Below 1 GHz, where the Recommendation says nothing, 0: at 1 GHz and
/// 50 mm/h it is 0.01 dB/km or less.
double rain_attenuation_db_m(double frequency_Hz, double rate_mm_h, double el_rad, double tilt_rad);

/// A rain field: one rate from the ground to the rain height, over an extent along the path.
struct RainField {
  double rate_mm_h = 0;
  double height_m =
      3000; ///< of the rain's top (melting layer); assumption 1,000 to 5,000 by climate and season
  double extent_m = 1e9; ///< longest horizontal way inside the rain; a heavy cell: 5 to 20 km (assumption)
};

/// Way of a ray inside the rain [m]: up to the rain's top over an Earth of 4/3 radius, the extent, or the
/// target, whichever comes first. el_rad: apparent. 0 for a site above the rain.
double rain_path_m(const RainField& rain, double el_rad, double site_h_m, double range_m);

/// One-way loss over that way [dB].
double rain_one_way_db(const RainField& rain, double frequency_Hz, double el_rad, double tilt_rad,
                       double site_h_m, double range_m);

} // namespace dewline::sense
