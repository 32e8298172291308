#include "dewline/orbit/minimum_energy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"

namespace dewline::orbit {
namespace {

using std::numbers::pi;

double half_angle(double range_m, const Sphere& sphere) {
  DW_CHECK(sphere.radius_m > 0 && sphere.mu_m3_s2 > 0 && sphere.height_m > -sphere.radius_m);
  const double half_rad = 0.5 * range_m / sphere.radius_m;
  DW_CHECK(half_rad > 0 && half_rad < 0.5 * pi);
  return half_rad;
}

} // namespace

std::optional<SphereArc> arc_on_sphere(double range_m, double angle_rad, const Sphere& sphere) {
  const double half_rad = half_angle(range_m, sphere), r = sphere.radius_m + sphere.height_m;
  DW_CHECK(angle_rad >= 0 && angle_rad < 0.5 * pi);
  const double c = std::cos(angle_rad), reach = std::sin(angle_rad + half_rad);
  const double q = std::sin(half_rad) / (c * reach);
  if (!(reach > 0) || !(q < 2)) return {};
  const double gap = q * (2 - q) * c * c; // 1 - e^2
  SphereArc arc{angle_rad, std::sqrt(q * sphere.mu_m3_s2 / r), q};
  arc.semi_major_m = r / (2 - q);
  arc.eccentricity = std::sqrt(std::max(0.0, 1 - gap));
  const double e = arc.eccentricity;
  arc.perigee_r_m = arc.semi_major_m * gap / (1 + e);
  arc.apogee_h_m = arc.semi_major_m * (1 + e) - sphere.radius_m;
  const double anomaly = 2 * std::atan2(std::sqrt(gap), (1 + e) * std::tan(0.5 * half_rad));
  arc.tof_s = 2 * std::sqrt(std::pow(arc.semi_major_m, 3) / sphere.mu_m3_s2) *
              (pi - anomaly + e * std::sin(anomaly));
  return arc;
}

SphereArc minimum_energy(double range_m, const Sphere& sphere) {
  return arc_on_sphere(range_m, 0.5 * (0.5 * pi - half_angle(range_m, sphere)), sphere).value();
}

std::optional<SphereArc> arc_to_apogee(double range_m, double apogee_h_m, const Sphere& sphere) {
  const double half_rad = half_angle(range_m, sphere);
  DW_CHECK(std::isfinite(apogee_h_m));
  double low = 0, high = 0.5 * pi; // the apogee grows with the angle, to escape
  for (int i = 0; i < 80; ++i) {
    const double angle_rad = 0.5 * (low + high);
    const auto arc = arc_on_sphere(range_m, angle_rad, sphere);
    const bool too_low = arc ? arc->apogee_h_m < apogee_h_m : angle_rad + half_rad < 0.5 * pi;
    (too_low ? low : high) = angle_rad;
  }
  const auto arc = arc_on_sphere(range_m, low, sphere);
  if (arc && std::abs(arc->apogee_h_m - apogee_h_m) < 1e-3) return arc;
  return {};
}

} // namespace dewline::orbit
