// Interacting multiple models: a bank of filters that mix their estimates as the target may change its
// motion. Model page: docs/models/filters.md.
#pragma once
#include <algorithm>
#include <tuple>
#include <utility>

#include "dewline/track/filters/ekf.hpp"

namespace dewline::track {

/// The estimate of every model and the probability that it is the one in force.
template <Model... Ms>
struct ImmState {
  std::tuple<Gaussian<Ms::kN>...> x;
  VecN<sizeof...(Ms)> prob{};
};

/// Where a model goes when it is left: row from, column to; rows add up to 1. All others alike:
template <std::size_t K>
constexpr MatNM<K> shared_equally() {
  MatNM<K> m;
  for (std::size_t i = 0; i < K; ++i)
    for (std::size_t j = 0; j < K; ++j) m(i, j) = i == j ? 0 : 1 / static_cast<double>(K - 1);
  return m;
}

/// Probabilities of the models after dt_s, given the one before: row from, column to. Each is left after an
/// exponential time of mean sojourn_s. A second switch within the step is left out.
template <std::size_t K>
MatNM<K> switching(const VecN<K>& sojourn_s, const MatNM<K>& share, double dt_s) {
  MatNM<K> p;
  for (std::size_t i = 0; i < K; ++i) {
    const double leaves = K > 1 ? -std::expm1(-dt_s / sojourn_s[i]) : 0;
    for (std::size_t j = 0; j < K; ++j) p(i, j) = i == j ? 1 - leaves : leaves * share(i, j);
  }
  return p;
}

/// The models and how long each lasts. Their states share position and velocity, 2 kDim values; what follows
/// is each model's own.
template <Model... Ms>
struct Imm {
  static constexpr std::size_t kNumModels = sizeof...(Ms);
  static constexpr std::size_t kShared = 2 * std::tuple_element_t<0, std::tuple<Ms...>>::kDim;
  std::tuple<Ms...> models;
  VecN<kNumModels> sojourn_s{}; ///< mean time that each stays in force
  MatNM<kNumModels> share = shared_equally<kNumModels>(); ///< a missile that coasts hardly ever boosts again
};

namespace imm_detail {

/// x as the first values of an N-state estimate; what x does not have is taken from `own`, independent of x.
/// So a model without acceleration leaves the other's acceleration, and its doubt about it, as they are.
template <std::size_t N, std::size_t K>
Gaussian<N> embedded(const Gaussian<K>& x, const Gaussian<N>& own, std::size_t num_shared) {
  Gaussian<N> y;
  for (std::size_t i = 0; i < N; ++i) {
    y.mean[i] = i < num_shared ? x.mean[i] : own.mean[i];
    for (std::size_t j = 0; j < N; ++j) {
      if (i < num_shared && j < num_shared) y.cov(i, j) = x.cov(i, j);
      else if (i >= num_shared && j >= num_shared) y.cov(i, j) = own.cov(i, j);
    }
  }
  return y;
}

/// Adds weight (cov + (mean - about)(mean - about)') to `sum`.
template <std::size_t N>
void add_spread(MatNM<N>& sum, double weight, const Gaussian<N>& g, const VecN<N>& about) {
  const VecN<N> d = minus(g.mean, about);
  sum = sum + weight * (g.cov + outer(d, d));
}

/// Mean and covariance of a mixture.
template <std::size_t N, std::size_t K>
Gaussian<N> moments(const std::array<Gaussian<N>, K>& parts, const VecN<K>& weight) {
  Gaussian<N> y;
  for (std::size_t i = 0; i < K; ++i) y.mean = plus(y.mean, scaled(weight[i], parts[i].mean));
  for (std::size_t i = 0; i < K; ++i) add_spread(y.cov, weight[i], parts[i], y.mean);
  symmetrise(y.cov);
  return y;
}

template <std::size_t J, Model... Ms>
auto mixed(const ImmState<Ms...>& s, const VecN<sizeof...(Ms)>& weight) {
  constexpr std::size_t kK = sizeof...(Ms), kShared = Imm<Ms...>::kShared;
  const auto& own = std::get<J>(s.x);
  using Own = std::remove_cvref_t<decltype(own)>;
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    const std::array<Own, kK> parts{(I == J ? own : embedded(std::get<I>(s.x), own, kShared))...};
    return moments(parts, weight);
  }(std::make_index_sequence<kK>{});
}

} // namespace imm_detail

/// Mixes (Blom and Bar-Shalom's interaction, textbook) and predicts each model by its extended Kalman step.
template <Model... Ms>
ImmState<Ms...> predict(const Imm<Ms...>& imm, const ImmState<Ms...>& s, double dt_s) {
  constexpr std::size_t kK = sizeof...(Ms);
  const MatNM<kK> p = switching(imm.sojourn_s, imm.share, dt_s);
  ImmState<Ms...> next;
  for (std::size_t j = 0; j < kK; ++j)
    for (std::size_t i = 0; i < kK; ++i) next.prob[j] += p(i, j) * s.prob[i];
  const auto one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
    VecN<kK> weight{};
    for (std::size_t i = 0; i < kK; ++i)
      weight[i] = next.prob[J] > 0 ? p(i, J) * s.prob[i] / next.prob[J] : (i == J);
    std::get<J>(next.x) = predict(std::get<J>(imm.models), imm_detail::mixed<J>(s, weight), dt_s);
  };
  [&]<std::size_t... J>(std::index_sequence<J...>) {
    (one(std::integral_constant<std::size_t, J>{}), ...);
  }(std::make_index_sequence<kK>{});
  return next;
}

/// A posterior of the bank and how the measurement fitted its prediction.
template <Model... Ms>
struct ImmUpdated {
  ImmState<Ms...> x;
  double nis = 0;            ///< of each model, averaged by the probabilities before
  double log_likelihood = 0; ///< log density of the measurement under the mixture
  bool ok = true;            ///< false if a model's update failed: the prior is returned
};

/// The probabilities of no model fall below this, so that each can come back.
inline constexpr double kLeastModelProb = 1e-9;

/// Updates every model by its extended Kalman step and their probabilities by the likelihoods.
template <class S, Model... Ms>
ImmUpdated<Ms...> update(const ImmState<Ms...>& s, const S& sensor, const VecN<S::kM>& z,
                         const MatNM<S::kM>& R) {
  constexpr std::size_t kK = sizeof...(Ms);
  ImmUpdated<Ms...> out{s, 0, 0, true};
  VecN<kK> log_weight{};
  const auto one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
    const auto u = update(std::get<J>(s.x), sensor, z, R);
    std::get<J>(out.x.x) = u.x;
    out.ok = out.ok && u.ok;
    out.nis += s.prob[J] * u.nis;
    log_weight[J] = std::log(s.prob[J]) + u.log_likelihood;
  };
  [&]<std::size_t... J>(std::index_sequence<J...>) {
    (one(std::integral_constant<std::size_t, J>{}), ...);
  }(std::make_index_sequence<kK>{});
  if (!out.ok) return {s, 0, 0, false};
  const double top = *std::max_element(log_weight.begin(), log_weight.end());
  double sum = 0;
  for (double& w : log_weight) sum += w = std::exp(w - top);
  double total = 0;
  for (std::size_t j = 0; j < kK; ++j)
    total += out.x.prob[j] = std::max(log_weight[j] / sum, kLeastModelProb);
  for (double& p : out.x.prob) p /= total;
  out.log_likelihood = top + std::log(sum);
  return out;
}

/// The bank as one normal distribution of position and velocity: mean and covariance of the mixture.
template <Model... Ms>
auto combined(const ImmState<Ms...>& s) {
  constexpr std::size_t kK = sizeof...(Ms), kShared = Imm<Ms...>::kShared;
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    const std::array<Gaussian<kShared>, kK> parts{
        imm_detail::embedded(std::get<I>(s.x), Gaussian<kShared>{}, kShared)...};
    return imm_detail::moments(parts, s.prob);
  }(std::make_index_sequence<kK>{});
}

} // namespace dewline::track
