#include "dewline/track/models/field.hpp"

#include <cmath>

#include "dewline/earth/atmosphere.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

constexpr Vec3 kOmega{0, 0, earth::kOmega_rad_s};
constexpr double kHalf_m = 0.5; ///< of the density's difference quotient: 1e-9 of the slope

/// Distance along p from the ellipsoid and its gradient. R(s) = b / sqrt(1 - e^2 (1 - s^2)), s = z/r.
struct Height {
  double h_m;
  Vec3 gradient;
};
Height height(const Vec3& p) {
  constexpr double e2 = earth::kF * (2 - earth::kF), b = earth::kA_m * (1 - earth::kF);
  const double r = norm(p), s = p.z / r, q = 1 / std::sqrt(1 - e2 * (1 - s * s));
  const Vec3 up = p / r, by_s = (Vec3{0, 0, 1} - s * up) / r;
  return {r - b * q, up + (b * e2 * s * q * q * q) * by_s};
}

/// d(w/|w|) = (1 - n n')/|w| dw
Mat3 unit_derivative(const Vec3& n, double length) {
  return (1 / length) * (Mat3::identity() + -1 * outer(n, n));
}

/// Unit vectors across the air speed, to the left (up x u) and in the vertical plane, with their derivatives
/// by u and p.
struct Across {
  Vec3 n_up, n_side;
  Mat3 up_by_u, up_by_p, side_by_u, side_by_p;
};
Across across(const Vec3& p, const Vec3& u) {
  const double r = norm(p), speed = norm(u);
  const Vec3 up = p / r, along = u / speed, w = cross(up, along);
  const double sine = norm(w);
  if (!(sine > 1e-6)) return {};
  Across x;
  x.n_side = w / sine;
  const Mat3 side = unit_derivative(x.n_side, sine);
  const Mat3 along_by_u = unit_derivative(along, speed), up_by_p = unit_derivative(up, r);
  x.side_by_u = side * (cross_matrix(up) * along_by_u);
  x.side_by_p = side * (-1 * cross_matrix(along) * up_by_p);
  x.n_up = cross(along, x.n_side);
  x.up_by_u = cross_matrix(along) * x.side_by_u + -1 * cross_matrix(x.n_side) * along_by_u;
  x.up_by_p = cross_matrix(along) * x.side_by_p;
  return x;
}

} // namespace

Mat3 operator+(const Mat3& a, const Mat3& b) {
  Mat3 c = a;
  for (std::size_t i = 0; i < 9; ++i) c.a[i] += b.a[i];
  return c;
}
Mat3 operator*(double s, const Mat3& a) {
  Mat3 c = a;
  for (double& x : c.a) x *= s;
  return c;
}
Mat3 outer(const Vec3& a, const Vec3& b) {
  return {
      {a.x * b.x, a.x * b.y, a.x * b.z, a.y * b.x, a.y * b.y, a.y * b.z, a.z * b.x, a.z * b.y, a.z * b.z}};
}
Mat3 cross_matrix(const Vec3& w) { return {{0, -w.z, w.y, w.z, 0, -w.x, -w.y, w.x, 0}}; }

Pull field_pull(const Vec3& p, const Vec3& v, Axes axes) {
  const FieldAt g = gravity_with_gradient(p);
  if (axes == Axes::inertial) return {g.accel_m_s2, g.gradient, {}};
  const Mat3 W = cross_matrix(kOmega);
  return {g.accel_m_s2 - 2 * cross(kOmega, v) - cross(kOmega, cross(kOmega, p)), g.gradient + -1 * (W * W),
          -2 * W};
}

AirAt air(const Vec3& p) {
  const Height h = height(p);
  const earth::AirTable& table = earth::AirTable::get();
  const double slope = (table.density(h.h_m + kHalf_m) - table.density(h.h_m - kHalf_m)) / (2 * kHalf_m);
  return {table.density(h.h_m), slope * h.gradient};
}

Wind against_air(const Vec3& p, const Vec3& v, Axes axes) {
  if (axes == Axes::earth_fixed) return {v, {}};
  return {v - cross(kOmega, p), -1 * cross_matrix(kOmega)};
}

Pull drag(const Vec3& p, const Vec3& v, double log_beta, Axes axes) {
  const AirAt here = air(p);
  const Wind wind = against_air(p, v, axes);
  const double speed = norm(wind.u), k = 0.5 * std::exp(-log_beta), rho = here.density_kg_m3;
  if (!(speed > 0)) return {};
  const Mat3 by_u = (-k * rho) * (speed * Mat3::identity() + (1 / speed) * outer(wind.u, wind.u));
  return {-k * rho * speed * wind.u, by_u * wind.by_p + (-k * speed) * outer(wind.u, here.gradient), by_u};
}

Lift lift(const Vec3& p, const Vec3& v, double log_beta, double n_up, double n_side, Axes axes) {
  const AirAt here = air(p);
  const Wind wind = against_air(p, v, axes);
  const double speed = norm(wind.u), k = 0.5 * std::exp(-log_beta),
               size = k * here.density_kg_m3 * speed * speed;
  if (!(speed > 0)) return {};
  const Across x = across(p, wind.u);
  const Vec3 n = n_up * x.n_up + n_side * x.n_side;
  const Mat3 n_by_u = n_up * x.up_by_u + n_side * x.side_by_u,
             n_by_p = n_up * x.up_by_p + n_side * x.side_by_p;
  const Mat3 by_u = size * n_by_u + (2 * k * here.density_kg_m3) * outer(n, wind.u);
  const Mat3 by_p = size * n_by_p + (k * speed * speed) * outer(n, here.gradient) + by_u * wind.by_p;
  return {{size * n, by_p, by_u}, size * x.n_up, size * x.n_side};
}

} // namespace dewline::track
