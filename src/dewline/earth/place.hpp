// A place as a scenario states it: `{lat: 69.294 deg, lon: 16.021 deg, height: 20 m}`.
#pragma once
#include <numbers>
#include <tuple>

#include "dewline/base/field.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::earth {

struct PlaceParams {
  double lat_rad = 0;  ///< geodetic latitude [rad]
  double lon_rad = 0;  ///< longitude, east positive [rad]
  double height_m = 0; ///< above the WGS84 ellipsoid [m]

  static constexpr auto fields() {
    return std::tuple{
        required("lat_rad", &PlaceParams::lat_rad, "geodetic latitude, north positive (WGS84)",
                 between(-std::numbers::pi / 2, std::numbers::pi / 2)),
        required("lon_rad", &PlaceParams::lon_rad, "longitude, east positive; negative or degW is west",
                 between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        field("height_m", &PlaceParams::height_m, "height above the ellipsoid", between(-11000, 1e8))};
  }
};
static_assert(complete<PlaceParams>());

/// The place with its longitude brought into [-pi, pi].
Geodetic to_geodetic(const PlaceParams& place);

} // namespace dewline::earth
