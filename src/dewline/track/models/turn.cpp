#include "dewline/track/models/turn.hpp"

#include "dewline/track/models/parameter_noise.hpp"

namespace dewline::track {
namespace {

/// s = sin(a)/w, c = (1 - cos a)/w with a = w t, and their derivatives by w.
struct Arc {
  double s, c, ds, dc;
};
Arc arc(double w, double t) {
  const double a = w * t;
  if (std::abs(a) < 1e-3) { // next terms: a^4/120 and a^5/720 of the leading ones
    const double a2 = a * a;
    return {t * (1 - a2 / 6), t * a / 2 * (1 - a2 / 12), -t * t * a / 3 * (1 - a2 / 10),
            t * t / 2 * (1 - a2 / 4)};
  }
  const double s = std::sin(a) / w, half = std::sin(a / 2), c = 2 * half * half / w;
  return {s, c, (t * std::cos(a) - s) / w, (t * std::sin(a) - c) / w};
}

} // namespace

Moved<5> CoordinatedTurn::step(const VecN<5>& x, double t) const {
  const double vx = x[2], vy = x[3], w = x[4], sine = std::sin(w * t), cosine = std::cos(w * t);
  const Arc k = arc(w, t);
  Moved<5> m{{x[0] + k.s * vx - k.c * vy, x[1] + k.c * vx + k.s * vy, cosine * vx - sine * vy,
              sine * vx + cosine * vy, w},
             identity<5>()};
  m.F(0, 2) = m.F(1, 3) = k.s;
  m.F(0, 3) = -k.c;
  m.F(1, 2) = k.c;
  m.F(2, 2) = m.F(3, 3) = cosine;
  m.F(2, 3) = -sine;
  m.F(3, 2) = sine;
  m.F(0, 4) = k.ds * vx - k.dc * vy;
  m.F(1, 4) = k.dc * vx + k.ds * vy;
  m.F(2, 4) = -t * m.x[3];
  m.F(3, 4) = t * m.x[2];
  return m;
}

MatNM<5> CoordinatedTurn::noise(const VecN<5>& x, double t) const {
  MatNM<5> Q;
  add_block(Q, ConstantVelocity<2>(psd_m2_s3).Q(t));
  add_parameter_noise<2>(Q, 4, VecN<2>{-x[3], x[2]}, psd_turn_rad2_s3, t);
  return Q;
}

} // namespace dewline::track
