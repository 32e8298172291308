#include "dewline/warn/estimate/ballistic.hpp"

#include <gtest/gtest.h>

#include "dewline/orbit/propagate.hpp"
#include "warn/helpers.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
PosVel burnout_E(double lat, double lon, double h_m, double speed, double az, double gamma) {
  const earth::Geodetic where{lat * kDeg, lon * kDeg, h_m};
  const Vec3 v_L{std::cos(gamma * kDeg) * std::sin(az * kDeg), std::cos(gamma * kDeg) * std::cos(az * kDeg), std::sin(gamma * kDeg)};
  return {earth::ecef(where), transpose(earth::enu_axes(where)) * (speed * v_L)};
}
PosVel inertial(const PosVel& x_E) { return {x_E.p, x_E.v + cross({0, 0, earth::kOmega_rad_s}, x_E.p)}; }
const orbit::Forces kTwoBody{.gravity = earth::Gravity::two_body, .ballistic_coefficient_kg_m2 = {}};
} // namespace

TEST(FallsTo, is_the_two_body_impact_of_the_orbit_room) {
  for (const double gamma : {15.0, 30.0, 60.0, 85.0})
    for (const double az : {0.0, 100.0, 350.0}) {
      const PosVel x_E = burnout_E(69, 16, 200e3, 4500, az, gamma);
      const auto exact = orbit::impact(x_E, kTwoBody);
      const auto quick = falls_to(inertial(x_E), 0);
      ASSERT_TRUE(exact && quick);
      EXPECT_NEAR(quick->dt_s, exact->tof_s, 0.01);
      EXPECT_LT(norm(quick->x_E.p - exact->x_E.p), 20);
      EXPECT_LT(norm(quick->x_E.v - exact->x_E.v), 0.1);
    }
}

TEST(RoseFrom, is_the_two_body_ascent_of_the_orbit_room) {
  for (const double gamma : {20.0, 45.0, 80.0}) {
    const PosVel x_E = orbit::propagate_E(burnout_E(69, 16, 200e3, 5000, 350, gamma), 300, kTwoBody);
    const auto exact = orbit::ascent(x_E, kTwoBody, 150e3);
    const auto quick = rose_from(inertial(x_E), 150e3);
    ASSERT_TRUE(exact && quick);
    EXPECT_LT(quick->dt_s, -300);
    EXPECT_NEAR(quick->dt_s, exact->tof_s, 0.1);
    EXPECT_LT(norm(quick->x_E.p - exact->x_E.p), 300);
  }
}

TEST(FallsTo, differs_from_j2_by_less_than_stated_over_a_long_arc) {
  for (const double az : {30.0, 90.0, 200.0, 350.0}) {
    const PosVel x_E = burnout_E(48, 30, 200e3, 6900, az, 23);
    const auto j2 = orbit::impact(x_E, {});
    const auto quick = falls_to(inertial(x_E), 0);
    ASSERT_TRUE(j2 && quick);
    EXPECT_LT(norm(quick->x_E.p - j2->x_E.p), 50e3);
  }
}

TEST(Arc, heights_and_energy_of_a_lofted_arc_and_of_orbits) {
  const PosVel up{{earth::kA_m, 0, 0}, {4000, 400, 0}};
  const Arc a = arc(up);
  EXPECT_NEAR(a.specific_energy_J_kg, 0.5 * (4000. * 4000 + 400 * 400) - earth::kMu_m3_s2 / earth::kA_m, 1);
  EXPECT_LT(a.perigee_h_m, -6e6);
  EXPECT_NEAR(a.apogee_h_m, orbit::impact({up.p, up.v - cross({0, 0, earth::kOmega_rad_s}, up.p)}, kTwoBody)->apogee_h_m, 10);
  const double r = earth::kA_m + 500e3;
  const Arc circular = arc({{r, 0, 0}, {0, std::sqrt(earth::kMu_m3_s2 / r), 0}});
  EXPECT_NEAR(circular.perigee_h_m, 500e3, 10);
  EXPECT_FALSE(falls_to({{r, 0, 0}, {0, std::sqrt(earth::kMu_m3_s2 / r), 0}}, 0));
  EXPECT_GT(arc({{r, 0, 0}, {0, 12000, 0}}).specific_energy_J_kg, 0);
  EXPECT_FALSE(falls_to({{r, 0, 0}, {0, 12000, 0}}, 0));
}
