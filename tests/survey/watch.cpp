#include "dewline/survey/watch.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "survey/network.hpp"

namespace dewline::survey {
namespace {

/// Something that stands still at an azimuth, elevation and range of a site for a time.
Flown hanging(const sense::RadarParams& from, double az_deg, double el_deg, double range_m, double span_s) {
  const earth::Geodetic site = earth::to_geodetic(from.at);
  const Vec3 p_E = earth::ecef(site) + transpose(earth::enu_axes(site)) *
                                           (range_m * earth::enu_direction(az_deg * kDeg, el_deg * kDeg));
  Flown flown;
  flown.path.append(Time{}, {p_E, {}, {}}, time_from_s(span_s), {p_E, {}, {}});
  flown.path.finish();
  flown.looks = {{Time{}, truth::Signature({{"any", 1}}, {})}};
  return flown;
}

TEST(Watch, ARadarHasDetectedWhenEnoughLooksHaveFailedToMiss) {
  const auto params = radar(60, 20, 0); // turns every 10 s from azimuth 300 deg; 0 deg is half way
  const sense::Radar site(params, {}, 1);
  const RadarWatcher watcher("site", site);
  const Flown flown = hanging(params, 0, 20, 3.5e6, 600);
  const auto look = watcher.look(flown.path.at(Time{}).p, Time{});
  ASSERT_TRUE(look && look->searched);
  const double pd = watcher.prob_detect(look->snr_1m2);
  EXPECT_NEAR(pd, sense::prob_detect(10 * std::log10(look->snr_1m2), params.prob_fa, 1, params.swerling),
              1e-8);
  ASSERT_GT(pd, 0.1);
  ASSERT_LT(pd, 0.5);
  const double needed = std::ceil(std::log(1 - 0.99) / std::log(1 - pd));
  const Sight sight = watch(watcher, flown, {0.5, 0.99});
  EXPECT_TRUE(std::isnan(sight.first_s)) << "no single look reaches 0.5";
  EXPECT_NEAR(sight.detected_s, 10 * (needed - 1) + 5, 1e-6);
  EXPECT_NEAR(watch(watcher, flown, {0.1, 0.01}).first_s, 5, 1e-6);
}

TEST(Watch, OutsideOfTheFenceNothingIsFound) {
  auto params = radar(60, 20, 0);
  params.fence.elevation_rad = {{3 * kDeg, 10 * kDeg}};
  const sense::Radar site(params, {}, 1);
  const RadarWatcher watcher("site", site);
  EXPECT_TRUE(std::isnan(watch(watcher, hanging(params, 0, 20, 1e6, 600), {}).detected_s));
  EXPECT_FALSE(std::isnan(watch(watcher, hanging(params, 0, 9, 1e6, 600), {}).detected_s));
  EXPECT_TRUE(std::isnan(watch(watcher, hanging(params, 61, 9, 1e6, 600), {}).detected_s));
  EXPECT_TRUE(std::isnan(watch(watcher, hanging(params, 0, 2, 1e6, 600), {}).detected_s));
}

TEST(Watch, EachSearchVolumeLooksInItsOwnTime) {
  auto params = radar(60, 20, 0);
  params.fences = {{{3 * kDeg, 10 * kDeg}, {}, {}}, {{10 * kDeg, 40 * kDeg}, {}, 60.0}};
  const sense::Radar site(params, {}, 1);
  const RadarWatcher watcher("site", site);
  EXPECT_NEAR(watch(watcher, hanging(params, 0, 9, 1e6, 600), {}).detected_s, 5, 1e-6);
  EXPECT_NEAR(watch(watcher, hanging(params, 0, 20, 1e6, 600), {}).detected_s, 30, 1e-6);
}

/// A plume that rises straight up from the ground at 1 km/s for 200 s, bright for 150 s.
Flown rising(double lat_deg, double lon_deg, double plume_W_sr) {
  const earth::Geodetic pad{lat_deg * kDeg, lon_deg * kDeg, 0};
  const Vec3 v = transpose(earth::enu_axes(pad)) * Vec3{0, 0, 1000};
  Flown flown;
  flown.path.append(Time{}, {earth::ecef(pad), v, {}}, time_from_s(200), {earth::ecef(pad) + 200 * v, v, {}});
  flown.path.finish();
  flown.looks = {{Time{}, truth::Signature({{"any", 1}}, {})}};
  flown.plumes = {{Time{}, plume_W_sr}, {time_from_s(150), 0}};
  return flown;
}

TEST(Watch, ASatelliteDeclaresAfterItsLooksInARowAboveTheCloud) {
  const Sky sky({{"eye", stationary(10)}});
  const Watcher& eye = sky.network.watchers().at(0);
  const double cloud_m = std::get<InfraredWatcher>(eye).cloud_top_m();
  ASSERT_GT(cloud_m, 0);
  ASSERT_LT(cloud_m, 10e3);
  const Sight bright = watch(eye, rising(40, 10, 1e6), {});
  const double first_s = 10 * std::ceil(cloud_m / 1000 / 10);
  EXPECT_NEAR(bright.first_s, first_s, 1e-6);
  EXPECT_NEAR(bright.detected_s, first_s + 20, 1e-6);
  EXPECT_TRUE(std::isnan(watch(eye, rising(40, 10, 1e3), {}).detected_s)) << "too faint";
  EXPECT_TRUE(std::isnan(watch(eye, rising(40, 150, 1e6), {}).detected_s)) << "behind the limb";
  EXPECT_EQ(seconds(rising(40, 10, 1).burnout()), 150);
}

// The share is a probability over all launches, those under a clear sky with them.
TEST(Watch, TheCloudsTopIsThatOfTheStatedProbability) {
  const Sky sky({{"eye", stationary(10)}});
  const auto& eye = std::get<InfraredWatcher>(sky.network.watchers().at(0));
  const sense::Infrared& satellite = eye.satellite();
  const sense::CloudParams& cloud = satellite.params().cloud;
  ASSERT_GT(cloud.cover, 0.5);
  constexpr int kClouds = 10000;
  for (const double share : {0.1, 0.2, 0.4, 0.5, 0.8, 0.95}) {
    const double top_m = InfraredWatcher("eye", satellite, share).cloud_top_m();
    int lower = 0;
    for (int i = 0; i < kClouds; ++i) lower += sense::cloud_top_m(cloud, (i + 0.5) / kClouds) <= top_m;
    if (share <= 1 - cloud.cover) EXPECT_EQ(top_m, 0) << share;
    else EXPECT_NEAR(lower, share * kClouds, 1) << share;
  }
}

TEST(Watch, NothingIsDeclaredAfterTheFireWentOut) {
  auto slow = stationary(10);
  slow.scan_period_s = 40;
  slow.frames_to_declare = 5; // 40 s, 80 s, 120 s: three looks
  const Sky sky({{"eye", slow}});
  const Sight sight = watch(sky.network.watchers().at(0), rising(40, 10, 1e6), {});
  EXPECT_NEAR(sight.first_s, 40, 1e-6);
  EXPECT_TRUE(std::isnan(sight.detected_s));
}

} // namespace
} // namespace dewline::survey
