#include "dewline/orbit/lambert.hpp"

#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"

namespace dewline::orbit {
namespace {

constexpr double kPi = std::numbers::pi;

/// 2F1(3, 1; 5/2; z) by its series: Battin's form of the time near the parabola.
double hypergeometric(double z) {
  double sum = 1, term = 1;
  for (int j = 0; j < 200 && std::abs(term) > 1e-18 * std::abs(sum); ++j) {
    term *= (3.0 + j) * (1.0 + j) / (2.5 + j) * z / (j + 1);
    sum += term;
  }
  return sum;
}

/// Time of flight, without dimension, as a function of x for one geometry lambda and number of revolutions.
struct Time_of_x {
  double lambda, revs;

  [[nodiscard]] double y(double x) const { return std::sqrt(1 - lambda * lambda * (1 - x * x)); }

  [[nodiscard]] double operator()(double x) const {
    const double yx = y(x);
    if (revs == 0 && std::abs(x - 1) < 0.2) { // Battin
      const double eta = yx - lambda * x;
      const double s1 = 0.5 * (1 - lambda - x * eta);
      return 0.5 * (eta * eta * eta * (4.0 / 3) * hypergeometric(s1) + 4 * lambda * eta);
    }
    const double e = 1 - x * x;
    if (e > 0) { // Lancaster-Blanchard, ellipse
      const double psi = std::atan2((yx - x * lambda) * std::sqrt(e), x * yx + lambda * e);
      return ((psi + revs * kPi) / std::sqrt(e) - x + lambda * yx) / e;
    }
    const double psi = std::asinh((yx - x * lambda) * std::sqrt(-e));
    return (psi / std::sqrt(-e) - x + lambda * yx) / e;
  }

  struct Slopes {
    double d1, d2, d3;
  };
  [[nodiscard]] Slopes slopes(double x, double t) const {
    const double e = 1 - x * x, l2 = lambda * lambda, l3 = l2 * lambda, yx = y(x), y3 = yx * yx * yx;
    const double d1 = (3 * t * x - 2 + 2 * l3 * x / yx) / e;
    const double d2 = (3 * t + 5 * x * d1 + 2 * (1 - l2) * l3 / y3) / e;
    const double d3 = (7 * x * d2 + 8 * d1 - 6 * (1 - l2) * l2 * l3 * x / (y3 * yx * yx)) / e;
    return {d1, d2, d3};
  }
};

/// Householder's third-order step, repeated; the slopes' formulas fail at x = 1, so step off it.
double householder(const Time_of_x& time, double wanted, double x) {
  for (int i = 0; i < 50; ++i) {
    if (std::abs(x - 1) < 1e-7) x = x < 1 ? 1 - 1e-7 : 1 + 1e-7;
    const double t = time(x), f = t - wanted;
    const auto [d1, d2, d3] = time.slopes(x, t);
    const double next = x - f * (d1 * d1 - 0.5 * f * d2) / (d1 * (d1 * d1 - f * d2) + d3 * f * f / 6);
    const double moved = std::abs(next - x);
    x = next > -1 ? next : 0.5 * (x - 1);
    if (moved < 1e-15 * (1 + std::abs(x))) break;
  }
  return x;
}

/// First guess without revolutions (Izzo's piecewise initial values).
double guess(const Time_of_x& time, double wanted) {
  const double t0 = std::acos(time.lambda) + time.lambda * std::sqrt(1 - time.lambda * time.lambda);
  const double t1 = 2.0 / 3 * (1 - time.lambda * time.lambda * time.lambda);
  if (wanted >= t0) return std::pow(t0 / wanted, 2.0 / 3) - 1;
  if (wanted < t1) {
    const double l5 = std::pow(time.lambda, 5);
    return 2.5 * t1 * (t1 - wanted) / (wanted * (1 - l5)) + 1;
  }
  return std::pow(t0 / wanted, std::log(2.0) / std::log(t0 / t1)) - 1;
}

/// The least time with these revolutions: T'(x) = 0 by Halley's rule.
double least_time(const Time_of_x& time) {
  double x = 0.1, t = time(x);
  for (int i = 0; i < 100; ++i) {
    const auto [d1, d2, d3] = time.slopes(x, t);
    const double step = 2 * d1 * d2 / (2 * d2 * d2 - d1 * d3);
    x = std::fmin(std::fmax(x - step, 0.5 * (x - 1)), 0.5 * (x + 1)); // stay inside (-1, 1)
    t = time(x);
    if (std::abs(step) < 1e-13) break;
  }
  return t;
}

std::optional<double> solve_x(const Time_of_x& time, double wanted, Branch branch) {
  if (time.revs == 0) return householder(time, wanted, guess(time, wanted));
  if (!(wanted >= least_time(time))) return {};
  const double left = std::pow((time.revs * kPi + kPi) / (8 * wanted), 2.0 / 3);
  const double right = std::pow(8 * wanted / (time.revs * kPi), 2.0 / 3);
  const double start = branch == Branch::low ? (left - 1) / (left + 1) : (right - 1) / (right + 1);
  return householder(time, wanted, start);
}

} // namespace

std::optional<LambertArc> lambert(const Vec3& r1_m, const Vec3& r2_m, double tof_s, double mu_m3_s2,
                                  std::uint32_t num_revs, Way way, Branch branch) {
  const double r1 = norm(r1_m), r2 = norm(r2_m);
  DW_CHECK(r1 > 0 && r2 > 0 && tof_s > 0 && mu_m3_s2 > 0);
  DW_CHECK(std::isfinite(r1) && std::isfinite(r2) && std::isfinite(tof_s));
  const Vec3 i1 = r1_m / r1, i2 = r2_m / r2, normal = cross(i1, i2);
  if (!(norm(normal) > 1e-12)) return {};
  const double c = norm(r2_m - r1_m), s = 0.5 * (r1 + r2 + c);
  const bool shorter = (normal.z >= 0) == (way == Way::prograde);
  // lambda^2 = 1 - c/s = r1 r2 (1 + cos theta) / (2 s^2), which does not cancel for small angles of lambda
  const double lambda = (shorter ? 1 : -1) * std::sqrt(r1 * r2 * std::fmax(0.0, 1 + dot(i1, i2)) / 2) / s;
  const Vec3 h = (shorter ? 1.0 : -1.0) * unit(normal);
  const Vec3 t1 = cross(h, i1), t2 = cross(h, i2);
  const Time_of_x time{lambda, static_cast<double>(num_revs)};
  const auto x = solve_x(time, tof_s * std::sqrt(2 * mu_m3_s2 / (s * s * s)), branch);
  if (!x) return {};
  const double y = time.y(*x), gamma = std::sqrt(0.5 * mu_m3_s2 * s), rho = (r1 - r2) / c;
  const double sigma = std::sqrt(std::fmax(0.0, 1 - rho * rho));
  const double a = lambda * y - *x, b = lambda * y + *x, vt = gamma * sigma * (y + lambda * *x);
  return LambertArc{gamma / r1 * (a - rho * b) * i1 + vt / r1 * t1,
                    -gamma / r2 * (a + rho * b) * i2 + vt / r2 * t2};
}

} // namespace dewline::orbit
