#include "dewline/record/bands.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {
using namespace dewline;
using namespace dewline::record;

TEST(Share, ExactIntervalOfClopperAndPearsonClosedForms) {
  // k = 0: 1 - (tail)^(1/n); k = n: tail^(1/n); k = 1, n = 2 by the quadratic 1 - (1-p)^2 = tail and p^2 =
  // tail.
  EXPECT_DOUBLE_EQ(share(0, 10).low, 0);
  EXPECT_NEAR(share(0, 10).high, 1 - std::pow(0.025, 0.1), 1e-12);
  EXPECT_NEAR(share(10, 10).low, std::pow(0.025, 0.1), 1e-12);
  EXPECT_DOUBLE_EQ(share(10, 10).high, 1);
  EXPECT_NEAR(share(1, 2).low, 1 - std::sqrt(0.975), 1e-12);
  EXPECT_NEAR(share(1, 2).high, std::sqrt(0.975), 1e-12);
  EXPECT_DOUBLE_EQ(share(0, 0).low, 0);
  EXPECT_DOUBLE_EQ(share(0, 0).high, 1);
}

TEST(Share, EndsSolveTheirBinomialTails) {
  const auto tail = [](int k, int n, double p) { // P(X >= k)
    double sum = 0;
    for (int i = k; i <= n; ++i)
      sum += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) + i * std::log(p) +
                      (n - i) * std::log1p(-p));
    return sum;
  };
  for (int k : {1, 7, 42, 192}) {
    const Share s = share(k, 200);
    EXPECT_NEAR(tail(k, 200, s.low), 0.025, 1e-9);
    EXPECT_NEAR(1 - tail(k + 1, 200, s.high), 0.025, 1e-9);
  }
}

TEST(Share, WrongCountsBreakTheContract) {
  EXPECT_THROW(share(3, 2), ContractError);
  EXPECT_THROW(share(-1, 2), ContractError);
}

TEST(Spread, QuantilesOfKnownSamplesAndOfNone) {
  const Spread s = spread({5, 1, 4, 2, 3});
  EXPECT_DOUBLE_EQ(s.median, 3);
  EXPECT_DOUBLE_EQ(s.low, 1.2);
  EXPECT_DOUBLE_EQ(s.high, 4.8);
  EXPECT_DOUBLE_EQ(spread({7}).low, 7);
  EXPECT_TRUE(std::isnan(spread({}).median));
  EXPECT_THROW(spread({1, kNeverS}), ContractError);
}

LedgerRow declared(bool happened, double known_s, std::string missing = {}) {
  LedgerRow row;
  row.centre = "home", row.object = "rocket", row.step = "declared", row.state = "alert";
  row.happened = happened;
  if (happened) row.t_s = row.known_s = known_s, row.to_impact_s = 1000 - known_s;
  row.missing = std::move(missing);
  return row;
}

TEST(Bands, NeverIsCountedNeverZeroAndNeverDropped) {
  Bands bands;
  for (double t : {100.0, 110.0, 120.0}) bands.add(std::vector{declared(true, t)});
  bands.add(std::vector{declared(false, 0, "no rule was met")});
  bands.add(std::vector{declared(false, 0, "the run ended before the human chain: due 30:00")});
  bands.add(std::vector{declared(false, 0, "the run ended before the human chain: due 31:00")});
  bands.add(std::vector<LedgerRow>{}); // a run without the row
  const auto result = bands.result();
  ASSERT_EQ(result.size(), 1u);
  EXPECT_EQ(result[0].share.happened, 3);
  EXPECT_EQ(result[0].share.runs, 7);
  EXPECT_DOUBLE_EQ(result[0].known_s.median, 110);
  EXPECT_DOUBLE_EQ(result[0].to_impact_s.median, 890);
  using Missing = std::vector<std::pair<std::string, std::int64_t>>;
  EXPECT_EQ(result[0].missing, (Missing{{"the run ended before the human chain", 2},
                                        {"no rule was met", 1},
                                        {"no such entry in that run", 1}}));
}

TEST(Bands, AStepThatNeverHappensHasAShareAndNoTime) {
  Bands bands;
  for (int i = 0; i < 50; ++i) bands.add(std::vector{declared(false, 0, "no rule was met")});
  const Band band = bands.result().at(0);
  EXPECT_EQ(band.share.happened, 0);
  EXPECT_NEAR(band.share.high, 1 - std::pow(0.025, 1.0 / 50), 1e-12);
  EXPECT_TRUE(std::isnan(band.known_s.median));
}

} // namespace
