// A hand-made run with known answers: one rocket, one radar, one centre with one asset, a 2 s link.
//
//   00:00 launch   01:00 burnout   01:12 opens (horizon)   03:30 closes (ceiling)   20:00 impact
//   frames of 10 s; hits in frames 8, 9, 10 (reported at 1:30, 1:40, 1:50; known 2 s later); confirmed with
//   the third; launch call at once; impact ellipse 240 km at 1:52, 90 km at 2:02; P(home) 0.2 at 1:52, 0.004
//   at 2:02; rule met 1:52, declared 3:52 (conference 2 min); coasting 4:00, deleted 5:00; withdraw met 3:02,
//   never withdrawn.
#pragma once
#include <string>
#include <vector>

#include "dewline/record/context.hpp"
#include "dewline/record/fact.hpp"

namespace story {
using namespace dewline;
using namespace dewline::record;
using net::Place;
using net::Room;

inline Time s(double t_s) { return time_from_s(t_s); }
inline constexpr double kPi = 3.14159265358979323846;

inline Context context() {
  Context c;
  c.title = "A rocket";
  c.scenario_name = "a-rocket";
  c.epoch_utc = "2026-01-01T00:00:00Z";
  c.objects = {"ghost", "rocket"}; // the ghost is never seen
  c.sensors = {"radar"};
  c.nodes = {"home"};
  c.links = {"radar-to-home"};
  c.assets = {"city"};
  c.asset_of = {"home"};
  c.sensor_reports_to = {"home"};
  c.milestones = {{{"launch", s(5), {}}},
                  {{"launch", s(0), {}},
                   {"burnout", s(30), {}},
                   {"burnout", s(60), {}},
                   {"impact", s(1200), {1.2, 0.3, 0}}}};
  c.windows = {{{{1}, 0, s(72), s(210), sense::Limit::horizon, sense::Limit::elevation_ceiling}}};
  c.revisit_s = {10};
  c.value_words = {{"sensors.radar.faces[0].elevation", "3 deg to 35 deg (assumption)"}};
  c.alert_states = {{"launch-alert"}};
  c.confirm_words = {"3 of 5"};
  c.confirm_param = {"centres.home.tracker.confirm_hits"};
  return c;
}

inline DetectionId hit_id(std::int64_t frame, std::uint32_t index = 0) { return {{0}, frame, index}; }

inline sense::Scan scan(std::int64_t frame, int num_detections) {
  sense::Scan scan;
  scan.frame = frame;
  scan.begin = s(10.0 * static_cast<double>(frame));
  scan.end = s(10.0 * static_cast<double>(frame + 1));
  sense::Coverage c;
  c.p_ES_E = {6378137, 0, 0};
  c.R_SE = Mat3::identity();
  c.el_max_rad = c.fence_max_rad = 0.6;
  scan.coverage = {c};
  for (int i = 0; i < num_detections; ++i) {
    sense::Detection d;
    d.id = hit_id(frame, static_cast<std::uint32_t>(i));
    d.valid = s(10.0 * static_cast<double>(frame) + 5);
    d.range_m = 900e3 + 1e3 * static_cast<double>(frame) + i;
    d.snr_db = 17.5;
    d.el_rad = 0.1;
    scan.detections.push_back(d);
  }
  return scan;
}

inline track::Track track_of(std::vector<DetectionId> evidence, track::Status status, double at_s) {
  track::Track t;
  t.id = {{0}, 1};
  t.status = status;
  t.valid = s(at_s);
  t.last_detection = s(status == track::Status::coasting ? 210 : at_s); // it coasts from 4:00 on what was seen at 3:30
  for (std::size_t i = 0; i < 6; ++i) {
    t.x_G.mean[i] = 1e6 * static_cast<double>(i + 1);
    for (std::size_t j = 0; j < 6; ++j)
      t.x_G.cov(i, j) = static_cast<double>(10 * std::min(i, j) + std::max(i, j));
  }
  t.evidence = std::move(evidence);
  t.num_updates = static_cast<std::uint32_t>(t.evidence.size());
  return t;
}

inline warn::Estimate estimate(double at_s, std::uint32_t num_evidence, double major_m, double prob) {
  warn::Estimate e;
  e.track = {{0}, 1};
  e.at = s(at_s);
  e.ballistic = true;
  e.launch_call = true;
  e.num_evidence = num_evidence;
  e.last_evidence = hit_id(7 + num_evidence);
  e.impact = warn::PlaceEstimate{{1.2, 0.3, 0}, s(1190), 20, major_m * major_m, 0, 1e6};
  e.assets = {{{0}, prob, prob}};
  return e;
}

inline warn::Alert alert(warn::Step step, double at_s, Time due, std::string waited_for) {
  warn::Alert a;
  a.number = 1;
  a.state = "launch-alert";
  a.step = step;
  a.at = s(at_s);
  a.due = due;
  a.because = "radar.launch_call (P 0.98)";
  a.waited_for = std::move(waited_for);
  a.limit_param = "centres.home.conference";
  a.tracks = {{{0}, 1}};
  a.evidence_for = {hit_id(8), hit_id(9), hit_id(10)};
  a.evidence_against = {"no second radar"};
  return a;
}

/// Tells a scan and its letter; `due_s` of infinity loses it.
inline void tell_scan(Observer& o, const sense::Scan& scan, ObjectId object, Time due) {
  std::vector<sense::Label> labels;
  for (const auto& d : scan.detections) labels.push_back({d.id, {object}});
  o.see(scan.end, ScanMade{scan, labels});
  const net::Envelope e{{Room::sense, 0}, {Room::track, 0}, scan.end, due, 7};
  o.see(scan.end, Mailed{e, "scan", "radar-to-home", scan.detections.size()});
}

inline void tell_picture(Observer& o, double at_s, std::vector<track::Track> tracks,
                         std::vector<track::TrackEvent> events) {
  const track::Picture p{{0}, s(at_s), std::move(tracks), std::move(events)};
  o.see(s(at_s), PictureMade{p});
}

inline void tell_estimate(Observer& o, const warn::Estimate& e) {
  o.see(e.at, Assessed{{0}, std::span(&e, 1)});
}
inline void tell_alert(Observer& o, const warn::Alert& a) { o.see(a.at, Alerted{a}); }

inline void tell(Observer& o) {
  using enum track::Change;
  const std::vector<DetectionId> all{hit_id(8), hit_id(9), hit_id(10)};
  for (double t = 0; t <= 20; t += 10)
    o.see(s(t), TruthSample{{1}, s(t), {{6378137 + 1e3 * t, 0, 0}, {1e3, 0, 0}}});
  tell_scan(o, scan(7, 0), {1}, s(82));
  for (std::int64_t k = 8; k <= 10; ++k) {
    const double known_s = 10.0 * static_cast<double>(k + 1) + 2;
    tell_scan(o, scan(k, 1), {1}, s(known_s));
    std::vector<track::TrackEvent> events;
    if (k == 8) events = {{{{0}, 1}, s(85), started, hit_id(8)}};
    if (k == 10) events = {{{{0}, 1}, s(112), confirmed, hit_id(10)}};
    const auto n = static_cast<std::size_t>(k - 7);
    tell_picture(o, known_s,
                 {track_of({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)},
                           k == 10 ? track::Status::confirmed : track::Status::tentative, known_s - 7)},
                 events);
  }
  tell_estimate(o, estimate(112, 3, 240e3, 0.2));
  tell_alert(o, alert(warn::Step::rule_met, 112, s(232), "confirmation of the track"));
  tell_estimate(o, estimate(122, 3, 90e3, 0.004));
  tell_alert(o, alert(warn::Step::withdraw_met, 182, s(1800), "the rule to hold for 1 min"));
  tell_alert(o, alert(warn::Step::declared, 232, kNever, "conference 2 min"));
  tell_picture(o, 240, {track_of(all, track::Status::coasting, 240)}, {{{{0}, 1}, s(240), coasting, {}}});
  tell_picture(o, 300, {}, {{{{0}, 1}, s(300), deleted, {}}});
  o.see(s(1500), Finished{});
}

} // namespace story
