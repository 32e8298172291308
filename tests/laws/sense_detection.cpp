// Properties of detection over the whole domain that is promised.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "dewline/base/field.hpp"
#include "dewline/sense/detection.hpp"

namespace dewline::sense {
namespace {

constexpr std::array kCases{Swerling::zero, Swerling::one, Swerling::two, Swerling::three, Swerling::four};
constexpr std::array kPulses{1u, 2u, 3u, 7u, 20u, 100u, 333u, 1000u};
constexpr std::array kFalse{1e-12, 1e-9, 1e-6, 1e-3, 0.1, 0.5};

TEST(DetectionLaw, PdIsAProbabilityAboveThePfaAndGrowsWithSnr) {
  for (const Swerling swerling : kCases)
    for (const auto n : kPulses)
      for (const double prob_fa : kFalse) {
        SCOPED_TRACE(testing::Message() << "Swerling " << word(swerling) << " N " << n << " Pfa " << prob_fa);
        double before = prob_fa;
        for (double snr_db = -40; snr_db <= 60; snr_db += 0.5) {
          const double pd = prob_detect(snr_db, prob_fa, n, swerling);
          ASSERT_GE(pd, before * (1 - 4e-12)) << snr_db; // rounding of the special functions, relative
          ASSERT_LE(pd, 1.0) << snr_db;
          before = pd;
        }
        // Swerling 1 falls short of 1 by about threshold / (N SNR), the slowest of all
        EXPECT_GT(before, 1 - 2 * threshold(prob_fa, n) / (n * 1e6));
      }
}

TEST(DetectionLaw, PdGrowsWithPfa) {
  for (const Swerling swerling : kCases)
    for (const auto n : kPulses)
      for (const double snr_db : {-30.0, -10.0, 0.0, 10.0, 30.0})
        for (std::size_t i = 1; i < kFalse.size(); ++i)
          EXPECT_GE(prob_detect(snr_db, kFalse[i], n, swerling),
                    prob_detect(snr_db, kFalse[i - 1], n, swerling) * (1 - 1e-12));
}

TEST(DetectionLaw, WithoutSignalPdIsPfa) {
  for (const Swerling swerling : kCases)
    for (const auto n : kPulses)
      for (const double prob_fa : kFalse) {
        EXPECT_NEAR(prob_detect(-std::numeric_limits<double>::infinity(), prob_fa, n, swerling), prob_fa,
                    1e-15);
        EXPECT_NEAR(boost::math::gamma_q(static_cast<double>(n), threshold(prob_fa, n)), prob_fa,
                    1e-11 * prob_fa);
      }
}

TEST(DetectionLaw, RequiredSnrInvertsPd) {
  for (const Swerling swerling : kCases)
    for (const auto n : kPulses)
      for (const double prob_fa : {1e-12, 1e-6, 1e-2})
        for (const double pd : {0.1, 0.5, 0.9, 0.999}) {
          const double snr_db = required_snr_db(pd, prob_fa, n, swerling);
          EXPECT_NEAR(prob_detect(snr_db, prob_fa, n, swerling), pd, 1e-9);
        }
}

TEST(DetectionLaw, SwerlingOneWithManyPulsesMeetsItsClosedForm) {
  // Pd = Q(N-1, T) ... : for N = 2 the textbook sum is elementary: Pd = (a e^(-T/a) - e^-T) / (a - 1), a = 1
  // + 2 S.
  for (double snr_db = -20; snr_db <= 50; snr_db += 2.5) {
    const double a = 1 + 2 * std::pow(10, 0.1 * snr_db), t = threshold(1e-6, 2);
    const double expected = (a * std::exp(-t / a) - std::exp(-t)) / (a - 1);
    EXPECT_NEAR(prob_detect(snr_db, 1e-6, 2, Swerling::one), expected, 1e-12);
  }
}

TEST(DetectionLaw, OnePulseKnowsNoDifferenceWithinAndBetweenDwells) {
  for (double snr_db = -20; snr_db <= 40; snr_db += 1.7) {
    EXPECT_NEAR(prob_detect(snr_db, 1e-6, 1, Swerling::one), prob_detect(snr_db, 1e-6, 1, Swerling::two),
                1e-14);
    EXPECT_NEAR(prob_detect(snr_db, 1e-6, 1, Swerling::three), prob_detect(snr_db, 1e-6, 1, Swerling::four),
                1e-13);
  }
}

TEST(DetectionLaw, BadArgumentsThrow) {
  EXPECT_THROW(prob_detect(std::nan(""), 1e-6, 1, Swerling::one), std::logic_error);
  EXPECT_THROW(prob_detect(10, 0, 1, Swerling::one), std::logic_error);
  EXPECT_THROW(prob_detect(10, 1e-6, 0, Swerling::one), std::logic_error);
  EXPECT_THROW(required_snr_db(1e-7, 1e-6, 1, Swerling::one), std::logic_error);
  EXPECT_THROW(required_snr_db(1, 1e-6, 1, Swerling::one), std::logic_error);
}

} // namespace
} // namespace dewline::sense
