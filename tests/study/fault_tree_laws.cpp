// Laws of the fault tree and of the sums of rates, on random trees: whatever is added, nothing is lost; a vote lies between
// the intersection and the union; an alert's rate lies between the greatest cause's and the sum of all.
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "dewline/study/fault_tree.hpp"
#include "dewline/study/rates.hpp"

namespace dewline::study {
namespace {

using warn::Condition;
using Kind = Condition::Kind;
constexpr HeldSpan kFrame{0, 1000};
const std::array<std::string, 4> kAtoms{"infrared.track", "radar.track", "infrared.launch_call", "display.missiles >= 2"};

struct Random {
  std::mt19937 engine{20261122};
  double uniform(double low, double high) { return low + (high - low) * static_cast<double>(engine()) / 4294967296.0; }
  std::size_t below(std::size_t n) { return engine() % n; }

  Condition tree(int depth) { // without negation
    Condition c;
    if (depth == 0 || below(3) == 0) {
      c.text = kAtoms[below(kAtoms.size())];
      return c;
    }
    c.kind = std::array{Kind::all_of, Kind::any_of, Kind::votes}[below(3)];
    for (std::size_t i = 0; i < 1 + below(3); ++i) c.parts.push_back(tree(depth - 1));
    c.at_least = static_cast<std::uint32_t>(1 + below(c.parts.size()));
    if (below(2) == 0) c.within_s = uniform(0, 200);
    if (below(3) == 0) c.for_s = uniform(0, 60);
    c.same_object = below(4) == 0;
    return c;
  }
  Timeline spans() {
    std::vector<HeldSpan> out;
    for (std::size_t i = 0; i < below(4); ++i) {
      const double begin_s = uniform(0, 900);
      out.push_back({begin_s, begin_s + uniform(1, 100)});
    }
    return timeline(out);
  }
  AtomTimes atoms() {
    AtomTimes out;
    for (const std::string& a : kAtoms) out[a] = spans();
    return out;
  }
};

bool inside(const Timeline& less, const Timeline& more) {
  for (const HeldSpan& s : less) {
    bool found = false;
    for (const HeldSpan& m : more) found = found || (m.begin_s <= s.begin_s + 1e-9 && m.end_s >= s.end_s - 1e-9);
    if (!found) return false;
  }
  return true;
}
Timeline of(const Condition& c, const AtomTimes& atoms) {
  const std::array causes{&atoms};
  return holds(c, causes, kFrame);
}

TEST(FaultTreeLaws, WithoutNegationMoreTimeOfAnAtomOrAnotherCauseNeverTakesAnythingAway) {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Condition c = random.tree(3);
    const AtomTimes a = random.atoms(), b = random.atoms();
    AtomTimes more = a;
    Timeline& one = more[kAtoms[random.below(kAtoms.size())]];
    Timeline longer = random.spans();
    longer.insert(longer.end(), one.begin(), one.end());
    one = timeline(longer);
    ASSERT_TRUE(inside(of(c, a), of(c, more))) << i;
    const std::array both{&a, &b};
    ASSERT_TRUE(inside(of(c, a), holds(c, both, kFrame))) << i;
    ASSERT_TRUE(inside(of(c, b), holds(c, both, kFrame))) << i;
  }
}

TEST(FaultTreeLaws, AVoteLiesBetweenTheIntersectionAndTheUnion) {
  Random random;
  for (int i = 0; i < 1000; ++i) {
    Condition c = random.tree(2);
    if (c.kind == Kind::atom) continue;
    const AtomTimes a = random.atoms();
    const auto as = [&](Kind kind) {
      c.kind = kind;
      return of(c, a);
    };
    const Timeline all = as(Kind::all_of), votes = as(Kind::votes), any = as(Kind::any_of);
    ASSERT_TRUE(inside(all, votes)) << i;
    ASSERT_TRUE(inside(votes, any)) << i;
  }
}

TEST(FaultTreeLaws, ARateGrowsWithEachCauseAndLiesBetweenTheGreatestAndTheSum) {
  Random random;
  for (int i = 0; i < 1000; ++i) {
    std::vector<RateTerm> terms;
    double greatest = 0, all = 0;
    for (std::size_t k = 0; k < 1 + random.below(5); ++k) {
      const auto runs = static_cast<std::int64_t>(1 + random.below(100));
      const auto happened = static_cast<std::int64_t>(random.below(static_cast<std::size_t>(runs) + 1));
      terms.push_back({random.uniform(0, 10), record::share(happened, runs, kConfidence), random.uniform(1, 5)});
      const double p = static_cast<double>(happened) / static_cast<double>(runs), m = terms.back().num_manifestations;
      const double cluster = prob_cluster(p, m);
      ASSERT_GE(cluster, p - 1e-12);                   // at least as likely as one of them
      ASSERT_LE(cluster, std::min(1.0, m * p) + 1e-12); // and no likelier than their sum
      greatest = std::max(greatest, terms.back().factor_per_year * p);
      all += terms.back().factor_per_year * std::min(1.0, m * p);
    }
    const RateEstimate before = sum(terms);
    ASSERT_GE(before.per_year, greatest - 1e-9);
    ASSERT_LE(before.per_year, all + 1e-9);
    ASSERT_LE(before.counting.low, before.per_year + 1e-9);
    ASSERT_GE(before.counting.high, before.per_year - 1e-9);
    terms[random.below(terms.size())].factor_per_year *= 2;
    ASSERT_GE(sum(terms).per_year, before.per_year);
  }
}

} // namespace
} // namespace dewline::study
