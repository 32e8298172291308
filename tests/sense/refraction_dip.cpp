// Refraction below level: two ways of tracing a ray, the table of a site, and what the ground hides.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "dewline/base/check.hpp"
#include "dewline/sense/propagation/refraction.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = M_PI / 180, kRadius_m = 6371e3;

// Quadrature of Bouguer's integrals against Runge-Kutta steps of the ray equation.
TEST(Trace, MarchedRaysMeetIntegratedOnes) {
  double worst_el = 0, worst_range = 0;
  for (const double site_h : {30.0, 800.0, 3000.0})
    for (const double share : {1.0, 0.6, 0.05, -0.2, -10.0, -40.0}) {
      const double el = share * horizon_el_rad({}, site_h, 0, kRadius_m);
      for (const double h : {4e3, 12e3, 1e5, 3e6}) {
        const Ray a = trace({}, el, h, site_h, kRadius_m);
        const Ray b = trace_to_range({}, el, a.true_range_m, site_h, kRadius_m);
        worst_el = std::max(worst_el, std::abs(a.el_error_rad - b.el_error_rad));
        worst_range = std::max(worst_range, std::abs(a.range_error_m - b.range_error_m));
        EXPECT_NEAR(b.true_range_m, a.true_range_m, 1e-6);
      }
    }
  EXPECT_LT(worst_el, 1e-8);
  EXPECT_LT(worst_range, 1e-4);
  RecordProperty("worst_el_prad", std::to_string(worst_el * 1e12));
  RecordProperty("worst_range_um", std::to_string(worst_range * 1e6));
}

// A little above level, where the way to the lowest point behind the site is short.
TEST(Trace, JustAboveLevelTooBothWaysAgree) {
  for (const double el : {1e-9, 1e-7, 1e-5, 3e-4, 9.99e-4, 1e-3, 2e-3})
    for (const double range : {3e3, 5e4, 1e6}) {
      const Ray marched = trace_to_range({}, el, range, 300, kRadius_m);
      const double r0 = kRadius_m + 300, up = r0 * std::sin(marched.true_el_rad);
      const double h = std::sqrt(r0 * r0 + range * (range + 2 * up)) - kRadius_m;
      const Ray ray = trace({}, el, h, 300, kRadius_m);
      EXPECT_NEAR(ray.true_el_rad, marched.true_el_rad, 2e-9) << el << " " << range;
      EXPECT_NEAR(ray.range_error_m, marched.range_error_m, 1e-4) << el << " " << range;
    }
}

TEST(Trace, WithoutAirADippingRayIsStraight) {
  const double site_h = 2000, el = -0.02, r0 = kRadius_m + site_h;
  EXPECT_NEAR(lowest_height_m({.n0 = 0}, el, site_h, kRadius_m), r0 * std::cos(el) - kRadius_m, 1e-6);
  for (const double h : {1000.0, 1e4, 1e6}) {
    const Ray ray = trace({.n0 = 0}, el, h, site_h, kRadius_m);
    const double up = r0 * std::sin(el), dh = h - site_h;
    EXPECT_NEAR(ray.true_range_m, std::sqrt(up * up + dh * (2 * r0 + dh)) - up, 1e-4);
    EXPECT_NEAR(ray.el_error_rad, 0, 1e-11);
    EXPECT_NEAR(ray.range_error_m, 0, 1e-4);
  }
  EXPECT_NEAR(horizon_el_rad({.n0 = 0}, site_h, 0, kRadius_m), -std::acos(kRadius_m / r0), 1e-14);
}

TEST(Trace, IsContinuousThroughLevel) {
  const Ray up = trace({}, 1e-9, 2e5, 500, kRadius_m), down = trace({}, -1e-9, 2e5, 500, kRadius_m);
  EXPECT_NEAR(up.el_error_rad, down.el_error_rad, 2e-9);
  EXPECT_NEAR(up.range_error_m, down.range_error_m, 1e-3);
  EXPECT_NEAR(trace({}, -1e-200, 2e5, 500, kRadius_m).el_error_rad, up.el_error_rad, 2e-9);
}

TEST(Trace, RefusesWhatNoRayReaches) {
  EXPECT_THROW(trace({}, -0.01, -1000, 100, kRadius_m), ContractError); // below the ray's lowest point
  EXPECT_THROW(trace({}, 0.01, 50, 100, kRadius_m), ContractError);
  EXPECT_THROW(trace({}, std::nan(""), 5e3, 100, kRadius_m), ContractError);
  EXPECT_THROW(trace_to_range({}, -0.01, 0, 100, kRadius_m), ContractError);
  EXPECT_THROW(horizon_el_rad({.n0 = 2000}, 1000, 0, kRadius_m), ContractError); // a duct has no horizon
}

TEST(RefractionBelowLevel, TheTableMeetsMarchedRaysFromTheHorizonUp) {
  double worst_el = 0, worst_range = 0;
  for (const double site_h : {15.0, 100.0, 1000.0, 3000.0}) {
    const Refraction site({}, site_h, kRadius_m);
    for (const double share : {1.0, 0.97, 0.7, 0.31, 0.02})
      for (double range = 2e3; range < 8e6; range *= 1.31) {
        const double el = share * site.horizon_el_rad();
        const Ray ray = trace_to_range({}, el, range, site_h, kRadius_m);
        const auto seen = site.seen_at(ray.true_el_rad, range);
        worst_el = std::max(worst_el, std::abs(seen.apparent_el_rad - el));
        worst_range = std::max(worst_range, std::abs(seen.range_error_m - ray.range_error_m));
      }
  }
  EXPECT_LT(worst_el, 1e-6);
  EXPECT_LT(worst_range, 0.02);
  RecordProperty("worst_el_nrad", std::to_string(worst_el * 1e9));
  RecordProperty("worst_range_um", std::to_string(worst_range * 1e6));
}

TEST(RefractionBelowLevel, InFrontOfTheHorizonShortArcsMeetMarchedRays) {
  double worst_el = 0, worst_range = 0;
  for (const double site_h : {15.0, 100.0, 1000.0, 3000.0}) {
    const Refraction site({}, site_h, kRadius_m);
    for (double share = 0.02; share < 1; share += 0.07) {
      const double range = share * site.horizon_range_m(), el = site.least_apparent_el_rad(range);
      const Ray ray = trace_to_range({}, el, range, site_h, kRadius_m);
      EXPECT_NEAR(site.height_m(ray.true_el_rad, range), 0, 1e-5 * range);
      const auto seen = site.seen_at(ray.true_el_rad, range);
      worst_el = std::max(worst_el, std::abs(seen.apparent_el_rad - el));
      worst_range = std::max(worst_range, std::abs(seen.range_error_m - ray.range_error_m));
    }
  }
  EXPECT_LT(worst_el, 1e-6);
  EXPECT_LT(worst_range, 0.02);
  RecordProperty("worst_el_nrad", std::to_string(worst_el * 1e9));
  RecordProperty("worst_range_um", std::to_string(worst_range * 1e6));
}

TEST(RefractionBelowLevel, FromAnAircraftsHeightStillWithin5Microradians) {
  const double site_h = 12e3;
  const Refraction site({}, site_h, kRadius_m);
  const auto compare = [&](double el, double range) {
    const Ray ray = trace_to_range({}, el, range, site_h, kRadius_m);
    const auto seen = site.seen_at(ray.true_el_rad, range);
    EXPECT_NEAR(seen.apparent_el_rad, el, 5e-6);
    EXPECT_NEAR(seen.range_error_m, ray.range_error_m, 0.5);
  };
  for (double range = 5e3; range < 6e6; range *= 1.9)
    for (const double share : {1.0, 0.9, 0.4}) compare(share * site.horizon_el_rad(), range);
  for (double share = 0.05; share < 1; share += 0.1) {
    const double range = share * site.horizon_range_m();
    compare(site.least_apparent_el_rad(range), range);
  }
}

TEST(RefractionBelowLevel, UpwardsItIsTheOldTableBitForBit) {
  const Refraction site({}, 350, kRadius_m);
  for (const double el : {0.2 * kDeg, 3 * kDeg, 60 * kDeg})
    for (const double range : {2e4, 4e5, 3e6}) {
      const auto a = site.seen_at(el, range), b = site.seen(el, site.height_m(el, range));
      EXPECT_EQ(a.apparent_el_rad, b.apparent_el_rad);
      EXPECT_EQ(a.el_error_rad, b.el_error_rad);
      EXPECT_EQ(a.range_error_m, b.range_error_m);
    }
}

TEST(RefractionBelowLevel, ContinuousThroughLevelAndThroughTheHorizon) {
  const Refraction site({}, 400, kRadius_m);
  double worst = 0;
  for (double range = 5e3; range < 5e6; range *= 1.7) {
    double before = site.seen_at(-0.03, range).apparent_el_rad;
    for (double el = -0.03; el < 0.01; el += 1e-5) {
      const double now = site.seen_at(el + 1e-5, range).apparent_el_rad;
      worst = std::max(worst, std::abs(now - before - 1e-5));
      before = now;
    }
  }
  EXPECT_LT(worst, 1e-5); // the error moves by less than the elevation does
}

// A sea-skimmer at 10 m before a radar on a 100 m hill: seen beyond the hill's own horizon, below 0 deg.
TEST(RefractionBelowLevel, AHillSeesASeaSkimmerBelowLevel) {
  const Refraction site({}, 100, kRadius_m);
  const double reach = site.range_m(site.horizon_el_rad(), 10);
  EXPECT_GT(reach, site.horizon_range_m());
  const double far_el = site.horizon_el_rad() - site.at_apparent(site.horizon_el_rad(), 10).el_error_rad;
  EXPECT_NEAR(site.height_m(far_el, reach), 10, 0.05);
  const auto at = [&](double range) { // apparent elevation over the least, of the point 10 m high
    const double r0 = kRadius_m + 100, r = kRadius_m + 10;
    const double el = std::asin((r * r - r0 * r0 - range * range) / (2 * r0 * range));
    return site.seen_at(el, range).apparent_el_rad - site.least_apparent_el_rad(range);
  };
  for (const double range : {2e3, 1e4, 3e4, 0.5 * (site.horizon_range_m() + reach), reach - 100}) {
    EXPECT_GT(at(range), 0) << range;
  }
  EXPECT_LT(at(reach + 100), 0);
  EXPECT_LT(at(reach + 30e3), 0);
  EXPECT_LT(site.seen_at(far_el, reach).apparent_el_rad, 0);
}

TEST(RefractionBelowLevel, ASiteOnTheSurfaceHasALevelHorizon) {
  for (const double site_h : {0.0, -400.0}) {
    const Refraction site({}, site_h, kRadius_m);
    EXPECT_EQ(site.horizon_el_rad(), 0);
    EXPECT_EQ(site.least_apparent_el_rad(1e5), 0);
    EXPECT_LT(site.seen_at(-0.02, 3e5).apparent_el_rad, 0);
    EXPECT_THROW((void)site.range_m(-1e-6, 1e4), ContractError);
  }
  EXPECT_THROW((void)Refraction({}, 30, kRadius_m).seen_at(std::nan(""), 1e4), ContractError);
  const Refraction plain({}, 800, kRadius_m, 800);
  EXPECT_EQ(plain.horizon_el_rad(), 0);
}

} // namespace
} // namespace dewline::sense
