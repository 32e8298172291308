// The normal quantile against Boost.Math, an independent implementation.
#include <gtest/gtest.h>

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/base/distribution.hpp"

namespace dewline {
namespace {

double boost_quantile(double u) { return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * u); }

TEST(NormalQuantile, AgreesWithBoostToOnePartIn1e14) {
  double worst = 0;
  const auto compare = [&](double u) {
    const double z = boost_quantile(u);
    worst = std::max(worst, std::abs(normal_quantile(u) - z) / std::max(std::abs(z), 1e-3));
  };
  for (int i = 1; i < 100000; ++i) compare(i / 100000.0);
  for (double u = 0.4; u > 1e-300; u *= 0.37) compare(u);
  for (double u : {0.075, 0.925, 0x1p-53, 1 - 0x1p-53, 1.3887943864964021e-11}) compare(u);
  RecordProperty("worst", std::to_string(worst));
  EXPECT_LT(worst, 1e-14);
}

TEST(NormalQuantile, IsOddAndKnowsTheTextbookPoints) {
  EXPECT_EQ(normal_quantile(0.5), 0);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-15);
  EXPECT_EQ(normal_quantile(0.25), -normal_quantile(0.75));
}

TEST(NormalQuantile, TheEndsAreOutside) {
  EXPECT_THROW(normal_quantile(0), ContractError);
  EXPECT_THROW(normal_quantile(1), ContractError);
  EXPECT_THROW(normal_quantile(std::numeric_limits<double>::quiet_NaN()), ContractError);
}

} // namespace
} // namespace dewline
