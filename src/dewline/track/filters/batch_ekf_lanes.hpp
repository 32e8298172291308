// One update by range, azimuth and elevation, linearised at the prediction. Included once per instruction set, as
// base/lanes.hpp is.
#if defined(DEWLINE_TRACK_BATCH_EKF_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_TRACK_BATCH_EKF_LANES_HPP
#undef DEWLINE_TRACK_BATCH_EKF_LANES_HPP
#else
#define DEWLINE_TRACK_BATCH_EKF_LANES_HPP
#endif

#include "dewline/track/filters/batch_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::track::HWY_NAMESPACE {

/// Measured range, azimuth, elevation and their variances.
struct Plot {
  V3 z, R;
  HWY_INLINE Plot(const batch::PlotRows& rows, std::size_t lane) {
    DEWLINE_UNROLL
    for (std::size_t k = 0; k < 3; ++k) {
      const F sigma = load(rows.sigma[k] + lane);
      z[k] = load(rows.z[k] + lane);
      R[k] = sigma * sigma;
    }
  }
};

/// The angle of sine s and cosine c; nearly always it is small, then by the arc sine's series (1e-17).
HWY_INLINE F angle_between(F s, F c) {
  const F z = s * s, z2 = z * z, z4 = z2 * z2;
  const F p = fused(z4, fused(z, F(231.0 / 13312), F(63.0 / 2816)),
                    fused(z2, fused(z, F(35.0 / 1152), F(5.0 / 112)), fused(z, F(3.0 / 40), F(1.0 / 6))));
  const F near = fused(s, z * p, s);
  const Mask far = either(magnitude(s) >= F(0.0625), F(0.0) >= c);
  return any(far) ? select(far, angle_of(s, c), near) : near;
}

/// Where a predicted track stands for the sensor. On the sensor's vertical axis its azimuth counts as north.
struct Line {
  V3 p_SO_F, p_SO_S;
  F range2, flat2, x, y; ///< flat: the horizontal part, x east and y north; never 0, as on the vertical axis it is 1 m
  Mask vertical;

  HWY_INLINE Line(const Site& site, const V3& p_FO_F) {
    p_SO_F = p_FO_F - V3{{F(site.p_FS_F.x), F(site.p_FS_F.y), F(site.p_FS_F.z)}};
    p_SO_S = turned(site.R_SF, p_SO_F);
    const F away2 = fused(p_SO_S[1], p_SO_S[1], p_SO_S[0] * p_SO_S[0]);
    range2 = fused(p_SO_S[2], p_SO_S[2], away2);
    vertical = F(0.0) >= away2;
    x = p_SO_S[0], y = select(vertical, F(1.0), p_SO_S[1]), flat2 = select(vertical, F(1.0), away2);
  }
};

/// Its range and the sines and cosines of its angles.
struct Seen {
  F range_m, flat_m;
  F east, north, up, out; ///< of azimuth: sine, cosine; of elevation: sine, cosine
  explicit HWY_INLINE Seen(const Line& at) : range_m(root(at.range2)), flat_m(root(at.flat2)) {
    const F inverse = F(1.0) / (flat_m * range_m), per_flat = range_m * inverse, per_range = flat_m * inverse;
    east = at.x * per_flat, north = at.y * per_flat;
    flat_m = select(at.vertical, F(0.0), flat_m);
    up = at.p_SO_S[2] * per_range, out = flat_m * per_range;
  }
  /// Measured less this, angles to the nearest turn; az and el are those measured.
  [[nodiscard]] HWY_INLINE V3 residual(F measured_m, const Turn& az, const Turn& el) const {
    return {{measured_m - range_m, angle_between(less(az.s * north, az.c, east), fused(az.s, east, az.c * north)),
             angle_between(less(el.s * out, el.c, up), fused(el.s, up, el.c * out))}};
  }
};

/// How one measurement fitted.
struct Fit {
  Mask ok;
  F nis, det_S, det_unit; ///< the determinant of S is the ratio
};

HWY_INLINE void put(const Fit& fit, const batch::PlotRows& to, std::size_t lane) {
  const F none(std::nan(""));
  if (to.nis) store(select(fit.ok, fit.nis, none), to.nis + lane);
  if (to.log_likelihood) {
    const F log_det = logarithm(select(fit.ok, fit.det_S / fit.det_unit, F(1.0)));
    const F density = F(-0.5) * ((fit.nis + log_det) + F(5.513631199228036)); // 3 ln 2 pi
    store(select(fit.ok, density, none), to.log_likelihood + lane);
  }
  if (!to.taken) return;
  double taken[kWidth];
  store(only(fit.ok, F(1.0)), taken);
  for (std::size_t l = 0; l < kWidth; ++l) to.taken[lane + l] = taken[l] > 0;
}

/// What comes of tracks whose fit is not ok is useless. In axes E along the line of sight, across it level (to the
/// right), and across it upwards, which are not of unit length but as they fall out, without roots or divisions:
/// p, a = (y, -x, 0), a x p, of squared lengths long2. `metre` is what makes R the variances along them in m^2; on the
/// vertical axis, where angles say nothing, that is very large. K R = P E' S^-1 diag(R metre) E with S = E Ppp E' + D.
template <std::size_t N>
HWY_INLINE Fit update(Tracks<N>& t, const Site& site, const Plot& plot) {
  const Line at(site, {{t.x[0], t.x[1], t.x[2]}});
  const auto& R = site.R_SF.a;
  const V3& r = at.p_SO_F;
  V3 a;
  DEWLINE_UNROLL
  for (std::size_t k = 0; k < 3; ++k) a[k] = less(at.y * F(R[k]), at.x, F(R[3 + k]));
  const V3 E[3] = {r, a, cross(a, r)};
  const V3 long2{{at.range2, at.flat2, at.flat2 * at.range2}};
  const F far(1e100), metre1 = select(at.vertical, far, at.flat2), metre2 = select(at.vertical, far, at.range2);
  const V3 across{{plot.R[0], metre1 * plot.R[1], metre2 * plot.R[2]}};

  V3 G[N]; // P E'
  DEWLINE_UNROLL
  for (std::size_t i = 0; i < N; ++i) {
    const V3 row = t.by_position(i);
    G[i] = {{dot(row, E[0]), dot(row, E[1]), dot(row, E[2])}};
  }
  const auto S = [&](std::size_t k, std::size_t l) HWY_ATTR {
    return dot(E[k], {{G[0][l], G[1][l], G[2][l]}});
  };
  const Ldl3 factor(Sym3{S(0, 0) + long2[0] * across[0], S(0, 1), S(0, 2), S(1, 1) + long2[1] * across[1],
                         S(1, 2), S(2, 2) + long2[2] * across[2]});
  const Seen seen(at);
  const V3 y0 = seen.residual(plot.z[0], turn(plot.z[1]), turn(plot.z[2]));
  const F arm1 = select(at.vertical, F(1e50), at.flat2), arm2 = select(at.vertical, F(1e50), seen.flat_m * seen.range_m);
  const V3 y{{seen.range_m * y0[0], arm1 * y0[1], (seen.range_m * arm2) * y0[2]}};
  const V3 u = factor.solve(y), DE[3] = {across[0] * E[0], across[1] * E[1], across[2] * E[2]};
  DEWLINE_UNROLL
  for (std::size_t i = 0; i < N; ++i) {
    t.x[i] = plus_dot(t.x[i], G[i], u);
    const V3 K = factor.solve(G[i]);
    DEWLINE_UNROLL
    for (std::size_t j = i < 3 ? i : 0; j < 3; ++j)
      t.P(i, j) = dot(K, {{DE[0][j], DE[1][j], DE[2][j]}});
    DEWLINE_UNROLL
    for (std::size_t j = i < 3 ? N : i; j < N; ++j) t.P(i, j) = less_dot(t.P(i, j), K, G[j]);
  }
  const F nis = dot(y, u);
  const Mask ok = both(factor.positive(), magnitude(nis) < F(1e300));
  return {ok, nis, factor.d0 * factor.d1 * factor.d2, (long2[0] * long2[1]) * (long2[2] * (metre1 * metre2))};
}

} // namespace dewline::track::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
