// Errors of a single measurement from bandwidth, beamwidth and SNR.
#pragma once

namespace dewline::sense {

/// Slope of the monopulse difference pattern, per beamwidth (tests/known/data/measurement_accuracy.csv; 1.57
/// is also seen).
inline constexpr double kMonopulseSlope = 1.6;

/// sigma = c / (2 B sqrt(2 SNR)), the floor added in quadrature [m]. snr: integrated power ratio, > 0.
double sigma_range_m(double bandwidth_Hz, double snr, double floor_m);
/// sigma = theta / (1.6 sqrt(2 SNR)), the floor added in quadrature [rad]; off boresight it holds in
/// direction cosines.
double sigma_angle_rad(double beamwidth_rad, double snr, double floor_rad);
/// sigma = lambda / (2 T sqrt(2 SNR)), the floor added in quadrature [m/s]. T: coherent time.
double sigma_speed_m_s(double frequency_Hz, double coherent_time_s, double snr, double floor_m_s);

} // namespace dewline::sense
