// Two-ray interference: nulls and maxima where a flat mirror has them, geometry of the sphere by brute force.
#include "dewline/sense/propagation/multipath.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {
namespace {

constexpr double kFlat_m = 1e15, kRadius_m = 6371e3 * 4 / 3;
constexpr Surface kMirror{.permittivity = 1, .conductivity_S_m = 1e12};

TEST(Multipath, FlatPathDifferenceIsTheImagesOne) {
  for (const double h : {5.0, 40.0})
    for (const double target : {3.0, 900.0})
      for (const double range : {50.0, 2e3, 6e4}) {
        const Reflection r = reflection(h, target, range, kFlat_m);
        const double image = std::hypot(range, h + target), direct = std::hypot(range, h - target);
        EXPECT_NEAR(r.path_difference_m, 4 * h * target / (image + direct), 1e-6 * r.path_difference_m);
        EXPECT_NEAR(r.grazing_rad, std::atan2(h + target, range), 1e-7);
        EXPECT_NEAR(r.el_direct_rad, std::atan2(target - h, range), 1e-7);
        EXPECT_NEAR(r.el_reflected_rad, -r.grazing_rad, 1e-7);
        EXPECT_NEAR(r.divergence, 1, 1e-5);
      }
}

// A perfect mirror, horizontal: F = 2 |sin(2 pi h sin(e) / lambda)| far away.
TEST(Multipath, LobesStandWhereTheoryPutsThem) {
  const double f = 1.3e9, lambda = kC_m_s / f, h = 12, range = 5e5;
  const Multipath m{.frequency_Hz = f, .surface = kMirror, .earth_radius_m = kFlat_m};
  const auto factor4_at = [&](double sine) {
    return propagation_factor4(m, h, range * std::tan(std::asin(sine)), range);
  };
  for (const int n : {0, 1, 5, 20}) {
    EXPECT_NEAR(factor4_at((2 * n + 1) * lambda / (4 * h)), 16, 0.02) << n;
    EXPECT_NEAR(factor4_at((n + 1) * lambda / (2 * h)), 0, 1e-4) << n;
    EXPECT_NEAR(factor4_at((n + 0.25) * lambda / (2 * h)), 4, 0.05) << n; // sin = 1/sqrt 2: (sqrt 2)^4
  }
}

TEST(Multipath, LowTargetsFollowTheEighthPower) {
  const Multipath m{.frequency_Hz = 1.3e9, .surface = kMirror, .earth_radius_m = kFlat_m};
  const double near = propagation_factor4(m, 10, 5, 50e3), far = propagation_factor4(m, 10, 5, 100e3);
  EXPECT_NEAR(near / far, 16, 0.01); // F^4 falls with R^4 where the phase is small: the echo with R^8
}

// The mirror point on the sphere makes the path stationary; found here in long double by golden section.
TEST(Multipath, SphereMeetsTheShortestReflectedPath) {
  for (const double h : {20.0, 300.0})
    for (const double target : {15.0, 2e3, 1e4})
      for (const double range : {4e3, 15e3, 28e3}) {
        const long double radius = kRadius_m, angle = range / radius;
        const auto way = [&](long double r1, long double r2, long double a) {
          const long double half = sinl(a / 2);
          return sqrtl((r1 - r2) * (r1 - r2) + 4 * r1 * r2 * half * half);
        };
        const auto path = [&](long double a) {
          return way(radius + h, radius, a) + way(radius + target, radius, angle - a);
        };
        long double low = 0, high = angle;
        const long double golden = 0.6180339887498948482L;
        for (int i = 0; i < 200; ++i) {
          const long double a = high - golden * (high - low), b = low + golden * (high - low);
          (path(a) < path(b) ? high : low) = path(a) < path(b) ? b : a;
        }
        const auto expected =
            static_cast<double>(path(0.5L * (low + high)) - way(radius + h, radius + target, angle));
        const Reflection r = reflection(h, target, range, kRadius_m);
        EXPECT_NEAR(r.path_difference_m, expected, 1e-6 * expected + 1e-9)
            << h << " " << target << " " << range;
      }
}

// A thin bundle of rays, sent off, mirrored and caught: the field falls with the root of its spread.
TEST(Multipath, DivergenceIsTheSpreadOfABundle) {
  const double h = 200, target = 300, range = 100e3;
  const Reflection r = reflection(h, target, range, kRadius_m);
  const auto caught =
      [&](double el) { // height over the sphere where the mirrored ray passes the target's angle
        const double r0 = kRadius_m + h;
        const double to_ground =
            -r0 * std::sin(el) - std::sqrt(kRadius_m * kRadius_m - std::pow(r0 * std::cos(el), 2));
        const double x = to_ground * std::cos(el), y = r0 + to_ground * std::sin(el), at = std::atan2(x, y);
        // In the plane's axes the ray comes in at el; the level at the mirror point is tipped by -at.
        const double along = -el - 2 * at;
        const double target_angle = range / kRadius_m;
        // where the mirrored ray meets the radial line of the target
        const double c = std::cos(along), s = std::sin(along), tx = std::sin(target_angle),
                     ty = std::cos(target_angle);
        const double radial = (x * s - y * c) / (tx * s - ty * c);
        return radial - kRadius_m;
      };
  EXPECT_NEAR(caught(r.el_reflected_rad), target, 0.05);
  const double step = 1e-6;
  const double spread = (caught(r.el_reflected_rad - step) - caught(r.el_reflected_rad + step)) / (2 * step);
  EXPECT_NEAR(r.divergence, std::sqrt(range / std::abs(spread)), 0.02);
  EXPECT_LT(r.divergence, 0.9);
}

TEST(Multipath, FresnelsLimits) {
  const Surface dry{.permittivity = 4, .conductivity_S_m = 0}, sea;
  for (const auto polarisation : {Polarisation::horizontal, Polarisation::vertical}) {
    EXPECT_NEAR(std::abs(fresnel(sea, 3e9, 0, polarisation) + 1.0), 0, 1e-12);
    EXPECT_NEAR(std::abs(fresnel(dry, 3e9, M_PI / 2, polarisation)), 1.0 / 3,
                1e-12); // (n - 1) / (n + 1), n = 2
    for (double psi = 0.01; psi < 1.5; psi += 0.1)
      EXPECT_LE(std::abs(fresnel(sea, 3e9, psi, polarisation)), 1);
  }
  const double brewster = std::asin(1 / std::sqrt(1 + 4.0));
  EXPECT_NEAR(std::abs(fresnel(dry, 3e9, brewster, Polarisation::vertical)), 0, 1e-12);
  EXPECT_GT(std::abs(fresnel(dry, 3e9, brewster, Polarisation::horizontal)), 0.5);
}

TEST(Multipath, RoughnessAndPatternFillTheNulls) {
  const double f = 9.4e9, sine = 0.01;
  const Surface waves{.rms_height_m = 1};
  EXPECT_NEAR(roughness_factor({.rms_height_m = kC_m_s / f / (4 * M_PI * sine)}, f, std::asin(sine)),
              std::exp(-0.5), 1e-12);
  EXPECT_EQ(roughness_factor({}, f, 0.3), 1);
  const Multipath rough{.frequency_Hz = f, .surface = waves};
  EXPECT_NEAR(propagation_factor4(rough, 20, 3000, 40e3), 1, 1e-6); // all scattered: free space
  const Multipath smooth{.frequency_Hz = f, .surface = kMirror};
  EXPECT_NEAR(propagation_factor4(smooth, 20, 3000, 40e3, 0), 1, 1e-12); // nothing sent down
}

TEST(Multipath, NothingBeyondTheHorizonAndNoNonsense) {
  EXPECT_EQ(propagation_factor4({}, 20, 10, 60e3), 0);
  EXPECT_TRUE(multipath_visible(20, 10, 31.4e3, kRadius_m)); // 4/3 horizon of 20 m and 10 m: 31.47 km
  EXPECT_FALSE(multipath_visible(20, 10, 31.5e3, kRadius_m));
  EXPECT_THROW(reflection(20, 10, 60e3, kRadius_m), ContractError);
  EXPECT_THROW(reflection(0, 10, 1e3, kRadius_m), ContractError);
  EXPECT_THROW(propagation_factor4({}, std::nan(""), 10, 1e3), ContractError);
  EXPECT_THROW(fresnel({}, 1e9, -0.1, Polarisation::vertical), ContractError);
}

} // namespace
} // namespace dewline::sense
