// The unscented Kalman filter; the cubature filter is a choice of its three numbers. Model page:
// docs/models/filters.md.
#pragma once
#include <array>

#include "dewline/base/check.hpp"
#include "dewline/track/filters/kalman.hpp"
#include "dewline/track/models/measurement.hpp"
#include "dewline/track/models/model.hpp"

namespace dewline::track {

/// Spread and weights of the sigma points. With n states and lambda = alpha^2 (n + kappa) - n the points are
/// the mean and mean +- sqrt(n + lambda) times the columns of P's Cholesky factor. Weights: lambda/(n +
/// lambda) for the middle (and 1 - alpha^2 + beta more in covariances), 1/2(n + lambda) for the others.
/// Julier & Uhlmann's scaled set (textbook).
struct Unscented {
  double alpha = 0.5, beta = 2;
  double kappa = 0; ///< 3 - n is usual, so that fourth moments of one axis are met

  static Unscented usual(std::size_t n) { return {0.5, 2, 3 - static_cast<double>(n)}; }
  /// Alpha 1, beta 0, kappa 0: the middle has no weight, the rest are the points of the third-degree cubature
  /// rule.
  static Unscented cubature() { return {1, 0, 0}; }
};

/// 2 N + 1 points, the mean first.
template <std::size_t N>
struct SigmaPoints {
  std::array<VecN<N>, 2 * N + 1> x{};
  double middle_mean = 0, middle_cov = 0, other = 0; ///< weights
  bool ok = true;                                    ///< false: P was not positive definite

  SigmaPoints(const Gaussian<N>& g, const Unscented& u) {
    const double n = static_cast<double>(N), scale = u.alpha * u.alpha * (n + u.kappa);
    DW_CHECK(scale > 0);
    const Cholesky<N> root(g.cov);
    ok = root.ok;
    x.fill(g.mean);
    for (std::size_t j = 0; j < N; ++j)
      for (std::size_t i = j; i < N; ++i) {
        const double d = std::sqrt(scale) * root.L(i, j);
        x[1 + j][i] += d;
        x[1 + N + j][i] -= d;
      }
    other = 0.5 / scale;
    middle_mean = (scale - n) / scale;
    middle_cov = middle_mean + 1 - u.alpha * u.alpha + u.beta;
  }
  [[nodiscard]] double mean_weight(std::size_t i) const { return i == 0 ? middle_mean : other; }
  [[nodiscard]] double cov_weight(std::size_t i) const { return i == 0 ? middle_cov : other; }
};

/// Mean and covariance of the points after the model, plus its noise at the mean before. Where P is not
/// positive definite, the covariance is not to be trusted: it comes back as NaN.
template <Model M>
Gaussian<M::kN> unscented_predict(const M& model, const Gaussian<M::kN>& x, double dt_s, const Unscented& u) {
  constexpr std::size_t N = M::kN;
  SigmaPoints<N> points(x, u);
  for (VecN<N>& p : points.x) p = model.move(p, dt_s);
  // sums of differences from the middle: the weights are large and of both signs
  Gaussian<N> y{points.x[0], model.noise(x.mean, dt_s)};
  for (std::size_t i = 1; i < points.x.size(); ++i)
    y.mean = plus(y.mean, scaled(points.other, minus(points.x[i], points.x[0])));
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const VecN<N> d = minus(points.x[i], y.mean);
    y.cov = y.cov + points.cov_weight(i) * outer(d, d);
  }
  symmetrise(y.cov);
  if (!points.ok) y.cov.a.fill(std::nan(""));
  return y;
}

/// One measurement; sigma points are drawn anew from the prior. P <- P - K S K'.
template <std::size_t N, class S>
requires Measurement<S, N> Updated<N> unscented_update(const Gaussian<N>& prior, const S& sensor,
                                                       const VecN<S::kM>& z, const MatNM<S::kM>& R,
                                                       const Unscented& u) {
  constexpr std::size_t M = S::kM;
  const SigmaPoints<N> points(prior, u);
  if (!points.ok) return {prior, 0, 0, false};
  const VecN<M> middle = sensor.template value<N>(prior.mean);
  std::array<VecN<M>, 2 * N + 1> h{}; // from the middle, angles wrapped
  VecN<M> mean{};
  for (std::size_t i = 1; i < h.size(); ++i) {
    h[i] = sensor.residual(sensor.template value<N>(points.x[i]), middle);
    mean = plus(mean, scaled(points.other, h[i]));
  }
  MatNM<M> Szz = R;
  MatNM<N, M> Pxz;
  for (std::size_t i = 0; i < h.size(); ++i) {
    const VecN<M> d = minus(h[i], mean);
    Szz = Szz + points.cov_weight(i) * outer(d, d);
    Pxz = Pxz + points.cov_weight(i) * outer(minus(points.x[i], prior.mean), d);
  }
  symmetrise(Szz);
  const Cholesky<M> factor(Szz);
  if (!factor.ok) return {prior, 0, 0, false};
  const VecN<M> residual = minus(sensor.residual(z, middle), mean);
  const MatNM<N, M> K = Pxz * factor.inverse();
  Updated<N> post;
  post.x = {plus(prior.mean, K * residual), prior.cov - times_transposed(K * Szz, K)};
  symmetrise(post.x.cov);
  post.nis = factor.mahalanobis2(residual);
  post.log_likelihood =
      -0.5 * (post.nis + factor.log_det() + static_cast<double>(M) * std::log(2 * std::numbers::pi));
  return post;
}

} // namespace dewline::track
