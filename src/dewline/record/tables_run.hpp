// Tables of what was told between centres and from outside, of the ledger and of the run itself. Conventions: tables.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "dewline/record/table.hpp"

namespace dewline::record {

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

} // namespace dewline::record
