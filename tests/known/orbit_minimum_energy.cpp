// Closed-form arcs against 40-digit tables, and against our own propagation.
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/orbit/minimum_energy.hpp"
#include "dewline/orbit/propagate.hpp"
#include "support/csv.hpp"

namespace {
using namespace dewline;

constexpr double kDeg = M_PI / 180;

void expect_row(const orbit::SphereArc& arc, const support::Row& row) {
  const auto near = [&](double value, const char* column, double unit) {
    const double want = row.number(column) * unit;
    EXPECT_NEAR(value, want, 1e-11 * std::abs(want)) << column;
  };
  near(arc.q, "Q", 1);
  near(arc.speed_m_s, "speed_km_s", 1e3);
  near(arc.semi_major_m, "sma_km", 1e3);
  near(arc.eccentricity, "ecc", 1);
  near(arc.apogee_h_m, "apogee_km", 1e3);
  near(arc.tof_s, "time_of_flight_s", 1);
}

TEST(MinimumEnergy, TheTableToItsDigits) {
  int num = 0;
  for (const auto& row : support::read_csv("ballistics_minimum_energy.csv")) {
    SCOPED_TRACE(row.where());
    orbit::Sphere sphere;
    if (row.text("case") == "burnout_and_reentry_at_100km") sphere.height_m = 100e3;
    else ASSERT_EQ(row.text("case"), "surface");
    const auto arc = orbit::minimum_energy(row.number("range_km") * 1e3, sphere);
    expect_row(arc, row);
    EXPECT_NEAR(arc.angle_rad / kDeg, row.number("gamma_deg"), 1e-10);
    EXPECT_NEAR(arc.perigee_r_m, row.number("perigee_radius_km") * 1e3, 1e-11 * arc.perigee_r_m);
    ++num;
  }
  EXPECT_EQ(num, 56);
}

TEST(LoftedAndDepressed, TheTableToItsDigits) {
  int num = 0;
  for (const auto& row : support::read_csv("ballistics_lofted_depressed.csv")) {
    SCOPED_TRACE(row.where());
    const double range_m = row.number("range_km") * 1e3;
    // the table prints the angle to 1e-10 deg; it is the angle of least energy and a round number
    const double angle_rad = orbit::minimum_energy(range_m).angle_rad + row.number("gamma_minus_minE_deg") * kDeg;
    EXPECT_NEAR(angle_rad / kDeg, row.number("gamma_deg"), 1e-10);
    const auto arc = orbit::arc_on_sphere(range_m, angle_rad);
    ASSERT_TRUE(arc);
    expect_row(*arc, row);
    const auto again = orbit::arc_to_apogee(range_m, arc->apogee_h_m);
    ASSERT_TRUE(again);
    EXPECT_NEAR(again->angle_rad, angle_rad, 1e-9);
    ++num;
  }
  EXPECT_EQ(num, 32);
}

TEST(SphereArc, KeplersMotionEndsWhereItSays) {
  for (const double range_m : {300e3, 5000e3, 15000e3, 19000e3})
    for (const double angle_rad : {0.0, 0.05, 0.3, 0.8, 1.4}) {
      const auto arc = orbit::arc_on_sphere(range_m, angle_rad, {6371e3, 100e3});
      if (!arc) continue;
      const double r = 6471e3, psi = range_m / 6371e3;
      const PosVel x{{r, 0, 0}, {arc->speed_m_s * std::sin(angle_rad), arc->speed_m_s * std::cos(angle_rad), 0}};
      const PosVel end = orbit::kepler(x, arc->tof_s);
      EXPECT_LE(norm(end.p - r * Vec3{std::cos(psi), std::sin(psi), 0}), 1e-3) << range_m << " " << angle_rad;
    }
}

TEST(SphereArc, LeastSpeedIsLeastAndWhatIsImpossibleIsNothing) {
  const auto best = orbit::minimum_energy(8000e3);
  for (const double off : {-0.3, -0.01, 0.01, 0.3})
    EXPECT_GT(orbit::arc_on_sphere(8000e3, best.angle_rad + off)->speed_m_s, best.speed_m_s);
  EXPECT_FALSE(orbit::arc_on_sphere(8000e3, 1.5)) << "beyond escape";
  EXPECT_FALSE(orbit::arc_to_apogee(8000e3, -1)) << "under the ground";
  EXPECT_THROW(orbit::arc_on_sphere(1000e3, -0.1), ContractError);
  for (const double bad : {0.0, -1.0, 2.1e7, double(NAN)}) EXPECT_THROW(orbit::minimum_energy(bad), ContractError);
}

} // namespace
