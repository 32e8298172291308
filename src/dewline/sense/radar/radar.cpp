#include "dewline/sense/radar/radar.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"
#include "dewline/sense/frame.hpp"
#include "dewline/sense/radar/dwell.hpp"
#include "dewline/sense/radar/frame_ledger.hpp"
#include "dewline/sense/radar/windows.hpp"

namespace dewline::sense {
namespace {

constexpr double kFarTarget_m = 1e6; // beyond the air: refraction of the field of regard's edges
constexpr double kLongest_s = 1e9;  // of a drawn span: no scenario lasts as long, and no sum of two overflows
constexpr std::uint32_t kOutageDraws = 100; // their first n: after the biases
constexpr std::uint32_t kSlotStep = 1000;   // between the sweeps of one face

/// Gaussian radius of curvature of the ellipsoid: the sphere on which the air is layered.
double earth_radius_m(double lat_rad) {
  const double e2 = earth::kF * (2 - earth::kF), s = std::sin(lat_rad);
  return earth::kA_m * std::sqrt(1 - e2) / (1 - e2 * s * s);
}

/// L to S of a face: z boresight, x horizontal (to the left from behind), y = z cross x.
Mat3 face_axes(const FaceParams& face) {
  const Vec3 z = earth::enu_direction(face.boresight_rad, face.tilt_rad);
  const Vec3 x{-std::cos(face.boresight_rad), std::sin(face.boresight_rad), 0};
  const Vec3 y = cross(z, x);
  return {{x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z}};
}

HorizonMask mask_of(const RadarParams& p) {
  return p.mask_rad.empty() ? HorizonMask() : HorizonMask(p.mask_rad);
}

std::optional<Waveform> waveform_of(const RadarParams& p, std::optional<WaveformParams> BudgetParams::*kind) {
  if (!p.budget || !(*p.budget.*kind)) return {};
  return waveform(p, *(*p.budget.*kind));
}

/// Exponential times up and down from the epoch on; the state at the epoch by its long-run share.
void draw_outages(const AvailabilityParams& a, Time end, const Draws& draws, std::uint64_t key,
                  std::vector<std::array<Time, 2>>& down) {
  std::uint32_t n = kOutageDraws;
  bool up = draws.uniform({Purpose::bias, n++, key}) < a.mean_up_s / (a.mean_up_s + a.mean_repair_s);
  for (Time t{}; t < end; up = !up) {
    const double lasts_s = draws.exponential({Purpose::bias, n++, key}, up ? a.mean_up_s : a.mean_repair_s);
    const Time next = t + duration_from_s(std::min(lasts_s, kLongest_s));
    if (!up) down.push_back({t, next});
    t = next;
  }
}

} // namespace

Radar::Radar(const RadarParams& params, SensorId id, std::uint64_t key)
    : params_(params),
      id_(id),
      key_(key),
      site_(earth::to_geodetic(params.at)),
      p_ES_E_(earth::ecef(site_)),
      R_LE_(earth::enu_axes(site_)),
      refraction_(Atmosphere{}, site_.h_m, earth_radius_m(site_.lat_rad)),
      path_(params, site_.h_m, earth_radius_m(site_.lat_rad)),
      mask_(mask_of(params)),
      revisit_(duration_from_s(params.revisit_s)),
      max_range_m_(sense::max_range_m(params)),
      snr_at_1m_(sensitivity(params)),
      search_(params.budget ? waveform(params, params.budget->search) : free_waveform(params)),
      confirm_(waveform_of(params, &BudgetParams::confirm)),
      track_(waveform_of(params, &BudgetParams::track)),
      faces_(sense::faces(params)),
      sweeps_(sense::sweeps(params)) {
  DW_CHECK(revisit_ > Duration{0} && !faces_.empty() && !sweeps_.empty());
  DW_CHECK(max_range_m_ > params.min_range_m);
  if (params.transmitter) p_ET_E_ = earth::ecef(earth::to_geodetic(*params.transmitter));
  count_false(add_faces());
  add_sweeps();
}

/// One coverage a face; returns each sweep's area in direction cosines.
std::vector<double> Radar::add_faces() {
  const auto geometric = [&](double el) {
    return el - refraction_.at_apparent(el, kFarTarget_m).el_error_rad;
  };
  for (const FaceParams& face : faces_) {
    Coverage c;
    c.face = static_cast<std::uint32_t>(coverage_.size());
    c.p_ES_E = p_ES_E_;
    R_SL_.push_back(face_axes(face));
    c.R_SE = R_SL_.back() * R_LE_;
    c.az_start_rad = turn_rad(face.boresight_rad - 0.5 * face.width_rad);
    c.az_width_rad = face.width_rad;
    c.el_min_rad = geometric(face.elevation_rad[0]);
    c.el_max_rad = geometric(face.elevation_rad[1]);
    c.fence_min_rad = c.el_max_rad; // until its sweeps widen it
    c.fence_max_rad = c.el_min_rad;
    c.range_min_m = params_.min_range_m;
    c.range_max_m = max_measured_range_m(params_);
    c.prob_detect = prob_reported();
    c.reference_range_m = reference_range_m(params_);
    c.reference_snr_db = params_.reference_snr_db;
    c.reference_rcs_m2 = params_.reference_rcs_m2;
    c.prob_fa = search_.prob_fa;
    c.scan_loss_exponent = params_.rotating ? 0 : params_.scan_loss_exponent;
    sees_below_level_ = sees_below_level_ || face.elevation_rad[0] < 0;
    coverage_.push_back(c);
  }
  std::vector<double> uv;
  for (const Sweep& sweep : sweeps_) {
    Coverage& c = coverage_[sweep.face];
    const double el_min = geometric(sweep.elevation_rad[0]), el_max = geometric(sweep.elevation_rad[1]);
    c.fence_min_rad = std::min(c.fence_min_rad, el_min);
    c.fence_max_rad = std::max(c.fence_max_rad, el_max);
    bands_.push_back({el_min, el_max});
    uv.push_back(area_uv(sweep, faces_[sweep.face], el_min, el_max));
    DW_CHECK(uv.back() > 0);
  }
  return uv;
}

/// Of the reference target, unknown so far: what search sees and confirmation, if nothing is followed without it,
/// sees again.
double Radar::prob_reported() const {
  if (confirm_ && !track_)
    return prob_both(search_, *confirm_, from_db(params_.reference_snr_db), params_.swerling);
  return prob_detect(params_.reference_snr_db, search_.prob_fa, search_.num_pulses, params_.swerling);
}

/// Probability that a crossing of search by noise is confirmed: the confirmation's own noise crosses in its
/// gate.
double Radar::prob_confirmed() const {
  if (!confirm_) return 1;
  return -std::expm1(params_.budget->num_gate_cells * std::log1p(-confirm_->prob_fa));
}

/// Mean number of false detections of each whole sweep, their density, and the sweep's beam positions.
void Radar::count_false(const std::vector<double>& uv) {
  const double extent_m = max_measured_range_m(params_) - params_.min_range_m;
  const double total_uv = std::accumulate(uv.begin(), uv.end(), 0.0);
  const double per_uv = search_.prob_fa * num_cells(params_, total_uv) / total_uv;
  std::vector<double> face_uv(faces_.size());
  for (std::size_t i = 0; i < uv.size(); ++i) {
    mean_false_.push_back(per_uv * uv[i]);
    face_uv[sweeps_[i].face] += uv[i];
  }
  for (Coverage& c : coverage_) c.clutter_density = per_uv * prob_confirmed() / extent_m;
  const double beam_uv = params_.beamwidth_rad * params_.beamwidth_rad;
  for (std::size_t i = 0; i < uv.size(); ++i) {
    const double natural = uv[i] / beam_uv;
    const auto given = params_.budget ? params_.budget->num_positions : std::nullopt;
    num_positions_.push_back(given ? *given * uv[i] / face_uv[sweeps_[i].face] : std::max(1.0, natural));
  }
}

void Radar::add_sweeps() {
  std::vector<std::uint32_t> num(faces_.size());
  for (const Sweep& sweep : sweeps_) slots_.push_back(sweep.face + kSlotStep * num[sweep.face]++);
}

Radar::Radar(const RadarParams& params, SensorId id, std::uint64_t key, const truth::View& view, Time end)
    : Radar(params, id, key) {
  num_objects_ = view.num_objects();
  end_ = end;
  windows_ = find_windows(*this, view, end);
}

Radar::State Radar::start(const Draws& draws) const {
  const auto bias = [&](std::uint32_t n, double half_range) {
    return half_range * (2 * draws.uniform({Purpose::bias, n, key_}) - 1);
  };
  State state;
  state.range_bias_m = bias(0, params_.range_bias_m);
  state.u_bias = bias(1, params_.angle_bias_rad);
  state.v_bias = bias(2, params_.angle_bias_rad);
  state.refraction_residual = bias(3, params_.refraction_residual);
  state.ionosphere_residual = bias(4, params_.ionosphere ? params_.ionosphere->residual : 0);
  state.last_hit.assign(num_objects_, Time::min());
  for (const OutageParams& o : params_.outages)
    state.down.push_back({time_from_s(o.from_s), time_from_s(o.to_s)});
  if (params_.availability) draw_outages(*params_.availability, end_, draws, key_, state.down);
  std::ranges::sort(state.down);
  if (!params_.budget) return state;
  for (std::uint32_t i = 0; i < sweeps_.size(); ++i) state.strokes.push_back({i, 0, 0});
  state.last_track.assign(faces_.size() * num_objects_, -1);
  state.ghosts.resize(faces_.size());
  return state;
}

double Radar::mean_false() const {
  double sum = 0;
  for (std::size_t i = 0; i < sweeps_.size(); ++i) sum += mean_false_[i] * sweeps_[i].per_frame;
  return sum * prob_confirmed();
}

earth::AzElRange Radar::geometric(const Vec3& p_EO_E) const {
  const Vec3 p_SO_L = R_LE_ * (p_EO_E - p_ES_E_);
  earth::AzElRange at;
  at.range_m = norm(p_SO_L);
  at.az_rad = std::atan2(p_SO_L.x, p_SO_L.y);
  if (at.az_rad < 0) at.az_rad += 2 * kPi;
  at.el_rad = std::atan2(p_SO_L.z, std::hypot(p_SO_L.x, p_SO_L.y));
  return at;
}

Look Radar::look_at(const Vec3& p_EO_E) const {
  Look look;
  look.true_at = geometric(p_EO_E);
  const auto& [az, el, range_m] = look.true_at;
  const auto seen = sees_below_level_ ? refraction_.seen_at(el, range_m)
                                      : refraction_.seen(el, refraction_.height_m(el, range_m));
  look.apparent_el_rad = seen.apparent_el_rad;
  look.el_error_rad = seen.el_error_rad;
  look.range_error_m = seen.range_error_m;
  return look;
}

double Radar::least_elevation_rad(const Look& look) const {
  const double level = sees_below_level_ ? refraction_.least_apparent_el_rad(look.true_at.range_m) : 0;
  return mask_.empty() ? level : std::max(level, mask_.el_min_rad(look.true_at.az_rad));
}

Vec3 Radar::direction_S(std::uint32_t face, const Vec3& p_EO_E) const {
  return unit(coverage_[face].R_SE * (p_EO_E - p_ES_E_));
}

double Radar::snr(double rcs_m2, double range_m, double cos_off_boresight) const {
  const double range2 = range_m * range_m;
  return snr_at_1m_ * rcs_m2 / (range2 * range2) *
         std::pow(std::max(0.0, cos_off_boresight), params_.scan_loss_exponent);
}

bool Radar::is_down(const State& state, std::int64_t k) const {
  return std::ranges::any_of(
      state.down, [&](const auto& span) { return span[0] < frame_end(k) && span[1] > frame_begin(k); });
}

Frame Radar::down(std::int64_t k) const {
  Frame frame;
  frame.scan = {id_, k, frame_begin(k), frame_end(k), {}, {}};
  if (!params_.budget) return frame;
  for (std::uint32_t face = 0; face < faces_.size(); ++face)
    FrameLedger(face, seconds(revisit_), params_.budget->duty).append_to(frame.spent);
  return frame;
}

bool Radar::is_held(const State& state, ObjectId object, Time at) const {
  const Time last = state.last_hit[object.index];
  return last != Time::min() && at - last <= duration_from_s(params_.hold_s);
}

/// What was reported is held from the next frame on, whichever face reported it: no face's turn within a frame counts.
void Radar::remember(State& state, const std::vector<Found>& found) {
  for (const Found& f : found)
    for (const ObjectId object : f.objects) {
      Time& last = state.last_hit[object.index];
      last = std::max(last, f.echo);
    }
}

Frame Radar::look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const {
  if (is_down(state, k)) return down(k);
  return params_.budget ? look_within(state, k, view, draws) : look_free(state, k, view, draws);
}

Frame Radar::number(std::int64_t k, std::vector<Coverage> coverage, std::vector<Found>& found) const {
  std::vector<sense::Found> all;
  all.reserve(found.size());
  for (Found& f : found) all.push_back({f.detection, {{}, std::move(f.objects), f.cause}});
  return numbered({id_, k, frame_begin(k), frame_end(k), std::move(coverage), {}}, std::move(all));
}

} // namespace dewline::sense
