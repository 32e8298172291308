// Designed orbits: Kepler's ellipse with the mean rates of J2.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/mean_elements.hpp"
#include "dewline/orbit/propagate.hpp"

namespace dewline::orbit {
namespace {

constexpr double kPi = std::numbers::pi, kDeg = kPi / 180, kSidereal_rad_s = 7.2921158553e-5;

const KeplerElements kLeo{6378.137e3 + 600e3, 0.001, 97.8 * kDeg, 0.3, 1.1, 0.2};
const KeplerElements kShell{6378.137e3 + 1200e3, 0, 87 * kDeg, 2, 0, 1};
const KeplerElements kMolniya{26554e3, 0.72, 63.4 * kDeg, -1.2, 1.5 * kPi, 0.1};
const KeplerElements kTundra{42164e3, 0.27, 63.4 * kDeg, 4, 1.5 * kPi, 2};
const KeplerElements kGeo{42165e3, 0, 0, 0, 0, 0.7};

TEST(EccentricAnomaly, SolvesKeplersEquation) {
  for (const double e : {0.0, 1e-4, 0.3, 0.74, 0.95, 0.999})
    for (double m = -9; m < 9; m += 0.0371) {
      const double anomaly = eccentric_anomaly(m, e);
      EXPECT_NEAR(std::remainder(anomaly - e * std::sin(anomaly) - m, 2 * kPi), 0, 1e-14) << e << ' ' << m;
    }
  EXPECT_THROW((void)eccentric_anomaly(1, 1), ContractError);
  EXPECT_THROW((void)eccentric_anomaly(NAN, 0.1), ContractError);
}

TEST(J2State, PerigeeNodeAndPlaneAreWhereTheElementsPutThem) {
  KeplerElements at_perigee = kMolniya;
  at_perigee.mean_anomaly_rad = 0;
  const PosVel x = j2_state(at_perigee, 0);
  EXPECT_NEAR(norm(x.p), kMolniya.a_m * (1 - kMolniya.eccentricity), 1e-6);
  EXPECT_NEAR(x.p.z / norm(x.p), -std::sin(kMolniya.inclination_rad), 1e-12); // 270 deg: farthest south
  KeplerElements at_node = kShell;
  at_node.mean_anomaly_rad = 0;
  const PosVel y = j2_state(at_node, 0);
  EXPECT_NEAR(std::atan2(y.p.y, y.p.x), kShell.raan_rad, 1e-12);
  EXPECT_NEAR(y.p.z, 0, 1e-6);
  EXPECT_GT(y.v.z, 0);
  const Vec3 h = unit(cross(y.p, y.v)); // the drift of the node is no turn about the plane's normal
  EXPECT_NEAR(h.z, std::cos(kShell.inclination_rad), 1e-3);
}

TEST(J2State, VelocityIsTheDerivativeOfThePosition) {
  for (const KeplerElements& e : {kLeo, kShell, kMolniya, kTundra, kGeo})
    for (double t_s = 0; t_s < 90000; t_s += 1234.5) {
      const double d_s = 0.5;
      const Vec3 slope = (8 * (j2_state(e, t_s + d_s).p - j2_state(e, t_s - d_s).p) -
                          (j2_state(e, t_s + 2 * d_s).p - j2_state(e, t_s - 2 * d_s).p)) / (12 * d_s);
      EXPECT_LE(norm(j2_state(e, t_s).v - slope), 1e-6);
    }
}

TEST(J2State, TimesAdd) {
  for (const KeplerElements& e : {kLeo, kMolniya, kGeo}) {
    const PosVel once = j2_state(e, 70000), twice = j2_state(drifted(e, 30000), 40000);
    EXPECT_LE(norm(once.p - twice.p), 1e-5);
    EXPECT_LE(norm(once.v - twice.v), 1e-8);
  }
}

TEST(J2Rates, HaveTheSignsAndZerosOfTheTheory) {
  EXPECT_LT(j2_rates(7e6, 0, 50 * kDeg).raan_rad_s, 0);
  EXPECT_GT(j2_rates(7e6, 0, 130 * kDeg).raan_rad_s, 0);
  EXPECT_NEAR(j2_rates(7e6, 0, 90 * kDeg).raan_rad_s, 0, 1e-20);
  const double critical = std::asin(std::sqrt(0.8));
  EXPECT_NEAR(j2_rates(26554e3, 0.72, critical).arg_perigee_rad_s, 0, 1e-20);
  EXPECT_NEAR(j2_rates(26554e3, 0.72, kPi - critical).arg_perigee_rad_s, 0, 1e-20);
}

/// Six numbers that say an orbit without the singularity of the circle.
using Numbers = std::array<double, 6>;
Numbers to_numbers(const KeplerElements& e) {
  return {e.a_m / 1e7, e.inclination_rad, e.raan_rad, e.arg_perigee_rad + e.mean_anomaly_rad,
          e.eccentricity * std::cos(e.arg_perigee_rad), e.eccentricity * std::sin(e.arg_perigee_rad)};
}
KeplerElements to_elements(const Numbers& n) {
  const double perigee = std::atan2(n[5], n[4]);
  return {n[0] * 1e7, std::hypot(n[4], n[5]), n[1], n[2], perigee, n[3] - perigee};
}

/// Gauss's elimination with pivots.
Numbers solve(std::array<Numbers, 6> a, Numbers b) {
  for (std::size_t i = 0; i < 6; ++i) {
    std::size_t pivot = i;
    for (std::size_t r = i; r < 6; ++r)
      if (std::abs(a[r][i]) > std::abs(a[pivot][i])) pivot = r;
    std::swap(a[i], a[pivot]), std::swap(b[i], b[pivot]);
    for (std::size_t r = i + 1; r < 6; ++r) {
      const double f = a[r][i] / a[i][i];
      for (std::size_t c = i; c < 6; ++c) a[r][c] -= f * a[i][c];
      b[r] -= f * b[i];
    }
  }
  Numbers x{};
  for (std::size_t i = 6; i-- > 0;) {
    x[i] = b[i];
    for (std::size_t c = i + 1; c < 6; ++c) x[i] -= a[i][c] * x[c];
    x[i] /= a[i][i];
  }
  return x;
}

struct Fit {
  KeplerElements elements;
  double worst_m = 0, rms_m = 0;
};
/// Mean elements fitted to a day of numerical motion under J2 from x on, and how far they stay from it.
Fit fit_to(const PosVel& x, const KeplerElements& start) {
  std::vector<double> times_s;
  for (double t_s = 0; t_s <= 86400; t_s += 300) times_s.push_back(t_s);
  const auto flown = propagate(x, times_s, {}, Frame::gcrf);
  Numbers now = to_numbers(start);
  for (int round = 0; round < 8; ++round) {
    std::array<Numbers, 6> normal{};
    Numbers right{};
    for (std::size_t k = 0; k < times_s.size(); ++k) {
      const Vec3 p = j2_state(to_elements(now), times_s[k]).p, miss = flown[k].p - p;
      std::array<Vec3, 6> slope;
      for (std::size_t i = 0; i < 6; ++i) {
        Numbers moved = now;
        moved[i] += 1e-7;
        slope[i] = (j2_state(to_elements(moved), times_s[k]).p - p) / 1e-7;
      }
      for (std::size_t i = 0; i < 6; ++i) {
        right[i] += dot(slope[i], miss);
        for (std::size_t j = 0; j < 6; ++j) normal[i][j] += dot(slope[i], slope[j]);
      }
    }
    if (start.inclination_rad == 0) { // the plane is not to be found: only its place
      normal[1] = {0, 1, 0, 0, 0, 0}, normal[2] = {0, 0, 1, 0, 0, 0};
      right[1] = right[2] = 0;
    }
    const Numbers step = solve(normal, right);
    for (std::size_t i = 0; i < 6; ++i) now[i] += step[i];
  }
  Fit fit{to_elements(now)};
  for (std::size_t k = 0; k < times_s.size(); ++k) {
    const double miss_m = norm(flown[k].p - j2_state(to_elements(now), times_s[k]).p);
    fit.worst_m = std::max(fit.worst_m, miss_m);
    fit.rms_m += miss_m * miss_m / static_cast<double>(times_s.size());
  }
  fit.rms_m = std::sqrt(fit.rms_m);
  return fit;
}

Fit fit_a_day(const KeplerElements& start) { return fit_to(j2_state(start, 0), start); }

/// What is left out, measured: fitted to numerical motion under the same J2, the mean ellipse stays within the
/// short-period terms for a day.
TEST(J2State, StaysWithinTheShortPeriodTermsOfNumericalMotionForADay) {
  const std::pair<KeplerElements, double> cases[] = {
      {kLeo, 8e3}, {kShell, 8e3}, {kMolniya, 8e3}, {kTundra, 1.5e3}, {kGeo, 2.5e3}};
  for (const auto& [elements, bound_m] : cases) {
    const Fit fit = fit_a_day(elements);
    std::printf("  a = %.0f km, e = %.3f: worst %.1f km, rms %.1f km\n", elements.a_m / 1e3, elements.eccentricity,
                fit.worst_m / 1e3, fit.rms_m / 1e3);
    EXPECT_LE(fit.worst_m, bound_m);
  }
}

/// The plane and the perigee of a day, and of another day ten days later.
TEST(J2Rates, AreThoseOfNumericalMotionOverTenDays) {
  KeplerElements low = kLeo, high = kMolniya;
  low.eccentricity = 0.05, low.a_m = 7500e3, low.inclination_rad = 50 * kDeg;
  high.inclination_rad = 40 * kDeg;
  for (const KeplerElements& e : {low, high}) {
    const double apart_s = 10 * 86400;
    const KeplerElements first = fit_a_day(e).elements;
    const KeplerElements then = drifted(first, apart_s);
    // the second day's own fit, starting from where the first says it is
    const PosVel x = propagate_G(j2_state(e, 0), apart_s, {});
    const Fit second = fit_to(x, then);
    const AngleRates rates = j2_rates(first.a_m, first.eccentricity, first.inclination_rad);
    const double node = std::remainder(second.elements.raan_rad - then.raan_rad, 2 * kPi) / apart_s;
    const double perigee = std::remainder(second.elements.arg_perigee_rad - then.arg_perigee_rad, 2 * kPi) / apart_s;
    std::printf("  a = %.0f km: node rate off by %.2f %%, perigee %.2f %%\n", e.a_m / 1e3,
                100 * node / rates.raan_rad_s, 100 * perigee / rates.arg_perigee_rad_s);
    EXPECT_LE(std::abs(node / rates.raan_rad_s), 0.002);
    EXPECT_LE(std::abs(perigee / rates.arg_perigee_rad_s), 0.002);
  }
}

TEST(RepeatingOrbit, TheGroundTrackComesBack) {
  struct Case {
    double revolutions, inclination_deg;
    Kept kept;
    double value;
  };
  for (const Case& c : {Case{1, 0, Kept::eccentricity, 0}, Case{1, 63.4, Kept::eccentricity, 0.27},
                        Case{1, 63.4, Kept::perigee_radius, 30e6}, Case{2, 63.4, Kept::perigee_radius, 6978e3},
                        Case{2, 63.4, Kept::apogee_radius, 46e6}, Case{15, 97, Kept::eccentricity, 0.001},
                        Case{14.5, 120, Kept::eccentricity, 0}}) {
    auto e = repeating_orbit(c.revolutions, c.inclination_deg * kDeg, c.kept, c.value, kSidereal_rad_s);
    ASSERT_TRUE(e) << c.revolutions;
    const AngleRates rates = j2_rates(e->a_m, e->eccentricity, e->inclination_rad);
    // an orbit and the Earth have both come round after this time
    const double t_s = 2 * 2 * kPi / (kSidereal_rad_s - rates.raan_rad_s);
    const double along = (rates.mean_anomaly_rad_s + rates.arg_perigee_rad_s) * t_s;
    EXPECT_NEAR(std::remainder(along, 2 * kPi), 0, 1e-9) << c.revolutions;
    const double low_m = e->a_m * (1 - e->eccentricity), high_m = e->a_m * (1 + e->eccentricity);
    EXPECT_NEAR(c.kept == Kept::perigee_radius ? low_m : c.kept == Kept::apogee_radius ? high_m : e->eccentricity,
                c.value, 1e-6);
  }
  const auto geo = repeating_orbit(1, 0, Kept::eccentricity, 0, kSidereal_rad_s);
  for (double day = 0; day < 10; day += 0.37) {
    const Vec3 p = j2_state(*geo, day * 86400).p;
    EXPECT_NEAR(std::remainder(std::atan2(p.y, p.x) - kSidereal_rad_s * day * 86400, 2 * kPi), 0, 1e-9);
    EXPECT_NEAR(p.z, 0, 1e-3);
  }
}

TEST(RepeatingOrbit, NothingWhereNoEllipseFits) {
  EXPECT_FALSE(repeating_orbit(2, 1, Kept::perigee_radius, 30e6, kSidereal_rad_s));  // above the circle
  EXPECT_FALSE(repeating_orbit(2, 1, Kept::apogee_radius, 20e6, kSidereal_rad_s));   // below it
  EXPECT_FALSE(repeating_orbit(1, 1, Kept::apogee_radius, 400e6, kSidereal_rad_s));
}

} // namespace
} // namespace dewline::orbit
