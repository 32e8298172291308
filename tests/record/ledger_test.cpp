#include "dewline/record/ledger.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "record/page.hpp"
#include "record/story.hpp"

namespace {
using namespace story;

const LedgerRow& row(const std::vector<LedgerRow>& rows, std::string_view object, std::string_view step) {
  for (const LedgerRow& r : rows)
    if (r.object == object && r.step == step) return r;
  throw std::runtime_error("no row " + std::string(object) + " " + std::string(step));
}

std::vector<LedgerRow> told(void (*what)(Observer&) = tell, const Context& c = context()) {
  Ledger ledger(c);
  what(ledger);
  return ledger.rows();
}

TEST(Ledger, HoldsEveryStepOnceForEachCentreAndObjectInTheOrderOfTheVocabulary) {
  const auto rows = told();
  ASSERT_EQ(rows.size(), 2 * ledger_steps().size()); // ghost and rocket; nothing is about (none)
  for (const char* object : {"ghost", "rocket"})
    for (const LedgerStep& step : ledger_steps()) EXPECT_EQ(row(rows, object, step.name).centre, "home");
}

TEST(Ledger, TimesOfTheStoryHappenedAndKnown) {
  const auto rows = told();
  const struct {
    const char* step;
    double t_s, known_s, to_impact_s;
  } expected[] = {
      {"first-detection", 85, 92, 1108}, {"track", 112, 112, 1088},           {"launch-call", 112, 112, 1088},
      {"impact-point", 122, 122, 1078},  {"region-excluded", 122, 122, 1078}, {"rule-met", 112, 112, 1088},
      {"declared", 232, 232, 968},       {"coasting", 240, 240, 960},         {"lost", 300, 300, 900},
      {"withdraw-met", 182, 182, 1018}};
  for (const auto& e : expected) {
    const LedgerRow& r = row(rows, "rocket", e.step);
    EXPECT_TRUE(r.happened) << e.step;
    EXPECT_FALSE(r.truth) << e.step;
    EXPECT_DOUBLE_EQ(r.t_s, e.t_s) << e.step;
    EXPECT_DOUBLE_EQ(r.known_s, e.known_s) << e.step;
    EXPECT_DOUBLE_EQ(r.to_impact_s, e.to_impact_s) << e.step;
  }
}

TEST(Ledger, StepsOfTruthAreKnownToNoCentre) {
  const auto rows = told();
  const std::pair<const char*, double> expected[] = {
      {"launch", 0}, {"burnout", 60}, {"visible", 72}, {"left-field", 210}, {"impact", 1200}};
  for (const auto& [step, t_s] : expected) {
    const LedgerRow& r = row(rows, "rocket", step);
    EXPECT_TRUE(r.truth && r.happened) << step;
    EXPECT_DOUBLE_EQ(r.t_s, t_s) << step;
    EXPECT_TRUE(std::isnan(r.known_s)) << step;
    EXPECT_DOUBLE_EQ(r.to_impact_s, 1200 - t_s) << step;
  }
}

TEST(Ledger, NamesWhatEachStepWaitedForAndTheParameterBehindIt) {
  const auto rows = told();
  const struct {
    const char *step, *waited_for, *limit_param;
  } expected[] = {
      {"visible", "horizon of radar: 3 deg to 35 deg (assumption), opened 01:12",
       "sensors.radar.faces[0].elevation"},
      {"first-detection",
       "horizon of radar: 3 deg to 35 deg (assumption), opened 01:12; revisit 10 s; known 7 s after",
       "sensors.radar.faces[0].elevation"},
      {"track", "3 of 5 detections", "centres.home.tracker.confirm_hits"},
      {"launch-call", "the track: nothing further", "centres.home.tracker.confirm_hits"},
      {"impact-point", "track length: 3 detections, 1-sigma 90 km", "sensors.radar.revisit"},
      {"region-excluded", "track length: 3 detections, P(city) at most 0.004", "sensors.radar.revisit"},
      {"declared", "conference 2 min", "centres.home.conference"},
      {"left-field", "elevation ceiling of radar: 3 deg to 35 deg (assumption), closed 03:30",
       "sensors.radar.faces[0].elevation"},
      {"coasting",
       "elevation ceiling of radar: 3 deg to 35 deg (assumption), closed 03:30; last detection 01:45",
       "sensors.radar.faces[0].elevation"},
      {"lost",
       "elevation ceiling of radar: 3 deg to 35 deg (assumption), closed 03:30; last detection 01:45",
       "sensors.radar.faces[0].elevation"}};
  for (const auto& e : expected) {
    EXPECT_EQ(row(rows, "rocket", e.step).waited_for, e.waited_for) << e.step;
    EXPECT_EQ(row(rows, "rocket", e.step).limit_param, e.limit_param) << e.step;
  }
  EXPECT_EQ(row(rows, "rocket", "declared").state, "launch-alert");
  EXPECT_EQ(row(rows, "rocket", "declared").evidence, 3);
  EXPECT_EQ(row(rows, "rocket", "declared").sensor, "radar");
  EXPECT_EQ(row(rows, "rocket", "track").track, 1);
}

TEST(Ledger, AStepThatNeverHappenedIsInfinityAndNamesWhatWasMissing) {
  const auto rows = told();
  const struct {
    const char *object, *step, *missing;
  } expected[] = {{"rocket", "withdrawn", "the run ended before the human chain: due 30:00"},
                  {"ghost", "burnout", "no burnout in the truth"},
                  {"ghost", "visible", "never inside the field of regard: radar"},
                  {"ghost", "first-detection", "never inside the field of regard: radar"},
                  {"ghost", "track", "never inside the field of regard: radar"},
                  {"ghost", "launch-call", "no confirmed track"},
                  {"ghost", "rule-met", "no confirmed track"},
                  {"ghost", "declared", "no rule was met"},
                  {"ghost", "left-field", "no confirmed track"},
                  {"ghost", "lost", "no confirmed track"},
                  {"ghost", "withdrawn", "nothing was declared"},
                  {"ghost", "impact", "no impact while the data last"}};
  for (const auto& e : expected) {
    const LedgerRow& r = row(rows, e.object, e.step);
    EXPECT_FALSE(r.happened) << e.object << e.step;
    EXPECT_EQ(r.missing, e.missing) << e.object << e.step;
    EXPECT_TRUE(std::isinf(r.t_s)) << e.step;
    EXPECT_TRUE(r.truth ? std::isnan(r.known_s) : std::isinf(r.known_s)) << e.step;
    EXPECT_TRUE(std::isnan(r.to_impact_s)) << e.step;
  }
}

TEST(Ledger, DetectionsLostOnTheLinkReachNobody) {
  const auto rows = told([](Observer& o) {
    for (std::int64_t k = 8; k <= 10; ++k) tell_scan(o, scan(k, 1), {1}, kNever);
    o.see(s(1500), Finished{});
  });
  EXPECT_EQ(row(rows, "rocket", "first-detection").missing,
            "detections did not arrive: 3 made, none reached this centre");
}

TEST(Ledger, ADetectionThatArrivesAfterTheRunIsNotKnown) {
  const auto rows = told([](Observer& o) {
    tell_scan(o, scan(8, 1), {1}, s(2000));
    o.see(s(1500), Finished{});
  });
  EXPECT_FALSE(row(rows, "rocket", "first-detection").happened);
}

TEST(Ledger, ALostFirstScanMakesTheFirstDetectionWaitForTheLink) {
  const auto rows = told([](Observer& o) {
    tell_scan(o, scan(8, 1), {1}, kNever);
    tell_scan(o, scan(9, 1), {1}, s(102));
    o.see(s(1500), Finished{});
  });
  EXPECT_EQ(row(rows, "rocket", "first-detection").waited_for,
            "link: 1 earlier detections lost or later; known 7 s after");
  EXPECT_EQ(row(rows, "rocket", "first-detection").limit_param, "links.radar-to-home.delivery_ratio");
  EXPECT_DOUBLE_EQ(row(rows, "rocket", "first-detection").t_s, 95);
}

TEST(Ledger, AnOvertakenFirstScanNamesTheDelayOfItsLink) {
  const auto rows = told([](Observer& o) {
    tell_scan(o, scan(8, 1), {1}, s(140));
    tell_scan(o, scan(9, 1), {1}, s(102));
    o.see(s(1500), Finished{});
  });
  EXPECT_EQ(row(rows, "rocket", "first-detection").limit_param, "links.radar-to-home.delay");
}

/// Confirmed with three detections; the launch call comes later.
void tell_late_call(Observer& o, bool too_few_before) {
  const std::vector<DetectionId> all{hit_id(8), hit_id(9), hit_id(10)};
  for (std::int64_t k = 8; k <= 10; ++k) tell_scan(o, scan(k, 1), {1}, s(10.0 * static_cast<double>(k) + 12));
  tell_picture(o, 112, {track_of(all, track::Status::confirmed, 105)},
               {{{{0}, 1}, s(112), track::Change::confirmed, hit_id(10)}});
  warn::Estimate e = estimate(112, 3, 240e3, 0.2);
  e.launch_call = false;
  e.too_few_updates = too_few_before;
  tell_estimate(o, e);
  tell_estimate(o, estimate(122, 3, 240e3, 0.2));
  o.see(s(1500), Finished{});
}
TEST(Ledger, ALateLaunchCallNamesTheOneValueThatHeldItBack) {
  const auto counted = told([](Observer& o) { tell_late_call(o, true); });
  EXPECT_EQ(row(counted, "rocket", "launch-call").limit_param, "centres.home.judge.min_updates");
  const auto shown = told([](Observer& o) { tell_late_call(o, false); });
  EXPECT_EQ(row(shown, "rocket", "launch-call").limit_param, "centres.home.judge.significance");
}

TEST(Ledger, ARegionWithinReachIsNotExcludedHoweverSmallTheProbability) {
  const auto rows = told([](Observer& o) {
    tell_scan(o, scan(8, 1), {1}, s(92));
    tell_picture(o, 92, {track_of({hit_id(8)}, track::Status::confirmed, 85)},
                 {{{{0}, 1}, s(92), track::Change::confirmed, hit_id(8)}});
    warn::Estimate e = estimate(92, 1, 2000e3, 0.002);
    e.assets[0].prob_reach = 0.7;
    tell_estimate(o, e);
    o.see(s(1500), Finished{});
  });
  EXPECT_FALSE(row(rows, "rocket", "region-excluded").happened);
  EXPECT_EQ(row(rows, "rocket", "region-excluded").missing,
            "an asset stayed within reach: P at most 0.7 at best, 0.01 wanted");
}

TEST(Ledger, HumanDelaysCarryTheGradesOfTheirValues) {
  Context c = context();
  c.value_words["centres.home.assessment"] = "30 s (assumption)";
  c.value_words["centres.home.conference"] = "1 min (press)";
  const auto rows = told(
      [](Observer& o) {
        tell_alert(o, alert(warn::Step::declared, 95, kNever, "assessment 30 s, conference 1 min"));
        o.see(s(1500), Finished{});
      },
      c);
  EXPECT_EQ(row(rows, kNoObject, "declared").waited_for,
            "assessment 30 s (assumption), conference 1 min (press)");
}

TEST(Ledger, WithoutAClosedWindowALostTrackNamesNoLimit) {
  Context c = context();
  c.windows[0][0].end = s(1200);
  const auto rows = told(tell, c);
  EXPECT_EQ(row(rows, "rocket", "coasting").waited_for, "no further detection");
  EXPECT_EQ(row(rows, "rocket", "lost").waited_for, "no detection since 03:30");
}

TEST(Ledger, FramesWithoutAHitMakeItWaitForTheSignal) {
  const auto rows = told([](Observer& o) {
    for (std::int64_t k = 7; k < 12; ++k)
      tell_scan(o, scan(k, 0), {1}, s(10.0 * static_cast<double>(k) + 12));
    tell_scan(o, scan(12, 1), {1}, s(132));
    o.see(s(1500), Finished{});
  });
  EXPECT_EQ(row(rows, "rocket", "first-detection").waited_for,
            "signal: 4 frames without a hit, then SNR 18 dB at 912 km; known 7 s after");
  EXPECT_EQ(row(rows, "rocket", "first-detection").limit_param, "sensors.radar.reference_range");
}

TEST(Ledger, ATrackOfFalseDetectionsBelongsToNoObject) {
  const auto rows = told([](Observer& o) {
    const sense::Scan made = scan(8, 3);
    const std::vector<sense::Label> labels{{hit_id(8, 0), {}}, {hit_id(8, 1), {}}, {hit_id(8, 2), {{1}}}};
    o.see(made.end, ScanMade{made, labels});
    tell_picture(o, 92, {track_of({hit_id(8, 0), hit_id(8, 1), hit_id(8, 2)}, track::Status::confirmed, 85)},
                 {{{{0}, 1}, s(92), track::Change::confirmed, hit_id(8, 2)}});
    tell_alert(o, alert(warn::Step::rule_met, 95, kNever, "confirmation of the track"));
    o.see(s(1500), Finished{});
  });
  EXPECT_TRUE(row(rows, kNoObject, "track").happened);
  EXPECT_TRUE(row(rows, kNoObject, "rule-met").happened);
  EXPECT_TRUE(std::isnan(row(rows, kNoObject, "track").to_impact_s));
  EXPECT_FALSE(row(rows, "rocket", "track").happened);
  EXPECT_THROW(row(rows, kNoObject, "declared"), std::runtime_error); // only what happened
}

TEST(Ledger, WhatABodyAndAPartOfItReturnedTogetherIsTheBodys) {
  Context c = context();
  ASSERT_EQ(c.objects.at(1), "rocket");
  c.objects[0] = "rocket/stage-1"; // sorted or not: the first name would win a tie
  const auto rows = told([](Observer& o) {
    const sense::Scan made = scan(8, 3);
    const std::vector<sense::Label> labels{{hit_id(8, 0), {{0}, {1}}}, {hit_id(8, 1), {{0}, {1}}}, {hit_id(8, 2), {{0}}}};
    o.see(made.end, ScanMade{made, labels});
    tell_picture(o, 92, {track_of({hit_id(8, 0), hit_id(8, 1), hit_id(8, 2)}, track::Status::confirmed, 85)},
                 {{{{0}, 1}, s(92), track::Change::confirmed, hit_id(8, 2)}});
    o.see(s(1500), Finished{});
  }, c);
  EXPECT_TRUE(row(rows, "rocket", "track").happened);
  EXPECT_FALSE(row(rows, "rocket/stage-1", "track").happened);
}

TEST(Ledger, TheEarliestArrivalWinsWhenScansOvertakeEachOther) {
  const auto rows = told([](Observer& o) {
    tell_scan(o, scan(8, 1), {1}, s(140));
    tell_scan(o, scan(9, 1), {1}, s(101));
    o.see(s(1500), Finished{});
  });
  EXPECT_DOUBLE_EQ(row(rows, "rocket", "first-detection").known_s, 101);
  EXPECT_DOUBLE_EQ(row(rows, "rocket", "first-detection").t_s, 95);
}

TEST(Ledger, AScanPassedOnByACentreCountsFromItsArrivalThere) {
  Context c = context();
  c.nodes = {"away", "home"};
  c.alert_states = {{}, {}};
  Ledger ledger(c);
  const sense::Scan made = scan(8, 1);
  const std::vector<sense::Label> labels{{hit_id(8), {{1}}}};
  ledger.see(made.end, ScanMade{made, labels});
  ledger.see(s(91), Mailed{{{Room::sense, 0}, {Room::track, 1}, s(90), s(91), 1}, "scan", "", 1});
  ledger.see(
      s(91),
      Mailed{{{Room::track, 1}, {Room::track, 0}, s(91), s(97), 1}, "scan", "home-to-away", 1, {0}, 8});
  ledger.see(s(1500), Finished{});
  const auto rows = ledger.rows();
  for (const LedgerRow& r : rows)
    if (r.object == "rocket" && r.step == "first-detection") {
      EXPECT_DOUBLE_EQ(r.known_s, r.centre == "away" ? 97 : 91);
    }
}

TEST(Ledger, LeavingOneFaceForAnotherIsNotLeavingTheField) {
  Context c = context();
  c.windows[0].push_back({{1}, 1, s(210), s(290), sense::Limit::sector, sense::Limit::elevation_ceiling});
  c.windows[0][0].closed_by = sense::Limit::sector;
  EXPECT_DOUBLE_EQ(row(told(tell, c), "rocket", "left-field").t_s, 290);
  EXPECT_EQ(row(told(tell, c), "rocket", "left-field").limit_param, "sensors.radar.faces[1].elevation");
}

TEST(Ledger, LeavingAfterTheTrackWasLostIsNoEntry) {
  Context c = context();
  c.windows[0][0].end = s(301);
  EXPECT_EQ(row(told(tell, c), "rocket", "left-field").missing, "not while it was tracked");
}

TEST(Ledger, ThePageOfStepsIsCurrent) {
  expect_page_holds(DEWLINE_SOURCE_DIR "/docs/ledger-steps.md", ledger_steps_markdown(), "\nThe ledger is tested");
}

} // namespace
