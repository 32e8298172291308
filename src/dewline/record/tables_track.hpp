// Tables of the centres' tracks, and what they were matched with. Conventions: tables.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "dewline/record/table.hpp"

namespace dewline::record {

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

} // namespace dewline::record
