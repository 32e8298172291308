#include "dewline/survey/watcher.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::survey {
namespace {

constexpr double kPi = sense::kPi;
constexpr double kGate_rad = 4 * kPi / 180; ///< refraction, and what a target climbs while the gate is not asked

bool between(double value, const std::array<double, 2>& limits) { return value >= limits[0] && value <= limits[1]; }

} // namespace

RadarWatcher::RadarWatcher(std::string name, const sense::Radar& radar)
    : name_(std::move(name)),
      radar_(&radar),
      pd_(radar.params().prob_fa, radar.params().num_pulses, radar.params().swerling),
      p_ES_E_(radar.coverage().front().p_ES_E) {
  const Mat3 R_LE = earth::enu_axes(earth::to_geodetic(radar.params().at));
  up_E_ = {R_LE(2, 0), R_LE(2, 1), R_LE(2, 2)};
  double floor_rad = kPi / 2;
  for (const auto& face : radar.params().faces) floor_rad = std::min(floor_rad, face.elevation_rad[0]);
  sin_floor_ = std::sin(floor_rad - kGate_rad);
}

std::optional<RadarWatcher::Look> RadarWatcher::look(std::uint32_t face, const Vec3& p_EO_E) const {
  const sense::Look at = radar_->look_at(p_EO_E);
  const sense::RadarParams& params = radar_->params();
  const sense::FaceParams& f = params.faces[face];
  const double range_m = at.true_at.range_m;
  const double off_rad = std::abs(std::remainder(at.true_at.az_rad - f.boresight_rad, 2 * kPi));
  if (!between(at.apparent_el_rad, f.elevation_rad) || off_rad > 0.5 * f.width_rad) return {};
  if (range_m < params.min_range_m || range_m > radar_->max_range_m()) return {};
  const auto fence = params.fence.elevation_rad.value_or(f.elevation_rad);
  return Look{at.apparent_el_rad, range_m, radar_->snr(1, range_m, radar_->direction_S(face, p_EO_E).z),
              between(at.apparent_el_rad, fence)};
}

std::optional<RadarWatcher::Look> RadarWatcher::look(const Vec3& p_EO_E) const {
  std::optional<Look> best;
  for (std::uint32_t face = 0; face < num_faces(); ++face) {
    const auto one = look(face, p_EO_E);
    if (one && (!best || std::pair(one->searched, one->snr_1m2) > std::pair(best->searched, best->snr_1m2)))
      best = one;
  }
  return best;
}

bool RadarWatcher::may_see(const Vec3& p_EO_E) const {
  const Vec3 p_SO_E = p_EO_E - p_ES_E_;
  const double up = dot(p_SO_E, up_E_), least = sin_floor_ * std::abs(sin_floor_) * dot(p_SO_E, p_SO_E);
  return up * std::abs(up) >= least;
}

Time RadarWatcher::sweep(std::uint32_t face, std::int64_t k, const Vec3& p_EO_E) const {
  const sense::Coverage& c = radar_->coverage()[face];
  const double az_rad = earth::az_el_range(earth::to_geodetic(radar_->params().at), p_EO_E).az_rad;
  const double along = az_rad - c.az_start_rad;
  const double share = std::min(1.0, (along - 2 * kPi * std::floor(along / (2 * kPi))) / c.az_width_rad);
  return radar_->frame_begin(k) + duration_from_s(share * seconds(revisit()));
}

PlumeWatcher::PlumeWatcher(std::string name, const PlumeWatcherParams& params, Position_E position)
    : name_(std::move(name)), params_(params), position_(std::move(position)) {
  DW_CHECK(params.revisit_s > 0 && params.num_scans > 0 && params.half_view_rad > 0 && position_);
}

bool PlumeWatcher::sees(const Vec3& p_EO_E, Time t) const {
  const Vec3 p_ES_E = position_(t), p_SO_E = p_EO_E - p_ES_E;
  const double cos_nadir = -dot(p_SO_E, p_ES_E) / (norm(p_SO_E) * norm(p_ES_E));
  return cos_nadir >= std::cos(params_.half_view_rad) && clear_line(p_ES_E, p_EO_E, params_.limb_m);
}

bool PlumeWatcher::detects(const Vec3& p_EO_E, double height_m, double plume_W_sr, Time t) const {
  if (!(plume_W_sr > 0) || height_m < params_.cloud_break_m || !sees(p_EO_E, t)) return false;
  const Vec3 p_SO_E = p_EO_E - position_(t);
  return plume_W_sr >= params_.threshold_W_m2 * dot(p_SO_E, p_SO_E);
}

const std::string& name_of(const Watcher& watcher) {
  return std::visit([](const auto& w) -> const std::string& { return w.name(); }, watcher);
}

std::vector<std::string> names_of(const std::vector<Watcher>& watchers) {
  std::vector<std::string> out;
  for (const Watcher& w : watchers) out.push_back(name_of(w));
  return out;
}

bool clear_line(const Vec3& p_EA_E, const Vec3& p_EB_E, double clearance_m) {
  constexpr double stretch = 1 / (1 - earth::kF);
  const Vec3 a{p_EA_E.x, p_EA_E.y, stretch * p_EA_E.z}, b{p_EB_E.x, p_EB_E.y, stretch * p_EB_E.z};
  const Vec3 way = b - a;
  const double share = -dot(a, way) / dot(way, way); // of the point nearest to the centre
  if (!(share > 0 && share < 1)) return true;
  const Vec3 lowest = a + share * way;
  const double least_m = earth::kA_m + clearance_m;
  return dot(lowest, lowest) >= least_m * least_m;
}

} // namespace dewline::survey
