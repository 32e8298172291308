#include "dewline/warn/estimate/ballistic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::warn {
namespace {
constexpr double kMu = earth::kMu_m3_s2;
constexpr double kB_m = earth::kA_m * (1 - earth::kF);

/// Distance of the surface at height h from the Earth's centre, in a geocentric direction.
double radius_m(const Vec3& direction, double h_m) {
  const Vec3 s{direction.x / earth::kA_m, direction.y / earth::kA_m, direction.z / kB_m};
  return 1 / norm(s) + h_m;
}

/// Shape and attitude: the point at true anomaly nu is r (cos nu towards + sin nu beyond).
struct Conic {
  double energy, p_m, e;
  Vec3 towards, beyond; ///< perigee direction, and 90 degrees on
  Vec3 at(double nu) const { return std::cos(nu) * towards + std::sin(nu) * beyond; }
};
Conic conic(const PosVel& x) {
  const Vec3 h = cross(x.p, x.v), to_perigee = cross(x.v, h) / kMu - unit(x.p);
  const double e = norm(to_perigee);
  const Vec3 towards = e > 1e-12 ? to_perigee / e : unit(x.p);
  return {0.5 * dot(x.v, x.v) - kMu / norm(x.p), dot(h, h) / kMu, e, towards, cross(unit(h), towards)};
}
double mean_anomaly(const Conic& c, double nu) {
  const double s = std::sqrt(1 - c.e) * std::sin(nu / 2), k = std::sqrt(1 + c.e) * std::cos(nu / 2);
  const double anomaly = 2 * std::atan2(s, k);
  return anomaly - c.e * std::sin(anomaly);
}
Vec3 turned(const Vec3& v, double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return {c * v.x - s * v.y, s * v.x + c * v.y, v.z};
}

/// side +1: on the way up, -1: on the way down.
std::optional<double> anomaly_at(const Conic& c, double h_m, double side) {
  double nu = side * std::numbers::pi / 2;
  for (int i = 0; i < 5; ++i) { // each pass gains a factor of about the flattening
    const double cos_nu = (c.p_m / radius_m(c.at(nu), h_m) - 1) / c.e;
    if (!(std::abs(cos_nu) <= 1)) return std::nullopt;
    nu = side * std::acos(cos_nu);
  }
  return nu;
}
std::optional<Passage> passage(const PosVel& x_I, double h_m, double side) {
  if (!(norm(cross(x_I.p, x_I.v)) > 0)) return std::nullopt;
  const Conic c = conic(x_I);
  if (!(c.energy < 0) || !(c.e > 1e-9) || !(c.e < 1)) return std::nullopt;
  const auto nu = anomaly_at(c, h_m, side);
  if (!nu) return std::nullopt;
  const double semi_major_m = -kMu / (2 * c.energy), rate = std::sqrt(kMu / semi_major_m) / semi_major_m;
  const double nu_now = std::atan2(dot(x_I.p, c.beyond), dot(x_I.p, c.towards));
  double turn = mean_anomaly(c, *nu) - mean_anomaly(c, nu_now);
  if (side < 0 && turn < 0) turn += 2 * std::numbers::pi;
  if (side > 0 && turn > 0) turn -= 2 * std::numbers::pi;
  const double dt_s = turn / rate, r_m = c.p_m / (1 + c.e * std::cos(*nu)), k = std::sqrt(kMu / c.p_m);
  const Vec3 v_I = k * ((c.e + std::cos(*nu)) * c.beyond - std::sin(*nu) * c.towards);
  const Vec3 p_E = turned(r_m * c.at(*nu), -earth::kOmega_rad_s * dt_s);
  const Vec3 v_E = turned(v_I, -earth::kOmega_rad_s * dt_s) - cross({0, 0, earth::kOmega_rad_s}, p_E);
  return Passage{dt_s, {p_E, v_E}};
}
} // namespace

Arc arc(const PosVel& x_I) {
  const Conic c = conic(x_I);
  Arc a{c.energy, 0, 0};
  a.perigee_h_m = c.p_m / (1 + c.e) - radius_m(c.towards, 0);
  if (c.e < 1) a.apogee_h_m = c.p_m / (1 - c.e) - radius_m(-c.towards, 0);
  return a;
}
std::optional<Passage> falls_to(const PosVel& x_I, double h_m) { return passage(x_I, h_m, -1); }
std::optional<Passage> rose_from(const PosVel& x_I, double h_m) { return passage(x_I, h_m, 1); }

} // namespace dewline::warn
