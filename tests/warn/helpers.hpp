// Tracks, places and regions that several warn tests use.
#pragma once
#include <cmath>
#include <numbers>

#include "dewline/base/draws.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/model.hpp"

namespace dewline::warn::testing {

constexpr double kDeg = std::numbers::pi / 180;

inline earth::Geodetic at(double lat_deg, double lon_deg) { return {lat_deg * kDeg, lon_deg * kDeg, 0}; }
inline PlaceEstimate place(double lat_deg, double lon_deg, double sigma_east_m, double sigma_north_m, double rho = 0) {
  PlaceEstimate p;
  p.at = at(lat_deg, lon_deg);
  p.var_east_m2 = sigma_east_m * sigma_east_m;
  p.var_north_m2 = sigma_north_m * sigma_north_m;
  p.cov_east_north_m2 = rho * sigma_east_m * sigma_north_m;
  return p;
}
inline AssetParams polygon(std::initializer_list<std::pair<double, double>> lat_lon_deg) {
  AssetParams a;
  a.of = "moscow";
  for (const auto& [lat, lon] : lat_lon_deg) a.polygon.push_back({lat * kDeg, lon * kDeg, 0});
  return a;
}
inline AssetParams circle(double lat_deg, double lon_deg, double radius_m) {
  AssetParams a;
  a.of = "moscow";
  a.lat_rad = lat_deg * kDeg;
  a.lon_rad = lon_deg * kDeg;
  a.radius_m = radius_m;
  return a;
}
inline const earth::Orientation& orientation() {
  static const earth::Orientation o(earth::parse_utc("1995-01-25T06:24:00Z"));
  return o;
}
/// A track whose mean is a burnout-like state in E, with equal position and velocity errors.
inline track::Track track_from(const earth::Geodetic& where, double speed_m_s, double az_rad, double climb_rad,
                               double sigma_p_m, double sigma_v_m_s, Time valid = time_from_s(200)) {
  const Vec3 v_L{std::cos(climb_rad) * std::sin(az_rad), std::cos(climb_rad) * std::cos(az_rad), std::sin(climb_rad)};
  const PosVel x_E{earth::ecef(where), transpose(earth::enu_axes(where)) * (speed_m_s * v_L)};
  const PosVel x_G = orientation().to_G(x_E, valid);
  track::Track t;
  t.id = {NodeId{0}, 1};
  t.status = track::Status::confirmed;
  t.valid = t.last_detection = t.confirmed_at = valid;
  t.x_G.mean = {x_G.p.x, x_G.p.y, x_G.p.z, x_G.v.x, x_G.v.y, x_G.v.z};
  for (std::size_t i = 0; i < 3; ++i) {
    t.x_G.cov(i, i) = sigma_p_m * sigma_p_m;
    t.x_G.cov(i + 3, i + 3) = sigma_v_m_s * sigma_v_m_s;
  }
  t.num_updates = 5;
  for (std::int64_t k = 1; k <= 5; ++k) t.evidence.push_back({SensorId{0}, k, 0});
  return t;
}

} // namespace dewline::warn::testing
