#include "dewline/survey/warning.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "dewline/base/check.hpp"
#include "survey/network.hpp"

namespace dewline::survey {
namespace {

WarningRequest request(const GridParams& grid) {
  WarningRequest r;
  r.grid = grid;
  r.launches = {rocket(50, 60)};
  return r;
}

/// Equal by bits: NaN equals NaN.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}
bool same(const WarningMap& a, const WarningMap& b) {
  return same(a.tof_s, b.tof_s) && same(a.first_s, b.first_s) && same(a.detected_s, b.detected_s) &&
         same(a.warning_s, b.warning_s) && same(a.joint_warning_s, b.joint_warning_s) &&
         same(a.most_warning_s, b.most_warning_s) && a.launch == b.launch && a.flown.size() == b.flown.size();
}

TEST(Warning, IsImpactLessFirstDetectionAndLessTheSecond) {
  const Sky sky;
  const WarningMap map = warning_map(request(region(30, 70, -120, 0, 5)), sky.network.watchers());
  ASSERT_TRUE(map.complete);
  const std::size_t n = map.watchers.size();
  std::size_t warned = 0;
  for (std::size_t cell = 0; cell < map.grid.size(); ++cell) {
    std::vector<double> seen;
    for (std::size_t w = 0; w < n; ++w)
      if (const double t = map.detected_s[cell * n + w]; !std::isnan(t)) seen.push_back(t);
    std::ranges::sort(seen);
    const double first = seen.empty() ? kNever : map.tof_s[cell] - seen[0];
    const double second = seen.size() < 2 ? kNever : map.tof_s[cell] - seen[1];
    EXPECT_TRUE(same({map.warning_s[cell]}, {first}));
    EXPECT_TRUE(same({map.joint_warning_s[cell]}, {second}));
    warned += !seen.empty();
    if (std::isnan(map.tof_s[cell])) {
      EXPECT_TRUE(seen.empty());
    }
    EXPECT_TRUE(same({map.warning_s[cell]}, {map.most_warning_s[cell]})) << "one launch";
  }
  EXPECT_GT(warned, map.grid.size() / 2);
}

TEST(Warning, ThreadsChangeNothing) {
  const Sky sky;
  WarningRequest r = request(region(-90, 90, -180, 180, 15));
  r.threads = 1;
  const WarningMap one = warning_map(r, sky.network.watchers());
  for (const unsigned threads : {2u, 8u}) {
    r.threads = threads;
    EXPECT_TRUE(same(one, warning_map(r, sky.network.watchers()))) << threads;
  }
}

TEST(Warning, ACellIsTheSameInEveryRegionTheDateLineAndThePoleIncluded) {
  const Sky sky;
  const WarningMap world = warning_map(request(region(-90, 90, -180, 180, 10)), sky.network.watchers());
  const WarningMap part = warning_map(request(region(60, 90, 160, -150, 10)), sky.network.watchers());
  std::size_t compared = 0;
  for (std::size_t i = 0; i < part.grid.size(); ++i)
    for (std::size_t k = 0; k < world.grid.size(); ++k)
      if (world.grid.address(k) == part.grid.address(i)) {
        EXPECT_NEAR(std::isnan(part.tof_s[i]) ? -1 : part.tof_s[i],
                    std::isnan(world.tof_s[k]) ? -1 : world.tof_s[k], 1e-3);
        EXPECT_TRUE(std::isnan(part.warning_s[i]) == std::isnan(world.warning_s[k]));
        ++compared;
      }
  EXPECT_EQ(compared, part.grid.size());
}

TEST(Warning, OneCellInAHundredIsFlownAndTheDifferenceIsSmall) {
  const Sky sky;
  const WarningMap map = warning_map(request(region(20, 80, -150, 50, 2.5)), sky.network.watchers());
  std::size_t reached = 0, disagree = 0;
  for (const double tof_s : map.tof_s) reached += !std::isnan(tof_s);
  ASSERT_GT(map.flown.size(), 5u);
  EXPECT_LT(map.flown.size(), reached / 40);
  for (const FlownCell& f : map.flown) {
    EXPECT_EQ(map.grid.address(f.cell) % kFlownOneIn, 0u);
    EXPECT_LT(std::abs(f.tof_off_s), 4);
    EXPECT_LT(f.place_off_m, 25e3);
    if (!std::isnan(f.warning_off_s)) {
      EXPECT_LT(std::abs(f.warning_off_s), 25) << "two revisits";
    }
    disagree += f.num_disagree;
  }
  EXPECT_LE(disagree, map.flown.size() * map.watchers.size() / 50);
}

TEST(Warning, OfARegionTheLaunchThatWarnsLeastCounts) {
  const Sky sky;
  WarningRequest both = request(region(30, 60, -120, -60, 10));
  both.launches = {rocket(50, 60), rocket(52, 40)};
  const WarningMap all = warning_map(both, sky.network.watchers());
  WarningRequest one = both, two = both;
  one.launches.pop_back();
  two.launches.erase(two.launches.begin());
  const WarningMap a = warning_map(one, sky.network.watchers()), b = warning_map(two, sky.network.watchers());
  const auto rank = [](double w) { return std::isnan(w) ? -1 : w; };
  for (std::size_t i = 0; i < all.grid.size(); ++i) {
    if (std::isnan(a.tof_s[i]) || std::isnan(b.tof_s[i])) continue;
    EXPECT_EQ(rank(all.warning_s[i]), std::min(rank(a.warning_s[i]), rank(b.warning_s[i])));
    EXPECT_EQ(rank(all.most_warning_s[i]), std::max(rank(a.warning_s[i]), rank(b.warning_s[i])));
    const WarningMap& from = all.launch[i] == 0 ? a : b;
    EXPECT_EQ(all.tof_s[i], from.tof_s[i]);
  }
}

TEST(Warning, CanBeStopped) {
  const Sky sky;
  std::uint64_t done = 0;
  const Watchdog watchdog{[&](std::uint64_t d, std::uint64_t) { done = d; }, [&] { return done >= 3; }};
  const WarningMap map =
      warning_map(request(region(-90, 90, -180, 180, 10)), sky.network.watchers(), watchdog);
  EXPECT_FALSE(map.complete);
  EXPECT_EQ(done, 3u);
  EXPECT_THROW(warning_map({}, sky.network.watchers()), ContractError) << "no launch";
}

} // namespace
} // namespace dewline::survey
