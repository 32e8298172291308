#include "dewline/orbit/mean_elements.hpp"

#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"
#include "dewline/orbit/integrate.hpp"

namespace dewline::orbit {
namespace {

/// (cos, sin) of an angle times a pair of perpendicular vectors.
Vec3 turned(double angle_rad, const Vec3& x, const Vec3& y) {
  return std::cos(angle_rad) * x + std::sin(angle_rad) * y;
}

double eccentricity_of(double a_m, Kept kept, double value) {
  if (kept == Kept::eccentricity) return value;
  return kept == Kept::perigee_radius ? 1 - value / a_m : value / a_m - 1;
}

} // namespace

AngleRates j2_rates(double a_m, double eccentricity, double inclination_rad) {
  const double n = std::sqrt(earth::kMu_m3_s2 / a_m) / a_m;
  const double root = 1 - eccentricity * eccentricity, ratio = earth::kA_m / (a_m * root);
  const double k = 1.5 * n * earth::kJ2 * ratio * ratio;
  const double s = std::sin(inclination_rad), s2 = s * s;
  return {-k * std::cos(inclination_rad), k * (2 - 2.5 * s2), n + k * std::sqrt(root) * (1 - 1.5 * s2)};
}

KeplerElements drifted(const KeplerElements& elements, double dt_s) {
  const AngleRates rates = j2_rates(elements.a_m, elements.eccentricity, elements.inclination_rad);
  KeplerElements later = elements;
  later.raan_rad += rates.raan_rad_s * dt_s;
  later.arg_perigee_rad += rates.arg_perigee_rad_s * dt_s;
  later.mean_anomaly_rad += rates.mean_anomaly_rad_s * dt_s;
  return later;
}

double eccentric_anomaly(double mean_anomaly_rad, double eccentricity) {
  DW_CHECK(eccentricity >= 0 && eccentricity < 1 && std::isfinite(mean_anomaly_rad));
  const double m = std::remainder(mean_anomaly_rad, 2 * std::numbers::pi);
  double low = m - eccentricity, high = m + eccentricity, e = m + eccentricity * std::sin(m);
  for (int i = 0; i < 60; ++i) { // Newton's rule, inside the bracket |E - M| <= e
    const double f = e - eccentricity * std::sin(e) - m;
    (f < 0 ? low : high) = e;
    double next = e - f / (1 - eccentricity * std::cos(e));
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const double moved = std::abs(next - e);
    e = next;
    if (moved <= 1e-15) break;
  }
  return e;
}

PosVel j2_state(const KeplerElements& elements, double dt_s) {
  const KeplerElements now = drifted(elements, dt_s);
  const AngleRates rates = j2_rates(now.a_m, now.eccentricity, now.inclination_rad);
  const double e = now.eccentricity, flat = std::sqrt(1 - e * e);
  const double E = eccentric_anomaly(now.mean_anomaly_rad, e);
  const double E_rate = rates.mean_anomaly_rad_s / (1 - e * std::cos(E));

  const Vec3 z{0, 0, 1}, node{std::cos(now.raan_rad), std::sin(now.raan_rad), 0};
  const Vec3 ahead = turned(now.inclination_rad, cross(z, node), z); // a quarter turn past the node
  const Vec3 to_perigee = turned(now.arg_perigee_rad, node, ahead);
  const Vec3 past_perigee = turned(now.arg_perigee_rad, ahead, -node);
  const Vec3 p = now.a_m * ((std::cos(E) - e) * to_perigee + flat * std::sin(E) * past_perigee);
  const Vec3 v_ellipse = now.a_m * E_rate * (-std::sin(E) * to_perigee + flat * std::cos(E) * past_perigee);
  const Vec3 drift = rates.raan_rad_s * z + rates.arg_perigee_rad_s * cross(node, ahead);
  return {p, v_ellipse + cross(drift, p)};
}

std::optional<KeplerElements> repeating_orbit(double revolutions, double inclination_rad, Kept kept,
                                              double value, double sidereal_rate_rad_s) {
  DW_CHECK(revolutions > 0 && sidereal_rate_rad_s > 0);
  const double n = revolutions * sidereal_rate_rad_s, kepler_m = std::cbrt(earth::kMu_m3_s2 / (n * n));
  if (!(std::abs(eccentricity_of(kepler_m, kept, value)) < 0.95)) return {};
  const auto ahead_of_ground = [&](double a_m) {
    const AngleRates rates = j2_rates(a_m, eccentricity_of(a_m, kept, value), inclination_rad);
    const double along_rad_s = rates.mean_anomaly_rad_s + rates.arg_perigee_rad_s;
    return along_rad_s - revolutions * (sidereal_rate_rad_s - rates.raan_rad_s);
  };
  const double low = 0.97 * kepler_m, high = 1.03 * kepler_m; // J2 moves it by half a per cent
  if (!(ahead_of_ground(low) > 0 && ahead_of_ground(high) < 0)) return {};
  const double a_m = find_root(ahead_of_ground, low, high);
  const double e = eccentricity_of(a_m, kept, value);
  if (!(e >= 0 && e < 1)) return {};
  return KeplerElements{a_m, e, inclination_rad, 0, 0, 0};
}

} // namespace dewline::orbit
