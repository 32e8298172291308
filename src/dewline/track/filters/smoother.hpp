// Estimates of the past in the light of what came after: the Rauch-Tung-Striebel smoother, and late
// measurements. Model page: docs/models/filters.md.
#pragma once
#include <span>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/track/filters/ekf.hpp"

namespace dewline::track {

/// One step of a filter's history: the estimate after its measurement, and how the next prediction was made
/// of it.
template <std::size_t N>
struct Stage {
  double time_s = 0;
  Gaussian<N> posterior;
  Gaussian<N>
      predicted; ///< this stage's prior, made from the posterior before by F; not used in the first stage
  MatNM<N> F;            ///< d(predicted) / d(posterior before)
};

/// The gain of one step back: posterior F' predicted^-1. `ok` is false if the prediction's covariance is
/// singular.
template <std::size_t N>
struct BackwardGain {
  MatNM<N> G;
  bool ok = true;
};
template <std::size_t N>
BackwardGain<N> backward_gain(const MatNM<N>& posterior, const MatNM<N>& F, const MatNM<N>& predicted) {
  // scaled to correlations first: metres and radians in one matrix would cost digits
  VecN<N> s{};
  for (std::size_t i = 0; i < N; ++i) s[i] = predicted(i, i) > 0 ? 1 / std::sqrt(predicted(i, i)) : 1;
  MatNM<N> C = predicted;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) C(i, j) *= s[i] * s[j];
  const Cholesky<N> factor(C);
  if (!factor.ok) return {identity<N>(), false};
  MatNM<N> inverse = factor.inverse();
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) inverse(i, j) *= s[i] * s[j];
  return {times_transposed(posterior, F) * inverse, true};
}

/// posterior + G (later smoothed - later predicted), and its covariance.
template <std::size_t N>
Gaussian<N> smoothed(const Gaussian<N>& posterior, const MatNM<N>& G, const Gaussian<N>& predicted,
                     const Gaussian<N>& later) {
  Gaussian<N> y{plus(posterior.mean, G * minus(later.mean, predicted.mean)),
                posterior.cov + times_transposed(G * (later.cov - predicted.cov), G)};
  symmetrise(y.cov);
  return y;
}

/// Rauch, Tung and Striebel's smoother (textbook): every stage's estimate given all measurements. Exact for
/// linear models; for others it uses the derivatives of the forward pass. Where a prediction's covariance is
/// singular the posterior is passed through.
template <std::size_t N>
std::vector<Gaussian<N>> smooth(std::span<const Stage<N>> stages) {
  std::vector<Gaussian<N>> out(stages.size());
  for (std::size_t k = stages.size(); k-- > 0;) {
    out[k] = stages[k].posterior;
    if (k + 1 == stages.size()) continue;
    const Stage<N>& next = stages[k + 1];
    const BackwardGain<N> back = backward_gain(stages[k].posterior.cov, next.F, next.predicted.cov);
    if (back.ok) out[k] = smoothed(stages[k].posterior, back.G, next.predicted, out[k + 1]);
  }
  return out;
}

/// The state at an earlier instant given everything up to now, and how it goes with the state now.
template <std::size_t N>
struct Retrodicted {
  Gaussian<N> then;
  MatNM<N> cross; ///< Cov(then, now)
  bool ok = true; ///< false if the instant is older than the history, or a covariance is singular
};

/// Walks back along the history to time_s: the smoother's steps and their gains multiplied. For linear models
/// this is the exact joint distribution, however many stages lie between (retrodiction with fixed lag; the
/// lag is the length of the history that is kept).
template <Model M>
Retrodicted<M::kN> retrodict(const M& model, std::span<const Stage<M::kN>> stages, double time_s) {
  constexpr std::size_t N = M::kN;
  DW_CHECK(!stages.empty() && time_s <= stages.back().time_s);
  Retrodicted<N> r{stages.back().posterior, stages.back().posterior.cov, true};
  const auto back = [&r](const Gaussian<N>& posterior, const MatNM<N>& F, const Gaussian<N>& predicted) {
    const BackwardGain<N> g = backward_gain(posterior.cov, F, predicted.cov);
    r.ok = r.ok && g.ok;
    r.then = smoothed(posterior, g.G, predicted, r.then);
    r.cross = g.G * r.cross;
  };
  std::size_t k = stages.size() - 1;
  for (; k > 0 && stages[k - 1].time_s >= time_s; --k)
    back(stages[k - 1].posterior, stages[k].F, stages[k].predicted);
  if (stages[k].time_s == time_s) return r;
  if (k == 0) return {r.then, r.cross, false};
  const Stage<N>& before = stages[k - 1];
  const Gaussian<N> there = predict(model, before.posterior, time_s - before.time_s);
  const double rest_s = stages[k].time_s - time_s;
  const Moved<N> on = model.step(there.mean, rest_s);
  back(there, on.F, predict(model, there, rest_s));
  return r;
}

/// A measurement of the past into the newest estimate: z of the retrodicted state, by its covariance with the
/// state now. Exact for linear models and measurements, any lag: the same as if it had come in time. The
/// history keeps its older posteriors as they were, so a second late measurement from between the same stages
/// is taken approximately.
template <std::size_t N, class S>
requires Measurement<S, N> Updated<N> late_update(const Gaussian<N>& now, const Retrodicted<N>& past,
                                                  const S& sensor, const VecN<S::kM>& z,
                                                  const MatNM<S::kM>& R) {
  constexpr std::size_t M = S::kM;
  if (!past.ok) return {now, 0, 0, false};
  const auto h = sensor.template at<N>(past.then.mean);
  MatNM<M> Szz = h.H * times_transposed(past.then.cov, h.H) + R;
  symmetrise(Szz);
  const Cholesky<M> factor(Szz);
  if (!factor.ok) return {now, 0, 0, false};
  const VecN<M> residual = sensor.residual(z, h.z);
  const MatNM<N, M> K = times_transposed(transpose(past.cross), h.H) * factor.inverse();
  Updated<N> post;
  post.x = {plus(now.mean, K * residual), now.cov - times_transposed(K * Szz, K)};
  symmetrise(post.x.cov);
  post.nis = factor.mahalanobis2(residual);
  post.log_likelihood =
      -0.5 * (post.nis + factor.log_det() + static_cast<double>(M) * std::log(2 * std::numbers::pi));
  return post;
}

} // namespace dewline::track
