#include "dewline/sense/radar/params.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {
namespace {


constexpr double kQuarter_rad = 0.5 * kPi;

/// The pulse of the radar equation: its own, or the search waveform's.
std::optional<double> pulse_width_s(const RadarParams& p) {
  if (p.pulse_width_s || !p.budget) return p.pulse_width_s;
  return p.budget->search.pulse_width_s * p.budget->search.num_coherent;
}

} // namespace

std::vector<FaceParams> faces(const RadarParams& radar) {
  if (!radar.rotating) return radar.faces;
  std::vector<FaceParams> quarters;
  for (int i = 0; i < 4; ++i)
    quarters.push_back(
        {(i + 0.5) * kQuarter_rad, radar.rotating->tilt_rad, kQuarter_rad, radar.rotating->elevation_rad});
  return quarters;
}

double sensitivity(const RadarParams& p) {
  if (p.reference_range_m)
    return from_db(p.reference_snr_db) * std::pow(*p.reference_range_m, 4) / p.reference_rcs_m2;
  const std::optional<double> pulse_s = pulse_width_s(p);
  DW_CHECK(p.peak_power_W && pulse_s && p.gain_db);
  const PowerBudget budget{*p.peak_power_W, *pulse_s,      *p.gain_db, p.receive_gain_db.value_or(*p.gain_db),
                           p.frequency_Hz,  p.noise_temperature_K, p.losses_db};
  return from_db(snr_db(budget, 1, 1));
}

double reference_range_m(const RadarParams& radar) {
  return std::pow(sensitivity(radar) * radar.reference_rcs_m2 / from_db(radar.reference_snr_db), 0.25);
}

double max_range_m(const RadarParams& radar) {
  return radar.max_range_m.value_or(2 * reference_range_m(radar));
}

double max_measured_range_m(const RadarParams& radar) {
  return std::min(max_range_m(radar), radar.unambiguous_range_m.value_or(max_range_m(radar)));
}

double area_uv(double tilt_rad, double from_rad, double to_rad, double el_min_rad, double el_max_rad) {
  const auto level = [](double el) { return 0.5 * el + 0.25 * std::sin(2 * el); }; // of cos^2
  const auto raised = [](double el) { return 0.5 * std::pow(std::sin(el), 2); }; // of sin cos
  return std::cos(tilt_rad) * (std::sin(to_rad) - std::sin(from_rad)) *
             (level(el_max_rad) - level(el_min_rad)) +
         std::sin(tilt_rad) * (to_rad - from_rad) * (raised(el_max_rad) - raised(el_min_rad));
}

double num_cells(const RadarParams& radar, double total_uv) {
  const double extent_m = max_measured_range_m(radar) - radar.min_range_m;
  const double natural =
      total_uv / (radar.beamwidth_rad * radar.beamwidth_rad) * extent_m * 2 * radar.bandwidth_Hz / kC_m_s;
  return radar.num_cells.value_or(natural);
}

} // namespace dewline::sense
