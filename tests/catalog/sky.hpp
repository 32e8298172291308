// A made-up catalogue, and tracks of what flies in it and of what does not.
#pragma once
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "../support/element_sets.hpp"
#include "dewline/catalog/correlate.hpp"
#include "dewline/catalog/set_error.hpp"

namespace dewline::support {

inline const earth::JulianDate kNow{2461005.5, 0.25}; ///< one to five days after the sets' epochs
inline const earth::Orientation& orientation() {
  static const earth::Orientation made(kNow);
  return made;
}

/// Half of it fills shells of a constellation at 550 km, the rest is strewn; a tenth is in deep space.
inline std::vector<catalog::Entry> sky(std::size_t num, std::uint64_t seed) {
  ElementMaker maker(seed);
  constexpr double kDeg = std::numbers::pi / 180;
  std::vector<catalog::Entry> out;
  for (std::size_t k = 0; k < num; ++k) {
    const auto number = static_cast<std::uint32_t>(k + 1);
    if (k % 10 == 0) {
      out.push_back({number, "", maker.make(kDeepSpace[k / 10 % 4])});
      continue;
    }
    orbit::MeanElements mean = maker.make(k % 7 == 0 ? OrbitKind::eccentric : OrbitKind::leo);
    if (k % 2 == 1) { // 72 planes of 53 degrees
      mean.inclination_rad = 53 * kDeg, mean.eccentricity = maker.between(0, 2e-4);
      mean.raan_rad = 5 * kDeg * std::floor(maker.between(0, 72));
      mean.mean_motion_rad_min = 15.06 * 2 * std::numbers::pi / 1440;
      mean.epoch_jd_utc = 2461005.5, mean.epoch_fraction = 0;
    }
    out.push_back({number, "", mean});
  }
  return out;
}

/// Normal draws of a seed, the same on every library.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : maker_(seed) {}
  double normal() {
    const double r = std::sqrt(-2 * std::log(maker_.between(1e-300, 1)));
    return r * std::cos(maker_.between(0, 2 * std::numbers::pi));
  }
  double between(double low, double high) { return maker_.between(low, high); }
  std::size_t below(std::size_t num) {
    return static_cast<std::size_t>(maker_.between(0, static_cast<double>(num)));
  }

  /// x plus an error of that covariance.
  VecN<6> around(const VecN<6>& x, const MatNM<6>& P) {
    MatNM<6> L; // Cholesky
    VecN<6> out = x, z;
    for (double& each : z) each = normal();
    for (std::size_t i = 0; i < 6; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        double s = P(i, j);
        for (std::size_t k = 0; k < j; ++k) s -= L(i, k) * L(j, k);
        L(i, j) = i == j ? std::sqrt(s) : s / L(j, j);
        out[i] += L(i, j) * z[j];
      }
    return out;
  }

 private:
  ElementMaker maker_;
};

/// Of a radar far away: sharp along a line of sight, blunt across it.
inline MatNM<6> radar_covariance(Noise& noise, double sigma_range_m, double sigma_across_m, double per_s) {
  const Vec3 line = unit(Vec3{noise.normal(), noise.normal(), noise.normal()});
  MatNM<6> P;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      const double across2 = sigma_across_m * sigma_across_m, range2 = sigma_range_m * sigma_range_m;
      const double p = (i == j ? across2 : 0) + (range2 - across2) * line[i] * line[j];
      P(i, j) = p, P(i + 3, j + 3) = p * per_s * per_s;
    }
  return P;
}

inline VecN<6> six(const PosVel& x) { return {x.p.x, x.p.y, x.p.z, x.v.x, x.v.y, x.v.z}; }
inline PosVel pos_vel(const VecN<6>& x) { return {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}}; }

/// Where SGP4 has an object in G at kNow; nothing if it has no state there.
inline std::optional<PosVel> place_G(const catalog::Entry& entry, double* minutes = nullptr) {
  const orbit::Sgp4 satellite(entry.mean);
  const double t = satellite.minutes_at(kNow);
  const auto now = satellite.state(t);
  if (minutes != nullptr) *minutes = t;
  if (now.error != orbit::Sgp4Error::none) return std::nullopt;
  const Mat3 R_GT = transpose(orientation().R_EG(Time{})) * orientation().R_ET(Time{});
  return PosVel{R_GT * now.x_TEME.p, R_GT * now.x_TEME.v};
}

inline track::Track track_at(const VecN<6>& mean, const MatNM<6>& P, std::uint32_t number = 1) {
  track::Track track;
  track.id = {NodeId{0}, number};
  track.status = track::Status::confirmed;
  track.x_G = {mean, P};
  track.num_updates = 5;
  track::mark_seen(track, sense::Kind::radar);
  return track;
}

/// A track of an object of the catalogue, which is where its set says up to the error of sets.
inline std::optional<track::Track> track_of(const catalog::Entry& entry, const MatNM<6>& P, Noise& noise,
                                            const catalog::CatalogueParams& params = {}) {
  double minutes = 0;
  const auto x = place_G(entry, &minutes);
  if (!x) return std::nullopt;
  const double dragged = catalog::dragged_m(orbit::Sgp4(entry.mean), minutes);
  const auto there = noise.around(six(*x), catalog::set_covariance(params, *x, minutes * 60, dragged));
  return track_at(noise.around(there, P), P);
}

} // namespace dewline::support
