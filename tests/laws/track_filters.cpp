// Laws of filters: sigma points, roots, banks of models, smoothing and late measurements.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "dewline/base/draws.hpp"
#include "dewline/track/filters/imm.hpp"
#include "dewline/track/filters/initiate.hpp"
#include "dewline/track/filters/smoother.hpp"
#include "dewline/track/filters/square_root.hpp"
#include "dewline/track/filters/ukf.hpp"
#include "dewline/track/models/motion.hpp"

namespace {

using namespace dewline;
using namespace dewline::track;

const ConstantVelocity<2> kModel(0.5);
const MatNM<2> kR = diagonal(VecN<2>{100, 225});
const Gaussian<4> kPrior{{0, 0, 10, -5}, diagonal(VecN<4>{900, 900, 400, 400})};

/// A made-up track: place seen at k seconds.
VecN<2> seen(int k) {
  const auto n = Draws(7, 0).normal4({.event = static_cast<std::uint64_t>(k)});
  return {12.0 * k + 10 * n[0], -4.0 * k + 15 * n[1]};
}
/// Filters 0 ... n - 1, one second apart; the prior is that of time 0. `skip` is not seen.
std::vector<Stage<4>> filter(int n, int skip = -1) {
  std::vector<Stage<4>> stages;
  Gaussian<4> x = kPrior;
  for (int k = 0; k < n; ++k) {
    Stage<4> s{static_cast<double>(k), {}, x, kModel.F(1)};
    if (k > 0) s.predicted = predict(kModel, x, 1);
    s.posterior = k == skip ? s.predicted : update(s.predicted, Cartesian<2>{}, seen(k), kR).x;
    x = s.posterior;
    stages.push_back(s);
  }
  return stages;
}
template <std::size_t N>
void expect_same(const Gaussian<N>& a, const Gaussian<N>& b, double tolerance) {
  for (std::size_t i = 0; i < N; ++i) {
    const double s = std::sqrt(b.cov(i, i));
    EXPECT_NEAR(a.mean[i], b.mean[i], tolerance * s) << i;
    for (std::size_t j = 0; j < N; ++j)
      EXPECT_NEAR(a.cov(i, j), b.cov(i, j), tolerance * s * std::sqrt(b.cov(j, j))) << i << ' ' << j;
  }
}

TEST(FilterLaws, UnscentedAndExtendedAreOneForLinearModels) {
  for (const Unscented& u : {Unscented::usual(4), Unscented::cubature(), Unscented{1e-2, 2, 0}}) {
    const Gaussian<4> a = unscented_predict(kModel, kPrior, 3, u), b = predict(kModel, kPrior, 3);
    expect_same(a, b, 1e-9);
    const auto p = unscented_update(b, Cartesian<2>{}, seen(3), kR, u),
               q = update(b, Cartesian<2>{}, seen(3), kR);
    expect_same(p.x, q.x, 1e-9);
    EXPECT_NEAR(p.nis, q.nis, 1e-9);
    EXPECT_NEAR(p.log_likelihood, q.log_likelihood, 1e-9);
  }
}

TEST(FilterLaws, CubaturePointsAreTheUnscentedOnesWithoutTheMiddle) {
  const SigmaPoints<4> points(kPrior, Unscented::cubature());
  EXPECT_EQ(points.middle_mean, 0);
  EXPECT_EQ(points.middle_cov, 0);
  EXPECT_EQ(points.other, 1.0 / 8);
}

TEST(FilterLaws, AzimuthBehindTheBackIsNoTrouble) {
  // due south, where azimuth jumps by 2 pi: both filters must give what they give due north, turned round
  const Gaussian<4> south{{3, -5000, 10, 0}, diagonal(VecN<4>{900, 900, 100, 100})};
  const Gaussian<4> north{{-3, 5000, -10, 0}, south.cov};
  const MatNM<2> R = diagonal(VecN<2>{100, 1e-4});
  const VecN<2> at_south{5010, -M_PI + 0.004}, at_north{5010, 0.004};
  const Unscented u = Unscented::usual(4);
  for (const bool unscented : {false, true}) {
    const auto s = unscented ? unscented_update(south, RangeAzimuth{}, at_south, R, u)
                             : update(south, RangeAzimuth{}, at_south, R);
    const auto n = unscented ? unscented_update(north, RangeAzimuth{}, at_north, R, u)
                             : update(north, RangeAzimuth{}, at_north, R);
    EXPECT_NEAR(s.nis, n.nis, 1e-9);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(s.x.mean[i], -n.x.mean[i], 1e-6);
  }
}

TEST(FilterLaws, IteratingFindsThePosteriorsMaximum) {
  const Gaussian<4> prior{{0, 1000, 0, 0}, diagonal(VecN<4>{300 * 300, 300 * 300, 1, 1})};
  const VecN<2> z{900, 0.5};
  const MatNM<2> R = diagonal(VecN<2>{25, 1e-4});
  const auto cost = [&](const VecN<4>& x) {
    const RangeAzimuth sensor;
    return Cholesky<4>(prior.cov).mahalanobis2(minus(x, prior.mean)) +
           Cholesky<2>(R).mahalanobis2(sensor.residual(z, sensor.value(x)));
  };
  const Gaussian<4> once = update(prior, RangeAzimuth{}, z, R).x,
                    often = iterated_update(prior, RangeAzimuth{}, z, R, 50).x;
  EXPECT_LT(cost(often.mean), 0.5 * cost(once.mean));
  for (std::size_t i = 0; i < 4; ++i)
    for (const double h : {-0.1, 0.1}) {
      VecN<4> beside = often.mean;
      beside[i] += h;
      EXPECT_GT(cost(beside), cost(often.mean)) << i;
    }
}

TEST(FilterLaws, RootFormIsTheSameFilter) {
  const Gaussian<4> a = predict(kModel, kPrior, 2);
  const RootGaussian<4> b = predict(kModel, root_of(kPrior), 2);
  expect_same(squared(b), a, 1e-12);
  const auto p = update(a, Cartesian<2>{}, seen(2), kR);
  const auto q = update(b, Cartesian<2>{}, seen(2), kR);
  expect_same(squared(q.x), p.x, 1e-12);
  EXPECT_NEAR(q.nis, p.nis, 1e-12);
  EXPECT_NEAR(q.log_likelihood, p.log_likelihood, 1e-12);
}

/// P - K S K', as many filters have it.
Gaussian<4> plain_update(const Gaussian<4>& x, const MatNM<2, 4>& H, const VecN<2>& residual,
                         const MatNM<2>& R) {
  const MatNM<4, 2> PHt = times_transposed(x.cov, H);
  const MatNM<2> S = H * PHt + R;
  const MatNM<4, 2> K = PHt * Cholesky<2>(S).inverse();
  return {plus(x.mean, K * residual), x.cov - K * H * x.cov};
}

TEST(FilterLaws, RootFormStaysPositiveWhereThePlainOneDoesNot) {
  // a prior of 1,000 km and a measurement of 0.1 mm: the ratio of variances is 1e20, beyond a double's 16
  // digits
  const MatNM<2> R = diagonal(VecN<2>{1e-8, 1e-8});
  const ConstantVelocity<2> still(1e-16);
  Gaussian<4> plain{{0, 0, 0, 0}, diagonal(VecN<4>{1e12, 1e12, 1e6, 1e6})};
  RootGaussian<4> root = root_of(plain);
  bool plain_positive = true;
  for (int k = 0; k < 30; ++k) {
    const MatNM<2, 4> H = Cartesian<2>{}.at<4>(plain.mean).H;
    plain = plain_update(predict(still, plain, 1), H, {0, 0}, R);
    root = update(predict(still, root, 1), Cartesian<2>{}, {0, 0}, R).x;
    plain_positive = plain_positive && Cholesky<4>(plain.cov).ok;
    for (std::size_t i = 0; i < 4; ++i) ASSERT_GT(root.L(i, i), 0) << k;
  }
  EXPECT_FALSE(plain_positive);
  // and it is right: after many looks at a body at rest the variances are those of a straight line through
  // them
  const Gaussian<4> x = squared(root);
  EXPECT_NEAR(x.cov(0, 0), 1e-8 * 2 * (2 * 30 - 1) / (30.0 * 31), 2e-3 * x.cov(0, 0));
  EXPECT_NEAR(x.cov(2, 2), 1e-8 * 12 / (30.0 * (30.0 * 30 - 1)), 2e-3 * x.cov(2, 2));
}

TEST(FilterLaws, LowerRootSquaresToTheProduct) {
  MatNM<3, 5> A;
  for (std::size_t i = 0; i < 15; ++i) A.a[i] = std::sin(1.0 + 3.7 * static_cast<double>(i));
  const MatNM<3> L = lower_root(A), want = times_transposed(A, A), got = times_transposed(L, L);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(got.a[i], want.a[i], 1e-13);
  EXPECT_EQ(L(0, 1), 0);
  EXPECT_EQ(L(1, 2), 0);
  const MatNM<2> none = lower_root(MatNM<2, 4>{}), zero = root_of(MatNM<2>{});
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(none.a[i] + zero.a[i], 0);
}

// --- smoothing ---

TEST(SmootherLaws, EqualsBatchLeastSquares) {
  constexpr int kN = 6;
  constexpr std::size_t kAll = 4 * kN;
  const std::vector<Stage<4>> stages = filter(kN);
  const std::vector<Gaussian<4>> smooth_x = smooth<4>(stages);
  // all states at once: information of the prior, of each step and of each measurement
  auto info = std::make_unique<MatNM<kAll>>();
  auto rhs = std::make_unique<VecN<kAll>>();
  const auto add = [&](std::size_t row, std::size_t column, const MatNM<4>& m) {
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t j = 0; j < 4; ++j) (*info)(row * 4 + i, column * 4 + j) += m(i, j);
  };
  const auto add_rhs = [&](std::size_t row, const VecN<4>& v) {
    for (std::size_t i = 0; i < 4; ++i) (*rhs)[row * 4 + i] += v[i];
  };
  const MatNM<4> P0 = Cholesky<4>(kPrior.cov).inverse(), Qi = Cholesky<4>(kModel.Q(1)).inverse(),
                 F = kModel.F(1);
  const MatNM<2> Ri = Cholesky<2>(kR).inverse();
  const MatNM<2, 4> H = Cartesian<2>{}.at<4>({}).H;
  add(0, 0, P0);
  add_rhs(0, P0 * kPrior.mean);
  for (std::size_t k = 0; k < kN; ++k) {
    add(k, k, transpose(H) * Ri * H);
    add_rhs(k, transpose(H) * (Ri * seen(static_cast<int>(k))));
    if (k == 0) continue;
    add(k, k, Qi);
    add(k, k - 1, -1 * (Qi * F));
    add(k - 1, k, -1 * (transpose(F) * Qi));
    add(k - 1, k - 1, transpose(F) * Qi * F);
  }
  const Cholesky<kAll> factor(*info);
  ASSERT_TRUE(factor.ok);
  const VecN<kAll> best = factor.solve(*rhs);
  const MatNM<kAll> cov = factor.inverse();
  for (std::size_t k = 0; k < kN; ++k) {
    Gaussian<4> batch;
    for (std::size_t i = 0; i < 4; ++i) {
      batch.mean[i] = best[4 * k + i];
      for (std::size_t j = 0; j < 4; ++j) batch.cov(i, j) = cov(4 * k + i, 4 * k + j);
    }
    SCOPED_TRACE(k);
    expect_same(smooth_x[k], batch, 1e-8);
  }
}

TEST(SmootherLaws, TheFutureOnlyHelps) {
  const std::vector<Stage<4>> stages = filter(30);
  const std::vector<Gaussian<4>> x = smooth<4>(stages);
  for (std::size_t k = 0; k + 1 < stages.size(); ++k)
    for (std::size_t i = 0; i < 4; ++i) EXPECT_LT(x[k].cov(i, i), stages[k].posterior.cov(i, i)) << k;
  expect_same(x.back(), stages.back().posterior, 0);
  EXPECT_TRUE(smooth<4>({}).empty());
}

TEST(LateLaws, AMeasurementLateByAnyLagIsAsGoodAsOneInTime) {
  const Gaussian<4> in_time = filter(9).back().posterior;
  for (const int late : {7, 6, 4, 1}) {
    const std::vector<Stage<4>> stages = filter(9, late); // its stage is there, its measurement is not
    const auto past = retrodict(kModel, std::span<const Stage<4>>(stages), late);
    ASSERT_TRUE(past.ok);
    const auto u = late_update(stages.back().posterior, past, Cartesian<2>{}, seen(late), kR);
    ASSERT_TRUE(u.ok);
    SCOPED_TRACE(late);
    expect_same(u.x, in_time, 1e-9);
  }
}

TEST(LateLaws, AMeasurementFromBetweenTwoStagesIsToo) {
  const VecN<2> z{75, -20};
  for (const double when : {5.25, 2.5}) { // one step back and four
    std::vector<Stage<4>> stages = filter(7);
    const auto past = retrodict(kModel, std::span<const Stage<4>>(stages), when);
    ASSERT_TRUE(past.ok);
    const auto u = late_update(stages.back().posterior, past, Cartesian<2>{}, z, kR);
    Gaussian<4> x = kPrior; // the same in order
    double at = 0;
    const auto take = [&](double time_s, const VecN<2>& what) {
      x = update(predict(kModel, x, time_s - at), Cartesian<2>{}, what, kR).x;
      at = time_s;
    };
    for (int k = 0; k < 7; ++k) {
      take(k, seen(k));
      if (k < when && when < k + 1) take(when, z);
    }
    expect_same(u.x, x, 1e-9);
  }
  const std::vector<Stage<4>> stages = filter(4);
  EXPECT_FALSE(retrodict(kModel, std::span<const Stage<4>>(stages), -1).ok);
}

// --- banks ---

TEST(ImmLaws, ABankOfTwinsIsOneFilter) {
  using Bank = Imm<ConstantVelocity<2>, ConstantVelocity<2>>;
  const Bank imm{{kModel, kModel}, {10, 30}};
  ImmState<ConstantVelocity<2>, ConstantVelocity<2>> s{{kPrior, kPrior}, {0.3, 0.7}};
  Gaussian<4> x = kPrior;
  for (int k = 1; k < 20; ++k) {
    const auto u = update(predict(imm, s, 1), Cartesian<2>{}, seen(k), kR);
    const auto v = update(predict(kModel, x, 1), Cartesian<2>{}, seen(k), kR);
    s = u.x;
    x = v.x;
    EXPECT_NEAR(u.log_likelihood, v.log_likelihood, 1e-9);
    EXPECT_NEAR(u.nis, v.nis, 1e-9);
  }
  expect_same(combined(s), x, 1e-9);
}

TEST(ImmLaws, WithoutSwitchesTheBankIsBayesRuleOverModels) {
  using Calm = ConstantVelocity<2>;
  const Calm calm(0.01), wild(100);
  const Imm<Calm, Calm> imm{{calm, wild}, {1e12, 1e12}};
  ImmState<Calm, Calm> s{{kPrior, kPrior}, {0.5, 0.5}};
  Gaussian<4> a = kPrior, b = kPrior;
  double log_ratio = 0;
  for (int k = 1; k < 15; ++k) {
    s = update(predict(imm, s, 1), Cartesian<2>{}, seen(k), kR).x;
    const auto u = update(predict(calm, a, 1), Cartesian<2>{}, seen(k), kR);
    const auto v = update(predict(wild, b, 1), Cartesian<2>{}, seen(k), kR);
    a = u.x;
    b = v.x;
    log_ratio += u.log_likelihood - v.log_likelihood;
  }
  EXPECT_NEAR(std::log(s.prob[0] / s.prob[1]), log_ratio, 1e-6);
  expect_same(std::get<0>(s.x), a, 1e-6);
}

TEST(ImmLaws, SwitchingRowsAreProbabilities) {
  const VecN<2> stay{100, 20};
  const MatNM<2> p = switching(stay, shared_equally<2>(), 3);
  EXPECT_NEAR(p(0, 0) + p(0, 1), 1, 1e-15);
  EXPECT_NEAR(p(1, 0), -std::expm1(-3.0 / 20), 1e-15);
  const MatNM<1> alone = switching(VecN<1>{5}, shared_equally<1>(), 3);
  EXPECT_EQ(alone(0, 0), 1);
}

// --- first estimates ---

TEST(InitiateLaws, TwoPointsAreTheFilterFromAnUnknownVelocity) {
  const Gaussian<2> a{{100, 200}, diagonal(VecN<2>{25, 36})}, b{{150, 190}, diagonal(VecN<2>{49, 64})};
  Gaussian<4> x = one_point(a, {0, 0}, {1e4, 1e4});
  x = update(predict(kModel, x, 5), Cartesian<2>{}, b.mean, b.cov).x;
  expect_same(two_point(a, b, 5, {0, 0}, kModel.psd_m2_s3), x, 1e-5);
}

TEST(InitiateLaws, DopplerTightensTheSpeedAlongTheLine) {
  const RangeRateOnly doppler{Site{}};
  const Gaussian<3> place{{3e5, 1e5, 2e5}, diagonal(VecN<3>{100, 100, 100})};
  const Gaussian<6> x = one_point(place, {0, 0, 0}, {3000, 3000, 3000});
  const auto u = update(x, doppler, {-1500}, {{4}});
  const Vec3 along = unit(Vec3{3e5, 1e5, 2e5});
  double mean = 0, var = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    mean += along[i] * u.x.mean[3 + i];
    for (std::size_t j = 0; j < 3; ++j) var += along[i] * along[j] * u.x.cov(3 + i, 3 + j);
  }
  EXPECT_NEAR(mean, -1500, 1);
  EXPECT_NEAR(var, 4, 0.1);
}

} // namespace
