// Tables of the sensors: scans, coverage, detections, and what truth says of those. Conventions: tables.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "dewline/record/table.hpp"

namespace dewline::record {

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

} // namespace dewline::record
