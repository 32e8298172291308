// A fire that goes out and the body that a radar finds later: one launch, seen by two kinds of sensor.
#include "dewline/warn/one_body.hpp"

#include <gtest/gtest.h>

#include "dewline/orbit/propagate.hpp"
#include "dewline/warn/estimate/booster.hpp"
#include "warn/driven.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
const earth::Geodetic kPad{48 * kDeg, 100 * kDeg, 0};
constexpr double kAz = 20 * kDeg, kIgnition_s = 100;

/// The Earth-fixed state of a boost of the first profile, age_s after its ignition.
PosVel boosting(double age_s, const earth::Geodetic& pad = kPad, double az_rad = kAz) {
  const BoostPoint b = booster_profiles()[0].cases[0].at(age_s);
  earth::Geodetic where = earth::destination(pad, az_rad, b.way_m);
  const double az = earth::course(pad, where).az_end_rad;
  where.h_m = b.h_m;
  const Vec3 v_L{b.speed_m_s * std::sin(az), b.speed_m_s * std::cos(az), b.climb_m_s};
  return {earth::ecef(where), transpose(earth::enu_axes(where)) * v_L};
}
track::Track at(const PosVel& x_E, double t_s, std::uint32_t number, sense::Kind kind, SensorId sensor) {
  track::Track t = track_from(kBurnout, 1000, 0, 1, 300, 5, time_from_s(t_s));
  const PosVel x_G = orientation().to_G(x_E, t.valid);
  t.x_G.mean = {x_G.p.x, x_G.p.y, x_G.p.z, x_G.v.x, x_G.v.y, x_G.v.z};
  t.id.number = number;
  t.first_detection = t.valid;
  for (DetectionId& id : t.evidence) id.sensor = sensor;
  track::mark_seen(t, kind);
  return t;
}
/// Two minutes after ignition, as two satellites see it: place to 2 km, velocity to 100 m/s.
track::Track fire(double late_s = 0, const earth::Geodetic& pad = kPad, std::uint32_t number = 1) {
  track::Track t = at(boosting(120, pad), kIgnition_s + late_s + 120, number, sense::Kind::infrared, SensorId{1});
  t.first_detection = time_from_s(kIgnition_s + late_s + 50);
  for (std::size_t i = 0; i < 6; ++i) t.x_G.cov(i, i) = i < 3 ? 4e6 : 1e4;
  return t;
}
/// The same missile ten minutes after its launch, as a radar finds it.
track::Track missile(const earth::Geodetic& pad = kPad, double late_s = 0) {
  const double burn_s = booster_profiles()[0].cases[0].burn_s;
  const PosVel x_E = orbit::propagate_E(boosting(burn_s, pad), 600 - burn_s, {});
  return at(x_E, kIgnition_s + late_s + 600, 7, sense::Kind::radar, SensorId{2});
}
/// Both kinds must have called one body.
warn::Setup both() {
  warn::Setup s = moscow();
  s.centre.assessment = s.centre.conference = {};
  s.rules.raise["launch-alert"] = {.kind = Condition::Kind::all_of,
                                   .parts = {{.text = "infrared.launch_call"}, {.text = "radar.launch_call"}},
                                   .same_object = true};
  s.rules.raise["launch-alert"].within_s = 1500;
  s.assets = {{AssetId{0}, "far", circle(0, 0, 300e3)}};
  return s;
}
void goes_out(Bench& b, track::Track t) {
  b.picture.tracks = {t};
  b.at(seconds(t.valid - Time{}));
  b.picture.tracks.clear();
  b.at(seconds(t.valid - Time{}) + 60);
}
void is_found(Bench& b, track::Track t) {
  b.picture.tracks = {t};
  b.at(seconds(t.valid - Time{}));
}
} // namespace

TEST(OneBody, a_fire_that_went_out_and_a_radars_track_of_the_same_launch_are_one) {
  Bench b(both());
  goes_out(b, fire());
  EXPECT_TRUE(b.alerts.empty());
  is_found(b, missile());
  ASSERT_EQ(b.alerts.size(), 2u) << "rule met, declared at once";
  EXPECT_EQ(b.alerts[0].tracks, (std::vector<TrackId>{missile().id}));
  EXPECT_EQ(b.alerts[0].evidence_for.size(), 10u) << "of both sensors";
  const Judged& one = b.state.judged.at(missile().id);
  EXPECT_TRUE(one.estimate.infrared && one.estimate.radar);
  EXPECT_EQ(one.estimate.num_sensors, 2u);
  EXPECT_FALSE(b.state.judged.contains(fire().id));
  EXPECT_TRUE(warn::at(one.classes.features, Feature::burn)) << "what the fire told of its class is still known";
}

TEST(OneBody, a_body_that_is_lost_and_found_again_or_joined_with_another_track_keeps_its_fire) {
  for (const bool joined : {false, true}) {
    Bench b(both());
    goes_out(b, fire());
    is_found(b, missile());
    track::Track again = missile();
    again.id.number = 8;
    if (joined) {
      again.sources = {missile().id};
      again.valid = again.valid + duration_from_s(20);
    } else {
      b.picture.tracks.clear();
      b.at(kIgnition_s + 650);
    }
    b.picture.tracks = {again};
    b.at(kIgnition_s + 700);
    const Judged& one = b.state.judged.at(again.id);
    EXPECT_FALSE(b.state.judged.contains(missile().id)) << joined;
    EXPECT_TRUE(one.estimate.infrared && one.estimate.radar) << joined;
    EXPECT_EQ(one.evidence.size(), 10u) << joined;
  }
}

TEST(OneBody, another_place_or_another_time_is_another_launch) {
  Bench elsewhere(both()), later(both());
  goes_out(elsewhere, fire());
  is_found(elsewhere, missile(earth::destination(kPad, 1, 900e3)));
  EXPECT_TRUE(elsewhere.alerts.empty());
  goes_out(later, fire());
  is_found(later, missile(kPad, 900));
  EXPECT_TRUE(later.alerts.empty());
}

TEST(OneBody, of_two_fires_the_nearer_one_is_taken_and_the_other_stays) {
  const earth::Geodetic other = earth::destination(kPad, 1, 500e3);
  Bench b(both());
  b.picture.tracks = {fire(), fire(0, other, 2)};
  b.at(kIgnition_s + 120);
  b.picture.tracks.clear();
  b.at(kIgnition_s + 180);
  is_found(b, missile(other));
  EXPECT_TRUE(b.state.judged.contains(fire().id));
  EXPECT_FALSE(b.state.judged.contains(fire(0, other, 2).id));
}

TEST(OneBody, a_fire_is_remembered_for_a_flight_and_no_longer) {
  Bench b(both());
  goes_out(b, fire());
  b.at(kIgnition_s + 2300);
  EXPECT_TRUE(b.state.judged.contains(fire().id));
  b.at(kIgnition_s + 2500);
  EXPECT_FALSE(b.state.judged.contains(fire().id));
}

TEST(OneBody, a_missile_whose_fire_went_out_is_still_counted_while_an_alert_stands_on_it) {
  warn::Setup s = both();
  s.rules.raise["launch-alert"] = {.text = "infrared.launch_call"};
  s.rules.withdraw.clear();
  Bench b(s);
  goes_out(b, fire());
  EXPECT_GT(b.state.threat.raid.mean, 0.1);
  b.at(kIgnition_s + 1500);
  EXPECT_GT(b.state.threat.raid.mean, 0.1) << "25 min later nobody has seen it come down";
  b.at(kIgnition_s + 2500);
  EXPECT_EQ(b.state.threat.raid.mean, 0);
  Bench none(both()); // no alert stands on it
  goes_out(none, fire());
  EXPECT_EQ(none.state.threat.raid.mean, 0);
}

TEST(OneBody, the_end_of_a_burn_is_judged_once) {
  Bench b(both());
  b.picture.tracks = {fire()};
  b.at(220);
  const auto burn = [&] { return *warn::at(b.state.judged.at(fire().id).classes.features, Feature::burn); };
  EXPECT_TRUE(burn().at_least);
  b.picture.tracks[0].status = track::Status::coasting;
  const auto judged_at = [&](double t_s) {
    b.picture.at = time_from_s(t_s);
    return b.model.assess(b.state, {time_from_s(t_s), b.picture}, b.draws).estimates.size();
  };
  EXPECT_EQ(judged_at(240), 1u);
  EXPECT_FALSE(burn().at_least);
  EXPECT_EQ(judged_at(250), 0u);
}

TEST(OneBody, of_ones_own_launches_a_fire_is_no_launch_call_either) {
  warn::Setup s = both();
  s.rules.raise["launch-alert"] = {.text = "infrared.launch_call"};
  s.assets = {{AssetId{0}, "pad", circle(48, 100, 900e3)}};
  Bench anywhere(s);
  goes_out(anywhere, fire());
  EXPECT_FALSE(anywhere.alerts.empty());
  s.centre.judge.launch_from = LaunchFrom::outside_assets;
  Bench outside(s);
  goes_out(outside, fire());
  EXPECT_TRUE(outside.alerts.empty());
}
