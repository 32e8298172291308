#include "dewline/survey/watcher.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::survey {
namespace {

constexpr double kPi = sense::kPi;
constexpr double kGate_rad =
    4 * kPi / 180; ///< refraction, and what a target climbs while the gate is not asked

bool between(double value, const std::array<double, 2>& limits) {
  return value >= limits[0] && value <= limits[1];
}

/// What of a sweep lies before an azimuth; above 1 outside of it.
double share_before(const sense::Sweep& sweep, double az_rad) {
  return sense::turn_rad(az_rad - sweep.az_start_rad) / sweep.az_width_rad;
}

bool covers(const sense::Sweep& sweep, const RadarWatcher::Look& look) {
  return sweep.face == look.face && between(look.apparent_el_rad, sweep.elevation_rad) &&
         share_before(sweep, look.az_rad) <= 1;
}

} // namespace

RadarWatcher::RadarWatcher(std::string name, const sense::Radar& radar)
    : name_(std::move(name)),
      radar_(&radar),
      pd_(radar.search().prob_fa, radar.search().num_pulses, radar.params().swerling),
      p_ES_E_(radar.coverage().front().p_ES_E),
      R_LE_(earth::enu_axes(earth::to_geodetic(radar.params().at))) {
  double floor_rad = kPi / 2;
  for (const auto& face : radar.faces()) floor_rad = std::min(floor_rad, face.elevation_rad[0]);
  sin_floor_ = std::sin(floor_rad - kGate_rad);
}

/// As Radar's own dwells have it: a rotating array points at the azimuth, a transmitter elsewhere has its own
/// way.
double RadarWatcher::snr_1m2(std::uint32_t face, const sense::Look& seen, const Vec3& p_EO_E, Time at) const {
  const sense::RadarParams& params = radar_->params();
  const auto& [az, el, range_m] = seen.true_at;
  const double cosine =
      params.rotating ? std::cos(el - faces()[face].tilt_rad) : radar_->direction_S(face, p_EO_E).z;
  double snr = radar_->snr(1, range_m, cosine);
  if (params.transmitter) {
    const Vec3 p_ET_E = earth::ecef(earth::to_geodetic(*params.transmitter)), p_TO_E = p_EO_E - p_ET_E;
    if (!(dot(p_TO_E, p_ET_E) >= 0)) return 0; // below the transmitter's level
    snr *= range_m * range_m / dot(p_TO_E, p_TO_E);
  }
  const sense::PathEnd end{az, seen.apparent_el_rad, el, range_m, radar_->refraction().height_m(el, range_m)};
  return snr * radar_->path().echo_factor(end) / radar_->path().noise_factor(az, at);
}

std::optional<RadarWatcher::Look> RadarWatcher::look(std::uint32_t face, const sense::Look& seen,
                                                     const Vec3& p_EO_E, Time at) const {
  const sense::FaceParams& f = faces()[face];
  const auto& [az, el, range_m] = seen.true_at;
  const double off_rad = std::abs(std::remainder(az - f.boresight_rad, 2 * kPi));
  if (!between(seen.apparent_el_rad, f.elevation_rad) || off_rad > 0.5 * f.width_rad) return {};
  if (seen.apparent_el_rad < radar_->least_elevation_rad(seen)) return {};
  if (range_m < radar_->params().min_range_m || range_m > radar_->max_range_m()) return {};
  return Look{az, seen.apparent_el_rad, range_m, snr_1m2(face, seen, p_EO_E, at), false, face};
}

std::optional<RadarWatcher::Look> RadarWatcher::look(const Vec3& p_EO_E, Time at) const {
  const sense::Look seen = radar_->look_at(p_EO_E);
  std::optional<Look> best;
  for (std::uint32_t face = 0; face < faces().size(); ++face) {
    auto one = look(face, seen, p_EO_E, at);
    if (!one) continue;
    one->searched = std::ranges::any_of(sweeps(), [&](const auto& sweep) { return covers(sweep, *one); });
    if (!best || std::pair(one->searched, one->snr_1m2) > std::pair(best->searched, best->snr_1m2))
      best = one;
  }
  return best;
}

std::optional<RadarWatcher::Look> RadarWatcher::look(const sense::Sweep& sweep, const Vec3& p_EO_E,
                                                     Time at) const {
  auto one = look(sweep.face, radar_->look_at(p_EO_E), p_EO_E, at);
  if (!one || !covers(sweep, *one)) return {};
  one->searched = true;
  return one;
}

bool RadarWatcher::may_see(const Vec3& p_EO_E) const {
  const Vec3 p_SO_E = p_EO_E - p_ES_E_, up_E{R_LE_(2, 0), R_LE_(2, 1), R_LE_(2, 2)};
  const double up = dot(p_SO_E, up_E), least = sin_floor_ * std::abs(sin_floor_) * dot(p_SO_E, p_SO_E);
  return up * std::abs(up) >= least;
}

Duration RadarWatcher::period(const sense::Sweep& sweep) const {
  return sweep.per_frame == 1 ? radar_->revisit()
                              : duration_from_s(seconds(radar_->revisit()) / sweep.per_frame);
}

Time RadarWatcher::passes(const sense::Sweep& sweep, std::int64_t n, const Vec3& p_EO_E) const {
  const Vec3 p_SO_L = R_LE_ * (p_EO_E - p_ES_E_);
  const double share = std::min(1.0, share_before(sweep, std::atan2(p_SO_L.x, p_SO_L.y)));
  return Time{period(sweep) * n} + duration_from_s(share * seconds(period(sweep)));
}

std::optional<Duration> RadarWatcher::revisit(const Look& look) const {
  std::optional<Duration> out;
  for (const auto& sweep : sweeps())
    if (covers(sweep, look)) out = std::min(out.value_or(period(sweep)), period(sweep));
  return out;
}

namespace {

/// The top (0: no cloud) that the cloud over a launch lies below with a probability.
double cloud_quantile_m(const sense::CloudParams& cloud, double share) {
  const double clear = 1 - cloud.cover;
  return share <= clear ? 0 : sense::cloud_top_m(cloud, std::min(share - clear, std::nextafter(cloud.cover, 0.0)));
}

} // namespace

InfraredWatcher::InfraredWatcher(std::string name, const sense::Infrared& satellite, double cloud_share)
    : name_(std::move(name)),
      satellite_(&satellite),
      face_(satellite.params().scan_period_s ? 0 : 1),
      revisit_(duration_from_s(face_ == 0 ? *satellite.params().scan_period_s
                                          : satellite.params().stare->period_s)),
      cloud_top_m_(cloud_quantile_m(satellite.params().cloud, cloud_share)) {
  DW_CHECK(revisit_ > Duration{0});
}

bool InfraredWatcher::sees(const Vec3& p_EO_E, Time t) const { return satellite_->can_see(face_, p_EO_E, t); }

double InfraredWatcher::prob_detect(const Vec3& p_EO_E, double height_m, double plume_W_sr, Time t) const {
  if (!(plume_W_sr > 0) || height_m < cloud_top_m_ || !sees(p_EO_E, t)) return 0;
  const Vec3 p_ES_E = satellite_->state_E(t).p;
  const double above_air_W_sr = plume_W_sr * satellite_->transmission(p_EO_E, p_ES_E);
  return satellite_->prob_detect(satellite_->snr(above_air_W_sr, norm(p_EO_E - p_ES_E)));
}

const std::string& name_of(const Watcher& watcher) {
  return std::visit([](const auto& w) -> const std::string& { return w.name(); }, watcher);
}

std::vector<std::string> names_of(const std::vector<Watcher>& watchers) {
  std::vector<std::string> out;
  for (const Watcher& w : watchers) out.push_back(name_of(w));
  return out;
}

} // namespace dewline::survey
