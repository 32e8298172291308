// Coverage of the interval of a sum of rates. Fixed seed; the bound fails for a correct method once in 10^5 seeds.
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/study/rates.hpp"

namespace dewline::study {
namespace {

/// How many of n trials happen.
std::int64_t binomial(const Draws& draws, std::uint64_t study, std::uint64_t cause, int n, double p) {
  std::int64_t k = 0;
  for (int i = 0; i < n; ++i) k += draws.uniform({Purpose::test, 0, cause, study, static_cast<std::uint64_t>(i)}) < p;
  return k;
}

double coverage(const std::array<double, 3>& p, const std::array<double, 3>& rate, int n) {
  constexpr int kStudies = 4000;
  const Draws draws(7, 0);
  const double truth = rate[0] * p[0] + rate[1] * p[1] + rate[2] * p[2];
  int covered = 0;
  for (int study = 0; study < kStudies; ++study) {
    std::vector<RateTerm> terms;
    for (std::size_t c = 0; c < 3; ++c)
      terms.push_back({rate[c], record::share(binomial(draws, static_cast<std::uint64_t>(study), c, n, p[c]), n, kAgreement), 1});
    const Interval i = sum(terms).counting;
    covered += i.low <= truth && truth <= i.high;
  }
  return static_cast<double>(covered) / kStudies;
}

TEST(StatsStudy, TheIntervalOfASumCoversTheTruthAtLeastAsOftenAsItSays) {
  // standard deviation of the share of 4000 at 0.99: 0.0016
  EXPECT_GE(coverage({0.5, 0.2, 0.9}, {1, 1, 1}, 100), 0.983);
  EXPECT_GE(coverage({0.01, 0.5, 0.003}, {10, 0.1, 100}, 100), 0.983); // rare declarations of frequent events
  EXPECT_GE(coverage({0, 0.02, 1}, {1000, 1, 1e-6}, 50), 0.983);
}

} // namespace
} // namespace dewline::study
