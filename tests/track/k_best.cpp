#include "dewline/track/association/k_best.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "dewline/base/check.hpp"
#include "dewline/track/association/assign.hpp"
#include "dewline/track/association/workspace.hpp"
#include "track/association.hpp"

namespace {

using namespace dewline::track;

/// Sum of the gains that are taken; fails if a track has another's pairing or a detection is taken twice.
double checked_total(const std::vector<Pairing>& list, std::span<const std::int32_t> taken) {
  double sum = 0;
  std::set<std::uint32_t> used;
  for (std::uint32_t t = 0; t < taken.size(); ++t) {
    if (taken[t] == kNone) continue;
    const Pairing& p = list.at(static_cast<std::size_t>(taken[t]));
    EXPECT_EQ(p.track, t);
    EXPECT_TRUE(used.insert(p.detection).second) << "a detection is taken twice";
    sum += p.gain;
  }
  return sum;
}

void compare_with_enumeration(const brute::Case& c, std::uint32_t k, Workspace& workspace) {
  auto all = brute::events(c.num_tracks, c.num_detections, c.list);
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.gain > b.gain; });
  const RankedAssignments& ranked = k_best(c.num_tracks, c.num_detections, c.list, k, workspace);
  ASSERT_EQ(ranked.size(), std::min<std::size_t>(k, all.size()));
  std::set<std::vector<std::int32_t>> seen;
  for (std::size_t h = 0; h < ranked.size(); ++h) {
    ASSERT_NEAR(ranked.gain[h], all[h].gain, 1e-9) << "rank " << h;
    ASSERT_NEAR(checked_total(c.list, ranked[h]), ranked.gain[h], 1e-9);
    ASSERT_LE(ranked.gain[h], ranked.gain[h > 0 ? h - 1 : 0]);
    ASSERT_TRUE(seen.emplace(ranked[h].begin(), ranked[h].end()).second) << "an assignment comes twice";
  }
}

TEST(KBest, EqualsEnumerationOnSmallCases) {
  Workspace workspace;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    SCOPED_TRACE(i);
    compare_with_enumeration(brute::random_case(i, 5, -10, 10), 1 + static_cast<std::uint32_t>(i % 40),
                             workspace);
    if (HasFatalFailure()) return;
  }
}

TEST(KBest, ListsEveryEventWhenAskedForMore) {
  Workspace workspace;
  for (std::uint64_t i = 0; i < 300; ++i) {
    SCOPED_TRACE(i);
    compare_with_enumeration(brute::random_case(i, 4, -5, 5), 100000, workspace);
    if (HasFatalFailure()) return;
  }
}

TEST(KBest, HoldsForGainsOfHundreds) {
  Workspace workspace;
  for (std::uint64_t i = 0; i < 500; ++i)
    compare_with_enumeration(brute::random_case(i, 5, -700, 700), 20, workspace);
}

/// The best of all is the assignment, and an assignment of a large problem too.
TEST(KBest, BeginsWithTheOptimum) {
  Workspace workspace;
  brute::Dice dice(5);
  std::vector<Pairing> list;
  for (std::uint32_t t = 0; t < 60; ++t)
    for (std::uint32_t d = 0; d < 60; ++d)
      if (dice.below(3) == 0) list.push_back({t, d, dice.uniform(-2, 8)});
  const double best = checked_total(list, assign(60, 60, list));
  const RankedAssignments& ranked = k_best(60, 60, list, 200, workspace);
  ASSERT_EQ(ranked.size(), 200U);
  EXPECT_NEAR(ranked.gain[0], best, 1e-9);
  std::set<std::vector<std::int32_t>> seen;
  for (std::size_t h = 0; h < ranked.size(); ++h) {
    EXPECT_NEAR(checked_total(list, ranked[h]), ranked.gain[h], 1e-9);
    EXPECT_TRUE(seen.emplace(ranked[h].begin(), ranked[h].end()).second);
  }
}

TEST(KBest, NothingToTakeIsOneEvent) {
  Workspace workspace;
  const RankedAssignments& ranked = k_best(2, 0, {}, 3, workspace);
  ASSERT_EQ(ranked.size(), 1U);
  EXPECT_EQ(ranked.gain[0], 0);
  EXPECT_EQ(ranked.taken, (std::vector<std::int32_t>{kNone, kNone}));
  EXPECT_EQ(k_best(2, 0, {}, 0, workspace).size(), 0U);
}

TEST(KBest, RefusesWhatMeansNothing) {
  Workspace workspace;
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinity = std::numeric_limits<double>::infinity();
  const auto ask = [&](std::vector<Pairing> list) { k_best(1, 1, list, 2, workspace); };
  EXPECT_THROW(ask({{0, 0, nan}}), dewline::ContractError);
  EXPECT_THROW(ask({{0, 0, infinity}}), dewline::ContractError);
  EXPECT_THROW(ask({{0, 1, 1}}), dewline::ContractError);
  EXPECT_THROW(ask({{0, 0, 1}, {0, 0, 2}}), dewline::ContractError);
  EXPECT_EQ(k_best(1, 1, std::vector<Pairing>{{0, 0, -infinity}}, 2, workspace).size(), 1U);
}

} // namespace
