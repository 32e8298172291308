// Runge-Kutta steps of a state and of its derivative by the state before.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/track/models/model.hpp"

namespace dewline::track {

/// x' and its derivative by x.
template <std::size_t N>
struct Slope {
  VecN<N> f{};
  MatNM<N> J;
};

/// Equal steps of at most longest_s.
inline int num_steps(double dt_s, double longest_s) {
  DW_CHECK(std::isfinite(dt_s));
  return std::max(1, static_cast<int>(std::ceil(std::abs(dt_s) / longest_s)));
}

/// State after dt_s by the classical fourth-order formula; slope(x) gives x'.
template <std::size_t N, class SlopeOf>
VecN<N> runge_kutta(VecN<N> x, double dt_s, double longest_s, SlopeOf&& slope) {
  const int n = num_steps(dt_s, longest_s);
  const double h = dt_s / n;
  for (int i = 0; i < n; ++i) {
    const VecN<N> a = slope(x), b = slope(plus(x, scaled(h / 2, a))), c = slope(plus(x, scaled(h / 2, b)));
    const VecN<N> d = slope(plus(x, scaled(h, c)));
    for (std::size_t k = 0; k < N; ++k) x[k] += h / 6 * (a[k] + 2 * (b[k] + c[k]) + d[k]);
  }
  return x;
}

/// The same with the exact derivative of the formula itself: every stage is differentiated by the chain rule.
template <std::size_t N, class SlopeAt>
Moved<N> runge_kutta_step(const VecN<N>& x, double dt_s, double longest_s, SlopeAt&& slope) {
  const int n = num_steps(dt_s, longest_s);
  const double h = dt_s / n;
  constexpr std::array<double, 4> kAt{0, 0.5, 0.5, 1}, kWeight{1, 2, 2, 1};
  Moved<N> now{x, identity<N>()};
  for (int i = 0; i < n; ++i) {
    Moved<N> next = now;
    VecN<N> k{};
    MatNM<N> D;
    for (std::size_t stage = 0; stage < 4; ++stage) {
      const Slope<N> at = slope(plus(now.x, scaled(kAt[stage] * h, k)));
      D = at.J * (now.F + (kAt[stage] * h) * D);
      k = at.f;
      next.x = plus(next.x, scaled(kWeight[stage] * h / 6, k));
      next.F = next.F + (kWeight[stage] * h / 6) * D;
    }
    now = next;
  }
  return now;
}

} // namespace dewline::track
