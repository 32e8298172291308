#include "dewline/earth/atmosphere.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"

namespace dewline::earth {
namespace {

TEST(Atmosphere, SeaLevelIsTheDefinition) {
  const Air air = ussa76(0);
  EXPECT_EQ(air.temperature_K, 288.15);
  EXPECT_EQ(air.pressure_Pa, 101325);
  EXPECT_NEAR(air.density_kg_m3, 1.225, 1e-6);
  EXPECT_NEAR(air.sound_speed_m_s, 340.294, 1e-3);
}

TEST(Atmosphere, PressureAndDensityFallWithHeightEverywhere) {
  Air below = ussa76(-5000);
  for (double h_m = -4900; h_m <= 1e6; h_m += 100) {
    const Air air = ussa76(h_m);
    ASSERT_LT(air.pressure_Pa, below.pressure_Pa) << h_m;
    ASSERT_LT(air.density_kg_m3, below.density_kg_m3) << h_m;
    below = air;
  }
}

TEST(Atmosphere, TheSeamsJumpByLessThanATenthOfAPercent) {
  // Geometric heights of the layers' geopotential bases, and the seam of closed form and table.
  for (double base_m : {11019.0, 20063.0, 32162.0, 47350.0, 51413.0, 71802.0, 86000.0}) {
    const Air a = ussa76(base_m - 1), b = ussa76(base_m + 1);
    EXPECT_NEAR(a.pressure_Pa / b.pressure_Pa, 1, 1e-3);
    EXPECT_NEAR(a.density_kg_m3 / b.density_kg_m3, 1, 1e-3);
    EXPECT_NEAR(a.temperature_K / b.temperature_K, 1, 1e-3);
    EXPECT_NEAR(a.sound_speed_m_s / b.sound_speed_m_s, 1, 1e-3);
  }
}

TEST(Atmosphere, Above1000KmThereIsNoAir) {
  EXPECT_GT(ussa76(1e6).density_kg_m3, 0);
  const Air air = ussa76(1.0001e6);
  EXPECT_EQ(air.density_kg_m3, 0);
  EXPECT_EQ(air.pressure_Pa, 0);
  EXPECT_TRUE(std::isfinite(air.sound_speed_m_s));
  EXPECT_EQ(ussa76(std::numeric_limits<double>::infinity()).density_kg_m3, 0);
}

TEST(Atmosphere, BelowMinus5KmItStaysAtItsLastValue) {
  EXPECT_GT(ussa76(-1000).density_kg_m3, 1.3);
  EXPECT_EQ(ussa76(-6e6).density_kg_m3, ussa76(-5000).density_kg_m3);
}

TEST(Atmosphere, Above110KmItIsHydrostaticBetweenTheRowsToo) {
  // dp/dh = -rho g with the standard's g; straight lines in the logarithms miss it by 8 % at 125 km.
  // Below 110 km the standard's diffusing gases are not quite hydrostatic themselves.
  for (double h_m = 110.25e3; h_m < 500e3; h_m += 250) {
    const double dp = (ussa76(h_m + 50).pressure_Pa - ussa76(h_m - 50).pressure_Pa) / 100;
    const double g = 9.80665 * std::pow(6356766 / (6356766 + h_m), 2);
    EXPECT_NEAR(-dp / (g * ussa76(h_m).density_kg_m3), 1, 0.012) << h_m;
  }
}

TEST(AirTable, IsTheStandardWithin2e7Below86KmAnd6e5Above) {
  const auto off = [](double table, double exact) { return std::abs(table / exact - 1); };
  for (double h_m = -5000; h_m <= 1e6; h_m += 13) {
    const Air exact = ussa76(h_m);
    const Stream quick = air_at(h_m);
    const bool low = h_m <= 86e3;
    ASSERT_LT(off(quick.density_kg_m3, exact.density_kg_m3), low ? 2e-7 : 6e-5) << h_m;
    ASSERT_LT(off(quick.pressure_Pa, exact.pressure_Pa), low ? 2e-7 : 6e-5) << h_m;
    ASSERT_LT(off(quick.sound_speed_m_s, exact.sound_speed_m_s), low ? 1e-9 : 6e-5) << h_m;
    ASSERT_EQ(AirTable::get().density(h_m), quick.density_kg_m3);
  }
}

TEST(AirTable, OutsideItsHeightsItIsTheEndOrNothing) {
  EXPECT_EQ(air_at(-6e6).density_kg_m3, air_at(-5000).density_kg_m3);
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (const double h_m : {1.0000001e6, 1e300, inf, nan}) {
    EXPECT_EQ(air_at(h_m).density_kg_m3, 0) << h_m;
    EXPECT_EQ(air_at(h_m).pressure_Pa, 0) << h_m;
    EXPECT_GT(air_at(h_m).sound_speed_m_s, 100) << h_m;
  }
}

TEST(Atmosphere, NaNBreaksTheContract) {
  EXPECT_THROW(ussa76(std::numeric_limits<double>::quiet_NaN()), ContractError);
}

} // namespace
} // namespace dewline::earth
