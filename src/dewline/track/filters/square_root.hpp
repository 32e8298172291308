// The extended Kalman filter on a triangular root of the covariance. Model page: docs/models/filters.md.
#pragma once
#include <algorithm>

#include "dewline/track/filters/ekf.hpp"

namespace dewline::track {

/// Mean, and lower triangular L with P = L L'.
template <std::size_t N>
struct RootGaussian {
  VecN<N> mean{};
  MatNM<N> L;
};

/// The lower triangular L with L L' = A A', diagonal >= 0: Householder reflections of A' from the right side,
/// row by row.
template <std::size_t N, std::size_t M>
MatNM<N> lower_root(MatNM<N, M> A) {
  static_assert(M >= N);
  for (std::size_t i = 0; i < N; ++i) {
    double size = 0; // of the rest of row i, scaled so that squares neither vanish nor overflow
    for (std::size_t j = i; j < M; ++j) size = std::max(size, std::abs(A(i, j)));
    if (!(size > 0)) continue;
    double sum = 0;
    for (std::size_t j = i; j < M; ++j) sum += (A(i, j) / size) * (A(i, j) / size);
    const double length = size * std::sqrt(sum), head = A(i, i) > 0 ? -length : length;
    VecN<M> w{}; // the reflection turns row i into (head, 0, ...)
    double w2 = 0;
    for (std::size_t j = i; j < M; ++j) {
      w[j] = (A(i, j) - (j == i ? head : 0)) / size;
      w2 += w[j] * w[j];
    }
    for (std::size_t r = i; r < N; ++r) {
      double along = 0;
      for (std::size_t j = i; j < M; ++j) along += A(r, j) * w[j];
      for (std::size_t j = i; j < M; ++j) A(r, j) -= 2 * along / w2 * w[j];
    }
  }
  MatNM<N> L;
  for (std::size_t j = 0; j < N; ++j) {
    const double sign = A(j, j) < 0 ? -1 : 1;
    for (std::size_t i = j; i < N; ++i) L(i, j) = sign * A(i, j);
  }
  return L;
}

/// A root of a covariance that may be singular: pivots that are not positive count as 0.
template <std::size_t N>
MatNM<N> root_of(const MatNM<N>& P) {
  MatNM<N> L;
  for (std::size_t j = 0; j < N; ++j) {
    double d = P(j, j);
    for (std::size_t k = 0; k < j; ++k) d -= L(j, k) * L(j, k);
    if (!(d > 1e-15 * P(j, j))) continue;
    L(j, j) = std::sqrt(d);
    for (std::size_t i = j + 1; i < N; ++i) {
      double s = P(i, j);
      for (std::size_t k = 0; k < j; ++k) s -= L(i, k) * L(j, k);
      L(i, j) = s / L(j, j);
    }
  }
  return L;
}
template <std::size_t N>
RootGaussian<N> root_of(const Gaussian<N>& x) {
  return {x.mean, root_of(x.cov)};
}
template <std::size_t N>
Gaussian<N> squared(const RootGaussian<N>& x) {
  return {x.mean, times_transposed(x.L, x.L)};
}

/// L <- root of [F L, Q^1/2]: the covariance is never formed, so it cannot lose its sign, and half the digits
/// are enough for the same range of variances.
template <Model M>
RootGaussian<M::kN> predict(const M& model, const RootGaussian<M::kN>& x, double dt_s) {
  constexpr std::size_t N = M::kN;
  const Moved<N> m = model.step(x.mean, dt_s);
  const MatNM<N> FL = m.F * x.L, G = root_of(model.noise(x.mean, dt_s));
  MatNM<N, 2 * N> A;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) {
      A(i, j) = FL(i, j);
      A(i, N + j) = G(i, j);
    }
  return {m.x, lower_root(A)};
}

/// A posterior in root form.
template <std::size_t N>
struct RootUpdated {
  RootGaussian<N> x;
  double nis = 0, log_likelihood = 0;
  bool ok = true;
};

/// The array form (textbook, general knowledge): the lower root of [[R^1/2, H L], [0, L]] holds S^1/2, K
/// S^1/2 and the new L.
template <std::size_t N, class S>
requires Measurement<S, N> RootUpdated<N> update(const RootGaussian<N>& prior, const S& sensor,
                                                 const VecN<S::kM>& z, const MatNM<S::kM>& R) {
  constexpr std::size_t M = S::kM;
  const auto h = sensor.template at<N>(prior.mean);
  const MatNM<M> rootR = root_of(R);
  const MatNM<M, N> HL = h.H * prior.L;
  MatNM<M + N> A;
  for (std::size_t i = 0; i < M; ++i) {
    for (std::size_t j = 0; j < M; ++j) A(i, j) = rootR(i, j);
    for (std::size_t j = 0; j < N; ++j) A(i, M + j) = HL(i, j);
  }
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) A(M + i, M + j) = prior.L(i, j);
  const MatNM<M + N> B = lower_root(A);
  RootUpdated<N> post{prior, 0, 0, true};
  VecN<M> y = sensor.residual(z, h.z); // becomes S^-1/2 residual
  double log_det = 0;
  for (std::size_t i = 0; i < M; ++i) {
    for (std::size_t k = 0; k < i; ++k) y[i] -= B(i, k) * y[k];
    y[i] /= B(i, i);
    log_det += 2 * std::log(B(i, i));
  }
  post.nis = inner(y, y);
  if (!std::isfinite(post.nis)) return {prior, 0, 0, false};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t k = 0; k < M; ++k) post.x.mean[i] += B(M + i, k) * y[k];
    for (std::size_t j = 0; j < N; ++j) post.x.L(i, j) = B(M + i, M + j);
  }
  post.log_likelihood = -0.5 * (post.nis + log_det + static_cast<double>(M) * std::log(2 * std::numbers::pi));
  return post;
}

} // namespace dewline::track
