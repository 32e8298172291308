#include "dewline/track/association/assign.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <limits>
#include <set>

#include "dewline/base/check.hpp"
#include "dewline/track/association/assign_dense.hpp"
#include "dewline/track/association/workspace.hpp"
#include "track/association.hpp"

namespace {

using namespace dewline::track;

double best_by_trying_all(const std::vector<Pairing>& list, std::uint32_t track, std::uint32_t num_tracks,
                          std::set<std::uint32_t>& used) {
  if (track == num_tracks) return 0;
  double best = best_by_trying_all(list, track + 1, num_tracks, used);
  for (const Pairing& p : list) {
    if (p.track != track || used.count(p.detection) > 0) continue;
    used.insert(p.detection);
    best = std::max(best, p.gain + best_by_trying_all(list, track + 1, num_tracks, used));
    used.erase(p.detection);
  }
  return best;
}

double total(const std::vector<Pairing>& list, const std::vector<std::int32_t>& taken) {
  double sum = 0;
  std::set<std::uint32_t> used;
  for (std::uint32_t t = 0; t < taken.size(); ++t) {
    if (taken[t] == kNone) continue;
    const Pairing& p = list[static_cast<std::size_t>(taken[t])];
    EXPECT_EQ(p.track, t);
    EXPECT_TRUE(used.insert(p.detection).second) << "a detection is taken twice";
    sum += p.gain;
  }
  return sum;
}

TEST(Assign, IsOptimalOnRandomSmallCases) {
  rc::check("total gain equals that of trying all", [] {
    const auto num_tracks = *rc::gen::inRange<std::uint32_t>(0, 6),
               num_detections = *rc::gen::inRange<std::uint32_t>(1, 6);
    std::vector<Pairing> list;
    const int density = *rc::gen::inRange(1, 100);
    for (std::uint32_t t = 0; t < num_tracks; ++t)
      for (std::uint32_t d = 0; d < num_detections; ++d)
        if (*rc::gen::inRange(0, 100) < density) list.push_back({t, d, *rc::gen::inRange(-200, 1000) / 10.0});
    const auto taken = assign(num_tracks, num_detections, list);
    std::set<std::uint32_t> used;
    RC_ASSERT(std::abs(total(list, taken) - best_by_trying_all(list, 0, num_tracks, used)) < 1e-9);
  });
}

/// Gains of any sign, many of them equal; one workspace for all, so that nothing of one case may reach the
/// next.
TEST(Assign, EqualsEnumerationOnTenThousandSmallCases) {
  Workspace workspace;
  for (std::uint64_t i = 0; i < 10000; ++i) {
    const brute::Case c = brute::random_case(i, 5, -5, 10);
    const auto taken = assign(c.num_tracks, c.num_detections, c.list, workspace);
    const std::vector<std::int32_t> copy(taken.begin(), taken.end());
    double best = 0;
    for (const auto& e : brute::events(c.num_tracks, c.num_detections, c.list)) best = std::max(best, e.gain);
    ASSERT_NEAR(total(c.list, copy), best, 1e-9) << i;
    for (const std::int32_t p : copy) ASSERT_TRUE(p == kNone || c.list[static_cast<std::size_t>(p)].gain > 0);
    ASSERT_EQ(copy, assign(c.num_tracks, c.num_detections, c.list)) << i;
  }
}

/// A column of its own for each track's "none" makes it a dense problem.
double best_by_dense(std::uint32_t n, const std::vector<Pairing>& list) {
  std::vector<double> cost(std::size_t{n} * 2 * n, 1e6);
  for (const Pairing& p : list) cost[std::size_t{p.track} * 2 * n + p.detection] = -p.gain;
  for (std::uint32_t t = 0; t < n; ++t) cost[std::size_t{t} * 2 * n + n + t] = 0;
  DenseScratch scratch;
  const auto taken = assign_dense(n, 2 * n, cost, scratch);
  double sum = 0;
  for (std::uint32_t t = 0; t < n; ++t)
    sum -= cost[std::size_t{t} * 2 * n + static_cast<std::uint32_t>(taken[t])];
  return sum;
}

TEST(Assign, EqualsTheDenseSolverOnLargeCases) {
  Workspace workspace;
  for (std::uint64_t c = 0; c < 12; ++c) {
    brute::Dice dice(c);
    const std::uint32_t n = 100 + dice.below(250), degree = 1 + dice.below(12);
    std::vector<Pairing> list;
    for (std::uint32_t t = 0; t < n; ++t) {
      std::set<std::uint32_t> near;
      while (near.size() < degree) near.insert((t + dice.below(3 * degree)) % n);
      for (const std::uint32_t d : near) list.push_back({t, d, dice.uniform(-1, 9)});
    }
    const auto taken = assign(n, n, list, workspace);
    EXPECT_NEAR(total(list, {taken.begin(), taken.end()}), best_by_dense(n, list), 1e-8) << c;
  }
}

TEST(Assign, RefusesGainsThatMeanNothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinity = std::numeric_limits<double>::infinity();
  EXPECT_THROW(assign(1, 1, std::vector<Pairing>{{0, 0, nan}}), dewline::ContractError);
  EXPECT_THROW(assign(1, 1, std::vector<Pairing>{{0, 0, infinity}}), dewline::ContractError);
  EXPECT_THROW(assign(1, 1, std::vector<Pairing>{{1, 0, 1}}), dewline::ContractError);
  EXPECT_EQ(assign(1, 1, std::vector<Pairing>{{0, 0, -infinity}}), (std::vector<std::int32_t>{kNone}));
}

TEST(Assign, GivesUpTheNearestForTheBestSum) {
  const std::vector<Pairing> list{{0, 0, 10}, {0, 1, 9}, {1, 0, 8}};
  EXPECT_EQ(assign(2, 2, list), (std::vector<std::int32_t>{1, 2}));
}

TEST(Assign, NeverTakesALoss) {
  EXPECT_EQ(assign(1, 1, std::vector<Pairing>{{0, 0, -1}}), (std::vector<std::int32_t>{kNone}));
  EXPECT_EQ(assign(2, 0, {}), (std::vector<std::int32_t>{kNone, kNone}));
}

} // namespace
