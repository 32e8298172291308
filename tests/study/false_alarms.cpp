// Episodes against the fault tree and against closed forms, on a made-up network whose truth is known: a display that is
// wrong for a minute, and a fire that a satellite surely sees.
#include "dewline/study/false_alarms.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

namespace dewline::study {
namespace {

constexpr double kDeg = 0.017453292519943295, kMemory_s = 1500;

warn::Condition atom(std::string text) {
  warn::Condition c;
  c.text = std::move(text);
  return c;
}
warn::Condition both(double within_s) {
  warn::Condition c;
  c.kind = warn::Condition::Kind::all_of;
  c.parts = {atom("display.missiles >= 2"), atom("infrared.track")};
  c.within_s = within_s;
  return c;
}

warn::RuleSetParams rules() {
  warn::RuleSetParams r;
  r.states = {{"rest", "nothing"}, {"shown", "a display shows missiles"}, {"attack", "a display and a satellite agree"}};
  r.order = {"rest", "shown", "attack"};
  r.assess_every_s = 120; // estimates are not what is tested, and they take their time
  r.raise = {{"shown", atom("display.missiles >= 2")}, {"attack", both(kMemory_s)}};
  r.actions = {{"shown", {"conference"}}, {"attack", {}}};
  return r;
}

sense::InfraredParams satellite() {
  sense::InfraredParams p;
  p.orbit.geostationary_rad = 0;
  p.scan_period_s = 10;
  p.num_cells = 0;
  return p;
}

/// A display that is wrong from 60 s to 120 s into its episode.
run::FalseCauseParams wrong_display() {
  run::FalseCauseParams c;
  c.kind = run::CauseKind::computer_fault;
  c.rate_per_year = 0.1;
  warn::MessageParams on;
  on.kind = warn::MessageKind::missile_count;
  on.to = "north";
  on.arrives_s = 60;
  on.count = 200;
  c.messages["on"] = on;
  on.arrives_s = 120;
  on.count = 0;
  c.messages["off"] = on;
  return c;
}

run::FalseCauseParams fire() {
  run::FalseCauseParams c;
  c.kind = run::CauseKind::infrared_false_event;
  c.rate_per_year = 0.1;
  sense::FalseEventParams e;
  e.cause = sense::Cause::fire;
  e.at = {45 * kDeg, 15 * kDeg, 0};
  e.time_s = 60;
  e.duration_s = 120;
  e.intensity_W_sr = 1e6;
  c.events = {e};
  return c;
}

run::Scenario network() {
  run::Scenario s;
  s.name = "made-up";
  s.epoch = "2026-03-20T12:00:00Z";
  s.duration_s = 600;
  s.sensors["eye"] = satellite();
  s.reports_to["eye"] = "north";
  warn::CentreParams north;
  north.rules = "watch";
  north.conference = {Shape::uniform, {0, 120, 0}}; // a display lit for 60 s is still lit in half of the cases
  s.centres["north"] = north;
  s.rules["watch"] = rules();
  s.false_alarms.causes = {{"display", wrong_display()}, {"fire", fire()}};
  return s;
}

FalseAlarmRequest request(std::uint32_t episodes, unsigned threads = 0) {
  FalseAlarmRequest r;
  r.variants = {{"watch", {}}};
  r.num_episodes = episodes;
  r.threads = threads;
  return r;
}

const RocRow& row(const FalseAlarms& result, const std::string& state) {
  for (const RocRow& r : result.rows)
    if (r.state == state) return r;
  throw std::logic_error(state);
}

TEST(FalseAlarms, AKnownChanceIsFoundWithin99PercentAndByTheTree) {
  const FalseAlarms result = false_alarms(network(), request(120));
  const RocRow& shown = row(result, "shown");
  // 0.1 a year, declared if the conference, 0 to 120 s, ends within the 60 s for which the display is wrong
  const Contribution& part = shown.parts.at(0);
  const record::Share wide = record::share(part.declared.happened, part.declared.runs, kAgreement);
  EXPECT_EQ(part.causes, std::vector<std::string>{"display"});
  EXPECT_EQ(part.declared.runs, 120);
  EXPECT_LE(wide.low, 0.5);
  EXPECT_GE(wide.high, 0.5);
  ASSERT_TRUE(shown.tree_per_year);
  EXPECT_NEAR(*shown.tree_per_year, 0.05, 1e-12);
  EXPECT_TRUE(shown.agrees);
  EXPECT_FALSE(shown.missed); // nobody attacks
  EXPECT_EQ(result.quiet_alerts.happened, 0);
}

TEST(FalseAlarms, OneInAMillionYearsIsReachedByEpisodesOfTwoCauses) {
  const FalseAlarms result = false_alarms(network(), request(120));
  const RocRow& attack = row(result, "attack");
  ASSERT_EQ(result.pairs.size(), 1u);
  EXPECT_EQ(attack.parts.at(0).declared.happened, 0); // neither alone
  EXPECT_EQ(attack.parts.at(1).declared.happened, 0);
  // 0.1 x 0.1 a year x (2 T + 60 s of display + the time for which the fire is tracked)
  const double least = coincidences_per_year(0.1, 0.1, kMemory_s, 60, 60);
  const double most = coincidences_per_year(0.1, 0.1, kMemory_s, 60, 300);
  EXPECT_GT(*attack.tree_per_year, least);
  EXPECT_LT(*attack.tree_per_year, most);
  EXPECT_NEAR(*attack.tree_per_year, 1e-6, 0.1e-6);
  EXPECT_TRUE(attack.agrees) << *attack.tree_per_year << " of " << attack.false_alerts.per_year;
  EXPECT_LT(attack.false_alerts.counting.low, *attack.tree_per_year * 1.05);
  EXPECT_GT(attack.false_alerts.counting.high, *attack.tree_per_year * 0.95);
}

TEST(FalseAlarms, AFaultThatComesBackIsOneSourceEventAndSeveralAlerts) {
  run::Scenario s = network();
  s.centres.at("north").conference = {};
  s.false_alarms.causes.erase("fire");
  s.false_alarms.causes.at("display").num_manifestations = 2;
  const FalseAlarms result = false_alarms(s, request(40));
  EXPECT_NEAR(row(result, "shown").false_alerts.per_year, 0.1, 1e-12);
  EXPECT_NEAR(row(result, "shown").alerts_per_year, 0.2, 1e-12);
  EXPECT_TRUE(row(result, "shown").agrees);
}

TEST(FalseAlarms, DisputedRatesAndPublishedCountsStandApartFromCounting) {
  run::Scenario s = network();
  s.centres.at("north").conference = {};
  s.notes["false_alarms.causes.display.rate_per_year"].between = {"0.05", "0.4"};
  run::PublishedCountParams count;
  count.centre = "north", count.state = "shown", count.num_alerts = 4, count.years = 10;
  s.false_alarms.counts["told"] = count;
  const FalseAlarms result = false_alarms(s, request(60));
  const RocRow& shown = row(result, "shown");
  EXPECT_NEAR(shown.disputed.low, 0.05, 1e-12);
  EXPECT_NEAR(shown.disputed.high, 0.4, 1e-12);
  ASSERT_EQ(result.counts.size(), 1u);
  EXPECT_NEAR(result.counts[0].expected, 1, 1e-9);
  EXPECT_EQ(result.counts[0].low, 0);  // 5 % of Poisson(0.5)
  EXPECT_EQ(result.counts[0].high, 8); // 95 % of Poisson(4)
}

TEST(FalseAlarms, RandomFiresAreACauseByThemselvesWithTheirOwnRate) {
  run::Scenario s = network();
  s.false_alarms.causes.clear();
  auto& eye = std::get<sense::InfraredParams>(s.sensors.at("eye"));
  eye.fires.rate_per_day = 2;
  eye.fires.intensity_W_sr = 1e6;
  eye.fires.intensity_spread = 0;
  const std::vector<Cause> causes = causes_of(s);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_NEAR(causes[0].per_year, 2 * 365.25, 1e-9);
  const auto made = settings(s, causes[0], {1, 24, 600});
  std::size_t num = 0, seen = 0;
  for (const Setting& setting : made) {
    const auto played = play(setting, request(1).variants, 0);
    for (const Played& p : played) ++num, seen += !p.atoms.empty();
    for (const Episode& e : setting.episodes) EXPECT_NEAR(e.until_s - e.from_s, 600, 1e-9);
  }
  EXPECT_EQ(num, 24u);
  EXPECT_GT(seen, 0u);  // a satellite over the Gulf of Guinea sees some two fifths of the Earth
  EXPECT_LT(seen, 24u); // and not the other side
}

TEST(FalseAlarms, ThreadsChangeNothing) {
  const FalseAlarms one = false_alarms(network(), request(24, 1)), two = false_alarms(network(), request(24, 2));
  ASSERT_EQ(one.rows.size(), two.rows.size());
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    EXPECT_EQ(one.rows[i].false_alerts.per_year, two.rows[i].false_alerts.per_year);
    EXPECT_EQ(one.rows[i].tree_per_year, two.rows[i].tree_per_year);
    EXPECT_EQ(one.rows[i].false_alerts.counting.high, two.rows[i].false_alerts.counting.high);
  }
}

TEST(FalseAlarms, AStoppedStudySaysSoAndCountsNoCauseThatIsNotWhole) {
  FalseAlarmRequest r = request(40);
  std::atomic<int> asked{0};
  r.stop = [&] { return ++asked > 1; };
  const FalseAlarms result = false_alarms(network(), r);
  EXPECT_FALSE(result.complete);
  for (const std::uint32_t n : result.num_played) EXPECT_TRUE(n == 0 || n == 40);
}

TEST(FalseAlarms, NobodyToWarnIsRefused) {
  run::Scenario s = network();
  s.centres.clear();
  EXPECT_THROW(static_cast<void>(false_alarms(s, request(1))), std::invalid_argument);
}

} // namespace
} // namespace dewline::study
