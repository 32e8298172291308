#include "dewline/survey/reach.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "survey/network.hpp"

namespace dewline::survey {
namespace {

ReachRequest one_square_metre(double prob_detect = 0.5) {
  ReachRequest r;
  r.target = truth::Signature({{"any", 1}}, {});
  r.prob_detect = prob_detect;
  return r;
}

TEST(Reach, OnBoresightItIsTheRadarsOwnDetectionRange) {
  auto params = radar(60, 20, 90);
  params.max_range_m = 8e6;
  const sense::Radar site(params, {}, 1);
  const RadarWatcher watcher("site", site);
  for (const double pd : {0.5, 0.9}) {
    const Reach r = reach_at(watcher, one_square_metre(pd), 90 * kDeg, 20 * kDeg);
    EXPECT_EQ(r.end, End::detection);
    EXPECT_NEAR(r.range_m, sense::detection_range_m(site, 1, pd), 3e-5 * r.range_m)
        << "the beam points 1 mrad off";
  }
}

TEST(Reach, FallsWithTheScanLossOffBoresight) {
  const sense::Radar site(radar(60, 20, 90), {}, 1);
  const RadarWatcher watcher("site", site);
  const double on = reach_at(watcher, one_square_metre(), 90 * kDeg, 20 * kDeg).range_m;
  const double up = reach_at(watcher, one_square_metre(), 90 * kDeg, 65 * kDeg).range_m;
  EXPECT_NEAR(up / on, std::sqrt(std::cos(45 * kDeg)), 1e-3); // R^4 goes with cos^2
}

TEST(Reach, NothingOutsideSectorAndElevationsAndNoFartherThanTheInstrument) {
  auto params = radar(60, 20, 350); // across north
  params.fence.elevation_rad = {{3 * kDeg, 10 * kDeg}};
  params.max_range_m = 1e6;
  const sense::Radar site(params, {}, 1);
  const RadarWatcher watcher("site", site);
  const auto all = reach(watcher, {truth::Signature({{"any", 1}}, {}), 0.5, 10 * kDeg, 1 * kDeg});
  ASSERT_EQ(all.size(), 36u * 91u);
  for (const Reach& r : all) {
    const double off = std::abs(std::remainder(r.az_rad - 350 * kDeg, 2 * std::numbers::pi));
    const bool inside =
        off <= 60 * kDeg + 1e-9 && r.el_rad >= 3 * kDeg - 1e-9 && r.el_rad <= 85 * kDeg + 1e-9;
    if (std::abs(off - 60 * kDeg) < 1e-9) continue; // on the edge rounding decides
    EXPECT_EQ(r.end == End::field, !inside) << r.az_rad / kDeg << ' ' << r.el_rad / kDeg;
    EXPECT_LE(r.range_m, 1e6);
    if (!inside) continue;
    EXPECT_EQ(r.searched, r.el_rad <= 10 * kDeg + 1e-9) << r.el_rad / kDeg;
    EXPECT_GT(r.height_m, r.range_m * std::sin(r.el_rad) - 20e3);
  }
}

TEST(Reach, ATargetAtAHeightIsSeenToTheHorizonOfTheLowestElevation) {
  auto params = radar(60, 20, 0);
  params.reference_snr_db = 40;
  params.max_range_m = 8e6;
  const sense::Radar site(params, {}, 1);
  const RadarWatcher watcher("site", site);
  const double seen_m = reach_at_height_m(watcher, one_square_metre(), 0, 200e3);
  EXPECT_NEAR(seen_m, sense::horizon_range_m(site, 3 * kDeg, 200e3), 1);
  EXPECT_EQ(reach_at_height_m(watcher, one_square_metre(), 180 * kDeg, 200e3), 0);
}

} // namespace
} // namespace dewline::survey
