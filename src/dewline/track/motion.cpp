#include "dewline/track/motion.hpp"

#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::track {
namespace {

constexpr double kC = 1.5 * earth::kJ2 * earth::kA_m * earth::kA_m;

Vec3 acceleration(const Vec3& p) {
  const double r2 = dot(p, p), r = std::sqrt(r2), k = earth::kMu_m3_s2 / (r2 * r);
  const double j = kC / r2, z2 = 5 * p.z * p.z / r2, xy = -k * (1 + j * (1 - z2));
  return {xy * p.x, xy * p.y, -k * (1 + j * (3 - z2)) * p.z};
}

PosVel combine(const PosVel& x, const std::array<PosVel, 4>& k, double h) {
  return {x.p + h / 6 * (k[0].p + 2 * (k[1].p + k[2].p) + k[3].p),
          x.v + h / 6 * (k[0].v + 2 * (k[1].v + k[2].v) + k[3].v)};
}

/// One step of x' = (v, accel(i, p)).
template <class Accel>
PosVel step(const PosVel& x, double h, Accel&& accel) {
  std::array<PosVel, 4> k;
  constexpr std::array<double, 4> c{0, 0.5, 0.5, 1};
  PosVel at = x;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) at = {x.p + c[i] * h * k[i - 1].p, x.v + c[i] * h * k[i - 1].v};
    k[i] = {at.v, accel(i, at.p)};
  }
  return combine(x, k, h);
}

int num_steps(double dt_s) { return static_cast<int>(std::ceil(std::abs(dt_s) / kMaxStep_s)); }

using Gradients = std::array<Mat3, 4>;

/// d(after)/d(before) of one Runge-Kutta step: the step's own formula applied to a unit matrix, multiplied
/// out.
MatNM<6> step_matrix(const Gradients& g, double h) {
  const Mat3 g31 = g[2] * g[0], g42 = g[3] * g[1];
  const double h2 = h * h / 6, h3 = h * h * h / 12, h4 = h * h * h * h / 24;
  MatNM<6> m;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      const double eye = i == j ? 1 : 0;
      const double g1 = g[0](i, j), g2 = g[1](i, j), g3 = g[2](i, j), g4 = g[3](i, j);
      m(i, j) = eye + h2 * (g1 + g2 + g3) + h4 * g31(i, j);
      m(i, j + 3) = h * eye + h3 * (g2 + g3);
      m(i + 3, j) = h / 6 * (g1 + 2 * (g2 + g3) + g4) + h3 * (g31(i, j) + g42(i, j));
      m(i + 3, j + 3) = eye + h2 * (g2 + g3 + g4) + h4 * g42(i, j);
    }
  return m;
}

MatNM<6> product(const MatNM<6>& a, const MatNM<6>& b) {
  MatNM<6> c;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t k = 0; k < 6; ++k)
      for (std::size_t j = 0; j < 6; ++j) c(i, j) += a(i, k) * b(k, j);
  return c;
}

MatNM<6> identity6() {
  MatNM<6> m;
  for (std::size_t i = 0; i < 6; ++i) m(i, i) = 1;
  return m;
}

} // namespace

FieldAt gravity_with_gradient(const Vec3& p) {
  const double r2 = dot(p, p), r = std::sqrt(r2), k3 = 1 / (r2 * r), k5 = k3 / r2, k7 = k5 / r2, k9 = k7 / r2;
  const double z2 = p.z * p.z;
  const double eye = k3 + kC * (k5 - 5 * z2 * k7);
  const double outer = -3 * k5 + kC * (-5 * k7 + 35 * z2 * k9);
  const double cross_z = -10 * kC * p.z * k7;
  FieldAt f{acceleration(p), {}};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) f.gradient(i, j) = outer * p[i] * p[j];
  for (std::size_t i = 0; i < 3; ++i) {
    f.gradient(i, i) += eye;
    f.gradient(i, 2) += cross_z * p[i];
    f.gradient(2, i) += cross_z * p[i];
  }
  f.gradient(2, 2) += 2 * kC * k5;
  for (double& g : f.gradient.a) g *= -earth::kMu_m3_s2;
  return f;
}

PosVel coast(const PosVel& x_G, double dt_s) {
  DW_CHECK(std::isfinite(dt_s));
  const int n = num_steps(dt_s);
  PosVel x = x_G;
  for (int i = 0; i < n; ++i)
    x = step(x, dt_s / n, [](std::size_t, const Vec3& p) { return acceleration(p); });
  return x;
}

Transition transition(const PosVel& x_G, double dt_s) {
  DW_CHECK(std::isfinite(dt_s));
  const int n = num_steps(dt_s);
  Transition t{x_G, identity6()};
  for (int i = 0; i < n; ++i) {
    Gradients gradients;
    t.x_G = step(t.x_G, dt_s / n, [&](std::size_t k, const Vec3& p) {
      const FieldAt f = gravity_with_gradient(p);
      gradients[k] = f.gradient;
      return f.accel_m_s2;
    });
    const MatNM<6> one = step_matrix(gradients, dt_s / n);
    t.stm = i == 0 ? one : product(one, t.stm);
  }
  return t;
}

MatNM<6> white_acceleration(double psd_m2_s3, double dt_s) {
  const double dt = std::abs(dt_s), q = psd_m2_s3;
  MatNM<6> m;
  for (std::size_t i = 0; i < 3; ++i) {
    m(i, i) = q * dt * dt * dt / 3;
    m(i, i + 3) = m(i + 3, i) = q * dt * dt / 2;
    m(i + 3, i + 3) = q * dt;
  }
  return m;
}

Gaussian<6> predict(const Gaussian<6>& x_G, double dt_s, double psd_m2_s3) {
  if (dt_s == 0) return x_G;
  const Transition t = transition(pos_vel(x_G.mean), dt_s);
  const MatNM<6> fp = product(t.stm, x_G.cov);
  Gaussian<6> out{six(t.x_G), white_acceleration(psd_m2_s3, dt_s)};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < 6; ++k) sum += fp(i, k) * t.stm(j, k);
      out.cov(i, j) += sum;
      out.cov(j, i) = out.cov(i, j);
    }
  return out;
}

} // namespace dewline::track
