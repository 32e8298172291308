// Small matrices of lanes, and the prediction. Included once per instruction set, as base/lanes.hpp is.
#if defined(DEWLINE_TRACK_BATCH_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_TRACK_BATCH_LANES_HPP
#undef DEWLINE_TRACK_BATCH_LANES_HPP
#else
#define DEWLINE_TRACK_BATCH_LANES_HPP
#endif

#include "dewline/base/elementary.hpp"

#include "dewline/track/filters/batch_job.hpp"

// Rows of a small matrix have numbers of their own in registers only if every loop over them is unrolled.
#ifndef DEWLINE_UNROLL
#define DEWLINE_UNROLL _Pragma("GCC unroll 64")
#endif

HWY_BEFORE_NAMESPACE();
namespace dewline::track::HWY_NAMESPACE {
using namespace dewline::HWY_NAMESPACE;

constexpr std::size_t kWidth = hn::MaxLanes(D{});

// Half of all operations are multiply-adds, so here they are fused, and on every set of instructions: those without one
// (older than 2013) call the library's, which is exact and slow.
#if HWY_NATIVE_FMA
/// a b + c
HWY_INLINE F fused(F a, F b, F c) { return hn::MulAdd(a.v, b.v, c.v); }
/// c - a b
HWY_INLINE F less(F c, F a, F b) { return hn::NegMulAdd(a.v, b.v, c.v); }
#else
HWY_INLINE F fused(F a, F b, F c) {
  double x[kWidth], y[kWidth], z[kWidth];
  store(a, x), store(b, y), store(c, z);
  for (std::size_t l = 0; l < kWidth; ++l) z[l] = std::fma(x[l], y[l], z[l]);
  return load(z);
}
HWY_INLINE F less(F c, F a, F b) { return fused(-a, b, c); }
#endif

struct V3 {
  F a[3];
  HWY_INLINE F& operator[](std::size_t i) { return a[i]; }
  HWY_INLINE const F& operator[](std::size_t i) const { return a[i]; }
};
HWY_INLINE F dot(const V3& a, const V3& b) { return fused(a[2], b[2], fused(a[1], b[1], a[0] * b[0])); }
HWY_INLINE F plus_dot(F c, const V3& a, const V3& b) { return fused(a[2], b[2], fused(a[1], b[1], fused(a[0], b[0], c))); }
HWY_INLINE F less_dot(F c, const V3& a, const V3& b) { return less(less(less(c, a[0], b[0]), a[1], b[1]), a[2], b[2]); }
HWY_INLINE V3 cross(const V3& a, const V3& b) {
  return {{less(a[1] * b[2], a[2], b[1]), less(a[2] * b[0], a[0], b[2]), less(a[0] * b[1], a[1], b[0])}};
}
HWY_INLINE V3 operator*(F s, const V3& v) { return {{s * v[0], s * v[1], s * v[2]}}; }
HWY_INLINE V3 operator+(const V3& a, const V3& b) { return {{a[0] + b[0], a[1] + b[1], a[2] + b[2]}}; }
HWY_INLINE V3 operator-(const V3& a, const V3& b) { return {{a[0] - b[0], a[1] - b[1], a[2] - b[2]}}; }
HWY_INLINE V3 turned(const Mat3& R, const V3& v) {
  const auto row = [&](std::size_t k) HWY_ATTR { return dot({{F(R.a[k]), F(R.a[k + 1]), F(R.a[k + 2])}}, v); };
  return {{row(0), row(3), row(6)}};
}

/// Upper triangle of a symmetric matrix.
struct Sym3 {
  F xx, xy, xz, yy, yz, zz;
};

/// S = L diag(d) L', L with a unit diagonal. Divisions are slow: one serves both of the first two pivots, by way of the
/// minors m = d0 d1 and q = d0 d1 l21.
struct Ldl3 {
  F l10, l20, l21, d0, d1, d2, i0, i1, i2; ///< i: one over d
  explicit HWY_INLINE Ldl3(const Sym3& S) {
    const F m = less(S.xx * S.yy, S.xy, S.xy), q = less(S.xx * S.yz, S.xy, S.xz);
    const F per_d0_m = F(1.0) / (S.xx * m), per_m = S.xx * per_d0_m;
    i0 = m * per_d0_m, l10 = S.xy * i0, l20 = S.xz * i0, l21 = q * per_m;
    d0 = S.xx, d1 = m * i0, i1 = S.xx * per_m;
    d2 = less(less(S.zz, S.xz, l20), q, q * per_d0_m), i2 = F(1.0) / d2;
  }
  /// False for NaN.
  [[nodiscard]] HWY_INLINE Mask positive() const {
    const F zero(0.0), end(1e300);
    return both(both(both(zero < d0, d0 < end), both(zero < d1, d1 < end)), both(zero < d2, d2 < end));
  }
  /// L y = b
  [[nodiscard]] HWY_INLINE V3 lower(const V3& b) const {
    const F y1 = less(b[1], l10, b[0]);
    return {{b[0], y1, less(less(b[2], l20, b[0]), l21, y1)}};
  }
  /// S x = b
  [[nodiscard]] HWY_INLINE V3 solve(const V3& b) const {
    const V3 y = lower(b);
    const F x2 = i2 * y[2], x1 = less(i1 * y[1], l21, x2);
    return {{less(less(i0 * y[0], l10, x1), l20, x2), x1, x2}};
  }
};

/// Tracks, one per lane.
template <std::size_t N>
struct Tracks {
  using Batch = TrackBatch<N>;
  F x[Batch::kNumRows];
  HWY_INLINE F& P(std::size_t i, std::size_t j) { return x[Batch::cov_row(i, j)]; }
  HWY_INLINE V3 by_position(std::size_t i) { return {{P(i, 0), P(i, 1), P(i, 2)}}; }

  HWY_INLINE Tracks(const typename Batch::Block& from, std::size_t lane) {
    DEWLINE_UNROLL
    for (std::size_t k = 0; k < Batch::kNumRows; ++k) x[k] = hn::Load(D{}, from.row[k] + lane);
  }
  HWY_INLINE void store(typename Batch::Block& to, std::size_t lane) const {
    DEWLINE_UNROLL
    for (std::size_t k = 0; k < Batch::kNumRows; ++k) hn::Store(x[k].v, D{}, to.row[k] + lane);
  }
  /// Those of `other` where `which` says so.
  HWY_INLINE void take(const Tracks& other, Mask which) {
    DEWLINE_UNROLL
    for (std::size_t k = 0; k < Batch::kNumRows; ++k) x[k] = select(which, other.x[k], x[k]);
  }
};

/// The F of one axis, for states and for rows or columns of a covariance.
template <std::size_t N>
struct AxisF;
template <>
struct AxisF<6> {
  F f0;
  HWY_INLINE AxisF(const batch::AxisStep<6>& step, std::size_t lane) : f0(load(step.f[0] + lane)) {}
  HWY_INLINE void move(F& p, F& v) const { p = fused(f0, v, p); }
};
template <>
struct AxisF<9> {
  F f0, f1, f2, f3;
  HWY_INLINE AxisF(const batch::AxisStep<9>& step, std::size_t lane)
      : f0(load(step.f[0] + lane)), f1(load(step.f[1] + lane)), f2(load(step.f[2] + lane)), f3(load(step.f[3] + lane)) {}
  HWY_INLINE void move(F& p, F& v, F& a) const {
    p = fused(f1, a, fused(f0, v, p));
    v = fused(f2, a, v);
    a = f3 * a;
  }
};

/// x <- F x, P <- F P F' + Q, pair of axes by pair of axes: B <- F B F'.
template <std::size_t N>
HWY_INLINE void predict(Tracks<N>& t, const batch::AxisStep<N>& step, std::size_t lane) {
  constexpr std::size_t kK = N / 3;
  const AxisF<N> F_axis(step, lane);
  const auto move = [&](F* first, std::size_t apart) HWY_ATTR {
    if constexpr (N == 6) F_axis.move(first[0], first[apart]);
    else F_axis.move(first[0], first[apart], first[2 * apart]);
  };
  DEWLINE_UNROLL
  for (std::size_t a = 0; a < 3; ++a) {
    move(t.x + a, 3);
    DEWLINE_UNROLL
    for (std::size_t b = a; b < 3; ++b) {
      F B[kK * kK];
      DEWLINE_UNROLL
      for (std::size_t k = 0; k < kK * kK; ++k) B[k] = t.P(3 * (k / kK) + a, 3 * (k % kK) + b);
      DEWLINE_UNROLL
      for (std::size_t k = 0; k < kK; ++k) move(B + kK * k, 1);
      DEWLINE_UNROLL
      for (std::size_t k = 0; k < kK; ++k) move(B + k, kK);
      DEWLINE_UNROLL
      for (std::size_t k = 0, q = 0; k < kK; ++k)
        for (std::size_t l = 0; l < kK; ++l) {
          if (a == b && l < k) continue;
          F& P = t.P(3 * k + a, 3 * l + b);
          P = a == b ? B[kK * k + l] + load(step.q[q++] + lane) : B[kK * k + l];
        }
    }
  }
}

} // namespace dewline::track::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
