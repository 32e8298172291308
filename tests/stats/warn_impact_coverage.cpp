// The impact ellipse against 1,000 true states drawn from the track's own error. Fixed seed; with a right ellipse
// each bound below fails with probability under 1e-4 (binomial, n = 1000).
#include <gtest/gtest.h>

#include "dewline/orbit/propagate.hpp"
#include "warn/helpers.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
struct Coverage {
  double in_68 = 0, in_95 = 0, time_1_sigma = 0;
};
constexpr double kNoDrag = 1e12;

/// Lower Cholesky factor.
MatNM<6> root(const MatNM<6>& cov) {
  MatNM<6> l;
  for (std::size_t j = 0; j < 6; ++j)
    for (std::size_t i = j; i < 6; ++i) {
      double rest = cov(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= l(i, k) * l(j, k);
      l(i, j) = i == j ? std::sqrt(rest) : rest / l(j, j);
    }
  return l;
}
/// The error of a track of `n` looks 10 s apart from a radar that sees it along u: range and cross errors; motion
/// known between looks. S^-1 (x) R with S = sum of {1, t, t^2}: position and velocity correlate by up to 0.9.
MatNM<6> tracker_like(const Vec3& u, double sigma_range_m, double sigma_cross_m, int n) {
  double s0 = 0, s1 = 0, s2 = 0;
  for (int k = 0; k < n; ++k) s0 += 1, s1 += -10. * k, s2 += 100. * k * k;
  const double det = s0 * s2 - s1 * s1, share[2][2] = {{s2 / det, -s1 / det}, {-s1 / det, s0 / det}};
  MatNM<6> cov;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) {
      const double along = u[i % 3] * u[j % 3], across = (i % 3 == j % 3) - along;
      cov(i, j) = share[i / 3][j / 3] * (sigma_range_m * sigma_range_m * along + sigma_cross_m * sigma_cross_m * across);
    }
  return cov;
}
Coverage coverage(const track::Track& t, std::uint64_t seed, double coefficient_kg_m2 = kNoDrag) {
  constexpr int n = 1000;
  const Draws draws(seed, 0);
  const Estimate e = judge(t, {.ballistic_coefficient_kg_m2 = coefficient_kg_m2}, orientation(), {});
  const MatNM<6> l = root(t.x_G.cov);
  const PlaceEstimate& p = *e.impact;
  const double det = p.var_east_m2 * p.var_north_m2 - p.cov_east_north_m2 * p.cov_east_north_m2;
  Coverage c;
  for (std::uint64_t i = 0; i < n; ++i) {
    const auto a = draws.normal4({Purpose::test, 0, 0, i, 0}), b = draws.normal4({Purpose::test, 1, 0, i, 0});
    const double z[6] = {a[0], a[1], a[2], a[3], b[0], b[1]};
    double x[6];
    for (std::size_t k = 0; k < 6; ++k) {
      x[k] = t.x_G.mean[k];
      for (std::size_t m = 0; m <= k; ++m) x[k] += l(k, m) * z[m];
    }
    const auto hit = orbit::impact(orientation().to_E({{x[0], x[1], x[2]}, {x[3], x[4], x[5]}}, t.valid),
                                   {.ballistic_coefficient_kg_m2 = coefficient_kg_m2});
    if (!hit) continue;
    const auto course = earth::course(p.at, {hit->at.lat_rad, hit->at.lon_rad, 0});
    const double east = course.distance_m * std::sin(course.az_start_rad), north = course.distance_m * std::cos(course.az_start_rad);
    const double d2 = (p.var_north_m2 * east * east - 2 * p.cov_east_north_m2 * east * north + p.var_east_m2 * north * north) / det;
    c.in_68 += (d2 < -2 * std::log(1 - 0.68)) / 1000.0;
    c.in_95 += (d2 < -2 * std::log(1 - 0.95)) / 1000.0;
    c.time_1_sigma += (std::abs(seconds(t.valid - p.when) + hit->tof_s) < p.sigma_when_s) / 1000.0;
  }
  return c;
}
} // namespace

TEST(ImpactEllipse, holds_68_and_95_percent_of_states_drawn_from_the_tracks_error) {
  struct Case { double speed, climb_deg, sigma_p, sigma_v; };
  for (const Case& k : {Case{4500, 75, 500, 10}, Case{4500, 75, 5000, 60}, Case{6900, 23, 500, 10}, Case{6900, 40, 3000, 50}, Case{3000, 45, 5000, 80}}) {
    const Coverage c = coverage(track_from({69.5 * kDeg, 15.9 * kDeg, 300e3}, k.speed, 350 * kDeg, k.climb_deg * kDeg, k.sigma_p, k.sigma_v), 7);
    EXPECT_NEAR(c.in_68, 0.68, 0.058) << k.speed << " " << k.sigma_v;
    EXPECT_NEAR(c.in_95, 0.95, 0.027) << k.speed << " " << k.sigma_v;
    EXPECT_NEAR(c.time_1_sigma, 0.6827, 0.058) << k.speed << " " << k.sigma_v;
    printf("%g m/s %g deg sigma_v %g: %.3f %.3f time %.3f\n", k.speed, k.climb_deg, k.sigma_v, c.in_68, c.in_95, c.time_1_sigma);
  }
}

TEST(ImpactEllipse, holds_them_too_when_the_tracks_error_is_correlated_as_a_trackers_is) {
  struct Case { double speed, climb_deg, sigma_range, sigma_cross; int looks; };
  for (const Case& k : {Case{4500, 75, 300, 2000, 7}, Case{4500, 75, 300, 5000, 12}, Case{6900, 30, 150, 3000, 12}, Case{3000, 45, 500, 5000, 7}}) {
    track::Track t = track_from({69.5 * kDeg, 15.9 * kDeg, 300e3}, k.speed, 350 * kDeg, k.climb_deg * kDeg, 1, 1);
    const PosVel radar_E{earth::ecef({68.1 * kDeg, 33.9 * kDeg, 0}), {}};
    const Vec3 p_G{t.x_G.mean[0], t.x_G.mean[1], t.x_G.mean[2]};
    t.x_G.cov = tracker_like(unit(p_G - orientation().to_G(radar_E, t.valid).p), k.sigma_range, k.sigma_cross, k.looks);
    const Coverage c = coverage(t, 11);
    EXPECT_GE(c.in_68, 0.63) << k.speed << " " << k.sigma_cross;
    EXPECT_LE(c.in_68, 0.76) << k.speed << " " << k.sigma_cross;
    EXPECT_GE(c.in_95, 0.93) << k.speed << " " << k.sigma_cross;
    EXPECT_NEAR(c.time_1_sigma, 0.6827, 0.058) << k.speed << " " << k.sigma_cross;
    printf("correlated, %g m/s cross %g m: %.3f %.3f time %.3f\n", k.speed, k.sigma_cross, c.in_68, c.in_95, c.time_1_sigma);
  }
}
