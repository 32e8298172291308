// A predicted track before a scan: all of a Kalman update that does not depend on which plot is taken.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "dewline/track/filters/kalman.hpp"
#include "dewline/track/recorded/scene.hpp"

namespace dewline::track::recorded {

/// What a sensor would measure of a place and a velocity, and the derivatives by both (rows by value).
struct Look {
  VecN<4> z{};
  std::array<Vec3, 4> by_p{}, by_v{};
};
Look look(const Sensor& sensor, const Vec3& p_L, const Vec3& v_L);

/// Where a plot is and how surely, from its own values alone.
Gaussian<3> place(const Sensor& sensor, const Plot& plot);

/// Noise variances of a plot's values. The range's is enlarged by (r sigma_angle^2)^2: a range across an uncertain
/// direction is a shell, not a plane (docs/models/tracker.md).
VecN<4> variances(const Sensor& sensor, const std::array<double, 4>& sigma, double range_m);

/// z - h, azimuth between -pi and pi.
inline VecN<4> residual(const Sensor& sensor, const Plot& plot, const VecN<4>& z) {
  VecN<4> e = minus(plot.z, z);
  if (is_polar(sensor.measures)) e[1] = std::remainder(e[1], 2 * std::numbers::pi);
  return e;
}

template <std::size_t N>
struct Prior {
  Gaussian<N> x;
  VecN<4> z{};             ///< expected values
  MatNM<4> L;              ///< Cholesky factor of the innovation covariance
  double log_norm = 0;     ///< log density at the expected values
  MatNM<N, 4> PHt;
  MatNM<4, N> H;
  VecN<4> variance{};
  bool ok = false;         ///< false: the innovation covariance was not positive definite
  bool is_bent = false;    ///< the range's shell is bent within the prior: `taken` is then too simple
  bool has_posterior = false; ///< K and cov are made for the first plot that is taken
  MatNM<N, 4> K;
  MatNM<N> cov;            ///< afterwards, the same for every plot

  /// Squared innovation in units of its covariance.
  [[nodiscard]] double nis(const VecN<4>& e, std::size_t num) const {
    return num == 2 ? nis<2>(e) : num == 3 ? nis<3>(e) : nis<4>(e);
  }
  [[nodiscard]] Gaussian<N> taken(const VecN<4>& e, std::size_t num) {
    return num == 2 ? taken<2>(e) : num == 3 ? taken<3>(e) : taken<4>(e);
  }

 private:
  template <std::size_t M>
  [[nodiscard]] VecN<M> lower_solve(VecN<M> e) const {
    for (std::size_t i = 0; i < M; ++i) {
      for (std::size_t k = 0; k < i; ++k) e[i] -= L(i, k) * e[k];
      e[i] /= L(i, i);
    }
    return e;
  }
  template <std::size_t M>
  [[nodiscard]] double nis(const VecN<4>& e) const {
    VecN<M> first;
    std::copy_n(e.begin(), M, first.begin());
    const VecN<M> y = lower_solve<M>(first);
    return inner(y, y);
  }
  template <std::size_t M>
  [[nodiscard]] Gaussian<N> taken(const VecN<4>& e) {
    if (!has_posterior) make_posterior<M>();
    Gaussian<N> post{x.mean, cov};
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t k = 0; k < M; ++k) post.mean[i] += K(i, k) * e[k];
    return post;
  }
  /// K = P H' S^-1, then Joseph's form A P A' + K R K' with A = I - K H, as B = A P = P - K (P H')' and
  /// B A' + K R K' = B + (K R - B H') K'.
  template <std::size_t M>
  void make_posterior() {
    MatNM<N> B = x.cov;
    for (std::size_t i = 0; i < N; ++i) {
      VecN<M> k = lower_solve<M>(row<M>(PHt, i));
      for (std::size_t m = M; m-- > 0;) {
        for (std::size_t n = m + 1; n < M; ++n) k[m] -= L(n, m) * k[n];
        k[m] /= L(m, m);
      }
      for (std::size_t m = 0; m < M; ++m) K(i, m) = k[m];
      VecN<M> gain{};
      for (std::size_t j = 0; j < N; ++j) {
        for (std::size_t m = 0; m < M; ++m) B(i, j) -= k[m] * PHt(j, m);
        for (std::size_t m = 0; m < M; ++m) gain[m] += B(i, j) * H(m, j);
      }
      for (std::size_t m = 0; m < M; ++m) rest(i, m) = k[m] * variance[m] - gain[m];
    }
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t j = 0; j < N; ++j) {
        cov(i, j) = B(i, j);
        for (std::size_t m = 0; m < M; ++m) cov(i, j) += rest(i, m) * K(j, m);
      }
    symmetrise(cov);
    has_posterior = true;
  }
  template <std::size_t M>
  static VecN<M> row(const MatNM<N, 4>& a, std::size_t i) {
    VecN<M> r;
    for (std::size_t m = 0; m < M; ++m) r[m] = a(i, m);
    return r;
  }
  MatNM<N, 4> rest; ///< K R - B H'
};

/// Rows of H for a state whose first D entries are the position and the next D the velocity.
template <std::size_t M, std::size_t N, std::size_t D>
MatNM<M, N> rows(const Look& at) {
  MatNM<M, N> H;
  for (std::size_t i = 0; i < M; ++i)
    for (std::size_t a = 0; a < D; ++a) {
      H(i, a) = at.by_p[i][a];
      H(i, D + a) = at.by_v[i][a];
    }
  return H;
}

template <std::size_t M, std::size_t D, std::size_t N>
void fill(Prior<N>& prior, const Look& at, const VecN<4>& variance) {
  const MatNM<M, N> H = rows<M, N, D>(at);
  const MatNM<N, M> PHt = times_transposed(prior.x.cov, H);
  MatNM<M> S = H * PHt;
  for (std::size_t i = 0; i < M; ++i) S(i, i) += variance[i];
  symmetrise(S);
  const Cholesky<M> factor(S);
  prior.ok = factor.ok;
  if (!prior.ok) return;
  for (std::size_t i = 0; i < M; ++i) {
    for (std::size_t k = 0; k < M; ++k) prior.L(i, k) = factor.L(i, k);
    for (std::size_t j = 0; j < N; ++j) {
      prior.PHt(j, i) = PHt(j, i);
      prior.H(i, j) = H(i, j);
    }
  }
  prior.z = at.z;
  prior.variance = variance;
  prior.log_norm = -0.5 * (factor.log_det() + static_cast<double>(M) * std::log(2 * std::numbers::pi));
}

/// tr(P across the line of sight) / 2r [m]: how far a sphere of this range leaves its tangent plane, on average.
template <std::size_t D, std::size_t N>
double sagitta_m(const Gaussian<N>& x, const Look& at) {
  double along = 0, all = 0;
  for (std::size_t a = 0; a < D; ++a) {
    all += x.cov(a, a);
    for (std::size_t b = 0; b < D; ++b) along += at.by_p[0][a] * x.cov(a, b) * at.by_p[0][b];
  }
  return std::max(0.0, all - along) / (2 * at.z[0]);
}

/// From this share of the range's standard deviation on the mean sagitta is no longer neglected.
inline constexpr double kBent = 0.1;

template <std::size_t D, std::size_t N>
Prior<N> prepare(const Gaussian<N>& x, const Sensor& sensor, const std::array<double, 4>& sigma) {
  Prior<N> prior;
  prior.x = x;
  Vec3 p, v;
  for (std::size_t a = 0; a < D; ++a) {
    p[a] = x.mean[a];
    v[a] = x.mean[D + a];
  }
  const Look at = look(sensor, p, v);
  VecN<4> variance = variances(sensor, sigma, at.z[0]);
  if (is_polar(sensor.measures)) {
    const double bend_m = sagitta_m<D>(x, at);
    prior.is_bent = bend_m > kBent * sigma[0];
    variance[0] += 2 * bend_m * bend_m;
  }
  switch (num_values(sensor.measures)) {
    case 2: fill<2, D>(prior, at, variance); break;
    case 3: fill<3, D>(prior, at, variance); break;
    default: fill<4, D>(prior, at, variance); break;
  }
  return prior;
}

} // namespace dewline::track::recorded
