// Noise jamming as raised receiver noise: jammer-to-noise ratio, noise rise, burn-through ranges.
#pragma once
#include <span>

namespace dewline::sense {

/// A noise source as the receiver sees it.
struct NoiseJammer {
  double erp_W_Hz = 0; ///< effective radiated power density in the radar's band and polarisation
  double range_m = 1;
};

/// What of the receiver matters.
struct JammedReceiver {
  double frequency_Hz = 1e9;
  double receive_gain_db = 0; ///< towards the jammer: the main lobe's gain, or less the sidelobe ratio
  double noise_temperature_K = 290;
  double losses_db = 0; ///< of reception
};

/// J/N = (erp / 4 pi R^2) (G lambda^2 / 4 pi) / (k T L): linear. Positive ranges and temperatures
/// (ContractError).
double jammer_to_noise(const NoiseJammer& jammer, const JammedReceiver& receiver);

/// Rise of the noise by jammers that add up to a ratio J/N >= 0: 10 log10(1 + J/N) [dB].
double noise_rise_db(double jammer_to_noise);

/// Burn-through of a target that carries the jammer (main lobe): where the echo over noise and jamming is
/// what is needed. clear_range_m: detection range without jamming; jnr_at_clear: J/N with the jammer at that
/// range. With x = (R / clear)^2: x^2 + jnr x = 1.
double self_screening_burn_through_m(double clear_range_m, double jnr_at_clear);

/// Burn-through of a target while a jammer stands elsewhere with a constant J/N: clear / (1 + J/N)^(1/4).
double stand_off_burn_through_m(double clear_range_m, double jnr);

/// Noise raised in an azimuth sector, where nothing of the jammer but its effect is stated.
struct JammedSector {
  double az_rad = 0, width_rad = 0; ///< middle and full width; edges inside
  double noise_rise_db = 0;         ///< >= 0
};

/// Rise at an azimuth [dB]: excess noise powers of the sectors that hold it add up.
double noise_rise_db(std::span<const JammedSector> sectors, double az_rad);

} // namespace dewline::sense
