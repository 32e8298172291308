#include "dewline/track/filter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "dewline/base/check.hpp"
#include "dewline/base/matrix.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

constexpr double kLog2Pi = 1.8378770664093453;

VecN<7> row(const Vec3& by_p, const Vec3& by_v = {}) {
  return {by_p.x, by_p.y, by_p.z, by_v.x, by_v.y, by_v.z, 0};
}

/// One detection on its way into an estimate.
struct Work {
  EstimateFit fit;
  const sense::Detection& z;
  const Face& face;
  FaceBias* bias = nullptr; ///< of the measuring face, in fit.x_G; nullptr: taken as exact
  BiasSigmas sigma;

  [[nodiscard]] const Gaussian<7>& x() const { return fit.x_G.x_G; }
  [[nodiscard]] double bias_variance(std::size_t i) const {
    return i == 0 ? sigma.range_m * sigma.range_m : sigma.direction * sigma.direction;
  }
};

constexpr std::size_t kRange = 0, kU = 1, kV = 2, kExact = 3; ///< which bias a value is seen through

/// P <- (I - k h) P (I - k h)' + var k k', symmetric by construction; Joseph's form for one value.
void joseph(MatNM<7>& P, const VecN<7>& k, const VecN<7>& h, double var) {
  const VecN<7> ph = P * h;
  MatNM<7> a;
  VecN<7> ah{};
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = 0; j < 7; ++j) {
      a(i, j) = P(i, j) - k[i] * ph[j];
      ah[i] += a(i, j) * h[j];
    }
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = 0; j <= i; ++j) P(i, j) = P(j, i) = a(i, j) - ah[i] * k[j] + var * k[i] * k[j];
}

/// The covariance of the state with one bias of the measuring face; 0 if it is taken as exact.
VecN<7> with_bias(const Work& w, std::size_t bias) {
  VecN<7> c{};
  if (w.bias == nullptr || bias == kExact) return c;
  for (std::size_t i = 0; i < 7; ++i) c[i] = w.bias->cov(i, bias);
  return c;
}

/// What the correlation of state and bias takes from Joseph's form, and what the value tells of all faces' biases.
void consider(Work& w, const VecN<7>& k, const VecN<7>& h, const VecN<7>& c, std::size_t bias) {
  MatNM<7>& P = w.fit.x_G.x_G.cov;
  const double hc = inner(h, c);
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const double both = (c[i] - k[i] * hc) * k[j] + k[i] * (c[j] - k[j] * hc);
      P(i, j) = P(j, i) = P(i, j) - both;
    }
  for (FaceBias& f : w.fit.x_G.biases)
    for (std::size_t b = 0; b < 3; ++b) {
      double told = &f == w.bias && b == bias ? w.bias_variance(b) : 0;
      for (std::size_t i = 0; i < 7; ++i) told += h[i] * f.cov(i, b);
      for (std::size_t i = 0; i < 7; ++i) f.cov(i, b) -= k[i] * told;
    }
}

/// One value with residual e, derivative h and variance var into the estimate.
void take_scalar(Work& w, double e, const VecN<7>& h, double var, std::size_t bias) {
  const bool biased = w.bias != nullptr && bias != kExact;
  if (biased) var += w.bias_variance(bias);
  const VecN<7> c = with_bias(w, bias);
  VecN<7> k = plus(w.x().cov * h, c);
  const double s = inner(h, k) + inner(h, c) + var;
  for (double& g : k) g /= s;
  Gaussian<7>& x = w.fit.x_G.x_G;
  for (std::size_t i = 0; i < 7; ++i) x.mean[i] += k[i] * e;
  joseph(x.cov, k, h, var);
  if (!w.fit.x_G.biases.empty()) consider(w, k, h, c, bias);
  w.fit.nis += e * e / s;
  w.fit.log_likelihood -= 0.5 * (e * e / s + std::log(s) + kLog2Pi);
}

/// Where the derivatives of (u, v) are best taken: Gauss-Newton on prior and direction together.
Vec3 best_point(const Work& w) {
  const Vec3 p0 = pos_vel(w.fit.x_G).p;
  const double extra = w.bias == nullptr ? 0 : w.bias_variance(kU);
  const double var_u = w.z.sigma_u * w.z.sigma_u + extra, var_v = w.z.sigma_v * w.z.sigma_v + extra;
  Vec3 p = p0;
  for (int i = 0; i < 3; ++i) {
    const Polar at = polar(w.face, p);
    const VecN<7> hu = row(at.du_G), hv = row(at.dv_G), pu = w.x().cov * hu, pv = w.x().cov * hv;
    const double su = inner(hu, pu) + var_u, sv = inner(hv, pv) + var_v;
    const double suv = inner(hu, pv), det = su * sv - suv * suv;
    const double eu = w.z.u - at.u - dot(at.du_G, p0 - p), ev = w.z.v - at.v - dot(at.dv_G, p0 - p);
    const double a = (sv * eu - suv * ev) / det, b = (su * ev - suv * eu) / det;
    const Vec3 next = p0 + Vec3{a * pu[0] + b * pv[0], a * pu[1] + b * pv[1], a * pu[2] + b * pv[2]};
    const double step_m = norm(next - p);
    p = next;
    if (step_m < 1e-4 * at.range_m) break; // the derivatives change by less than 1e-4 of themselves
  }
  return p;
}

void take_direction(Work& w) {
  const Vec3 p = best_point(w);
  const Polar at = polar(w.face, p);
  const double eu = w.z.u - at.u - dot(at.du_G, pos_vel(w.fit.x_G).p - p);
  take_scalar(w, eu, row(at.du_G), w.z.sigma_u * w.z.sigma_u, kU);
  const double ev = w.z.v - at.v - dot(at.dv_G, pos_vel(w.fit.x_G).p - p);
  take_scalar(w, ev, row(at.dv_G), w.z.sigma_v * w.z.sigma_v, kV);
}

void take_range(Work& w) {
  const Polar at = polar(w.face, pos_vel(w.fit.x_G).p);
  const VecN<7> los = row(at.line_of_sight_G);
  const MatNM<7>& P = w.x().cov;
  const double var_across = P(0, 0) + P(1, 1) + P(2, 2) - inner(los, P * los);
  const double sagitta = var_across / (2 * at.range_m); // the mean of |e_across|^2 / 2r
  take_scalar(w, w.z.range_m - at.range_m - sagitta, los, range_variance(w.z), kRange);
}

void take_range_rate(Work& w) {
  const RangeRate at = range_rate(w.face, pos_vel(w.fit.x_G));
  // What the derivatives leave out: the direction's error squared turns v, and it multiplies the error of v.
  const MatNM<7>& P = w.x().cov;
  const VecN<7> los = row({}, at.dv_G);
  const double var_theta = angle_variance(w.z),
               var_across = P(3, 3) + P(4, 4) + P(5, 5) - inner(los, P * los);
  const double turned = at.range_rate_m_s * var_theta;
  const double var =
      w.z.sigma_range_rate_m_s * w.z.sigma_range_rate_m_s + turned * turned + var_theta * var_across;
  take_scalar(w, w.z.range_rate_m_s - at.range_rate_m_s, row(at.dp_G, at.dv_G), var, kExact);
  w.fit.num_values = 4;
}

FaceBias* find_or_add(std::vector<FaceBias>& list, const Through& through) {
  const auto at = std::lower_bound(list.begin(), list.end(), through, [](const FaceBias& b, const Through& t) {
    return std::tuple{b.sensor, b.face} < std::tuple{t.sensor, t.face};
  });
  if (at != list.end() && at->sensor == through.sensor && at->face == through.face) return &*at;
  return &*list.insert(at, {through.sensor, through.face, {}});
}

} // namespace

EstimateFit update(const Estimate& prior_G, const sense::Detection& z, const Face& face, const Through& through) {
  Work w{{prior_G, 0, 0, 3}, z, face, nullptr, through.sigma};
  if (!through.sigma.none()) w.bias = find_or_add(w.fit.x_G.biases, through);
  take_direction(w);
  if (!z.has_range) {
    w.fit.num_values = 2;
    return w.fit;
  }
  take_range(w);
  if (z.has_range_rate) take_range_rate(w);
  return w.fit;
}

Fit update(const Gaussian<6>& prior_G, const sense::Detection& z, const Face& face) {
  const EstimateFit fit = update(with_drag(prior_G), z, face, {});
  return {motion_of(fit.x_G), fit.nis, fit.log_likelihood, fit.num_values};
}

Gaussian<6> start_estimate(const sense::Detection& z, const Face& face, double sigma_speed_m_s) {
  const Gaussian<3> at = cartesian(z, face);
  const Vec3 p{at.mean[0], at.mean[1], at.mean[2]};
  Gaussian<6> x_G{six({p, cross(face.omega_G, p)}), {}};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) x_G.cov(i, j) = at.cov(i, j);
    x_G.cov(i + 3, i + 3) = sigma_speed_m_s * sigma_speed_m_s;
  }
  if (!z.has_range_rate) return x_G;
  Work w{{with_drag(x_G), 0, 0, 4}, z, face, nullptr, {}};
  take_range_rate(w);
  return motion_of(w.fit.x_G);
}

Estimate start_estimate(const sense::Detection& z, const Face& face, double sigma_speed_m_s, const Through& through) {
  if (through.sigma.none()) return with_drag(start_estimate(z, face, sigma_speed_m_s));
  // A flat prior measured by z: the errors of z, and its biases, are those of the place.
  Estimate x = with_drag(start_estimate(z, face, sigma_speed_m_s));
  FaceBias* bias = find_or_add(x.biases, through);
  const Mat3 by = place_by_measured(z, face);
  const VecN<3> var = {through.sigma.range_m * through.sigma.range_m, through.sigma.direction * through.sigma.direction,
                       through.sigma.direction * through.sigma.direction};
  const std::size_t first = z.has_range ? 0 : 1; // a range of its own making has no bias
  for (std::size_t b = first; b < 3; ++b)
    for (std::size_t i = 0; i < 3; ++i) {
      bias->cov(i, b) = -by(i, b) * var[b];
      for (std::size_t j = 0; j < 3; ++j) x.x_G.cov(i, j) += by(i, b) * var[b] * by(j, b);
    }
  return x;
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
