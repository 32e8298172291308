#include "dewline/catalog/reentry.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <numbers>

#include "dewline/orbit/integrate.hpp"
#include "dewline/orbit/propagate.hpp"
#include "sky.hpp"

namespace dewline {
namespace {

using catalog::Entry, catalog::Reentry, catalog::ReentrySearch;

constexpr double kMu = 398600.8e9, kRadius_m = 6378135; // wgs72

Entry low(double height_km, double eccentricity, double bstar) {
  orbit::MeanElements mean;
  mean.epoch_jd_utc = 2461000.5;
  mean.inclination_rad = 0.9, mean.eccentricity = eccentricity, mean.bstar = bstar, mean.arg_perigee_rad = 1;
  const double a = (kRadius_m + height_km * 1e3) / (1 - eccentricity);
  mean.mean_motion_rad_min = std::sqrt(kMu / (a * a * a)) * 60;
  return {7, "falling", mean};
}

/// Days until the axis of the osculating orbit, step by step under gravity of a point and the drag of
/// drag_density, has come down to h_m: the numerical motion that the averages stand for.
double numerical_days(const Entry& entry, double h_m) {
  const orbit::Sgp4 satellite(entry.mean);
  const auto& k = satellite.near();
  const double a = std::pow(satellite.constants().xke / k.no, 2. / 3) * kRadius_m, e = k.ecco;
  const double r = a * (1 + e), v = std::sqrt(kMu * (2 / r - 1 / a)), bstar_m = entry.mean.bstar / kRadius_m;
  const auto axis = [](const PosVel& x) { return 1 / (2 / norm(x.p) - dot(x.v, x.v) / kMu); };
  const auto force = [&](double, const PosVel& x) {
    const double d = norm(x.p), now = axis(x);
    const Vec3 h = cross(x.p, x.v);
    const double ecc = std::sqrt(std::max(0.0, 1 - dot(h, h) / (kMu * now)));
    const double rho = catalog::drag_density(d, now * (1 - ecc) - kRadius_m, kRadius_m);
    return -kMu / (d * d * d) * x.p - bstar_m * rho * norm(x.v) * x.v;
  };
  orbit::Integrator run({0, {{r, 0, 0}, {0, v, 0}}}, force, 100 * 86400., {1e-9, 120});
  while (run.step())
    if (axis(run.to().x) - kRadius_m < h_m) break;
  return run.to().t_s / 86400;
}

TEST(Reentry, TheMiddleIsThatOfNumericalMotion) {
  for (const Entry& entry :
       {low(200, 0.001, 5e-4), low(260, 0.002, 2e-3), low(180, 0.01, 1e-3), low(190, 0.05, 3e-3)}) {
    const auto window = catalog::reentry(entry);
    ASSERT_TRUE(window);
    const double days = numerical_days(entry, 120e3);
    std::printf("%.3f days, numerical %.3f\n", window->days, days);
    EXPECT_NEAR(window->days, days, 0.02 * days + 0.02);
  }
}

TEST(Reentry, TheWindowIsThatOfMoreAndLessDrag) {
  const Entry entry = low(220, 0.002, 1e-3);
  Entry more = entry, less = entry;
  more.mean.bstar *= 1.2, less.mean.bstar *= 0.8;
  const auto window = catalog::reentry(entry), early = catalog::reentry(more), late = catalog::reentry(less);
  ASSERT_TRUE(window && early && late);
  const auto days = [&](const earth::JulianDate& utc) { return (utc.day - 2461000.5) + utc.fraction; };
  EXPECT_NEAR(days(window->nominal_utc), window->days, 1e-9);
  EXPECT_NEAR(days(window->earliest_utc), early->days, 1e-3 * early->days);
  EXPECT_NEAR(days(window->latest_utc), late->days, 1e-3 * late->days);
  EXPECT_EQ(window->number, 7U);
  EXPECT_EQ(window->name, "falling");
}

TEST(Reentry, TheAxisSinksAsSgp4HasIt) { // a day of the theory's own drag, short periods removed by the mean
  for (const auto& [height_km, bstar] : {std::pair{350., 3e-4}, {280., 1e-4}, {450., 1e-3}}) {
    const Entry entry = low(height_km, 0.001, bstar);
    const orbit::Sgp4 satellite(entry.mean);
    const auto& k = satellite.near();
    const double a = std::pow(satellite.constants().xke / k.no, 2. / 3) * kRadius_m, per_s = k.cc1 / 60;
    const double theory = -2 * a * per_s; // m/s
    const double rho = catalog::drag_density(a, a * (1 - k.ecco) - kRadius_m, kRadius_m);
    const double ours = -2 * a * a * (bstar / kRadius_m) * rho * std::sqrt(kMu / a) / a;
    EXPECT_NEAR(ours, theory, 0.05 * std::abs(theory)) << height_km; // J2's part in C2 is left out
  }
}

TEST(Reentry, WhatStaysUpHasNoWindow) {
  EXPECT_FALSE(catalog::reentry(low(800, 0.001, 1e-4)));
  EXPECT_FALSE(catalog::reentry(low(250, 0.001, 0)));
  EXPECT_FALSE(catalog::reentry(low(250, 0.001, -1e-4)));
  EXPECT_FALSE(catalog::reentry(low(220, 0.002, 1e-3), {.horizon_s = 3600}));
  support::ElementMaker maker(9);
  for (const auto kind : support::kDeepSpace)
    for (int k = 0; k < 30; ++k) static_cast<void>(catalog::reentry({1, "", maker.make(kind)})); // ends
}

TEST(Reentry, MoreHeightTakesLonger) {
  double before = 0;
  for (const double height_km : {150., 180., 210., 240., 270.}) {
    const auto window = catalog::reentry(low(height_km, 0.001, 1e-3), {.horizon_s = 1e9});
    ASSERT_TRUE(window) << height_km;
    EXPECT_GT(window->days, before);
    before = window->days;
  }
}

} // namespace
} // namespace dewline
