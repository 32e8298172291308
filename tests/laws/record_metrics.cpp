// What makes GOSPA and OSPA metrics, and what no order of rows may change. Fixed seeds: no false failures.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/draws.hpp"
#include "dewline/record/metrics/score.hpp"

namespace {

using namespace dewline;
using record::StateRow;

double uniform(std::uint64_t set, std::uint64_t item) {
  return Draws(31, 0).uniform({Purpose::test, 0, 0, set, item});
}

/// 0 to 5 points in a box of 200 m.
std::vector<Vec3> points(std::uint64_t set) {
  std::vector<Vec3> out(static_cast<std::size_t>(6 * uniform(set, 0)));
  for (std::size_t i = 0; i < out.size(); ++i)
    for (std::size_t axis = 0; axis < 3; ++axis) out[i][axis] = 200 * uniform(set, 1 + 3 * i + axis);
  return out;
}

/// The least sum of min(d, c)^p over all assignments of the smaller set, by trying all.
double least_sum(std::vector<Vec3> a, std::vector<Vec3> b, double c_m, double p) {
  if (a.size() > b.size()) std::swap(a, b);
  std::vector<std::size_t> order(b.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  double least = std::numeric_limits<double>::infinity();
  do {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow(std::min(norm(a[i] - b[order[i]]), c_m), p);
    least = std::min(least, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return least;
}

struct Order {
  double p, alpha;
};
const Order kOrders[] = {{1, 2}, {2, 2}, {2, 1}, {2, 0.5}, {3, 2}, {1.5, 1.3}};
constexpr double kCut_m = 100;
constexpr std::uint64_t kNumSets = 400;

double d_gospa(std::span<const Vec3> a, std::span<const Vec3> b, const Order& o) {
  return record::gospa(a, b, {kCut_m, o.p, o.alpha}).value_m;
}

TEST(SetMetrics, EqualTheDefinitionByTryingEveryAssignment) {
  for (const Order& o : kOrders)
    for (std::uint64_t k = 0; k < kNumSets; ++k) {
      const auto a = points(2 * k), b = points(2 * k + 1);
      const double sum = least_sum(a, b, kCut_m, o.p), cut = std::pow(kCut_m, o.p);
      const auto m = static_cast<double>(std::min(a.size(), b.size()));
      const auto n = static_cast<double>(std::max(a.size(), b.size()));
      EXPECT_NEAR(d_gospa(a, b, o), std::pow(sum + cut / o.alpha * (n - m), 1 / o.p), 1e-9) << k;
      const double ospa = n == 0 ? 0 : std::pow((sum + cut * (n - m)) / n, 1 / o.p);
      EXPECT_NEAR(record::ospa(a, b, kCut_m, o.p), ospa, 1e-9) << k;
    }
}

TEST(SetMetrics, AreZeroForEqualSetsOnlyAndSymmetric) {
  for (const Order& o : kOrders)
    for (std::uint64_t k = 0; k < kNumSets; ++k) {
      const auto a = points(2 * k), b = points(2 * k + 1);
      auto same = a;
      std::reverse(same.begin(), same.end());
      EXPECT_EQ(d_gospa(a, same, o), 0);
      EXPECT_EQ(record::ospa(a, same, kCut_m, o.p), 0);
      EXPECT_EQ(d_gospa(a, b, o) > 0, !a.empty() || !b.empty());
      EXPECT_NEAR(d_gospa(a, b, o), d_gospa(b, a, o), 1e-9);
      EXPECT_NEAR(record::ospa(a, b, kCut_m, o.p), record::ospa(b, a, kCut_m, o.p), 1e-9);
    }
}

TEST(SetMetrics, ObeyTheTriangleInequality) {
  for (const Order& o : kOrders)
    for (std::uint64_t k = 0; k < kNumSets; ++k) {
      const auto a = points(3 * k), b = points(3 * k + 1), c = points(3 * k + 2);
      EXPECT_LE(d_gospa(a, c, o), d_gospa(a, b, o) + d_gospa(b, c, o) + 1e-9) << k;
      EXPECT_LE(record::ospa(a, c, kCut_m, o.p),
                record::ospa(a, b, kCut_m, o.p) + record::ospa(b, c, kCut_m, o.p) + 1e-9)
          << k;
    }
}

TEST(SetMetrics, GospasPartsAddUpForAlphaTwoAndAreNotClaimedOtherwise) {
  for (std::uint64_t k = 0; k < kNumSets; ++k) {
    const auto a = points(2 * k), b = points(2 * k + 1);
    const record::Gospa g = record::gospa(a, b, {kCut_m, 2, 2});
    EXPECT_NEAR(g.value_m * g.value_m, g.location + g.missed + g.false_alarms, 1e-8);
    EXPECT_EQ(g.num_matched + g.num_missed, static_cast<std::int64_t>(b.size()));
    EXPECT_EQ(g.num_matched + g.num_false, static_cast<std::int64_t>(a.size()));
    EXPECT_TRUE(std::isnan(record::gospa(a, b, {kCut_m, 2, 1}).missed));
  }
}

/// Ten targets that cross, seen for 30 instants with errors, gaps, false and doubled tracks.
struct Play {
  std::vector<StateRow> tracks, truth;
  std::vector<MatNM<6>> covariances;
};
Play play() {
  Play out;
  for (std::uint64_t k = 0; k < 30; ++k)
    for (std::uint64_t i = 0; i < 10; ++i) {
      const auto u = [&](std::uint64_t item) { return uniform(1000 + 100 * k + i, item); };
      const double t = static_cast<double>(k), angle = 0.628 * static_cast<double>(i);
      const Vec3 v{20 * std::cos(angle), 20 * std::sin(angle), 1}, p = (t - 15) * v;
      out.truth.push_back({time_from_s(t), static_cast<std::int64_t>(i), {p, v}});
      if (u(0) < 0.15) continue; // a gap
      const Vec3 e{30 * (u(1) - 0.5), 30 * (u(2) - 0.5), 30 * (u(3) - 0.5)};
      out.tracks.push_back(
          {time_from_s(t), static_cast<std::int64_t>(100 + i + (k > 20 ? 7 : 0)), {p + e, v}});
      if (u(4) < 0.1)
        out.tracks.push_back({time_from_s(t), static_cast<std::int64_t>(200 + i), {p - 9 * e, v}});
    }
  out.covariances.resize(out.tracks.size());
  for (std::size_t i = 0; i < out.tracks.size(); ++i)
    for (std::size_t j = 0; j < 6; ++j) out.covariances[i](j, j) = 1 + uniform(7, i);
  return out;
}

TEST(Scores, DoNotDependOnTheOrderOfRows) {
  const Play p = play();
  const record::ScoreParams params{.c_m = 50};
  const std::string first =
      record::score_json(record::score(p.tracks, p.truth, params, p.covariances), record::Steps::with);
  Play q = p;
  for (std::uint64_t round = 0; round < 5; ++round) {
    for (std::size_t i = q.tracks.size(); i-- > 1;) { // shuffled, covariances with their rows
      const auto j = static_cast<std::size_t>(uniform(50 + round, i) * static_cast<double>(i + 1));
      std::swap(q.tracks[i], q.tracks[j]);
      std::swap(q.covariances[i], q.covariances[j]);
    }
    std::rotate(q.truth.begin(), q.truth.begin() + 17, q.truth.end());
    EXPECT_EQ(
        record::score_json(record::score(q.tracks, q.truth, params, q.covariances), record::Steps::with),
        first);
  }
}

TEST(Scores, DoNotDependOnTheNumbersOfTracks) {
  Play p = play();
  const record::ScoreParams params{.c_m = 50};
  const std::string first = record::score_json(record::score(p.tracks, p.truth, params));
  for (StateRow& r : p.tracks) r.id = 5000 - 3 * r.id;
  EXPECT_EQ(record::score_json(record::score(p.tracks, p.truth, params)), first);
}

TEST(Scores, OfTheTruthItselfArePerfect) {
  const Play p = play();
  const record::Score s = record::score(p.truth, p.truth, {.c_m = 50});
  EXPECT_EQ(s.mean.gospa_m, 0);
  EXPECT_EQ(s.mean.ospa_m, 0);
  EXPECT_EQ(s.siap.completeness, 1);
  EXPECT_EQ(s.siap.ambiguity, 1);
  EXPECT_EQ(s.siap.spuriousness, 0);
  EXPECT_EQ(s.siap.longest_segment, 1);
  EXPECT_EQ(s.siap.number_changes_per_s, 0);
  EXPECT_EQ(s.continuity.completeness, 1);
  EXPECT_EQ(s.continuity.purity, 1);
  EXPECT_EQ(s.continuity.num_breaks + s.continuity.num_changes + s.continuity.num_swaps, 0);
  EXPECT_EQ(s.continuity.max_latency_s, 0);
}

TEST(Scores, RefuseWhatIsNoNumberAndOneIdTwice) {
  const Play p = play();
  const record::ScoreParams params{.c_m = 50};
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    Play q = p;
    q.tracks[3].x.p.y = bad;
    EXPECT_THROW(record::score(q.tracks, q.truth, params), ContractError);
    q = p;
    q.truth[3].x.v.z = bad;
    EXPECT_THROW(record::score(q.tracks, q.truth, params), ContractError);
    const std::vector<Vec3> a{{bad, 0, 0}}, b{{0, 0, 0}};
    EXPECT_THROW(record::gospa(a, b, {}), ContractError);
    EXPECT_THROW(record::ospa(b, a, 100, 1), ContractError);
    EXPECT_THROW(record::score(p.tracks, p.truth, {.c_m = bad}), ContractError);
    EXPECT_THROW(record::score(p.tracks, p.truth, {.c_m = 50, .p = bad}), ContractError);
  }
  Play twice = p;
  twice.tracks.push_back(twice.tracks[5]);
  EXPECT_THROW(record::score(twice.tracks, twice.truth, params), ContractError);
  EXPECT_THROW(record::score(p.tracks, p.truth, {}), ContractError); // no cut-off given
  EXPECT_THROW(record::score(p.tracks, p.truth, {.c_m = 50, .p = 0.5}), ContractError);
  EXPECT_THROW(record::score(p.tracks, p.truth, {.c_m = 50, .alpha = 2.5}), ContractError);
}

} // namespace
