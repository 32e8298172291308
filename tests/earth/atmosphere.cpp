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

TEST(Atmosphere, NaNBreaksTheContract) {
  EXPECT_THROW(ussa76(std::numeric_limits<double>::quiet_NaN()), ContractError);
}

} // namespace
} // namespace dewline::earth
