// Linear motion on each axis: constant velocity, constant acceleration, Singer. Model page:
// docs/models/motion-models.md.
#pragma once
#include <array>
#include <cmath>

#include "dewline/track/models/model.hpp"

namespace dewline::track {

/// The matrix of one axis, laid over D axes that do not see each other: out(i D + a, j D + a) = one(i, j).
template <std::size_t D, std::size_t K>
constexpr MatNM<D * K> on_every_axis(const MatNM<K>& one) {
  MatNM<D * K> m;
  for (std::size_t i = 0; i < K; ++i)
    for (std::size_t j = 0; j < K; ++j)
      for (std::size_t a = 0; a < D; ++a) m(i * D + a, j * D + a) = one(i, j);
  return m;
}

/// What the linear models share: `F(dt_s)` and `Q(dt_s)` of the derived model are all there is to know.
template <class Derived, std::size_t D, std::size_t K>
struct LinearModel {
  static constexpr std::size_t kDim = D, kN = D * K;
  [[nodiscard]] VecN<kN> move(const VecN<kN>& x, double dt_s) const { return self().F(dt_s) * x; }
  [[nodiscard]] Moved<kN> step(const VecN<kN>& x, double dt_s) const {
    const MatNM<kN> F = self().F(dt_s);
    return {F * x, F};
  }
  [[nodiscard]] MatNM<kN> noise(const VecN<kN>&, double dt_s) const { return self().Q(dt_s); }

 private:
  [[nodiscard]] const Derived& self() const { return static_cast<const Derived&>(*this); }
};

/// [p v], v' = white acceleration. Q of one axis: psd [[dt^3/3, dt^2/2], [dt^2/2, dt]]. Textbook (general
/// knowledge).
template <std::size_t D>
struct ConstantVelocity : LinearModel<ConstantVelocity<D>, D, 2> {
  double psd_m2_s3 = 1; ///< of the acceleration, each axis

  ConstantVelocity() = default;
  explicit ConstantVelocity(double psd) : psd_m2_s3(psd) {}
  [[nodiscard]] MatNM<2 * D> F(double dt) const { return on_every_axis<D>(MatNM<2>{{1, dt, 0, 1}}); }
  [[nodiscard]] MatNM<2 * D> Q(double dt) const {
    const double q = psd_m2_s3;
    return on_every_axis<D>(MatNM<2>{{q * dt * dt * dt / 3, q * dt * dt / 2, q * dt * dt / 2, q * dt}});
  }
};

/// One axis of three states moved by white noise of density q on the third: psd [[t^5/20, t^4/8, t^3/6], [.,
/// t^3/3, t^2/2], [., ., t]].
constexpr MatNM<3> white_third_derivative(double q, double t) {
  const double t2 = t * t, t3 = t2 * t;
  return {{q * t3 * t2 / 20, q * t2 * t2 / 8, q * t3 / 6, q * t2 * t2 / 8, q * t3 / 3, q * t2 / 2, q * t3 / 6,
           q * t2 / 2, q * t}};
}

/// [p v a], a' = white jerk.
template <std::size_t D>
struct ConstantAcceleration : LinearModel<ConstantAcceleration<D>, D, 3> {
  double psd_m2_s5 = 1; ///< of the jerk, each axis

  ConstantAcceleration() = default;
  explicit ConstantAcceleration(double psd) : psd_m2_s5(psd) {}
  [[nodiscard]] MatNM<3 * D> F(double dt) const {
    return on_every_axis<D>(MatNM<3>{{1, dt, dt * dt / 2, 0, 1, dt, 0, 0, 1}});
  }
  [[nodiscard]] MatNM<3 * D> Q(double dt) const {
    return on_every_axis<D>(white_third_derivative(psd_m2_s5, dt));
  }
};

/// One axis of Singer's model over dt_s: exact F and Q.
struct SingerStep {
  MatNM<3> F, Q;
};
SingerStep singer_step(double sigma_m_s2, double tau_s, double dt_s);

/// [p v a], a' = -a/tau + white noise of density 2 sigma^2/tau: an acceleration of standard deviation sigma
/// that is forgotten in tau (R. A. Singer's model, textbook). F and Q are the exact integrals; where dt/tau <
/// 0.25 they are summed as series, because the closed form loses all its digits there (laws_track,
/// MotionLaws). dt << tau is constant acceleration, dt >> tau constant velocity with white acceleration of
/// density 2 sigma^2 tau.
template <std::size_t D>
struct Singer : LinearModel<Singer<D>, D, 3> {
  double sigma_m_s2 = 20, tau_s = 20;

  Singer() = default;
  Singer(double sigma, double tau) : sigma_m_s2(sigma), tau_s(tau) {}
  [[nodiscard]] MatNM<3 * D> F(double dt) const {
    return on_every_axis<D>(singer_step(sigma_m_s2, tau_s, dt).F);
  }
  [[nodiscard]] MatNM<3 * D> Q(double dt) const {
    return on_every_axis<D>(singer_step(sigma_m_s2, tau_s, dt).Q);
  }
};

} // namespace dewline::track
