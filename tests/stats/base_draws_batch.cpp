// Statistics of the normals drawn by the batch, 400,000 addresses of four. Seeds are fixed, so a passing test always
// passes; for a seed chosen at random each bound would reject a perfect generator with probability at most 1e-6 (|z| <
// 4.9; Anderson-Darling A^2 < 13; Poisson counts by |z| < 4.9 of their square roots). 27 bounds: false failure 3e-5.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "dewline/base/draws_batch.hpp"
#include "dewline/base/hash.hpp"

namespace dewline {
namespace {

constexpr double kZ = 4.9;
/// P(A^2 > a) is about sqrt(3) erfc(sqrt(a)) far out (its quadratic form's largest weight is 1/2): 6e-7 at 13.
constexpr double kAndersonDarling = 13;

const std::vector<std::array<double, 4>>& normals() {
  static const auto all = [] {
    std::vector<std::uint64_t> items(400000);
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = combine(17, i);
    std::vector<std::array<double, 4>> out(items.size());
    fill_normals4(Draws(20261122, 3), {{.owner = 5, .event = 6}, items}, out);
    return out;
  }();
  return all;
}

/// All four of every address, or one of them.
std::vector<double> column(int k) {
  std::vector<double> out;
  for (const auto& four : normals()) {
    if (k >= 0) out.push_back(four[static_cast<std::size_t>(k)]);
    else out.insert(out.end(), four.begin(), four.end());
  }
  return out;
}

double anderson_darling(std::vector<double> z) {
  std::ranges::sort(z);
  const auto log_below = [](double x) { return std::log(0.5 * std::erfc(-x / std::numbers::sqrt2)); };
  const std::size_t n = z.size();
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += (2.0 * static_cast<double>(i) + 1) * (log_below(z[i]) + log_below(-z[n - 1 - i]));
  return -static_cast<double>(n) - sum / static_cast<double>(n);
}

TEST(DrawsBatch, NormalsPassAndersonAndDarling) {
  for (int k = -1; k < 4; ++k) EXPECT_LT(anderson_darling(column(k)), kAndersonDarling) << k;
}

TEST(DrawsBatch, MomentsToTheSixthAreThoseOfTheNormalLaw) {
  const auto z = column(-1);
  const double n = static_cast<double>(z.size());
  constexpr double kMean[] = {0, 1, 0, 3, 0, 15}, kVariance[] = {1, 2, 15, 96, 945, 10170};
  double sums[6] = {};
  for (const double x : z) {
    double power = 1;
    for (double& sum : sums) sum += power *= x;
  }
  for (std::size_t k = 0; k < 6; ++k)
    EXPECT_LT(std::abs(sums[k] / n - kMean[k]), kZ * std::sqrt(kVariance[k] / n)) << k + 1;
}

TEST(DrawsBatch, TailsHaveTheirCounts) {
  const auto z = column(-1);
  for (const double limit : {2.0, 3.0, 4.0, 4.5})
    for (const double sign : {-1.0, 1.0}) {
      const auto seen = std::ranges::count_if(z, [&](double x) { return sign * x > limit; });
      const double expected = 0.5 * std::erfc(limit / std::numbers::sqrt2) * static_cast<double>(z.size());
      EXPECT_LT(std::abs(2 * std::sqrt(static_cast<double>(seen) + 0.375) - 2 * std::sqrt(expected)), kZ) << limit;
    }
}

TEST(DrawsBatch, TheFourOfAnAddressAndNeighboursAreUncorrelatedSquaresToo) {
  const auto& all = normals();
  const double n = static_cast<double>(all.size());
  for (std::size_t j = 1; j < 5; ++j) { // against the one before; the first against the neighbour's last
    double sum = 0, squares = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
      const double a = j < 4 ? all[i][j] : all[i][0], b = j < 4 ? all[i][j - 1] : all[i - 1][3];
      sum += a * b;
      squares += (a * a - 1) * (b * b - 1);
    }
    EXPECT_LT(std::abs(sum), kZ * std::sqrt(n)) << j;
    EXPECT_LT(std::abs(squares), kZ * 2 * std::sqrt(n)) << j;
  }
}

} // namespace
} // namespace dewline
