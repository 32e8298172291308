#include "dewline/track/filter.hpp"

#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

constexpr double kLog2Pi = 1.8378770664093453;

double dot6(const VecN<6>& a, const VecN<6>& b) {
  double s = 0;
  for (std::size_t i = 0; i < 6; ++i) s += a[i] * b[i];
  return s;
}

VecN<6> times(const MatNM<6>& m, const VecN<6>& x) {
  VecN<6> y{};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) y[i] += m(i, j) * x[j];
  return y;
}

VecN<6> row(const Vec3& by_p, const Vec3& by_v = {}) {
  return {by_p.x, by_p.y, by_p.z, by_v.x, by_v.y, by_v.z};
}

/// P <- (I - k h) P (I - k h)' + var k k', symmetric by construction; Joseph's form for one value.
void joseph(MatNM<6>& P, const VecN<6>& k, const VecN<6>& h, double var) {
  const VecN<6> ph = times(P, h);
  MatNM<6> a;
  VecN<6> ah{};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) {
      a(i, j) = P(i, j) - k[i] * ph[j];
      ah[i] += a(i, j) * h[j];
    }
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j <= i; ++j) P(i, j) = P(j, i) = a(i, j) - ah[i] * k[j] + var * k[i] * k[j];
}

/// One value with residual e, derivative h and variance var into (x, P).
void take_scalar(Fit& fit, double e, const VecN<6>& h, double var) {
  VecN<6> k = times(fit.x_G.cov, h);
  const double s = dot6(h, k) + var;
  for (double& g : k) g /= s;
  for (std::size_t i = 0; i < 6; ++i) fit.x_G.mean[i] += k[i] * e;
  joseph(fit.x_G.cov, k, h, var);
  fit.nis += e * e / s;
  fit.log_likelihood -= 0.5 * (e * e / s + std::log(s) + kLog2Pi);
}

/// Where the derivatives of (u, v) are best taken: Gauss-Newton on prior and direction together.
Vec3 best_point(const Gaussian<6>& prior, const sense::Detection& z, const Face& face) {
  const Vec3 p0 = pos_vel(prior.mean).p;
  Vec3 p = p0;
  for (int i = 0; i < 3; ++i) {
    const Polar at = polar(face, p);
    const VecN<6> hu = row(at.du_G), hv = row(at.dv_G), pu = times(prior.cov, hu), pv = times(prior.cov, hv);
    const double su = dot6(hu, pu) + z.sigma_u * z.sigma_u, sv = dot6(hv, pv) + z.sigma_v * z.sigma_v;
    const double suv = dot6(hu, pv), det = su * sv - suv * suv;
    const double eu = z.u - at.u - dot(at.du_G, p0 - p), ev = z.v - at.v - dot(at.dv_G, p0 - p);
    const double a = (sv * eu - suv * ev) / det, b = (su * ev - suv * eu) / det;
    const Vec3 next = p0 + Vec3{a * pu[0] + b * pv[0], a * pu[1] + b * pv[1], a * pu[2] + b * pv[2]};
    const double moved = norm(next - p);
    p = next;
    if (moved < 1e-4 * at.range_m) break; // the derivatives change by less than 1e-4 of themselves
  }
  return p;
}

void take_direction(Fit& fit, const sense::Detection& z, const Face& face) {
  const Vec3 p = best_point(fit.x_G, z, face);
  const Polar at = polar(face, p);
  const double eu = z.u - at.u - dot(at.du_G, pos_vel(fit.x_G.mean).p - p);
  take_scalar(fit, eu, row(at.du_G), z.sigma_u * z.sigma_u);
  const double ev = z.v - at.v - dot(at.dv_G, pos_vel(fit.x_G.mean).p - p);
  take_scalar(fit, ev, row(at.dv_G), z.sigma_v * z.sigma_v);
}

void take_range(Fit& fit, const sense::Detection& z, const Face& face) {
  const Polar at = polar(face, pos_vel(fit.x_G.mean).p);
  const VecN<6> los = row(at.line_of_sight_G);
  const MatNM<6>& P = fit.x_G.cov;
  const double var_across = P(0, 0) + P(1, 1) + P(2, 2) - dot6(los, times(P, los));
  const double sagitta = var_across / (2 * at.range_m); // the mean of |e_across|^2 / 2r
  take_scalar(fit, z.range_m - at.range_m - sagitta, los, range_variance(z));
}

void take_range_rate(Fit& fit, const sense::Detection& z, const Face& face) {
  const RangeRate at = range_rate(face, pos_vel(fit.x_G.mean));
  // What the derivatives leave out: the direction's error squared turns v, and it multiplies the error of v.
  const MatNM<6>& P = fit.x_G.cov;
  const VecN<6> los = row({}, at.dv_G);
  const double var_theta = angle_variance(z),
               var_across = P(3, 3) + P(4, 4) + P(5, 5) - dot6(los, times(P, los));
  const double turned = at.range_rate_m_s * var_theta;
  const double var =
      z.sigma_range_rate_m_s * z.sigma_range_rate_m_s + turned * turned + var_theta * var_across;
  take_scalar(fit, z.range_rate_m_s - at.range_rate_m_s, row(at.dp_G, at.dv_G), var);
  fit.num_values = 4;
}

} // namespace

Fit update(const Gaussian<6>& prior_G, const sense::Detection& z, const Face& face) {
  Fit fit{prior_G, 0, 0, 3};
  take_direction(fit, z, face);
  if (!z.has_range) {
    fit.num_values = 2;
    return fit;
  }
  take_range(fit, z, face);
  if (z.has_range_rate) take_range_rate(fit, z, face);
  return fit;
}

Gaussian<6> start_estimate(const sense::Detection& z, const Face& face, double sigma_speed_m_s) {
  const Gaussian<3> at = cartesian(z, face);
  const Vec3 p{at.mean[0], at.mean[1], at.mean[2]};
  Fit fit;
  fit.x_G.mean = six({p, cross(face.omega_G, p)});
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) fit.x_G.cov(i, j) = at.cov(i, j);
    fit.x_G.cov(i + 3, i + 3) = sigma_speed_m_s * sigma_speed_m_s;
  }
  if (z.has_range_rate) take_range_rate(fit, z, face);
  return fit.x_G;
}

double chi_square_quantile(double prob, int num_values) {
  DW_CHECK(prob > 0 && prob < 1 && num_values >= 2 && num_values <= 4);
  if (num_values == 2) return -2 * std::log1p(-prob);
  const auto cdf = [&](double x) {
    if (num_values == 4) return 1 - std::exp(-x / 2) * (1 + x / 2);
    return std::erf(std::sqrt(x / 2)) - std::sqrt(2 * x / std::numbers::pi) * std::exp(-x / 2);
  };
  double low = 0, high = 200;
  for (int i = 0; i < 80; ++i) (cdf(0.5 * (low + high)) < prob ? low : high) = 0.5 * (low + high);
  return 0.5 * (low + high);
}

} // namespace dewline::track
