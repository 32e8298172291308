// Two-body motion by universal variables.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/orbit/propagate.hpp"

namespace dewline::orbit {
namespace {

struct Stumpff {
  double c2, c3;
};

/// c2(z) = (1 - cos sqrt z)/z and c3(z) = (sqrt z - sin sqrt z)/sqrt(z)^3, continued to z <= 0.
Stumpff stumpff(double z) {
  if (std::abs(z) < 0.5) { // series: no cancellation near the parabola
    double c2 = 0, c3 = 0, term2 = 0.5, term3 = 1.0 / 6;
    for (int k = 1; k < 14; ++k) {
      c2 += term2;
      c3 += term3;
      term2 *= -z / ((2 * k + 1) * (2 * k + 2));
      term3 *= -z / ((2 * k + 2) * (2 * k + 3));
    }
    return {c2, c3};
  }
  const double s = std::sqrt(std::abs(z));
  if (z > 0) {
    const double half = std::sin(0.5 * s);
    return {2 * half * half / z, (s - std::sin(s)) / (z * s)};
  }
  const double half = std::sinh(0.5 * s);
  return {-2 * half * half / z, (std::sinh(s) - s) / (-z * s)};
}

/// Kepler's equation in the universal anomaly chi, in units where mu = 1 and r0 = 1.
struct Equation {
  double sigma; ///< r0 . v0
  double alpha; ///< 2 - v0^2: reciprocal of the semi-major axis
  double tau;   ///< time

  struct Value {
    double f, slope; ///< residual; slope is the radius at chi, so f grows everywhere
    Stumpff c;
  };
  [[nodiscard]] Value operator()(double chi) const {
    const Stumpff c = stumpff(alpha * chi * chi);
    const double chi2 = chi * chi;
    const double f = chi + sigma * chi2 * c.c2 + (1 - alpha) * chi2 * chi * c.c3 - tau;
    const double r = 1 + sigma * chi * (1 - alpha * chi2 * c.c3) + (1 - alpha) * chi2 * c.c2;
    return {f, r, c};
  }
};

/// The root, by Newton's rule kept inside a bracket that is grown first.
double solve(const Equation& eq) {
  if (eq.tau == 0) return 0;
  const double sign = eq.tau > 0 ? 1 : -1;
  double low = 0, high = sign * std::min(1.0, std::abs(eq.tau));
  while (eq(high).f * sign < 0) { // ends: f grows at least like chi^3, exponentially on hyperbolas
    low = high;
    high *= 2;
    DW_CHECK(std::isfinite(high));
  }
  double chi = 0.5 * (low + high);
  for (int i = 0; i < 200; ++i) {
    const auto [f, slope, c] = eq(chi);
    (f * sign < 0 ? low : high) = chi;
    double next = chi - f / slope;
    if (!((next - low) * sign > 0 && (high - next) * sign > 0)) next = 0.5 * (low + high);
    const double moved = std::abs(next - chi);
    chi = next;
    if (moved <= 4e-16 * std::abs(chi)) break;
  }
  return chi;
}

} // namespace

PosVel kepler(const PosVel& x_G, double dt_s, double mu_m3_s2) {
  const double r0 = norm(x_G.p);
  DW_CHECK(r0 > 0 && mu_m3_s2 > 0 && std::isfinite(r0));
  DW_CHECK(std::isfinite(dot(x_G.v, x_G.v)) && std::isfinite(dt_s));
  const double v_unit = std::sqrt(mu_m3_s2 / r0), t_unit = r0 / v_unit;
  const Vec3 p = x_G.p / r0, v = x_G.v / v_unit;
  Equation eq{dot(p, v), 2 - dot(v, v), dt_s / t_unit};
  if (eq.alpha > 1e-9) { // whole revolutions change nothing
    const double period = 2 * std::numbers::pi / (eq.alpha * std::sqrt(eq.alpha));
    eq.tau = std::remainder(eq.tau, period);
  }
  const double chi = solve(eq);
  const auto at = eq(chi);
  const double r = at.slope;
  const Stumpff c = at.c;
  const double chi2 = chi * chi;
  // g is the book's tau - chi^3 c3, rewritten by Kepler's equation: no cancellation after a long time.
  const double f = 1 - chi2 * c.c2, g = chi + eq.sigma * chi2 * c.c2 - eq.alpha * chi2 * chi * c.c3;
  const double f_dot = -chi * (1 - eq.alpha * chi2 * c.c3) / r, g_dot = 1 - chi2 * c.c2 / r;
  return {r0 * (f * p + g * v), v_unit * (f_dot * p + g_dot * v)};
}

} // namespace dewline::orbit
