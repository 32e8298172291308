#include "dewline/track/filter.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <eigen3/Eigen/Dense>

#include "dewline/track/motion.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;

track::Face a_face(Time t = Time{}) {
  return track::face_at(rig::coverage(), t, rig::orientation().R_EG(t), rig::orientation().omega_E());
}

double smallest_eigenvalue(const MatNM<6>& m) {
  Eigen::Matrix<double, 6, 6> p = Eigen::Map<const Eigen::Matrix<double, 6, 6>>(m.a.data());
  const Eigen::Matrix<double, 6, 1> scale =
      p.diagonal().array().rsqrt(); // correlations: metres and m/s alike
  p = (scale.asDiagonal() * p * scale.asDiagonal()).eval();
  return Eigen::SelfAdjointEigenSolver<Eigen::Matrix<double, 6, 6>>(p).eigenvalues()(0);
}

void expect_symmetric_positive(const MatNM<6>& m) {
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) ASSERT_EQ(m(i, j), m(j, i));
  ASSERT_GT(smallest_eigenvalue(m), 0);
}

TEST(Measurement, DerivativesOfRangeDirectionAndRangeRateAreTheNumericOnes) {
  const track::Face face = a_face();
  const PosVel x = rig::target(2500e3, 0, 30);
  const track::Polar at = track::polar(face, x.p);
  const track::RangeRate rate = track::range_rate(face, x);
  for (std::size_t j = 0; j < 3; ++j) {
    Vec3 h;
    h[j] = 10;
    const track::Polar a = track::polar(face, x.p - h), b = track::polar(face, x.p + h);
    EXPECT_NEAR(at.line_of_sight_G[j], (b.range_m - a.range_m) / 20, 1e-9);
    EXPECT_NEAR(at.du_G[j], (b.u - a.u) / 20, 1e-15);
    EXPECT_NEAR(at.dv_G[j], (b.v - a.v) / 20, 1e-15);
    const auto of = [&](Vec3 dp, Vec3 dv) {
      return track::range_rate(face, {x.p + dp, x.v + dv}).range_rate_m_s;
    };
    EXPECT_NEAR(rate.dp_G[j], (of(h, {}) - of(-h, {})) / 20, 1e-10);
    EXPECT_NEAR(rate.dv_G[j], (of({}, h) - of({}, -h)) / 20, 1e-9);
  }
}

TEST(Measurement, RangeRateIsTheRateOfRangeOnTheTurningEarth) {
  const PosVel a = rig::target(2500e3, 0, 29.5), x = rig::target(2500e3, 0, 30),
               b = rig::target(2500e3, 0, 30.5);
  const double before = track::polar(a_face(time_from_s(29.5)), a.p).range_m;
  const double after = track::polar(a_face(time_from_s(30.5)), b.p).range_m;
  EXPECT_NEAR(track::range_rate(a_face(time_from_s(30)), x).range_rate_m_s, after - before, 2e-3);
}

TEST(Measurement, ADetectionInSpaceLiesWhereTheTargetIsAndIsAPancakeAcrossTheLineOfSight) {
  const PosVel x = rig::target(2000e3, 0, 0);
  const sense::Detection z = rig::exact(rig::coverage(), x, Time{}, {30, 1e-3});
  const Gaussian<3> g = track::cartesian(z, a_face());
  EXPECT_LT(norm(Vec3{g.mean[0], g.mean[1], g.mean[2]} - x.p), 1e-3);
  const Vec3 los = track::polar(a_face(), x.p).line_of_sight_G;
  double along = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) along += los[i] * g.cov(i, j) * los[j];
  EXPECT_NEAR(std::sqrt(along), std::sqrt(track::range_variance(z)), 1e-3);
  EXPECT_NEAR(std::sqrt(track::range_variance(rig::exact(rig::coverage(), x, Time{}, {30, 3.8e-3}))),
              std::hypot(30, 28.9), 6); // r sigma_theta^2 is 28.9 m on boresight, a little more off it
}

TEST(Filter, APerfectDetectionOfAGoodPriorMovesNothing) {
  const PosVel x = rig::target(2000e3, 0, 0);
  Gaussian<6> prior{track::six(x), {}};
  for (std::size_t i = 0; i < 6; ++i) prior.cov(i, i) = i < 3 ? 1e-6 : 1e-8;
  const track::Fit fit = track::update(prior, rig::exact(rig::coverage(), x, Time{}, {}), a_face());
  EXPECT_LT(fit.nis, 1e-9);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(fit.x_G.mean[i], prior.mean[i], 1e-3);
}

TEST(Filter,
     AWideTrackLandsOnTheDetection) { // 50 km off, 0.1 mrad radar: linearised at the prior it would miss
  const PosVel x = rig::target(2000e3, 0, 0);
  Gaussian<6> prior{track::six({x.p + Vec3{3e4, -2e4, 4e4}, x.v}), {}};
  for (std::size_t i = 0; i < 6; ++i) prior.cov(i, i) = i < 3 ? 2.5e9 : 1.6e7;
  const track::Fit fit = track::update(prior, rig::exact(rig::coverage(), x, Time{}, {30, 1e-4}), a_face());
  EXPECT_LT(norm(track::pos_vel(fit.x_G.mean).p - x.p), 200);
}

TEST(Filter, CovariancesStaySymmetricAndPositive) {
  rc::check("start, predict, update", [] {
    const double range = *rc::gen::inRange(300, 5000) * 1e3, sigma_r = *rc::gen::inRange(1, 2000);
    const double sigma_d = *rc::gen::inRange(1, 200) * 1e-4;
    const Draws draws(5, *rc::gen::inRange(0, 1000));
    Gaussian<6> g;
    for (int k = 0; k < 20; ++k) {
      const Time t = time_from_s(10.0 * k);
      sense::Detection z = rig::noisy(
          rig::exact(rig::coverage(), rig::target(range, 0, 10.0 * k), t, {sigma_r, sigma_d}), draws, k);
      z.has_range_rate = k % 3 == 0;
      z.range_rate_m_s = 100;
      z.sigma_range_rate_m_s = 5000;
      if (k == 0) g = track::start_estimate(z, a_face(t), 4000);
      else g = track::update(track::predict(g, 10, 2e-5), z, a_face(t)).x_G;
      expect_symmetric_positive(g.cov);
    }
  });
}

TEST(Filter, RangeRateNarrowsTheSpeedAlongTheLineOfSight) {
  const PosVel x = rig::target(2000e3, 0, 0);
  sense::Detection z = rig::exact(rig::coverage(), x, Time{}, {30, 1e-3});
  z.has_range_rate = true;
  z.range_rate_m_s = track::range_rate(a_face(), x).range_rate_m_s;
  z.sigma_range_rate_m_s = 2;
  const Gaussian<6> g = track::start_estimate(z, a_face(), 4000);
  const track::RangeRate at = track::range_rate(a_face(), track::pos_vel(g.mean));
  EXPECT_NEAR(at.range_rate_m_s, z.range_rate_m_s, 1);
  double var = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) var += at.dv_G[i] * g.cov(i + 3, j + 3) * at.dv_G[j];
  EXPECT_LT(std::sqrt(var), 10); // 4000 without; 5.7 from the unknown speed across times 1 mrad
}

TEST(Filter, ChiSquareQuantilesAreTheTabulatedOnes) {
  EXPECT_NEAR(track::chi_square_quantile(0.95, 3), 7.815, 5e-4);
  EXPECT_NEAR(track::chi_square_quantile(0.99, 3), 11.345, 5e-4);
  EXPECT_NEAR(track::chi_square_quantile(0.95, 4), 9.488, 5e-4);
  EXPECT_NEAR(track::chi_square_quantile(0.99, 4), 13.277, 5e-4);
}

} // namespace
