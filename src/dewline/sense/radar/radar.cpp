#include "dewline/sense/radar/radar.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/sense/radar/accuracy.hpp"
#include "dewline/sense/radar/radar_equation.hpp"
#include "dewline/sense/radar/windows.hpp"

namespace dewline::sense {
namespace {

constexpr double kFarTarget_m = 1e6; // beyond the air: refraction of the field of regard's edges
constexpr double kMaxSine2 = 0.999; // direction cosines of an error near the array's plane stay real

double from_db(double db) { return std::pow(10, 0.1 * db); }

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

double to_unit(std::uint64_t word) { return (static_cast<double>(word >> 11) + 0.5) * 0x1p-53; }

} // namespace

struct Radar::Dwell {
  ObjectId object;
  std::uint32_t face;
  Time echo, valid;
  PosVel x_E; ///< at `valid`
  Look at;
  double range_rate_m_s;
};

struct Radar::Found {
  Detection detection;
  std::optional<ObjectId> object;
};

Radar::Radar(const RadarParams& params, SensorId id, std::uint64_t key)
    : params_(params),
      id_(id),
      key_(key),
      site_(earth::to_geodetic(params.at)),
      p_ES_E_(earth::ecef(site_)),
      R_LE_(earth::enu_axes(site_)),
      refraction_(Atmosphere{}, site_.h_m, earth_radius_m(site_.lat_rad)),
      revisit_(duration_from_s(params.revisit_s)),
      max_range_m_(sense::max_range_m(params)),
      snr_at_1m_(sensitivity(params)),
      threshold_(threshold(params.prob_fa, params.num_pulses)) {
  DW_CHECK(revisit_ > Duration{0} && !params.faces.empty());
  DW_CHECK(max_range_m_ > params.min_range_m);

  const std::vector<double> uv = add_faces(reference_range_m(params));
  count_false(uv);
}

/// One coverage a face; returns each fence's area in direction cosines.
std::vector<double> Radar::add_faces(double reference_range_m) {
  const auto geometric = [&](double el) {
    return el - refraction_.at_apparent(el, kFarTarget_m).el_error_rad;
  };
  std::vector<double> uv;
  for (const FaceParams& face : params_.faces) {
    const auto fence = params_.fence.elevation_rad.value_or(face.elevation_rad);
    Coverage c;
    c.face = static_cast<std::uint32_t>(coverage_.size());
    c.p_ES_E = p_ES_E_;
    R_SL_.push_back(face_axes(face));
    c.R_SE = R_SL_.back() * R_LE_;
    c.az_start_rad = face.boresight_rad - 0.5 * face.width_rad;
    c.az_start_rad -= 2 * kPi * std::floor(c.az_start_rad / (2 * kPi));
    c.az_width_rad = face.width_rad;
    c.el_min_rad = geometric(face.elevation_rad[0]);
    c.el_max_rad = geometric(face.elevation_rad[1]);
    c.fence_min_rad = geometric(fence[0]);
    c.fence_max_rad = geometric(fence[1]);
    c.range_min_m = params_.min_range_m;
    c.range_max_m = max_range_m_;
    c.prob_detect =
        prob_detect(params_.reference_snr_db, params_.prob_fa, params_.num_pulses, params_.swerling);
    c.reference_range_m = reference_range_m;
    c.reference_snr_db = params_.reference_snr_db;
    c.prob_fa = params_.prob_fa;
    c.scan_loss_exponent = params_.scan_loss_exponent;
    coverage_.push_back(c);
    uv.push_back(area_uv(face.tilt_rad, -0.5 * face.width_rad, 0.5 * face.width_rad, c.fence_min_rad,
                         c.fence_max_rad));
    DW_CHECK(uv.back() > 0);
  }
  return uv;
}

/// Mean number of false detections of each face's frame, and their density.
void Radar::count_false(const std::vector<double>& uv) {
  const double extent_m = max_range_m_ - params_.min_range_m;
  const double total_uv = std::accumulate(uv.begin(), uv.end(), 0.0);
  const double per_uv = params_.prob_fa * num_cells(params_, total_uv) / total_uv;
  for (std::size_t i = 0; i < uv.size(); ++i) {
    mean_false_.push_back(per_uv * uv[i]);
    coverage_[i].clutter_density = per_uv / extent_m;
  }
}

Radar::Radar(const RadarParams& params, SensorId id, std::uint64_t key, const truth::View& view, Time end)
    : Radar(params, id, key) {
  num_objects_ = view.num_objects();
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
  state.last_hit.assign(num_objects_, Time::min());
  return state;
}

double Radar::mean_false() const {
  double sum = 0;
  for (const double mean : mean_false_) sum += mean;
  return sum;
}

Look Radar::look_at(const Vec3& p_EO_E) const {
  const Vec3 p_SO_L = R_LE_ * (p_EO_E - p_ES_E_);
  Look look;
  look.true_at.range_m = norm(p_SO_L);
  look.true_at.az_rad = std::atan2(p_SO_L.x, p_SO_L.y);
  if (look.true_at.az_rad < 0) look.true_at.az_rad += 2 * kPi;
  look.true_at.el_rad = std::atan2(p_SO_L.z, std::hypot(p_SO_L.x, p_SO_L.y));
  const double h_m = refraction_.height_m(look.true_at.el_rad, look.true_at.range_m);
  const auto seen = refraction_.seen(look.true_at.el_rad, h_m);
  look.apparent_el_rad = seen.apparent_el_rad;
  look.el_error_rad = seen.el_error_rad;
  look.range_error_m = seen.range_error_m;
  return look;
}

Vec3 Radar::direction_S(std::uint32_t face, const Vec3& p_EO_E) const {
  return unit(coverage_[face].R_SE * (p_EO_E - p_ES_E_));
}

double Radar::snr(double rcs_m2, double range_m, double cos_off_boresight) const {
  const double range2 = range_m * range_m;
  return snr_at_1m_ * rcs_m2 / (range2 * range2) *
         std::pow(std::max(0.0, cos_off_boresight), params_.scan_loss_exponent);
}

/// When the azimuth scan of a face passes an azimuth in frame k; the face's sector is swept once a frame.
Time Radar::scan_time(std::uint32_t face, std::int64_t k, double az_rad) const {
  const Coverage& c = coverage_[face];
  double along = az_rad - c.az_start_rad;
  along -= 2 * kPi * std::floor(along / (2 * kPi));
  const double fraction = std::min(1.0, along / c.az_width_rad);
  return frame_begin(k) + duration_from_s(fraction * seconds(revisit_));
}

std::optional<Radar::Dwell> Radar::dwell(const Window& window, std::int64_t k,
                                         const truth::View& view) const {
  const Time begin = std::max(frame_begin(k), window.begin);
  const Time end = std::min({frame_end(k), window.end, view.ended(window.object)});
  if (begin >= end) return {};
  const auto passes = [&](Time t) { // when the scan passes where the object is at t, and how far away it is
    const Vec3 p_SO_L = R_LE_ * (view.state_E(window.object, t).p - p_ES_E_);
    return std::pair(scan_time(window.face, k, std::atan2(p_SO_L.x, p_SO_L.y)), norm(p_SO_L));
  };
  const Time guess = passes(begin).first;
  const auto [echo, range_m] = passes(std::clamp(guess, begin, end - kTick));
  if (echo < begin || echo >= end) return {}; // the scan passes before it comes or after it leaves

  // The echo left the target one light time ago: one sample, then a first-order step of microseconds.
  Time valid = echo - duration_from_s(range_m / kC_m_s);
  if (!view.exists(window.object, valid)) return {};
  PosVel x_E = view.state_E(window.object, valid);
  const Duration step = echo - duration_from_s(norm(x_E.p - p_ES_E_) / kC_m_s) - valid;
  x_E.p = x_E.p + x_E.v * seconds(step);
  const Vec3 p_SO_E = x_E.p - p_ES_E_;
  return Dwell{
      window.object, window.face, echo, valid + step, x_E, look_at(x_E.p), dot(p_SO_E, x_E.v) / norm(p_SO_E)};
}

bool Radar::is_looked_at(const State& state, const Dwell& dwell) const {
  const auto fence = params_.fence.elevation_rad.value_or(params_.faces[dwell.face].elevation_rad);
  if (dwell.at.apparent_el_rad >= fence[0] && dwell.at.apparent_el_rad <= fence[1]) return true;
  const Time last = state.last_hit[dwell.object.index];
  return last != Time::min() && dwell.echo - last <= duration_from_s(params_.hold_s);
}

/// Fills in what is measured: range (true so far), direction, range rate, each with errors of its reported
/// sigma.
void Radar::report(Detection& d, Vec3 direction_S, double power_sum,
                   const std::array<double, 4>& errors) const {
  const double integrated = std::max(1.0, power_sum - params_.num_pulses); // noise of the dwell taken off
  d.snr_db = 10 * std::log10(integrated / params_.num_pulses);
  d.sigma_range_m = sigma_range_m(params_.bandwidth_Hz, integrated, params_.sigma_range_floor_m);
  d.sigma_u = d.sigma_v = sigma_angle_rad(params_.beamwidth_rad, integrated, params_.sigma_angle_floor_rad);
  d.range_m = std::max(1.0, d.range_m + d.sigma_range_m * errors[0]);
  d.u = direction_S.x + d.sigma_u * errors[1];
  d.v = direction_S.y + d.sigma_v * errors[2];
  if (params_.coherent_time_s) {
    d.has_range_rate = true;
    d.sigma_range_rate_m_s = sigma_speed_m_s(params_.frequency_Hz, *params_.coherent_time_s, integrated,
                                             params_.sigma_speed_floor_m_s);
    d.range_rate_m_s += d.sigma_range_rate_m_s * errors[3];
  }
  const double sine2 = d.u * d.u + d.v * d.v;
  if (sine2 > kMaxSine2) {
    const double shrink = std::sqrt(kMaxSine2 / sine2);
    d.u *= shrink;
    d.v *= shrink;
  }
  const LocalDirection local = local_direction(R_SL_[d.face], d.u, d.v, d.sigma_u, d.sigma_v);
  d.az_rad = local.az_rad;
  d.el_rad = local.el_rad;
  d.sigma_az_rad = local.sigma_az_rad;
  d.sigma_el_rad = local.sigma_el_rad;
}

Detection Radar::measure(const State& state, const Dwell& dwell, double power_sum,
                         const std::array<double, 4>& errors) const {
  Detection d;
  d.face = dwell.face;
  d.valid = dwell.valid;
  d.range_m =
      dwell.at.true_at.range_m + state.range_bias_m + state.refraction_residual * dwell.at.range_error_m;
  d.range_rate_m_s = dwell.range_rate_m_s;
  const double el = dwell.at.true_at.el_rad + state.refraction_residual * dwell.at.el_error_rad;
  Vec3 direction_S = R_SL_[dwell.face] * earth::enu_direction(dwell.at.true_at.az_rad, el);
  direction_S = direction_S + Vec3{state.u_bias, state.v_bias, 0};
  report(d, direction_S, power_sum, errors);
  return d;
}

/// Poisson number of false detections, uniform in range, u and v over the fence: uniform in solid angle, kept
/// with probability w. n counts the trials of this face and frame.
void Radar::add_false(std::uint32_t face, std::int64_t k, const Draws& draws,
                      std::vector<Found>& found) const {
  const Coverage& c = coverage_[face];
  const auto event = static_cast<std::uint64_t>(k);
  const std::uint64_t place = face + (1ull << 32), rest = face + (2ull << 32);
  std::uint64_t wanted = draws.poisson({Purpose::clutter, 0, key_, event, face}, mean_false_[face]);
  const double sine_min = std::sin(c.fence_min_rad), sine_max = std::sin(c.fence_max_rad);
  for (std::uint32_t n = 0; wanted > 0; ++n) {
    const auto words = draws.words({Purpose::clutter, n, key_, event, place});
    const double az = c.az_start_rad + to_unit(words[0]) * c.az_width_rad;
    const double el = std::asin(sine_min + to_unit(words[1]) * (sine_max - sine_min));
    const Vec3 direction_S = R_SL_[face] * earth::enu_direction(az, el);
    if (!(to_unit(words[2]) < direction_S.z)) continue;
    --wanted;
    const auto more = draws.words({Purpose::clutter, n, key_, event, rest});
    Detection d;
    d.face = face;
    d.range_m = c.range_min_m + to_unit(words[3]) * (c.range_max_m - c.range_min_m);
    d.valid = scan_time(face, k, az) - duration_from_s(d.range_m / kC_m_s);
    d.range_rate_m_s = kFalseRangeRateSpan_m_s * (to_unit(more[1]) - 0.5);
    report(d, direction_S, false_power_sum(to_unit(more[0]), params_.prob_fa, params_.num_pulses), {});
    if (!d.has_range_rate) d.range_rate_m_s = 0;
    found.push_back({d, {}});
  }
}

/// Draws the dwell's outcome; a detection renews the hold.
std::optional<Detection> Radar::try_detect(State& state, const Dwell& dwell, std::int64_t k,
                                           const truth::View& view, const Draws& draws) const {
  const auto event = static_cast<std::uint64_t>(k);
  const std::uint64_t item = view.key(dwell.object);
  const double cos_off_boresight = direction_S(dwell.face, dwell.x_E.p).z;
  const double mean_snr =
      snr(view.rcs_m2(dwell.object, dwell.valid, dwell.x_E, p_ES_E_, params_.frequency_Hz), dwell.at.true_at.range_m,
          cos_off_boresight);
  const double power_sum = draw_power_sum(mean_snr, params_.num_pulses, params_.swerling, draws,
                                          {Purpose::detect, 8 * dwell.face, key_, event, item});
  if (!(power_sum > threshold_)) return {};
  state.last_hit[dwell.object.index] = dwell.echo;
  return measure(state, dwell, power_sum, draws.normal4({Purpose::measure, dwell.face, key_, event, item}));
}

Frame Radar::look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const {
  std::vector<Found> found;
  for (const Window& window : windows_) {
    if (window.begin >= frame_end(k)) break;
    if (window.end <= frame_begin(k)) continue;
    const auto at = dwell(window, k, view);
    if (!at || !is_looked_at(state, *at)) continue;
    if (auto detection = try_detect(state, *at, k, view, draws)) found.push_back({*detection, at->object});
  }
  for (std::uint32_t face = 0; face < coverage_.size(); ++face) add_false(face, k, draws, found);

  return number(k, found);
}

/// The scan of frame k. Ids come after sorting by what was measured: the order of objects would leak truth.
Frame Radar::number(std::int64_t k, std::vector<Found>& found) const {
  const auto rank = [](const Found& f) {
    const Detection& d = f.detection;
    return std::tuple(d.valid, d.range_m, d.u, d.v);
  };
  std::ranges::sort(found, {}, rank);
  Frame frame;
  frame.scan = {id_, k, frame_begin(k), frame_end(k), coverage_, {}};
  frame.scan.detections.reserve(found.size());
  frame.labels.reserve(found.size());
  for (Found& f : found) {
    f.detection.id = {id_, k, static_cast<std::uint32_t>(frame.scan.detections.size())};
    frame.scan.detections.push_back(f.detection);
    frame.labels.push_back({f.detection.id, {}, Cause::noise});
    if (f.object) frame.labels.back().objects.push_back(*f.object);
  }
  return frame;
}

double detection_range_m(const Radar& radar, double rcs_m2, double prob_detect) {
  const RadarParams& p = radar.params();
  const double needed = from_db(required_snr_db(prob_detect, p.prob_fa, p.num_pulses, p.swerling));
  return std::min(radar.max_range_m(), std::pow(radar.snr(rcs_m2, 1, 1) / needed, 0.25));
}

double horizon_range_m(const Radar& radar, double el_min_rad, double target_h_m) {
  return radar.refraction().range_m(el_min_rad, target_h_m);
}

} // namespace dewline::sense
