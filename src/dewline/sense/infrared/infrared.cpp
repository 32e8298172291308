#include "dewline/sense/infrared/infrared.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/base/units.hpp"
#include "dewline/earth/gravity.hpp"
#include "dewline/orbit/designed.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/infrared/band.hpp"
#include "dewline/sense/infrared/line_of_sight.hpp"
#include "dewline/sense/infrared/outages.hpp"

namespace dewline::sense {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kCentroid = 0.6005612043932249; // sqrt(2) / (2 sqrt(2 ln 2)): infrared.md
constexpr double kSurest = 1 - 1e-6; // no look is surer in what a scan states

orbit::KeplerElements elements_of(const InfraredParams& params, const earth::Orientation& orientation) {
  Problems problems;
  const auto elements = orbit::design(params.orbit, orientation, problems);
  DW_CHECK(elements.has_value());
  return *elements;
}

double angle(const Vec3& a, const Vec3& b) { return std::atan2(norm(cross(a, b)), dot(a, b)); }

double cone_uv(double half_angle_rad) { return kPi * std::pow(std::sin(half_angle_rad), 2); }

} // namespace

Infrared::Infrared(const InfraredParams& params, SensorId id, std::uint64_t key,
                   const earth::Orientation& orientation, Time end)
    : params_(params),
      id_(id),
      key_(key),
      orientation_(&orientation),
      elements_(elements_of(params, orientation)),
      sun_(orientation, end),
      end_(end),
      revisit_(duration_from_s(params.stare ? params.stare->period_s : params.scan_period_s.value_or(0))),
      threshold_(threshold_sigmas(params)),
      noise_W_m2_(sense::noise_W_m2(params)) {
  DW_CHECK(revisit_ > Duration{0});
  if (params.scan_period_s)
    frames_per_scan_ = std::llround(*params.scan_period_s / seconds(revisit_));
  DW_CHECK(!params.scan_period_s || frames_per_scan_ >= 1);
  if (params.stare && params.stare->at) stare_at_E_ = earth::ecef(earth::to_geodetic(*params.stare->at));
}

Infrared::Infrared(const InfraredParams& params, SensorId id, std::uint64_t key,
                   const earth::Orientation& orientation, const truth::View& view, Time end)
    : Infrared(params, id, key, orientation, end) {
  for (std::uint32_t i = 0; i < view.num_objects(); ++i) object_keys_.push_back(view.key(ObjectId{i}));
  find_windows(view);
}

PosVel Infrared::state_E(Time t) const { return orbit::state_E(elements_, *orientation_, t); }

double Infrared::half_angle_rad(Time t) const {
  if (params_.field_of_regard_rad) return *params_.field_of_regard_rad;
  return std::asin(std::min(1.0, (earth::kA_m + params_.rim_m) / norm(state_E(t).p)));
}

/// How far it is above its working height [1000 km].
double Infrared::working_margin(const Vec3& p_ES_E) const {
  return (norm(p_ES_E) - earth::kA_m - params_.working_height_m) * 1e-6;
}

Infrared::Margin Infrared::nearest_limit(std::uint32_t face, const Vec3& p_EO_E, Time t) const {
  const Vec3 p_ES_E = state_E(t).p, p_SO_E = p_EO_E - p_ES_E, sun_E = sun_.p_E(t);
  const Passage way = passage(p_ES_E, p_EO_E);
  const bool passes = way.beyond || params_.background == Background::space;
  double inside = std::min(half_angle_rad(t) - angle(p_SO_E, -p_ES_E), working_margin(p_ES_E));
  if (face == 1 && stare_at_E_)
    inside = std::min(inside, 0.5 * params_.stare->field_rad - angle(p_SO_E, *stare_at_E_ - p_ES_E));
  const bool sun_is_hidden = meets_earth(p_ES_E, sun_E).has_value();
  const std::array margins{
      Margin{Limit::limb, passes ? (way.height_m - params_.limb_exclusion_m) * 1e-6 : 1.0},
      Margin{Limit::field, inside},
      Margin{Limit::sun, sun_is_hidden ? 1.0 : angle(p_SO_E, sun_E) - params_.sun_exclusion_rad}};
  return *std::ranges::min_element(margins, {}, &Margin::margin);
}

double Infrared::snr(double intensity_W_sr, double range_m) const {
  return intensity_W_sr / (range_m * range_m) / noise_W_m2_;
}

double Infrared::prob_detect(double snr) const {
  return 0.5 * std::erfc((threshold_ - snr) / std::numbers::sqrt2);
}

double Infrared::sigma_angle_rad(double snr) const {
  return std::hypot(params_.line_of_sight_error_rad, kCentroid * params_.resolution_rad / snr);
}

double Infrared::transmission(const Vec3& p_EO_E, const Vec3& p_ES_E) const {
  const double sine = dot(unit(p_EO_E), unit(p_ES_E - p_EO_E));
  return sense::transmission(params_.band_depth, params_.band_scale_height_m, orbit::radial_height(p_EO_E),
                             sine);
}

/// Widest direction step between two frames of what flies at an orbit's speed, and the image's own width.
double Infrared::gate(const Coverage& coverage, Duration period) const {
  constexpr double kFastest_m_s = 8e3;
  const double nearest_m = norm(coverage.p_ES_E) - earth::kA_m;
  return kFastest_m_s * seconds(period) / nearest_m + 3 * params_.resolution_rad;
}

Coverage Infrared::cover(std::uint32_t face, Time at, const Vec3& z_E, double half_angle_rad,
                         Duration period) const {
  const PosVel x_ES_E = state_E(at);
  Coverage c;
  c.kind = Kind::infrared;
  c.face = face;
  c.p_ES_E = x_ES_E.p;
  c.v_ES_E = x_ES_E.v;
  c.at = at;
  c.R_SE = axes_S(z_E);
  c.half_angle_rad = half_angle_rad;
  const double range_m = norm(meets_earth(x_ES_E.p, z_E).value_or(Vec3{}) - x_ES_E.p);
  c.reference_range_m = range_m;
  const double mean = snr(params_.typical_W_sr, range_m);
  c.reference_snr_db = 20 * std::log10(mean);
  c.prob_detect = std::min(kSurest, std::pow(prob_detect(mean), params_.frames_to_declare)); // in a row
  c.prob_fa = params_.prob_fa;
  c.clutter_density = noise_density(c);
  const double gate_uv = kPi * std::pow(gate(c, period), 2), each = c.clutter_density;
  for (std::uint32_t n = 1; n < params_.frames_to_declare; ++n)
    c.clutter_density = each * -std::expm1(-c.clutter_density * gate_uv);
  return c;
}

double Infrared::noise_density(const Coverage& coverage) const {
  const double cells = 1 / (params_.resolution_rad * params_.resolution_rad);
  if (!params_.num_cells) return params_.prob_fa * cells;
  const Time at = coverage.at; // the stated cells are those of the whole field
  return params_.prob_fa * *params_.num_cells / cone_uv(half_angle_rad(at));
}

std::optional<Infrared::Glance> Infrared::scan_of(Time begin) const {
  const Duration period = revisit_ * frames_per_scan_;
  const Time at = begin + period / 2;
  const Vec3 p_ES_E = state_E(at).p;
  if (working_margin(p_ES_E) < 0) return {};
  return Glance{cover(0, at, -p_ES_E, half_angle_rad(at), period), begin, begin + period};
}

std::optional<Infrared::Glance> Infrared::stare_of(Time begin, const Vec3& at_E) const {
  const Time at = begin + revisit_ / 2;
  const Vec3 p_ES_E = state_E(at).p;
  const bool in_view = can_see(0, (1 + 1e-6) * at_E, at);
  if (working_margin(p_ES_E) < 0 || !in_view) return {};
  return Glance{cover(1, at, at_E - p_ES_E, 0.5 * params_.stare->field_rad, revisit_), begin,
                begin + revisit_};
}

std::vector<Infrared::Glance> Infrared::glances(const State& state, std::int64_t k) const {
  std::vector<Glance> out;
  const auto add = [&](const std::optional<Glance>& glance) {
    const auto silences = [&](const OutageParams& o) {
      return time_from_s(o.from_s) < glance->end && time_from_s(o.to_s) > glance->begin;
    };
    if (glance && std::ranges::none_of(state.outages, silences)) out.push_back(*glance);
  };
  if (ends_scan(k)) add(scan_of(frame_begin(k + 1 - frames_per_scan_)));
  if (!params_.stare) return out;
  const bool cued = state.cue_E && frame_begin(k) < state.cue_until;
  const bool tasked = state.task && frame_begin(k) < state.task->at + duration_from_s(params_.stare->hold_s);
  if (stare_at_E_) add(stare_of(frame_begin(k), *stare_at_E_));
  else if (tasked) add(stare_of(frame_begin(k), state.task->p_EO_E));
  else if (cued) add(stare_of(frame_begin(k), *state.cue_E));
  return out;
}

std::vector<Coverage> Infrared::coverage(Time t) const {
  const auto begin_of = [&](Duration period) { return Time{period * (t.time_since_epoch() / period)}; };
  std::vector<Coverage> out;
  if (frames_per_scan_ > 0)
    if (const auto scan = scan_of(begin_of(revisit_ * frames_per_scan_))) out.push_back(scan->coverage);
  if (stare_at_E_)
    if (const auto stare = stare_of(begin_of(revisit_), *stare_at_E_)) out.push_back(stare->coverage);
  return out;
}

double Infrared::mean_false() const {
  double sum = 0;
  for (const Coverage& c : coverage(Time{})) sum += c.clutter_density * cone_uv(c.half_angle_rad);
  return sum;
}

void Infrared::take(State& state, const Task& task) const {
  DW_CHECK(params_.stare && !stare_at_E_);
  state.task = task;
}

Infrared::State Infrared::start(const Draws& draws) const {
  const auto bias = [&](std::uint32_t n) {
    return params_.attitude_bias_rad * (2 * draws.uniform({Purpose::bias, n, key_}) - 1);
  };
  State state;
  state.attitude_rad = {bias(0), bias(1), bias(2)};
  const std::uint64_t cloud = hash64("infrared:cloud");
  for (const std::uint64_t object : object_keys_)
    state.cloud_top_m.push_back(
        sense::cloud_top_m(params_.cloud, draws.uniform({Purpose::bias, 0, cloud, 0, object})));
  state.events = false_events(params_, draws, end_);
  state.outages = outages(params_, key_, draws, end_);
  return state;
}

} // namespace dewline::sense
