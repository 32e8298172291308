// Process noise of a parameter that wanders and pushes.
#pragma once
#include "dewline/track/models/linear.hpp"

namespace dewline::track {

/// Q's upper left block += block.
template <std::size_t N, std::size_t K>
constexpr void add_block(MatNM<N>& Q, const MatNM<K>& block) {
  for (std::size_t i = 0; i < K; ++i)
    for (std::size_t j = 0; j < K; ++j) Q(i, j) += block(i, j);
}

/// Adds a random walk of density psd on state `at`, whose unit gives the acceleration `push`: over dt it
/// moves speed by push dt^2/2 ... as the third state of a chain (white_third_derivative). `push` is held over
/// the step.
template <std::size_t D, std::size_t N>
constexpr void add_parameter_noise(MatNM<N>& Q, std::size_t at, const VecN<D>& push, double psd,
                                   double dt_s) {
  const MatNM<3> q = white_third_derivative(psd, dt_s);
  Q(at, at) += q(2, 2);
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t a = 0; a < D; ++a) {
      const double with_parameter = q(i, 2) * push[a];
      Q(i * D + a, at) += with_parameter;
      Q(at, i * D + a) += with_parameter;
      for (std::size_t j = 0; j < 2; ++j)
        for (std::size_t b = 0; b < D; ++b) Q(i * D + a, j * D + b) += q(i, j) * (push[a] * push[b]);
    }
}

} // namespace dewline::track
