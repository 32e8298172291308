// Logarithm, exponential and turn for one number against the maths library in long double; that the lanes give
// the same bits is DrawsBatch's and PdTable's.
#include "dewline/base/elementary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace dewline::HWY_NAMESPACE {
namespace {

struct Luck {
  std::mt19937_64 engine{20261122};
  double between(double low, double high) {
    return low + (high - low) * 0x1p-53 * static_cast<double>(engine() >> 11);
  }
};

/// Distance in units of the last place of the exact value.
double ulps(double value, long double exact) {
  const double ulp = std::nextafter(std::abs(static_cast<double>(exact)), HUGE_VAL) - std::abs(static_cast<double>(exact));
  return static_cast<double>(std::abs(value - exact) / ulp);
}

TEST(Elementary, LogarithmIsWithinOneUnitOfTheLastPlace) {
  Luck luck;
  double worst = 0;
  for (int k = 0; k < 400000; ++k) {
    const double x = k % 2 ? luck.between(0, 1) : std::exp2(luck.between(-1000, 1000));
    const double near = 1 + std::exp2(luck.between(-52, -2)) * (k % 4 < 2 ? 1 : -0.5);
    worst = std::max({worst, ulps(logarithm(x), std::log(static_cast<long double>(x))),
                      near == 1 ? 0 : ulps(logarithm(near), std::log(static_cast<long double>(near)))});
  }
  EXPECT_LT(worst, 1.0);
  EXPECT_EQ(logarithm(1.0), 0);
  RecordProperty("worst", std::to_string(worst));
}

TEST(Elementary, ExponentialIsWithinAUnitAndAQuarterOfTheLastPlace) {
  Luck luck;
  double worst = 0;
  for (int k = 0; k < 400000; ++k) {
    const double x = luck.between(-700, 700) * (k % 2 ? 1 : 1e-2);
    worst = std::max(worst, ulps(exponential(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 1.25);
  EXPECT_EQ(exponential(0.0), 1);
  RecordProperty("worst", std::to_string(worst));
}

TEST(Elementary, TurnOfAFractionIsItsSineAndCosine) {
  Luck luck;
  for (int k = 0; k < 400000; ++k) {
    const double v = luck.between(0, 1);
    const long double angle = 2 * std::numbers::pi_v<long double> * v;
    ASSERT_NEAR(turn_of(v).s, static_cast<double>(std::sin(angle)), 2.3e-16) << v;
    ASSERT_NEAR(turn_of(v).c, static_cast<double>(std::cos(angle)), 2.3e-16) << v;
  }
  for (const double v : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    EXPECT_EQ(turn_of(v).s, std::round(std::sin(2 * std::numbers::pi * v)));
    EXPECT_EQ(turn_of(v).c, std::round(std::cos(2 * std::numbers::pi * v)));
  }
}

} // namespace
} // namespace dewline::HWY_NAMESPACE
