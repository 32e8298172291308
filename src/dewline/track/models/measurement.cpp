#include "dewline/track/models/measurement.hpp"

#include <cmath>
#include <numbers>

namespace dewline::track {
namespace {

Vec3 to_vec(const VecN<3>& x) { return {x[0], x[1], x[2]}; }

template <std::size_t M>
void set_row(MatNM<M, 3>& m, std::size_t row, const Vec3& v_S, const Site& site) {
  const Vec3 v_F = transpose(site.R_SF) * v_S;
  for (std::size_t i = 0; i < 3; ++i) m(row, i) = v_F[i];
}

/// Range, azimuth and elevation of p_SO_S with their gradients in S.
struct Spherical {
  double range_m, az_rad, el_rad;
  Vec3 by_range, by_az, by_el;
};
Spherical spherical(const Vec3& p) {
  const double r = norm(p), flat2 = p.x * p.x + p.y * p.y, flat = std::sqrt(flat2);
  Spherical s{r, std::atan2(p.x, p.y), std::atan2(p.z, flat), p / r, {}, {}};
  if (!(flat > 0)) return s;
  s.by_az = {p.y / flat2, -p.x / flat2, 0};
  s.by_el = (Vec3{0, 0, 1} - (p.z / (r * r)) * p) / flat;
  return s;
}
Vec3 seen_from(const Site& site, const VecN<3>& p_F) { return site.R_SF * (to_vec(p_F) - site.p_FS_F); }

} // namespace

Site site_on_ground(const earth::Geodetic& at) { return {earth::enu_axes(at), earth::ecef(at), {}}; }

Site site_on_ground(const earth::Geodetic& at, const earth::Geodetic& origin) {
  const Mat3 R_LE = earth::enu_axes(origin);
  return {earth::enu_axes(at) * transpose(R_LE), R_LE * (earth::ecef(at) - earth::ecef(origin)), {}};
}

Site site_inertial(const Site& site_E, const Mat3& R_EG) {
  const Mat3 R_GE = transpose(R_EG);
  const Vec3 v_E = site_E.v_FS_F + cross(Vec3{0, 0, earth::kOmega_rad_s}, site_E.p_FS_F);
  return {site_E.R_SF * R_EG, R_GE * site_E.p_FS_F, R_GE * v_E};
}

double wrapped(double angle_rad) { return std::remainder(angle_rad, 2 * std::numbers::pi); }

Geometry<2, 2> RangeAzimuth::of(const VecN<2>& p, const VecN<2>&) const {
  const double x = p[0] - p_FS_F[0], y = p[1] - p_FS_F[1], r = std::sqrt(x * x + y * y);
  return {{r, std::atan2(x, y)}, {{x / r, y / r, y / (r * r), -x / (r * r)}}, {}};
}
VecN<2> RangeAzimuth::residual(const VecN<2>& z, const VecN<2>& h) {
  return {z[0] - h[0], wrapped(z[1] - h[1])};
}

Geometry<3, 3> RangeAzimuthElevation::of(const VecN<3>& p, const VecN<3>&) const {
  const Spherical s = spherical(seen_from(site, p));
  Geometry<3, 3> g{{s.range_m, s.az_rad, s.el_rad}, {}, {}};
  set_row(g.by_p, 0, s.by_range, site);
  set_row(g.by_p, 1, s.by_az, site);
  set_row(g.by_p, 2, s.by_el, site);
  return g;
}
VecN<3> RangeAzimuthElevation::residual(const VecN<3>& z, const VecN<3>& h) {
  return {z[0] - h[0], wrapped(z[1] - h[1]), z[2] - h[2]};
}

Geometry<4, 3> RangeAzimuthElevationRate::of(const VecN<3>& p, const VecN<3>& v) const {
  const Vec3 p_S = seen_from(site, p), v_S = site.R_SF * (to_vec(v) - site.v_FS_F);
  const Spherical s = spherical(p_S);
  const double rate = dot(s.by_range, v_S);
  Geometry<4, 3> g{{s.range_m, s.az_rad, s.el_rad, rate}, {}, {}};
  set_row(g.by_p, 0, s.by_range, site);
  set_row(g.by_p, 1, s.by_az, site);
  set_row(g.by_p, 2, s.by_el, site);
  set_row(g.by_p, 3, (v_S - rate * s.by_range) / s.range_m, site);
  set_row(g.by_v, 3, s.by_range, site);
  return g;
}
VecN<4> RangeAzimuthElevationRate::residual(const VecN<4>& z, const VecN<4>& h) {
  return {z[0] - h[0], wrapped(z[1] - h[1]), z[2] - h[2], z[3] - h[3]};
}

Geometry<1, 3> RangeRateOnly::of(const VecN<3>& p, const VecN<3>& v) const {
  const Geometry<4, 3> all = RangeAzimuthElevationRate(site).of(p, v);
  Geometry<1, 3> g{{all.z[3]}, {}, {}};
  for (std::size_t i = 0; i < 3; ++i) {
    g.by_p(0, i) = all.by_p(3, i);
    g.by_v(0, i) = all.by_v(3, i);
  }
  return g;
}

Geometry<3, 3> RangeCosines::of(const VecN<3>& p, const VecN<3>&) const {
  const Vec3 p_S = seen_from(site, p);
  const double r = norm(p_S);
  const Vec3 d = p_S / r;
  Geometry<3, 3> g{{r, d.x, d.y}, {}, {}};
  set_row(g.by_p, 0, d, site);
  set_row(g.by_p, 1, (Vec3{1, 0, 0} - d.x * d) / r, site);
  set_row(g.by_p, 2, (Vec3{0, 1, 0} - d.y * d) / r, site);
  return g;
}

Geometry<2, 3> TwoAngles::of(const VecN<3>& p, const VecN<3>&) const {
  const Spherical s = spherical(seen_from(site, p));
  Geometry<2, 3> g{{s.az_rad, s.el_rad}, {}, {}};
  set_row(g.by_p, 0, s.by_az, site);
  set_row(g.by_p, 1, s.by_el, site);
  return g;
}
VecN<2> TwoAngles::residual(const VecN<2>& z, const VecN<2>& h) {
  return {wrapped(z[0] - h[0]), z[1] - h[1]};
}

Gaussian<3> place_of(const RangeAzimuthElevation& sensor, const VecN<3>& z, const VecN<3>& sigma) {
  const double r = z[0], ca = std::cos(z[1]), sa = std::sin(z[1]), ce = std::cos(z[2]), se = std::sin(z[2]);
  const Mat3 R_FS = transpose(sensor.site.R_SF);
  const Vec3 d{sa * ce, ca * ce, se};
  const Vec3 p = sensor.site.p_FS_F + r * (R_FS * d);
  const Vec3 errors[] = {sigma[0] * (R_FS * d), sigma[1] * r * ce * (R_FS * Vec3{ca, -sa, 0}),
                         sigma[2] * r * (R_FS * Vec3{-sa * se, -ca * se, ce})};
  Gaussian<3> out{{p.x, p.y, p.z}, {}};
  for (const Vec3& e : errors)
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) out.cov(i, j) += e[i] * e[j];
  return out;
}

} // namespace dewline::track
