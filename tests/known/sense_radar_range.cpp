// Published figures of ranges, as a whole radar gives them.
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/sense/radar/range_check.hpp"
#include "sense/north_budget.hpp"
#include "support/csv.hpp"

namespace dewline::sense {
namespace {

/// What the header of pave_paws_plausibility.csv states, as parameters; 13.2 dB for one pulse.
RadarParams pave_paws() {
  RadarParams p = north(13.2, Swerling::zero);
  p.reference_range_m.reset();
  p.peak_power_W = 582.4e3;
  p.gain_db = 37.9;
  p.receive_gain_db = 38.4;
  p.noise_temperature_K = 500;
  p.losses_db = 8;
  p.max_range_m = 2e7;
  BudgetParams b;
  b.search = pulses(16e-3, 38e-3);
  b.track = pulses(16e-3, 38e-3);
  b.track->num_coherent = 4;
  p.budget = b;
  p.revisit_s = 60;
  return p;
}

TEST(RadarRange, PavePawsTableByTheWholeRadar) {
  const Radar radar(pave_paws(), {}, 1);
  const double pd = prob_detect(13.2, 1e-6, 1, Swerling::zero);
  for (const auto& row : support::read_csv("pave_paws_plausibility.csv")) {
    SCOPED_TRACE(row.where());
    const double rcs_m2 = row.number("rcs_m2"), km = row.number("range_km");
    EXPECT_NEAR(detection_range_m(radar, rcs_m2, pd) / 1e3, km, 0.051);
    EXPECT_NEAR(detection_range_m(radar, radar.longest(), rcs_m2, pd) / 1e3, km * std::sqrt(2), 0.08);
  }
}

// The published 3,000 nautical miles for about 10 m2, by the self-check.
TEST(RadarRange, PavePawsClaimHangsTogether) {
  ClaimParams claim;
  claim.range_m = 5556e3;
  claim.rcs_m2 = 10;
  claim.prob_detect = prob_detect(13.2, 1e-6, 1, Swerling::zero);
  const RangeCheck c = range_check(Radar(pave_paws(), {}, 1), claim);
  EXPECT_NEAR(c.search_m / c.claimed_m, 1.023, 0.001);
}

// A ballistic arc of 1,320 km apogee is visible above 3 deg only out to 3,990 km on a sphere without air, to
// 4,020 km with refraction; a claim of 6,000 km can hold only for targets above about 2,600 km.
TEST(RadarRange, AnApogeeOf1320KmIsVisibleAbove3DegOnlyTo3990Km) {
  const double a = 6371e3, h = 1320e3, up = a * std::sin(3 * kDeg);
  EXPECT_NEAR(std::sqrt(up * up + 2 * a * h + h * h) - up, 3990e3, 5e3);
  const Radar radar(north(20, Swerling::one), {}, 1);
  const double bent = horizon_range_m(radar, 3 * kDeg, h);
  EXPECT_GT(bent, 3990e3);
  EXPECT_LT(bent, 4040e3);
  EXPECT_NEAR(least_height_m(radar, 3 * kDeg, bent), h, 1);
  EXPECT_NEAR(least_height_m(radar, 3 * kDeg, 6000e3), 2600e3, 50e3);
  for (const double range : {5e5, 2e6, 4e6, 9e6})
    EXPECT_NEAR(horizon_range_m(radar, 2 * kDeg, least_height_m(radar, 2 * kDeg, range)), range, 1);
}

TEST(RadarRange, TheCheckOfAClaimSaysWhichLimitComesFirst) {
  RadarParams p = busy(13, Swerling::one);
  p.max_range_m = 8e6;
  ClaimParams claim;
  claim.range_m = 6000e3;
  claim.target_height_m = 1320e3;
  claim.prob_detect = prob_detect(13, 1e-6, 1, Swerling::one);
  const RangeCheck c = range_check(Radar(p, {}, 1), claim);
  EXPECT_EQ(c.rcs_m2, 1); // the reference target
  EXPECT_NEAR(c.search_m, 1e6, 1);
  EXPECT_NEAR(c.longest_m, 1e6 * std::pow(5, 0.25), 1); // five times the energy
  EXPECT_EQ(c.max_range_m, 8e6);
  EXPECT_NEAR(c.least_height_m, 2600e3, 50e3);
  EXPECT_NEAR(c.horizon_m, 4020e3, 20e3);
  EXPECT_EQ(c.least_el_rad, 3 * kDeg);
}

TEST(RadarRange, JammingAndAirShortenIt) {
  RadarParams p = north(13, Swerling::one);
  p.max_range_m = 4e6;
  const double pd = 0.5;
  const Radar clear(p, {}, 1);
  const double r = detection_range_m(clear, 1, pd);
  EXPECT_NEAR(burn_through_range_m(clear, 1, pd, 40), r / 10, 1e-6 * r); // 40 dB: a tenth
  EXPECT_EQ(burn_through_range_m(clear, 1, pd, 0), r);
  EXPECT_NEAR(path_range_m(clear, clear.search(), 1, pd, 0, 3 * kDeg), r, 1.5);
  p.frequency_Hz = 10e9;
  p.gas = GasParams{};
  const Radar humid(p, {}, 1);
  const double low = path_range_m(humid, humid.search(), 1, pd, 0, 1 * kDeg),
               high = path_range_m(humid, humid.search(), 1, pd, 0, 30 * kDeg);
  EXPECT_LT(low, 0.9 * r);
  EXPECT_GT(high, 0.97 * r);
  p.rain = RainParams{10, 3000, 20e3, {}};
  const Radar wet(p, {}, 1);
  EXPECT_LT(path_range_m(wet, wet.search(), 1, pd, 0, 1 * kDeg), 0.9 * low);
}

} // namespace
} // namespace dewline::sense
