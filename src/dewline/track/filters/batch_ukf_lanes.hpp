// One update by range, azimuth and elevation with sigma points. Included once per instruction set, as base/lanes.hpp is.
#if defined(DEWLINE_TRACK_BATCH_UKF_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_TRACK_BATCH_UKF_LANES_HPP
#undef DEWLINE_TRACK_BATCH_UKF_LANES_HPP
#else
#define DEWLINE_TRACK_BATCH_UKF_LANES_HPP
#endif

#include "dewline/track/filters/batch_ekf_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::track::HWY_NAMESPACE {

/// Arc tangent of |t| <= 1/16: Taylor's series, 1e-17 of the value.
HWY_INLINE F small_arc(F t) {
  const F z = t * t, z2 = z * z, z4 = z2 * z2;
  const F p = fused(z4, fused(z, F(1.0 / 13), F(-1.0 / 11)),
                    fused(z2, fused(z, F(1.0 / 9), F(-1.0 / 7)), fused(z, F(1.0 / 5), F(-1.0 / 3))));
  return fused(t, z * p, t);
}

/// What is measured of a point `from_S` off the middle, less the middle's: angles by the sine and cosine of their
/// difference.
HWY_INLINE V3 measured_from(const Line& at, const Seen& middle, const V3& from_S) {
  const V3 p = at.p_SO_S + from_S;
  const F flat2 = fused(p[1], p[1], p[0] * p[0]), flat = root(flat2), range = root(fused(p[2], p[2], flat2));
  const F s1 = less(from_S[0] * middle.north, from_S[1], middle.east);
  const F c1 = middle.flat_m + fused(from_S[1], middle.north, from_S[0] * middle.east);
  const F s2 = less(p[2] * middle.out, flat, middle.up), c2 = fused(p[2], middle.up, flat * middle.out);
  const Mask far = either(magnitude(s1) >= F(0.0625) * c1, magnitude(s2) >= F(0.0625) * c2);
  const F inverse = F(1.0) / (c1 * c2);
  V3 d{{range - middle.range_m, small_arc((s1 * c2) * inverse), small_arc((s2 * c1) * inverse)}};
  if (any(far)) {
    d[1] = select(far, angle_of(s1, c1), d[1]);
    d[2] = select(far, angle_of(s2, c2), d[2]);
  }
  return d;
}

/// With c the spread, w each outer point's weight, C the first three columns of P's root, d the points' measurements
/// less the middle's and m = w sum d their mean: S = R + w sum d d' + (beta - alpha^2) m m', which is the weighted sum
/// about m multiplied out; Pxz = w c sum over pairs of C_j (d_j+ - d_j-)'.
template <std::size_t N>
HWY_INLINE Fit update(Tracks<N>& t, const Site& site, const Plot& plot, const batch::PointWeights& w) {
  const Line at(site, {{t.x[0], t.x[1], t.x[2]}});
  const Seen middle(at);
  const Ldl3 root_P(Sym3{t.P(0, 0), t.P(0, 1), t.P(0, 2), t.P(1, 1), t.P(1, 2), t.P(2, 2)});
  const F zero(0.0), one(1.0), s0 = root(root_P.d0), s1 = root(root_P.d1), s2 = root(root_P.d2);
  const V3 C[3] = {s0 * V3{{one, root_P.l10, root_P.l20}}, s1 * V3{{zero, one, root_P.l21}}, s2 * V3{{zero, zero, one}}};

  V3 m{{zero, zero, zero}}, g[3];
  F S[6] = {zero, zero, zero, zero, zero, zero}; // upper triangle
  const auto add = [&](F weight, const V3& d) HWY_ATTR {
    const V3 s = weight * d;
    S[0] = fused(s[0], d[0], S[0]), S[1] = fused(s[0], d[1], S[1]), S[2] = fused(s[0], d[2], S[2]);
    S[3] = fused(s[1], d[1], S[3]), S[4] = fused(s[1], d[2], S[4]), S[5] = fused(s[2], d[2], S[5]);
  };
  DEWLINE_UNROLL
  for (std::size_t j = 0; j < 3; ++j) {
    const V3 off = F(w.spread) * turned(site.R_SF, C[j]);
    const V3 ahead = measured_from(at, middle, off), behind = measured_from(at, middle, F(-1.0) * off);
    m = m + F(w.each) * (ahead + behind);
    g[j] = F(w.each * w.spread) * (ahead - behind);
    add(F(w.each), ahead), add(F(w.each), behind);
  }
  add(F(w.shift), m);
  const Ldl3 factor(Sym3{S[0] + plot.R[0], S[1], S[2], S[3] + plot.R[1], S[4], S[5] + plot.R[2]});

  const V3 y = middle.residual(plot.z[0], turn(plot.z[1]), turn(plot.z[2])) - m, u = factor.solve(y);
  // rows of C are those of a root with unit diagonal, times s: s goes over to g, and its inverse is s / d
  const V3 h[3] = {s0 * g[0], s1 * g[1], s2 * g[2]};
  V3 X[N], K[N]; // Pxz; Pxz S^-1
  DEWLINE_UNROLL
  for (std::size_t i = 0; i < N; ++i) {
    const V3 b = root_P.lower(t.by_position(i)), c{{root_P.i0 * b[0], root_P.i1 * b[1], root_P.i2 * b[2]}};
    DEWLINE_UNROLL
    for (std::size_t k = 0; k < 3; ++k) X[i][k] = dot(c, {{h[0][k], h[1][k], h[2][k]}});
    t.x[i] = plus_dot(t.x[i], X[i], u);
  }
  DEWLINE_UNROLL
  for (std::size_t i = 0; i < N; ++i) {
    K[i] = factor.solve(X[i]);
    DEWLINE_UNROLL
    for (std::size_t j = 0; j <= i; ++j) t.P(i, j) = less_dot(t.P(i, j), K[i], X[j]);
  }
  const F nis = dot(y, u);
  const Mask ok = both(both(root_P.positive(), factor.positive()), magnitude(nis) < F(1e300));
  return {ok, nis, factor.d0 * factor.d1 * factor.d2, one};
}

} // namespace dewline::track::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
