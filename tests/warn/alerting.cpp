// States that step down, words that only confirm, displays, notices and bodies that come back.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "warn/driven.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
Condition atom(const char* text) { return {.text = text}; }
Condition no(const char* text) { return {.kind = Condition::Kind::none_of, .parts = {{.text = text}}}; }

/// Three grades: `seen` follows north's `seen`, `attack` north's `attack`; attack steps down when north's `attack` ends.
warn::Setup graded(double hold_s = 0, double human_s = 0) {
  warn::Setup s = moscow();
  s.centre.assessment = s.centre.stand_down = {Shape::fixed, {human_s, 0, 0}};
  s.centre.conference = {};
  s.rules = {};
  s.rules.states = {{"quiet", "nothing"}, {"seen", "a launch"}, {"attack", "an attack"}};
  s.rules.order = {"quiet", "seen", "attack"};
  s.rules.raise = {{"seen", atom("alert.north.seen")}, {"attack", atom("alert.north.attack")}};
  s.rules.downgrade = {{"attack", no("alert.north.attack")}};
  s.rules.withdraw = {{"seen", no("alert.any")}};
  s.rules.hold_s = hold_s;
  return s;
}
Notice about(const char* state, Step step, std::uint32_t number) {
  Notice n = notice(step, number);
  n.alert.state = state;
  return n;
}
Message shown(std::uint32_t count) {
  Message m{"display", {}};
  m.params.kind = MessageKind::missile_count;
  m.params.sender = "computer";
  m.params.count = count;
  return m;
}
Message notification(double lat_rad, double lon_rad, double opens_s, double closes_s) {
  Message m{"notice", {}};
  m.params.from_place = earth::PlaceParams{lat_rad, lon_rad, 0};
  m.params.opens_s = opens_s, m.params.closes_s = closes_s;
  return m;
}
/// One assessment with more than tracks.
Outcome assess(Bench& b, double t_s, std::vector<Message> messages, std::vector<NodeId> confirm_only = {},
               std::vector<track::Report> reports = {}, std::vector<Notice> notices = {},
               std::vector<catalog::Match> known = {}) {
  b.picture.at = time_from_s(t_s);
  return b.model.assess(b.state, {time_from_s(t_s), b.picture, reports, notices, messages, known, confirm_only}, b.draws);
}
} // namespace

TEST(Alerting, a_state_that_steps_down_leaves_the_one_below_declared) {
  Bench b(graded());
  b.at(10, {about("attack", Step::declared, 1)});
  b.at(100, {about("attack", Step::withdrawn, 1), about("seen", Step::declared, 2)});
  b.at(200, {about("seen", Step::withdrawn, 2)});
  b.at(300);
  EXPECT_EQ(b.story(), "1 met 10; 1 declared 10; 1 clear 100; 1 down 100; 2 declared 100; 2 clear 200; 2 withdrawn 200; ");
  EXPECT_EQ(b.alerts[0].level, 2u);
  EXPECT_EQ(b.alerts[4].level, 1u);
  EXPECT_EQ(b.alerts[4].because, "taken down from attack");
  EXPECT_EQ(b.alerts[4].limit_param, "rules.launch-watch.downgrade.attack");
  EXPECT_EQ(b.alerts[2].limit_param, "rules.launch-watch.downgrade.attack");
}

TEST(Alerting, what_is_over_is_withdrawn_and_not_stepped_down) {
  warn::Setup s = graded();
  s.rules.withdraw["attack"] = no("alert.any");
  Bench b(s);
  b.at(10, {about("attack", Step::declared, 1)});
  b.at(100, {about("attack", Step::withdrawn, 1)});
  EXPECT_EQ(b.story(), "1 met 10; 1 declared 10; 1 clear 100; 1 withdrawn 100; ");
}

TEST(Alerting, a_lower_state_that_stands_already_takes_the_tracks_and_says_nothing_again) {
  Bench b(graded());
  b.at(5, {about("seen", Step::declared, 1)});
  b.at(10, {about("attack", Step::declared, 2)});
  b.at(100, {about("attack", Step::withdrawn, 2)});
  b.at(200);
  EXPECT_EQ(b.story(), "1 met 5; 1 declared 5; 2 met 10; 2 declared 10; 2 clear 100; 2 down 100; ");
}

TEST(Alerting, a_notice_of_a_step_down_ends_that_state_of_the_sender) {
  Bench b(graded());
  b.at(10, {about("attack", Step::declared, 1)});
  b.at(50, {about("attack", Step::downgraded, 1), about("seen", Step::declared, 2)});
  b.at(60);
  EXPECT_EQ(b.alerts.back().step, Step::declared);
  EXPECT_EQ(b.alerts.back().state, "seen");
}

TEST(AlertingLaw, no_state_changes_twice_within_its_hold_whether_it_steps_down_or_is_withdrawn) {
  EXPECT_TRUE(rc::check([] {
    const auto hold_s = *rc::gen::inRange(0, 200), human_s = *rc::gen::inRange(0, 60);
    const auto turns = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(1, 150), rc::gen::inRange(0, 4)));
    Bench b(graded(hold_s, human_s));
    double t = 0;
    std::uint32_t number = 0;
    bool seen = false, attack = false;
    for (const auto& [gap, which] : turns) {
      bool& on = which % 2 == 0 ? seen : attack;
      b.at(t, {about(which % 2 == 0 ? "seen" : "attack", on ? Step::withdrawn : Step::declared, on ? number : ++number)});
      on = !on;
      t += gap;
    }
    b.at(t + 1000);
    std::map<std::string, std::pair<bool, Time>> last;
    for (const Alert& a : b.alerts) {
      const bool up = a.step == Step::declared, down = a.step == Step::withdrawn || a.step == Step::downgraded;
      if (!up && !down) continue;
      const auto [at, fresh] = last.try_emplace(a.state, up, a.at);
      if (fresh) {
        RC_ASSERT(up);
        continue;
      }
      RC_ASSERT(at->second.first != up);
      RC_ASSERT(a.at - at->second.second >= duration_from_s(hold_s));
      at->second = {up, a.at};
    }
  }));
}

TEST(Alerting, without_a_conference_among_its_actions_a_state_is_declared_after_the_assessment) {
  warn::Setup s = moscow();
  s.rules.actions["launch-alert"] = {};
  Bench b(s);
  b.picture.tracks = {harmful()};
  for (double t = 200; t < 500; t += 10) b.at(t);
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 260; ");
  EXPECT_EQ(b.alerts[1].waited_for, "assessment 1 min");
}

TEST(Alerting, a_count_on_a_display_raises_with_no_track_and_ends_when_the_sensors_say_nothing) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"] = atom("display.missiles >= 2");
  Condition silent = no("radar.launch_call");
  silent.for_s = 120;
  s.rules.withdraw["launch-alert"] = silent;
  Bench b(s);
  EXPECT_TRUE(assess(b, 10, {shown(1)}).alerts.empty());
  const Outcome met = assess(b, 20, {shown(200)});
  ASSERT_EQ(met.alerts.size(), 1u);
  EXPECT_EQ(met.alerts[0].because, "display.missiles >= 2 (200)");
  EXPECT_TRUE(met.alerts[0].tracks.empty());
  EXPECT_TRUE(met.alerts[0].evidence_for.empty());
  b.wake = met.wake;
  b.at(1000);
  EXPECT_EQ(b.story(), "1 declared 200; 1 clear 200; 1 withdrawn 290; ") << "silent since 20 s; people declare, then stand down";
}

TEST(Alerting, a_notification_covers_a_launch_from_its_place_in_its_window_and_no_other) {
  Bench b(moscow());
  b.picture.tracks = {harmless()};
  const Estimate e = assess(b, 200, {}).estimates.at(0);
  ASSERT_TRUE(e.launch);
  EXPECT_FALSE(e.notified);
  const double t_s = seconds(e.launch->when - Time{});
  const auto told = [&](const Message& m) {
    Bench fresh(moscow());
    fresh.picture.tracks = {harmless()};
    return assess(fresh, 200, {m}).estimates.at(0).notified;
  };
  EXPECT_TRUE(told(notification(e.launch->at.lat_rad, e.launch->at.lon_rad, t_s - 600, t_s + 600)));
  EXPECT_FALSE(told(notification(e.launch->at.lat_rad - 0.3, e.launch->at.lon_rad, t_s - 600, t_s + 600)));
  EXPECT_FALSE(told(notification(e.launch->at.lat_rad, e.launch->at.lon_rad, t_s + 600, t_s + 1200)));
}

TEST(Alerting, a_known_space_object_is_no_launch) {
  Bench b(moscow());
  b.picture.tracks = {harmful()};
  catalog::Match match;
  match.track = b.picture.tracks[0].id;
  match.number = 25544;
  match.prob = 0.9;
  const Outcome o = assess(b, 200, {}, {}, {}, {}, {match});
  ASSERT_EQ(o.estimates.size(), 1u);
  EXPECT_EQ(o.estimates[0].catalogue_number, 25544u);
  EXPECT_FALSE(o.estimates[0].launch_call);
  EXPECT_TRUE(o.alerts.empty());
  match.prob = 0.3;
  Bench unsure(moscow());
  unsure.picture.tracks = {harmful()};
  EXPECT_FALSE(assess(unsure, 200, {}, {}, {}, {}, {match}).alerts.empty());
}

TEST(Alerting, what_may_only_confirm_counts_for_nothing_until_the_centre_calls_a_launch_itself) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"] = atom("alert.north");
  track::Track told = harmful();
  told.id = {NodeId{1}, 4};
  const track::Report report{NodeId{1}, told};
  Bench b(s);
  EXPECT_TRUE(assess(b, 200, {}, {NodeId{1}}, {report}, {notice(Step::declared, 1)}).alerts.empty());
  EXPECT_TRUE(b.state.judged.at(told.id).estimate.confirm_only);
  b.picture.tracks = {harmless(time_from_s(210))};
  const Outcome own = assess(b, 210, {}, {NodeId{1}}, {report});
  ASSERT_EQ(own.alerts.size(), 1u);
  EXPECT_EQ(own.alerts[0].because, "alert.north");
  Bench trusting(s);
  EXPECT_EQ(assess(trusting, 200, {}, {}, {report}, {notice(Step::declared, 1)}).alerts.size(), 1u);
}

TEST(Alerting, a_body_that_was_lost_and_comes_down_where_it_was_to_come_down_is_no_new_launch) {
  Bench b(moscow());
  b.picture.tracks = {harmless()};
  for (double t = 200; t <= 600; t += 10) b.at(t);
  const std::string before = b.story();
  EXPECT_EQ(before, "1 met 200; 1 declared 380; 1 clear 380; 1 withdrawn 470; ");
  b.picture.tracks.clear();
  b.at(700);
  track::Track again = harmless(); // the same arc under a new number
  again.id.number = 2;
  again.num_updates = 3;
  b.picture.tracks = {again};
  for (double t = 710; t <= 1000; t += 10) b.at(t);
  EXPECT_EQ(b.story(), before);
  track::Track other = harmful(time_from_s(1010));
  other.id.number = 3;
  b.picture.tracks.push_back(other);
  for (double t = 1010; t <= 1300; t += 10) b.at(t);
  EXPECT_EQ(b.story(), before + "2 met 1010; 2 declared 1190; ");
}

TEST(Alerting, a_body_about_which_an_alert_was_withdrawn_raises_none_by_what_is_remembered_of_it) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"] = {.kind = Condition::Kind::all_of, .parts = {atom("alert.north"), atom("radar.launch_call")}, .within_s = 1500};
  s.centre.assessment = s.centre.conference = {};
  Bench b(s);
  b.at(10, {notice(Step::declared, 1)});
  b.at(20, {notice(Step::withdrawn, 1)});
  for (double t = 200; t <= 1400; t += 10) {
    b.picture.tracks = {harmless()};
    b.picture.tracks[0].num_updates = static_cast<std::uint32_t>(t / 10);
    b.at(t);
  }
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 200; 1 clear 260; 1 withdrawn 350; ");
}

TEST(Alerting, what_is_over_while_people_take_it_down_is_withdrawn) {
  warn::Setup s = moscow();
  s.rules.states = {{"quiet", "nothing"}, {"report", "a launch"}, {"launch-alert", "a launch is judged"}};
  s.rules.order = {"quiet", "report", "launch-alert"};
  s.rules.raise["report"] = atom("alert.north");
  s.rules.downgrade["launch-alert"] = atom("impact_in_asset < 0.2 for 30 s");
  s.centre.assessment = s.centre.conference = {};
  s.centre.stand_down = {Shape::fixed, {120, 0, 0}};
  Bench b(s);
  b.picture.tracks = {harmless()};
  for (double t = 200; t <= 600; t += 10) b.at(t);
  EXPECT_EQ(b.story(), "1 met 200; 1 declared 200; 1 clear 230; 1 clear 260; 1 withdrawn 350; ");
}

TEST(Alerting, names_of_states_decide_nothing) {
  const auto withdrawn = [](const char* low, const char* high) {
    warn::Setup s = graded();
    s.rules.states = {{"quiet", "nothing"}, {low, "a launch"}, {high, "an attack"}};
    s.rules.order = {"quiet", low, high};
    s.rules.raise = {{low, atom("alert.north.seen")}, {high, atom("alert.north.attack")}};
    s.rules.downgrade = {{high, no("alert.north.attack")}};
    s.rules.withdraw = {{low, {.kind = Condition::Kind::none_of, .parts = {atom("alert.any")}, .for_s = 60}}};
    Bench b(s);
    b.at(10, {about("attack", Step::declared, 1)});
    b.at(100, {about("attack", Step::withdrawn, 1)});
    b.at(5000);
    return b.story();
  };
  EXPECT_EQ(withdrawn("a", "b"), withdrawn("b", "a"));
  EXPECT_NE(withdrawn("b", "a").find("withdrawn 160"), std::string::npos) << withdrawn("b", "a");
}

TEST(Alerting, a_notification_that_comes_after_the_last_detection_covers_what_was_seen) {
  warn::Setup s = moscow();
  s.rules.withdraw["launch-alert"] = atom("notified");
  s.centre.assessment = s.centre.conference = s.centre.stand_down = {};
  Bench b(s);
  b.picture.tracks = {harmful()};
  b.at(200);
  const PlaceEstimate launch = *b.state.judged.begin()->second.estimate.launch;
  b.picture.tracks.clear();
  b.at(300);
  const Outcome told = assess(b, 400, {notification(launch.at.lat_rad, launch.at.lon_rad, 0, 600)});
  ASSERT_FALSE(told.alerts.empty());
  EXPECT_EQ(told.alerts.back().step, Step::withdrawn);
}

TEST(Alerting, our_own_evidence_that_comes_back_as_anothers_word_is_none) {
  const auto raised = [](std::vector<SensorId> behind) {
    warn::Setup s = moscow();
    s.rules.raise["launch-alert"] = {.kind = Condition::Kind::all_of, .parts = {atom("radar.launch_call"), atom("alert.any")}};
    Bench b(s);
    b.picture.tracks = {harmful()}; // by sensor 0
    Notice n = notice(Step::declared, 1);
    for (const SensorId sensor : behind) n.alert.evidence_for.push_back({sensor, 1, 0});
    return !assess(b, 200, {}, {}, {}, {n}).alerts.empty();
  };
  EXPECT_FALSE(raised({SensorId{0}}));
  EXPECT_TRUE(raised({SensorId{0}, SensorId{7}}));
  EXPECT_TRUE(raised({})) << "a count on a display has no sensor behind it";
}

TEST(Alerting, what_may_only_confirm_is_not_confirmed_by_a_launch_that_is_over) {
  warn::Setup s = moscow();
  s.rules.states["heard"] = "another's word";
  s.rules.raise["heard"] = atom("alert.north");
  s.centre.assessment = s.centre.conference = {};
  Bench b(s);
  b.picture.tracks = {harmless()};
  for (double t = 200; t <= 500; t += 10) b.at(t);
  EXPECT_EQ(b.alerts.back().step, Step::withdrawn);
  b.picture.tracks.clear();
  EXPECT_TRUE(assess(b, 700, {}, {NodeId{1}}, {}, {notice(Step::declared, 1)}).alerts.empty());
}
