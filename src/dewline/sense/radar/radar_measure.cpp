// What a detection states: range, direction, range rate, each with errors of its own reported sigma.
#include <algorithm>
#include <cmath>

#include "dewline/sense/radar/accuracy.hpp"
#include "dewline/sense/radar/dwell.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/sense/radar/radar_equation.hpp"
#include "dewline/sense/radar/windows.hpp"

namespace dewline::sense {
namespace {

constexpr double kMaxSine2 = 0.999; // direction cosines of an error near the array's plane stay real

/// Brings a direction back in front of the array.
void keep_real(Detection& d) {
  const double sine2 = d.u * d.u + d.v * d.v;
  if (sine2 <= kMaxSine2) return;
  const double shrink = std::sqrt(kMaxSine2 / sine2);
  d.u *= shrink;
  d.v *= shrink;
}

} // namespace

PathEnd Radar::path_end(const Look& look) const {
  const auto& [az, el, range_m] = look.true_at;
  return {az, look.apparent_el_rad, el, range_m, refraction_.height_m(el, range_m)};
}

/// A rotating array's beam keeps its width in angle, not in its virtual face's direction cosines.
void Radar::set_angle_errors(Detection& d, const Vec3& direction_S, double sigma_rad) const {
  d.sigma_u = d.sigma_v = sigma_rad;
  if (!params_.rotating) return;
  const Vec3 up_S = R_SL_[d.face] * Vec3{0, 0, 1};
  const Vec3 across = unit(cross(direction_S, up_S)), raised = cross(across, direction_S);
  d.sigma_u = sigma_rad * std::hypot(across.x, raised.x);
  d.sigma_v = sigma_rad * std::hypot(across.y, raised.y);
}

Baseline Radar::baseline(std::uint32_t face, const Vec3& direction_S) const {
  const Vec3 p_ST_S = coverage_[face].R_SE * (*p_ET_E_ - p_ES_E_);
  return {norm(p_ST_S), dot(unit(p_ST_S), direction_S)};
}

/// From half the sum of both ways and the measured direction to the range from the receiver.
void Radar::convert(Detection& d) const {
  const double w = std::sqrt(1 - d.u * d.u - d.v * d.v);
  const Baseline b = baseline(d.face, {d.u, d.v, w});
  const double sum_m = std::max(2 * d.range_m, b.length_m + 1);
  const Vec3 to_S = unit(coverage_[d.face].R_SE * (*p_ET_E_ - p_ES_E_));
  const double cos_by_u = to_S.x - to_S.z * d.u / w, cos_by_v = to_S.y - to_S.z * d.v / w;
  const double by_angle = by_cos_m(b, sum_m);
  d.range_m = std::max(1.0, receiver_range_m(b, sum_m));
  d.sigma_range_m = std::hypot(2 * by_sum(b, sum_m) * d.sigma_range_m, by_angle * cos_by_u * d.sigma_u,
                               by_angle * cos_by_v * d.sigma_v);
}

/// What an ambiguous waveform makes of range and direction; the time of validity follows the range that it
/// believes.
void Radar::fold(Detection& d) const {
  if (params_.unambiguous_sine) d.u = std::remainder(d.u, *params_.unambiguous_sine);
  if (!params_.unambiguous_range_m || d.range_m < *params_.unambiguous_range_m) return;
  const double folded_m = std::fmod(d.range_m, *params_.unambiguous_range_m);
  d.valid += duration_from_s((d.range_m - folded_m) / kC_m_s);
  d.range_m = std::max(1.0, folded_m);
}

/// Fills in what is measured: range (true so far), direction, range rate, each with errors of its reported
/// sigma. False: the echo falls into the time of transmission, so that nothing is seen.
bool Radar::report(Detection& d, Vec3 direction_S, double power_sum, const Errors& errors,
                   const Waveform& waveform) const {
  const double integrated = std::max(1.0, power_sum - waveform.num_pulses); // noise of the dwell taken off
  d.snr_db = 10 * std::log10(integrated / waveform.num_pulses);
  d.sigma_range_m = sigma_range_m(params_.bandwidth_Hz, integrated, params_.sigma_range_floor_m);
  set_angle_errors(d, direction_S,
                   sigma_angle_rad(params_.beamwidth_rad, integrated, params_.sigma_angle_floor_rad));
  d.range_m = std::max(1.0, d.range_m + d.sigma_range_m * errors[0]);
  d.u = direction_S.x + d.sigma_u * errors[1];
  d.v = direction_S.y + d.sigma_v * errors[2];
  if (params_.coherent_time_s) {
    d.has_range_rate = true;
    d.sigma_range_rate_m_s = sigma_speed_m_s(params_.frequency_Hz, *params_.coherent_time_s, integrated,
                                             params_.sigma_speed_floor_m_s);
    d.range_rate_m_s += d.sigma_range_rate_m_s * errors[3];
  }
  fold(d);
  keep_real(d);
  if (p_ET_E_) convert(d);
  const LocalDirection local = local_direction(R_SL_[d.face], d.u, d.v, d.sigma_u, d.sigma_v);
  d.az_rad = local.az_rad;
  d.el_rad = local.el_rad;
  d.sigma_az_rad = local.sigma_az_rad;
  d.sigma_el_rad = local.sigma_el_rad;
  return !(params_.unambiguous_range_m && d.range_m < params_.min_range_m);
}

std::optional<Detection> Radar::measure(const State& state, const Dwell& dwell, double power_sum,
                                        const Errors& errors, const Waveform& waveform) const {
  Detection d;
  d.face = dwell.face;
  d.valid = dwell.valid;
  d.range_m =
      dwell.at.true_at.range_m + state.range_bias_m + state.refraction_residual * dwell.at.range_error_m;
  if (params_.ionosphere)
    d.range_m += state.ionosphere_residual * path_.ionosphere_range_error_m(path_end(dwell.at));
  if (p_ET_E_) d.range_m += 0.5 * (norm(dwell.x_E.p - *p_ET_E_) - dwell.at.true_at.range_m);
  d.range_rate_m_s = dwell.range_rate_m_s;
  const double el = dwell.at.true_at.el_rad + state.refraction_residual * dwell.at.el_error_rad;
  Vec3 direction_S = R_SL_[dwell.face] * earth::enu_direction(dwell.at.true_at.az_rad, el);
  direction_S = direction_S + Vec3{state.u_bias, state.v_bias, 0};
  return report(d, direction_S, power_sum, errors, waveform) ? std::optional(d) : std::nullopt;
}

} // namespace dewline::sense
