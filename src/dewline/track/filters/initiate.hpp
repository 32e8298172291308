// First estimates of a track. Model page: docs/models/filters.md. Two lines of sight at once:
// track/stereo.hpp.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "dewline/base/matrix.hpp"

namespace dewline::track {

/// A measured place and a prior of velocity, independent: [p v].
template <std::size_t D>
Gaussian<2 * D> one_point(const Gaussian<D>& place, const VecN<D>& velocity, const VecN<D>& sigma_m_s) {
  Gaussian<2 * D> x;
  for (std::size_t i = 0; i < D; ++i) {
    x.mean[i] = place.mean[i];
    x.mean[D + i] = velocity[i];
    x.cov(D + i, D + i) = sigma_m_s[i] * sigma_m_s[i];
    for (std::size_t j = 0; j < D; ++j) x.cov(i, j) = place.cov(i, j);
  }
  return x;
}

/// Two measured places dt_s apart: v = (b - a)/dt + accel dt/2 at b, with the covariance of both places and
/// of white acceleration of density psd between them (psd dt/3 on the speed). `accel` is what is known to
/// act, gravity for a coasting body. Textbook (general knowledge).
template <std::size_t D>
Gaussian<2 * D> two_point(const Gaussian<D>& a, const Gaussian<D>& b, double dt_s, const VecN<D>& accel_m_s2,
                          double psd_m2_s3) {
  Gaussian<2 * D> x;
  for (std::size_t i = 0; i < D; ++i) {
    x.mean[i] = b.mean[i];
    x.mean[D + i] = (b.mean[i] - a.mean[i]) / dt_s + accel_m_s2[i] * dt_s / 2;
    for (std::size_t j = 0; j < D; ++j) {
      x.cov(i, j) = b.cov(i, j);
      x.cov(i, D + j) = x.cov(D + j, i) = b.cov(i, j) / dt_s;
      x.cov(D + i, D + j) = (a.cov(i, j) + b.cov(i, j)) / (dt_s * dt_s) + (i == j) * psd_m2_s3 * dt_s / 3;
    }
  }
  return x;
}

/// One line of sight in Earth-fixed axes: where the satellite was and where it looked.
struct LineOfSight {
  double time_s = 0;
  Vec3 p_ES_E;      ///< the satellite [m]
  Vec3 direction_E; ///< unit vector
  double sigma_rad = 0; ///< of each of the two angles across it
};

/// What a boost fit found.
struct BoostFit {
  Gaussian<6> x_E;           ///< at the last line of sight; velocity relative to the turning Earth
  std::string_view name;     ///< the template that fits best
  double prob = 0;           ///< of that template against the others, equal before
  double ignition_s = 0;     ///< by that template
  double chi_square = 0;     ///< of its residuals and priors
  std::size_t num_values = 0; ///< two for each line of sight
};

/// What is known before a fit (assumptions): first seen kSeenAfter_s +- kSigmaSeen_s after ignition, loft 0
/// +- kSigmaLoft, time stretched by 1 +- kSigmaStretch, and what no template knows: kSigmaTemplate of the way
/// and of the speed.
inline constexpr double kSeenAfter_s = 45, kSigmaSeen_s = 20, kSigmaLoft = 0.6, kSigmaStretch = 0.05,
                        kSigmaTemplate = 0.03;

/// A boost seen as angles only, by one satellite or more: launch place, heading, ignition, loft and stretch
/// of time of every template by damped least squares (Levenberg and Marquardt's, textbook) with the priors
/// above; the templates' estimates are combined by their posterior weights (chi-square and determinant,
/// Laplace's approximation). At least four lines of sight that last 10 s, the first of which meets the
/// Earth's surface or passes it within 100 km; else nothing. The Earth's rotation during the boost is left
/// out but for the axes (Coriolis: some kilometres in three minutes, inside kSigmaTemplate). stats_track,
/// BoostTemplates.
std::optional<BoostFit> fit_boost(std::span<const LineOfSight> lines);

} // namespace dewline::track
