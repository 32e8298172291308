// The steps of the ledger that need two kinds of sensor, classes, assets, other centres or human delays.
#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "dewline/record/ledger_text.hpp"
#include "dewline/record/why.hpp"
#include "dewline/record/writer.hpp"
#include "record/story.hpp"

namespace {
using namespace story;

/// The story's world with a satellite beside the radar and a centre beside home.
Context two_kinds() {
  Context c = context();
  c.sensors = {"radar", "satellite"};
  c.sensor_kinds = {sense::Kind::radar, sense::Kind::infrared};
  c.sensor_reports_to = {"home", "home"};
  c.revisit_s = {10, 10};
  c.windows.push_back({{{1}, 0, s(11), s(60), sense::Limit::cloud, sense::Limit::fire}});
  c.nodes = {"home", "north", "south"};
  c.alert_states = {{"launch-alert"}, {}, {}};
  c.alert_receivers = {{1, 2}, {}, {}};
  c.confirm_words = {"3 of 5", "", ""};
  c.value_words["sensors.satellite.cloud"] = "10 km (assumption)";
  c.value_words["centres.home.decision"] = "8 min (assumption)";
  c.value_words["centres.home.assessment"] = "30 s (press)";
  c.value_words["links.north-to-home.delay"] = "5 s (assumption)";
  return c;
}

const LedgerRow& find(const std::vector<LedgerRow>& rows, std::string_view step, std::string_view other = {}) {
  for (const LedgerRow& r : rows)
    if (r.centre == "home" && r.object == "rocket" && r.step == step && (other.empty() || r.other == other)) return r;
  throw std::runtime_error("no row " + std::string(step));
}
void expect_came(const LedgerRow& r, double t_s, double known_s, const char* waited_for, const char* limit_param) {
  EXPECT_TRUE(r.happened) << r.step << ": " << r.missing;
  EXPECT_DOUBLE_EQ(r.t_s, t_s) << r.step;
  EXPECT_DOUBLE_EQ(r.known_s, known_s) << r.step;
  EXPECT_DOUBLE_EQ(r.to_impact_s, 1200 - known_s) << r.step;
  EXPECT_EQ(r.waited_for, waited_for) << r.step;
  EXPECT_EQ(r.limit_param, limit_param) << r.step;
}
void expect_never(const LedgerRow& r, const char* missing) {
  EXPECT_FALSE(r.happened) << r.step;
  EXPECT_EQ(r.missing, missing) << r.step;
  EXPECT_TRUE(std::isinf(r.t_s) && std::isinf(r.known_s)) << r.step;
}

constexpr std::uint8_t kRadar = 1U << static_cast<unsigned>(sense::Kind::radar);
constexpr std::uint8_t kInfrared = 1U << static_cast<unsigned>(sense::Kind::infrared);

DetectionId flash(std::int64_t frame) { return {{1}, frame, 0}; }

/// Scans 2 and 3 of the satellite, each a flash of the rocket.
void tell_flashes(Observer& o) {
  for (std::int64_t k = 2; k <= 3; ++k) {
    sense::Scan made = scan(k, 1);
    made.sensor = {1};
    made.detections[0].id = flash(k);
    const std::vector<sense::Label> labels{{flash(k), {{1}}}};
    o.see(made.end, ScanMade{made, labels});
    const net::Envelope e{{Room::sense, 1}, {Room::track, 0}, made.end, made.end + kTick, 7};
    o.see(made.end, Mailed{e, "scan", "", 1});
  }
}
track::Track track_with(TrackId id, std::vector<DetectionId> evidence, double at_s) {
  track::Track t = track_of(std::move(evidence), track::Status::confirmed, at_s);
  t.id = id;
  return t;
}
warn::Estimate estimate_of(TrackId id, double at_s, std::uint32_t num_evidence, DetectionId newest, std::uint8_t kinds) {
  warn::Estimate e = estimate(at_s, num_evidence, 240e3, 0.2);
  e.track = id, e.last_evidence = newest, e.kinds = kinds;
  return e;
}
constexpr TrackId kFire{{0}, 2}, kOwn{{0}, 1}, kNorths{{1}, 3};

/// The satellite's track calls at 0:40, the radar's at 1:52.
void tell_both_kinds(Observer& o) {
  tell_flashes(o);
  tell_picture(o, 40, {track_with(kFire, {flash(2), flash(3)}, 35)}, {{kFire, s(40), track::Change::confirmed, flash(3), {}}});
  tell_estimate(o, estimate_of(kFire, 40, 2, flash(3), kInfrared));
  for (std::int64_t k = 8; k <= 10; ++k) tell_scan(o, scan(k, 1), {1}, s(10.0 * static_cast<double>(k) + 12));
  tell_picture(o, 112, {track_with(kOwn, {hit_id(8), hit_id(9), hit_id(10)}, 105), track_with(kFire, {flash(2), flash(3)}, 35)},
               {{kOwn, s(112), track::Change::confirmed, hit_id(10), {}}});
  tell_estimate(o, estimate_of(kOwn, 112, 3, hit_id(10), kRadar));
}

std::vector<LedgerRow> told(void (*what)(Observer&), double until_s = 1500) {
  static const Context c = two_kinds();
  Ledger ledger(c);
  what(ledger);
  ledger.see(s(until_s), Finished{});
  return ledger.rows();
}
RunTables written(void (*what)(Observer&)) {
  static const Context c = two_kinds();
  RunWriter writer(c, {});
  what(writer);
  writer.see(s(1500), Finished{});
  return writer.tables();
}

TEST(LedgerWarning, TheSecondKindOfSensorWaitsForItsView) {
  const auto rows = told(tell_both_kinds);
  expect_came(find(rows, "launch-call"), 40, 40, "the track: nothing further", "centres.home.tracker.confirm_hits");
  expect_came(find(rows, "second-kind"), 112, 112,
              "radar beside infrared; horizon of radar: 3 deg to 35 deg (assumption), opened 01:12; revisit 10 s",
              "sensors.radar.faces[0].elevation");
  EXPECT_EQ(find(rows, "second-kind").track, 1);
  EXPECT_EQ(find(rows, "second-kind").evidence, 3);
  EXPECT_EQ(find(rows, "second-kind").sensor, "radar");
}

/// The radar's scans 6 to 12, all in time: the ghost's 6 and 7, then the rocket's, of which the ghost's track takes 8
/// and none takes 9.
void tell_taken_by_another(Observer& o, bool ninth_is_lost) {
  constexpr TrackId kGhosts{{0}, 3};
  tell_flashes(o);
  tell_picture(o, 40, {track_with(kFire, {flash(2), flash(3)}, 35)}, {{kFire, s(40), track::Change::confirmed, flash(3), {}}});
  tell_estimate(o, estimate_of(kFire, 40, 2, flash(3), kInfrared));
  for (std::int64_t k = 6; k <= 12; ++k)
    tell_scan(o, scan(k, 1), {k < 8 ? 0u : 1u}, k == 9 && ninth_is_lost ? kNever : s(10.0 * static_cast<double>(k) + 12));
  tell_picture(o, 132, {track_with(kOwn, {hit_id(10), hit_id(11), hit_id(12)}, 125),
                        track_with(kGhosts, {hit_id(6), hit_id(7), hit_id(8)}, 85)},
               {{kOwn, s(132), track::Change::confirmed, hit_id(12), {}}});
  tell_estimate(o, estimate_of(kOwn, 132, 3, hit_id(12), kRadar));
}
TEST(LedgerWarning, DetectionsThatCameInTimeAreNotBlamedOnTheLink) {
  const auto rows = told([](Observer& o) { tell_taken_by_another(o, false); });
  expect_came(find(rows, "second-kind"), 132, 132,
              "radar beside infrared; association: 2 earlier detections in other tracks or in none", "centres.home.tracker.prob_gate");
  const auto lost = told([](Observer& o) { tell_taken_by_another(o, true); }); // the track's own steps are not the link's
  expect_came(find(lost, "second-kind"), 132, 132, "radar beside infrared; the track: nothing further", "centres.home.tracker.confirm_hits");
}
TEST(LedgerWarning, WhatIsNotBehindAReportedTrackIsNotBlamedOnTheLink) {
  const auto rows = told([](Observer& o) { // north alone gets the radar's scans; home's track is fused with north's
    for (std::int64_t k = 8; k <= 11; ++k) {
      const sense::Scan made = scan(k, 1);
      const std::vector<sense::Label> labels{{made.detections[0].id, {{1}}}};
      o.see(made.end, ScanMade{made, labels});
    }
    tell_picture(o, 122, {track_with(kOwn, {hit_id(10), hit_id(11)}, 115)}, {});
  });
  EXPECT_EQ(find(rows, "first-detection").waited_for,
            "reports: 2 earlier detections are not behind the track reported here; known 17 s after");
  EXPECT_EQ(find(rows, "first-detection").limit_param, "");
}

TEST(LedgerWarning, OneKindOfSensorIsNoSecondHoweverManyTracks) {
  expect_never(find(told([](Observer& o) {
                 tell_flashes(o);
                 tell_picture(o, 40, {track_with(kFire, {flash(2), flash(3)}, 35)}, {});
                 tell_estimate(o, estimate_of(kFire, 40, 2, flash(3), kInfrared));
               }), "second-kind"), "one kind of sensor: infrared only");
}

TEST(LedgerWarning, WhatATargetSaysOfItselfIsNoKind) {
  expect_never(find(told([](Observer& o) {
                 tell_flashes(o);
                 tell_picture(o, 40, {track_with(kFire, {flash(2), flash(3)}, 35)}, {});
                 tell_estimate(o, estimate_of(kFire, 40, 2, flash(3), kInfrared | 1U << static_cast<unsigned>(sense::Kind::surveillance)));
               }), "second-kind"), "one kind of sensor: infrared only");
}

void tell_threat(Observer& o) {
  tell_both_kinds(o);
  for (const auto& [at_s, prob] : {std::pair{122.0, 0.49}, {132.0, 0.62}, {142.0, 0.9}}) {
    warn::Estimate e = estimate_of(kOwn, at_s, 3, hit_id(10), kRadar);
    e.assets = {{{0}, prob, 1}};
    tell_estimate(o, e);
  }
}
TEST(LedgerWarning, ARegionIsThreatenedFromAHalfOn) {
  expect_came(find(told(tell_threat), "region-threatened"), 132, 132, "track length: 3 detections, P(city) 0.62", "sensors.radar.revisit");
  expect_never(find(told(tell_both_kinds), "region-threatened"), "not likely enough: P(city) 0.2 at most, 0.5 wanted");
}

void tell_classes(Observer& o) {
  tell_both_kinds(o);
  for (const auto& [at_s, icbm] : {std::pair{122.0, 0.89}, {132.0, 0.93}}) {
    warn::Estimate e = estimate_of(kOwn, at_s, 3, hit_id(10), kRadar);
    e.prob_class[0] = icbm, e.prob_class[4] = 0.9995 - icbm, e.prob_class[5] = 0.0005;
    tell_estimate(o, e);
  }
}
TEST(LedgerWarning, TheClassThatReachesNineTenthsIsNamed) {
  expect_came(find(told(tell_classes), "classified"), 132, 132, "track length: 3 detections, icbm 0.93", "sensors.radar.revisit");
  expect_never(find(told(tell_both_kinds), "classified"), "no class was weighed");
  EXPECT_EQ(find(told([](Observer& o) {
              tell_both_kinds(o);
              warn::Estimate e = estimate_of(kOwn, 122, 3, hit_id(10), kRadar);
              e.prob_class[4] = 0.7, e.prob_class[0] = 0.3;
              tell_estimate(o, e);
            }), "classified").missing, "not sure enough: space-launch 0.70 at most, 0.9 wanted");
}

warn::Alert declared(double at_s) { return alert(warn::Step::declared, at_s, kNever, "conference 2 min"); }

/// North tracks the rocket with detections that home never gets, and sends its track, 5 s on the way.
void tell_report(Observer& o) {
  for (std::int64_t k = 8; k <= 9; ++k) tell_scan(o, scan(k, 1), {1}, kNever);
  const track::Track t = track_with(kNorths, {hit_id(8), hit_id(9)}, 95);
  const track::Picture p{{1}, s(102), {t}, {{kNorths, s(102), track::Change::confirmed, hit_id(9), {}}}};
  o.see(s(102), PictureMade{p});
  o.see(s(102), Mailed{{{Room::track, 1}, {Room::track, 0}, s(102), s(107), 1}, "track", "north-to-home", 1});
  const track::Report report{{1}, t, false};
  o.see(s(107), Learnt{{0}, std::cref(report)});
  tell_estimate(o, estimate_of(kNorths, 107, 2, hit_id(9), kRadar));
}
TEST(LedgerWarning, AnotherCentresTrackTellsAndCarriesTheLaunchCall) {
  const auto rows = told(tell_report);
  expect_came(find(rows, "told"), 102, 107, "north's track 3; link north-to-home, 5 s on the way", "links.north-to-home.delay");
  EXPECT_EQ(find(rows, "told").other, "north");
  EXPECT_EQ(find(rows, "told").limit_value, "5 s (assumption)");
  expect_came(find(rows, "launch-call"), 107, 107, "north's track: nothing further", "links.north-to-home.delay");
  EXPECT_EQ(find(rows, "launch-call").track_of, "north");
  EXPECT_FALSE(find(rows, "track").happened);
}

TEST(LedgerWarning, AnAlertTellsBeforeTheTrackThatItIsAbout) {
  const auto rows = told([](Observer& o) {
    warn::Alert a = declared(60);
    a.node = {1}, a.tracks = {kNorths};
    o.see(s(60), Mailed{{{Room::warn, 1}, {Room::warn, 0}, s(60), s(64), 1}, "alert", "hot-line", 1});
    const warn::Notice notice{{1}, a};
    o.see(s(64), Learnt{{0}, std::cref(notice)});
    tell_report(o);
  });
  expect_came(find(rows, "told"), 60, 64, "north's launch-alert declared; link hot-line, 4 s on the way", "links.hot-line.delay");
}

warn::Message notification(bool delivered, double lat_rad = 0.5) {
  warn::Message m{"n-1", {}};
  m.params.to = "home", m.params.sender = "the ministry", m.params.delivered = delivered;
  m.params.from_place = earth::PlaceParams{lat_rad, 0, 0};
  m.params.radius_m = 50e3, m.params.opens_s = -3600, m.params.closes_s = 3600;
  return m;
}
TEST(LedgerWarning, ANotificationTellsOfTheLaunchThatItCovers) {
  Context c = two_kinds();
  c.milestones[1][0].where = {0.5, 0, 0};
  const auto rows_with = [&](const warn::Message& m) {
    Ledger ledger(c);
    ledger.see(s(0), Learnt{{0}, std::cref(m)});
    ledger.see(s(1500), Finished{});
    return ledger.rows();
  };
  const auto covered = rows_with(notification(true));
  expect_came(find(covered, "told"), 0, 0, "launch-notification n-1 from the ministry", "messages.n-1.arrives");
  expect_never(find(rows_with(notification(false)), "told"), "the notification n-1 was not delivered");
  expect_never(find(rows_with(notification(true, 0.52)), "told"), "no word about it from elsewhere"); // 127 km away
}

void tell_declared(Observer& o) {
  tell_both_kinds(o);
  warn::Alert met = alert(warn::Step::rule_met, 112, s(262), "confirmation of the track");
  met.assessed = s(142);
  tell_alert(o, met);
  warn::Alert out = declared(262);
  out.decided = s(742);
  tell_alert(o, out);
  o.see(s(262), Mailed{{{Room::warn, 0}, {Room::warn, 1}, s(262), s(267), 1}, "alert", "home-to-north", 1});
  o.see(s(262), Mailed{{{Room::warn, 0}, {Room::warn, 2}, s(262), kNever, 1}, "alert", "home-to-south", 1});
}
TEST(LedgerWarning, HumanDelaysBeforeAndAfterTheDeclaration) {
  const auto rows = told(tell_declared);
  expect_came(find(rows, "assessed"), 142, 142, "assessment 30 s (press)", "centres.home.assessment");
  expect_came(find(rows, "declared"), 262, 262, "conference 2 min", "centres.home.conference");
  expect_came(find(rows, "decision"), 742, 742, "decision 8 min (assumption)", "centres.home.decision");
  EXPECT_EQ(find(rows, "decision").state, "launch-alert");
  EXPECT_DOUBLE_EQ(find(rows, "decision").to_impact_s, 458); // decision time left
  EXPECT_EQ(find(rows, "decision").limit_value, "8 min (assumption)");
}
TEST(LedgerWarning, OneRowForEachReceiverOfADeclaration) {
  const auto rows = told(tell_declared);
  expect_came(find(rows, "delivered", "north"), 267, 267, "link home-to-north, 5 s on the way", "links.home-to-north.delay");
  expect_never(find(rows, "delivered", "south"), "lost on link home-to-south");
  EXPECT_EQ(find(rows, "delivered", "south").limit_param, "links.home-to-south.delivery_ratio");
}
TEST(LedgerWarning, WhatHadNotRunWhenTheRunEndedIsNever) {
  const auto rows = told(tell_declared, 265);
  expect_never(find(rows, "decision"), "the run ended before: due 12:22");
  expect_never(find(rows, "delivered", "north"), "the run ended before it arrived: due 04:27");
  expect_never(find(told(tell_both_kinds), "assessed"), "no rule was met");
  expect_never(find(told(tell_both_kinds), "decision"), "nothing was declared");
  expect_never(find(told(tell_both_kinds), "delivered", "north"), "nothing was declared");
}
TEST(LedgerWarning, AWithdrawnAlertNeedsNoDecision) {
  const auto rows = told([](Observer& o) {
    tell_declared(o);
    tell_alert(o, alert(warn::Step::withdraw_met, 300, s(400), "the rule to hold for 1 min"));
    tell_alert(o, alert(warn::Step::withdrawn, 400, kNever, "stand-down 100 s"));
  });
  expect_never(find(rows, "decision"), "withdrawn before: at 06:40, due 12:22");
  expect_never(find(rows, "downgraded"), "withdrawn instead: at 06:40");
}
TEST(LedgerWarning, AnAlertTakenDownIsNotWithdrawn) {
  const auto rows = told([](Observer& o) {
    tell_declared(o);
    tell_alert(o, alert(warn::Step::withdraw_met, 300, s(400), "the rule to hold for 1 min"));
    tell_alert(o, alert(warn::Step::downgraded, 400, kNever, "stand-down 100 s"));
  });
  expect_came(find(rows, "downgraded"), 400, 400, "stand-down 100 s", "centres.home.conference");
  expect_never(find(rows, "withdrawn"), "downgraded instead: at 06:40");
}

/// Met at 1:52, dropped at 4:22 when the human chain had run.
void tell_dropped(Observer& o) {
  tell_both_kinds(o);
  tell_alert(o, alert(warn::Step::rule_met, 112, s(262), "confirmation of the track"));
  warn::Alert dropped = alert(warn::Step::dropped, 262, kNever, "conference 2 min");
  dropped.because = "not declared: the rule no longer held when the human chain had run";
  tell_alert(o, dropped);
}
TEST(LedgerWarning, ADroppedAlertNamesWhatWasMissing) {
  const auto rows = told(tell_dropped);
  expect_never(find(rows, "declared"),
               "the rule no longer held when the human chain had run: dropped at 04:22, met at 01:52 by radar.launch_call (P 0.98)");
  expect_never(find(rows, "decision"), "nothing was declared");
}
TEST(LedgerWarning, ADropThatNamesTheFailedPartsIsToldByThem) {
  const auto rows = told([](Observer& o) {
    tell_both_kinds(o);
    tell_alert(o, alert(warn::Step::rule_met, 112, s(262), "confirmation of the track"));
    warn::Alert dropped = alert(warn::Step::dropped, 262, kNever, "conference 2 min");
    dropped.because = "not declared: the rule no longer held: class.missile >= 0.5 (0.28)";
    tell_alert(o, dropped);
  });
  expect_never(find(rows, "declared"),
               "the rule no longer held: class.missile >= 0.5 (0.28), dropped at 04:22, met at 01:52 by radar.launch_call (P 0.98)");
}
TEST(LedgerWarning, AWithdrawalWhoseConditionCeasedSaysSo) {
  const auto rows = told([](Observer& o) {
    tell_declared(o);
    tell_alert(o, alert(warn::Step::withdraw_met, 300, s(400), "the rule to hold for 1 min"));
  });
  const char* ceased = "the condition no longer held when the human chain had run: withdraw-met at 05:00, due 06:40";
  expect_never(find(rows, "withdrawn"), ceased);
  expect_never(find(rows, "downgraded"), ceased);
}
TEST(LedgerWarning, OfTwoWithdrawalsThatWereBegunTheLastDecides) {
  const auto rows = told([](Observer& o) {
    tell_declared(o);
    tell_alert(o, alert(warn::Step::withdraw_met, 300, s(400), "the rule to hold for 1 min"));
    tell_alert(o, alert(warn::Step::withdraw_met, 1450, s(1550), "the rule to hold for 1 min"));
  });
  expect_never(find(rows, "withdrawn"), "the run ended before the human chain: due 25:50");
}
/// Bands count reasons up to the colon: a reason is the same at whatever minute it came.
TEST(LedgerWarning, NoReasonHoldsATimeBeforeItsColon) {
  const auto ends = [](warn::Step step) {
    static warn::Step end;
    end = step;
    return told([](Observer& o) {
      tell_declared(o);
      tell_alert(o, alert(warn::Step::withdraw_met, 300, s(400), "the rule to hold for 1 min"));
      tell_alert(o, alert(end, 400, kNever, "stand-down 100 s"));
    });
  };
  for (const auto& rows : {told(tell_dropped), told(tell_declared), ends(warn::Step::withdrawn), ends(warn::Step::downgraded)})
    for (const LedgerRow& r : rows)
      EXPECT_EQ(r.missing.substr(0, r.missing.find(':')).find_first_of("0123456789"), std::string::npos) << r.step << ": " << r.missing;
}

TEST(LedgerText, SaysInOneSentenceWhatTheCentreKnewAndWhen) {
  EXPECT_EQ(ledger_text(told(tell_declared), "home", "rocket"),
            "Home centre about rocket: first detection T+00:30 by satellite; track confirmed T+00:40; launch call T+00:40 by satellite; "
            "second kind of sensor T+01:52 (radar beside infrared); launch-alert declared T+04:22, 15.6 min before impact; "
            "launch-alert delivered to north T+04:27; decision on launch-alert T+12:22, decision time left 7.6 min; impact T+20:00. "
            "Never: impact point within 100 km (not sharp enough: best 1-sigma 240 km, 100 km wanted); "
            "what it guards threatened (not likely enough: P(city) 0.2 at most, 0.5 wanted); classified (no class was weighed); "
            "launch-alert delivered to south (lost on link home-to-south).");
  EXPECT_EQ(ledger_text(told(tell_declared), "nowhere", "rocket"), "");
}
TEST(LedgerText, ANeverThatFollowsFromAnotherIsNotTold) {
  const auto rows = told([](Observer&) {});
  std::vector<const LedgerRow*> pair;
  for (const LedgerRow& r : rows)
    if (r.centre == "home" && r.object == "ghost") pair.push_back(&r);
  for (const LedgerRow* r : pair) EXPECT_EQ(tells_something(*r, pair), r->happened || r->step == "visible") << r->step;
}

/// The detections that `why` lists, in order.
std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find("\n    "); at != std::string::npos; at = text.find("\n    ", at + 1)) {
    const std::string word = text.substr(at + 5, text.find(' ', at + 5) - at - 5);
    if (word.find('/') != std::string::npos) out.push_back(word);
  }
  return out;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(WhyWarning, ListsExactlyTheEvidenceUsed) {
  using Names = std::vector<std::string>;
  const Names radar{"radar/8.0", "radar/9.0", "radar/10.0"}, fire{"satellite/2.0", "satellite/3.0"};
  Names both = fire;
  both.insert(both.end(), radar.begin(), radar.end());
  const RunTables run = written(tell_declared);
  EXPECT_EQ(listed(why(run, "home", "first-detection")), Names{"satellite/2.0"});
  EXPECT_EQ(listed(why(run, "home", "launch-call")), fire);
  EXPECT_EQ(listed(why(run, "home", "second-kind")), both);
  for (const char* step : {"rule-met", "assessed", "declared", "delivered", "decision"})
    EXPECT_EQ(listed(why(run, "home", step)), radar) << step; // those that the alert names
  EXPECT_EQ(listed(why(written(tell_classes), "home", "classified")), radar);
  EXPECT_EQ(listed(why(written(tell_threat), "home", "region-threatened")), radar);
  EXPECT_EQ(listed(why(written(tell_report), "home", "launch-call")), (Names{"radar/8.0", "radar/9.0"})); // of the report
  EXPECT_EQ(listed(why(written(tell_report), "home", "told")), Names{});
}

TEST(WhyWarning, NewStepsOpenIntoForAndAgainst) {
  const std::string classified = why(written(tell_classes), "home", "classified");
  EXPECT_TRUE(has(classified, "  for         icbm 0.93\n  against     space-launch 0.07\n  evidence    3 detections\n")) << classified;
  const std::string threat = why(written(tell_threat), "home", "region-threatened");
  EXPECT_TRUE(has(threat, "  for         P(city) 0.62, at most 1\n")) << threat;
  const std::string told_of = why(written(tell_report), "home", "told");
  EXPECT_TRUE(has(told_of, "  waited for north's track 3; link north-to-home, 5 s on the way [links.north-to-home.delay = 5 s (assumption)]\n"
                           "  for         north's track 3, confirmed, of 2 detections\n")) << told_of;
  const std::string decision = why(written(tell_declared), "home", "decision");
  EXPECT_TRUE(has(decision, "home about rocket: decision launch-alert\n  12:22, 07:38 to impact\n")) << decision;
  EXPECT_TRUE(has(decision, "  against     no second radar\n")) << decision;
  EXPECT_TRUE(has(why(written(tell_declared), "home", "launch-call"), "  for         a ballistic arc: perigee 0 km, apogee 0 km\n"));
}

TEST(Writer, KeepsClassesThreatsAndMessages) {
  const RunTables run = written([](Observer& o) {
    tell_classes(o);
    const warn::ThreatPicture picture{{0}, s(130), {1.4, 1, 3, 2}, {{{0}, 0.6, 0.9, 1}}, 0.7, warn::Assessment::probable};
    o.see(s(130), Threatened{picture});
    const warn::Message m = notification(true);
    o.see(s(0), Learnt{{0}, std::cref(m)});
  });
  const auto classes = run.all<ClassProbabilityRow>();
  ASSERT_EQ(classes.size(), 4u); // one in two thousand has no row
  EXPECT_EQ(classes[2].object_class, "icbm");
  EXPECT_DOUBLE_EQ(classes[2].prob, 0.93);
  EXPECT_EQ(classes[2].track_of, "home");
  const auto threats = run.all<ThreatRow>();
  ASSERT_EQ(threats.size(), 1u);
  EXPECT_EQ(threats[0].raid_high, 3);
  EXPECT_EQ(threats[0].assessment, "probable");
  EXPECT_DOUBLE_EQ(run.all<ThreatAssetRow>().at(0).expected, 0.9);
  EXPECT_EQ(run.all<MessageRow>().at(0).sender, "the ministry");
  EXPECT_EQ(run.all<EstimateRow>().at(0).kinds, "infrared");
}

} // namespace
