// Designed orbits: what a scenario states becomes elements, and where they put the satellite.
#include "dewline/orbit/designed.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/time_scales.hpp"

namespace dewline::orbit {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

const earth::Orientation& orientation() {
  static const earth::Orientation o(earth::parse_utc("2026-03-20T12:00:00Z"), {}, std::chrono::hours{48});
  return o;
}

KeplerElements designed(const OrbitParams& params) {
  Problems problems;
  check(params, problems);
  EXPECT_TRUE(problems.empty());
  return design(params, orientation(), problems).value();
}

OrbitParams molniya() {
  OrbitParams o;
  o.perigee_m = 600e3, o.apogee_m = 39.75e6, o.inclination_rad = 63 * kDeg;
  o.apogee_longitude_rad = -100 * kDeg, o.apogee_time_s = 3600;
  return o;
}

TEST(Designed, AGeostationarySatelliteStaysOverItsLongitude) {
  OrbitParams o;
  o.geostationary_rad = -135 * kDeg;
  const KeplerElements e = designed(o);
  for (const double t_s : {0.0, 20000.0, 100000.0}) {
    const PosVel x = state_E(e, orientation(), time_from_s(t_s));
    EXPECT_NEAR(std::atan2(x.p.y, x.p.x) / kDeg, -135, 0.01);
    EXPECT_NEAR(x.p.z, 0, 1e3);
    EXPECT_LT(norm(x.v), 0.5);
  }
}

TEST(Designed, AMolniyaOrbitHasItsApogeeWhereAndWhenItIsStated) {
  const KeplerElements e = designed(molniya());
  const auto at = [&](double t_s) { return state_E(e, orientation(), time_from_s(t_s)); };
  const earth::Geodetic top = earth::geodetic(at(3600).p);
  EXPECT_NEAR(norm(at(3600).p), earth::kA_m + 39.75e6, 1);
  EXPECT_NEAR(top.lon_rad / kDeg, -100, 1e-6);
  EXPECT_NEAR(std::asin(at(3600).p.z / norm(at(3600).p)) / kDeg, 63, 1e-3); // farthest north
}

TEST(Designed, TheVelocityIsTheDerivativeOfThePlace) {
  const KeplerElements e = designed(molniya());
  for (const double t_s : {0.0, 12345.0, 25000.0, 40000.0}) {
    const auto at = [&](double dt_s) { return state_E(e, orientation(), time_from_s(t_s + dt_s)); };
    const Vec3 slope = (at(1).p - at(-1).p) / 2.0;
    EXPECT_LT(norm(slope - at(0).v), 2e-3) << t_s; // third derivative near the perigee
  }
}

TEST(Designed, ProblemsAreNamed) {
  const auto paths = [](const OrbitParams& o) {
    Problems problems;
    check(o, problems);
    std::string all;
    for (const Problem& p : problems.list()) all += p.path + ";";
    return all;
  };
  OrbitParams o = molniya();
  EXPECT_EQ(paths(o), "");
  o.height_m = 1e6;
  EXPECT_EQ(paths(o), "perigee;apogee;");
  o = molniya();
  o.inclination_rad.reset();
  EXPECT_EQ(paths(o), "inclination;");
  o = molniya();
  o.geostationary_rad = 0;
  EXPECT_FALSE(paths(o).empty());
  o = molniya();
  o.perigee_m = 150e3, o.apogee_m.reset(), o.repeats = 100;
  Problems problems;
  EXPECT_FALSE(design(o, orientation(), problems).has_value());
  EXPECT_FALSE(problems.empty());
}

} // namespace
} // namespace dewline::orbit
