#include "dewline/sense/radar/range_check.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"

namespace dewline::sense {
namespace {

constexpr double kStep = 1.01;      // of range, in the search for the first loss
constexpr double kNearest_m = 1e3;
constexpr double kTolerance_m = 1;

} // namespace

double detection_range_m(const Radar& radar, const Waveform& waveform, double rcs_m2, double prob_detect) {
  const double needed = needed_snr(radar.params(), waveform, prob_detect);
  return std::min(radar.max_range_m(), std::pow(waveform.energy * radar.snr(rcs_m2, 1, 1) / needed, 0.25));
}

double detection_range_m(const Radar& radar, double rcs_m2, double prob_detect) {
  return detection_range_m(radar, radar.search(), rcs_m2, prob_detect);
}

double path_range_m(const Radar& radar, const Waveform& waveform, double rcs_m2, double prob_detect,
                    double az_rad, double apparent_el_rad) {
  DW_CHECK(apparent_el_rad >= 0);
  const double needed = needed_snr(radar.params(), waveform, prob_detect);
  const auto sees = [&](double range_m) {
    const Refraction& air = radar.refraction();
    const double h_m = air.height_m(apparent_el_rad, range_m);
    const double true_el = apparent_el_rad - air.at_apparent(apparent_el_rad, h_m).el_error_rad;
    const double factor = radar.path().echo_factor(
        {az_rad, apparent_el_rad, true_el, range_m, air.height_m(true_el, range_m)});
    return waveform.energy * radar.snr(rcs_m2, range_m, 1) * factor >= needed;
  };
  double low = kNearest_m;
  if (!sees(low)) return 0;
  double high = low;
  while (high < radar.max_range_m() && sees(high)) {
    low = high;
    high *= kStep;
  }
  high = std::min(high, radar.max_range_m());
  if (sees(high)) return high;
  while (high - low > kTolerance_m) (sees(0.5 * (low + high)) ? low : high) = 0.5 * (low + high);
  return low;
}

double burn_through_range_m(const Radar& radar, double rcs_m2, double prob_detect, double noise_rise_db) {
  const Waveform& w = radar.search();
  const double needed = needed_snr(radar.params(), w, prob_detect) * from_db(noise_rise_db);
  return std::min(radar.max_range_m(), std::pow(radar.snr(rcs_m2, 1, 1) / needed, 0.25));
}

double horizon_range_m(const Radar& radar, double el_min_rad, double target_h_m) {
  return radar.refraction().range_m(el_min_rad, target_h_m);
}

double least_height_m(const Radar& radar, double el_min_rad, double range_m) {
  const Refraction& air = radar.refraction();
  double h_m = air.height_m(el_min_rad, range_m);
  for (int i = 0; i < 20; ++i) // the error's change with height is small: each pass gains three digits
    h_m = air.height_m(el_min_rad - air.at_apparent(el_min_rad, h_m).el_error_rad, range_m);
  return h_m;
}

SearchLoad search_load(const Radar& radar, std::uint32_t face) {
  SearchLoad load;
  double slowest_frames = 1;
  const double frame_s = seconds(radar.revisit());
  for (std::size_t i = 0; i < radar.sweeps().size(); ++i) {
    const Sweep& s = radar.sweeps()[i];
    if (s.face != face) continue;
    const double num = radar.num_positions()[i] * s.per_frame;
    load.time += num * radar.search().cost.time_s / frame_s;
    load.energy += num * radar.search().cost.transmit_s / frame_s;
    slowest_frames = std::max(slowest_frames, 1 / s.per_frame);
  }
  if (radar.params().budget) load.energy /= radar.params().budget->duty;
  load.revisit_s = frame_s * slowest_frames * std::max({1.0, load.time, load.energy});
  return load;
}

RangeCheck range_check(const Radar& radar, const ClaimParams& claim) {
  RangeCheck c;
  c.claimed_m = claim.range_m;
  c.rcs_m2 = claim.rcs_m2.value_or(radar.params().reference_rcs_m2);
  c.prob_detect = claim.prob_detect;
  c.search_m = detection_range_m(radar, radar.search(), c.rcs_m2, c.prob_detect);
  c.longest_m = detection_range_m(radar, radar.longest(), c.rcs_m2, c.prob_detect);
  c.max_range_m = radar.max_range_m();
  c.least_el_rad = std::ranges::min_element(radar.faces(), {}, [](const FaceParams& f) {
                     return f.elevation_rad[0];
                   })->elevation_rad[0];
  const double el = std::max(0.0, c.least_el_rad);
  c.least_height_m = least_height_m(radar, el, claim.range_m);
  if (claim.target_height_m) c.horizon_m = horizon_range_m(radar, el, *claim.target_height_m);
  return c;
}

} // namespace dewline::sense
