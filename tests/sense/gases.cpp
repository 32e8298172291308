// Loss by gases along rays: closed forms, a slow sum, and the table between its knots.
#include "dewline/sense/propagation/gases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "dewline/base/check.hpp"
#include "dewline/earth/atmosphere.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = M_PI / 180, kRadius_m = 6371e3;

double attenuation_db_m(double h_m, double frequency_Hz, double vapour) {
  return gas_attenuation(standard_air(h_m, vapour), frequency_Hz).total_db_m();
}

/// Straight up, summed by the midpoint rule over 10 m.
double zenith_db(double frequency_Hz, double from_m, double to_m, double vapour) {
  double sum = 0;
  for (double h = from_m + 5; h < to_m; h += 10) sum += 10 * attenuation_db_m(h, frequency_Hz, vapour);
  return sum;
}

TEST(GasLoss, StraightUpItIsTheIntegralOverHeight) {
  for (const double f : {0.435e9, 3e9, 10e9, 22.2e9, 35e9}) {
    const GasLoss loss({.frequency_Hz = f, .site_h_m = 120});
    EXPECT_NEAR(loss.one_way_db(90 * kDeg, 5e5) / zenith_db(f, 120, 100e3, 7.5e-3), 1, 1e-3) << f;
    EXPECT_NEAR(loss.one_way_db(90 * kDeg, 8e3) / zenith_db(f, 120, 8120, 7.5e-3), 1, 1e-3) << f;
  }
}

// Along straight rays (no bending) against a slow sum over the path.
TEST(GasLoss, TableMeetsASlowSumBetweenItsKnots) {
  double worst = 0;
  for (const double site_h : {0.0, 900.0}) {
    const GasLoss::Params params{.frequency_Hz = 10e9, .site_h_m = site_h, .air = {.n0 = 0}};
    const GasLoss loss(params);
    for (const double el : {-0.7 * kDeg, 0.0, 0.13 * kDeg, 1.1 * kDeg, 4.3 * kDeg, 17 * kDeg, 61 * kDeg}) {
      if (el < horizon_el_rad({.n0 = 0}, site_h, 0, kRadius_m)) continue;
      double sum = 0, s = 0;
      const double r0 = kRadius_m + site_h;
      for (const double range : {3e3, 21e3, 77e3, 250e3, 900e3, 4e6}) {
        const double step = std::min(200.0, (range - s) / 50);
        for (; s + step / 2 < range && s < 2e6; s += step) {
          const double at = s + step / 2;
          const double h = std::sqrt(r0 * r0 + at * at + 2 * r0 * at * std::sin(el)) - kRadius_m;
          if (h < 100e3) sum += step * attenuation_db_m(h, params.frequency_Hz, 7.5e-3);
        }
        worst = std::max(worst, std::abs(loss.one_way_db(el, range) / sum - 1));
      }
    }
  }
  EXPECT_LT(worst, 1e-3);
  RecordProperty("worst_relative", std::to_string(worst));
}

TEST(GasLoss, GrowsWithRangeAndFallsWithElevation) {
  for (const double f : {0.15e9, 1.3e9, 9e9, 35e9}) {
    const GasLoss loss({.frequency_Hz = f, .site_h_m = 50});
    for (double el = -0.2 * kDeg; el < 1.5; el = el + 0.02)
      for (double range = 1e3; range < 5e6; range *= 1.7) {
        const double db = loss.one_way_db(el, range);
        EXPECT_LE(db, loss.one_way_db(el, range * 1.3) * (1 + 2e-4) + 1e-6);
        if (f < 1e9) continue; // there thin air absorbs no less than dense: f is within the Debye line
        EXPECT_GE(db, loss.one_way_db(el + 0.01, range) * (1 - 2e-4) - 1e-6);
      }
  }
}

TEST(GasLoss, AtItsOriginNothingIsLost) {
  const GasLoss loss({.frequency_Hz = 10e9});
  EXPECT_NEAR(loss.one_way_db(0, 0), 0, 1e-15);
  const double ground = attenuation_db_m(0, 10e9, 7.5e-3);
  EXPECT_NEAR(loss.one_way_db(0, 500) / (500 * ground), 1, 2e-3);
}

// Below 1 GHz the Debye spectrum of oxygen carries the loss: it falls with frequency towards f^2.
TEST(Gases, FadeAwayBelowOneGigahertz) {
  const MoistAir air;
  double before = gas_attenuation(air, 1e9).total_db_m();
  for (double f = 0.9e9; f > 1e7; f *= 0.8) {
    const double now = gas_attenuation(air, f).total_db_m();
    EXPECT_LT(now, before);
    before = now;
  }
  EXPECT_NEAR(gas_attenuation(air, 2e7).total_db_m() / gas_attenuation(air, 1e7).total_db_m(), 4, 0.01);
}

TEST(Gases, StandardAirIsTheStandardWithVapour) {
  const MoistAir ground = standard_air(0), high = standard_air(30e3), dry = standard_air(0, 0);
  const double e_Pa = 7.5 * 288.15 / 216.7 * 100;
  EXPECT_NEAR(ground.dry_pressure_Pa + e_Pa, 101325, 1);
  EXPECT_NEAR(ground.vapour_kg_m3, 7.5e-3, 1e-12);
  EXPECT_NEAR(high.vapour_kg_m3 * 1e3 * high.temperature_K / 216.7 * 100,
              2e-6 * earth::ussa76(30e3).pressure_Pa, 1e-12);
  EXPECT_EQ(dry.vapour_kg_m3, 0);
  EXPECT_EQ(gas_attenuation(dry, 22e9).vapour_db_m, 0);
}

TEST(Gases, RefuseNonsense) {
  EXPECT_THROW(gas_attenuation({}, 5e6), ContractError);
  EXPECT_THROW(gas_attenuation({}, std::nan("")), ContractError);
  EXPECT_THROW(gas_attenuation({.temperature_K = 0}, 1e9), ContractError);
  EXPECT_THROW(standard_air(0, -1), ContractError);
  EXPECT_THROW((void)GasLoss({}).one_way_db(0, -1), ContractError);
}

} // namespace
} // namespace dewline::sense
