// Tables of what the centres concluded: estimates, threats, alerts. Conventions: tables.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "dewline/record/table.hpp"

namespace dewline::record {

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

} // namespace dewline::record
