// A track's error carried through a function of its state.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>

#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/alert.hpp"

namespace dewline::warn {

inline PosVel state(const VecN<6>& x) {
  return {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}};
}
/// Turned to E's axes at the track's instant, velocity still inertial.
inline PosVel aligned(const PosVel& x_G, const Mat3& R_EG) {
  return {R_EG * x_G.p, R_EG * x_G.v};
}

/// What sigma points show: three numbers each (east, north, time; or energy, perigee).
using Three = Vec3;

/// Columns of the Cholesky factor of a covariance; a direction without variance gives a zero column.
std::array<VecN<6>, 6> cholesky_columns(const MatNM<6>& cov);
/// East and north of a place seen from a nearby one, along the curved surface; the third is handed through.
Three seen_from(const earth::Geodetic& origin, const Vec3& p_E, double t_s);
/// A place on the ellipsoid with the covariance of (east, north, time).
PlaceEstimate place_with(const earth::Geodetic& at, Time when, const MatNM<3>& cov);

/// Covariance of f over the track's error by central differences, second order at +-sqrt(3) sigma, first
/// order with shorter steps where f has no answer that far out; nothing if it has none at the mean.
template <class F>
std::optional<MatNM<3>> spread(const track::Track& track, const Mat3& R_EG, F&& f) {
  const auto columns = cholesky_columns(track.x_G.cov);
  const auto at = [&](std::size_t j, double step) -> std::optional<Three> {
    VecN<6> x = track.x_G.mean;
    for (std::size_t i = 0; i < 6; ++i) x[i] += step * columns[j][i];
    return f(aligned(state(x), R_EG));
  };
  const std::optional<Three> middle = f(aligned(state(track.x_G.mean), R_EG));
  if (!middle) return std::nullopt;
  for (const double step : {std::numbers::sqrt3, 0.3, 0.01}) {
    MatNM<3> cov;
    bool whole = true;
    const double w1 = 1 / (4 * step * step), w2 = step > 1 ? (step * step - 1) / (4 * std::pow(step, 4)) : 0;
    for (std::size_t j = 0; j < 6 && whole; ++j) {
      const auto plus = at(j, step), minus = at(j, -step);
      whole = plus && minus;
      if (!whole) break;
      const Three slope = *plus - *minus, bend = *plus + *minus - 2 * *middle;
      for (std::size_t r = 0; r < 3; ++r)
        for (std::size_t c = 0; c < 3; ++c) cov(r, c) += w1 * slope[r] * slope[c] + w2 * bend[r] * bend[c];
    }
    if (whole) return cov;
  }
  return std::nullopt;
}

} // namespace dewline::warn
