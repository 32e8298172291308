// Delivery statistics of a link. Fixed seed; each bound rejects a perfect link with probability 1e-6 (|z| <
// 4.9).
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/net/link.hpp"

namespace dewline::net {
namespace {

constexpr int kNum = 100000;

LinkParams link_of(double delay_s, double jitter_s, double delivery_ratio) {
  LinkParams link{.from = "radar", .to = "centre"};
  link.delay_s = delay_s, link.jitter_s = jitter_s, link.delivery_ratio = delivery_ratio;
  return link;
}

TEST(Link, TheStatedShareOfLettersArrives) {
  for (double ratio : {0.1, 0.5, 0.99}) {
    int num_arrived = 0;
    for (std::uint64_t letter = 0; letter < kNum; ++letter)
      num_arrived += transit(link_of(0, 0, ratio), 5, letter, Time{}, Draws(1, 0)).has_value();
    EXPECT_LT(std::abs(num_arrived - kNum * ratio) / std::sqrt(kNum * ratio * (1 - ratio)), 4.9) << ratio;
  }
}

TEST(Link, JitterIsExponentialWithTheStatedMean) {
  double sum_s = 0, num_beyond = 0;
  for (std::uint64_t letter = 0; letter < kNum; ++letter) {
    const double extra_s = seconds(*transit(link_of(2, 0.5, 1), 5, letter, Time{}, Draws(1, 0))) - 2;
    sum_s += extra_s;
    num_beyond += extra_s > 1.5; // exp(-3) of them
  }
  EXPECT_LT(std::abs(sum_s / kNum - 0.5) / (0.5 / std::sqrt(kNum)), 4.9);
  const double p = std::exp(-3);
  EXPECT_LT(std::abs(num_beyond - kNum * p) / std::sqrt(kNum * p * (1 - p)), 4.9);
}

TEST(Link, LossAndJitterAreIndependent) {
  // The mean jitter of the letters that arrive is that of all.
  double sum_s = 0;
  int num_arrived = 0;
  for (std::uint64_t letter = 0; letter < kNum; ++letter)
    if (const auto travel = transit(link_of(0, 0.5, 0.5), 5, letter, Time{}, Draws(2, 0))) {
      sum_s += seconds(*travel);
      ++num_arrived;
    }
  EXPECT_LT(std::abs(sum_s / num_arrived - 0.5) / (0.5 / std::sqrt(num_arrived)), 4.9);
}

} // namespace
} // namespace dewline::net
