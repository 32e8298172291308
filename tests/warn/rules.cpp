#include "dewline/warn/rules/rules.hpp"

#include <gtest/gtest.h>

#include "dewline/warn/alert.hpp"
#include "dewline/warn/centre.hpp"

using namespace dewline;
using namespace dewline::warn;

namespace {
Atom good(std::string_view text) {
  const auto parsed = parse_atom(text);
  if (const auto* wrong = std::get_if<QuantityError>(&parsed)) {
    ADD_FAILURE() << text << ": " << wrong->what;
    return {};
  }
  return std::get<Atom>(parsed);
}
} // namespace

TEST(Atom, every_kind_is_read) {
  EXPECT_EQ(good("radar.track").what, Subject::radar_track);
  EXPECT_EQ(good("infrared.track").what, Subject::infrared_track);
  EXPECT_EQ(good("infrared.launch_call for 5 s").what, Subject::infrared_launch_call);
  EXPECT_EQ(good("  radar.launch_call ").what, Subject::radar_launch_call);
  const Atom prob = good("impact_in_asset < 0.01 for 60 s");
  EXPECT_EQ(prob.compare, Compare::less);
  EXPECT_EQ(prob.threshold, 0.01);
  EXPECT_EQ(prob.for_s, 60);
  EXPECT_EQ(good("impact_in_asset>=0.5").compare, Compare::greater_equal);
  const Atom time = good("time_to_impact < 30 min");
  EXPECT_EQ(time.what, Subject::time_to_impact);
  EXPECT_EQ(time.threshold, 1800);
  EXPECT_EQ(good("tracks >= 2").threshold, 2);
  EXPECT_EQ(good("alert.north").node, "north");
  EXPECT_EQ(good("alert.any.attack-warning").node, kAnyCentre);
  EXPECT_EQ(good("impact_in.capital >= 0.5").node, "capital");
  EXPECT_EQ(good("class.missile >= 0.8 for 10 s").node, "missile");
  EXPECT_EQ(good("class.slbm-like < 0.1").what, Subject::class_prob);
  EXPECT_EQ(good("raid_size >= 2.5").threshold, 2.5);
  EXPECT_EQ(good("assessment >= probable").threshold, static_cast<double>(Assessment::probable));
  EXPECT_EQ(good("display.missiles >= 2").what, Subject::count_shown);
  for (const char* text : {"phenomenologies >= 2", "sensors >= 2", "launches >= 5", "prob_attack >= 0.5", "notified", "catalogued", "glides"})
    good(text);
  EXPECT_EQ(good("alert.north.attack-warning for 2 min").state, "attack-warning");
  EXPECT_EQ(good("alert.north.attack-warning for 2 min").for_s, 120);
}

namespace {
constexpr const char* kKnown =
    "known: radar.track, radar.launch_call, infrared.track, infrared.launch_call, impact_in_asset, impact_in.<name>, "
    "class.<name>, time_to_impact, tracks, phenomenologies, sensors, launches, raid_size, prob_attack, assessment, "
    "notified, catalogued, glides, display.missiles, alert.<centre>";
} // namespace

TEST(Atom, broken_ones_say_what_is_wrong_and_what_to_write) {
  struct Case { const char *text, *what, *hint; };
  const Case cases[] = {
      {"", "the condition is empty", "for example: radar.launch_call"},
      {"radar.launchcall", "unknown condition 'radar.launchcall'", "did you mean radar.launch_call?"},
      {"radar.tracks", "unknown condition 'radar.tracks'", "did you mean radar.track?"},
      {"impact_in_assets >= 0.5", "unknown condition 'impact_in_assets'", "did you mean impact_in_asset?"},
      {"infrared.launches", "unknown condition 'infrared.launches'", kKnown},
      {"doomsday", "unknown condition 'doomsday'", kKnown},
      {"impact_in_asset", "impact_in_asset needs a comparison", "for example: impact_in_asset >= 0.5"},
      {"radar.track >= 1", "radar.track is true or false and takes no comparison", "for example: radar.track"},
      {"impact_in_asset = 0.5", "unknown comparison '='", "use <, <=, > or >="},
      {"impact_in_asset == 0.5", "unknown comparison '=='", "use <, <=, > or >="},
      {"impact_in_asset => 0.5", "unknown comparison '=>'", "use <, <=, > or >="},
      {"tracks >=", "nothing follows the '>='", "for example: tracks >= 2"},
      {"impact_in_asset < 1 %", "'1 %': percent is not read here", "write it as a number: 1 % is 0.01"},
      {"impact_in_asset >= 1.5", "a probability must be between 0 and 1, not 1.5", ""},
      {"impact_in_asset < -0.1", "a probability must be between 0 and 1, not -0.1", ""},
      {"tracks >= 1.5", "a number of tracks must be a whole number, not 1.5", ""},
      {"time_to_impact < -3 min", "a time must not be negative: -3 min", ""},
      {"radar.track for", "'for' needs a time", "for example: for 60 s"},
      {"radar.track for -5 s", "a time must not be negative: -5 s", ""},
      {"class.icbn >= 0.5", "no such class: 'icbn'", "known: missile, icbm, slbm-like, irbm-or-shorter, sounding-rocket, space-launch, re-entering-object, satellite, aircraft, cruise-missile, drone, false-event"},
      {"class. >= 0.5", "'class.' names nothing", "for example: class.icbm >= 0.9"},
      {"class.icbm", "class.icbm needs a comparison", "for example: class.icbm >= 0.9"},
      {"impact_in.capital >= 2", "a probability must be between 0 and 1, not 2", ""},
      {"launches >= 1.5", "a number of things counted must be a whole number, not 1.5", ""},
      {"assessment >= likely", "no such level: 'likely'", "known: none, possible, probable, attack"},
      {"notified >= 1", "notified is true or false and takes no comparison", "for example: notified"},
      {"phenomenology >= 2", "unknown condition 'phenomenology'", "did you mean phenomenologies?"},
      {"alert.", "'alert.' names no centre", "for example: alert.north or alert.north.attack-warning"},
      {"alert.north.", "'alert.north.' names no state", "for example: alert.north or alert.north.attack-warning"},
  };
  for (const auto& [text, what, hint] : cases) {
    const auto parsed = parse_atom(text);
    const auto* wrong = std::get_if<QuantityError>(&parsed);
    ASSERT_TRUE(wrong) << text;
    EXPECT_EQ(wrong->what, what) << text;
    EXPECT_EQ(wrong->hint, hint) << text;
  }
}

TEST(Atom, times_need_their_unit_as_everywhere) {
  for (const char* text : {"time_to_impact < 30", "time_to_impact < 30 km", "radar.track for 60", "tracks >= many", "impact_in_asset < 0.5 m"}) {
    const auto parsed = parse_atom(text);
    EXPECT_TRUE(std::holds_alternative<QuantityError>(parsed)) << text;
    if (const auto* wrong = std::get_if<QuantityError>(&parsed)) {
      EXPECT_FALSE(wrong->what.empty()) << text;
    }
  }
}

TEST(RuleSetCheck, every_problem_under_its_path) {
  RuleSetParams r;
  r.states = {{"quiet", "nothing"}, {"attack", "an attack"}};
  r.raise["attack"] = {.kind = Condition::Kind::all_of,
                       .parts = {{.text = "radar.track"}, {.kind = Condition::Kind::any_of, .parts = {{.text = "impact_in_asset"}}}}};
  r.raise["atack"] = {.text = "radar.track"};
  r.withdraw["quiet"] = {.kind = Condition::Kind::none_of};
  Problems p;
  check(r, p);
  ASSERT_EQ(p.list().size(), 4u);
  EXPECT_EQ(p.list()[0].path, "raise.atack");
  EXPECT_EQ(p.list()[0].what, "is not one of the states");
  EXPECT_EQ(p.list()[1].path, "withdraw.quiet");
  EXPECT_EQ(p.list()[1].what, "has no raise rule");
  EXPECT_EQ(p.list()[2].path, "raise.attack.all_of[1].any_of[0]");
  EXPECT_EQ(p.list()[2].what, "impact_in_asset needs a comparison");
  EXPECT_EQ(p.list()[3].path, "withdraw.quiet.none_of");
}

TEST(RuleSetCheck, exactly_one_resting_state_and_same_object_with_all_of_only) {
  RuleSetParams r;
  r.states = {{"a", ""}, {"b", ""}, {"c", ""}};
  r.raise["a"] = {.kind = Condition::Kind::any_of, .parts = {{.text = "radar.track"}}, .same_object = true};
  Problems p;
  check(r, p);
  ASSERT_EQ(p.list().size(), 2u);
  EXPECT_EQ(p.list()[0].what, "more than one state has no raise rule: b, c");
  EXPECT_EQ(p.list()[1].path, "raise.a.same_object");
}

TEST(RuleSetCheck, centres_named_in_conditions_are_listed_with_their_path) {
  RuleSetParams r;
  r.raise["attack"] = {.kind = Condition::Kind::all_of, .parts = {{.text = "radar.track"}, {.text = "alert.north"}}};
  const auto named = nodes_named(r);
  ASSERT_EQ(named.size(), 1u);
  EXPECT_EQ(named[0].first, "north");
  EXPECT_EQ(named[0].second, "raise.attack.all_of[1]");
}

TEST(CentreCheck, delays_must_be_possible) {
  CentreParams c;
  c.assessment = {Shape::uniform, {60, 30, 0}};
  c.conference = {Shape::fixed, {-1, 0, 0}};
  Problems p;
  check(c, p);
  ASSERT_EQ(p.list().size(), 3u);
  EXPECT_EQ(p.list()[0].path, "rules");
  EXPECT_EQ(p.list()[1].path, "assessment");
  EXPECT_EQ(p.list()[2].path, "conference");
}
