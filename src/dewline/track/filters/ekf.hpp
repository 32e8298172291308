// The extended Kalman filter, plain and iterated. Model page: docs/models/filters.md.
#pragma once
#include "dewline/track/filters/kalman.hpp"
#include "dewline/track/models/measurement.hpp"
#include "dewline/track/models/model.hpp"

namespace dewline::track {

/// Mean by the model, covariance F P F' + Q with its exact derivative at the mean. Exact for the linear
/// models.
template <Model M>
Gaussian<M::kN> predict(const M& model, const Gaussian<M::kN>& x, double dt_s) {
  const Moved<M::kN> m = model.step(x.mean, dt_s);
  Gaussian<M::kN> y{m.x, times_transposed(m.F * x.cov, m.F) + model.noise(x.mean, dt_s)};
  symmetrise(y.cov);
  return y;
}

/// One measurement z with noise R, linearised at the prior.
template <std::size_t N, class S>
  requires Measurement<S, N>
Updated<N> update(const Gaussian<N>& prior, const S& sensor, const VecN<S::kM>& z, const MatNM<S::kM>& R) {
  const auto h = sensor.template at<N>(prior.mean);
  return update(prior, sensor.residual(z, h.z), h.H, R);
}

/// Linearised again at each result (Gauss and Newton's method on the posterior's maximum; textbook, general
/// knowledge), at most num_steps times or until the mean moves by less than 1e-6 of its standard deviations.
/// NIS and likelihood are those of the first step: how well the measurement fits the prior.
template <std::size_t N, class S>
requires Measurement<S, N> Updated<N> iterated_update(const Gaussian<N>& prior, const S& sensor,
                                                      const VecN<S::kM>& z, const MatNM<S::kM>& R,
                                                      int num_steps = 10) {
  const Updated<N> first = update(prior, sensor, z, R);
  Updated<N> now = first;
  for (int i = 1; i < num_steps && now.ok; ++i) {
    const auto h = sensor.template at<N>(now.x.mean);
    const VecN<S::kM> back = h.H * minus(prior.mean, now.x.mean);
    const Updated<N> next = update(prior, minus(sensor.residual(z, h.z), back), h.H, R);
    double moved2 = 0;
    for (std::size_t k = 0; k < N; ++k) {
      const double d = next.x.mean[k] - now.x.mean[k];
      moved2 += d * d / next.x.cov(k, k);
    }
    now = next;
    if (moved2 < 1e-12) break;
  }
  return {now.x, first.nis, first.log_likelihood, now.ok};
}

} // namespace dewline::track
