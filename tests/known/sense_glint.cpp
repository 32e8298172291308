// 1983-09-25 20:15 UTC: could a satellite with a grazing view of the Montana fields meet sunlight scattered
// forward? The orbit's class is published, the satellite's plane and place on its orbit are not: the share of
// planes and phases that fits is the result (docs/models/glint.md).
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/sun.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/sense/infrared/glint.hpp"

namespace dewline::sense {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr const char* kInstant = "1983-09-25T20:15:00Z";

const Vec3 kCloud = earth::ecef({47.5 * kDegree, -110.5 * kDegree, 11e3});

struct Shares {
  double sees = 0, fits = 0, fits_now = 0, least_deg = 180;
};

/// Over all planes and phases in steps of step_deg.
Shares shares(double perigee_m, double apogee_m, double arg_perigee_deg, int step_deg) {
  const earth::Orientation orientation(earth::parse_utc(kInstant));
  const double low = earth::kA_m + perigee_m, high = earth::kA_m + apogee_m;
  orbit::KeplerElements e{
      0.5 * (low + high), (high - low) / (high + low), 63 * kDegree, 0, arg_perigee_deg * kDegree, 0};
  const GlintRule rule{.step_s = 60};
  Shares s;
  double num = 0;
  for (int raan = 0; raan < 360; raan += step_deg)
    for (int phase = 0; phase < 360; phase += step_deg, ++num) {
      e.raan_rad = raan * kDegree, e.mean_anomaly_rad = phase * kDegree;
      const GlintChance c = glint_chance(e, kCloud, orientation, Time{}, rule);
      s.sees += c.sees, s.fits += c.fits;
      s.fits_now += c.now.view_el_rad >= 0 && c.now.view_el_rad <= rule.el_max_rad &&
                    c.now.scattering_rad <= rule.scattering_max_rad;
      if (c.sees) s.least_deg = std::min(s.least_deg, c.at.scattering_rad / kDegree);
    }
  s.sees /= num, s.fits /= num, s.fits_now /= num;
  return s;
}

TEST(Glint1983, TheSunStoodFortyDegreesHigh) {
  const earth::JulianDate utc = earth::parse_utc(kInstant);
  const Vec3 sun_E = earth::gcrf_to_itrf(utc, {}) * earth::sun_G(utc);
  for (const auto& [lat, lon] : {std::pair{47.0, -110.0}, {47.5, -110.5}, {48.0, -111.0}}) {
    const Vec3 c = earth::ecef({lat * kDegree, lon * kDegree, 11e3});
    EXPECT_NEAR(glint_geometry(c, 7 * c, sun_E).sun_el_rad / kDegree, 39.6, 0.7);
  }
  // A level mirror throws it up again as steeply: a grazing view of 0 to 10 deg needs crystals tilted by 15
  // to 20 deg.
  const Mat3 R_LE = earth::enu_axes({47.5 * kDegree, -110.5 * kDegree, 0});
  const Vec3 sun_L = R_LE * unit(sun_E);
  const double ahead = std::atan2(-sun_L.x, -sun_L.y); // the azimuth away from the Sun
  const auto at = [&](double el_deg) {
    return glint_geometry(
        kCloud, kCloud + 4e7 * (transpose(R_LE) * earth::enu_direction(ahead, el_deg * kDegree)), sun_E);
  };
  EXPECT_NEAR(at(0).scattering_rad / kDegree, 39.6, 0.7); // the least that a level view can have
  EXPECT_NEAR(at(10).scattering_rad / kDegree, 49.6, 0.7);
  EXPECT_NEAR(at(0).tilt_rad / kDegree, 19.8, 0.4);
  EXPECT_NEAR(at(39.6).tilt_rad / kDegree, 0, 0.4);
}

TEST(Glint1983, OneOrbitInSixteenFits) {
  const Shares s = shares(600e3, 39.7e6, 316, 5);
  EXPECT_NEAR(s.sees, 0.21, 0.01);
  EXPECT_NEAR(s.fits, 0.064, 0.004);
  EXPECT_NEAR(s.fits_now, 0.045, 0.004);
  EXPECT_GT(s.least_deg, 38.5); // the Sun's height 15 minutes later: no better scattering at a level view
  EXPECT_LT(s.least_deg, 40);
}

TEST(Glint1983, TheShareDependsLittleOnWhatIsNotPublished) {
  for (const double arg_perigee_deg : {270.0, 290.0, 330.0}) {
    const double share = shares(600e3, 39.7e6, arg_perigee_deg, 8).fits;
    EXPECT_GT(share, 0.044) << arg_perigee_deg;
    EXPECT_LT(share, 0.068) << arg_perigee_deg;
  }
  EXPECT_NEAR(shares(1000e3, 40e6, 316, 8).fits, shares(600e3, 39.7e6, 316, 8).fits, 0.008);
}

} // namespace
} // namespace dewline::sense
