// What need not be played, and that what is not played would have brought nothing.
#include "dewline/study/reach.hpp"

#include <gtest/gtest.h>

#include <array>

namespace dewline::study {
namespace {

using Kind = warn::Condition::Kind;

warn::Condition atom(std::string text) {
  warn::Condition c;
  c.text = std::move(text);
  return c;
}
warn::Condition group(Kind kind, std::vector<warn::Condition> parts, double within_s = 0) {
  warn::Condition c;
  c.kind = kind;
  c.parts = std::move(parts);
  c.within_s = within_s;
  return c;
}
constexpr HeldSpan kFrame{0, 1000};
const warn::Condition kFire = atom("infrared.launch_call"), kRadar = atom("radar.launch_call");

TEST(Reach, AtomsThatNeverHeldTogetherRaiseNothing) {
  const AtomTimes atoms{{kFire.text, {{10, 30}}}, {kRadar.text, {{40, 60}}}};
  EXPECT_EQ(may_hold(kFire, atoms, kFrame, false), (Timeline{{10, 30}}));
  EXPECT_TRUE(may_hold(group(Kind::all_of, {kFire, kRadar}), atoms, kFrame, false).empty());
  EXPECT_EQ(may_hold(group(Kind::all_of, {kFire, kRadar}, 20), atoms, kFrame, false), (Timeline{{40, 50}}));
  EXPECT_EQ(may_hold(group(Kind::any_of, {kFire, kRadar}), atoms, kFrame, false), (Timeline{{10, 30}, {40, 60}}));
  EXPECT_TRUE(may_hold(atom("class.missile >= 0.5"), atoms, kFrame, false).empty());
}

TEST(Reach, WhatFewerTracksCouldFulfilMayAlwaysHold) {
  for (const char* text : {"impact_in_asset < 0.01", "notified", "time_to_impact < 30 min", "raid_size >= 3"})
    EXPECT_EQ(may_hold(atom(text), {}, kFrame, false), (Timeline{kFrame})) << text;
  EXPECT_EQ(may_hold(group(Kind::none_of, {kFire}), {{kFire.text, {{0, 1000}}}}, kFrame, false), (Timeline{kFrame}));
}

TEST(Reach, ACountMayComeAgainAndOthersAlertsOnlyIfThereMayBeAny) {
  const AtomTimes atoms{{"launches >= 5", {{100, 200}}}};
  EXPECT_EQ(may_hold(atom("launches >= 5"), atoms, kFrame, false), (Timeline{{100, 1000}}));
  EXPECT_TRUE(may_hold(atom("alert.any"), atoms, kFrame, false).empty());
  EXPECT_EQ(may_hold(atom("alert.any"), atoms, kFrame, true), (Timeline{kFrame}));
}

/// One centre with three states, the gravest of which is taken down to the middle one.
struct Centre {
  run::Scenario scenario;
  std::array<RuleVariant, 1> variants{RuleVariant{"own", {}}};
  Centre() {
    warn::RuleSetParams r;
    r.states = {{"rest", ""}, {"low", ""}, {"mid", ""}, {"high", ""}};
    r.order = {"rest", "low", "mid", "high"};
    r.raise = {{"low", kFire}, {"mid", atom("launches >= 5")}, {"high", kRadar}};
    r.downgrade = {{"high", atom("launches < 1")}};
    scenario.rules["own"] = r;
    warn::CentreParams centre;
    centre.rules = "own";
    centre.assessment = {Shape::uniform, {10, 20, 0}};
    centre.conference = {Shape::fixed, {100, 0, 0}};
    scenario.centres["north"] = centre;
  }
  [[nodiscard]] std::map<CentreState, double> reached(const AtomTimes& atoms) const {
    return reachable(scenario, variants, 0, {{"north", atoms}}, 1000);
  }
};

TEST(Reach, PeopleAreWaitedForAndAGraverStateMayBeTakenDownToALesserOne) {
  const Centre c;
  EXPECT_TRUE(c.reached({}).empty());
  EXPECT_EQ(c.reached({{kFire.text, {{10, 30}}}}), (std::map<CentreState, double>{{{"north", "low"}, 150}}));
  EXPECT_EQ(c.reached({{kRadar.text, {{10, 30}}}}),
            (std::map<CentreState, double>{{{"north", "high"}, 150}, {{"north", "mid"}, 1000}}));
}

TEST(Reach, PeopleWhoseTimeHasNoEndAreWaitedForToTheEnd) {
  Centre c;
  c.scenario.centres.at("north").conference = {Shape::lognormal, {60, 0.5, 0}};
  EXPECT_EQ(c.reached({{kFire.text, {{10, 30}}}}), (std::map<CentreState, double>{{{"north", "low"}, 1000}}));
}

TEST(Reach, RulesThatPointSensorsArePlayedWhole) {
  Centre c;
  c.scenario.rules.at("own").actions["high"] = {"cue eye"};
  EXPECT_EQ(c.reached({}).size(), 3u);
}

/// A satellite, fires that it may see, and people who take their time.
run::Scenario fires() {
  run::Scenario s;
  s.epoch = "2026-03-20T12:00:00Z";
  s.duration_s = 900;
  sense::InfraredParams eye;
  eye.orbit.geostationary_rad = 0;
  eye.scan_period_s = 10;
  eye.num_cells = 0;
  eye.fires.rate_per_day = 2;
  eye.fires.intensity_W_sr = 1e6;
  eye.fires.intensity_spread = 0;
  s.sensors["eye"] = eye;
  s.reports_to["eye"] = "north";
  warn::RuleSetParams r;
  r.states = {{"rest", ""}, {"report", ""}, {"lasting", ""}, {"raid", ""}};
  r.order = {"rest", "report", "lasting", "raid"};
  r.raise = {{"report", kFire},
             {"lasting", group(Kind::all_of, {atom("infrared.launch_call for 30 s"), atom("class.missile >= 0.5")})},
             {"raid", group(Kind::all_of, {kFire, atom("launches >= 2")})}};
  r.withdraw["report"] = group(Kind::none_of, {atom("infrared.track")});
  r.downgrade["raid"] = atom("launches < 1");
  s.rules["own"] = r;
  s.centres["north"].rules = "own";
  s.centres["north"].assessment = {Shape::uniform, {10, 200, 0}};
  return s;
}

TEST(Reach, WhatIsNotPlayedWouldHaveBroughtNothing) {
  const run::Scenario s = fires();
  RuleVariant radar{"radar", s.rules.at("own")}, hasty = radar;
  radar.rules->raise["report"] = kRadar;
  hasty.name = "hasty";
  for (auto& rules : {&radar, &hasty}) rules->rules->assess_every_s = 5;
  run::Scenario paced = s;
  paced.rules.at("own").assess_every_s = 5;
  const std::vector<RuleVariant> few{{"own", {}}, radar};
  std::vector<RuleVariant> more = few; // with one that estimates more often, all are played to the end
  more.push_back(hasty);
  more.back().rules->assess_every_s = 1;
  std::size_t declared = 0, silent = 0;
  for (const Setting& setting : settings(paced, causes_of(paced).at(0), {1, 30, 900})) {
    const auto less = play(setting, few, 0), whole = play(setting, more, 0);
    ASSERT_EQ(less.size(), whole.size());
    for (std::size_t i = 0; i < less.size(); ++i)
      for (std::size_t v = 0; v < few.size(); ++v) {
        EXPECT_EQ(less[i].declared_s[v], whole[i].declared_s[v]) << i << few[v].name;
        (less[i].declared_s[v].empty() ? silent : declared) += 1;
      }
  }
  EXPECT_GT(declared, 0u);
  EXPECT_GT(silent, 0u);
}

} // namespace
} // namespace dewline::study
