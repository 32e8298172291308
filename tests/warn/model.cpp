#include "dewline/warn/model.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "dewline/base/check.hpp"
#include "warn/driven.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

TEST(WarnModel, a_launch_is_declared_after_the_human_chain_and_withdrawn_after_the_rule_has_held_and_people_agreed) {
  Bench b(moscow());
  b.picture.tracks = {harmless()};
  b.at(200);
  for (double t = 210; t < 700; t += 10) b.at(t);
  // rule 200; + 60 + 120 = 380 declared; the improbable impact has held for 60 s at 260, so people start at 380; + 90
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 380; 1 clear 380; 1 withdrawn 470; ");
  ASSERT_EQ(b.alerts.size(), 4u);
  EXPECT_EQ(seconds(b.alerts[0].due), 380);
  EXPECT_EQ(b.alerts[0].because, "radar.launch_call (1 of 1)");
  EXPECT_EQ(b.alerts[1].waited_for, "assessment 1 min, conference 2 min");
  EXPECT_EQ(b.alerts[1].limit_param, "centres.moscow.conference");
  EXPECT_EQ(b.alerts[2].waited_for, "the rule to hold for 1 min");
  EXPECT_EQ(b.alerts[2].limit_param, "rules.launch-watch.withdraw.launch-alert");
  EXPECT_EQ(b.alerts[3].waited_for, "stand-down 90 s");
  EXPECT_EQ(b.alerts[3].limit_param, "centres.moscow.stand_down");
  EXPECT_EQ(b.alerts[3].because, "impact_in_asset < 0.01 for 60 s (at most 0)");
  EXPECT_EQ(b.alerts[0].evidence_for.size(), 5u);
  EXPECT_EQ(b.alerts[0].evidence_against, (std::vector<std::string>{"impact in russia 0", "more likely a sounding-rocket (0.98)", "only one sensor", "a single object"}));
}

TEST(WarnModel, a_track_that_may_still_thrust_has_no_predicted_impact_and_excludes_nothing) {
  Bench b(moscow());
  b.picture.tracks = {harmless()};
  b.picture.tracks[0].motion = track::Motion::manoeuvring;
  for (double t = 200; t < 600; t += 10) b.at(t);
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 380; "); // the same arc is withdrawn at 470 once it is ballistic
  const Estimate& estimate = b.state.judged.begin()->second.estimate;
  EXPECT_TRUE(estimate.thrusting);
  EXPECT_TRUE(estimate.launch_call);
  EXPECT_FALSE(estimate.impact);
  EXPECT_TRUE(estimate.assets.empty());
  EXPECT_EQ(b.alerts[0].evidence_against[0], "it may still be thrusting: no impact can be predicted");
}

TEST(WarnModel, a_notice_that_was_overtaken_by_its_withdrawal_changes_nothing) {
  Bench b(follower(0, 10));
  b.at(0, {notice(Step::withdrawn, 1000)});
  b.at(20, {notice(Step::declared, 1000)}); // sent before, arrived after
  EXPECT_EQ(b.story(), "");
  b.at(40, {notice(Step::declared, 1001)});
  EXPECT_EQ(b.story(), "1 met 40; ");
}

TEST(WarnModel, a_harmful_arc_stays_declared) {
  Bench b(moscow());
  b.picture.tracks = {harmful()};
  for (double t = 200; t < 900; t += 10) b.at(t);
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 380; ");
  EXPECT_EQ(b.alerts[1].evidence_against, (std::vector<std::string>{"only one sensor", "a single object"}));
}

TEST(WarnModel, a_withdrawn_track_raises_no_second_alert_until_it_threatens_again) {
  Bench b(moscow());
  b.picture.tracks = {harmless()};
  for (double t = 200; t <= 600; t += 10) b.at(t);
  track::Track turned = harmful(time_from_s(610));
  turned.num_updates = 9;
  b.picture.tracks = {turned};
  for (double t = 610; t <= 800; t += 10) b.at(t);
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 380; 1 clear 380; 1 withdrawn 470; 2 met 610; 2 declared 790; ");
}

TEST(WarnModel, a_lost_track_keeps_its_launch_call_and_its_last_impact) {
  Bench b(moscow());
  b.picture.tracks = {harmless()};
  b.at(200);
  b.picture.tracks.clear();
  for (double t = 210; t < 700; t += 10) b.at(t);
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 380; 1 clear 380; 1 withdrawn 470; ");
  EXPECT_EQ(b.alerts[1].evidence_against.back(), "no longer tracked");
}

TEST(WarnModel, a_rule_that_no_longer_holds_when_people_are_ready_declares_nothing_and_says_so) {
  Bench b(follower(0, 60));
  b.at(0, {notice(Step::declared)});
  b.at(30, {notice(Step::withdrawn)});
  b.at(100);
  EXPECT_EQ(b.story(), "1 met 0; 1 dropped 60; ");
  EXPECT_EQ(b.alerts[1].because, "not declared: the rule no longer held when the human chain had run");
}

TEST(WarnModel, hold_keeps_two_changes_apart_and_is_named) {
  Bench b(follower(300, 10));
  b.at(0, {notice(Step::declared)});
  b.at(20, {notice(Step::withdrawn)});
  b.at(400, {notice(Step::declared)});
  b.at(1000);
  EXPECT_EQ(b.story(), "1 met 0; 1 declared 10; 1 clear 20; 1 withdrawn 310; 2 met 400; 2 declared 610; ");
  EXPECT_EQ(b.alerts[3].waited_for, "hold 5 min");
  EXPECT_EQ(b.alerts[3].limit_param, "rules.launch-watch.hold");
}

TEST(WarnModel, without_human_delays_a_rule_is_declared_at_the_same_instant) {
  Bench b(follower(0, 0));
  b.at(5, {notice(Step::declared)});
  b.at(6, {notice(Step::withdrawn)});
  EXPECT_EQ(b.story(), "1 met 5; 1 declared 5; 1 clear 6; 1 withdrawn 6; ");
}

TEST(WarnModelLaw, no_state_flips_twice_within_its_hold_and_steps_alternate) {
  EXPECT_TRUE(rc::check([] {
    const auto hold_s = *rc::gen::inRange(0, 200), human_s = *rc::gen::inRange(0, 100);
    const auto gaps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 150));
    Bench b(follower(hold_s, human_s));
    double t = 0;
    bool on = true;
    for (const int gap : gaps) {
      b.at(t, {notice(on ? Step::declared : Step::withdrawn)});
      on = !on;
      t += gap;
    }
    b.at(t + 1000);
    Time last = Time::min();
    bool declared = false;
    for (const Alert& a : b.alerts) {
      if (a.step != Step::declared && !(a.step == Step::withdrawn && declared)) continue;
      RC_ASSERT(declared == (a.step == Step::withdrawn));
      declared = !declared;
      if (last != Time::min()) RC_ASSERT(a.at - last >= duration_from_s(hold_s));
      last = a.at;
    }
    RC_TAG(b.alerts.size() / 10);
  }));
}

TEST(WarnModel, human_delays_are_drawn_by_address_so_that_slicing_and_other_tracks_change_nothing) {
  warn::Setup s = moscow();
  s.centre.assessment = {Shape::lognormal, {60, 0.4, 0}};
  s.centre.conference = {Shape::triangular, {60, 120, 240}};
  s.centre.stand_down = {Shape::uniform, {60, 180, 0}};
  const auto story = [&](double step_s, bool other) {
    Bench b(s);
    b.picture.tracks = {harmless()};
    if (other) {
      track::Track tentative = harmful();
      tentative.id.number = 2;
      tentative.status = track::Status::tentative;
      b.picture.tracks.push_back(tentative);
    }
    for (double t = 200; t < 1200; t += step_s) b.at(t);
    return b.alerts;
  };
  const auto a = story(10, false), c = story(7, true);
  ASSERT_EQ(a.size(), 4u);
  ASSERT_EQ(c.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(a[i].at, c[i].at);
  EXPECT_NE(seconds(a[1].at - a[0].at), 180);
  Bench other_run(s);
  other_run.draws = Draws{1, 1};
  other_run.picture.tracks = {harmless()};
  for (double t = 200; t < 1200; t += 10) other_run.at(t);
  EXPECT_NE(other_run.alerts[1].at, a[1].at);
}

TEST(WarnModel, same_object_asks_for_one_track_that_meets_all_parts) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"] = {.kind = Condition::Kind::all_of,
                                   .parts = {{.text = "radar.launch_call"}, {.text = "impact_in_asset >= 0.5"}},
                                   .same_object = true};
  track::Track orbiting = track_from({65 * kDeg, 40 * kDeg, 500e3}, 7600, 90 * kDeg, 0, 300, 5);
  Bench b(s);
  b.picture.tracks = {harmless(), orbiting};
  b.picture.tracks[1].id.number = 2;
  b.at(200);
  EXPECT_EQ(b.story(), "");
  b.picture.tracks.push_back(harmful());
  b.picture.tracks[2].id.number = 3;
  b.at(210);
  EXPECT_EQ(b.story(), "1 met 210; ");
  ASSERT_EQ(b.alerts[0].tracks.size(), 1u);
  EXPECT_EQ(b.alerts[0].tracks[0].number, 3u);
}

TEST(WarnModel, within_joins_conditions_that_held_at_different_times) {
  for (const auto& [gap_s, story] : {std::pair{100., "1 met 110; "}, {400., ""}}) {
    warn::Setup s = follower(0, 1000);
    s.rules.raise["launch-alert"] = {.kind = Condition::Kind::all_of, .parts = {{.text = "alert.north"}, {.text = "radar.track"}}, .within_s = 300};
    Bench b(s);
    b.at(0, {notice(Step::declared)});
    b.at(10, {notice(Step::withdrawn)});
    b.picture.tracks = {harmless()};
    b.at(10 + gap_s);
    EXPECT_EQ(b.story(), story);
  }
}

TEST(WarnModel, for_starts_again_after_a_break_and_wakes_by_itself) {
  warn::Setup s = follower(0, 1000);
  s.rules.raise["launch-alert"] = {.text = "alert.north for 60 s"};
  Bench b(s);
  b.at(0, {notice(Step::declared)});
  b.at(50, {notice(Step::withdrawn)});
  b.at(55, {notice(Step::declared)});
  b.at(200);
  EXPECT_EQ(b.story(), "1 met 115; ");
}

TEST(WarnModel, time_to_impact_wakes_when_it_crosses_its_threshold) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"] = {.text = "time_to_impact < 3 min"};
  s.rules.withdraw.clear();
  Bench b(s);
  b.picture.tracks = {harmful()};
  b.at(200);
  ASSERT_TRUE(b.alerts.empty());
  const Time impact = b.state.judged.begin()->second.estimate.impact->when;
  b.at(seconds(impact));
  ASSERT_FALSE(b.alerts.empty());
  EXPECT_EQ(b.alerts[0].at, impact - duration_from_s(180) + kTick);
}

TEST(WarnModel, foreign_tracks_are_judged_like_own_ones) {
  Bench b(moscow());
  track::Track t = harmless();
  t.id.node = NodeId{1};
  const track::Report report{NodeId{1}, t};
  const Outcome o = b.model.assess(b.state, {time_from_s(200), b.picture, {&report, 1}, {}}, b.draws);
  ASSERT_EQ(o.estimates.size(), 1u);
  EXPECT_EQ(o.estimates[0].track.node, NodeId{1});
  ASSERT_EQ(o.alerts.size(), 1u);
  EXPECT_EQ(o.alerts[0].tracks[0].node, NodeId{1});
}

TEST(WarnModel, an_alert_goes_on_under_the_number_of_the_track_that_holds_its_own) {
  warn::Setup s = moscow();
  s.rules.raise["two"] = {.text = "tracks >= 2"};
  s.rules.states["two"] = "two bodies";
  Bench b(s);
  track::Track t = harmless();
  t.id = {NodeId{1}, 9};
  const track::Report report{NodeId{1}, t};
  const Outcome first = b.model.assess(b.state, {time_from_s(200), b.picture, {&report, 1}, {}}, b.draws);
  ASSERT_EQ(first.alerts.size(), 1u);
  EXPECT_EQ(first.alerts[0].tracks, (std::vector<TrackId>{t.id}));
  b.picture.tracks = {harmless(time_from_s(210))}; // the own track of the same body, fused with the report
  b.picture.tracks[0].sources = {t.id};
  for (double now = 210; now < 700; now += 10) b.at(now);
  EXPECT_EQ(b.story(), "1 declared 380; 1 clear 380; 1 withdrawn 470; ") << "as if it had been one track all the time";
  EXPECT_EQ(b.alerts[0].tracks, (std::vector<TrackId>{b.picture.tracks[0].id}));
  EXPECT_FALSE(b.state.judged.contains(t.id));
}

TEST(WarnModel, the_longest_of_the_human_delays_is_the_limit) {
  warn::Setup s = moscow();
  s.centre.assessment = {Shape::fixed, {150, 0, 0}};
  Bench b(s);
  b.picture.tracks = {harmless()};
  for (double t = 200; t < 600; t += 10) b.at(t);
  EXPECT_EQ(b.alerts[1].waited_for, "assessment 150 s, conference 2 min");
  EXPECT_EQ(b.alerts[1].limit_param, "centres.moscow.assessment");
}

TEST(WarnModel, a_foreign_track_is_held_only_while_its_report_is_young) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"] = {.text = "tracks >= 1"};
  s.rules.withdraw["launch-alert"] = {.kind = Condition::Kind::none_of, .parts = {{.text = "tracks >= 1"}}};
  Bench b(s);
  track::Track t = harmless();
  t.id.node = NodeId{1};
  const track::Report report{NodeId{1}, t};
  const auto at = [&](double t_s) {
    return b.model.assess(b.state, {time_from_s(t_s), b.picture, {&report, 1}, {}}, b.draws);
  };
  const Outcome first = at(205);
  ASSERT_EQ(first.alerts.size(), 1u);
  EXPECT_EQ(first.wake, time_from_s(260) + kTick); // valid 200 s, 60 s old
  EXPECT_TRUE(b.state.judged.at(t.id).held);
  at(260);
  EXPECT_TRUE(b.state.judged.at(t.id).held);
  EXPECT_TRUE(at(261).estimates.empty());
  EXPECT_FALSE(b.state.judged.at(t.id).held);
  Bench late(s); // a report that arrives too old raises nothing and is not judged again and again
  const Outcome none = late.model.assess(late.state, {time_from_s(300), late.picture, {&report, 1}, {}}, late.draws);
  EXPECT_TRUE(none.estimates.empty());
  EXPECT_TRUE(none.alerts.empty());
}

TEST(WarnModel, a_vague_track_excludes_no_asset_although_its_probability_is_small) {
  warn::Setup s = moscow();
  s.assets[0].params = circle(78, 15, 30e3); // small, and in the way
  Bench b(s);
  b.picture.tracks = {track_from(kBurnout, 4500, 350 * kDeg, 80 * kDeg, 20e3, 400)};
  for (double t = 200; t < 900; t += 10) b.at(t);
  const AssetProbability& p = b.state.judged.begin()->second.estimate.assets.at(0);
  EXPECT_LT(p.prob_impact, 0.01);
  EXPECT_GT(p.prob_reach, 0.5);
  EXPECT_EQ(b.alerts.back().step, Step::declared);
  for (const std::string& words : b.alerts[0].evidence_against) EXPECT_FALSE(words.starts_with("impact in")) << words;
}

TEST(WarnModel, no_impact_out_of_ignorance_is_not_no_impact) {
  // mean perigee some 40 km above the surface; at 200 m/s known to within 660 km only: it may well fall
  const auto t = [](double sigma_v) { return track_from({0, 0, 500e3}, 7480 - 465, 90 * kDeg, 0, 100, sigma_v); };
  for (const double sigma_v : {0.1, 200.0}) {
    warn::Setup s = moscow();
    s.rules.raise["launch-alert"] = {.text = "radar.track"};
    Bench b(s);
    b.picture.tracks = {t(sigma_v)};
    for (double time = 200; time < 700; time += 10) b.at(time);
    const Estimate& e = b.state.judged.begin()->second.estimate;
    ASSERT_FALSE(e.impact);
    const bool known = sigma_v < 1;
    EXPECT_EQ(e.stays_up, known);
    EXPECT_EQ(e.assets.size(), known ? 1u : 0u);
    EXPECT_EQ(b.alerts.back().step, known ? Step::withdrawn : Step::declared);
    EXPECT_EQ(b.alerts[0].evidence_against[0], known ? "impact in russia 0" : "no impact can be predicted yet");
  }
}

TEST(WarnModel, a_track_is_judged_again_only_with_new_evidence_and_not_more_often_than_asked) {
  warn::Setup s = moscow();
  s.rules.assess_every_s = 15;
  Bench b(s);
  b.picture.tracks = {harmless()};
  const auto count = [&](double t_s) {
    return b.model.assess(b.state, {time_from_s(t_s), b.picture, {}, {}}, b.draws).estimates.size();
  };
  EXPECT_EQ(count(200), 1u);
  EXPECT_EQ(count(230), 0u); // nothing new
  b.picture.tracks[0].num_updates = 6;
  EXPECT_EQ(count(231), 1u);
  b.picture.tracks[0].num_updates = 7;
  const Outcome early = b.model.assess(b.state, {time_from_s(240), b.picture, {}, {}}, b.draws);
  EXPECT_TRUE(early.estimates.empty());
  EXPECT_EQ(early.wake, time_from_s(246));
  EXPECT_EQ(count(246), 1u);
}

TEST(WarnModel, launches_from_its_own_assets_are_no_launch_calls_if_so_asked) {
  warn::Setup s = moscow();
  s.assets[0].params = circle(69.3, 16, 300e3);
  s.centre.judge.launch_from = LaunchFrom::outside_assets;
  Bench b(s);
  b.picture.tracks = {harmless()};
  b.at(200);
  EXPECT_EQ(b.story(), "");
}

TEST(WarnModel, too_few_detections_are_no_launch_call_and_the_alert_names_them) {
  warn::Setup s = moscow();
  s.centre.judge.min_updates = 6;
  Bench b(s);
  b.picture.tracks = {harmless()};
  b.at(200);
  EXPECT_EQ(b.story(), "");
  b.picture.tracks[0].num_updates = 6;
  b.at(210);
  EXPECT_EQ(b.story(), "1 met 210; ");
  EXPECT_EQ(b.alerts[0].waited_for, "6 detections in the track");
  EXPECT_EQ(b.alerts[0].limit_param, "centres.moscow.judge.min_updates");
}

TEST(WarnModel, rules_know_which_kinds_of_sensor_stand_behind_a_track) {
  using sense::Kind;
  const auto story = [](const char* condition, std::initializer_list<Kind> kinds, std::uint32_t num_updates = 5) {
    warn::Setup s = moscow();
    s.rules.raise["launch-alert"].text = condition;
    Bench b(s);
    b.picture.tracks = {harmless()};
    b.picture.tracks[0].num_updates = num_updates;
    for (const Kind kind : kinds) track::mark_seen(b.picture.tracks[0], kind);
    b.at(200);
    return b.story();
  };
  const std::string met = "1 met 200; ";
  EXPECT_EQ(story("infrared.track", {Kind::infrared}), met);
  EXPECT_EQ(story("infrared.launch_call", {Kind::infrared}), met);
  EXPECT_EQ(story("infrared.launch_call", {Kind::infrared}, 2), ""); // below min_updates
  EXPECT_EQ(story("radar.track", {Kind::infrared}), "");
  EXPECT_EQ(story("radar.launch_call", {Kind::infrared}), "");
  EXPECT_EQ(story("radar.track", {Kind::radar}), met);
  EXPECT_EQ(story("infrared.track", {Kind::radar}), "");
  EXPECT_EQ(story("radar.launch_call", {Kind::feed}), met);
  EXPECT_EQ(story("radar.track", {Kind::surveillance}), ""); // what it says of itself is no measurement
  EXPECT_EQ(story("infrared.track", {Kind::surveillance}), "");
  EXPECT_EQ(story("tracks >= 1", {Kind::surveillance}), met);
  EXPECT_EQ(story("radar.track", {Kind::radar, Kind::infrared}), met);
  EXPECT_EQ(story("infrared.track", {Kind::radar, Kind::infrared}), met);
}

TEST(WarnModel, of_lines_of_sight_alone_no_impact_is_predicted) {
  Bench b(moscow());
  b.picture.tracks = {harmful()};
  track::mark_seen(b.picture.tracks[0], sense::Kind::infrared);
  b.at(200);
  const Estimate& estimate = b.state.judged.begin()->second.estimate;
  EXPECT_TRUE(estimate.only_fire && estimate.thrusting && estimate.launch_call);
  EXPECT_FALSE(estimate.impact || estimate.ballistic);
  EXPECT_TRUE(estimate.launch) << "a fire says where it began";
  EXPECT_TRUE(estimate.assets.empty());
}

TEST(WarnModel, a_copied_state_continues_with_the_same_alerts) {
  Bench b(moscow());
  b.picture.tracks = {harmless()};
  for (double t = 200; t <= 300; t += 10) b.at(t);
  Bench c = b;
  for (double t = 310; t < 700; t += 10) b.at(t);
  for (double t = 310; t < 700; t += 10) c.at(t);
  EXPECT_EQ(b.story(), c.story());
}

TEST(WarnModel, unchecked_parameters_break_the_contract) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"].text = "radar.nothing";
  EXPECT_THROW(Model(s, orientation()), ContractError);
  s = moscow();
  s.rules.raise["launch-alert"].text = "alert.nowhere";
  EXPECT_THROW(Model(s, orientation()), ContractError);
}
