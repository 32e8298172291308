#include "dewline/sense/propagation/jamming.hpp"

#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {

double jammer_to_noise(const NoiseJammer& jammer, const JammedReceiver& receiver) {
  DW_CHECK(jammer.erp_W_Hz >= 0 && jammer.range_m > 0);
  DW_CHECK(receiver.frequency_Hz > 0 && receiver.noise_temperature_K > 0);
  const double field = kC_m_s / receiver.frequency_Hz / (4 * std::numbers::pi * jammer.range_m);
  const double gain = from_db(receiver.receive_gain_db - receiver.losses_db);
  return jammer.erp_W_Hz * gain * field * field / (kBoltzmann_J_K * receiver.noise_temperature_K);
}

double noise_rise_db(double jammer_to_noise) {
  DW_CHECK(jammer_to_noise >= 0);
  return 10 * std::log10(1 + jammer_to_noise);
}

double self_screening_burn_through_m(double clear_range_m, double jnr_at_clear) {
  DW_CHECK(clear_range_m >= 0 && jnr_at_clear >= 0);
  // the positive root of x^2 + jnr x - 1 without the difference of nearly equal numbers
  return clear_range_m * std::sqrt(2 / (jnr_at_clear + std::hypot(jnr_at_clear, 2.0)));
}

double stand_off_burn_through_m(double clear_range_m, double jnr) {
  DW_CHECK(clear_range_m >= 0 && jnr >= 0);
  return clear_range_m / std::sqrt(std::sqrt(1 + jnr));
}

double noise_rise_db(std::span<const JammedSector> sectors, double az_rad) {
  double excess = 0;
  for (const JammedSector& sector : sectors) {
    DW_CHECK(sector.noise_rise_db >= 0 && sector.width_rad >= 0);
    const double off = std::abs(std::remainder(az_rad - sector.az_rad, 2 * std::numbers::pi));
    if (off <= 0.5 * sector.width_rad) excess += std::expm1(std::numbers::ln10 / 10 * sector.noise_rise_db);
  }
  return noise_rise_db(excess);
}

} // namespace dewline::sense
