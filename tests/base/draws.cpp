#include "dewline/base/draws.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "dewline/base/check.hpp"

namespace dewline {
namespace {

const Address kHere{.purpose = Purpose::test, .n = 3, .owner = 17, .event = 42, .item = 99};

TEST(Draws, ANumberDependsOnItsAddressAndNothingElse) {
  const Draws draws(1, 0);
  const double first = draws.uniform(kHere);
  for (std::uint32_t n = 0; n < 1000; ++n) static_cast<void>(draws.normal({.n = n}));
  EXPECT_EQ(draws.uniform(kHere), first);
  EXPECT_EQ(Draws(1, 0).uniform(kHere), first);
}

TEST(Draws, EveryPartOfTheAddressAndOfTheKeyCounts) {
  std::set<std::uint64_t> seen{Draws(1, 0).words(kHere)[0]};
  const auto fresh = [&](const Draws& draws, const Address& at) {
    return seen.insert(draws.words(at)[0]).second;
  };
  EXPECT_TRUE(fresh(Draws(2, 0), kHere));
  EXPECT_TRUE(fresh(Draws(1, 1), kHere));
  for (int part = 0; part < 5; ++part) {
    Address at = kHere;
    if (part == 0) at.purpose = Purpose::detect;
    if (part == 1) ++at.n;
    if (part == 2) ++at.owner;
    if (part == 3) ++at.event;
    if (part == 4) ++at.item;
    EXPECT_TRUE(fresh(Draws(1, 0), at)) << part;
  }
}

TEST(Draws, UniformsAreOddMultiplesOfTwoToTheMinus53) {
  const Draws draws(5, 0);
  for (std::uint32_t n = 0; n < 10000; ++n) {
    const double u = draws.uniform({.n = n});
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    ASSERT_EQ(std::fmod(u * 0x1p53, 2), 1);
  }
}

TEST(Draws, PoissonUsesOneAddressUpToMean10) {
  // Inversion: the count is monotonous in the uniform of that address.
  const Draws draws(5, 0);
  for (std::uint32_t n = 0; n < 2000; ++n) {
    const double u = draws.uniform({.n = n});
    const auto k = draws.poisson({.n = n}, 2.5);
    double below = 0, term = std::exp(-2.5);
    for (std::uint64_t i = 0; i < k; ++i, term *= 2.5 / static_cast<double>(i)) below += term;
    ASSERT_LE(below, u + 1e-15);
    ASSERT_GE(below + term, u - 1e-15);
  }
}

TEST(Draws, PoissonOfZeroMeanIsZero) { EXPECT_EQ(Draws(1, 0).poisson(kHere, 0), 0U); }

TEST(Draws, MeansOutsideTheirRangeBreakTheContract) {
  const Draws draws(1, 0);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(static_cast<void>(draws.poisson(kHere, -1)), ContractError);
  EXPECT_THROW(static_cast<void>(draws.poisson(kHere, nan)), ContractError);
  EXPECT_THROW(static_cast<void>(draws.poisson(kHere, 1e10)), ContractError);
  EXPECT_THROW(static_cast<void>(draws.exponential(kHere, 0)), ContractError);
  EXPECT_THROW(static_cast<void>(draws.exponential(kHere, nan)), ContractError);
}

// Stored runs depend on these numbers (for this machine type and maths library).
TEST(Draws, TheTransformsOfOneAddressNeverChange) {
  const Draws draws(1, 0);
  EXPECT_EQ(draws.words(kHere)[0], 0x2c94843effb123e2U);
  EXPECT_DOUBLE_EQ(draws.uniform(kHere), 0.17414118326241079);
  EXPECT_DOUBLE_EQ(draws.normal(kHere), -0.93792614399463292);
  // of our own logarithm and turn: every bit, on every machine
  EXPECT_EQ(draws.normal4(kHere), (std::array{0x1.5f4bd9acb65fcp-1, -0x1.bd3fd8669763ap+0, 0x1.77e5fcad0ca6cp-1,
                                              -0x1.0edd4fb290f6ep+0}));
  EXPECT_DOUBLE_EQ(draws.exponential(kHere, 2), 3.4957778214264481);
  EXPECT_EQ(draws.poisson(kHere, 5), 3U);
  EXPECT_EQ(draws.poisson(kHere, 500), 476U);
}

} // namespace
} // namespace dewline
