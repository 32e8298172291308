#include "dewline/orbit/propagate.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/atmosphere.hpp"
#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/integrate.hpp"

namespace dewline::orbit {
namespace {

constexpr Vec3 kOmega_E{0, 0, earth::kOmega_rad_s};
constexpr double kDragCeiling_m = 1000e3; // USSA76 ends there

Vec3 drag(const Vec3& p, const Vec3& v_air, double ballistic_coefficient_kg_m2) {
  const double h_m = radial_height(p);
  if (!(h_m < kDragCeiling_m)) return {};
  const double rho = earth::ussa76(std::max(h_m, -5000.0)).density_kg_m3;
  return (-0.5 * rho * norm(v_air) / ballistic_coefficient_kg_m2) * v_air;
}

Vec3 turned_about_z(const Vec3& v, double angle_rad) {
  const double c = std::cos(angle_rad), s = std::sin(angle_rad);
  return {c * v.x - s * v.y, s * v.x + c * v.y, v.z};
}
/// Inertial axes that coincide with E at dt = 0.
PosVel to_G(const PosVel& x_E, double dt_s) {
  const double angle = earth::kOmega_rad_s * dt_s;
  return {turned_about_z(x_E.p, angle), turned_about_z(x_E.v + cross(kOmega_E, x_E.p), angle)};
}
PosVel to_E(const PosVel& x_G, double dt_s) {
  const double angle = -earth::kOmega_rad_s * dt_s;
  const Vec3 p = turned_about_z(x_G.p, angle);
  return {p, turned_about_z(x_G.v, angle) - cross(kOmega_E, p)};
}

double height(const PosVel& x) { return earth::geodetic(x.p).h_m; }
double climb(const PosVel& x) { return dot(x.p, x.v); }

/// Follows a body until its height falls to h_m in the direction of `sign` of time.
struct Descent {
  double h_m, sign;
  Node apogee;

  /// The end time if the last step of `run` holds it.
  std::optional<double> ended(const Integrator& run) {
    double begin = run.from().t_s;
    const double end = run.to().t_s;
    if (climb(run.from().x) * sign > 0) {
      if (climb(run.to().x) * sign >= 0) return {}; // still rising
      begin = find_root([&](double t) { return climb(run.at(t)); }, begin, end);
      apogee = {begin, run.at(begin)};
    }
    if (!(height(run.to().x) <= h_m) || !(height(run.at(begin)) > h_m)) return {};
    return find_root([&](double t) { return height(run.at(t)) - h_m; }, begin, end);
  }
  /// Below the height and still sinking: it began there.
  [[nodiscard]] bool sunk(const PosVel& x) const { return climb(x) * sign < 0 && height(x) <= h_m; }
};

Impact describe(const Node& end, const Node& apogee) {
  Impact out;
  out.tof_s = end.t_s;
  out.x_E = end.x;
  out.at = earth::geodetic(end.x.p);
  const Vec3 v_L = earth::enu_axes(out.at) * end.x.v;
  out.speed_m_s = norm(v_L);
  out.angle_rad = std::atan2(v_L.z, std::hypot(v_L.x, v_L.y));
  out.apogee_h_m = height(apogee.x);
  out.apogee_tof_s = apogee.t_s;
  return out;
}

/// In vacuum a perigee far above the height is never reached; 100 km covers what the zonal terms move.
bool stays_up(const PosVel& x_E, const Forces& forces, double h_m) {
  if (forces.ballistic_coefficient_kg_m2) return false;
  const PosVel x_G = to_G(x_E, 0);
  return perigee_radius(x_G, forces.mu_m3_s2) > earth::kA_m + h_m + 100e3;
}

std::optional<Impact> fall(const PosVel& x_E, const Forces& forces, double h_m, double t_end_s) {
  DW_CHECK(std::isfinite(h_m) && std::isfinite(t_end_s));
  if (stays_up(x_E, forces, h_m)) return {};
  const auto a = [&](double, const PosVel& x) { return acceleration_E(x, forces, kOmega_E); };
  Integrator run({0, x_E}, a, t_end_s, {.local = forces.tolerance});
  Descent descent{h_m, t_end_s < 0 ? -1.0 : 1.0, {0, x_E}};
  const double escaped = 1e9; // [m] beyond the Moon nothing of ours comes back
  while (run.step() && dot(run.to().x.p, run.to().x.p) < escaped * escaped) {
    if (const auto t = descent.ended(run)) return describe({*t, run.at(*t)}, descent.apogee);
    if (descent.sunk(run.to().x)) break;
  }
  return {};
}

} // namespace

double radial_height(const Vec3& p_EO_E) {
  constexpr double b = earth::kA_m * (1 - earth::kF), ratio2 = (earth::kA_m / b) * (earth::kA_m / b);
  const double r2 = dot(p_EO_E, p_EO_E), z2 = p_EO_E.z * p_EO_E.z;
  const double r = std::sqrt(r2);
  return r - earth::kA_m * std::sqrt(r2 / (r2 - z2 + ratio2 * z2));
}

Vec3 acceleration_G(const PosVel& x_G, const Forces& forces) {
  const Vec3 g = earth::gravity(x_G.p, forces.gravity, forces.mu_m3_s2);
  if (!forces.ballistic_coefficient_kg_m2) return g;
  return g + drag(x_G.p, x_G.v - cross(kOmega_E, x_G.p), *forces.ballistic_coefficient_kg_m2);
}

Vec3 acceleration_E(const PosVel& x_E, const Forces& forces, const Vec3& omega_E) {
  const Vec3 turning = 2 * cross(omega_E, x_E.v) + cross(omega_E, cross(omega_E, x_E.p));
  const Vec3 a = earth::gravity(x_E.p, forces.gravity, forces.mu_m3_s2) - turning;
  if (!forces.ballistic_coefficient_kg_m2) return a;
  return a + drag(x_E.p, x_E.v, *forces.ballistic_coefficient_kg_m2);
}

PosVel propagate_G(const PosVel& x_G, double dt_s, const Forces& forces) {
  const auto a = [&](double, const PosVel& x) { return acceleration_G(x, forces); };
  return integrate({0, x_G}, a, dt_s, kTight);
}

PosVel propagate_E(const PosVel& x_E, double dt_s, const Forces& forces) {
  return to_E(propagate_G(to_G(x_E, 0), dt_s, forces), dt_s);
}

std::vector<PosVel> propagate(const PosVel& x, std::span<const double> dt_s, const Forces& forces,
                              Frame frame) {
  std::vector<PosVel> out;
  out.reserve(dt_s.size());
  Node last{0, frame == Frame::itrf ? to_G(x, 0) : x};
  const PosVel start = last.x;
  const auto a = [&](double, const PosVel& at) { return acceleration_G(at, forces); };
  for (const double t : dt_s) {
    if ((t < last.t_s) != (t < 0)) last = {0, start}; // continue outward, else begin again
    last = {t, integrate(last, a, t, kTight)};
    out.push_back(frame == Frame::itrf ? to_E(last.x, t) : last.x);
  }
  return out;
}

std::optional<Impact> impact(const PosVel& x_E, const Forces& forces, double h_m, double max_tof_s) {
  return fall(x_E, forces, h_m, max_tof_s);
}

std::optional<Impact> ascent(const PosVel& x_E, const Forces& forces, double h_m, double max_tof_s) {
  Forces vacuum = forces;
  vacuum.ballistic_coefficient_kg_m2.reset();
  return fall(x_E, vacuum, h_m, -max_tof_s);
}

} // namespace dewline::orbit
