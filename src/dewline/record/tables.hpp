// The tables of a run file: one row type each, its columns declared once for C++, SQL, Python and the web.
//
// Conventions. Times are seconds since the scenario epoch as double: they turn back into the same int64
// nanoseconds for 25 days (two roundings of 1.1e-16 stay below 0.5 ns up to 2.2e6 s), and people plot
// seconds. `t_s` is when it happened, `known_s` when it reached the centre. +infinity is `never`: it sorts
// last and no median can lose it. NaN is "there is no such number". Entries go by the author's ids, never by
// an index; a detection is `sensor/frame.number`. Letters: E Earth-fixed (ITRF/WGS84), G inertial (GCRF).
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>

#include "dewline/record/table.hpp"

namespace dewline::record {

inline constexpr double kNeverS = std::numeric_limits<double>::infinity();  ///< a time that never comes [s]
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN(); ///< there is no such number
/// The object of a track whose detections are mostly false.
inline constexpr const char* kNoObject = "(none)";

struct TruthSampleRow {
  static constexpr TableInfo kTable{"truth_samples",
      "where each object really was", Origin::truth};
  std::string object;
  double t_s = kNeverS, x_m = kNoNumber, y_m = kNoNumber, z_m = kNoNumber, vx_m_s = kNoNumber;
  double vy_m_s = kNoNumber, vz_m_s = kNoNumber, lat_rad = kNoNumber, lon_rad = kNoNumber;
  double h_m = kNoNumber;

  static constexpr auto fields() {
    using R = TruthSampleRow;
    return std::tuple{
        field("object", &R::object, "the object of the scenario"),
        field("t_s", &R::t_s, "the instant"),
        field("x_m", &R::x_m, "position x in E"),
        field("y_m", &R::y_m, "position y in E"),
        field("z_m", &R::z_m, "position z in E"),
        field("vx_m_s", &R::vx_m_s, "velocity x in E, relative to the Earth"),
        field("vy_m_s", &R::vy_m_s, "velocity y in E, relative to the Earth"),
        field("vz_m_s", &R::vz_m_s, "velocity z in E, relative to the Earth"),
        field("lat_rad", &R::lat_rad, "geodetic latitude"),
        field("lon_rad", &R::lon_rad, "longitude, east positive"),
        field("h_m", &R::h_m, "height above the ellipsoid")};
  }
};
static_assert(complete<TruthSampleRow>());

struct MilestoneRow {
  static constexpr TableInfo kTable{"milestones",
      "launch, burnout, apogee, impact of each object", Origin::truth};
  std::string object, what;
  double t_s = kNeverS, lat_rad = kNoNumber, lon_rad = kNoNumber, h_m = kNoNumber;

  static constexpr auto fields() {
    using R = MilestoneRow;
    return std::tuple{
        field("object", &R::object, "the object of the scenario"),
        field("what", &R::what, "launch, burnout, apogee, impact, end of data"),
        field("t_s", &R::t_s, "when it happened"),
        field("lat_rad", &R::lat_rad, "geodetic latitude"),
        field("lon_rad", &R::lon_rad, "longitude, east positive"),
        field("h_m", &R::h_m, "height above the ellipsoid")};
  }
};
static_assert(complete<MilestoneRow>());

struct WindowRow {
  static constexpr TableInfo kTable{"windows",
      "when the geometry lets a face see an object, and which limit opened and closed it", Origin::truth};
  std::string sensor, object;
  std::int64_t face = 0;
  double begin_s = kNeverS, end_s = kNeverS;
  std::string opened_by, closed_by;

  static constexpr auto fields() {
    using R = WindowRow;
    return std::tuple{
        field("sensor", &R::sensor, "the sensor"),
        field("object", &R::object, "the object of the scenario"),
        field("face", &R::face, "index of the face, from 0"),
        field("begin_s", &R::begin_s, "the object enters the field of regard"),
        field("end_s", &R::end_s, "it leaves"),
        field("opened_by", &R::opened_by, "the limit that came last"),
        field("closed_by", &R::closed_by, "the limit that ended it")};
  }
};
static_assert(complete<WindowRow>());

struct ScanRow {
  static constexpr TableInfo kTable{"scans",
      "one row a scan and centre that it was sent to; an empty scan is a row", Origin::centre};
  std::string sensor;
  std::int64_t frame = 0;
  double begin_s = kNeverS, t_s = kNeverS;
  std::string centre;
  double known_s = kNeverS;
  std::int64_t num_detections = 0;

  static constexpr auto fields() {
    using R = ScanRow;
    return std::tuple{
        field("sensor", &R::sensor, "the sensor"),
        field("frame", &R::frame, "frame on the absolute grid of the sensor"),
        field("begin_s", &R::begin_s, "the frame begins"),
        field("t_s", &R::t_s, "the frame ends and is reported"),
        field("centre", &R::centre, "the centre that it was sent to; empty: nobody"),
        field("known_s", &R::known_s, "when it arrived there; infinity: lost"),
        field("num_detections", &R::num_detections, "detections in it")};
  }
};
static_assert(complete<ScanRow>());

struct CoverageRow {
  static constexpr TableInfo kTable{"coverage",
      "where a face looks; a row when it changes (of a satellite: when more than its place changes)", Origin::centre};
  std::string sensor, kind;
  std::int64_t face = 0, from_frame = 0;
  double lat_rad = kNoNumber, lon_rad = kNoNumber, h_m = kNoNumber, az_start_rad = kNoNumber;
  double az_width_rad = kNoNumber, el_min_rad = kNoNumber, el_max_rad = kNoNumber;
  double fence_min_rad = kNoNumber, fence_max_rad = kNoNumber, range_min_m = kNoNumber;
  double range_max_m = kNoNumber, prob_detect = kNoNumber, reference_range_m = kNoNumber;
  double reference_snr_db = kNoNumber, prob_fa = kNoNumber, clutter_density = kNoNumber;
  double half_angle_rad = kNoNumber;

  static constexpr auto fields() {
    using R = CoverageRow;
    return std::tuple{field("sensor", &R::sensor, "the sensor"),
                      field("kind", &R::kind, "radar, infrared, surveillance, feed"),
                      field("face", &R::face, "index of the face, from 0"),
                      field("from_frame", &R::from_frame, "holds from this frame on"),
                      field("lat_rad", &R::lat_rad, "latitude of the site; of a satellite: then"),
                      field("lon_rad", &R::lon_rad, "site longitude"),
                      field("h_m", &R::h_m, "site height"),
                      field("az_start_rad", &R::az_start_rad, "sector begins, clockwise from north"),
                      field("az_width_rad", &R::az_width_rad, "and runs clockwise for this much"),
                      field("el_min_rad", &R::el_min_rad, "field of regard: lowest elevation"),
                      field("el_max_rad", &R::el_max_rad, "field of regard: highest elevation"),
                      field("fence_min_rad", &R::fence_min_rad, "search fence: lowest elevation"),
                      field("fence_max_rad", &R::fence_max_rad, "search fence: highest elevation"),
                      field("range_min_m", &R::range_min_m, "instrumented range, least"),
                      field("range_max_m", &R::range_max_m, "instrumented range, most"),
                      field("prob_detect", &R::prob_detect, "of the reference target at the reference range"),
                      field("reference_range_m", &R::reference_range_m, "the reference range"),
                      field("reference_snr_db", &R::reference_snr_db, "mean SNR there"),
                      field("prob_fa", &R::prob_fa, "false alarm probability per resolution cell"),
                      field("clutter_density", &R::clutter_density,
                            "false detections per frame, metre, unit of u and of v; infrared: without metre"),
                      field("half_angle_rad", &R::half_angle_rad,
                            "infrared: the cone that it sees; the sector and ranges are NaN then")};
  }
};
static_assert(complete<CoverageRow>());

struct DetectionRow {
  static constexpr TableInfo kTable{"detections",
      "one row a detection and centre that it was sent to; no truth in it", Origin::centre};
  std::string detection, sensor;
  std::int64_t frame = 0, number = 0, face = 0;
  std::string centre;
  double t_s = kNeverS, known_s = kNeverS, range_m = kNoNumber, u = kNoNumber, v = kNoNumber;
  double sigma_range_m = kNoNumber, sigma_u = kNoNumber, sigma_v = kNoNumber;
  double range_rate_m_s = kNoNumber, sigma_range_rate_m_s = kNoNumber, snr_db = kNoNumber;
  double az_rad = kNoNumber, el_rad = kNoNumber, sigma_az_rad = kNoNumber, sigma_el_rad = kNoNumber;
  double irradiance_W_m2 = kNoNumber;
  double site_lat_rad = kNoNumber, site_lon_rad = kNoNumber, site_h_m = kNoNumber;
  double line_lat_rad = kNoNumber, line_lon_rad = kNoNumber, line_h_m = kNoNumber;
  std::string identity;

  static constexpr auto fields() {
    using R = DetectionRow;
    return std::tuple{
        field("detection", &R::detection, "its name: sensor/frame.number"),
        field("sensor", &R::sensor, "the sensor"),
        field("frame", &R::frame, "frame on the absolute grid of the sensor"),
        field("number", &R::number, "place in the frame, sorted by measured values"),
        field("face", &R::face, "index of the face, from 0"),
        field("centre", &R::centre, "the centre that it was sent to; empty: nobody"),
        field("t_s", &R::t_s, "validity: when the target was there"),
        field("known_s", &R::known_s, "when it reached the centre; infinity: lost"),
        field("range_m", &R::range_m, "measured range; NaN: a line of sight"),
        field("u", &R::u, "direction cosine to the right of the face"),
        field("v", &R::v, "direction cosine up the face"),
        field("sigma_range_m", &R::sigma_range_m, "reported error of the range"),
        field("sigma_u", &R::sigma_u, "reported error of u"),
        field("sigma_v", &R::sigma_v, "reported error of v"),
        field("range_rate_m_s", &R::range_rate_m_s, "measured range rate; NaN: not measured"),
        field("sigma_range_rate_m_s", &R::sigma_range_rate_m_s, "its reported error"),
        field("snr_db", &R::snr_db, "measured signal to noise ratio"),
        field("az_rad", &R::az_rad, "azimuth clockwise from north at the site; NaN: a satellite's"),
        field("el_rad", &R::el_rad, "elevation at the site"),
        field("sigma_az_rad", &R::sigma_az_rad, "reported error of the azimuth"),
        field("sigma_el_rad", &R::sigma_el_rad, "reported error of the elevation"),
        field("irradiance_W_m2", &R::irradiance_W_m2, "infrared: measured at the satellite, in its band"),
        field("site_lat_rad", &R::site_lat_rad, "line of sight: where the satellite was, latitude"),
        field("site_lon_rad", &R::site_lon_rad, "its longitude"),
        field("site_h_m", &R::site_h_m, "its height"),
        field("line_lat_rad", &R::line_lat_rad,
              "where the line of sight meets the ellipsoid, or is nearest to it: latitude"),
        field("line_lon_rad", &R::line_lon_rad, "its longitude"),
        field("line_h_m", &R::line_h_m, "its height"),
        field("identity", &R::identity, "hash of what the target says it is; empty: it says nothing")};
  }
};
static_assert(complete<DetectionRow>());

struct LabelRow {
  static constexpr TableInfo kTable{"labels",
      "which objects a detection came from; (none): a false one", Origin::truth};
  std::string detection, object, cause;

  static constexpr auto fields() {
    using R = LabelRow;
    return std::tuple{
        field("detection", &R::detection, "its name: sensor/frame.number"),
        field("object", &R::object, "the object of the scenario"),
        field("cause", &R::cause, "of a false one: noise, aurora, meteor, glint, fire, flare, reentry")};
  }
};
static_assert(complete<LabelRow>());

struct DwellRow {
  static constexpr TableInfo kTable{"dwells",
      "how a radar with a time-energy budget spent each frame; time adds up to the frame", Origin::truth};
  std::string sensor;
  std::int64_t frame = 0, face = 0;
  std::string work;
  double num_wanted = 0, num_done = 0, time_s = 0, transmit_s = 0;

  static constexpr auto fields() {
    using R = DwellRow;
    return std::tuple{field("sensor", &R::sensor, "the sensor"),
                      field("frame", &R::frame, "frame on its absolute grid"),
                      field("face", &R::face, "index of the face, from 0"),
                      field("work", &R::work, "search, confirm, track, idle"),
                      field("num_wanted", &R::num_wanted, "dwells that were due; of search: beam positions"),
                      field("num_done", &R::num_done, "dwells that were made"),
                      field("time_s", &R::time_s, "time that they took, listening included"),
                      field("transmit_s", &R::transmit_s, "the part of it in which the face transmitted")};
  }
};
static_assert(complete<DwellRow>());

struct TrackRow {
  static constexpr TableInfo kTable{"tracks",
      "every track of every centre at every update of its picture", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  double t_s = kNeverS, known_s = kNeverS;
  std::string status, motion;
  double x_m = kNoNumber, y_m = kNoNumber, z_m = kNoNumber, vx_m_s = kNoNumber, vy_m_s = kNoNumber;
  double vz_m_s = kNoNumber, cov_x_x_m2 = kNoNumber, cov_x_y_m2 = kNoNumber, cov_x_z_m2 = kNoNumber;
  double cov_x_vx_m2_s = kNoNumber, cov_x_vy_m2_s = kNoNumber, cov_x_vz_m2_s = kNoNumber;
  double cov_y_y_m2 = kNoNumber, cov_y_z_m2 = kNoNumber, cov_y_vx_m2_s = kNoNumber;
  double cov_y_vy_m2_s = kNoNumber, cov_y_vz_m2_s = kNoNumber, cov_z_z_m2 = kNoNumber;
  double cov_z_vx_m2_s = kNoNumber, cov_z_vy_m2_s = kNoNumber, cov_z_vz_m2_s = kNoNumber;
  double cov_vx_vx_m2_s2 = kNoNumber, cov_vx_vy_m2_s2 = kNoNumber, cov_vx_vz_m2_s2 = kNoNumber;
  double cov_vy_vy_m2_s2 = kNoNumber, cov_vy_vz_m2_s2 = kNoNumber, cov_vz_vz_m2_s2 = kNoNumber;
  double first_detection_s = kNeverS, last_detection_s = kNeverS, confirmed_s = kNeverS;
  std::int64_t num_updates = 0, num_misses = 0;
  double mean_snr_db = kNoNumber;

  static constexpr auto fields() {
    using R = TrackRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("track", &R::track, "the number of the track at its centre, from 1"),
        field("t_s", &R::t_s, "validity of the estimate"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("status", &R::status, "tentative, confirmed, coasting"),
        field("motion", &R::motion, "what the detections speak for: ballistic, manoeuvring"),
        field("x_m", &R::x_m, "position x in G"),
        field("y_m", &R::y_m, "position y in G"),
        field("z_m", &R::z_m, "position z in G"),
        field("vx_m_s", &R::vx_m_s, "velocity x in G"),
        field("vy_m_s", &R::vy_m_s, "velocity y in G"),
        field("vz_m_s", &R::vz_m_s, "velocity z in G"),
        field("cov_x_x_m2", &R::cov_x_x_m2, "covariance of x and x in G"),
        field("cov_x_y_m2", &R::cov_x_y_m2, "covariance of x and y in G"),
        field("cov_x_z_m2", &R::cov_x_z_m2, "covariance of x and z in G"),
        field("cov_x_vx_m2_s", &R::cov_x_vx_m2_s, "covariance of x and vx in G"),
        field("cov_x_vy_m2_s", &R::cov_x_vy_m2_s, "covariance of x and vy in G"),
        field("cov_x_vz_m2_s", &R::cov_x_vz_m2_s, "covariance of x and vz in G"),
        field("cov_y_y_m2", &R::cov_y_y_m2, "covariance of y and y in G"),
        field("cov_y_z_m2", &R::cov_y_z_m2, "covariance of y and z in G"),
        field("cov_y_vx_m2_s", &R::cov_y_vx_m2_s, "covariance of y and vx in G"),
        field("cov_y_vy_m2_s", &R::cov_y_vy_m2_s, "covariance of y and vy in G"),
        field("cov_y_vz_m2_s", &R::cov_y_vz_m2_s, "covariance of y and vz in G"),
        field("cov_z_z_m2", &R::cov_z_z_m2, "covariance of z and z in G"),
        field("cov_z_vx_m2_s", &R::cov_z_vx_m2_s, "covariance of z and vx in G"),
        field("cov_z_vy_m2_s", &R::cov_z_vy_m2_s, "covariance of z and vy in G"),
        field("cov_z_vz_m2_s", &R::cov_z_vz_m2_s, "covariance of z and vz in G"),
        field("cov_vx_vx_m2_s2", &R::cov_vx_vx_m2_s2, "covariance of vx and vx in G"),
        field("cov_vx_vy_m2_s2", &R::cov_vx_vy_m2_s2, "covariance of vx and vy in G"),
        field("cov_vx_vz_m2_s2", &R::cov_vx_vz_m2_s2, "covariance of vx and vz in G"),
        field("cov_vy_vy_m2_s2", &R::cov_vy_vy_m2_s2, "covariance of vy and vy in G"),
        field("cov_vy_vz_m2_s2", &R::cov_vy_vz_m2_s2, "covariance of vy and vz in G"),
        field("cov_vz_vz_m2_s2", &R::cov_vz_vz_m2_s2, "covariance of vz and vz in G"),
        field("first_detection_s", &R::first_detection_s, "validity of the first detection used"),
        field("last_detection_s", &R::last_detection_s, "validity of the last"),
        field("confirmed_s", &R::confirmed_s, "when the centre confirmed it"),
        field("num_updates", &R::num_updates, "detections used"),
        field("num_misses", &R::num_misses, "misses in a row"),
        field("mean_snr_db", &R::mean_snr_db, "mean SNR scaled to the reference range")};
  }
};
static_assert(complete<TrackRow>());

struct TrackEventRow {
  static constexpr TableInfo kTable{"track_events",
      "a track starts, is confirmed, coasts, is reacquired, is deleted, merged, swapped", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  double t_s = kNeverS, known_s = kNeverS;
  std::string change, detection;
  std::int64_t other = 0;

  static constexpr auto fields() {
    using R = TrackEventRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("track", &R::track, "the number of the track at its centre, from 1"),
        field("t_s", &R::t_s, "validity of the detection that made it happen, else known_s"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("change", &R::change, "started, confirmed, coasting, reacquired, deleted, merged, swapped"),
        field("detection", &R::detection, "the detection that made it happen; empty: none"),
        field("other", &R::other, "merged: into this track; swapped: with it; started: beside it; 0: none")};
  }
};
static_assert(complete<TrackEventRow>());

struct TrackEvidenceRow {
  static constexpr TableInfo kTable{"track_evidence",
      "which detections each track used, once each", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  double known_s = kNeverS;
  std::int64_t number = 0;
  std::string detection;

  static constexpr auto fields() {
    using R = TrackEvidenceRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("track", &R::track, "the number of the track at its centre, from 1"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("number", &R::number, "order of use in the track, from 1"),
        field("detection", &R::detection, "its name: sensor/frame.number")};
  }
};
static_assert(complete<TrackEvidenceRow>());

struct CatalogueMatchRow {
  static constexpr TableInfo kTable{"catalogue_matches",
      "tracks that go with an element set of the catalogue, each time the centre judged", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  std::string track_of;
  double t_s = kNeverS;
  std::int64_t number = 0;
  std::string name;
  double mahalanobis2 = kNoNumber, prob = kNoNumber;

  static constexpr auto fields() {
    using R = CatalogueMatchRow;
    return std::tuple{field("centre", &R::centre, "the centre whose knowledge this is"),
                      field("track", &R::track, "the number of the track"),
                      field("track_of", &R::track_of, "the centre that made the track"),
                      field("t_s", &R::t_s, "when it was judged"),
                      field("number", &R::number, "catalogue number of the object"),
                      field("name", &R::name, "its name in the catalogue; may be empty"),
                      field("mahalanobis2", &R::mahalanobis2, "distance of the six differences, in sigmas squared"),
                      field("prob", &R::prob, "that it is this object")};
  }
};
static_assert(complete<CatalogueMatchRow>());

struct UncataloguedRow {
  static constexpr TableInfo kTable{"uncatalogued",
      "tracks that stay up and go with nothing in the catalogue, told once each", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  std::string track_of;
  double t_s = kNeverS;
  std::int64_t num_updates = 0;
  double perigee_h_m = kNoNumber, apogee_h_m = kNoNumber;

  static constexpr auto fields() {
    using R = UncataloguedRow;
    return std::tuple{field("centre", &R::centre, "the centre whose knowledge this is"),
                      field("track", &R::track, "the number of the track"),
                      field("track_of", &R::track_of, "the centre that made the track"),
                      field("t_s", &R::t_s, "when it was told"),
                      field("num_updates", &R::num_updates, "comparisons in a row without a match"),
                      field("perigee_h_m", &R::perigee_h_m, "lowest height of its two-body orbit"),
                      field("apogee_h_m", &R::apogee_h_m, "greatest height")};
  }
};
static_assert(complete<UncataloguedRow>());

struct EstimateRow {
  static constexpr TableInfo kTable{"estimates",
      "what a centre concludes of each confirmed track", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  double t_s = kNeverS, known_s = kNeverS;
  bool ballistic = false, thrusting = false;
  double specific_energy_J_kg = kNoNumber, perigee_h_m = kNoNumber, apogee_h_m = kNoNumber;
  bool launch_call = false;
  double launch_lat_rad = kNoNumber, launch_lon_rad = kNoNumber, launch_when_s = kNeverS;
  double launch_sigma_when_s = kNoNumber, launch_major_m = kNoNumber, launch_minor_m = kNoNumber;
  double launch_az_rad = kNoNumber, impact_lat_rad = kNoNumber, impact_lon_rad = kNoNumber;
  double impact_when_s = kNeverS, impact_sigma_when_s = kNoNumber, impact_major_m = kNoNumber;
  double impact_minor_m = kNoNumber, impact_az_rad = kNoNumber;
  std::int64_t num_evidence = 0;
  std::string last_evidence;
  std::string track_of, kinds;
  std::int64_t num_sensors = 0;
  double heading_rad = kNoNumber, sigma_heading_rad = kNoNumber;
  std::string booster;
  double prob_booster = kNoNumber;
  bool manoeuvres = false, notified = false;
  std::int64_t catalogue_number = 0;
  double region_lat_rad = kNoNumber, region_lon_rad = kNoNumber, region_when_s = kNeverS;
  double region_sigma_when_s = kNoNumber, region_major_m = kNoNumber, region_minor_m = kNoNumber;
  double region_az_rad = kNoNumber;

  static constexpr auto fields() {
    using R = EstimateRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("track", &R::track, "the number of the track at its centre, from 1"),
        field("t_s", &R::t_s, "the instant of the estimate"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("ballistic", &R::ballistic, "a ballistic arc that meets the ground"),
        field("thrusting", &R::thrusting, "it may still be thrusting: no impact can be predicted"),
        field("specific_energy_J_kg", &R::specific_energy_J_kg, "specific orbital energy"),
        field("perigee_h_m", &R::perigee_h_m, "height of the perigee"),
        field("apogee_h_m", &R::apogee_h_m, "height of the apogee"),
        field("launch_call", &R::launch_call, "the track is called a launch"),
        field("launch_lat_rad", &R::launch_lat_rad, "launch point: latitude; NaN: no estimate"),
        field("launch_lon_rad", &R::launch_lon_rad, "launch point: longitude"),
        field("launch_when_s", &R::launch_when_s, "launch point: time"),
        field("launch_sigma_when_s", &R::launch_sigma_when_s, "launch point: error of the time"),
        field("launch_major_m", &R::launch_major_m, "launch point: 1-sigma semi-major axis"),
        field("launch_minor_m", &R::launch_minor_m, "launch point: 1-sigma semi-minor axis"),
        field("launch_az_rad", &R::launch_az_rad, "launch point: azimuth of the major axis"),
        field("impact_lat_rad", &R::impact_lat_rad, "impact point: latitude; NaN: no estimate"),
        field("impact_lon_rad", &R::impact_lon_rad, "impact point: longitude"),
        field("impact_when_s", &R::impact_when_s, "impact point: time"),
        field("impact_sigma_when_s", &R::impact_sigma_when_s, "impact point: error of the time"),
        field("impact_major_m", &R::impact_major_m, "impact point: 1-sigma semi-major axis"),
        field("impact_minor_m", &R::impact_minor_m, "impact point: 1-sigma semi-minor axis"),
        field("impact_az_rad", &R::impact_az_rad, "impact point: azimuth of the major axis"),
        field("num_evidence", &R::num_evidence, "detections behind it"),
        field("last_evidence", &R::last_evidence, "the newest of them"),
        field("track_of", &R::track_of, "the centre whose track it is"),
        field("kinds", &R::kinds, "kinds of sensor behind it: radar+infrared"),
        field("num_sensors", &R::num_sensors, "different sensors behind it"),
        field("heading_rad", &R::heading_rad, "over ground, clockwise from north; NaN: no estimate"),
        field("sigma_heading_rad", &R::sigma_heading_rad, "its error"),
        field("booster", &R::booster, "burn profile that fits best; empty: none was weighed"),
        field("prob_booster", &R::prob_booster, "of that one among all profiles; NaN: none was weighed"),
        field("manoeuvres", &R::manoeuvres, "glides or steers without thrust: a region, no impact point"),
        field("notified", &R::notified, "a launch notification covers its launch"),
        field("catalogue_number", &R::catalogue_number, "of the space object that it goes with; 0: none"),
        field("region_lat_rad", &R::region_lat_rad, "where a manoeuvring body may come down: latitude"),
        field("region_lon_rad", &R::region_lon_rad, "that region: longitude"),
        field("region_when_s", &R::region_when_s, "that region: time"),
        field("region_sigma_when_s", &R::region_sigma_when_s, "that region: error of the time"),
        field("region_major_m", &R::region_major_m, "that region: 1-sigma semi-major axis"),
        field("region_minor_m", &R::region_minor_m, "that region: 1-sigma semi-minor axis"),
        field("region_az_rad", &R::region_az_rad, "that region: azimuth of the major axis")};
  }
};
static_assert(complete<EstimateRow>());

struct AssetProbabilityRow {
  static constexpr TableInfo kTable{"asset_probabilities",
      "probability that the impact lies inside each asset of the centre", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  double t_s = kNeverS, known_s = kNeverS;
  std::string asset;
  double prob_impact = kNoNumber, prob_reach = kNoNumber;
  std::string track_of;

  static constexpr auto fields() {
    using R = AssetProbabilityRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("track", &R::track, "the number of the track at its centre, from 1"),
        field("t_s", &R::t_s, "the instant of the estimate"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("asset", &R::asset, "the declared place or region"),
        field("prob_impact", &R::prob_impact, "probability that the impact lies inside"),
        field("prob_reach", &R::prob_reach,
              "upper bound: probability of an impact as many sigmas out as its nearest point"),
        field("track_of", &R::track_of, "the centre whose track it is")};
  }
};
static_assert(complete<AssetProbabilityRow>());

struct ClassProbabilityRow {
  static constexpr TableInfo kTable{"class_probabilities",
      "what a track may be; classes below one in a thousand have no row", Origin::centre};
  std::string centre;
  std::int64_t track = 0;
  double t_s = kNeverS, known_s = kNeverS;
  std::string object_class;
  double prob = kNoNumber;
  std::string track_of;

  static constexpr auto fields() {
    using R = ClassProbabilityRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("track", &R::track, "the number of the track at its centre, from 1"),
        field("t_s", &R::t_s, "the instant of the estimate"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("class", &R::object_class, "icbm, slbm-like, space-launch ...: docs/models/classification.md"),
        field("prob", &R::prob, "probability of it"),
        field("track_of", &R::track_of, "the centre whose track it is")};
  }
};
static_assert(complete<ClassProbabilityRow>());

struct ThreatRow {
  static constexpr TableInfo kTable{"threats",
      "a centre's threat picture, a row when it changes", Origin::centre};
  std::string centre;
  double t_s = kNeverS, raid_mean = kNoNumber;
  std::int64_t raid_low = 0, raid_high = 0, num_waves = 0;
  double prob_attack = kNoNumber;
  std::string assessment;

  static constexpr auto fields() {
    using R = ThreatRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("t_s", &R::t_s, "the instant, at which it is known too"),
        field("raid_mean", &R::raid_mean, "missiles that fly at the centre's assets: mean"),
        field("raid_low", &R::raid_low, "their number: 5 % lie below"),
        field("raid_high", &R::raid_high, "their number: 5 % lie above"),
        field("num_waves", &R::num_waves, "groups of launches"),
        field("prob_attack", &R::prob_attack, "that at least one falls on an asset, weighed by the assets"),
        field("assessment", &R::assessment, "none, possible, probable, attack")};
  }
};
static_assert(complete<ThreatRow>());

struct ThreatAssetRow {
  static constexpr TableInfo kTable{"threat_assets",
      "what each asset of a centre has to expect of all tracks together", Origin::centre};
  std::string centre;
  double t_s = kNeverS;
  std::string asset;
  double prob_any = kNoNumber, expected = kNoNumber;

  static constexpr auto fields() {
    using R = ThreatAssetRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("t_s", &R::t_s, "the instant, at which it is known too"),
        field("asset", &R::asset, "the declared place or region"),
        field("prob_any", &R::prob_any, "that at least one missile falls inside"),
        field("expected", &R::expected, "how many do, on average")};
  }
};
static_assert(complete<ThreatAssetRow>());

struct AlertRow {
  static constexpr TableInfo kTable{"alerts",
      "every change of an alert, one row for each centre that learnt it", Origin::centre};
  std::string centre, raised_by;
  std::int64_t number = 0;
  std::string state;
  std::int64_t level = 0;
  std::string step;
  double t_s = kNeverS, known_s = kNeverS, due_s = kNeverS;
  std::string because, waited_for, limit_param;
  std::int64_t num_for = 0, num_against = 0;

  static constexpr auto fields() {
    using R = AlertRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("raised_by", &R::raised_by, "the centre whose alert it is"),
        field("number", &R::number, "number of the alert at that centre"),
        field("state", &R::state, "the word of the rule set"),
        field("level", &R::level, "of the state: 1 is next to rest; 0: the rule set has no order"),
        field("step", &R::step, "rule-met, declared, withdraw-met, withdrawn, dropped, downgraded"),
        field("t_s", &R::t_s, "when it happened"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("due_s", &R::due_s, "when the human chain that then ran was to end"),
        field("because", &R::because, "the condition that held, with values"),
        field("waited_for", &R::waited_for, "what the step waited for last"),
        field("limit_param", &R::limit_param, "the parameter behind it, by path"),
        field("num_for", &R::num_for, "detections for it"),
        field("num_against", &R::num_against, "words against it")};
  }
};
static_assert(complete<AlertRow>());

struct AlertEvidenceRow {
  static constexpr TableInfo kTable{"alert_evidence",
      "what stood behind and against each change of an alert", Origin::centre};
  std::string centre;
  std::int64_t number = 0;
  std::string state, step;
  double t_s = kNeverS;
  std::string stance;
  std::int64_t track = 0;
  std::string detection, words;

  static constexpr auto fields() {
    using R = AlertEvidenceRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("number", &R::number, "number of the alert"),
        field("state", &R::state, "the word of the rule set"),
        field("step", &R::step, "rule-met, declared, withdraw-met, withdrawn, dropped, downgraded"),
        field("t_s", &R::t_s, "when it happened"),
        field("stance", &R::stance, "for or against"),
        field("track", &R::track, "the number of a track it is about; 0: none"),
        field("detection", &R::detection, "a detection for it; empty: none"),
        field("words", &R::words, "in words, if it is no detection")};
  }
};
static_assert(complete<AlertEvidenceRow>());

struct ReportRow {
  static constexpr TableInfo kTable{"reports",
      "tracks of other centres as they become known", Origin::centre};
  std::string centre, sent_by;
  std::int64_t track = 0;
  double t_s = kNeverS, known_s = kNeverS;
  std::string status;
  std::int64_t num_updates = 0;

  static constexpr auto fields() {
    using R = ReportRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("sent_by", &R::sent_by, "the centre whose track it is"),
        field("track", &R::track, "the number of the track at its centre, from 1"),
        field("t_s", &R::t_s, "validity of the estimate"),
        field("known_s", &R::known_s, "when the centre knew it"),
        field("status", &R::status, "tentative, confirmed, coasting"),
        field("num_updates", &R::num_updates, "detections in it")};
  }
};
static_assert(complete<ReportRow>());

struct MessageRow {
  static constexpr TableInfo kTable{"messages",
      "launch notifications and counts on a display, as they become known", Origin::centre};
  std::string centre, message, kind, sender;
  double known_s = kNeverS, from_lat_rad = kNoNumber, from_lon_rad = kNoNumber, radius_m = kNoNumber;
  double opens_s = kNoNumber, closes_s = kNoNumber;
  std::int64_t num_missiles = 0;

  static constexpr auto fields() {
    using R = MessageRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("message", &R::message, "its name in the scenario"),
        field("kind", &R::kind, "launch-notification, missile-count"),
        field("sender", &R::sender, "who sent it, in words"),
        field("known_s", &R::known_s, "when the centre learnt it; infinity: never, it was not delivered"),
        field("from_lat_rad", &R::from_lat_rad, "of a notification: the place of the launch, latitude"),
        field("from_lon_rad", &R::from_lon_rad, "its longitude"),
        field("radius_m", &R::radius_m, "how exact that place is"),
        field("opens_s", &R::opens_s, "of a notification: the launch window opens"),
        field("closes_s", &R::closes_s, "and closes"),
        field("num_missiles", &R::num_missiles, "of a count: missiles shown from then on")};
  }
};
static_assert(complete<MessageRow>());

struct MailRow {
  static constexpr TableInfo kTable{"mail",
      "every letter between seats", Origin::run};
  double t_s = kNeverS, known_s = kNeverS;
  std::string sender, receiver, kind, link, fate;
  std::int64_t num_items = 0;

  static constexpr auto fields() {
    using R = MailRow;
    return std::tuple{
        field("t_s", &R::t_s, "when it was sent"),
        field("known_s", &R::known_s, "when it arrives; infinity: lost"),
        field("sender", &R::sender, "a sensor or a centre"),
        field("receiver", &R::receiver, "a sensor or a centre"),
        field("kind", &R::kind, "scan, track, alert, cue, message"),
        field("link", &R::link, "the link; empty: direct"),
        field("fate", &R::fate, "used; confirms; ignored: it arrived, but nothing is made of it; lost; out: the link was out"),
        field("num_items", &R::num_items, "detections in a scan, else 1")};
  }
};
static_assert(complete<MailRow>());

struct LedgerRow {
  static constexpr TableInfo kTable{"ledger",
      "the warning ledger: when each step came, and what it waited for", Origin::run};
  std::string centre, object, step, state;
  bool happened = false;
  double t_s = kNeverS, known_s = kNeverS, to_impact_s = kNoNumber;
  bool truth = false;
  std::string sensor;
  std::int64_t track = 0, evidence = 0;
  std::string waited_for, limit_param, missing;
  std::string limit_value, track_of, other;

  static constexpr auto fields() {
    using R = LedgerRow;
    return std::tuple{
        field("centre", &R::centre, "the centre whose knowledge this is"),
        field("object", &R::object, "the object of the scenario; (none): false tracks"),
        field("step", &R::step, "a word of docs/ledger-steps.md"),
        field("state", &R::state, "of alert steps: the word of the rule set"),
        field("happened", &R::happened, "false: never"),
        field("t_s", &R::t_s, "when it happened; infinity: never"),
        field("known_s", &R::known_s, "when the centre knew it; NaN: a step of truth that no centre knows"),
        field("to_impact_s", &R::to_impact_s,
              "true impact minus known_s (truth: t_s); NaN: no impact, or never"),
        field("truth", &R::truth, "a step of truth, not of a centre"),
        field("sensor", &R::sensor, "the sensor behind it"),
        field("track", &R::track, "the track at the centre; 0: none"),
        field("evidence", &R::evidence, "detections behind it"),
        field("waited_for", &R::waited_for, "what it waited for, in plain words"),
        field("limit_param", &R::limit_param, "the parameter behind that, by path"),
        field("missing", &R::missing, "of a step that never happened: what was missing"),
        field("limit_value", &R::limit_value, "the value of that parameter with its grade; empty: it has none"),
        field("track_of", &R::track_of, "the centre whose track it is; empty: no track"),
        field("other", &R::other, "the other centre: of delivered the receiver, of told who told")};
  }
};
static_assert(complete<LedgerRow>());

struct RunInfoRow {
  static constexpr TableInfo kTable{"run_info",
      "what the run was made from", Origin::run};
  std::string key, value;

  static constexpr auto fields() {
    using R = RunInfoRow;
    return std::tuple{
        field("key", &R::key, "seed, run, version, scenario hash, library versions"),
        field("value", &R::value, "its value")};
  }
};
static_assert(complete<RunInfoRow>());

/// Every table, in the order of the file.
using AllRows = std::tuple<TruthSampleRow, MilestoneRow, WindowRow, ScanRow, CoverageRow, DetectionRow,
                           LabelRow, DwellRow, TrackRow, TrackEventRow, TrackEvidenceRow, CatalogueMatchRow, UncataloguedRow,
                           EstimateRow,
                           AssetProbabilityRow, ClassProbabilityRow, ThreatRow, ThreatAssetRow, AlertRow,
                           AlertEvidenceRow, ReportRow, MessageRow, MailRow, LedgerRow, RunInfoRow>;

/// Calls f.template operator()<R>() for every row type, in order.
template <class F>
void for_each_table(F&& f) {
  [&]<class... R>(std::tuple<R...>*) { (f.template operator()<R>(), ...); }(static_cast<AllRows*>(nullptr));
}

/// All tables, empty.
RunTables empty_run_tables();
/// The schema for machines: {"tables": [{name, doc, origin, columns: [{name, type, unit, doc}]}]}.
std::string schema_json();
/// The same for people: the tables of docs/record.md.
std::string schema_markdown();
/// The unit that a column's name ends in: `range_m` -> `m`, `cov_x_vx_m2_s` -> `m2/s`; empty: none.
std::string_view column_unit(std::string_view column);

} // namespace dewline::record
