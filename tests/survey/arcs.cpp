#include "dewline/survey/arc.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/survey/warning.hpp"
#include "survey/network.hpp"

namespace dewline::survey {
namespace {

/// The largest distance between two flights at equal times, up to a minute before the first comes down.
double apart_m(const Flown& a, const Flown& b) {
  const double span_s = seconds(std::min(a.path.end(), b.path.end()) - a.path.begin()) - 60;
  double most_m = 0;
  for (int i = 0; i <= 200; ++i) {
    const Time t = a.path.begin() + duration_from_s(span_s * i / 200);
    most_m = std::max(most_m, norm(a.path.at(t).p - b.path.at(t).p));
  }
  return most_m;
}

TEST(Cutoffs, TheReachIsThatOfTheAimSolver) {
  const CutoffTable table(rocket(50, 60));
  ASSERT_FALSE(table.empty());
  for (const double az_deg : {11.0, 100.0, 200.0, 300.0}) {
    const auto [least, most] = table.reach_m(az_deg * kDeg);
    EXPECT_GT(most, 8e6) << az_deg;
    EXPECT_LT(least, 3e6) << az_deg;
    EXPECT_TRUE(table.fly(earth::destination(table.pad(), az_deg * kDeg, 0.97 * most))) << az_deg;
    EXPECT_FALSE(table.fly(earth::destination(table.pad(), az_deg * kDeg, 1.05 * most))) << az_deg;
    EXPECT_TRUE(table.at(0.9 * most, az_deg * kDeg));
    EXPECT_FALSE(table.at(1.01 * most, az_deg * kDeg));
  }
}

TEST(Cutoffs, BetweenItsKnotsTheTableIsCloseToAFlight) {
  const CutoffTable table(rocket(50, 60));
  for (const double az_deg : {11.0, 134.0, 290.0})
    for (const double share : {0.31, 0.77}) {
      const auto [least, most] = table.reach_m(az_deg * kDeg);
      const double range_m = std::lerp(least, most, share);
      const auto cutoff = table.at(range_m, az_deg * kDeg);
      const auto flown = table.fly(earth::destination(table.pad(), az_deg * kDeg, range_m));
      ASSERT_TRUE(cutoff && flown);
      EXPECT_NEAR(cutoff->t_s, seconds(flown->burnout()), 0.5);
      const PosVel x_E = flown->path.at(flown->burnout());
      EXPECT_LT(norm(cutoff->x_E.v - x_E.v), 30) << az_deg << ' ' << share;
      EXPECT_LT(norm(cutoff->x_E.p - x_E.p), 5e3) << az_deg << ' ' << share;
    }
}

TEST(Arcs, ComeDownAtTheirAimsAndStayCloseToFlownOnes) {
  for (const LaunchParams& launch : {rocket(50, 60), rocket(-20, -130, truth::Loft::lofted), shot(65, 179)}) {
    const CutoffTable table(launch);
    std::vector<earth::Geodetic> aims;
    for (int i = 0; i < 12; ++i) aims.push_back(earth::destination(table.pad(), 0.55 * i, 3.5e6 + 3.7e5 * i));
    const auto arcs = arcs_to(table, aims);
    for (std::size_t i = 0; i < aims.size(); ++i) {
      const auto flown = table.fly(aims[i]);
      ASSERT_EQ(arcs[i].has_value(), flown.has_value()) << i;
      if (!flown) continue;
      EXPECT_LT(arcs[i]->miss_m, 100);
      EXPECT_NEAR(arcs[i]->tof_s, seconds(flown->path.end() - flown->path.begin()), 4) << i;
      EXPECT_LT(apart_m(arcs[i]->flown, *flown), 25e3) << i;
      EXPECT_NEAR(arcs[i]->apogee_h_m, 1e6, 3e6);
    }
  }
}

TEST(Arcs, PlumesAndLooksEndAtTheCutOff) {
  const CutoffTable table(rocket(50, 60));
  const earth::Geodetic aim = earth::destination(table.pad(), 1, 5e6);
  const auto arcs = arcs_to(table, std::span(&aim, 1));
  ASSERT_TRUE(arcs[0]);
  const Flown& flown = arcs[0]->flown;
  EXPECT_EQ(flown.plume_W_sr(time_from_s(60)), 1e6);
  EXPECT_EQ(flown.plume_W_sr(time_from_s(140)), 1e5);
  EXPECT_EQ(flown.plume_W_sr(flown.burnout()), 0);
  EXPECT_GT(seconds(flown.burnout()), 140);
  EXPECT_LT(seconds(flown.burnout()), 240);
  const PosVel x_E = flown.path.at(flown.burnout());
  EXPECT_NEAR(flown.rcs_m2(flown.burnout(), x_E, {}, 1e9), 0.5, 1e-12);
  EXPECT_NEAR(flown.rcs_m2(time_from_s(60), x_E, {}, 1e9), 10, 1e-12);
}

TEST(Arcs, BeyondTheReachThereIsNone) {
  const CutoffTable table(rocket(50, 60));
  const std::vector<earth::Geodetic> aims{earth::destination(table.pad(), 0, 50e3),
                                          earth::destination(table.pad(), 0, 19.9e6)};
  for (const auto& arc : arcs_to(table, aims)) EXPECT_FALSE(arc);
}

TEST(Arcs, ATypeThatReachesNothingGivesAnEmptyTable) {
  LaunchParams heavy = rocket(50, 60);
  heavy.object.boost->payload_kg = 4e5;
  const CutoffTable table(heavy);
  EXPECT_TRUE(table.empty());
  EXPECT_FALSE(table.at(1e6, 0));
}

} // namespace
} // namespace dewline::survey
