// The way of an aircraft, a cruise missile, a drone or a ship as a scenario states it.
#pragma once
#include <array>
#include <cstdint>
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
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

/// Ground heights in rasters that the user has (truth/terrain.hpp says which formats).
struct TerrainParams {
  std::string path;
  std::vector<std::string> more;
  double undulation_m = 0;
  std::optional<double> void_height_m;
  static constexpr auto fields() {
    using T = TerrainParams;
    return std::tuple{
        required("path", &T::path, "ESRI ASCII grid (.asc) or SRTM tile (.hgt), beside the scenario file"),
        field("more", &T::more, "further rasters, for a way that leaves the first"),
        field("undulation_m", &T::undulation_m,
              "height of the geoid above the ellipsoid there: added when the raster counts from sea level",
              between(-120, 120)),
        field("void_height_m", &T::void_height_m,
              "height of cells without data; absent: that of the nearest cell that has one",
              between(-12000, 9000))};
  }
};
static_assert(complete<TerrainParams>());

/// A point of a ground profile along the way; linear between points, constant beyond.
struct ProfilePoint {
  double distance_m = 0, height_m = 0;
  static constexpr auto fields() {
    return std::tuple{required("distance_m", &ProfilePoint::distance_m,
                               "way over ground from the first waypoint", between(0, 1e8)),
                      required("height_m", &ProfilePoint::height_m, "of the ground above the ellipsoid",
                               between(-12000, 9000))};
  }
};
static_assert(complete<ProfilePoint>());

/// What the heights of waypoints count from.
enum class HeightAbove { ellipsoid, terrain };
constexpr auto enum_words(HeightAbove*) {
  return std::array{std::pair{HeightAbove::ellipsoid, "ellipsoid"},
                    std::pair{HeightAbove::terrain, "terrain"}};
}

/// How the way is flown: turns, climbs and changes of speed within limits. The defaults are assumptions for
/// an aircraft (three degrees a second is the usual rate-one turn).
struct RouteParams {
  std::optional<double> turn_rate_rad_s, bank_rad, load_factor;
  double climb_rate_m_s = 10, descent_rate_m_s = 10;
  double acceleration_m_s2 = 1, vertical_acceleration_m_s2 = 2;
  HeightAbove height_above = HeightAbove::ellipsoid;
  double clearance_m = 0;
  std::optional<TerrainParams> terrain;
  std::vector<ProfilePoint> profile;
  static constexpr auto fields() {
    using R = RouteParams;
    return std::tuple{
        field("turn_rate_rad_s", &R::turn_rate_rad_s, "rate of every turn; default 3 deg/s",
              between(1e-4, 6.3)),
        field("bank_rad", &R::bank_rad, "bank angle of level turns, instead of turn_rate",
              between(0.01, 1.5)),
        field("load_factor", &R::load_factor, "lift over weight in level turns, instead of turn_rate",
              between(1.0001, 60)),
        field("climb_rate_m_s", &R::climb_rate_m_s, "greatest rate of climb", between(0.01, 1000)),
        field("descent_rate_m_s", &R::descent_rate_m_s, "greatest rate of descent", between(0.01, 1000)),
        field("acceleration_m_s2", &R::acceleration_m_s2, "at which speed changes along the way",
              between(1e-3, 1000)),
        field("vertical_acceleration_m_s2", &R::vertical_acceleration_m_s2,
              "at which climbs and descents begin and end", between(1e-3, 1000)),
        field("height_above", &R::height_above, "what the waypoints' heights count from"),
        field("clearance_m", &R::clearance_m, "least height above the ground, where it is given",
              between(0, 50e3)),
        field("terrain", &R::terrain, "the ground from rasters"),
        field("profile", &R::profile, "the ground as heights along the way, instead of terrain")};
  }
};
static_assert(complete<RouteParams>());

/// How a formation is shaped; distances are between neighbours.
enum class FormationShape { line_abreast, trail, echelon, vee, box };
constexpr auto enum_words(FormationShape*) {
  using F = FormationShape;
  return std::array{std::pair{F::line_abreast, "line-abreast"}, std::pair{F::trail, "trail"},
                    std::pair{F::echelon, "echelon"}, std::pair{F::vee, "vee"}, std::pair{F::box, "box"}};
}

/// Several of a kind that keep station on the first.
struct FormationParams {
  std::uint32_t count = 2;
  double spacing_m = 0;
  FormationShape shape = FormationShape::vee;
  static constexpr auto fields() {
    using F = FormationParams;
    return std::tuple{required("count", &F::count, "how many, the leader included", between(2, 1000)),
                      required("spacing_m", &F::spacing_m, "distance between neighbours", between(1, 100e3)),
                      field("shape", &F::shape, "of the formation; default vee")};
  }
};
static_assert(complete<FormationParams>());

} // namespace dewline::truth
