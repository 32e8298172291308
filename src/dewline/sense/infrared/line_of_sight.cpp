#include "dewline/sense/infrared/line_of_sight.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/orbit/propagate.hpp"

namespace dewline::sense {
namespace {

constexpr double kB_m = earth::kA_m * (1 - earth::kF);

/// Axes in which the ellipsoid, grown by height_m, is a sphere of the equator's radius.
Vec3 round(const Vec3& p, double height_m) {
  return {p.x, p.y, p.z * (earth::kA_m + height_m) / (kB_m + height_m)};
}

/// The tangent of the angle from z towards e at which a line from S touches the ellipsoid; z meets it.
/// (S.(Z + tE))^2 = |Z + tE|^2 (|S|^2 - a^2) in round axes: a quadratic whose roots have opposite signs.
double limb_tangent(const Vec3& p_ES_E, const Vec3& z_E, const Vec3& e_E) {
  const Vec3 s = round(p_ES_E, 0), z = round(z_E, 0), e = round(e_E, 0);
  const double c = dot(s, s) - earth::kA_m * earth::kA_m, sz = dot(s, z), se = dot(s, e);
  const double q2 = se * se - c * dot(e, e), q1 = sz * se - c * dot(z, e), q0 = sz * sz - c * dot(z, z);
  return (-q1 - std::sqrt(q1 * q1 - q2 * q0)) / q2; // q2 < 0 < q0
}

} // namespace

std::optional<Vec3> meets_earth(const Vec3& p_ES_E, const Vec3& direction_E, double height_m) {
  const Vec3 s = round(p_ES_E, height_m), d = round(direction_E, height_m);
  const double radius_m = earth::kA_m + height_m;
  const double dd = dot(d, d), sd = dot(s, d), c = dot(s, s) - radius_m * radius_m;
  const double root2 = sd * sd - dd * c;
  if (!(root2 >= 0 && sd < 0 && c >= 0)) return {};
  return p_ES_E + (c / (-sd + std::sqrt(root2))) * direction_E; // the near root, without cancellation
}

Passage passage(const Vec3& p_ES_E, const Vec3& p_EO_E) {
  const Vec3 s = round(p_ES_E, 0), d = round(p_EO_E - p_ES_E, 0);
  const double at = -dot(s, d) / dot(d, d); // 0 at S, 1 at O
  if (!(at > 0)) return {orbit::radial_height(p_ES_E), false, p_ES_E};
  const Vec3 p_E = p_ES_E + at * (p_EO_E - p_ES_E);
  return {orbit::radial_height(p_E), at < 1, p_E};
}

Vec3 ground_point(const Detection& detection, const Coverage& coverage) {
  const Vec3 p_ES_E = position_E(coverage, detection.valid);
  const double w = std::sqrt(std::max(0.0, 1 - detection.u * detection.u - detection.v * detection.v));
  const Vec3 d_E = transpose(coverage.R_SE) * Vec3{detection.u, detection.v, w};
  const auto ground = meets_earth(p_ES_E, d_E);
  return ground ? *ground : passage(p_ES_E, p_ES_E + norm(p_ES_E) * d_E).p_E;
}

Mat3 axes_S(const Vec3& z_E) {
  const Vec3 z = unit(z_E);
  const Vec3 across{z.y, -z.x, 0}; // z cross (0, 0, 1)
  const Vec3 x = norm(across) > 1e-9 ? unit(across) : unit(Vec3{1, 0, 0} - z.x * z);
  const Vec3 y = cross(z, x);
  return {{x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z}};
}

std::vector<earth::Geodetic> footprint(const Vec3& p_ES_E, const Vec3& z_E, double half_angle_rad,
                                       int num_points) {
  DW_CHECK(num_points >= 3 && half_angle_rad > 0 && half_angle_rad < 0.5 * std::numbers::pi);
  std::vector<earth::Geodetic> edge;
  if (!meets_earth(p_ES_E, z_E)) return edge;
  const Mat3 R_ES = transpose(axes_S(z_E));
  for (int i = 0; i < num_points; ++i) {
    const double phi = 2 * std::numbers::pi * i / num_points;
    const Vec3 z = R_ES * Vec3{0, 0, 1}, e = R_ES * Vec3{std::cos(phi), std::sin(phi), 0};
    const auto ground = meets_earth(p_ES_E, z + std::tan(half_angle_rad) * e);
    const Vec3 limb = z + limb_tangent(p_ES_E, z, e) * e;
    const Vec3 p_E = ground ? *ground : passage(p_ES_E, p_ES_E + norm(p_ES_E) * limb).p_E;
    edge.push_back(earth::geodetic(p_E));
    edge.back().h_m = 0;
  }
  return edge;
}

} // namespace dewline::sense
