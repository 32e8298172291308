#include "dewline/sense/infrared/glint.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/sun.hpp"
#include "dewline/orbit/designed.hpp"

namespace dewline::sense {
namespace {

/// The ellipsoid's normal under a point near its surface: 4e-6 rad off at 20 km.
Vec3 normal_E(const Vec3& p_E) {
  constexpr double b = 1 - earth::kF;
  return unit(Vec3{p_E.x, p_E.y, p_E.z / (b * b)});
}

double angle(const Vec3& a, const Vec3& b) { return std::atan2(norm(cross(a, b)), dot(a, b)); }

} // namespace

GlintGeometry glint_geometry(const Vec3& p_EC_E, const Vec3& p_ES_E, const Vec3& sun_E) {
  const Vec3 up = normal_E(p_EC_E), to_sun = unit(sun_E), to_satellite = unit(p_ES_E - p_EC_E);
  const Vec3 between = to_sun + to_satellite; // 0 when the light goes straight on
  const double off = norm(between) > 1e-12 ? angle(between, up) : 0.5 * std::numbers::pi;
  return {std::asin(std::clamp(dot(up, to_sun), -1.0, 1.0)),
          std::asin(std::clamp(dot(up, to_satellite), -1.0, 1.0)), angle(-to_sun, to_satellite), off};
}

double glint_W_sr(const GlintParams& glint, double area_m2, const GlintGeometry& geometry) {
  const double mu0 = std::sin(geometry.sun_el_rad), mu = std::sin(geometry.view_el_rad), g = glint.asymmetry;
  if (!(mu0 > 0 && mu > 0)) return 0;
  const double phase =
      (1 - g * g) / std::pow(1 + g * g - 2 * g * std::cos(geometry.scattering_rad), 1.5);
  const double layer = mu * mu0 / (mu + mu0) * -std::expm1(-glint.optical_depth * (1 / mu + 1 / mu0));
  return glint.sun_W_m2 * glint.albedo * phase / (4 * std::numbers::pi) * area_m2 * layer;
}

GlintChance glint_chance(const orbit::KeplerElements& elements, const Vec3& p_EC_E,
                         const earth::Orientation& orientation, Time t, const GlintRule& rule) {
  DW_CHECK(rule.step_s > 0 && rule.span_s >= 0);
  const Vec3 sun_G = earth::sun_G(earth::utc_after(orientation.utc_epoch(), t)); // moves 0.01 deg in a span
  const auto geometry = [&](Time at) {
    return glint_geometry(p_EC_E, orbit::state_E(elements, orientation, at).p, orientation.R_EG(at) * sun_G);
  };
  GlintChance chance;
  chance.now = chance.at = geometry(t);
  const auto steps = static_cast<int>(std::floor(rule.span_s / rule.step_s));
  for (int i = -steps; i <= steps; ++i) {
    const GlintGeometry g = geometry(t + duration_from_s(i * rule.step_s));
    if (!(g.view_el_rad >= rule.el_min_rad && g.view_el_rad <= rule.el_max_rad)) continue;
    if (!chance.sees || g.scattering_rad < chance.at.scattering_rad) chance.at = g;
    chance.sees = true;
  }
  chance.fits = chance.sees && chance.at.scattering_rad <= rule.scattering_max_rad;
  return chance;
}

} // namespace dewline::sense
