#include "dewline/catalog/sieve.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"
#include "dewline/orbit/elements.hpp"

namespace dewline::catalog {
namespace {

constexpr double kMu = earth::kMu_m3_s2, kPi = std::numbers::pi;
constexpr std::size_t kEnough = 16; ///< satellites in a box from which its density is believed
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

double trace(const MatNM<6>& P, std::size_t from) {
  return P(from, from) + P(from + 1, from + 1) + P(from + 2, from + 2);
}

/// Mean semi-major axis [m]: Brouwer's, shrunk by SGP4's drag polynomial.
double axis_m(const orbit::Sgp4& satellite, double minutes) {
  const auto& k = satellite.near();
  const double t = minutes, square = k.simple ? 0 : t * t * (k.d2 + t * (k.d3 + t * k.d4));
  const double shrunk = std::max(1 - k.cc1 * t - square, 0.9);
  return std::pow(satellite.constants().xke / k.no, 2. / 3) * shrunk * shrunk *
         satellite.constants().radius_km * 1e3;
}

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
  out.eccentricity = orbit::eccentricity(s);
  out.sigma_eccentricity = 2 * std::sqrt(trace(x.cov, 3)) / norm(s.v) + std::sqrt(trace(x.cov, 0)) / out.r_m;
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
    orbits_.push_back({k.ecco, k.cosio, k.inclo, k.nodeo + rate * minutes + k.nodecf * minutes * minutes,
                       rate + 2 * k.nodecf * minutes, i});
    if (2 * std::abs(k.cc1) * 1440 > kEnergySlack) restless_.push_back(i);
  }
}

bool Sieve::in_plane(const Orbit& orbit, const Sought& track, double minutes, double margin_rad) const {
  const double tilt = std::acos(std::clamp(track.normal.z, -1.0, 1.0));
  if (std::abs(orbit.inclination_rad - tilt) > margin_rad) return false;
  if (margin_rad >= kPi) return true;
  const double node = orbit.raan_rad + orbit.raan_rate_rad_min * minutes,
               sin_i = std::sin(orbit.inclination_rad);
  const Vec3 normal{sin_i * std::sin(node), -sin_i * std::cos(node), orbit.cos_i};
  return dot(normal, track.normal) >= std::cos(margin_rad);
}

std::vector<std::uint32_t> Sieve::possible(const Sought& track, const earth::JulianDate& utc,
                                           double num_sigmas) const {
  const double r = track.r_m, flattening = kMu * earth::kJ2 * earth::kA_m * earth::kA_m / (r * r * r);
  const double margin = 2 * flattening + kEnergySlack * std::abs(track.energy_J_kg) +
                        num_sigmas * (track.sigma_energy_J_kg + 3 * kMu / (r * r) * sigma_up_m_);
  const double tilt = kPlaneSlack_rad + num_sigmas * (track.sigma_normal_rad + 2 * sigma_across_m_ / r);
  const double minutes = ((utc.day - reference_.day) + (utc.fraction - reference_.fraction)) * 1440;
  std::vector<std::uint32_t> out = restless_;
  const auto begin = std::ranges::lower_bound(energy_, track.energy_J_kg - margin);
  const auto end = std::upper_bound(begin, energy_.end(), track.energy_J_kg + margin);
  for (auto it = begin; it != end; ++it) {
    const Orbit& orbit = orbits_[static_cast<std::size_t>(it - energy_.begin())];
    if (in_plane(orbit, track, minutes, tilt)) out.push_back(orbit.satellite);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t Sieve::num_in(const Box& box) const {
  const auto begin = std::ranges::lower_bound(energy_, energy_of(box.a_low_m));
  const auto end = std::upper_bound(begin, energy_.end(), energy_of(box.a_high_m));
  return static_cast<std::size_t>(std::count_if(begin, end, [&](const double& energy) {
    const Orbit& o = orbits_[static_cast<std::size_t>(&energy - energy_.data())];
    return o.eccentricity >= box.e_low && o.eccentricity <= box.e_high && o.cos_i >= box.c_low &&
           o.cos_i <= box.c_high;
  }));
}

double Sieve::density(const Sought& track) const {
  const double a = -kMu / (2 * track.energy_J_kg), e = track.eccentricity, c = track.normal.z;
  if (!(a > 0)) return 0; // an open orbit: no satellite is like it
  const auto around = [&](double part) {
    const double wide =
        std::min(0.05 * part + 2 * track.sigma_energy_J_kg / std::abs(track.energy_J_kg), 0.9);
    const double some = 0.05 * part + 2 * track.sigma_eccentricity,
                 turn = 0.1 * part + 2 * track.sigma_normal_rad;
    return Box{a * (1 - wide),
               a * (1 + wide),
               std::clamp(e - some, 0.0, 0.98),
               std::min(e + some, 0.999),
               std::max(c - turn, -1.0),
               std::min(c + turn, 1.0)};
  };
  double part = 1. / 16;
  while (part < 1 && num_in(around(part)) < kEnough) part *= 2;
  const Box box = around(part);
  const double L = std::sqrt(kMu * a), G = L * std::sqrt(1 - e * e);
  const double dL = std::sqrt(kMu * box.a_high_m) - std::sqrt(kMu * box.a_low_m);
  const double dG = L * (std::sqrt(1 - box.e_low * box.e_low) - std::sqrt(1 - box.e_high * box.e_high));
  const double dH = G * (box.c_high - box.c_low);
  return static_cast<double>(num_in(box) + 1) / (8 * kPi * kPi * kPi * dL * dG * dH);
}

} // namespace dewline::catalog
