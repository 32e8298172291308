// The skyline of a site: between rows, through north, and rows that are wrong.
#include "dewline/sense/propagation/horizon_mask.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = M_PI / 180;

std::vector<Problem> problems_of(const HorizonMask::Rows& rows) {
  Problems problems;
  check(rows, problems);
  return problems.list();
}

TEST(HorizonMask, EmptyIsLevelAndOneRowHoldsEverywhere) {
  EXPECT_EQ(HorizonMask().el_min_rad(1.0), 0);
  EXPECT_TRUE(HorizonMask().empty());
  const HorizonMask one(HorizonMask::Rows{{40 * kDeg, 2 * kDeg}});
  for (double az = -7; az < 14; az += 0.3) EXPECT_NEAR(one.el_min_rad(az), 2 * kDeg, 1e-15);
}

TEST(HorizonMask, LinearBetweenRowsInAnyOrderAndThroughNorth) {
  const HorizonMask mask(
      HorizonMask::Rows{{350 * kDeg, 4 * kDeg}, {10 * kDeg, 2 * kDeg}, {180 * kDeg, -1 * kDeg}});
  EXPECT_NEAR(mask.el_min_rad(350 * kDeg), 4 * kDeg, 1e-15);
  EXPECT_NEAR(mask.el_min_rad(10 * kDeg), 2 * kDeg, 1e-15);
  EXPECT_NEAR(mask.el_min_rad(0), 3 * kDeg, 1e-15);
  EXPECT_NEAR(mask.el_min_rad(355 * kDeg), 3.5 * kDeg, 1e-15);
  EXPECT_NEAR(mask.el_min_rad(-5 * kDeg), 3.5 * kDeg, 1e-15);
  EXPECT_NEAR(mask.el_min_rad(365 * kDeg), 2.5 * kDeg, 1e-15);
  EXPECT_NEAR(mask.el_min_rad(95 * kDeg), 0.5 * kDeg, 1e-15);
  EXPECT_NEAR(mask.el_min_rad(265 * kDeg), 1.5 * kDeg, 1e-15);
}

TEST(HorizonMask, ContinuousAllAround) {
  const HorizonMask mask(HorizonMask::Rows{{-0.1, 0.02}, {3.0, 0.3}, {1.0, -0.05}, {6.0, 0.1}});
  double before = mask.el_min_rad(-4);
  for (double az = -4; az < 9; az += 1e-3) {
    const double now = mask.el_min_rad(az);
    EXPECT_LT(std::abs(now - before), 1e-3);
    before = now;
  }
  EXPECT_NEAR(mask.el_min_rad(2 * M_PI - 1e-12), mask.el_min_rad(0), 1e-9);
}

TEST(HorizonMask, WrongRowsAreNamed) {
  EXPECT_TRUE(problems_of({{0, 0.1}, {1, -0.08}}).empty());
  const auto repeated = problems_of({{0, 0.1}, {1, 0.1}, {2 * M_PI, 0.2}});
  ASSERT_EQ(repeated.size(), 1u);
  EXPECT_EQ(repeated[0].path, "[2]");
  EXPECT_EQ(problems_of({{0, -0.1}, {1, 1.1}, {2, std::nan("")}}).size(), 3u);
  EXPECT_EQ(problems_of({{std::nan(""), 0.1}}).size(), 1u);
  EXPECT_THROW(HorizonMask(HorizonMask::Rows{{0, 0.1}, {0, 0.2}}), ContractError);
  EXPECT_THROW((void)HorizonMask().el_min_rad(std::nan("")), ContractError);
}

} // namespace
} // namespace dewline::sense
