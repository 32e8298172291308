#include "dewline/track/filters/batch.hpp"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/track/filters/ekf.hpp"
#include "track/batch_exact.hpp"

namespace dewline::track {
namespace {

constexpr double kPi = std::numbers::pi, kNaN = std::numeric_limits<double>::quiet_NaN();

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  double uniform(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_() >> 11) * 0x1p-53);
  }
  /// Even in the logarithm.
  double scale(double low, double high) { return low * std::pow(high / low, uniform(0, 1)); }
  double bell() { return uniform(-1, 1) + uniform(-1, 1) + uniform(-1, 1); } // standard deviation 1

 private:
  std::mt19937_64 engine_;
};

/// Standard deviations from small to large, correlated by random directions.
template <std::size_t N>
MatNM<N> random_covariance(Dice& dice, double low_m, double high_m) {
  MatNM<N> A, P;
  for (std::size_t i = 0; i < N; ++i) {
    const double sigma = dice.scale(low_m, high_m) * (i < 3 ? 1 : i < 6 ? 0.1 : 0.01);
    for (std::size_t j = 0; j < N; ++j) A(i, j) = sigma * (dice.bell() * 0.5 + (i == j ? 1 : 0));
  }
  P = times_transposed(A, A);
  symmetrise(P);
  return P;
}

Mat3 random_axes(Dice& dice) {
  const Vec3 x = unit(Vec3{dice.bell(), dice.bell(), dice.bell()});
  const Vec3 z = unit(cross(x, Vec3{dice.bell(), dice.bell(), dice.bell()})), y = cross(z, x);
  return {{x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z}};
}

/// Tracks around a sensor with a detection each, and how the plain filters take them.
template <std::size_t N>
struct Cloud {
  Site site;
  std::vector<Gaussian<N>> x;
  std::vector<double> dt_s;
  std::array<std::vector<double>, 3> z, sigma;
  struct Of {
    double low_m = 10, high_m = 1000;             ///< prior
    double el_low = -0.1, el_high = 1.5;          ///< where they stand
    double sigma_low = 0.1, sigma_high = 10;      ///< of the detections, in units of 100 m and mrad
    double misfit = 1;                            ///< in standard deviations of prior and detection
  };

  Cloud(std::size_t num, unsigned seed, const BatchMotion<N>& motion, const Of& of) {
    Dice dice(seed);
    site = {random_axes(dice), {dice.uniform(-1e6, 1e6), dice.uniform(-1e6, 1e6), dice.uniform(-1e6, 1e6)}, {}};
    for (std::size_t i = 0; i < num; ++i) add(dice, motion, of);
  }
  [[nodiscard]] RangeAzimuthElevation sensor() const { return RangeAzimuthElevation(site); }
  [[nodiscard]] VecN<3> plot(std::size_t i) const { return {z[0][i], z[1][i], z[2][i]}; }
  [[nodiscard]] MatNM<3> noise(std::size_t i) const {
    return diagonal<3>({sigma[0][i] * sigma[0][i], sigma[1][i] * sigma[1][i], sigma[2][i] * sigma[2][i]});
  }
  [[nodiscard]] TrackBatch<N> tracks(std::size_t first, std::size_t num) const {
    TrackBatch<N> t(num);
    for (std::size_t i = 0; i < num; ++i) t.set(i, x[first + i]);
    return t;
  }
  [[nodiscard]] std::span<const double> dts(std::size_t first, std::size_t num) const {
    return std::span(dt_s).subspan(first, num);
  }
  [[nodiscard]] BatchPlots plots(std::size_t first, std::size_t num) const {
    const auto part = [&](const std::vector<double>& c) { return std::span(c).subspan(first, num); };
    return {site, part(z[0]), part(z[1]), part(z[2]), part(sigma[0]), part(sigma[1]), part(sigma[2])};
  }

 private:
  void add(Dice& dice, const BatchMotion<N>& motion, const Of& of) {
    const double az = dice.uniform(-kPi, kPi), el = dice.uniform(of.el_low, of.el_high), r = dice.scale(2e4, 4e6);
    const Vec3 p = site.p_FS_F + r * (transpose(site.R_SF) *
                                      Vec3{std::sin(az) * std::cos(el), std::cos(az) * std::cos(el), std::sin(el)});
    Gaussian<N> g{{p.x, p.y, p.z}, random_covariance<N>(dice, of.low_m, of.high_m)};
    for (std::size_t k = 3; k < N; ++k) g.mean[k] = dice.uniform(-1, 1) * (k < 6 ? 3000 : 30);
    const double dt = dice.uniform(0.1, 12);
    const Gaussian<N> later = std::visit([&](const auto& m) { return predict(m, g, dt); }, motion);
    const auto h = sensor().template at<N>(later.mean);
    const double sigmas[] = {100 * dice.scale(of.sigma_low, of.sigma_high), 1e-3 * dice.scale(of.sigma_low, of.sigma_high),
                             1e-3 * dice.scale(of.sigma_low, of.sigma_high)};
    const MatNM<3> S = times_transposed(h.H * later.cov, h.H);
    for (std::size_t k = 0; k < 3; ++k) {
      sigma[k].push_back(sigmas[k]);
      z[k].push_back(h.z[k] + of.misfit * dice.bell() * std::sqrt(S(k, k) + sigmas[k] * sigmas[k]));
    }
    z[1].back() += 2 * kPi * std::floor(dice.uniform(-2, 3));
    z[2].back() = std::clamp(z[2].back(), -1.57, 1.58);
    x.push_back(g);
    dt_s.push_back(dt);
  }
};

/// The largest difference of means and covariances, in standard deviations of b.
template <std::size_t N>
double apart(const Gaussian<N>& a, const Gaussian<N>& b) {
  double worst = 0;
  for (std::size_t i = 0; i < N; ++i) {
    const double sigma = std::sqrt(b.cov(i, i));
    worst = std::max(worst, std::abs(a.mean[i] - b.mean[i]) / sigma);
    for (std::size_t j = 0; j < N; ++j)
      worst = std::max(worst, std::abs(a.cov(i, j) - b.cov(i, j)) / (sigma * std::sqrt(b.cov(j, j))));
  }
  return worst;
}

template <std::size_t N>
struct Answers {
  TrackBatch<N> tracks;
  std::vector<double> nis, log_likelihood;
  std::vector<std::uint8_t> taken;
  explicit Answers(TrackBatch<N> t)
      : tracks(std::move(t)), nis(tracks.size() + 1, -7), log_likelihood(nis), taken(nis.size(), 77) {}
  [[nodiscard]] BatchFit fit() {
    return {{nis.data(), tracks.size()}, {log_likelihood.data(), tracks.size()}, {taken.data(), tracks.size()}};
  }
};

template <std::size_t N>
Answers<N> run_batch(const Cloud<N>& cloud, const BatchMotion<N>& motion, bool points, std::size_t first,
                     std::size_t num) {
  Answers<N> a(cloud.tracks(first, num));
  if (points) ukf_cycle(a.tracks, motion, cloud.dts(first, num), cloud.plots(first, num), Unscented::usual(N), a.fit());
  else ekf_cycle(a.tracks, motion, cloud.dts(first, num), cloud.plots(first, num), a.fit());
  return a;
}

template <std::size_t N>
Updated<N> run_plain(const Cloud<N>& cloud, const BatchMotion<N>& motion, bool points, std::size_t i) {
  const Unscented u = Unscented::usual(N);
  const Gaussian<N> later = std::visit(
      [&](const auto& m) {
        return points ? unscented_predict(m, cloud.x[i], cloud.dt_s[i], u) : predict(m, cloud.x[i], cloud.dt_s[i]);
      },
      motion);
  return points ? unscented_update(later, cloud.sensor(), cloud.plot(i), cloud.noise(i), u)
                : update(later, cloud.sensor(), cloud.plot(i), cloud.noise(i));
}

/// The worst of all tracks; NIS and likelihood count too.
template <std::size_t N>
double worst_of(const Cloud<N>& cloud, const BatchMotion<N>& motion, bool points) {
  const Answers<N> got = run_batch(cloud, motion, points, 0, cloud.x.size());
  double worst = 0;
  for (std::size_t i = 0; i < cloud.x.size(); ++i) {
    const Updated<N> want = run_plain(cloud, motion, points, i);
    EXPECT_TRUE(want.ok && got.taken[i] == 1) << i;
    worst = std::max({worst, apart(got.tracks[i], want.x), std::abs(got.nis[i] - want.nis) / (1 + want.nis),
                      std::abs(got.log_likelihood[i] - want.log_likelihood) / (1 + want.nis)});
  }
  return worst;
}

template <std::size_t N>
void expect_plain(const typename Cloud<N>::Of& of, double ekf, double ukf) {
  std::vector<BatchMotion<N>> motions;
  if constexpr (N == 6) motions = {ConstantVelocity<3>(20)};
  else motions = {ConstantAcceleration<3>(3), Singer<3>(20, 5), Singer<3>(10, 60)};
  for (const auto& motion : motions) {
    const Cloud<N> cloud(3000, 11, motion, of);
    EXPECT_LT(worst_of(cloud, motion, false), ekf) << N;
    EXPECT_LT(worst_of(cloud, motion, true), ukf) << N;
  }
}

TEST(Batch, IsThePlainFilters) {
  expect_plain<6>({}, 1e-9, 1e-8);
  expect_plain<9>({}, 1e-9, 1e-8);
}
TEST(Batch, NearTheZenith) {
  expect_plain<6>({.el_low = kPi / 2 - 1e-4, .el_high = kPi / 2 - 1e-6}, 1e-9, 1e-8);
  expect_plain<6>({.el_low = -kPi / 2 + 1e-6, .el_high = -kPi / 2 + 1e-3}, 1e-9, 1e-8);
  expect_plain<9>({.el_low = kPi / 2 - 1e-4, .el_high = kPi / 2 - 1e-6}, 1e-9, 1e-8);
}

template <std::size_t N>
exact::Moments run_exact(const Cloud<N>& cloud, const BatchMotion<N>& motion, bool points, std::size_t i) {
  const Gaussian<N>& g = cloud.x[i];
  exact::Moments m = std::visit(
      [&](const auto& model) {
        const double dt = cloud.dt_s[i];
        return exact::predicted<N>(g, model.step(g.mean, dt).F, model.noise(g.mean, dt));
      },
      motion);
  const exact::Vector z = exact::vector<3>(cloud.plot(i));
  const exact::Matrix R = exact::matrix<3>(cloud.noise(i));
  if (points) exact::update_points(m, cloud.site, z, R, Unscented::usual(N));
  else exact::update(m, cloud.site, z, R);
  return m;
}
/// The largest error in standard deviations.
template <std::size_t N>
double error_of(const Gaussian<N>& a, const exact::Moments& m) {
  exact::Real worst = 0;
  for (std::size_t i = 0; i < N; ++i) {
    const auto at = Eigen::Index(i);
    const exact::Real sigma = std::sqrt(m.P(at, at));
    worst = std::max(worst, std::abs(a.mean[i] - m.x[at]) / sigma);
    for (std::size_t j = 0; j < N; ++j)
      worst = std::max(worst, std::abs(a.cov(i, j) - m.P(at, Eigen::Index(j))) /
                                  (sigma * std::sqrt(m.P(Eigen::Index(j), Eigen::Index(j)))));
  }
  return static_cast<double>(worst);
}
/// Of a cloud's tracks the worst error by the batch and by the plain filter.
template <std::size_t N>
std::pair<double, double> errors_of(const Cloud<N>& cloud, const BatchMotion<N>& motion, bool points) {
  const Answers<N> got = run_batch(cloud, motion, points, 0, cloud.x.size());
  std::pair<double, double> worst{0, 0};
  for (std::size_t i = 0; i < cloud.x.size(); ++i) {
    const exact::Moments want = run_exact(cloud, motion, points, i);
    worst.first = std::max(worst.first, error_of(got.tracks[i], want));
    worst.second = std::max(worst.second, error_of(run_plain(cloud, motion, points, i).x, want));
  }
  return worst;
}
template <std::size_t N>
void expect_as_exact_as_plain(const typename Cloud<N>::Of& of, const BatchMotion<N>& motion) {
  const Cloud<N> cloud(1000, 12, motion, of);
  for (const bool points : {false, true}) {
    const auto [batch, plain] = errors_of(cloud, motion, points);
    EXPECT_LT(batch, std::max(1e-9, 5 * plain)) << N << points;
    EXPECT_LT(batch, 0.1);
  }
}

TEST(Batch, IllConditionedPriorsAreTakenAsExactlyAsByThePlainFilters) {
  for (const double low_m : {10.0, 1.0, 0.1}) {
    expect_as_exact_as_plain<6>({.low_m = low_m, .high_m = 1e5, .sigma_low = 1e-2}, ConstantVelocity<3>(20));
    expect_as_exact_as_plain<9>({.low_m = low_m, .high_m = 1e5, .sigma_low = 1e-2}, Singer<3>(20, 5));
  }
  expect_as_exact_as_plain<6>({.misfit = 1e3}, ConstantVelocity<3>(20));
}

template <std::size_t N>
void expect_same_bits_everywhere(bool points) {
  BatchMotion<N> motion;
  const Cloud<N> cloud(2003, 13, motion, {});
  const Answers<N> all = run_batch(cloud, motion, points, 0, 2003);
  const auto expect_part = [&](std::size_t first, std::size_t num) {
    Answers<N> part = run_batch(cloud, motion, points, first, num);
    for (std::size_t i = 0; i < num; ++i) {
      const Gaussian<N> a = part.tracks[i], b = all.tracks[first + i];
      ASSERT_EQ(std::memcmp(&a, &b, sizeof a), 0) << first << ' ' << i;
      ASSERT_EQ(part.nis[i], all.nis[first + i]);
      ASSERT_EQ(part.log_likelihood[i], all.log_likelihood[first + i]);
      ASSERT_EQ(part.taken[i], 1);
    }
    EXPECT_EQ(part.nis.back(), -7); // nothing is written beyond the end
    EXPECT_EQ(part.taken.back(), 77);
  };
  for (const auto target : hwy::SupportedAndGeneratedTargets()) {
    SCOPED_TRACE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    for (std::size_t num = 0; num <= 20; ++num) expect_part(3 * num, num);
    expect_part(0, 2003);
  }
  hwy::SetSupportedTargetsForTest(0);
}
TEST(Batch, EveryWidthLengthAndPlaceGivesTheSameBits) {
  for (const bool points : {false, true}) {
    expect_same_bits_everywhere<6>(points);
    expect_same_bits_everywhere<9>(points);
  }
}

TEST(Batch, PredictionAndUpdateApartAreTheCycle) {
  const BatchMotion<9> motion = Singer<3>(20, 5);
  const Cloud<9> cloud(100, 14, motion, {});
  TrackBatch9 apart_ekf = cloud.tracks(0, 100), apart_ukf = apart_ekf;
  predict(apart_ekf, motion, cloud.dts(0, 100));
  predict(apart_ukf, motion, cloud.dts(0, 100));
  ekf_update(apart_ekf, cloud.plots(0, 100));
  ukf_update(apart_ukf, cloud.plots(0, 100));
  for (const bool points : {false, true}) {
    const Answers<9> cycle = run_batch(cloud, motion, points, 0, 100);
    for (std::size_t i = 0; i < 100; ++i) {
      const Gaussian<9> a = (points ? apart_ukf : apart_ekf)[i], b = cycle.tracks[i];
      ASSERT_EQ(std::memcmp(&a, &b, sizeof a), 0) << i;
    }
  }
}

TEST(Batch, OneStepAndOneNoiseServeAll) {
  const BatchMotion<6> motion = ConstantVelocity<3>(20);
  Cloud<6> cloud(21, 15, motion, {});
  cloud.dt_s.assign(21, 3);
  for (auto& s : cloud.sigma) s.assign(21, s[0]);
  TrackBatch6 one = cloud.tracks(0, 21), each = one;
  BatchPlots plots = cloud.plots(0, 21);
  ekf_cycle(each, motion, cloud.dts(0, 21), plots);
  plots.sigma_range_m = plots.sigma_range_m.first(1), plots.sigma_az_rad = plots.sigma_az_rad.first(1);
  plots.sigma_el_rad = plots.sigma_el_rad.first(1);
  ekf_cycle(one, motion, cloud.dts(0, 1), plots);
  for (std::size_t i = 0; i < 21; ++i) {
    const Gaussian<6> a = one[i], b = each[i];
    EXPECT_EQ(std::memcmp(&a, &b, sizeof a), 0) << i;
  }
}

TEST(Batch, WithoutADetectionOrAGoodCovarianceTracksArePredictedOnly) {
  const BatchMotion<6> motion = ConstantVelocity<3>(20);
  for (const bool points : {false, true}) {
    Cloud<6> cloud(24, 16, motion, {});
    cloud.z[0][1] = cloud.z[1][2] = cloud.z[2][3] = cloud.sigma[1][4] = kNaN;
    for (std::size_t k = 0; k < 3; ++k) cloud.x[9].cov(k, k) = -1e12;
    cloud.x[10].cov(0, 0) = kNaN;
    cloud.x[11].mean[0] = std::numeric_limits<double>::infinity();
    Answers<6> got = run_batch(cloud, motion, points, 0, 24);
    TrackBatch6 predicted = cloud.tracks(0, 24);
    predict(predicted, motion, cloud.dts(0, 24));
    for (std::size_t i = 0; i < 24; ++i) {
      const bool missed = (i >= 1 && i <= 4) || (i >= 9 && i <= 11);
      EXPECT_EQ(got.taken[i], !missed) << i;
      EXPECT_EQ(std::isnan(got.nis[i]), missed) << i;
      EXPECT_EQ(std::isnan(got.log_likelihood[i]), missed) << i;
      const Gaussian<6> a = got.tracks[i], b = predicted[i];
      EXPECT_EQ(std::memcmp(&a, &b, sizeof a) == 0, missed) << i;
    }
  }
}

TEST(Batch, OnTheVerticalAxisItIsStillThePlainFilter) {
  const Gaussian<6> g{{0, 0, 1e5, 10, 20, 30}, diagonal<6>({1e4, 2e4, 3e4, 100, 200, 300})};
  const double range = 100100, az = 0.3, el = 1.57, sigma_m = 30, sigma = 1e-3;
  const MatNM<3> R = diagonal<3>({sigma_m * sigma_m, sigma * sigma, sigma * sigma});
  const BatchPlots plots{{}, {&range, 1}, {&az, 1}, {&el, 1}, {&sigma_m, 1}, {&sigma, 1}, {&sigma, 1}};
  TrackBatch6 ekf(1), ukf(1);
  ekf.set(0, g), ukf.set(0, g);
  double nis = 0, density = 0;
  ekf_update(ekf, plots, {{&nis, 1}, {&density, 1}, {}});
  ukf_update(ukf, plots);
  const RangeAzimuthElevation sensor;
  const Updated<6> want = update(g, sensor, {range, az, el}, R);
  EXPECT_LT(apart(ekf[0], want.x), 1e-9);
  EXPECT_NEAR(nis, want.nis, 1e-9 * want.nis);
  EXPECT_NEAR(density, want.log_likelihood, 1e-9 * want.nis);
  EXPECT_LT(apart(ukf[0], unscented_update(g, sensor, {range, az, el}, R, Unscented::usual(6)).x), 1e-9);
}

TEST(Batch, OtherSigmaPointsAreThePlainOnes) {
  const BatchMotion<6> motion;
  const Cloud<6> cloud(40, 17, motion, {});
  for (const Unscented u : {Unscented::cubature(), Unscented{1e-2, 2, 0}, Unscented{1, 2, -3}}) {
    TrackBatch6 got = cloud.tracks(0, 40);
    ukf_update(got, cloud.plots(0, 40), u);
    for (std::size_t i = 0; i < 40; ++i)
      EXPECT_LT(apart(got[i], unscented_update(cloud.x[i], cloud.sensor(), cloud.plot(i), cloud.noise(i), u).x), 1e-6);
  }
}

TEST(Batch, WrongColumnsBreakTheContract) {
  const BatchMotion<6> motion;
  const Cloud<6> cloud(10, 18, motion, {});
  TrackBatch6 t = cloud.tracks(0, 10);
  double dt = -1;
  EXPECT_THROW(predict(t, motion, {&dt, 1}), ContractError);
  dt = kNaN;
  EXPECT_THROW(predict(t, motion, {&dt, 1}), ContractError);
  EXPECT_THROW(predict(t, motion, cloud.dts(0, 9)), ContractError);
  EXPECT_THROW(ekf_update(t, cloud.plots(0, 9)), ContractError);
  EXPECT_THROW(ukf_update(t, cloud.plots(0, 10), {1, 2, -6}), ContractError);
  std::vector<double> nine(9);
  EXPECT_THROW(ekf_update(t, cloud.plots(0, 10), {nine, {}, {}}), ContractError);
  EXPECT_THROW(static_cast<void>(t[10]), ContractError);
  EXPECT_THROW(t.set(10, {}), ContractError);
}

} // namespace
} // namespace dewline::track
