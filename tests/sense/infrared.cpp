// One infrared satellite: geometry, windows, frames. Every answer here is computed by hand.
#include "dewline/sense/infrared/infrared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dewline/sense/infrared/line_of_sight.hpp"
#include "sense/overhead.hpp"

namespace dewline::sense {
namespace {

constexpr double kLight_m_s = 299792458;
constexpr Time kEnd = time_from_s(7200);

Vec3 place(double lat_deg, double lon_deg, double h_m) {
  return earth::ecef({lat_deg * kDegree, lon_deg * kDegree, h_m});
}

TEST(InfraredGeometry, AGeostationarySatelliteStandsStillAndItsAxesAreAnImageOfTheEarth) {
  const Infrared geo(overhead(20), {}, 1, equinox(), kEnd);
  const PosVel x = geo.state_E(time_from_s(3000));
  EXPECT_NEAR(norm(x.p), 42166e3, 3e3);
  EXPECT_NEAR(std::atan2(x.p.y, x.p.x) / kDegree, 20, 0.01);
  EXPECT_LT(norm(x.v), 0.5);
  EXPECT_NEAR(std::sin(geo.half_angle_rad({})), 6878137 / norm(geo.state_E({}).p), 1e-12);
  const Coverage c = geo.coverage({}).at(0);
  EXPECT_EQ(c.kind, Kind::infrared);
  EXPECT_EQ(c.at, time_from_s(5));
  const Vec3 east = c.R_SE * (place(0, 30, 0) - c.p_ES_E), south = c.R_SE * (place(-10, 20, 0) - c.p_ES_E);
  EXPECT_GT(east.x, 1e6);
  EXPECT_NEAR(east.y, 0, 1e3);
  EXPECT_GT(south.y, 1e6);
  EXPECT_NEAR(south.x, 0, 1e3);
}

TEST(InfraredGeometry, TheLimbHidesWhatIsBehindItUnlessItStandsHighAboveIt) {
  const Infrared geo(overhead(0), {}, 1, equinox(), kEnd);
  const double r = norm(geo.state_E({}).p), limb = std::acos(earth::kA_m / r) / kDegree; // 81.3 deg
  EXPECT_TRUE(geo.can_see(0, place(0, limb - 1, 0), {}));
  EXPECT_FALSE(geo.can_see(0, place(0, limb + 1, 0), {}));
  EXPECT_EQ(geo.nearest_limit(0, place(0, limb + 1, 0), {}).limit, Limit::limb);
  // Beyond the limb by d the shadow of 6,398 km stands  (a + 20 km) / cos(d') - a  high, d' from the tangent
  // of that sphere.
  const double a = earth::kA_m, grown = a + 20e3, tangent = std::acos(grown / r);
  const double lon = limb + 8, edge_m = grown / std::cos(lon * kDegree - tangent) - a;
  EXPECT_FALSE(geo.can_see(0, place(0, lon, edge_m - 1e3), {}));
  EXPECT_TRUE(geo.can_see(0, place(0, lon, edge_m + 1e3), {}));
}

TEST(InfraredGeometry, AGrazingSensorSeesOnlyAgainstTheSky) {
  auto p = overhead(0);
  p.background = Background::space;
  const Infrared geo(p, {}, 1, equinox(), kEnd);
  EXPECT_EQ(geo.nearest_limit(0, place(0, 40, 200e3), {}).limit, Limit::limb);
  EXPECT_FALSE(geo.can_see(0, place(0, 40, 200e3), {}));
  const double r = norm(geo.state_E({}).p), a = earth::kA_m;
  // Before the limb a line at angle n from the nadir passes r sin(n) from the centre.
  const double lon = 78 * kDegree, h_m = 150e3, x = (a + h_m) * std::cos(lon), y = (a + h_m) * std::sin(lon);
  const double passes_m = r * std::sin(std::atan2(y, r - x)) - a;
  EXPECT_EQ(geo.can_see(0, place(0, 78, h_m), {}), passes_m > 20e3);
  EXPECT_NEAR(passage(geo.state_E({}).p, place(0, 78, h_m)).height_m, passes_m, 50);
  EXPECT_TRUE(geo.can_see(0, place(0, 85, 300e3), {}));
}

TEST(InfraredGeometry, TheSunBlindsUnlessTheEarthHidesIt) {
  // Noon of the equinox at Greenwich: over 180 deg it is midnight, and the Earth hides the Sun; 40 minutes
  // later the Sun has come out behind the limb, 10 deg from the nadir.
  const Infrared night(overhead(180), {}, 1, equinox(), kEnd);
  EXPECT_TRUE(night.can_see(0, place(0, 180, 0), {}));
  const Time later = time_from_s(4200);
  const Vec3 s = night.state_E(later).p, sun = unit(night.sun_E(later));
  const double off_deg = std::acos(dot(-unit(s), sun)) / kDegree;
  EXPECT_GT(off_deg, 9); // out
  EXPECT_LT(off_deg, 18);
  const auto blinded = night.nearest_limit(0, s + 38e6 * unit(sun - 0.12 * unit(s)), later);
  EXPECT_EQ(blinded.limit, Limit::sun);
  EXPECT_LT(blinded.margin, 0);
}

TEST(InfraredGeometry, WorksOnlyAboveItsWorkingHeight) {
  auto p = overhead();
  p.orbit = {};
  p.orbit.perigee_m = 600e3, p.orbit.apogee_m = 39700e3, p.orbit.inclination_rad = 63 * kDegree;
  p.orbit.raan_rad = 0, p.orbit.perigee_time_s = 0;
  p.working_height_m = 20e6;
  const Infrared heo(p, {}, 1, equinox(), time_from_s(43200));
  EXPECT_TRUE(heo.coverage({}).empty());
  EXPECT_EQ(heo.coverage(time_from_s(21540)).size(), 1u); // apogee, over the north
  auto state = heo.start(Draws(1, 0));
  const Sky nothing;
  EXPECT_TRUE(heo.look(state, 0, nothing.view(), Draws(1, 0)).scan.coverage.empty());
}

TEST(InfraredSensitivity, TheThresholdPlumeIsDetectedInHalfOfTheLooks) {
  const Infrared geo(overhead(), {}, 1, equinox(), kEnd);
  EXPECT_NEAR(geo.prob_detect(geo.snr(2e4, 36e6)), 0.5, 1e-12);
  EXPECT_NEAR(geo.snr(4e4, 36e6) / geo.snr(1e4, 36e6), 4, 1e-12);
  EXPECT_NEAR(geo.snr(1e4, 18e6) / geo.snr(1e4, 36e6), 4, 1e-12);
  EXPECT_NEAR(geo.prob_detect(0), 1e-9, 1e-15); // noise alone: prob_fa
  // a Gaussian image of half-power width w: sqrt(2) (w / 2.3548) / snr
  EXPECT_NEAR(geo.sigma_angle_rad(10), std::hypot(10e-6, std::sqrt(2.0) * 30e-6 / 2.354820045 / 10), 1e-12);
}

TEST(InfraredWindows, OpenAtTheCloudAndCloseWithTheFire) {
  Sky sky;
  sky.add("a", 45, 10, 500, {{5, 1e6}, {60, 0}, {70, 2e5}, {100, 3e5}, {120, 0}});
  auto p = overhead();
  p.cloud = {1, 10e3, 0, {1e3, 16e3}};
  const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
  ASSERT_EQ(geo.windows().size(), 2u);
  const Window &first = geo.windows()[0], &second = geo.windows()[1];
  EXPECT_EQ(first.opened_by, Limit::cloud);
  EXPECT_NEAR(seconds(first.begin), 20, 0.01);
  EXPECT_EQ(first.closed_by, Limit::fire);
  EXPECT_EQ(first.end, time_from_s(60));
  EXPECT_EQ(second.opened_by, Limit::fire);
  EXPECT_EQ(second.begin, time_from_s(70));
  EXPECT_EQ(second.end, time_from_s(120)); // a stage that follows at once is the same fire
}

TEST(InfraredWindows, WhatDoesNotBurnHasNoneAndIsNotPolled) {
  Sky sky;
  int asked = 0;
  sky.model.objects.push_back({"cold", [&asked](double) {
                                 ++asked;
                                 return PosVel{{7e6, 0, 0}, {}};
                               }});
  const Infrared geo(overhead(), {}, 1, equinox(), sky.view(), kEnd);
  EXPECT_TRUE(geo.windows().empty());
  auto state = geo.start(Draws(1, 0));
  for (int k = 0; k < 20; ++k) geo.look(state, k, sky.view(), Draws(1, 0));
  EXPECT_EQ(asked, 0);
}

TEST(InfraredWindows, OpenBehindTheLimbWhenItRisesOverIt) {
  Sky sky;
  sky.add("a", 0, 88, 2000, {{0, 1e6}, {200, 0}});
  const Infrared geo(overhead(), {}, 1, equinox(), sky.view(), kEnd);
  ASSERT_EQ(geo.windows().size(), 1u);
  const double r = norm(geo.state_E({}).p), grown = earth::kA_m + 20e3;
  const double edge_m = grown / std::cos(88 * kDegree - std::acos(grown / r)) - earth::kA_m;
  EXPECT_EQ(geo.windows()[0].opened_by, Limit::limb);
  EXPECT_NEAR(seconds(geo.windows()[0].begin), edge_m / 2000, 0.05);
  EXPECT_EQ(geo.windows()[0].closed_by, Limit::fire);
}

InfraredParams sharp() { // no error that matters
  auto p = overhead();
  p.line_of_sight_error_rad = 1e-12;
  p.resolution_rad = 1e-7;
  p.threshold_W_sr = 1;
  return p;
}

TEST(InfraredLook, SaysWhereTheSourceWasWhenTheLightLeftIt) {
  Sky sky;
  sky.add("a", 30, 25, 0, {{0, 1e6}}, 200e3);
  sky.model.objects[0].state_E = truth::straight({place(30, 25, 200e3), {-3000, 5000, 2000}});
  const auto p = sharp();
  const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
  auto state = geo.start(Draws(1, 0));
  const Frame frame = geo.look(state, 3, sky.view(), Draws(1, 0));
  ASSERT_EQ(frame.scan.detections.size(), 1u);
  const Detection& d = frame.scan.detections[0];
  EXPECT_FALSE(d.has_range);
  EXPECT_EQ(d.range_m, 0);
  EXPECT_EQ(frame.labels[0].objects, std::vector{ObjectId{0}});
  const Vec3 p_O = sky.model.objects[0].state_E(seconds(d.valid)).p;
  const double range_m = norm(p_O - geo.state_E(d.valid).p), light_s = range_m / kLight_m_s;
  EXPECT_GT(light_s, 0.12);
  const Coverage& c = frame.scan.coverage[0];
  const Vec3 d_S = c.R_SE * unit(p_O - position_E(c, d.valid));
  EXPECT_NEAR(d.u, d_S.x, 1e-9);
  EXPECT_NEAR(d.v, d_S.y, 1e-9);
  // The sweep begins at S x and passes the direction's angle at `valid` + light time: within a millisecond.
  double phase = std::atan2(d_S.y, d_S.x) / (2 * std::numbers::pi);
  if (phase < 0) phase += 1;
  EXPECT_NEAR(seconds(d.valid) + light_s, 30 + 10 * phase, 1e-3);
  EXPECT_NEAR(d.irradiance_W_m2, 1e6 / (range_m * range_m), 0.01e6 / (range_m * range_m));
  EXPECT_EQ(d.az_rad, 0);
}

TEST(InfraredLook, ACloudThatIsDrawnHidesThePlumeBelowIt) {
  Sky sky;
  sky.add("a", 45, 10, 100, {{0, 1e6}});
  auto p = sharp();
  p.cloud = {1, 5e3, 0.6, {1e3, 16e3}};
  const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
  EXPECT_NEAR(seconds(geo.windows().at(0).begin), 10, 0.01); // the lowest top
  for (std::uint64_t run = 0; run < 20; ++run) {
    auto state = geo.start(Draws(1, run));
    const double top_m = state.cloud_top_m.at(0);
    EXPECT_GE(top_m, 1e3);
    EXPECT_LE(top_m, 16e3);
    for (int k = 0; k < 20; ++k) {
      const Frame frame = geo.look(state, k, sky.view(), Draws(1, run));
      const double lit_from_s = top_m / 100;
      if (10 * (k + 1) < lit_from_s) {
        EXPECT_TRUE(frame.scan.detections.empty());
      }
      if (10 * k > lit_from_s + 1) {
        EXPECT_EQ(frame.scan.detections.size(), 1u);
      }
    }
  }
}

TEST(InfraredLook, CloserThanTheResolutionTwoPlumesAreOne) {
  for (const double apart_rad : {20e-6, 200e-6}) {
    Sky sky;
    sky.add("a", 0, 0, 0, {{0, 1e6}}, 50e3);
    sky.add("b", 0, 0, 0, {{0, 3e6}}, 50e3);
    const Infrared probe(overhead(), {}, 1, equinox(), kEnd);
    const double range_m = norm(probe.state_E({}).p) - earth::kA_m - 50e3;
    sky.model.objects[1].state_E = truth::straight({place(0, 0, 50e3) + Vec3{0, 0, apart_rad * range_m}, {}});
    auto p = overhead();
    p.resolution_rad = 50e-6;
    p.line_of_sight_error_rad = 0;
    p.threshold_W_sr = 1;
    const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
    auto state = geo.start(Draws(1, 0));
    const Frame frame = geo.look(state, 0, sky.view(), Draws(1, 0));
    if (apart_rad > 100e-6) {
      ASSERT_EQ(frame.scan.detections.size(), 2u);
      continue;
    }
    ASSERT_EQ(frame.scan.detections.size(), 1u);
    EXPECT_EQ(frame.labels[0].objects, (std::vector{ObjectId{0}, ObjectId{1}}));
    EXPECT_NEAR(frame.scan.detections[0].irradiance_W_m2 * range_m * range_m, 4e6, 0.01e6);
    const Coverage& c = frame.scan.coverage[0]; // the centre of light, three quarters of the way to b
    const Vec3 middle = c.R_SE * unit(place(0, 0, 50e3) + Vec3{0, 0, 0.75 * apart_rad * range_m} - c.p_ES_E);
    EXPECT_NEAR(frame.scan.detections[0].v, middle.y, 1e-9);
  }
}

TEST(InfraredLook, IsDeclaredWhenItHasStoodForTheFramesAsked) {
  Sky sky;
  sky.add("a", 45, 10, 1000, {{12, 1e6}, {75, 0}});
  for (const std::uint32_t frames : {1u, 3u}) {
    auto p = sharp();
    p.frames_to_declare = frames;
    const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
    auto state = geo.start(Draws(1, 0));
    std::vector<std::int64_t> seen;
    for (int k = 0; k < 10; ++k)
      if (!geo.look(state, k, sky.view(), Draws(1, 0)).scan.detections.empty()) seen.push_back(k);
    // the sweep passes this direction (to the north-east) late in a scan: first seen in frame 1
    EXPECT_EQ(seen.front(), frames == 1 ? 1 : 3);
    EXPECT_TRUE(seen.back() == 6 || seen.back() == 7);
  }
}

TEST(InfraredLook, StatesHowSurelyATypicalPlumeIsReported) {
  auto p = overhead();
  p.typical_W_sr = 2.2e4;
  const Infrared one(p, {}, 1, equinox(), kEnd);
  p.frames_to_declare = 3;
  const Infrared three(p, {}, 1, equinox(), kEnd);
  const double below_m = norm(one.state_E(time_from_s(5)).p) - earth::kA_m;
  const double pd = one.prob_detect(one.snr(2.2e4, below_m));
  EXPECT_GT(pd, 0.5);
  EXPECT_LT(pd, 0.95);
  EXPECT_NEAR(one.coverage({}).at(0).prob_detect, pd, 1e-6);
  EXPECT_NEAR(three.coverage({}).at(0).prob_detect, pd * pd * pd, 1e-6);
}

TEST(InfraredLook, AddingAnObjectElsewhereChangesNoOtherDetection) {
  Sky one, two;
  for (Sky* sky : {&one, &two}) sky->add("a", 45, 10, 1000, {{0, 5e4}});
  two.add("b", -30, 10, 1000, {{0, 5e4}});
  auto p = overhead();
  p.num_cells = 1e10;
  const Infrared alone(p, {}, 9, equinox(), one.view(), kEnd), both(p, {}, 9, equinox(), two.view(), kEnd);
  auto s1 = alone.start(Draws(4, 2)), s2 = both.start(Draws(4, 2));
  for (int k = 0; k < 30; ++k) {
    const Frame f1 = alone.look(s1, k, one.view(), Draws(4, 2)),
                f2 = both.look(s2, k, two.view(), Draws(4, 2));
    std::size_t same = 0;
    for (const Detection& d : f1.scan.detections)
      same += std::ranges::count_if(f2.scan.detections, [&](const Detection& e) {
        return d.valid == e.valid && d.u == e.u && d.v == e.v && d.snr_db == e.snr_db;
      }) == 1;
    EXPECT_EQ(same, f1.scan.detections.size());
  }
}

TEST(InfraredLook, AStateThatIsCopiedGoesOnAlike) {
  Sky sky;
  sky.add("a", 45, 10, 1000, {{0, 5e4}});
  auto p = overhead();
  p.num_cells = 1e10;
  p.frames_to_declare = 2;
  const Infrared geo(p, {}, 9, equinox(), sky.view(), kEnd);
  auto state = geo.start(Draws(4, 2));
  for (int k = 0; k < 5; ++k) geo.look(state, k, sky.view(), Draws(4, 2));
  auto copy = state;
  for (int k = 5; k < 10; ++k) {
    const Frame f1 = geo.look(state, k, sky.view(), Draws(4, 2)),
                f2 = geo.look(copy, k, sky.view(), Draws(4, 2));
    ASSERT_EQ(f1.scan.detections.size(), f2.scan.detections.size());
    for (std::size_t i = 0; i < f1.scan.detections.size(); ++i)
      EXPECT_EQ(f1.scan.detections[i].u, f2.scan.detections[i].u);
  }
}

TEST(InfraredLook, InAnOutageNothingIsCovered) {
  auto p = overhead();
  p.outages = {{25, 41}};
  const Infrared geo(p, {}, 1, equinox(), kEnd);
  auto state = geo.start(Draws(1, 0));
  const Sky nothing;
  for (int k = 0; k < 8; ++k)
    EXPECT_EQ(geo.look(state, k, nothing.view(), Draws(1, 0)).scan.coverage.size(),
              k >= 2 && k <= 4 ? 0u : 1u)
        << k;
}

} // namespace
} // namespace dewline::sense
