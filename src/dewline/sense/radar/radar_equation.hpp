// The radar equation of one coherent pulse, monostatic and bistatic.
#pragma once

namespace dewline::sense {

inline constexpr double kC_m_s = 299792458.0; ///< speed of light, exact (SI)
inline constexpr double kBoltzmann_J_K = 1.380649e-23; ///< Boltzmann's constant, exact (SI)

/// What the equation needs besides geometry and target. SNR is that of one pulse after the matched filter.
struct PowerBudget {
  double peak_power_W = 0;
  double pulse_width_s = 0;
  double transmit_gain_db = 0, receive_gain_db = 0; ///< on boresight
  double frequency_Hz = 0;
  double noise_temperature_K = 290; ///< of the system
  double losses_db = 0; ///< all losses together, >= 0
};

/// SNR = P tau Gt Gr lambda^2 sigma / ((4 pi)^3 k Ts L Rt^2 Rr^2) [dB]. Source and check:
/// tests/known/data/radar_equation_examples.csv (to its printed digits). Arguments must be > 0
/// (ContractError).
double snr_db(const PowerBudget& budget, double rcs_m2, double transmit_range_m, double receive_range_m);
/// The same with one range both ways.
double snr_db(const PowerBudget& budget, double rcs_m2, double range_m);
/// The monostatic range at which the SNR is snr_db [m].
double range_m(const PowerBudget& budget, double rcs_m2, double snr_db);
/// The peak power that gives snr_db at a monostatic range [W]; budget.peak_power_W is ignored.
double peak_power_W(const PowerBudget& budget, double rcs_m2, double range_m, double snr_db);
/// Echo power at the receiver's terminals [W]: P Gt Gr lambda^2 sigma / ((4 pi)^3 L Rt^2 Rr^2).
double received_power_W(const PowerBudget& budget, double rcs_m2, double transmit_range_m,
                        double receive_range_m);

} // namespace dewline::sense
