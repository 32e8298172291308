// Two lines of sight to one place: exact without errors, consistent with them.
#include "dewline/track/stereo.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/draws.hpp"

namespace dewline::track {
namespace {

constexpr double kRadius_m = 42164e3;

/// A satellite over the equator; axes z to the centre, x east, y south.
sense::Coverage over(double lon_rad, double lat_rad = 0) {
  sense::Coverage c;
  c.kind = sense::Kind::infrared;
  c.p_ES_E = kRadius_m * Vec3{std::cos(lat_rad) * std::cos(lon_rad), std::cos(lat_rad) * std::sin(lon_rad),
                              std::sin(lat_rad)};
  const Vec3 z = -unit(c.p_ES_E), x = unit(Vec3{z.y, -z.x, 0}), y = cross(z, x);
  c.R_SE = {{x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z}};
  return c;
}

sense::Detection seen(const sense::Coverage& c, const Vec3& p_E, double sigma, double error_u,
                      double error_v) {
  const Vec3 d_S = c.R_SE * unit(p_E - position_E(c, Time{}));
  sense::Detection d;
  d.has_range = false;
  d.u = d_S.x + sigma * error_u, d.v = d_S.y + sigma * error_v;
  d.sigma_u = d.sigma_v = sigma;
  return d;
}

const Vec3 kTarget{4.3e6, 1.5e6, 4.6e6};

TEST(Stereo, WithoutErrorsTheLinesMeetAtTheTarget) {
  const auto a = over(0), b = over(0.9);
  const auto fix = triangulate(seen(a, kTarget, 10e-6, 0, 0), a, seen(b, kTarget, 10e-6, 0, 0), b);
  ASSERT_TRUE(fix);
  EXPECT_LT(
      std::hypot(fix->p_E.mean[0] - kTarget.x, fix->p_E.mean[1] - kTarget.y, fix->p_E.mean[2] - kTarget.z),
      1e-2);
  EXPECT_LT(fix->miss_m, 1e-2);
  EXPECT_LT(fix->chi_square, 1e-6);
  const Vec3 one = unit(kTarget - a.p_ES_E), two = unit(kTarget - b.p_ES_E);
  EXPECT_NEAR(fix->angle_rad, std::acos(dot(one, two)), 1e-12);
}

TEST(Stereo, AMovingPlatformIsTakenWhereItWas) {
  auto a = over(0), b = over(0.9);
  a.v_ES_E = {100, 2000, -500};
  a.at = time_from_s(-7); // seen() asks at the epoch
  const auto fix = triangulate(seen(a, kTarget, 10e-6, 0, 0), a, seen(b, kTarget, 10e-6, 0, 0), b);
  ASSERT_TRUE(fix);
  EXPECT_NEAR(fix->p_E.mean[1], kTarget.y, 1e-2);
}

/// x^T C^-1 x of three numbers, by the cofactors of C.
double mahalanobis2(const MatNM<3>& c, const Vec3& x) {
  const Vec3 r0{c(0, 0), c(0, 1), c(0, 2)}, r1{c(1, 0), c(1, 1), c(1, 2)}, r2{c(2, 0), c(2, 1), c(2, 2)};
  const Vec3 solved = (dot(x, {1, 0, 0}) * cross(r1, r2) + dot(x, {0, 1, 0}) * cross(r2, r0) +
                       dot(x, {0, 0, 1}) * cross(r0, r1)) / dot(r0, cross(r1, r2));
  return dot(x, solved);
}

/// Errors of 10 and 25 microradians: the error's square over its covariance has mean 3, chi-square mean 1.
TEST(Stereo, TheCovarianceIsThatOfTheErrors) {
  const auto a = over(0), b = over(0.9, 0.3);
  const Draws draws(2, 0);
  const int trials = 4000;
  double nees = 0, chi = 0;
  for (std::uint64_t i = 0; i < trials; ++i) {
    const auto e = draws.normal4({Purpose::test, 0, 1, i, 0});
    const auto fix =
        triangulate(seen(a, kTarget, 10e-6, e[0], e[1]), a, seen(b, kTarget, 25e-6, e[2], e[3]), b);
    ASSERT_TRUE(fix);
    nees += mahalanobis2(fix->p_E.cov, Vec3{fix->p_E.mean[0], fix->p_E.mean[1], fix->p_E.mean[2]} - kTarget) /
            trials;
    chi += fix->chi_square / trials;
  }
  EXPECT_NEAR(nees, 3, 5.5 * std::sqrt(6.0 / trials)); // variance of chi-square: twice its mean
  EXPECT_NEAR(chi, 1, 5.5 * std::sqrt(2.0 / trials));
}

TEST(Stereo, TwoDifferentSourcesShowInTheResidual) {
  const auto a = over(0), b = over(0.9);
  const auto fix =
      triangulate(seen(a, kTarget, 10e-6, 0, 0), a, seen(b, kTarget + Vec3{0, 0, 30e3}, 10e-6, 0, 0), b);
  ASSERT_TRUE(fix);
  EXPECT_GT(fix->chi_square, 100);
  EXPECT_GT(fix->miss_m, 10e3);
}

TEST(Stereo, NothingIfTheLinesAreParallelOrMeetBehind) {
  const auto a = over(0), b = over(0.9), c = over(1e-5);
  EXPECT_FALSE(triangulate(seen(a, kTarget, 1e-5, 0, 0), a, seen(c, kTarget, 1e-5, 0, 0), c));
  // Over 0 and 52 deg east: one looks west of the Earth, the other east of it, so their lines part.
  auto west = seen(a, kTarget, 1e-5, 0, 0), east = seen(b, kTarget, 1e-5, 0, 0);
  west.u = -0.6, east.u = 0.6;
  west.v = east.v = 0;
  EXPECT_FALSE(triangulate(west, a, east, b));
}

} // namespace
} // namespace dewline::track
