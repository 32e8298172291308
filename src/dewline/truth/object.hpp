// What flies: an object's parameters as a scenario states them.
#pragma once
#include <array>
#include <map>
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/place.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/truth/arc_params.hpp"
#include "dewline/truth/body.hpp"
#include "dewline/truth/boost_params.hpp"
#include "dewline/truth/glide_params.hpp"
#include "dewline/truth/route/route_params.hpp"
#include "dewline/truth/satellite_params.hpp"

namespace dewline::truth {

/// Where and when it begins. The time counts from the scenario's epoch.
struct LaunchParams {
  std::optional<double> lat_rad, lon_rad;
  double height_m = 0;
  double time_s = 0;
  static constexpr auto fields() {
    return std::tuple{
        field("lat_rad", &LaunchParams::lat_rad, "geodetic latitude of the launch point",
              between(-std::numbers::pi / 2, std::numbers::pi / 2)),
        field("lon_rad", &LaunchParams::lon_rad, "longitude, east positive",
              between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        field("height_m", &LaunchParams::height_m, "height above the ellipsoid", between(-500, 50e3)),
        field("time_s", &LaunchParams::time_s, "time of launch after the scenario's epoch", at_least(0))};
  }
};
static_assert(complete<LaunchParams>());

/// Altitudes that aircraft report: above the ellipsoid, or by their pressure in a standard atmosphere.
enum class Altitude { geometric, barometric };
constexpr auto enum_words(Altitude*) {
  return std::array{std::pair{Altitude::geometric, "geometric"},
                    std::pair{Altitude::barometric, "barometric"}};
}

/// A recorded or computed flight in a file (truth/telemetry.hpp says which columns).
struct FileParams {
  std::string path;
  std::optional<double> azimuth_rad;
  std::optional<double> smoothing_s;
  std::optional<std::string> pick;
  std::optional<Altitude> altitude;
  std::optional<double> max_gap_s;
  static constexpr auto fields() {
    return std::tuple{required("path", &FileParams::path, "CSV or JSON table, relative to the scenario file"),
                      field("azimuth_rad", &FileParams::azimuth_rad,
                            "heading from the launch point, for files with downrange distance",
                            between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
                      field("smoothing_s", &FileParams::smoothing_s,
                            "half-width of the local cubic fit to noisy samples; 0: five samples. Default 5 "
                            "s for webcast tables and surveillance, else 0",
                            between(0, 120)),
                      field("pick", &FileParams::pick,
                            "one aircraft of a surveillance table, by its icao24 or id"),
                      field("altitude", &FileParams::altitude,
                            "which altitude of a surveillance table; default geometric"),
                      field("max_gap_s", &FileParams::max_gap_s,
                            "longest time without a report in a surveillance table; default 2 min",
                            between(1, 86400))};
  }
};
static_assert(complete<FileParams>());

/// Where a boost shall bring its payload down: a place, or the name of an asset that stands for its middle
/// (`io` fills in the place).
struct AimParams {
  std::string asset;
  std::optional<earth::PlaceParams> place;
};

/// The shape of an aimed arc.
enum class Loft { minimum_energy, lofted, depressed };
constexpr auto enum_words(Loft*) {
  return std::array{std::pair{Loft::minimum_energy, "minimum_energy"}, std::pair{Loft::lofted, "lofted"},
                    std::pair{Loft::depressed, "depressed"}};
}

/// An object: exactly one of file, arc, boost, orbit, shell, elements, waypoints says how it moves.
struct ObjectParams {
  std::string kind;
  LaunchParams launch;
  std::optional<FileParams> file;
  std::optional<ArcParams> arc;
  std::optional<BoostParams> boost;
  std::optional<AimParams> aim;
  std::optional<Loft> loft;
  std::optional<double> loft_angle_rad, apogee_m;
  std::vector<ReleaseParams> releases;
  std::optional<GlideParams> glide;
  std::optional<OrbitParams> orbit;
  std::optional<ShellParams> shell;
  std::optional<ElementsParams> elements;
  std::vector<WaypointParams> waypoints;
  std::optional<RouteParams> route;
  std::optional<FormationParams> formation;
  std::optional<double> ballistic_coefficient_kg_m2;
  std::vector<orbit::MachPoint> ballistic_by_mach;
  RcsByBand rcs_m2;
  AspectTables rcs_by_aspect;
  bool transponder = false;
  std::optional<double> claimed_range_m;
  static constexpr auto fields() {
    using O = ObjectParams;
    return std::tuple{
        field("kind", &O::kind, "what it is, in one word; for people"),
        field("launch", &O::launch, "where and when it begins"),
        field("file", &O::file, "a flight in a file"),
        field("arc", &O::arc, "a ballistic arc"),
        field("boost", &O::boost, "a staged point mass under thrust"),
        field("aim", &O::aim, "where a boost shall bring it down: a place, or the name of an asset"),
        field("loft", &O::loft, "shape of the aimed arc; default minimum_energy"),
        field("loft_angle_rad", &O::loft_angle_rad,
              "how much steeper (lofted) or flatter (depressed) than least energy at burnout; default 15 deg",
              between(0, std::numbers::pi / 3)),
        field("apogee_m", &O::apogee_m, "greatest height of the aimed arc, instead of a loft",
              between(1e4, 1e8)),
        field("releases", &O::releases, "parts let go after the last burnout"),
        field("glide", &O::glide, "a lifting glide after the boost or the arc"),
        field("orbit", &O::orbit, "a designed orbit"),
        field("shell", &O::shell, "a shell of satellites in Walker's pattern"),
        field("elements", &O::elements, "element sets of satellites, moved by SGP4"),
        field("waypoints", &O::waypoints, "points on the way"),
        field("route", &O::route,
              "how the waypoints are flown: turns, climbs, low flight; absent: corners at once"),
        field("formation", &O::formation, "several that keep station on the first; needs a route"),
        field("ballistic_coefficient_kg_m2", &O::ballistic_coefficient_kg_m2,
              "mass / (drag coefficient x area) in free flight; absent: vacuum", between(1, 1e6)),
        field("ballistic_by_mach", &O::ballistic_by_mach,
              "the same as a table by Mach number, instead of ballistic_coefficient"),
        field("rcs_m2", &O::rcs_m2,
              "mean radar cross-section by band (hf vhf uhf l s c x ku ka) or `any`; other bands take the "
              "nearest",
              between(1e-8, 1e8)),
        field("rcs_by_aspect", &O::rcs_by_aspect,
              "cross-section by band and aspect; a band named here does not need `rcs`"),
        field("transponder", &O::transponder,
              "it says who and where it is to whoever listens (ADS-B and the like)"),
        field("claimed_range_m", &O::claimed_range_m,
              "the range that is published for it: a claim that stands beside the model's reach, no input",
              between(1e3, 2.1e7))};
  }
};
static_assert(complete<ObjectParams>());

struct Surroundings;

/// Every problem of an object, the file's content and an unsolvable aim included (it builds the trajectory
/// once).
void check(const ObjectParams& object, const Surroundings& around, Problems& problems);

} // namespace dewline::truth
