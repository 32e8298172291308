#include "dewline/sense/radar/radar_equation.hpp"

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"

namespace dewline::sense {
namespace {

constexpr double kFourPiCubed = 1984.4017075391882; // (4 pi)^3


/// Echo power times range^4 per watt sent.
double echo_m4(const PowerBudget& b, double rcs_m2) {
  DW_CHECK(b.frequency_Hz > 0 && rcs_m2 > 0);
  const double wavelength_m = kC_m_s / b.frequency_Hz;
  return from_db(b.transmit_gain_db + b.receive_gain_db - b.losses_db) * wavelength_m * wavelength_m *
         rcs_m2 / kFourPiCubed;
}

/// SNR times range^4 per watt sent.
double snr_m4_W(const PowerBudget& b, double rcs_m2) {
  DW_CHECK(b.pulse_width_s > 0 && b.noise_temperature_K > 0);
  return echo_m4(b, rcs_m2) * b.pulse_width_s / (kBoltzmann_J_K * b.noise_temperature_K);
}

} // namespace

double snr_db(const PowerBudget& b, double rcs_m2, double transmit_range_m, double receive_range_m) {
  DW_CHECK(b.peak_power_W > 0 && transmit_range_m > 0 && receive_range_m > 0);
  return to_db(b.peak_power_W * snr_m4_W(b, rcs_m2)) - 20 * std::log10(transmit_range_m) -
         20 * std::log10(receive_range_m);
}

double snr_db(const PowerBudget& b, double rcs_m2, double range_m) {
  return snr_db(b, rcs_m2, range_m, range_m);
}

double range_m(const PowerBudget& b, double rcs_m2, double snr_db) {
  DW_CHECK(b.peak_power_W > 0 && std::isfinite(snr_db));
  return std::pow(b.peak_power_W * snr_m4_W(b, rcs_m2) / from_db(snr_db), 0.25);
}

double peak_power_W(const PowerBudget& b, double rcs_m2, double range_m, double snr_db) {
  DW_CHECK(range_m > 0 && std::isfinite(snr_db));
  return from_db(snr_db) * std::pow(range_m, 4) / snr_m4_W(b, rcs_m2);
}

double received_power_W(const PowerBudget& b, double rcs_m2, double transmit_range_m,
                        double receive_range_m) {
  DW_CHECK(b.peak_power_W > 0 && transmit_range_m > 0 && receive_range_m > 0);
  const double ranges_m2 = transmit_range_m * receive_range_m;
  return b.peak_power_W * echo_m4(b, rcs_m2) / (ranges_m2 * ranges_m2);
}

} // namespace dewline::sense
