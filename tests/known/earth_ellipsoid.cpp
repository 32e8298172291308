// Geodetic, Earth-fixed and local coordinates against 40-digit tables (tests/known/data/frames_*.csv).
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/earth/ellipsoid.hpp"
#include "support/csv.hpp"

namespace dewline::earth {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

/// The difference of two angles in degrees, seen across the seam.
double turn_deg(double a_rad, double b_deg) { return std::remainder(a_rad / kDeg - b_deg, 360.0); }

/// One unit of the last digit printed, but no less than 5 nm, the noise of doubles of the Earth's size.
double last_digit(const std::string& printed) {
  const auto point = printed.find('.');
  if (point == std::string::npos || printed.find('e') != std::string::npos) return 5e-9;
  return std::max(5e-9, std::pow(10.0, -static_cast<double>(printed.size() - point - 1)));
}

TEST(GeodeticTable, ForwardWithin10Nanometres) {
  for (const auto& row : support::read_csv("frames_geodetic_ecef.csv")) {
    SCOPED_TRACE(row.where());
    const Vec3 p = ecef({row.number("lat_deg") * kDeg, row.number("lon_deg") * kDeg, row.number("h_m")});
    const double far = std::max(1.0, row.number("h_m") / 1e8); // double's own resolution grows with height
    EXPECT_NEAR(p.x, row.number("x_m"), 1e-8 * far);
    EXPECT_NEAR(p.y, row.number("y_m"), 1e-8 * far);
    EXPECT_NEAR(p.z, row.number("z_m"), 1e-8 * far);
  }
}

TEST(GeodeticTable, InverseWithinOneMicrometre) {
  for (const auto& row : support::read_csv("frames_geodetic_ecef.csv")) {
    SCOPED_TRACE(row.where());
    const Geodetic g = geodetic({row.number("x_m"), row.number("y_m"), row.number("z_m")});
    EXPECT_NEAR(g.lat_rad / kDeg, row.number("lat_deg"), 1e-9);
    EXPECT_NEAR(g.h_m, row.number("h_m"), 1e-6);
    const bool at_pole = std::abs(row.number("lat_deg")) == 90; // where any longitude will do
    EXPECT_NEAR(at_pole ? 0 : turn_deg(g.lon_rad, row.number("lon_deg")), 0, 1e-9);
  }
}

TEST(SiteTable, LocalAxesAzimuthElevationRangeToThePrintedDigits) {
  for (const auto& row : support::read_csv("frames_site_enu_azel.csv")) {
    SCOPED_TRACE(row.where());
    const Geodetic site{row.number("site_lat_deg") * kDeg, row.number("site_lon_deg") * kDeg,
                        row.number("site_h_m")};
    const Vec3 p_EO_E = ecef({row.number("tgt_lat_deg") * kDeg, row.number("tgt_lon_deg") * kDeg,
                              row.number("tgt_h_m")});
    const Mat3 r_LE = enu_axes(site);
    const Vec3 p_SO_L = r_LE * (p_EO_E - ecef(site));
    EXPECT_NEAR(p_SO_L.x, row.number("east_m"), last_digit(row.text("east_m")));
    EXPECT_NEAR(p_SO_L.y, row.number("north_m"), last_digit(row.text("north_m")));
    EXPECT_NEAR(p_SO_L.z, row.number("up_m"), last_digit(row.text("up_m")));
    const AzElRange seen = az_el_range(site, p_EO_E);
    EXPECT_NEAR(turn_deg(seen.az_rad, row.number("az_deg")), 0, 1e-12);
    EXPECT_NEAR(seen.el_rad / kDeg, row.number("el_deg"), 1e-12);
    EXPECT_NEAR(seen.range_m, row.number("range_m"), last_digit(row.text("range_m")));
    const Vec3 v_L =
        r_LE * Vec3{row.number("tgt_vx_m_s"), row.number("tgt_vy_m_s"), row.number("tgt_vz_m_s")};
    EXPECT_NEAR(dot(unit(p_SO_L), v_L), row.number("range_rate_m_s"), 1e-9);
  }
}

// GeodSolve0 of geodtest.c in C. F. F. Karney's geodesic library (read in public copies of that file).
TEST(Geodesic, GeodSolve0) {
  const Course c = course({40.6 * kDeg, -73.8 * kDeg, 0}, {49.01666667 * kDeg, 2.55 * kDeg, 0});
  EXPECT_NEAR(c.az_start_rad / kDeg, 53.47022, 0.5e-5);
  EXPECT_NEAR(c.az_end_rad / kDeg, 111.59367, 0.5e-5);
  EXPECT_NEAR(c.distance_m, 5853226, 0.5);
}

// GeodSolve1 of the same file.
TEST(Geodesic, GeodSolve1) {
  const Geodetic end = destination({40.63972222 * kDeg, -73.77888889 * kDeg, 0}, 53.5 * kDeg, 5850e3);
  EXPECT_NEAR(end.lat_rad / kDeg, 49.01467, 0.5e-5);
  EXPECT_NEAR(end.lon_rad / kDeg, 2.56106, 0.5e-5);
}

} // namespace
} // namespace dewline::earth
