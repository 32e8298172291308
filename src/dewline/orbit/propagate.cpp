#include "dewline/orbit/propagate.hpp"

#include <cmath>

#include "dewline/orbit/coast.hpp"
#include "dewline/orbit/dopri5.hpp"

namespace dewline::orbit {
namespace {

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

/// The state at the end of an integration that holds to millimetres after a day.
template <class Force>
PosVel last(const Node& start, const Force& force, double t_end_s) {
  Dopri5 run(start, force, t_end_s, kTight);
  while (run.step()) {}
  return run.to().x;
}

} // namespace

Vec3 acceleration_G(const PosVel& x_G, const Forces& forces) {
  return with_coast<Coast_G>(forces, [&](const auto& force) { return force(0, x_G); });
}

Vec3 acceleration_E(const PosVel& x_E, const Forces& forces, const Vec3& omega_E) {
  const Vec3 turning = 2 * cross(omega_E, x_E.v) + cross(omega_E, cross(omega_E, x_E.p));
  const Vec3 a = earth::gravity(x_E.p, forces.gravity, forces.mu_m3_s2) - turning;
  if (!forces.in_air()) return a;
  if (forces.ballistic_coefficient_by_mach.empty())
    return a + Drag{*forces.ballistic_coefficient_kg_m2}(x_E.p, x_E.v);
  return a + DragByMach{forces.ballistic_coefficient_by_mach}(x_E.p, x_E.v);
}

PosVel propagate_G(const PosVel& x_G, double dt_s, const Forces& forces) {
  return with_coast<Coast_G>(forces, [&](const auto& force) { return last({0, x_G}, force, dt_s); });
}

PosVel propagate_E(const PosVel& x_E, double dt_s, const Forces& forces) {
  return to_E(propagate_G(to_G(x_E, 0), dt_s, forces), dt_s);
}

std::vector<PosVel> propagate(const PosVel& x, std::span<const double> dt_s, const Forces& forces,
                              Frame frame) {
  std::vector<PosVel> out;
  out.reserve(dt_s.size());
  const PosVel start = frame == Frame::itrf ? to_G(x, 0) : x;
  Node now{0, start};
  for (const double t : dt_s) {
    if ((t < now.t_s) != (t < 0)) now = {0, start}; // continue outward, else begin again
    now = {t, propagate_G(now.x, t - now.t_s, forces)};
    out.push_back(frame == Frame::itrf ? to_E(now.x, t) : now.x);
  }
  return out;
}

} // namespace dewline::orbit
