// The way of an aircraft, a cruise missile, a drone or a ship as a scenario states it.
#pragma once
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"

namespace dewline::truth {

/// A point on the way of an aircraft or a ship; give `time` or the `speed` of the leg that leads to it.
struct WaypointParams {
  double lat_rad = 0, lon_rad = 0, height_m = 0;
  std::optional<double> time_s, speed_m_s;
  static constexpr auto fields() {
    return std::tuple{
        required("lat_rad", &WaypointParams::lat_rad, "geodetic latitude",
                 between(-std::numbers::pi / 2, std::numbers::pi / 2)),
        required("lon_rad", &WaypointParams::lon_rad, "longitude, east positive",
                 between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        field("height_m", &WaypointParams::height_m, "height above the ellipsoid", between(-500, 1e6)),
        field("time_s", &WaypointParams::time_s, "time after launch", at_least(0)),
        field("speed_m_s", &WaypointParams::speed_m_s, "speed over ground of the leg to here",
              between(0.1, 12000))};
  }
};
static_assert(complete<WaypointParams>());

} // namespace dewline::truth
