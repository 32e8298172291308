// The Sun against frames_sun_vectors.csv (COMPUTED there with ERFA: see its header).
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/earth/sun.hpp"
#include "support/csv.hpp"

namespace dewline::earth {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

double angle_deg(const Vec3& a, const Vec3& b) { return std::atan2(norm(cross(a, b)), dot(a, b)) / kDeg; }

TEST(Sun, VectorsMeetTheTable) {
  for (const auto& row : support::read_csv("frames_sun_vectors.csv")) {
    SCOPED_TRACE(row.where());
    const Vec3 told_G =
        1e3 * Vec3{row.number("sun_gcrf_x_km"), row.number("sun_gcrf_y_km"), row.number("sun_gcrf_z_km")};
    const Vec3 sun = sun_G(parse_utc(row.text("utc")));
    EXPECT_LT(angle_deg(sun, told_G), 0.001);
    EXPECT_LT(norm(sun - told_G), 1e3);
    EXPECT_NEAR(norm(sun) / kAu_m, row.number("distance_au"), 1e-8);
  }
}

TEST(Sun, SubSolarPointsMeetTheTable) {
  for (const auto& row : support::read_csv("frames_sun_vectors.csv")) {
    SCOPED_TRACE(row.where());
    const JulianDate utc = parse_utc(row.text("utc"));
    const Geodetic at = subsolar(gcrf_to_itrf(utc, {}) * sun_G(utc));
    EXPECT_NEAR(at.lat_rad / kDeg, row.number("subsolar_lat_deg"), 0.001);
    EXPECT_NEAR(std::remainder(at.lon_rad / kDeg - row.number("subsolar_lon_deg"), 360), 0, 0.005);
  }
}

TEST(Sun, OverAScenarioItIsTheSameAsAtOneInstant) {
  const JulianDate epoch = parse_utc("1983-09-25T20:15:00Z");
  const Orientation orientation(epoch, {}, std::chrono::hours{240});
  const Sun sun(orientation, time_from_s(10 * 86400.0));
  for (double t_s = -86400; t_s <= 10 * 86400; t_s += 12345) {
    const Time t = time_from_s(t_s);
    const Vec3 at_once = orientation.R_EG(t) * sun_G(utc_after(epoch, t));
    EXPECT_LT(norm(sun.p_E(t) - at_once), 1e3) << t_s; // of 1.5e11 m
  }
}

} // namespace
} // namespace dewline::earth
