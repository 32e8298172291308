// Refraction table of the exponential reference atmosphere: kernel and per-site table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dewline/sense/propagation/refraction.hpp"
#include "support/csv.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = M_PI / 180, kRadius_m = 6371e3; // the table's radius

TEST(Refraction, TracedRaysMeetTheTable) {
  for (const auto& row : support::read_csv("refraction_exponential.csv")) {
    SCOPED_TRACE(row.where());
    const Ray ray =
        trace({}, row.number("el_app_deg") * kDeg, row.number("target_alt_km") * 1e3, 0, kRadius_m);
    EXPECT_NEAR(ray.el_error_rad, row.number("el_err_mrad") * 1e-3, 1e-8);
    EXPECT_NEAR(ray.true_el_rad, row.number("el_true_deg") * kDeg, 1e-8);
    EXPECT_NEAR(ray.range_error_m, row.number("range_err_m"), 1.1e-3);
    // at elevation 0 the table's own quadrature is 5 mm long; elsewhere its last digit, 1 mm
    EXPECT_NEAR(ray.true_range_m, row.number("true_slant_km") * 1e3,
                row.number("el_app_deg") == 0 ? 6e-3 : 1.1e-3);
  }
}

TEST(Refraction, SiteTableMeetsTheTableFromTheTrueElevation) {
  const Refraction site({}, 0, kRadius_m);
  for (const auto& row : support::read_csv("refraction_exponential.csv")) {
    SCOPED_TRACE(row.where());
    const double h = row.number("target_alt_km") * 1e3, error = row.number("el_err_mrad") * 1e-3;
    const auto seen = site.seen(row.number("el_true_deg") * kDeg, h);
    EXPECT_NEAR(seen.el_error_rad, error, std::max(10e-6, 0.01 * error));
    EXPECT_NEAR(seen.apparent_el_rad, row.number("el_app_deg") * kDeg, 10e-6);
    EXPECT_NEAR(seen.range_error_m, row.number("range_err_m"),
                std::max(0.05, 0.01 * row.number("range_err_m")));
    EXPECT_NEAR(site.range_m(row.number("el_app_deg") * kDeg, h), row.number("true_slant_km") * 1e3, 50);
    EXPECT_NEAR(site.height_m(row.number("el_true_deg") * kDeg, row.number("true_slant_km") * 1e3), h, 5);
  }
}

TEST(Refraction, SiteTableMeetsTracedRaysBetweenItsKnots) {
  const double site_h = 350;
  const Refraction site({}, site_h, 6.38e6);
  double worst_el = 0, worst_range = 0;
  for (double el_deg = 0; el_deg <= 90; el_deg = 1.13 * el_deg + 0.013)
    for (double dh = 1000; dh < 5e6; dh *= 1.17) {
      const Ray ray = trace({}, el_deg * kDeg, site_h + dh, site_h, 6.38e6);
      const auto seen = site.seen(ray.true_el_rad, site_h + dh);
      worst_el = std::max(worst_el, std::abs(seen.el_error_rad - ray.el_error_rad));
      worst_range = std::max(worst_range, std::abs(seen.range_error_m - ray.range_error_m));
    }
  EXPECT_LT(worst_el, 5e-6);
  EXPECT_LT(worst_range, 0.02);
  RecordProperty("worst_el_nrad", static_cast<int>(worst_el * 1e9));
  RecordProperty("worst_range_um", static_cast<int>(worst_range * 1e6));
}

TEST(Refraction, WithoutAirRaysAreStraight) {
  for (const double el_deg : {0.0, 0.1, 3.0, 45.0, 90.0})
    for (const double h : {1e3, 1e5, 4e6}) {
      const Ray ray = trace({.n0 = 0}, el_deg * kDeg, h, 0, kRadius_m);
      const double up = kRadius_m * std::sin(el_deg * kDeg);
      EXPECT_NEAR(ray.el_error_rad, 0, 1e-12);
      EXPECT_NEAR(ray.range_error_m, 0, 1e-5);
      EXPECT_NEAR(ray.true_range_m, std::sqrt(up * up + h * (2 * kRadius_m + h)) - up, 1e-5);
    }
}

TEST(Refraction, BelowTheHorizonTheApparentElevationIsNegativeAndContinuous) {
  const Refraction site({}, 0, kRadius_m);
  const double horizon_el = trace({}, 0, 300e3, 0, kRadius_m).true_el_rad;
  EXPECT_NEAR(site.seen(horizon_el, 300e3).apparent_el_rad, 0, 5e-6);
  EXPECT_NEAR(site.seen(horizon_el - 0.01, 300e3).apparent_el_rad, -0.01, 5e-6);
  EXPECT_GT(site.seen(horizon_el + 0.001, 300e3).apparent_el_rad, 0.0005);
}

} // namespace
} // namespace dewline::sense
