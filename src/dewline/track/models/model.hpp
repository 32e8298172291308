// What every motion model of a track offers to every filter.
#pragma once
#include <concepts>
#include <cstddef>

#include "dewline/base/matrix.hpp"

namespace dewline::track {

/// A state after a step and the derivative d(after)/d(before).
template <std::size_t N>
struct Moved {
  VecN<N> x{};
  MatNM<N> F;
};

/// A motion model: a value that holds its parameters. Its state starts with kDim positions [m] and kDim
/// velocities [m/s]; what follows is its own. `move` is the mean after dt_s, `step` the same with its exact
/// derivative, `noise` the covariance that the step adds. dt_s >= 0.
template <class M>
concept Model = requires(const M& m, const VecN<M::kN>& x, double dt_s) {
  { M::kDim } -> std::convertible_to<std::size_t>;
  { m.move(x, dt_s) } -> std::same_as<VecN<M::kN>>;
  { m.step(x, dt_s) } -> std::same_as<Moved<M::kN>>;
  { m.noise(x, dt_s) } -> std::same_as<MatNM<M::kN>>;
};

} // namespace dewline::track
