// Two-body problems with published answers and our 30-digit refinements (tests/known/data, sources in the
// files).
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/lambert.hpp"
#include "dewline/orbit/propagate.hpp"
#include "support/csv.hpp"

namespace {
using namespace dewline;

Vec3 km(const support::Row& row, const std::string& x, const std::string& y, const std::string& z) {
  return 1e3 * Vec3{row.number(x), row.number(y), row.number(z)};
}
double apart(Vec3 a, Vec3 b) { return norm(a - b) / norm(b); }

TEST(KnownOrbit, KeplerProblemsToTwelveDigits) {
  for (const auto& row : support::read_csv("ballistics_kepler_problems.csv")) {
    SCOPED_TRACE(row.text("case"));
    const double mu = row.text("case").starts_with("valladopy") ? 398600.4415e9 : earth::kMu_m3_s2;
    const PosVel x0{km(row, "rx0_km", "ry0_km", "rz0_km"), km(row, "vx0_km_s", "vy0_km_s", "vz0_km_s")};
    const PosVel x = orbit::kepler(x0, row.number("dt_s"), mu);
    // a million seconds is 122 turns: the rounding of the period alone costs 1e-11
    const double bound = row.number("dt_s") > 1e5 ? 3e-11 : 1e-12;
    EXPECT_LE(apart(x.p, km(row, "our_rx", "our_ry", "our_rz")), bound);
    EXPECT_LE(apart(x.v, km(row, "our_vx", "our_vy", "our_vz")), bound);
    if (!row.blank("pub_rx")) {
      EXPECT_LE(norm(x.p - km(row, "pub_rx", "pub_ry", "pub_rz")), 0.06); // published to 0.1 m
      EXPECT_LE(norm(x.v - km(row, "pub_vx", "pub_vy", "pub_vz")), 6e-4);
    }
  }
}

TEST(KnownOrbit, LambertProblemsToTheRefinedDigits) {
  for (const auto& row : support::read_csv("ballistics_lambert_problems.csv")) {
    SCOPED_TRACE(row.text("case"));
    const auto arc = orbit::lambert(
        km(row, "r1x", "r1y", "r1z"), km(row, "r2x", "r2y", "r2z"), row.number("tof"), row.number("mu") * 1e9,
        static_cast<std::uint32_t>(row.number("revs")), orbit::Way::prograde, orbit::Branch::low);
    ASSERT_TRUE(arc);
    EXPECT_LE(apart(arc->v1, km(row, "refined_v1x", "refined_v1y", "refined_v1z")), 1e-11);
    EXPECT_LE(apart(arc->v2, km(row, "refined_v2x", "refined_v2y", "refined_v2z")), 1e-11);
  }
}

TEST(KnownOrbit, J2PropagationToOneMillimetreAfterADay) {
  PosVel x0;
  for (const auto& row : support::read_csv("ballistics_j2_propagation.csv")) {
    SCOPED_TRACE(row.text("case") + " " + row.text("t_s"));
    const PosVel want{km(row, "x_km", "y_km", "z_km"), km(row, "vx_km_s", "vy_km_s", "vz_km_s")};
    if (row.number("t_s") == 0) x0 = want;
    const PosVel x = orbit::propagate_G(x0, row.number("t_s"), {});
    EXPECT_LE(norm(x.p - want.p), 1e-3);
    EXPECT_LE(norm(x.v - want.v), 1e-6);
  }
}

TEST(KnownOrbit, ImpactOnTheRotatingEarthToTwoMetresAndTwoMilliseconds) {
  for (const auto& row : support::read_csv("ballistics_rotating_earth_impact.csv")) {
    SCOPED_TRACE(row.text("case") + " " + row.text("gravity"));
    const Vec3 p = km(row, "x0_km", "y0_km", "z0_km");
    const Vec3 v_G =
        km(row, "vx0_km_s", "vy0_km_s", "vz0_km_s");  // inertial axes that coincide with E at t = 0
    const PosVel x_E{p, v_G - cross({0, 0, earth::kOmega_rad_s}, p)};
    orbit::Forces forces;
    forces.gravity = row.text("gravity") == "J2" ? earth::Gravity::j2 : earth::Gravity::two_body;
    const auto hit = orbit::impact(x_E, forces);
    ASSERT_TRUE(hit);
    constexpr double deg = M_PI / 180;
    const earth::Geodetic want{row.number("impact_lat_deg") * deg, row.number("impact_lon_deg") * deg, 0};
    EXPECT_LE(norm(earth::ecef(hit->at) - earth::ecef(want)), 0.1);
    EXPECT_NEAR(hit->tof_s, row.number("tof_s"), 1e-4);
    EXPECT_NEAR(hit->apogee_h_m, row.number("apogee_km") * 1e3, 0.1);
    EXPECT_NEAR(hit->apogee_tof_s, row.number("t_apogee_s"), 1e-4);
    EXPECT_NEAR(hit->speed_m_s, row.number("impact_speed_rel_km_s") * 1e3, 1e-3);
    EXPECT_NEAR(hit->angle_rad / deg, row.number("impact_gamma_deg"), 1e-6);
    EXPECT_LE(std::abs(hit->at.h_m), 1e-3);
  }
}

} // namespace
