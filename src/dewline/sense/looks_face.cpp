#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/looks.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace dewline::sense {

LookFace look_face(const Coverage& coverage, const std::array<double, 2>& elevation_rad, double snr_at_1m) {
  DW_CHECK(elevation_rad[0] <= elevation_rad[1] && std::abs(elevation_rad[0]) <= kPi / 2 &&
           std::abs(elevation_rad[1]) <= kPi / 2);
  const Mat3 R_EL = transpose(earth::enu_axes(earth::geodetic(coverage.p_ES_E)));
  const double from = coverage.az_start_rad, to = from + coverage.az_width_rad;
  LookFace f;
  f.p_ES_E = coverage.p_ES_E;
  f.R_SE = coverage.R_SE;
  f.up_E = R_EL * Vec3{0, 0, 1};
  f.from_E = R_EL * Vec3{std::cos(from), -std::sin(from), 0}; // a quarter turn clockwise of the first edge
  f.to_E = R_EL * Vec3{-std::cos(to), std::sin(to), 0};       // a quarter turn back of the last
  f.wide = coverage.az_width_rad > kPi;
  f.sin_el_min = std::sin(elevation_rad[0]);
  f.sin_el_max = std::sin(elevation_rad[1]);
  f.range_min_m = coverage.range_min_m;
  f.range_max_m = coverage.range_max_m;
  f.snr_at_1m = snr_at_1m;
  f.scan_loss_exponent = coverage.scan_loss_exponent;
  return f;
}

LookFace look_face(const Radar& radar, std::uint32_t face, double target_h_m) {
  DW_CHECK(face < radar.coverage().size() && face < radar.params().faces.size());
  const Refraction& air = radar.refraction();
  const auto geometric = [&](double apparent_rad) {
    const double el_rad = std::max(apparent_rad, air.horizon_el_rad());
    return el_rad - air.at_apparent(el_rad, target_h_m).el_error_rad;
  };
  const auto& el = radar.params().faces[face].elevation_rad;
  return look_face(radar.coverage()[face], {geometric(el[0]), geometric(el[1])}, radar.snr(1, 1, 1));
}

} // namespace dewline::sense
