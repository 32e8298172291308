// What flies: an object's parameters as a scenario states them.
#pragma once
#include <map>
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/place.hpp"

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

/// A recorded or computed flight in a file (truth/telemetry.hpp says which columns).
struct FileParams {
  std::string path;
  std::optional<double> azimuth_rad;
  std::optional<double> smoothing_s;
  static constexpr auto fields() {
    return std::tuple{required("path", &FileParams::path, "CSV or JSON table, relative to the scenario file"),
                      field("azimuth_rad", &FileParams::azimuth_rad,
                            "heading from the launch point, for files with downrange distance",
                            between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
                      field("smoothing_s", &FileParams::smoothing_s,
                            "half-width of the local cubic fit to noisy samples; 0: five samples. Default 5 "
                            "s for webcast tables, else 0",
                            between(0, 120))};
  }
};
static_assert(complete<FileParams>());

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

/// One row of a drag table; linear between rows, constant beyond.
struct DragPoint {
  double mach = 0, drag_coefficient = 0;
  static constexpr auto fields() {
    return std::tuple{
        required("mach", &DragPoint::mach, "Mach number", at_least(0)),
        required("drag_coefficient", &DragPoint::drag_coefficient, "at that Mach number", between(0, 10))};
  }
};
static_assert(complete<DragPoint>());

/// One stage. It is dropped at its burnout.
struct StageParams {
  double propellant_kg = 0, dry_kg = 0, isp_vacuum_s = 0, burn_s = 0;
  double nozzle_exit_area_m2 = 0, reference_area_m2 = 0, coast_s = 0;
  std::vector<DragPoint> drag;
  static constexpr auto fields() {
    return std::tuple{
        required("propellant_kg", &StageParams::propellant_kg, "mass that is burnt", above(0)),
        required("dry_kg", &StageParams::dry_kg, "mass dropped at burnout", at_least(0)),
        required("isp_vacuum_s", &StageParams::isp_vacuum_s, "specific impulse in vacuum", between(50, 1000)),
        required("burn_s", &StageParams::burn_s, "burn time at constant mass flow", between(0.1, 3000)),
        field("nozzle_exit_area_m2", &StageParams::nozzle_exit_area_m2, "for the loss by back pressure",
              between(0, 100)),
        field("reference_area_m2", &StageParams::reference_area_m2,
              "for drag, from ignition or the coast before it", between(0, 100)),
        field("coast_s", &StageParams::coast_s, "coast from the burnout below to this ignition",
              between(0, 3000)),
        field("drag", &StageParams::drag, "drag coefficient by Mach number; empty: a generic slender body")};
  }
};
static_assert(complete<StageParams>());

/// A staged point mass under thrust: held in the launch direction on the rail or in vertical rise, then a
/// gravity turn (thrust along the velocity relative to the Earth).
struct BoostParams {
  double azimuth_rad = 0;
  double elevation_rad = std::numbers::pi / 2;
  double rail_m = 10;
  double vertical_rise_s = 0;
  double kick_rad = 0;
  double payload_kg = 0;
  std::vector<StageParams> stages;
  static constexpr auto fields() {
    return std::tuple{
        required("azimuth_rad", &BoostParams::azimuth_rad, "launch azimuth",
                 between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        field("elevation_rad", &BoostParams::elevation_rad, "launch elevation; a rail stands at 80 to 88 deg",
              between(std::numbers::pi / 6, std::numbers::pi / 2)),
        field("rail_m", &BoostParams::rail_m, "length over which the launch direction is held",
              between(0, 1000)),
        field("vertical_rise_s", &BoostParams::vertical_rise_s,
              "time for which the launch direction is held; above 0 it replaces the rail", between(0, 60)),
        field("kick_rad", &BoostParams::kick_rad,
              "turn of the velocity towards the azimuth at the end of the hold",
              between(0, std::numbers::pi / 4)),
        required("payload_kg", &BoostParams::payload_kg, "mass above the last stage", above(0)),
        required("stages", &BoostParams::stages, "from the ground up")};
  }
};
static_assert(complete<BoostParams>());

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

/// An object: exactly one of file, arc, boost, waypoints says how it moves.
struct ObjectParams {
  std::string kind;
  LaunchParams launch;
  std::optional<FileParams> file;
  std::optional<ArcParams> arc;
  std::optional<BoostParams> boost;
  std::vector<WaypointParams> waypoints;
  std::optional<double> ballistic_coefficient_kg_m2;
  std::map<std::string, double> rcs_m2;
  static constexpr auto fields() {
    return std::tuple{
        field("kind", &ObjectParams::kind, "what it is, in one word; for people"),
        field("launch", &ObjectParams::launch, "where and when it begins"),
        field("file", &ObjectParams::file, "a flight in a file"),
        field("arc", &ObjectParams::arc, "a ballistic arc"),
        field("boost", &ObjectParams::boost, "a staged point mass under thrust"),
        field("waypoints", &ObjectParams::waypoints, "points on the way"),
        field("ballistic_coefficient_kg_m2", &ObjectParams::ballistic_coefficient_kg_m2,
              "mass / (drag coefficient x area) in free flight; absent: vacuum", between(1, 1e6)),
        field("rcs_m2", &ObjectParams::rcs_m2,
              "mean radar cross-section by band (hf vhf uhf l s c x ku ka) or `any`; other bands take the "
              "nearest",
              between(1e-8, 1e8))};
  }
};
static_assert(complete<ObjectParams>());

/// Every problem of an object, the file's content and an unsolvable arc included (it builds the trajectory
/// once).
void check(const ObjectParams& object, Problems& problems);

/// The band words of rcs, and the middle frequency [Hz] that stands for each; 0 for an unknown word.
double band_frequency_Hz(const std::string& band);

} // namespace dewline::truth
