#include "dewline/base/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline {
namespace {

TEST(Distribution, FixedIgnoresTheProbability) {
  const Delay d{Shape::fixed, {120, 0, 0}};
  EXPECT_EQ(quantile(d, 0.1), 120);
  EXPECT_EQ(quantile(d, 0), 120);
  EXPECT_EQ(median(d), 120);
}

TEST(Distribution, UniformIsLinear) {
  const Delay d{Shape::uniform, {60, 180, 0}};
  EXPECT_DOUBLE_EQ(quantile(d, 0.25), 90);
  EXPECT_DOUBLE_EQ(median(d), 120);
}

TEST(Distribution, TriangularInvertsItsCumulativeCurve) {
  const Delay d{Shape::triangular, {60, 120, 240}};
  const auto cumulative = [](double x) {
    return x <= 120 ? (x - 60) * (x - 60) / (180.0 * 60) : 1 - (240 - x) * (240 - x) / (180.0 * 120);
  };
  for (double u = 0.001; u < 1; u += 0.001) EXPECT_NEAR(cumulative(quantile(d, u)), u, 1e-12);
  EXPECT_DOUBLE_EQ(quantile(d, 1.0 / 3), 120); // the mode
}

TEST(Distribution, TriangularMayBeOneSidedOrAPoint) {
  EXPECT_NEAR(quantile({Shape::triangular, {0, 0, 1}}, 0.75), 0.5, 1e-15);
  EXPECT_NEAR(quantile({Shape::triangular, {0, 1, 1}}, 0.25), 0.5, 1e-15);
  EXPECT_EQ(quantile({Shape::triangular, {5, 5, 5}}, 0.3), 5);
  EXPECT_THROW(quantile({Shape::triangular, {5, 1, 9}}, 0.3), ContractError);
}

TEST(Distribution, LognormalHasItsMedianAndSpread) {
  const Delay d{Shape::lognormal, {120, 0.5, 0}};
  EXPECT_DOUBLE_EQ(median(d), 120);
  EXPECT_NEAR(std::log(quantile(d, 0.8413447460685429) / 120), 0.5, 1e-13); // one standard deviation up
}

TEST(Distribution, AProbabilityOfZeroOrOneBreaksTheContract) {
  for (Shape shape : {Shape::uniform, Shape::triangular, Shape::lognormal}) {
    EXPECT_THROW(quantile({shape, {1, 2, 3}}, 0), ContractError);
    EXPECT_THROW(quantile({shape, {1, 2, 3}}, 1), ContractError);
  }
}

} // namespace
} // namespace dewline
