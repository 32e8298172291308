#include "dewline/truth/hit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/earth/gravity.hpp"

namespace dewline::truth {
namespace {

constexpr double kMu = earth::kMu_m3_s2;

Vec3 turned_about_z(const Vec3& v, double angle_rad) {
  const double c = std::cos(angle_rad), s = std::sin(angle_rad);
  return {c * v.x - s * v.y, s * v.x + c * v.y, v.z};
}

/// Angle above the local horizontal that least energy asks for between two places: its velocity halves the
/// angle between the vertical and the line to the target.
double least_energy_angle(const Vec3& from, const Vec3& to) {
  const Vec3 up = unit(from), line = to - from;
  const double off_vertical = std::acos(std::clamp(dot(up, line) / norm(line), -1.0, 1.0));
  return std::numbers::pi / 2 - off_vertical / 2;
}

} // namespace

std::optional<Hit> two_body_hit(const PosVel& x_E, double radius_m, double omega_rad_s) {
  const Vec3 r = x_E.p, v = x_E.v + cross({0, 0, omega_rad_s}, r); // inertial axes that coincide with E now
  const double r1 = norm(r), v2 = dot(v, v), radial = dot(r, v) / r1;
  const double a = 1 / (2 / r1 - v2 / kMu);
  const Vec3 h = cross(r, v);
  const double p = dot(h, h) / kMu;
  if (!(a > 0) || !(p > 0)) return {};
  const double e = std::sqrt(std::max(1 - p / a, 0.0));
  if (!(e > 1e-9) || radius_m > a * (1 + e) || radius_m < a * (1 - e)) return {};
  // eccentric anomalies: now by its sign of climb, and on the way down through the radius
  const auto anomaly = [&](double at_m) { return std::acos(std::clamp((1 - at_m / a) / e, -1.0, 1.0)); };
  const double E1 = radial >= 0 ? anomaly(r1) : 2 * std::numbers::pi - anomaly(r1);
  const double E2 = 2 * std::numbers::pi - anomaly(radius_m);
  if (!(E2 > E1)) return {};
  const double tof_s = std::sqrt(a * a * a / kMu) * (E2 - E1 - e * (std::sin(E2) - std::sin(E1)));
  // the state in the plane: f and g functions of the difference of eccentric anomaly
  const double dE = E2 - E1, f = 1 - a / r1 * (1 - std::cos(dE));
  const double g = tof_s - std::sqrt(a * a * a / kMu) * (dE - std::sin(dE));
  const Vec3 hit = f * r + g * v;
  Hit out;
  out.p_E = turned_about_z(hit, -omega_rad_s * tof_s);
  out.tof_s = tof_s;
  out.apogee_radius_m = a * (1 + e);
  out.loft_rad = std::asin(std::clamp(radial / std::sqrt(v2), -1.0, 1.0)) - least_energy_angle(r, hit);
  return out;
}

} // namespace dewline::truth
