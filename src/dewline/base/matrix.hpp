// Arithmetic of small fixed matrices: products, transposes, Cholesky. Plain loops that the compiler unrolls.
#pragma once
#include <cmath>
#include <cstddef>

#include "dewline/base/vec.hpp"

namespace dewline {

template <std::size_t N>
constexpr MatNM<N> identity() {
  MatNM<N> m;
  for (std::size_t i = 0; i < N; ++i) m(i, i) = 1;
  return m;
}
template <std::size_t N>
constexpr MatNM<N> diagonal(const VecN<N>& d) {
  MatNM<N> m;
  for (std::size_t i = 0; i < N; ++i) m(i, i) = d[i];
  return m;
}
template <std::size_t N, std::size_t M>
constexpr MatNM<M, N> transpose(const MatNM<N, M>& a) {
  MatNM<M, N> t;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < M; ++j) t(j, i) = a(i, j);
  return t;
}
template <std::size_t N, std::size_t M, std::size_t K>
constexpr MatNM<N, K> operator*(const MatNM<N, M>& a, const MatNM<M, K>& b) {
  MatNM<N, K> c;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < M; ++j)
      for (std::size_t k = 0; k < K; ++k) c(i, k) += a(i, j) * b(j, k);
  return c;
}
/// a b'
template <std::size_t N, std::size_t M, std::size_t K>
constexpr MatNM<N, K> times_transposed(const MatNM<N, M>& a, const MatNM<K, M>& b) {
  MatNM<N, K> c;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t k = 0; k < K; ++k)
      for (std::size_t j = 0; j < M; ++j) c(i, k) += a(i, j) * b(k, j);
  return c;
}
template <std::size_t N, std::size_t M>
constexpr VecN<N> operator*(const MatNM<N, M>& a, const VecN<M>& x) {
  VecN<N> y{};
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < M; ++j) y[i] += a(i, j) * x[j];
  return y;
}
template <std::size_t N, std::size_t M>
constexpr MatNM<N, M> operator+(MatNM<N, M> a, const MatNM<N, M>& b) {
  for (std::size_t i = 0; i < N * M; ++i) a.a[i] += b.a[i];
  return a;
}
template <std::size_t N, std::size_t M>
constexpr MatNM<N, M> operator-(MatNM<N, M> a, const MatNM<N, M>& b) {
  for (std::size_t i = 0; i < N * M; ++i) a.a[i] -= b.a[i];
  return a;
}
template <std::size_t N, std::size_t M>
constexpr MatNM<N, M> operator*(double s, MatNM<N, M> a) {
  for (double& x : a.a) x *= s;
  return a;
}

template <std::size_t N>
constexpr VecN<N> plus(VecN<N> a, const VecN<N>& b) {
  for (std::size_t i = 0; i < N; ++i) a[i] += b[i];
  return a;
}
template <std::size_t N>
constexpr VecN<N> minus(VecN<N> a, const VecN<N>& b) {
  for (std::size_t i = 0; i < N; ++i) a[i] -= b[i];
  return a;
}
template <std::size_t N>
constexpr VecN<N> scaled(double s, VecN<N> a) {
  for (double& x : a) x *= s;
  return a;
}
template <std::size_t N>
constexpr double inner(const VecN<N>& a, const VecN<N>& b) {
  double s = 0;
  for (std::size_t i = 0; i < N; ++i) s += a[i] * b[i];
  return s;
}
template <std::size_t N, std::size_t M>
constexpr MatNM<N, M> outer(const VecN<N>& a, const VecN<M>& b) {
  MatNM<N, M> m;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < M; ++j) m(i, j) = a[i] * b[j];
  return m;
}
/// (m + m') / 2
template <std::size_t N>
constexpr void symmetrise(MatNM<N>& m) {
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < i; ++j) m(i, j) = m(j, i) = 0.5 * (m(i, j) + m(j, i));
}

/// S = L L', L lower triangular with positive diagonal. `ok` is false if S is not positive definite (NaN
/// included); L is then useless.
template <std::size_t N>
struct Cholesky {
  MatNM<N> L;
  bool ok = true;

  explicit Cholesky(const MatNM<N>& S) {
    for (std::size_t j = 0; j < N; ++j) {
      double d = S(j, j);
      for (std::size_t k = 0; k < j; ++k) d -= L(j, k) * L(j, k);
      if (!(d > 0) || !std::isfinite(d)) {
        ok = false;
        return;
      }
      L(j, j) = std::sqrt(d);
      for (std::size_t i = j + 1; i < N; ++i) {
        double s = S(i, j);
        for (std::size_t k = 0; k < j; ++k) s -= L(i, k) * L(j, k);
        L(i, j) = s / L(j, j);
      }
    }
  }
  /// L y = b
  [[nodiscard]] VecN<N> lower_solve(VecN<N> b) const {
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= L(i, k) * b[k];
      b[i] /= L(i, i);
    }
    return b;
  }
  /// S x = b
  [[nodiscard]] VecN<N> solve(const VecN<N>& b) const {
    VecN<N> y = lower_solve(b);
    for (std::size_t i = N; i-- > 0;) {
      for (std::size_t k = i + 1; k < N; ++k) y[i] -= L(k, i) * y[k];
      y[i] /= L(i, i);
    }
    return y;
  }
  /// The inverse of S.
  [[nodiscard]] MatNM<N> inverse() const {
    MatNM<N> m;
    for (std::size_t j = 0; j < N; ++j) {
      VecN<N> e{};
      e[j] = 1;
      const VecN<N> x = solve(e);
      for (std::size_t i = 0; i < N; ++i) m(i, j) = x[i];
    }
    symmetrise(m);
    return m;
  }
  /// b' S^-1 b
  [[nodiscard]] double mahalanobis2(const VecN<N>& b) const {
    const VecN<N> y = lower_solve(b);
    return inner(y, y);
  }
  [[nodiscard]] double log_det() const {
    double s = 0;
    for (std::size_t i = 0; i < N; ++i) s += std::log(L(i, i));
    return 2 * s;
  }
};

} // namespace dewline
