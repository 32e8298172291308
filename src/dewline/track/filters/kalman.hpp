// The linear Kalman steps that every filter of this folder is made of.
#pragma once
#include <cmath>
#include <numbers>

#include "dewline/base/matrix.hpp"

namespace dewline::track {

/// A posterior and how well the measurement fitted the prior. `ok` is false if the innovation covariance was not
/// positive definite: the prior is then returned as it was.
template <std::size_t N>
struct Updated {
  Gaussian<N> x;
  double nis = 0;            ///< squared innovation in units of its covariance
  double log_likelihood = 0; ///< log density of the measurement
  bool ok = true;
};

/// x <- F x, P <- F P F' + Q.
template <std::size_t N>
Gaussian<N> predict(const Gaussian<N>& x, const MatNM<N>& F, const MatNM<N>& Q) {
  Gaussian<N> y{F * x.mean, times_transposed(F * x.cov, F) + Q};
  symmetrise(y.cov);
  return y;
}

/// One measurement of M values with residual y = z - h(x), derivative H and noise R, in Joseph's form:
/// P <- (I - K H) P (I - K H)' + K R K', symmetric and positive whatever the rounding in K.
template <std::size_t N, std::size_t M>
Updated<N> update(const Gaussian<N>& prior, const VecN<M>& residual, const MatNM<M, N>& H, const MatNM<M>& R) {
  const MatNM<N, M> PHt = times_transposed(prior.cov, H);
  MatNM<M> S = H * PHt + R;
  symmetrise(S);
  const Cholesky<M> factor(S);
  if (!factor.ok) return {prior, 0, 0, false};
  const MatNM<N, M> K = PHt * factor.inverse();
  const MatNM<N> A = identity<N>() - K * H;
  Updated<N> post;
  post.x.mean = plus(prior.mean, K * residual);
  post.x.cov = times_transposed(A * prior.cov, A) + times_transposed(K * R, K);
  symmetrise(post.x.cov);
  post.nis = factor.mahalanobis2(residual);
  post.log_likelihood =
      -0.5 * (post.nis + factor.log_det() + static_cast<double>(M) * std::log(2 * std::numbers::pi));
  return post;
}

} // namespace dewline::track
