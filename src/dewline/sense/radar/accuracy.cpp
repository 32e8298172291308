#include "dewline/sense/radar/accuracy.hpp"

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {
namespace {

double with_floor(double resolution, double snr, double floor) {
  DW_CHECK(resolution > 0 && snr > 0 && floor >= 0);
  return std::sqrt(resolution * resolution / (2 * snr) + floor * floor);
}

} // namespace

double sigma_range_m(double bandwidth_Hz, double snr, double floor_m) {
  return with_floor(kC_m_s / (2 * bandwidth_Hz), snr, floor_m);
}

double sigma_angle_rad(double beamwidth_rad, double snr, double floor_rad) {
  return with_floor(beamwidth_rad / kMonopulseSlope, snr, floor_rad);
}

double sigma_speed_m_s(double frequency_Hz, double coherent_time_s, double snr, double floor_m_s) {
  return with_floor(kC_m_s / (2 * frequency_Hz * coherent_time_s), snr, floor_m_s);
}

} // namespace dewline::sense
