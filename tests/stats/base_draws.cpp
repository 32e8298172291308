// Statistics of the draws. Seeds are fixed, so a passing test always passes; each bound below would reject a
// perfect generator with probability at most 1e-6 for a seed chosen at random (|z| < 4.9, Kolmogorov-Smirnov
// lambda < 2.7, chi-square by Wilson-Hilferty at z = 4.9). About 70 bounds in this file: false failure 7e-5
// in all.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "dewline/base/distribution.hpp"
#include "dewline/base/draws.hpp"

namespace dewline {
namespace {

constexpr double kZ = 4.9;         ///< two-sided 1e-6
constexpr double kLambda = 2.7;    ///< 2 exp(-2 lambda^2) = 9e-7
constexpr std::uint32_t kNum = 200000;
const Draws kDraws(20260320, 7);

std::vector<double> sample(const std::function<double(const Address&)>& draw) {
  std::vector<double> values(kNum);
  for (std::uint32_t n = 0; n < kNum; ++n) values[n] = draw({.n = n, .owner = 1, .event = 2, .item = 3});
  return values;
}

/// Kolmogorov's sqrt(n) D against a continuous cumulative distribution.
double kolmogorov(std::vector<double> values, const std::function<double(double)>& cumulative) {
  std::sort(values.begin(), values.end());
  const double n = static_cast<double>(values.size());
  double d = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double f = cumulative(values[i]);
    d = std::max({d, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
  }
  return std::sqrt(n) * d;
}

/// Mean of f(value), as a z score against its expected mean and standard deviation.
double z_of_mean(const std::vector<double>& values, const std::function<double(double)>& f, double mean,
                 double sd) {
  double sum = 0;
  for (double v : values) sum += f(v);
  const double n = static_cast<double>(values.size());
  return (sum / n - mean) / (sd / std::sqrt(n));
}

/// Wilson-Hilferty: chi-square with k degrees of freedom as a standard normal.
double z_of_chi2(double chi2, double k) {
  return (std::cbrt(chi2 / k) - (1 - 2 / (9 * k))) / std::sqrt(2 / (9 * k));
}

double normal_cumulative(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

void expect_standard_normal(const std::vector<double>& values) {
  EXPECT_LT(kolmogorov(values, normal_cumulative), kLambda);
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x; }, 0, 1)), kZ);
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x * x; }, 1, std::sqrt(2.0))), kZ);
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x * x * x; }, 0, std::sqrt(15.0))), kZ);
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x * x * x * x; }, 3, std::sqrt(96.0))), kZ);
}

TEST(Draws, UniformsAreUniform) {
  const auto values = sample([](const Address& at) { return kDraws.uniform(at); });
  EXPECT_LT(kolmogorov(values, [](double x) { return x; }), kLambda);
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x; }, 0.5, std::sqrt(1.0 / 12))), kZ);
}

TEST(Draws, NormalsAreNormal) {
  expect_standard_normal(sample([](const Address& at) { return kDraws.normal(at); }));
}

TEST(Draws, EachOfFourNormalsIsNormalAndTheyAreUncorrelated) {
  for (std::size_t i = 0; i < 4; ++i) {
    expect_standard_normal(sample([i](const Address& at) { return kDraws.normal4(at)[i]; }));
    for (std::size_t j = 0; j < i; ++j) {
      const auto product = [i, j](const Address& at) {
        return kDraws.normal4(at)[i] * kDraws.normal4(at)[j];
      };
      EXPECT_LT(std::abs(z_of_mean(sample(product), [](double x) { return x; }, 0, 1)), kZ) << i << j;
      const auto squares = [i, j](const Address& at) {
        const auto z = kDraws.normal4(at);
        return (z[i] * z[i] - 1) * (z[j] * z[j] - 1);
      };
      EXPECT_LT(std::abs(z_of_mean(sample(squares), [](double x) { return x; }, 0, 2)), kZ) << i << j;
    }
  }
}

TEST(Draws, ExponentialsAreExponential) {
  const auto values = sample([](const Address& at) { return kDraws.exponential(at, 0.5); });
  EXPECT_LT(kolmogorov(values, [](double x) { return 1 - std::exp(-2 * x); }), kLambda);
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x; }, 0.5, 0.5)), kZ);
}

class Poisson : public testing::TestWithParam<double> {};
TEST_P(Poisson, CountsHaveTheirProbabilities) {
  const double mean = GetParam();
  const auto values =
      sample([mean](const Address& at) { return static_cast<double>(kDraws.poisson(at, mean)); });
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x; }, mean, std::sqrt(mean))), kZ);
  // Chi-square over single counts, those with fewer than 20 expected put together at each end.
  const auto probability = [mean](double k) {
    return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
  };
  const auto last = static_cast<std::size_t>(mean + 12 * std::sqrt(mean) + 20);
  std::vector<double> seen(last + 1, 0);
  for (double v : values) ++seen[std::min(static_cast<std::size_t>(v), last)];
  double chi2 = 0, cells = 0, pooled_seen = 0, pooled_expected = 0;
  for (std::size_t k = 0; k <= last; ++k) {
    pooled_seen += seen[k];
    pooled_expected += kNum * probability(static_cast<double>(k));
    if (pooled_expected < 20) continue;
    chi2 += (pooled_seen - pooled_expected) * (pooled_seen - pooled_expected) / pooled_expected;
    ++cells;
    pooled_seen = pooled_expected = 0;
  }
  EXPECT_LT(pooled_seen, 60); // the far tail: fewer than 20 expected
  ASSERT_GT(cells, 1);
  EXPECT_LT(z_of_chi2(chi2, cells - 1), kZ);
}
INSTANTIATE_TEST_SUITE_P(Means, Poisson, testing::Values(1e-3, 0.3, 2.5, 10.0, 10.5, 30.0, 1000.0));

TEST(Draws, NeighbouringAddressesAreIndependent) {
  // Pairs (address, neighbour) on a 20 x 20 board of equal cells, neighbours one step away in each part of
  // the address and of the key.
  const auto neighbour = [](Address at, int part) {
    if (part == 0) at.purpose = Purpose::region;
    if (part == 1) ++at.n;
    if (part == 2) ++at.owner;
    if (part == 3) ++at.event;
    if (part == 4) ++at.item;
    return at;
  };
  for (int part = 0; part < 7; ++part) {
    const Draws other = part == 5 ? Draws(20260321, 7) : (part == 6 ? Draws(20260320, 8) : kDraws);
    std::vector<double> board(400, 0);
    for (std::uint32_t n = 0; n < kNum; ++n) {
      // Addresses far apart in every part, so that the pairs themselves do not overlap.
      const Address at{.n = 2 * n, .owner = 2 * n, .event = 2 * n, .item = 2 * n};
      const auto row = static_cast<std::size_t>(20 * kDraws.uniform(at));
      ++board[20 * row + static_cast<std::size_t>(20 * other.uniform(neighbour(at, part)))];
    }
    double chi2 = 0;
    for (double seen : board) chi2 += (seen - kNum / 400.0) * (seen - kNum / 400.0) / (kNum / 400.0);
    EXPECT_LT(std::abs(z_of_chi2(chi2, 399)), kZ) << part;
  }
}

TEST(Distribution, ADelayDrawnByNameHasItsMean) {
  const Delay delay{Shape::triangular, {60, 120, 240}}; // mean 140, variance 1400
  const auto values = sample([&](const Address& at) { return quantile(delay, kDraws.uniform(at)); });
  EXPECT_LT(std::abs(z_of_mean(values, [](double x) { return x; }, 140, std::sqrt(1400.0))), kZ);
}

} // namespace
} // namespace dewline
