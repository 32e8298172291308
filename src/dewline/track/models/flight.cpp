#include "dewline/track/models/flight.hpp"

#include "dewline/track/models/field.hpp"
#include "dewline/track/models/parameter_noise.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

template <std::size_t N>
Vec3 third(const VecN<N>& x, std::size_t at) {
  return {x[at], x[at + 1], x[at + 2]};
}
template <std::size_t N>
void put(MatNM<N>& m, std::size_t row, std::size_t column, const Mat3& block) {
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) m(row + i, column + j) += block(i, j);
}
template <std::size_t N>
void put(MatNM<N>& m, std::size_t row, std::size_t column, const Vec3& block) {
  for (std::size_t i = 0; i < 3; ++i) m(row + i, column) += block[i];
}

/// p' = v, v' = the pull.
template <std::size_t N>
Slope<N> flying(const VecN<N>& x, const Pull& pull) {
  Slope<N> s;
  for (std::size_t i = 0; i < 3; ++i) {
    s.f[i] = x[3 + i];
    s.f[3 + i] = pull.a[i];
    s.J(i, 3 + i) = 1;
  }
  put(s.J, 3, 0, pull.by_p);
  put(s.J, 3, 3, pull.by_v);
  return s;
}

Slope<6> slope(const Ballistic& m, const VecN<6>& x) {
  return flying(x, field_pull(third(x, 0), third(x, 3), m.axes));
}

Slope<7> slope(const Reentry& m, const VecN<7>& x) {
  const Vec3 p = third(x, 0), v = third(x, 3);
  const Pull d = drag(p, v, x[6], m.axes);
  Slope<7> s = flying(x, field_pull(p, v, m.axes) + d);
  put(s.J, 3, 6, -d.a);
  return s;
}

/// a pushes the velocity and changes as told.
template <std::size_t N>
Slope<N> pushed(const VecN<N>& x, Axes axes, const Vec3& change, const Mat3& change_by_a) {
  Slope<N> s = flying(x, field_pull(third(x, 0), third(x, 3), axes));
  for (std::size_t i = 0; i < 3; ++i) {
    s.f[3 + i] += x[6 + i];
    s.f[6 + i] = change[i];
  }
  put(s.J, 3, 6, Mat3::identity());
  put(s.J, 6, 6, change_by_a);
  return s;
}
Slope<9> slope(const Accelerated& m, const VecN<9>& x) {
  return pushed(x, m.axes, -1 / m.tau_s * third(x, 6), (-1 / m.tau_s) * Mat3::identity());
}
Slope<10> slope(const Boost& m, const VecN<10>& x) {
  const Vec3 a = third(x, 6);
  const double size = norm(a), k = x[9];
  const Mat3 by_a = size > 0 ? k * (size * Mat3::identity() + (1 / size) * outer(a, a)) : Mat3{};
  Slope<10> s = pushed(x, m.axes, k * size * a, by_a);
  put(s.J, 6, 9, size * a);
  return s;
}

Slope<9> slope(const Glide& m, const VecN<9>& x) {
  const Vec3 p = third(x, 0), v = third(x, 3);
  const Pull d = drag(p, v, x[6], m.axes);
  const Lift l = lift(p, v, x[6], x[7], x[8], m.axes);
  Slope<9> s = flying(x, field_pull(p, v, m.axes) + d + l.pull);
  put(s.J, 3, 6, -d.a - l.pull.a);
  put(s.J, 3, 7, l.by_up);
  put(s.J, 3, 8, l.by_side);
  for (std::size_t i = 7; i < 9; ++i) {
    s.f[i] = -x[i] / m.tau_s;
    s.J(i, i) = -1 / m.tau_s;
  }
  return s;
}

template <class M>
VecN<M::kN> move_by(const M& m, const VecN<M::kN>& x, double dt_s, double longest_s) {
  return runge_kutta(x, dt_s, longest_s, [&](const VecN<M::kN>& at) { return slope(m, at).f; });
}
template <class M>
Moved<M::kN> step_by(const M& m, const VecN<M::kN>& x, double dt_s, double longest_s) {
  return runge_kutta_step(x, dt_s, longest_s, [&](const VecN<M::kN>& at) { return slope(m, at); });
}

} // namespace

VecN<6> Ballistic::move(const VecN<6>& x, double dt_s) const {
  if (axes == Axes::inertial) return six(coast(pos_vel(x), dt_s));
  return move_by(*this, x, dt_s, kMaxStep_s);
}
Moved<6> Ballistic::step(const VecN<6>& x, double dt_s) const {
  if (axes == Axes::earth_fixed) return step_by(*this, x, dt_s, kMaxStep_s);
  const Transition t = transition(pos_vel(x), dt_s);
  return {six(t.x_G), t.stm};
}
MatNM<6> Ballistic::noise(const VecN<6>&, double dt_s) const { return white_acceleration(psd_m2_s3, dt_s); }

VecN<7> Reentry::move(const VecN<7>& x, double dt_s) const { return move_by(*this, x, dt_s, kAirStep_s); }
Moved<7> Reentry::step(const VecN<7>& x, double dt_s) const { return step_by(*this, x, dt_s, kAirStep_s); }
MatNM<7> Reentry::noise(const VecN<7>& x, double dt_s) const {
  MatNM<7> Q;
  add_block(Q, white_acceleration(psd_m2_s3, dt_s));
  const Vec3 push = -drag(third(x, 0), third(x, 3), x[6], axes).a;
  add_parameter_noise<3>(Q, 6, VecN<3>{push.x, push.y, push.z}, psd_log_beta_per_s, dt_s);
  return Q;
}

VecN<9> Accelerated::move(const VecN<9>& x, double dt_s) const {
  return move_by(*this, x, dt_s, kPushStep_s);
}
Moved<9> Accelerated::step(const VecN<9>& x, double dt_s) const {
  return step_by(*this, x, dt_s, kPushStep_s);
}
MatNM<9> Accelerated::noise(const VecN<9>&, double dt_s) const {
  return Singer<3>(sigma_m_s2, tau_s).Q(dt_s);
}

VecN<10> Boost::move(const VecN<10>& x, double dt_s) const { return move_by(*this, x, dt_s, kPushStep_s); }
Moved<10> Boost::step(const VecN<10>& x, double dt_s) const { return step_by(*this, x, dt_s, kPushStep_s); }
MatNM<10> Boost::noise(const VecN<10>& x, double dt_s) const {
  MatNM<10> Q;
  add_block(Q, ConstantAcceleration<3>(psd_m2_s5).Q(dt_s));
  // k turns into thrust at |a| a a second; what that does to speed and place within a step is left out
  const Vec3 a = third(x, 6), push = norm(a) * a;
  const double t = dt_s, q = psd_k_per_m2_s;
  Q(9, 9) = q * t;
  for (std::size_t i = 0; i < 3; ++i) {
    Q(6 + i, 9) = Q(9, 6 + i) = q * t * t / 2 * push[i];
    for (std::size_t j = 0; j < 3; ++j) Q(6 + i, 6 + j) += q * t * t * t / 3 * (push[i] * push[j]);
  }
  return Q;
}

VecN<9> Glide::move(const VecN<9>& x, double dt_s) const { return move_by(*this, x, dt_s, kAirStep_s); }
Moved<9> Glide::step(const VecN<9>& x, double dt_s) const { return step_by(*this, x, dt_s, kAirStep_s); }
MatNM<9> Glide::noise(const VecN<9>& x, double dt_s) const {
  MatNM<9> Q;
  add_block(Q, white_acceleration(psd_m2_s3, dt_s));
  const Vec3 p = third(x, 0), v = third(x, 3);
  const Lift l = lift(p, v, x[6], x[7], x[8], axes);
  const Vec3 push = -drag(p, v, x[6], axes).a - l.pull.a;
  add_parameter_noise<3>(Q, 6, VecN<3>{push.x, push.y, push.z}, psd_log_beta_per_s, dt_s);
  const double psd = 2 * sigma_ratio * sigma_ratio / tau_s; // forgetting within a step is left out
  add_parameter_noise<3>(Q, 7, VecN<3>{l.by_up.x, l.by_up.y, l.by_up.z}, psd, dt_s);
  add_parameter_noise<3>(Q, 8, VecN<3>{l.by_side.x, l.by_side.y, l.by_side.z}, psd, dt_s);
  return Q;
}

} // namespace dewline::track
