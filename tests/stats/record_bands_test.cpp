#include <gtest/gtest.h>

#include <cstdio>

#include "dewline/base/draws.hpp"
#include "dewline/record/bands.hpp"

namespace {
using namespace dewline;

/// Share of 4,000 simulated samples of n trials whose interval covers p. Fixed seed: no false failures.
double coverage(double p, std::int64_t n) {
  const Draws draws(20260101, static_cast<std::uint64_t>(n));
  std::int64_t covered = 0;
  for (std::uint64_t sample = 0; sample < 4000; ++sample) {
    std::int64_t k = 0;
    for (std::int64_t i = 0; i < n; ++i)
      k += draws.uniform({Purpose::test, 0, sample, static_cast<std::uint64_t>(i), 1}) < p;
    const record::Share s = record::share(k, n);
    covered += s.low <= p && p <= s.high;
  }
  return static_cast<double>(covered) / 4000;
}

TEST(Share, CoversAtLeast95PercentOfSimulatedBinomials) {
  for (double p : {0.01, 0.1, 0.5, 0.9, 0.96})
    for (std::int64_t n : {50, 200}) {
      const double found = coverage(p, n);
      std::printf("p %.2f n %3ld covered %.4f\n", p, static_cast<long>(n), found);
      EXPECT_GE(found, 0.95 - 3 * 0.0035)
          << p << " " << n; // 3 sigma of 4,000 samples at the least exact coverage
      EXPECT_LE(found, 1.0);
    }
}

} // namespace
