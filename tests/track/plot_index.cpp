#include "dewline/track/association/plot_index.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "dewline/base/check.hpp"
#include "track/association.hpp"

namespace {

using dewline::Vec3;
using dewline::track::PlotIndex;

std::vector<std::uint32_t> by_plain_loop(const std::vector<Vec3>& points, const Vec3& centre, double radius) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < points.size(); ++i)
    if (dot(points[i] - centre, points[i] - centre) <= radius * radius) out.push_back(i);
  return out;
}

/// In the plane or in space; spread out, with outliers a million times as far, or many in few places.
std::vector<Vec3> some_points(brute::Dice& dice, std::uint32_t num) {
  const std::uint32_t kind = dice.below(3);
  const bool flat = dice.below(2) == 0;
  std::vector<Vec3> points(num);
  for (Vec3& p : points) {
    const double far = kind == 1 && dice.below(50) == 0 ? 1e9 : 1e3;
    p = {dice.uniform(-far, far), dice.uniform(-far, far), flat ? 0 : dice.uniform(-far, far)};
    if (kind == 2)
      p = {std::round(p.x / 500) * 500, std::round(p.y / 500) * 500, std::round(p.z / 500) * 500};
  }
  return points;
}

TEST(PlotIndex, FindsWhatThePlainLoopFinds) {
  PlotIndex index;
  std::vector<std::uint32_t> found;
  std::size_t num_found = 0;
  for (std::uint64_t c = 0; c < 300; ++c) {
    brute::Dice dice(c);
    const auto points = some_points(dice, dice.below(400));
    index.build(points);
    for (int q = 0; q < 20; ++q) {
      const bool on_one = !points.empty() && dice.below(2) == 0;
      const Vec3 centre = on_one
                              ? points[dice.below(static_cast<std::uint32_t>(points.size()))]
                              : Vec3{dice.uniform(-1e3, 1e3), dice.uniform(-1e3, 1e3), dice.uniform(-9, 9)};
      const double radius = dice.below(5) == 0 ? 0 : dice.below(4) == 0 ? 500 : dice.uniform(0, 1500);
      index.near(centre, radius, found);
      ASSERT_EQ(found, by_plain_loop(points, centre, radius)) << c << " " << q;
      num_found += found.size();
    }
  }
  EXPECT_GT(num_found, 10000U);
}

TEST(PlotIndex, HoldsAHundredThousandInOnePlaceAndOneFarAway) {
  std::vector<Vec3> points(100000, Vec3{5, 5, 5});
  points.push_back({1e300, -1e300, 0});
  PlotIndex index;
  index.build(points);
  std::vector<std::uint32_t> found;
  index.near({5, 5, 6}, 0.5, found);
  EXPECT_TRUE(found.empty());
  index.near({5, 5, 5}, 0, found);
  EXPECT_EQ(found.size(), 100000U);
  index.near({1e300, -1e300, 0}, 1, found);
  EXPECT_EQ(found, (std::vector<std::uint32_t>{100000}));
}

TEST(PlotIndex, EveryOneOfAHundredThousandFindsItself) {
  brute::Dice dice(9);
  std::vector<Vec3> points(100000);
  for (Vec3& p : points) p = {dice.uniform(-1e5, 1e5), dice.uniform(-1e5, 1e5), 0};
  PlotIndex index;
  index.build(points);
  std::uint64_t num = 0;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    bool self = false;
    index.visit_near(points[i], 500, [&](std::uint32_t k, double) { self |= k == i, ++num; });
    ASSERT_TRUE(self);
  }
  EXPECT_NEAR(static_cast<double>(num), 100000 * (1 + 100000 * 3.14159 * 500 * 500 / 4e10),
              0.03 * double(num));
}

TEST(PlotIndex, RefusesWhatIsNoPlace) {
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinity = std::numeric_limits<double>::infinity();
  PlotIndex index;
  EXPECT_THROW(index.build(std::vector<Vec3>{{0, nan, 0}}), dewline::ContractError);
  EXPECT_THROW(index.build(std::vector<Vec3>{{infinity, 0, 0}}), dewline::ContractError);
  index.build(std::vector<Vec3>{{0, 0, 0}});
  std::vector<std::uint32_t> found;
  EXPECT_THROW(index.near({0, 0, 0}, nan, found), dewline::ContractError);
  EXPECT_THROW(index.near({0, 0, 0}, -1, found), dewline::ContractError);
  index.near({nan, 0, 0}, 1, found);
  EXPECT_TRUE(found.empty());
  index.near({0, 0, 0}, infinity, found);
  EXPECT_EQ(found.size(), 1U);
  index.build({});
  index.near({0, 0, 0}, 1, found);
  EXPECT_TRUE(found.empty());
}

} // namespace
