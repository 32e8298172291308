#include "dewline/warn/estimate/judge.hpp"

#include <gtest/gtest.h>

#include "dewline/orbit/propagate.hpp"
#include "warn/helpers.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
const earth::Geodetic kBurnout{69.5 * kDeg, 15.9 * kDeg, 300e3};
track::Track lofted(double sigma_p_m = 1000, double sigma_v_m_s = 20) {
  return track_from(kBurnout, 4500, 350 * kDeg, 75 * kDeg, sigma_p_m, sigma_v_m_s);
}
} // namespace

TEST(Judge, a_lofted_arc_is_ballistic_and_its_mean_impact_is_that_of_the_orbit_room) {
  const track::Track t = lofted();
  const Estimate e = judge(t, {.ballistic_coefficient_kg_m2 = 1e12}, orientation(), time_from_s(201));
  EXPECT_TRUE(e.ballistic);
  EXPECT_EQ(e.at, time_from_s(201));
  EXPECT_EQ(e.num_evidence, 5u);
  EXPECT_EQ(e.last_evidence.frame, 5);
  const PosVel x_G{{t.x_G.mean[0], t.x_G.mean[1], t.x_G.mean[2]}, {t.x_G.mean[3], t.x_G.mean[4], t.x_G.mean[5]}};
  const auto exact = orbit::impact(orientation().to_E(x_G, t.valid), {});
  ASSERT_TRUE(e.impact && exact);
  EXPECT_LT(earth::course(e.impact->at, exact->at).distance_m, 5);
  EXPECT_NEAR(seconds(e.impact->when - t.valid), exact->tof_s, 0.01);
  EXPECT_NEAR(e.apogee_h_m, exact->apogee_h_m, 5e3); // two-body against J2
}

TEST(Judge, impact_errors_scale_with_the_tracks_errors) {
  const JudgeParams no_drag{.ballistic_coefficient_kg_m2 = 1e12}; // whose own error does not scale
  const auto small = judge(lofted(100, 2), no_drag, orientation(), {}).impact;
  const auto large = judge(lofted(1000, 20), no_drag, orientation(), {}).impact;
  ASSERT_TRUE(small && large);
  EXPECT_NEAR(ellipse(*large).major_m / ellipse(*small).major_m, 10, 0.2);
  EXPECT_NEAR(large->sigma_when_s / small->sigma_when_s, 10, 0.2);
}

TEST(Judge, orbits_and_open_orbits_are_not_ballistic_and_do_not_fall) {
  const auto orbiting = judge(track_from({69 * kDeg, 0, 500e3}, 7600, 90 * kDeg, 0, 500, 5), {}, orientation(), {});
  EXPECT_FALSE(orbiting.ballistic);
  EXPECT_GT(orbiting.perigee_h_m, 0);
  EXPECT_FALSE(orbiting.impact);
  const auto open = judge(track_from({69 * kDeg, 0, 500e3}, 12500, 90 * kDeg, 0, 500, 5), {}, orientation(), {});
  EXPECT_FALSE(open.ballistic);
  EXPECT_FALSE(open.impact);
}

TEST(Judge, a_perigee_that_may_be_above_the_surface_is_not_significant) {
  // perigee some 60 km below the surface, velocity error 100 m/s: about 350 km of perigee
  const auto t = [&](double sigma_v) { return track_from({0, 0, 500e3}, 7290 - 465, 90 * kDeg, 0, 100, sigma_v); };
  ASSERT_LT(judge(t(0.1), {}, orientation(), {}).perigee_h_m, 0);
  EXPECT_TRUE(judge(t(0.1), {}, orientation(), {}).ballistic);
  EXPECT_FALSE(judge(t(200), {}, orientation(), {}).ballistic);
}

TEST(Judge, climbing_fast_needs_speed_and_climb_by_two_sigma) {
  const JudgeParams p;
  EXPECT_TRUE(climbs_fast(lofted(), p, orientation()));
  EXPECT_FALSE(climbs_fast(track_from(kBurnout, 4500, 0, -60 * kDeg, 100, 10), p, orientation()));
  EXPECT_FALSE(climbs_fast(track_from(kBurnout, 900, 0, 80 * kDeg, 100, 10), p, orientation()));
  EXPECT_FALSE(climbs_fast(track_from(kBurnout, 2500, 0, 80 * kDeg, 100, 400), p, orientation()));
}

TEST(Judge, launch_is_near_the_site_on_the_backward_azimuth_and_earlier) {
  const Estimate e = judge(lofted(), {}, orientation(), {});
  ASSERT_TRUE(e.launch);
  const auto c = earth::course(e.launch->at, {kBurnout.lat_rad, kBurnout.lon_rad, 0});
  EXPECT_LT(c.distance_m, 120e3);
  EXPECT_NEAR(std::remainder(c.az_start_rad - 350 * kDeg, 2 * std::numbers::pi), 0, 0.2);
  EXPECT_LT(seconds(e.launch->when), 200 - 60);
  EXPECT_GT(ellipse(*e.launch).minor_m, 5e3); // the burn profiles' own error is in it
  EXPECT_FALSE(e.booster.empty());
  EXPECT_GT(e.prob_booster, 0);
  EXPECT_NEAR(e.heading_rad, 350 * kDeg, 0.01);
}

TEST(Judge, drag_shortens_the_fall_of_a_light_body_only_when_assumed) {
  const track::Track t = lofted();
  JudgeParams light;
  light.ballistic_coefficient_kg_m2 = 200;
  const auto vacuum = judge(t, {.ballistic_coefficient_kg_m2 = 1e12}, orientation(), {}).impact, air = judge(t, light, orientation(), {}).impact;
  ASSERT_TRUE(vacuum && air);
  EXPECT_GT(seconds(air->when - vacuum->when), 5);
}

TEST(Judge, drag_is_included_by_default_as_if_it_acted_all_the_way) {
  for (const double climb_deg : {25.0, 45.0, 75.0}) {
    const track::Track t = track_from(kBurnout, 4500, 350 * kDeg, climb_deg * kDeg, 1000, 20);
    const PosVel x_G{{t.x_G.mean[0], t.x_G.mean[1], t.x_G.mean[2]}, {t.x_G.mean[3], t.x_G.mean[4], t.x_G.mean[5]}};
    const auto exact = orbit::impact(orientation().to_E(x_G, t.valid), {.ballistic_coefficient_kg_m2 = 2000});
    const Estimate e = judge(t, {}, orientation(), {});
    ASSERT_TRUE(e.impact && exact);
    EXPECT_LT(earth::course(e.impact->at, exact->at).distance_m, 1000) << climb_deg;
    EXPECT_NEAR(seconds(e.impact->when - t.valid), exact->tof_s, 1) << climb_deg;
  }
}

TEST(Judge, what_half_the_coefficient_shifts_is_one_sigma_along_the_shift) {
  const track::Track t = track_from(kBurnout, 4500, 90 * kDeg, 25 * kDeg, 1, 0.01); // nearly exact
  const auto full = judge(t, {}, orientation(), {}).impact;
  const auto half = judge(t, {.ballistic_coefficient_kg_m2 = 1000}, orientation(), {}).impact;
  ASSERT_TRUE(full && half);
  const auto shift = earth::course(full->at, half->at);
  const Ellipse error = ellipse(*full);
  EXPECT_GT(shift.distance_m, 500);
  EXPECT_NEAR(error.major_m / shift.distance_m, 1, 0.01);
  EXPECT_LT(error.minor_m, 0.02 * error.major_m);
  EXPECT_NEAR(std::remainder(error.az_rad - shift.az_start_rad, std::numbers::pi), 0, 0.01);
  EXPECT_NEAR(full->sigma_when_s, std::abs(seconds(half->when - full->when)), 0.05);
}

TEST(Judge, a_fire_that_only_satellites_see_has_a_launch_a_heading_and_a_booster) {
  // 110 s into a boost, 80 km up: place known to 2 km across the line of sight and 200 km along it, speeds to 400 m/s
  track::Track t = track_from({50 * kDeg, 40 * kDeg, 80e3}, 2600, 20 * kDeg, 36 * kDeg, 2000, 400, time_from_s(110));
  const Vec3 p_G{t.x_G.mean[0], t.x_G.mean[1], t.x_G.mean[2]};
  const PosVel satellite_E{earth::ecef({0, 20 * kDeg, 35786e3}), {}};
  const Vec3 line = unit(p_G - orientation().to_G(satellite_E, t.valid).p);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) t.x_G.cov(i, j) += 200e3 * 200e3 * line[i] * line[j];
  track::mark_seen(t, sense::Kind::infrared);
  t.first_detection = time_from_s(45);
  const Estimate e = judge(t, {}, orientation(), {});
  EXPECT_TRUE(e.only_fire && e.thrusting);
  EXPECT_FALSE(e.impact);
  ASSERT_TRUE(e.launch);
  const auto back = earth::course(e.launch->at, {50 * kDeg, 40 * kDeg, 0});
  EXPECT_GT(back.distance_m, 40e3);
  EXPECT_LT(back.distance_m, 200e3);
  EXPECT_LT(ellipse(*e.launch).major_m, 100e3); // what the profiles tell of the range
  EXPECT_NEAR(std::remainder(e.heading_rad - 20 * kDeg, 2 * std::numbers::pi), 0, 0.4);
  EXPECT_LT(e.sigma_heading_rad, 0.5);
  EXPECT_NEAR(seconds(e.launch->when), 0, 40);
  EXPECT_LT(e.launch->when, t.first_detection);
  EXPECT_FALSE(e.booster.empty());
}

TEST(Judge, what_manoeuvres_level_in_the_air_has_a_region_and_no_impact) {
  track::Track t = track_from({60 * kDeg, 30 * kDeg, 45e3}, 4500, 90 * kDeg, -1 * kDeg, 200, 20);
  ASSERT_TRUE(judge(t, {}, orientation(), {}).impact);
  t.motion = track::Motion::manoeuvring;
  const Estimate e = judge(t, {}, orientation(), {});
  EXPECT_TRUE(e.manoeuvres);
  EXPECT_FALSE(e.thrusting);
  EXPECT_FALSE(e.impact);
  ASSERT_TRUE(e.region);
  const auto ahead = earth::course({60 * kDeg, 30 * kDeg, 0}, e.region->at);
  EXPECT_NEAR(ahead.az_start_rad, 90 * kDeg, 0.1);
  EXPECT_GT(ahead.distance_m, 500e3);
  EXPECT_GT(ellipse(*e.region).minor_m, 500e3);
}

TEST(Judge, a_steep_fall_that_the_air_brakes_is_no_glide_and_neither_is_a_boost) {
  track::Track fall = track_from({60 * kDeg, 30 * kDeg, 45e3}, 4500, 90 * kDeg, -30 * kDeg, 200, 20);
  track::Track boost = track_from({60 * kDeg, 30 * kDeg, 45e3}, 2500, 90 * kDeg, 30 * kDeg, 200, 20);
  fall.motion = boost.motion = track::Motion::manoeuvring;
  EXPECT_FALSE(judge(fall, {}, orientation(), {}).manoeuvres);
  EXPECT_TRUE(judge(fall, {}, orientation(), {}).impact);
  EXPECT_FALSE(judge(boost, {}, orientation(), {}).manoeuvres);
  EXPECT_TRUE(judge(boost, {}, orientation(), {}).thrusting);
}

TEST(BoostTemplate, puts_the_launch_of_fictitious_boosters_within_its_stated_error) {
  // burnout rows of generic_boost_summary.csv (ours): height, downrange, speed, climb angle, time
  struct Row { double t_s, h_km, downrange_km, v_km_s, gamma_deg; };
  const Row rows[] = {{180, 221.114, 430.703, 7.15219, 22}, {180, 352.131, 299.614, 6.78359, 45}, {180, 138.0, 477.524, 7.3444, 11},
                      {240, 260.464, 527.46, 6.98796, 20},  {240, 415.438, 363.805, 6.5079, 43},  {115, 97.804, 101.684, 4.4791, 38},
                      {115, 117.899, 72.302, 4.37496, 54},  {115, 81.227, 118.135, 4.55606, 28}};
  double sum2_km = 0, sum2_s = 0;
  for (const Row& r : rows) {
    const earth::Geodetic at{0, 0, r.h_km * 1e3};
    const Vec3 v_L{0, std::cos(r.gamma_deg * kDeg), std::sin(r.gamma_deg * kDeg)};
    const Origin o = boosted_from({earth::ecef(at), transpose(earth::enu_axes(at)) * (r.v_km_s * 1e3 * v_L)}, {});
    const double back_km = earth::course(o.at, {0, 0, 0}).distance_m / 1e3;
    sum2_km += std::pow(back_km - r.downrange_km, 2) / std::size(rows);
    sum2_s += std::pow(-o.dt_s - r.t_s, 2) / std::size(rows);
  }
  RecordProperty("rms_km", std::to_string(std::sqrt(sum2_km)));
  RecordProperty("rms_s", std::to_string(std::sqrt(sum2_s)));
  EXPECT_LT(std::sqrt(sum2_km), std::numbers::sqrt2 * JudgeParams{}.sigma_launch_place_m / 1e3 * 1.05);
  EXPECT_LT(std::sqrt(sum2_s), JudgeParams{}.sigma_launch_time_s);
}
