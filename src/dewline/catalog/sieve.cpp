#include "dewline/catalog/sieve.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "dewline/catalog/normal.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"
#include "dewline/orbit/elements.hpp"

namespace dewline::catalog {
namespace {

constexpr double kMu = earth::kMu_m3_s2, kPi = std::numbers::pi;
constexpr int kPerigees = 8; ///< directions of perigee over which an orbit is averaged
/// Share of energy that Sun, Moon and a day of drag may move, and of the plane what a revolution moves it.
constexpr double kEnergySlack = 0.002, kPlaneSlack_rad = kPi / 180;

/// g^T P g of a linear form (g_p, g_v).
double variance(const MatNM<6>& P, const Vec3& g_p, const Vec3& g_v) {
  const double g[6] = {g_p.x, g_p.y, g_p.z, g_v.x, g_v.y, g_v.z};
  double sum = 0;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) sum += g[i] * P(i, j) * g[j];
  return std::max(sum, 0.0);
}

/// Mean semi-major axis [m]: Brouwer's, shrunk by SGP4's drag polynomial.
double axis_m(const orbit::Sgp4& satellite, double minutes) {
  const auto& k = satellite.near();
  const double t = minutes, square = k.simple ? 0 : t * t * (k.d2 + t * (k.d3 + t * k.d4));
  const double shrunk = std::max(1 - k.cc1 * t - square, 0.9);
  return std::pow(satellite.constants().xke / k.no, 2. / 3) * shrunk * shrunk *
         satellite.constants().radius_km * 1e3;
}

double square(double x) { return x * x; }

/// Of a state: L, the eccentricity vector times sqrt(2 (L - G)) / e along axes of the plane that `about`
/// gives, and G - H: Poincare's variables but for the two angles that go round.
class Actions {
 public:
  using Vec = VecN<4>;
  explicit Actions(const VecN<6>& about) {
    const Vec3 p{about[0], about[1], about[2]}, v{about[3], about[4], about[5]};
    up_ = unit(p), along_ = cross(unit(cross(p, v)), up_);
  }
  [[nodiscard]] Vec operator()(const VecN<6>& x) const {
    const PosVel s{{x[0], x[1], x[2]}, {x[3], x[4], x[5]}};
    const Vec3 h = cross(s.p, s.v), e = cross(s.v, h) / kMu - unit(s.p);
    const double energy = std::min(orbit::specific_energy(s), -1e5); // an open orbit is as a very high one
    const double L = kMu / std::sqrt(-2 * energy), G = std::min(norm(h), L);
    const double scale = std::sqrt(2 * (L - G)) / std::max(norm(e), 1e-9);
    return {L, scale * dot(e, up_), scale * dot(e, along_), G - h.z};
  }
  /// To first order, by differences of a hundredth of a sigma.
  [[nodiscard]] MatNM<4> covariance(const Gaussian<6>& x) const {
    MatNM<4, 6> A;
    for (std::size_t k = 0; k < 6; ++k) {
      const double step = 0.01 * std::sqrt(x.cov(k, k));
      VecN<6> low = x.mean, high = x.mean;
      low[k] -= step, high[k] += step;
      const Vec a = (*this)(low), b = (*this)(high);
      for (std::size_t i = 0; i < 4; ++i) A(i, k) = (b[i] - a[i]) / (2 * step);
    }
    MatNM<4> C;
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t j = 0; j < 4; ++j)
        for (std::size_t k = 0; k < 6; ++k)
          for (std::size_t l = 0; l < 6; ++l) C(i, j) += A(i, k) * x.cov(k, l) * A(j, l);
    return C;
  }

 private:
  Vec3 up_, along_;
};

double energy_of(double a_m) { return -kMu / (2 * a_m); }

} // namespace

Sought sought(const Gaussian<6>& x) {
  const auto& m = x.mean;
  const PosVel s{{m[0], m[1], m[2]}, {m[3], m[4], m[5]}};
  const Vec3 h = cross(s.p, s.v), up = unit(s.p), normal = unit(h), along = cross(normal, up);
  Sought out;
  out.r_m = norm(s.p);
  out.energy_J_kg = orbit::specific_energy(s);
  out.sigma_energy_J_kg = std::sqrt(variance(x.cov, kMu / (out.r_m * out.r_m) * up, s.v));
  out.normal = normal;
  // dh = dp x v + p x dv; its parts along `up` and `along` turn the plane
  const double tilt2 =
      variance(x.cov, cross(s.v, up), {}) + variance(x.cov, cross(s.v, along), cross(along, s.p));
  out.sigma_normal_rad = std::sqrt(tilt2) / norm(h);
  return out;
}

Sieve::Sieve(std::span<const orbit::Sgp4> satellites, const CatalogueParams& params,
             const earth::JulianDate& reference)
    : reference_(reference),
      sigma_up_m_(params.sigma_radial_m + params.drift_across_m_s * params.max_age_s),
      sigma_across_m_(params.sigma_cross_track_m + params.drift_across_m_s * params.max_age_s) {
  std::vector<double> energy(satellites.size());
  for (std::size_t i = 0; i < satellites.size(); ++i)
    energy[i] = energy_of(axis_m(satellites[i], satellites[i].minutes_at(reference)));
  std::vector<std::uint32_t> order(satellites.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return energy[i]; });
  for (const std::uint32_t i : order) {
    const auto& k = satellites[i].near();
    const double minutes = satellites[i].minutes_at(reference);
    const double rate = k.nodedot + (satellites[i].deep() ? satellites[i].deep()->dnodt : 0);
    energy_.push_back(energy[i]);
    const double node = k.nodeo + rate * minutes + k.nodecf * minutes * minutes;
    orbits_.push_back({k.ecco,
                       k.cosio,
                       k.inclo,
                       {k.sinio * std::sin(node), -k.sinio * std::cos(node), k.cosio},
                       rate + 2 * k.nodecf * minutes,
                       i});
    if (2 * std::abs(k.cc1) * 1440 > kEnergySlack) restless_.push_back(i);
  }
}

bool Sieve::in_plane(const Orbit& orbit, const Sought& track, double minutes, const Cone& cone) {
  if (std::abs(orbit.inclination_rad - cone.tilt_rad) > cone.half_angle_rad) return false;
  const double turn = orbit.raan_rate_rad_min * minutes;
  const double c =
      std::abs(turn) < 0.1 ? 1 - turn * turn / 2 : std::cos(turn); // 2e-4 rad: the margin has 1 deg
  const double s = std::abs(turn) < 0.1 ? turn : std::sin(turn);
  const Vec3 &n = orbit.normal, normal{c * n.x - s * n.y, s * n.x + c * n.y, n.z};
  return dot(normal, track.normal) >= cone.cos_half_angle;
}

std::vector<std::uint32_t> Sieve::possible(const Sought& track, const earth::JulianDate& utc,
                                           double num_sigmas) const {
  const double r = track.r_m, flattening = kMu * earth::kJ2 * earth::kA_m * earth::kA_m / (r * r * r);
  const double margin = 2 * flattening + kEnergySlack * std::abs(track.energy_J_kg) +
                        num_sigmas * (track.sigma_energy_J_kg + 3 * kMu / (r * r) * sigma_up_m_);
  const double half_angle = kPlaneSlack_rad + num_sigmas * (track.sigma_normal_rad + 2 * sigma_across_m_ / r);
  const double minutes = ((utc.day - reference_.day) + (utc.fraction - reference_.fraction)) * 1440;
  const Cone cone{std::acos(std::clamp(track.normal.z, -1.0, 1.0)), half_angle,
                  half_angle < kPi ? std::cos(half_angle) : -2};
  std::vector<std::uint32_t> out = restless_;
  const auto begin = std::ranges::lower_bound(energy_, track.energy_J_kg - margin);
  const auto end = std::upper_bound(begin, energy_.end(), track.energy_J_kg + margin);
  for (auto it = begin; it != end; ++it) {
    const Orbit& orbit = orbits_[static_cast<std::size_t>(it - energy_.begin())];
    if (in_plane(orbit, track, minutes, cone)) out.push_back(orbit.satellite);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double Sieve::density(const Gaussian<6>& track, double negligible) const {
  const Actions about(track.mean);
  const Actions::Vec y = about(track.mean);
  const MatNM<4> C = about.covariance(track);
  const double L = y[0], root = std::sqrt(L);
  const auto widened = [&](double of_L, double of_e, double of_turn) {
    MatNM<4> wide = C;
    const double sigma[] = {of_L * L, of_e * root, of_e * root, of_turn * L};
    for (std::size_t k = 0; k < 4; ++k) wide(k, k) += sigma[k] * sigma[k];
    return Normal<4>::of(wide);
  };
  const auto kernel = widened(0.003, 0.01, 0.02), broad = widened(0.05, 0.05, 0.1);
  if (!kernel || !broad) return 0; // no covariance, so no likelihood either
  const double bound =
      (static_cast<double>(energy_.size()) * kernel->peak() + broad->peak()) / (4 * kPi * kPi);
  if (bound < negligible) return bound;
  const auto six_sigma = [&](std::size_t k, double wide) { return 6 * std::sqrt(C(k, k) + square(wide)); };
  const double reach = six_sigma(0, 0.003 * L), turn = six_sigma(3, 0.02 * L);
  const double bend = std::max(six_sigma(1, 0.01 * root), six_sigma(2, 0.01 * root));
  const auto energy_at = [](double of_L) { return -kMu * kMu / (2 * of_L * of_L); };
  const auto begin = std::ranges::lower_bound(energy_, energy_at(std::max(L - reach, 0.1 * L)));
  const auto end = std::upper_bound(begin, energy_.end(), energy_at(L + reach));
  double sum = broad->peak();
  for (auto it = begin; it != end; ++it) {
    const Orbit& o = orbits_[static_cast<std::size_t>(it - energy_.begin())];
    const double L_o = std::sqrt(-kMu * kMu / (2 * *it)),
                 G_o = L_o * std::sqrt(1 - o.eccentricity * o.eccentricity);
    const double Z_o = G_o * (1 - o.cos_i), round = std::sqrt(2 * (L_o - G_o));
    if (std::abs(Z_o - y[3]) > turn || std::abs(round - std::hypot(y[1], y[2])) > bend) continue;
    const int num = round < 0.1 * bend / 6 ? 1 : kPerigees; // a circle has no perigee
    for (int k = 0; k < num; ++k) {
      const double angle = 2 * kPi * k / num;
      const VecN<4> d{L_o - y[0], round * std::cos(angle) - y[1], round * std::sin(angle) - y[2], Z_o - y[3]};
      sum += kernel->at(d).density / num;
    }
  }
  return sum / (4 * kPi * kPi);
}

} // namespace dewline::catalog
