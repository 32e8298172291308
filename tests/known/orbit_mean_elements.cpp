// Mean rates of J2 against published cases.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/mean_elements.hpp"
#include "support/csv.hpp"

namespace dewline::orbit {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

/// Curtis, example 12.2, as quoted in ballistics_element_conversion_and_misc.csv: -0.172 and 0.282 deg/h within 1 %.
TEST(MeanElements, RatesOfCurtis12_2) {
  bool found = false;
  for (const auto& row : support::read_csv("ballistics_element_conversion_and_misc.csv")) {
    if (row.text("case") != "Curtis 12.2 J2 secular rates") continue;
    found = true;
    ASSERT_EQ(row.text("published"), "raan rate -0.172 deg/h (1 %), argp rate 0.282 deg/h (1 %)");
    const PosVel x_G{{-2384.46e3, 5729.01e3, 3050.46e3}, {-7361.38, -2989.97, 1643.54}};
    ASSERT_NE(row.text("inputs").find("r0=(-2384.46,5729.01,3050.46)"), std::string::npos);
    const double e = eccentricity(x_G), a_m = 0.5 * (perigee_radius(x_G) + apogee_radius(x_G));
    const AngleRates rates = j2_rates(a_m, e, std::acos(unit(angular_momentum(x_G)).z));
    EXPECT_NEAR(rates.raan_rad_s / kDeg * 3600, -0.172, 0.01 * 0.172);
    EXPECT_NEAR(rates.arg_perigee_rad_s / kDeg * 3600, 0.282, 0.01 * 0.282);
  }
  EXPECT_TRUE(found);
}

/// A Sun-synchronous circle of 7,200 km stands at 98.696 deg (liquisearch.com, "Sun-synchronous orbit - Technical
/// details", read on 2026-11-22): its node goes round once in a year, 0.9856 deg a day.
TEST(MeanElements, SunSynchronousAt7200km) {
  EXPECT_NEAR(j2_rates(7200e3, 0, 98.696 * kDeg).raan_rad_s / kDeg * 86400, 360 / 365.2422, 1e-4);
}

} // namespace
} // namespace dewline::orbit
