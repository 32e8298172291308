#include "dewline/earth/ellipsoid.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/earth/place.hpp"

namespace dewline::earth {
namespace {

constexpr double kPi = std::numbers::pi, kDeg = kPi / 180;

TEST(Ellipsoid, TheEquatorAndThePoleAreTheAxes) {
  EXPECT_DOUBLE_EQ(ecef({0, 0, 0}).x, kA_m);
  EXPECT_NEAR(ecef({kPi / 2, 0, 0}).z, 6356752.314245, 1e-6);
}

TEST(Ellipsoid, TheCentreOfTheEarthHasAPlace) {
  const Geodetic g = geodetic({0, 0, 0});
  EXPECT_TRUE(std::isfinite(g.lat_rad) && std::isfinite(g.lon_rad));
  EXPECT_NEAR(g.h_m, -6356752.314245, 1e-3); // below a pole, the nearest surface
}

TEST(Ellipsoid, LocalAxesAtTheEquatorOnTheZeroMeridian) {
  const Mat3 r_LE = enu_axes({0, 0, 0});
  EXPECT_EQ(r_LE * (Vec3{0, 1, 0}), (Vec3{1, 0, 0})); // east is y
  EXPECT_EQ(r_LE * (Vec3{0, 0, 1}), (Vec3{0, 1, 0})); // north is z
  EXPECT_EQ(r_LE * (Vec3{1, 0, 0}), (Vec3{0, 0, 1})); // up is x
}

TEST(Ellipsoid, AzimuthRunsClockwiseFromNorthAndStaysBelowAFullTurn) {
  const Geodetic site{10 * kDeg, 20 * kDeg, 100};
  for (double az_deg : {0.0, 45.0, 90.0, 180.0, 270.0, 359.9}) {
    const Vec3 p_L = 5000 * enu_direction(az_deg * kDeg, 0.3);
    const AzElRange seen = az_el_range(site, ecef(site) + transpose(enu_axes(site)) * p_L);
    EXPECT_NEAR(std::remainder(seen.az_rad / kDeg - az_deg, 360.0), 0, 1e-9);
    EXPECT_NEAR(seen.el_rad, 0.3, 1e-12);
    EXPECT_NEAR(seen.range_m, 5000, 1e-8);
  }
  const Vec3 barely_west = ecef(site) + transpose(enu_axes(site)) * (Vec3{-1e-18, 1e6, 0});
  const double az_rad = az_el_range(site, barely_west).az_rad;
  EXPECT_GE(az_rad, 0);
  EXPECT_LT(az_rad, 2 * kPi);
}

TEST(Ellipsoid, AQuarterMeridianIsItsSeriesInTheThirdFlattening) {
  const double n = kF / (2 - kF), n2 = n * n;
  const double quarter_m = kPi / 2 * kA_m / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64);
  EXPECT_NEAR(course({0, 0, 0}, {kPi / 2, 0, 0}).distance_m, quarter_m, 1e-6);
}

TEST(Ellipsoid, ACourseAlongTheEquatorHeadsEastOrWest) {
  const Course east = course({0, 0, 0}, {0, 1 * kDeg, 0}), west = course({0, 0, 0}, {0, -1 * kDeg, 0});
  EXPECT_NEAR(east.az_start_rad, kPi / 2, 1e-12);
  EXPECT_NEAR(west.az_start_rad, 3 * kPi / 2, 1e-12);
  EXPECT_NEAR(east.distance_m, kA_m * kDeg, 1e-6);
}

TEST(Place, IsGeodeticWithWestNegativeWithinHalfATurn) {
  const Geodetic g = to_geodetic({10 * kDeg, 350 * kDeg, 12});
  EXPECT_NEAR(g.lon_rad, -10 * kDeg, 1e-15);
  EXPECT_EQ(g.lat_rad, 10 * kDeg);
  EXPECT_EQ(g.h_m, 12);
}

TEST(Place, ItsFieldsBoundLatitudeAndLongitude) {
  const auto [lat, lon, height] = PlaceParams::fields();
  EXPECT_TRUE(lat.bounds.holds(-kPi / 2));
  EXPECT_FALSE(lat.bounds.holds(91 * kDeg));
  EXPECT_TRUE(lon.bounds.holds(-2 * kPi));
  EXPECT_FALSE(lon.bounds.holds(361 * kDeg));
  EXPECT_EQ(height.need, Need::optional);
}

} // namespace
} // namespace dewline::earth
