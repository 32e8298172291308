// The configuration of `dewline track`: what flies and which sensors looked; everything else has a default.
//
//   target: aircraft
//   sensors: {radar: {azimuth: north-clockwise, sigma_range: 50 m, sigma_azimuth: 2 mrad}}
//
// What holds for every sensor may stand at the top instead.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/earth/place.hpp"
#include "dewline/io/type.hpp"
#include "dewline/sense/feed/params.hpp"
#include "dewline/track/recorded/params.hpp"

namespace dewline::io {

/// `none`: the sensor's axes are the tracker's; or a place.
struct TrackSite {
  std::optional<earth::PlaceParams> place;
};

/// Where false detections fall, in measured values: the density is their number over its size. (`y` would be
/// a truth value to YAML 1.1: the axes go by their directions.)
struct ClutterRegion {
  using Row = std::optional<std::array<double, 2>>;
  Row east_m, north_m, up_m, range_m, azimuth_rad, elevation_rad, range_rate_m_s;

  static constexpr auto fields() {
    using P = ClutterRegion;
    return std::tuple{field("east_m", &P::east_m, "from and to, of x"),
                      field("north_m", &P::north_m, "from and to, of y"),
                      field("up_m", &P::up_m, "from and to, of z"),
                      field("range_m", &P::range_m, "from and to, of range"),
                      field("azimuth_rad", &P::azimuth_rad, "from and to, of azimuth; only the width counts"),
                      field("elevation_rad", &P::elevation_rad, "from and to, of elevation"),
                      field("range_rate_m_s", &P::range_rate_m_s, "from and to, of range rate")};
  }
};
static_assert(complete<ClutterRegion>());

/// One sensor; nothing: what the top of the file says, else the default.
struct TrackSensorConfig {
  std::optional<sense::Azimuth> azimuth;
  std::optional<TrackSite> site;
  std::optional<double> sigma_position_m, sigma_height_m, sigma_range_m, sigma_azimuth_rad,
      sigma_elevation_rad;
  std::optional<double> sigma_range_rate_m_s, prob_detect, clutter_density, false_per_scan;
  std::optional<ClutterRegion> region;
  std::optional<double> scan_period_s, max_range_m;

  static constexpr auto fields() {
    using P = TrackSensorConfig;
    return std::tuple{
        field("azimuth", &P::azimuth, "how the file counts azimuths; a polar file must state it"),
        field("site", &P::site,
              "where it stands: `none` (its axes are the tracker's), or {lat, lon, height}"),
        field("sigma_position_m", &P::sigma_position_m, "error of x, y and z, of rows that state none",
              above(0)),
        field("sigma_height_m", &P::sigma_height_m, "error of z, if another than of x and y", above(0)),
        field("sigma_range_m", &P::sigma_range_m, "error of ranges", above(0)),
        field("sigma_azimuth_rad", &P::sigma_azimuth_rad, "error of azimuths", between(1e-9, 0.5)),
        field("sigma_elevation_rad", &P::sigma_elevation_rad, "error of elevations", between(1e-9, 0.5)),
        field("sigma_range_rate_m_s", &P::sigma_range_rate_m_s, "error of range rates", above(0)),
        field("prob_detect", &P::prob_detect, "probability that a target is detected in a scan",
              between(0.001, 1)),
        field("clutter_density", &P::clutter_density,
              "false detections in a scan per unit of the measured values, in SI: per m2 (x, y), m3 (x, y, "
              "z), m rad, "
              "m rad2 (range, azimuth, elevation), m rad2 m/s; default: estimated",
              at_least(0)),
        field("false_per_scan", &P::false_per_scan, "instead: false detections in a scan, in `region`",
              at_least(0)),
        field("region", &P::region, "where `false_per_scan` fall: from and to of each measured value"),
        field("scan_period_s", &P::scan_period_s,
              "it looks every so often: a scan that is missing in the file saw nothing",
              between(1e-3, 86400)),
        field("max_range_m", &P::max_range_m, "nothing is missed beyond it", above(0))};
  }
};
static_assert(complete<TrackSensorConfig>());

/// How targets move; nothing: the target's default.
struct TrackMotionConfig {
  std::optional<track::recorded::Motion> model;
  std::optional<double> acceleration_psd_m2_s3, sigma_acceleration_m_s2, correlation_s, manoeuvre_every_s;
  std::optional<double> manoeuvre_lasts_s;

  static constexpr auto fields() {
    using P = TrackMotionConfig;
    return std::tuple{
        field("model", &P::model, "default: by target"),
        field("acceleration_psd_m2_s3", &P::acceleration_psd_m2_s3,
              "white acceleration on each axis, its power spectral density [m2/s3]", at_least(0)),
        field("sigma_acceleration_m_s2", &P::sigma_acceleration_m_s2, "of a manoeuvre, each axis", above(0)),
        field("correlation_s", &P::correlation_s, "how long a manoeuvre's acceleration lasts", above(0)),
        field("manoeuvre_every_s", &P::manoeuvre_every_s, "mean time between manoeuvres", above(0)),
        field("manoeuvre_lasts_s", &P::manoeuvre_lasts_s, "mean time of one", above(0))};
  }
};
static_assert(complete<TrackMotionConfig>());

/// How scores are computed.
struct TrackScoreConfig {
  std::optional<double> cutoff_m;
  double order = 2, alpha = 2, ospa_order = 1;

  static constexpr auto fields() {
    using P = TrackScoreConfig;
    return std::tuple{field("cutoff_m", &P::cutoff_m,
                            "c of GOSPA and OSPA; default 100 m in the plane, 500 m in space", above(0)),
                      field("order", &P::order, "p of GOSPA", between(1, 10)),
                      field("alpha", &P::alpha, "alpha of GOSPA", Bounds{0, 2, true}),
                      field("ospa_order", &P::ospa_order, "p of OSPA", between(1, 10))};
  }
};
static_assert(complete<TrackScoreConfig>());

/// The whole file.
struct TrackConfig {
  std::string title;
  track::recorded::Target target = track::recorded::Target::aircraft;
  TrackMotionConfig motion;
  std::optional<double> initial_speed_m_s, initial_vertical_speed_m_s;
  std::optional<track::recorded::Associator> associator;
  std::optional<double> prob_gate, num_at_start, new_targets_per_s, lifetime_s, prob_confirm, prob_drop;
  std::string axes;
  TrackScoreConfig score;
  std::map<std::string, TrackSensorConfig> sensors;
  TrackSensorConfig every; ///< what holds for every sensor: its keys stand at the top of the file

  static constexpr auto own_fields() {
    using P = TrackConfig;
    return std::tuple{
        field("title", &P::title, "what it is, in one line"),
        field("target", &P::target, "what flies: it decides every default that is not written"),
        field("motion", &P::motion, "how targets move between scans"),
        field("initial_speed_m_s", &P::initial_speed_m_s,
              "standard deviation of a new track's speed along x and y", above(0)),
        field("initial_vertical_speed_m_s", &P::initial_vertical_speed_m_s, "the same along z", above(0)),
        field("associator", &P::associator, "which detection belongs to which track"),
        field("prob_gate", &P::prob_gate, "a true detection lies inside the gate with it",
              between(0.5, 0.9999999)),
        field("num_at_start", &P::num_at_start, "targets that are expected at the first scan", at_least(0)),
        field("new_targets_per_s", &P::new_targets_per_s, "targets that are expected to arrive in a second",
              at_least(0)),
        field("lifetime_s", &P::lifetime_s, "mean time that a target stays", above(0)),
        field("prob_confirm", &P::prob_confirm, "a track is reported from this probability of existence on",
              between(0.01, 0.999999)),
        field("prob_drop", &P::prob_drop, "and until it falls below this", between(1e-6, 0.999)),
        field("axes", &P::axes,
              "the sensor whose site's east, north and up are the axes; default: the first by name"),
        field("score", &P::score, "how scores are computed"),
        field("sensors", &P::sensors, "by id, as the file's column `sensor` names them; one may be enough")};
  }
};

/// Reads a configuration with its overrides (`--set motion.correlation='10 s'`). Throws ScenarioError with
/// every defect: file, line, column, key, value, bound, hint. Any bytes are safe to pass.
TrackConfig read_track_config(std::string_view text, const std::string& file,
                              const std::vector<std::string>& overrides = {});
/// JSON Schema of the file (`dewline track --schema`).
std::string track_config_schema();

template <>
struct Custom<TrackSite> {
  static Type describe();
};
template <>
struct Custom<TrackConfig> {
  static Type describe();
};

} // namespace dewline::io
