// Rates of rare alerts against closed forms.
#include "dewline/study/rates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace dewline::study {
namespace {

record::Share counted(std::int64_t k, std::int64_t n) { return record::share(k, n, kAgreement); }

TEST(ClopperPearson, HasItsClosedFormsAtTheEnds) {
  // none of n: the upper limit solves (1 - p)^n = tail; all of n: the lower one p^n = tail
  const record::Share none = counted(0, 50), all = counted(50, 50);
  EXPECT_DOUBLE_EQ(none.low, 0);
  EXPECT_NEAR(none.high, 1 - std::pow(0.005, 1.0 / 50), 1e-12);
  EXPECT_NEAR(all.low, std::pow(0.005, 1.0 / 50), 1e-12);
  EXPECT_DOUBLE_EQ(all.high, 1);
}

TEST(ClopperPearson, TailsOfTheBinomialAtItsLimitsAreTheStatedOnes) {
  const int k = 7, n = 40;
  const record::Share s = counted(k, n);
  const auto binomial = [&](double p, int from, int to) {
    double sum = 0;
    for (int i = from; i <= to; ++i)
      sum += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) + i * std::log(p) +
                      (n - i) * std::log1p(-p));
    return sum;
  };
  EXPECT_NEAR(binomial(s.low, k, n), 0.005, 1e-10);
  EXPECT_NEAR(binomial(s.high, 0, k), 0.005, 1e-10);
}

TEST(Cluster, IsDeclaredIfAnyManifestationIs) {
  EXPECT_DOUBLE_EQ(prob_cluster(0.3, 1), 0.3);
  EXPECT_DOUBLE_EQ(prob_cluster(0, 5), 0);
  EXPECT_NEAR(prob_cluster(1, 5), 1, 1e-15);
  // term by term: sum over k of Poisson(k; m - 1) (1 - (1 - p)^(k + 1))
  double sum = 0, poisson = std::exp(-2.5);
  for (int k = 0; k < 60; poisson *= 2.5 / ++k) sum += poisson * (1 - std::pow(0.8, k + 1));
  EXPECT_NEAR(prob_cluster(0.2, 3.5), sum, 1e-14);
}

TEST(Cluster, CountsOnceAsASourceEventAndEachTimeAsAnAlert) {
  const std::vector<RateTerm> terms{{0.5, counted(100, 100), 2}};
  EXPECT_NEAR(sum(terms).per_year, 0.5, 1e-12);
  EXPECT_NEAR(alerts_per_year(terms), 1, 1e-12);
}

TEST(Sum, OfOneTermHasTheExactIntervalOfItsShare) {
  const record::Share s = counted(3, 60);
  const RateEstimate r = sum(std::vector<RateTerm>{{2e-5, s, 1}});
  EXPECT_NEAR(r.per_year, 1e-6, 1e-18);
  EXPECT_NEAR(r.counting.low, 2e-5 * s.low, 1e-15);
  EXPECT_NEAR(r.counting.high, 2e-5 * s.high, 1e-15);
}

TEST(Sum, AddsHalfWidthsBySquares) {
  const record::Share s = counted(30, 60);
  const RateEstimate one = sum(std::vector<RateTerm>{{1, s, 1}});
  const RateEstimate four = sum(std::vector<RateTerm>(4, {1, s, 1}));
  EXPECT_NEAR(four.per_year, 4 * one.per_year, 1e-12);
  EXPECT_NEAR(four.counting.high - four.per_year, 2 * (one.counting.high - one.per_year), 1e-12);
}

TEST(Counts, OfSinglesArePoisson) {
  const std::vector<double> prob = prob_counts(std::vector<RateTerm>{{8, counted(50, 100), 1}}, 1.5); // mean 6
  double poisson = std::exp(-6.0);
  for (int n = 0; n < 20; poisson *= 6.0 / ++n) EXPECT_NEAR(prob[static_cast<std::size_t>(n)], poisson, 1e-14);
  EXPECT_EQ(quantile_count(prob, 0.05), 2);
  EXPECT_EQ(quantile_count(prob, 0.95), 10);
}

TEST(Counts, OfClustersHaveTheirMeanAndTheirGreaterSpread) {
  // variance of a compound Poisson sum: rate x E[K^2] with K = 1 + Poisson(3)
  const std::vector<double> prob = prob_counts(std::vector<RateTerm>{{2, counted(100, 100), 4}}, 10);
  double mean = 0, square = 0;
  for (std::size_t n = 0; n < prob.size(); ++n) {
    mean += static_cast<double>(n) * prob[n];
    square += static_cast<double>(n * n) * prob[n];
  }
  EXPECT_NEAR(mean, 80, 1e-6);
  EXPECT_NEAR(square - mean * mean, 20 * (3 + 16), 1e-4);
}

TEST(Counts, OfManyEventsOfWhichFewAreDeclaredAreThoseDeclared) {
  const std::vector<double> prob = prob_counts(std::vector<RateTerm>{{1e7, counted(0, 100), 1}, {3, counted(1, 1), 1}}, 1);
  EXPECT_NEAR(prob[0], std::exp(-3.0), 1e-12);
  const std::vector<double> large = prob_counts(std::vector<RateTerm>{{2000, counted(1, 1), 1}}, 1);
  EXPECT_NEAR(std::accumulate(large.begin(), large.end(), 0.0), 1, 1e-9);
  EXPECT_NEAR(static_cast<double>(quantile_count(large, 0.5)), 2000, 1);
}

TEST(Coincidences, OfRareProcessesFollowTheProductRule) {
  constexpr double kMinutes = 60;
  EXPECT_NEAR(coincidences_per_year(0.1, 0.1, 25 * kMinutes), 2 * 0.01 * 25 * kMinutes / kYear_s, 1e-20);
  EXPECT_LT(coincidences_per_year(0.1, 0.1, 25 * kMinutes), 1e-6);
}

} // namespace
} // namespace dewline::study
