// False detections: noise that crosses the threshold, and echoes of nature.
#include <cmath>

#include "dewline/base/decibel.hpp"
#include "dewline/sense/radar/dwell.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/sense/radar/radar_equation.hpp"
#include "dewline/sense/to_unit.hpp"

namespace dewline::sense {
namespace {

double between(const std::array<double, 2>& ends, double u) { return ends[0] + u * (ends[1] - ends[0]); }
std::uint64_t item(std::uint64_t list, std::uint64_t which) { return which + (list << 32); }

// What a word of draws is for, beside the number itself at item(0, slot); nature's sources count from 16 on.
constexpr std::uint64_t kPlace = 1, kStrength = 2, kNature = 16;

} // namespace

/// Poisson number of false detections, uniform in range, u and v over the sweep's volume: uniform in solid
/// angle, kept with probability w. n counts the trials of this sweep and frame.
std::vector<Radar::Echo> Radar::noise(std::uint32_t sweep, std::int64_t k, const Draws& draws) const {
  const Sweep& s = sweeps_[sweep];
  const Coverage& c = coverage_[s.face];
  const auto event = static_cast<std::uint64_t>(k);
  const std::uint64_t slot = slots_[sweep];
  std::uint64_t wanted = draws.poisson({Purpose::clutter, 0, key_, event, slot}, mean_false_[sweep]);
  const double sine_min = std::sin(bands_[sweep][0]), sine_max = std::sin(bands_[sweep][1]);
  std::vector<Echo> echoes;
  for (std::uint32_t n = 0; wanted > 0; ++n) {
    const auto words = draws.words({Purpose::clutter, n, key_, event, item(kPlace, slot)});
    const double az = s.az_start_rad + to_unit(words[0]) * s.az_width_rad;
    const double el = std::asin(sine_min + to_unit(words[1]) * (sine_max - sine_min));
    const Vec3 direction_S = R_SL_[s.face] * earth::enu_direction(az, el);
    if (!(to_unit(words[2]) < direction_S.z)) continue;
    --wanted;
    const auto more = draws.words({Purpose::clutter, n, key_, event, item(kStrength, slot)});
    const double range_m = c.range_min_m + to_unit(words[3]) * (c.range_max_m - c.range_min_m);
    echoes.push_back({s.face, n, slot, Cause::noise, az, range_m,
                      kFalseRangeRateSpan_m_s * (to_unit(more[1]) - 0.5), direction_S, 0, to_unit(more[0]),
                      to_unit(more[2])});
  }
  return echoes;
}

/// Aurora and meteors of one frame: a Poisson number of each source, uniform over its box in azimuth, sine of
/// elevation and range; each is given to every face that looks there.
std::vector<Radar::Echo> Radar::nature(std::int64_t k, const Draws& draws) const {
  std::vector<Echo> echoes;
  const auto event = static_cast<std::uint64_t>(k);
  for (std::uint64_t i = 0; i < params_.clutter.size(); ++i) {
    const ClutterParams& c = params_.clutter[i];
    const std::uint64_t source = kNature + 4 * i;
    const double sine[2] = {std::sin(c.elevation_rad[0]), std::sin(c.elevation_rad[1])};
    const std::uint64_t num =
        draws.poisson({Purpose::clutter, 0, key_, event, item(source, 0)}, c.rate_per_s * seconds(revisit_));
    for (std::uint32_t n = 0; n < num; ++n) {
      const auto place = draws.words({Purpose::clutter, n, key_, event, item(source + 1, 0)});
      const auto more = draws.words({Purpose::clutter, n, key_, event, item(source + 2, 0)});
      const double az = c.azimuth_rad[0] + to_unit(place[0]) * clockwise_rad(c.azimuth_rad);
      const double el = std::asin(sine[0] + to_unit(place[1]) * (sine[1] - sine[0]));
      const double range_m = between(c.range_m, to_unit(place[2]));
      if (!(range_m >= params_.min_range_m && range_m <= max_range_m_)) continue;
      for (std::uint32_t face = 0; face < faces_.size(); ++face) {
        const Vec3 direction_S = R_SL_[face] * earth::enu_direction(az, el);
        if (!(direction_S.z > 0)) continue;
        echoes.push_back({face, n, item(source, face), c.cause, az, range_m,
                          c.max_speed_m_s * (2 * to_unit(more[1]) - 1), direction_S, c.snr_db,
                          to_unit(more[0]), to_unit(more[2])});
      }
    }
  }
  return echoes;
}

bool Radar::is_searched(const Sweep& sweep, const Echo& echo) const {
  if (echo.cause == Cause::noise) return true; // it was made inside its sweep
  const double el = std::asin((transpose(R_SL_[echo.face]) * echo.direction_S).z);
  return echo.face == sweep.face && el >= sweep.elevation_rad[0] && el <= sweep.elevation_rad[1];
}

/// The report of a false detection whose beam passes at `at`: noise, or an exponential echo of mean SNR that holds
/// for all pulses of the dwell, given that it crossed the waveform's threshold.
std::optional<Radar::Found> Radar::report_false(const Echo& echo, Time at, const Waveform& waveform) const {
  Found f;
  Detection& d = f.detection;
  d.face = echo.face;
  d.range_m = echo.range_m;
  d.valid = at - duration_from_s(d.range_m / kC_m_s);
  d.range_rate_m_s = echo.range_rate_m_s;
  if (p_ET_E_)
    d.range_m = 0.5 * (d.range_m + transmit_range_m(baseline(echo.face, echo.direction_S), d.range_m));
  const double mean = 1 + waveform.num_pulses * waveform.energy * from_db(echo.snr_db);
  const double power_sum = echo.cause == Cause::noise
                               ? false_power_sum(echo.u, waveform.prob_fa, waveform.num_pulses)
                               : waveform.threshold - mean * std::log(echo.u);
  if (!report(d, echo.direction_S, power_sum, {}, waveform)) return {};
  if (!d.has_range_rate) d.range_rate_m_s = 0;
  f.cause = echo.cause;
  return f;
}

} // namespace dewline::sense
