// States of targets: parts of them, mixtures, first estimates, updates where the measured shell is bent.
#pragma once
#include <cmath>
#include <span>
#include <utility>

#include "dewline/track/recorded/prior.hpp"

namespace dewline::track::recorded {

template <std::size_t D, std::size_t N>
std::pair<Vec3, Vec3> place_and_velocity(const Gaussian<N>& x) {
  Vec3 p, v;
  for (std::size_t a = 0; a < D; ++a) {
    p[a] = x.mean[a];
    v[a] = x.mean[D + a];
  }
  return {p, v};
}
template <std::size_t D, std::size_t N>
Vec3 place_of(const Gaussian<N>& x) {
  Vec3 p;
  for (std::size_t a = 0; a < D; ++a) p[a] = x.mean[a];
  return p;
}
template <std::size_t D, std::size_t N>
double sigma_of(const Gaussian<N>& x) {
  double var = 0;
  for (std::size_t a = 0; a < D; ++a) var += x.cov(a, a);
  return std::sqrt(var);
}

/// Position and velocity of a state in three dimensions; heights are 0 in two.
template <std::size_t D, std::size_t N>
Gaussian<6> six_of(const Gaussian<N>& x) {
  Gaussian<6> y;
  constexpr auto at = [](std::size_t i) { return i < D ? i : 3 + i - D; };
  for (std::size_t i = 0; i < 2 * D; ++i) {
    y.mean[at(i)] = x.mean[i];
    for (std::size_t j = 0; j < 2 * D; ++j) y.cov(at(i), at(j)) = x.cov(i, j);
  }
  return y;
}

/// A new target: its place from the plot, its velocity from the parameters (a range rate, where measured, is used),
/// an acceleration, where the state has one, with `sigma_acceleration`.
template <std::size_t D, std::size_t N>
Gaussian<N> first_state(const Params& params, const Sensor& sensor, const Plot& plot) {
  const Gaussian<3> at = place(sensor, plot);
  const double level = params.sigma_speed_m_s * params.sigma_speed_m_s;
  const double up = params.sigma_vertical_speed_m_s * params.sigma_vertical_speed_m_s;
  Gaussian<N> x;
  for (std::size_t a = 0; a < D; ++a) {
    x.mean[a] = at.mean[a];
    for (std::size_t b = 0; b < D; ++b) x.cov(a, b) = at.cov(a, b);
    x.cov(D + a, D + a) = a == 2 ? up : level;
    if constexpr (N > 2 * D) x.cov(2 * D + a, 2 * D + a) = params.sigma_acceleration_m_s2 * params.sigma_acceleration_m_s2;
  }
  if (sensor.measures != Measures::range_azimuth_elevation_rate) return x;
  const auto [p, v] = place_and_velocity<D>(x);
  const Look here = look(sensor, p, v);
  MatNM<1, N> H;
  for (std::size_t a = 0; a < D; ++a) H(0, D + a) = here.by_v[3][a];
  const double sigma = sigmas(sensor, plot)[3];
  return update<N, 1>(x, {plot.z[3] - here.z[3]}, H, {{sigma * sigma}}).x;
}

/// Mean and covariance of a mixture; weights sum to one.
template <std::size_t N>
Gaussian<N> moments(std::span<const double> weights, std::span<const Gaussian<N>* const> parts) {
  Gaussian<N> m;
  for (std::size_t k = 0; k < parts.size(); ++k) m.mean = plus(m.mean, scaled(weights[k], parts[k]->mean));
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const VecN<N> d = minus(parts[k]->mean, m.mean);
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t j = 0; j < N; ++j) m.cov(i, j) += weights[k] * (parts[k]->cov(i, j) + d[i] * d[j]);
  }
  return m;
}

/// F P for an F that leaves the axes apart: F(i, j) is 0 unless i and j belong to the same axis.
template <std::size_t D, std::size_t N>
MatNM<N> along_axes(const MatNM<N>& F, const MatNM<N>& P) {
  MatNM<N> FP;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t k = i % D; k < N; k += D)
      for (std::size_t j = 0; j < N; ++j) FP(i, j) += F(i, k) * P(k, j);
  return FP;
}

/// Squared distance of two means in units of the first one's covariance; very large if that is singular.
template <std::size_t N>
double distance2(const Gaussian<N>& a, const Gaussian<N>& b) {
  const Cholesky<N> factor(a.cov);
  return factor.ok ? factor.mahalanobis2(minus(a.mean, b.mean)) : 1e300;
}

/// Sequential update where the range's shell is bent within the track's own uncertainty: direction first, then range
/// linearised at the new place, less the mean sagitta of what is left across.
template <std::size_t D, std::size_t N>
Gaussian<N> refined(const Gaussian<N>& prior, const Sensor& sensor, const Plot& plot, const VecN<4>& variance) {
  const std::size_t num = num_values(sensor.measures);
  const auto take = [&](const Gaussian<N>& x, std::size_t value, double bias) {
    const auto [p, v] = place_and_velocity<D>(x);
    const Look here = look(sensor, p, v);
    MatNM<1, N> H;
    for (std::size_t a = 0; a < D; ++a) {
      H(0, a) = here.by_p[value][a];
      H(0, D + a) = here.by_v[value][a];
    }
    const double e = residual(sensor, plot, here.z)[value] - (bias > 0 ? sagitta_m<D>(x, here) : 0);
    return update<N, 1>(x, {e}, H, {{variance[value]}}).x;
  };
  Gaussian<N> x = take(prior, 1, 0);
  if (D == 3) x = take(x, 2, 0);
  x = take(x, 0, 1);
  return num == 4 ? take(x, 3, 0) : x;
}

} // namespace dewline::track::recorded
