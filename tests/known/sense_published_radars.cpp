// Published powers of warning radars against the ranges that are claimed for them.
#include <gtest/gtest.h>

#include "dewline/sense/radar/radar_equation.hpp"
#include "support/csv.hpp"

namespace dewline::sense {
namespace {

/// As the header of pave_paws_plausibility.csv states: gains partly recalled, noise and losses assumed.
constexpr PowerBudget kPavePaws{582.4e3, 16e-3, 37.9, 38.4, 435e6, 500, 8};

TEST(PublishedRadars, PavePawsTableToItsPrintedDigits) {
  for (const auto& row : support::read_csv("pave_paws_plausibility.csv")) {
    SCOPED_TRACE(row.where());
    EXPECT_NEAR(range_m(kPavePaws, row.number("rcs_m2"), 13.2) / 1e3, row.number("range_km"), 0.051);
  }
}

// The institute that runs one of them prints 2.5 to 3.2 MW, pulses up to 820 us, 35 dB and 400 to 500 K
// (iszf-radar, iszf-hpr in data/sources.bib); the press claims 2,500 to 3,000 km. The losses are ours.
TEST(PublishedRadars, TheDneprsPrintedPowerGivesItsClaimedRangeForASquareMetre) {
  const auto km = [](double power_W, double noise_K, double losses_db) {
    return range_m({power_W, 820e-6, 35, 35, 158e6, noise_K, losses_db}, 1, 13) / 1e3;
  };
  EXPECT_NEAR(km(3.2e6, 450, 6.8), 2993, 1);
  EXPECT_GT(km(2.5e6, 500, 10), 2250); // everything against it
  EXPECT_LT(km(3.2e6, 400, 5), 3450);  // everything for it
}

// Many pulses a second leave as much range as the press claims: 24.4 Hz and 6,143 km.
TEST(PublishedRadars, TheDneprsPulsesLeaveTheClaimUnambiguous) {
  EXPECT_NEAR(kC_m_s / (2 * 24.4) / 1e3, 6143, 1);
}

} // namespace
} // namespace dewline::sense
