#include "dewline/track/filters/initiate.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/filters/boost_templates.hpp"

namespace dewline::track {
namespace {

/// Launch latitude and longitude [rad], heading [rad], ignition [s], loft, stretch of time.
using Unknowns = VecN<6>;
constexpr Unknowns kProbe{1e-6, 1e-6, 1e-5, 1e-2, 1e-4, 1e-5}; ///< of difference quotients
constexpr double kLeastSpan_s = 10, kGrazing_m = 1e5;
constexpr int kMostSteps = 40;

/// Place and velocity in E at a time.
PosVel place_at(const BoostTemplate& t, const Unknowns& u, double time_s) {
  const BoostPath path = path_of(t, (time_s - u[3]) * u[5], u[4]);
  const earth::Geodetic launch{u[0], u[1], 0};
  const earth::Geodetic below = earth::destination(launch, u[2], path.way_m);
  const double az = path.way_m > 1 ? earth::course(launch, below).az_end_rad : u[2];
  const earth::Geodetic at{below.lat_rad, below.lon_rad, path.height_m};
  const double stretch = 1 + path.height_m / earth::kA_m; // speed over ground, up there
  const Vec3 v_L{path.speed_m_s * stretch * std::sin(az), path.speed_m_s * stretch * std::cos(az),
                 path.climb_m_s};
  return {earth::ecef(at), u[5] * (transpose(earth::enu_axes(at)) * v_L)};
}

/// Residuals over their sigmas: two for each line, then the priors.
std::vector<double> residuals(const BoostTemplate& t, const Unknowns& u, std::span<const LineOfSight> lines) {
  std::vector<double> r;
  r.reserve(2 * lines.size() + 3);
  for (const LineOfSight& l : lines) {
    const Vec3 d = unit(place_at(t, u, l.time_s).p - l.p_ES_E);
    const Vec3 helper = std::abs(l.direction_E.z) < 0.9 ? Vec3{0, 0, 1} : Vec3{1, 0, 0};
    const Vec3 a = unit(cross(l.direction_E, helper)), b = cross(l.direction_E, a);
    r.push_back(dot(a, d) / l.sigma_rad);
    r.push_back(dot(b, d) / l.sigma_rad);
  }
  r.push_back((lines.front().time_s - u[3] - kSeenAfter_s) / kSigmaSeen_s);
  r.push_back(u[4] / kSigmaLoft);
  r.push_back((u[5] - 1) / kSigmaStretch);
  return r;
}
double square(const std::vector<double>& r) {
  double s = 0;
  for (const double x : r) s += x * x;
  return s;
}

/// The normal equations at u.
struct Normal {
  MatNM<6> JtJ;
  VecN<6> Jtr{};
};
Normal normal(const BoostTemplate& t, const Unknowns& u, std::span<const LineOfSight> lines,
              const std::vector<double>& r) {
  std::vector<std::vector<double>> J;
  for (std::size_t j = 0; j < 6; ++j) {
    Unknowns low = u, high = u;
    low[j] -= kProbe[j];
    high[j] += kProbe[j];
    J.push_back(residuals(t, high, lines));
    const std::vector<double> before = residuals(t, low, lines);
    for (std::size_t i = 0; i < r.size(); ++i) J[j][i] = (J[j][i] - before[i]) / (2 * kProbe[j]);
  }
  Normal n;
  for (std::size_t i = 0; i < r.size(); ++i)
    for (std::size_t j = 0; j < 6; ++j) {
      n.Jtr[j] += J[j][i] * r[i];
      for (std::size_t k = 0; k < 6; ++k) n.JtJ(j, k) += J[j][i] * J[k][i];
    }
  return n;
}

struct TemplateFit {
  const BoostTemplate* from = nullptr;
  Unknowns u{};
  double chi_square = 0, log_det = 0; ///< of JtJ
  Gaussian<6> x_E;
  bool ok = false;
};

/// Damped least squares from a start.
TemplateFit descend(const BoostTemplate& t, Unknowns u, std::span<const LineOfSight> lines) {
  std::vector<double> r = residuals(t, u, lines);
  double cost = square(r), damping = 1e-2;
  for (int i = 0; i < kMostSteps && damping < 1e8; ++i) {
    const Normal n = normal(t, u, lines, r);
    MatNM<6> A = n.JtJ;
    for (std::size_t k = 0; k < 6; ++k) A(k, k) *= 1 + damping;
    const Cholesky<6> factor(A);
    if (!factor.ok) return {};
    const Unknowns next = minus(u, factor.solve(n.Jtr));
    std::vector<double> there = residuals(t, next, lines);
    const double cost_there = square(there);
    if (!(cost_there < cost)) {
      damping *= 10;
      continue;
    }
    const bool done = cost - cost_there < 1e-6 * (1 + cost);
    u = next;
    r = std::move(there);
    cost = cost_there;
    damping /= 10;
    if (done) break;
  }
  return {&t, u, cost, 0, {}, std::isfinite(cost)};
}

/// Covariance of place and velocity at the last line, from that of the unknowns.
void finish(TemplateFit& fit, std::span<const LineOfSight> lines) {
  const double time_s = lines.back().time_s;
  const Normal n = normal(*fit.from, fit.u, lines, residuals(*fit.from, fit.u, lines));
  const Cholesky<6> factor(n.JtJ);
  fit.ok = factor.ok;
  if (!fit.ok) return;
  fit.log_det = factor.log_det();
  const PosVel x = place_at(*fit.from, fit.u, time_s);
  fit.x_E.mean = {x.p.x, x.p.y, x.p.z, x.v.x, x.v.y, x.v.z};
  MatNM<6> J;
  for (std::size_t j = 0; j < 6; ++j) {
    Unknowns low = fit.u, high = fit.u;
    low[j] -= kProbe[j];
    high[j] += kProbe[j];
    const PosVel a = place_at(*fit.from, low, time_s), b = place_at(*fit.from, high, time_s);
    for (std::size_t i = 0; i < 3; ++i) {
      J(i, j) = (b.p[i] - a.p[i]) / (2 * kProbe[j]);
      J(3 + i, j) = (b.v[i] - a.v[i]) / (2 * kProbe[j]);
    }
  }
  fit.x_E.cov = times_transposed(J * factor.inverse(), J);
  const double way_m = norm(x.p - earth::ecef({fit.u[0], fit.u[1], 0}));
  for (std::size_t i = 0; i < 3; ++i) {
    fit.x_E.cov(i, i) += std::pow(kSigmaTemplate * way_m, 2);
    fit.x_E.cov(3 + i, 3 + i) += std::pow(kSigmaTemplate * norm(x.v), 2);
  }
  symmetrise(fit.x_E.cov);
}

/// Where a line meets a shell at a height, or its lowest point if it passes by.
std::optional<earth::Geodetic> below(const LineOfSight& l, double height_m) {
  const double R = earth::kA_m + height_m, along = -dot(l.p_ES_E, l.direction_E);
  const double miss2 = dot(l.p_ES_E, l.p_ES_E) - along * along;
  if (!(along > 0) || miss2 > (R + kGrazing_m) * (R + kGrazing_m)) return {};
  const double inside = std::sqrt(std::max(0.0, R * R - miss2));
  return earth::geodetic(l.p_ES_E + (along - inside) * l.direction_E);
}

/// The best of the two most promising of a few starts: headings around the one that the lines show, ignitions
/// early and late.
TemplateFit best_fit(const BoostTemplate& t, std::span<const LineOfSight> lines) {
  const auto first = below(lines.front(), 1e4), last = below(lines.back(), 6e4);
  if (!first || !last) return {};
  const earth::Course shown = earth::course(*first, *last);
  std::vector<std::pair<double, Unknowns>> starts;
  for (const double turn : {0.0, -0.8, 0.8, std::numbers::pi})
    for (const double age_s : {30.0, 60.0}) {
      const Unknowns u{
          first->lat_rad, first->lon_rad, shown.az_start_rad + turn, lines.front().time_s - age_s, 0, 1};
      starts.emplace_back(square(residuals(t, u, lines)), u);
    }
  std::sort(starts.begin(), starts.end());
  TemplateFit best;
  for (const auto& [cost, u] : std::span(starts).first(2)) {
    const TemplateFit fit = descend(t, u, lines);
    if (fit.ok && (!best.ok || fit.chi_square < best.chi_square)) best = fit;
  }
  if (best.ok) finish(best, lines);
  return best;
}

double log_weight(const TemplateFit& f) { return -0.5 * (f.chi_square + f.log_det); }

} // namespace

std::optional<BoostFit> fit_boost(std::span<const LineOfSight> lines) {
  if (lines.size() < 4 || !(lines.back().time_s - lines.front().time_s >= kLeastSpan_s)) return {};
  std::vector<TemplateFit> fits;
  for (const BoostTemplate& t : boost_templates())
    if (TemplateFit f = best_fit(t, lines); f.ok) fits.push_back(f);
  if (fits.empty()) return {};
  const auto best = std::max_element(
      fits.begin(), fits.end(),
      [](const TemplateFit& a, const TemplateFit& b) { return log_weight(a) < log_weight(b); });
  BoostFit out{{}, best->from->name, 0, best->u[3], best->chi_square, 2 * lines.size()};
  double sum = 0;
  for (const TemplateFit& f : fits) sum += std::exp(log_weight(f) - log_weight(*best));
  out.prob = 1 / sum;
  for (const TemplateFit& f : fits)
    out.x_E.mean = plus(out.x_E.mean, scaled(std::exp(log_weight(f) - log_weight(*best)) / sum, f.x_E.mean));
  for (const TemplateFit& f : fits) {
    const VecN<6> d = minus(f.x_E.mean, out.x_E.mean);
    out.x_E.cov =
        out.x_E.cov + (std::exp(log_weight(f) - log_weight(*best)) / sum) * (f.x_E.cov + outer(d, d));
  }
  symmetrise(out.x_E.cov);
  return out;
}

} // namespace dewline::track
