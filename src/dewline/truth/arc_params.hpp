// A ballistic arc as a scenario states it.
#pragma once
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/earth/place.hpp"

namespace dewline::truth {

/// A burnout state relative to the turning Earth.
struct BurnoutParams {
  double lat_rad = 0, lon_rad = 0, height_m = 0;
  double speed_m_s = 0, azimuth_rad = 0, flight_path_angle_rad = 0;
  static constexpr auto fields() {
    return std::tuple{
        required("lat_rad", &BurnoutParams::lat_rad, "geodetic latitude at burnout",
                 between(-std::numbers::pi / 2, std::numbers::pi / 2)),
        required("lon_rad", &BurnoutParams::lon_rad, "longitude at burnout, east positive",
                 between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        required("height_m", &BurnoutParams::height_m, "height above the ellipsoid", between(0, 2000e3)),
        required("speed_m_s", &BurnoutParams::speed_m_s, "speed relative to the Earth", between(10, 12000)),
        required("azimuth_rad", &BurnoutParams::azimuth_rad, "heading relative to the Earth",
                 between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        required("flight_path_angle_rad", &BurnoutParams::flight_path_angle_rad,
                 "angle above the local horizon", between(-std::numbers::pi / 2, std::numbers::pi / 2))};
  }
};
static_assert(complete<BurnoutParams>());

/// A ballistic arc: from `burnout`, or solved from the launch point for (`azimuth` or `impact`) and `apogee`
/// and/or `range`. With `boost_time` a smooth climb joins the pad to the burnout.
struct ArcParams {
  std::optional<BurnoutParams> burnout;
  std::optional<double> azimuth_rad;
  std::optional<earth::PlaceParams> impact;
  std::optional<double> apogee_m;
  std::optional<double> range_m;
  double boost_time_s = 0;
  std::optional<double> burnout_height_m;
  static constexpr auto fields() {
    return std::tuple{
        field("burnout", &ArcParams::burnout, "the state at burnout"),
        field("azimuth_rad", &ArcParams::azimuth_rad, "heading at burnout, relative to the Earth",
              between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        field("impact", &ArcParams::impact, "where it shall fall"),
        field("apogee_m", &ArcParams::apogee_m, "greatest height; without it the least-energy arc",
              between(1e3, 1e8)),
        field("range_m", &ArcParams::range_m, "distance over ground from launch to fall",
              between(1e3, 19.5e6)),
        field("boost_time_s", &ArcParams::boost_time_s, "time from launch to burnout; 0: a shot",
              between(0, 1800)),
        field("burnout_height_m", &ArcParams::burnout_height_m,
              "height at burnout; default 0.4 x climb speed x boost time", between(0, 2000e3))};
  }
};
static_assert(complete<ArcParams>());

} // namespace dewline::truth
