// Lanes of doubles for the fast kernels, with the few functions that they need. Included once per
// instruction set (Highway's foreach_target), so it has no include guard of the usual kind.
//
// Only addition, subtraction, multiplication, division, square root, comparison and bits: each has one right
// answer, so the same numbers come out whatever the width of the registers. No fused multiply-add, which the
// narrow sets lack.
#if defined(DEWLINE_BASE_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_BASE_LANES_HPP
#undef DEWLINE_BASE_LANES_HPP
#else
#define DEWLINE_BASE_LANES_HPP
#endif

#include "dewline/base/lanes_targets.hpp"

#include <hwy/highway.h>

#include <bit>
#include <cmath>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace dewline::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<double, kLanes>;
using U = hn::RebindToUnsigned<D>;
using Mask = hn::Mask<D>;

/// One number per lane, written like a number.
struct F {
  hn::Vec<D> v;
  F() = default;
  HWY_INLINE F(hn::Vec<D> lanes) : v(lanes) {}
  HWY_INLINE F(double x) : v(hn::Set(D{}, x)) {}
  friend HWY_INLINE F operator+(F a, F b) { return hn::Add(a.v, b.v); }
  friend HWY_INLINE F operator-(F a, F b) { return hn::Sub(a.v, b.v); }
  friend HWY_INLINE F operator*(F a, F b) { return hn::Mul(a.v, b.v); }
  friend HWY_INLINE F operator/(F a, F b) { return hn::Div(a.v, b.v); }
  friend HWY_INLINE F operator-(F a) { return hn::Neg(a.v); }
  friend HWY_INLINE Mask operator<(F a, F b) { return hn::Lt(a.v, b.v); }
  friend HWY_INLINE Mask operator>=(F a, F b) { return hn::Ge(a.v, b.v); }
};

HWY_INLINE F load(const double* from) { return hn::LoadU(D{}, from); }
HWY_INLINE void store(F x, double* to) { hn::StoreU(x.v, D{}, to); }
HWY_INLINE F root(F x) { return hn::Sqrt(x.v); }
HWY_INLINE F magnitude(F x) { return hn::Abs(x.v); }
HWY_INLINE F select(Mask m, F yes, F no) { return hn::IfThenElse(m, yes.v, no.v); }
HWY_INLINE F only(Mask m, F yes) { return hn::IfThenElseZero(m, yes.v); }
HWY_INLINE Mask both(Mask a, Mask b) { return hn::And(a, b); }
HWY_INLINE Mask either(Mask a, Mask b) { return hn::Or(a, b); }
HWY_INLINE Mask negate(Mask m) { return hn::Not(m); }
HWY_INLINE bool any(Mask m) { return !hn::AllFalse(D{}, m); }

// The same words for one number, so that a kernel written once, as a template, serves both.
HWY_INLINE double root(double x) { return std::sqrt(x); }
HWY_INLINE double magnitude(double x) { return std::abs(x); }
HWY_INLINE double select(bool m, double yes, double no) { return m ? yes : no; }
HWY_INLINE double only(bool m, double yes) { return m ? yes : 0.0; }
HWY_INLINE bool both(bool a, bool b) { return a && b; }
HWY_INLINE bool either(bool a, bool b) { return a || b; }
HWY_INLINE bool negate(bool m) { return !m; }

/// Sine and cosine of one angle.
template <class T>
struct TurnOf {
  T s, c;
  /// The turn by both angles.
  friend HWY_INLINE TurnOf operator*(TurnOf a, TurnOf b) {
    return {a.s * b.c + a.c * b.s, a.c * b.c - a.s * b.s};
  }
};
using Turn = TurnOf<F>;

/// Sine and cosine after `shifted` quarter turns more; its low bits hold their number.
HWY_INLINE Turn in_quadrant(F shifted, F s, F c) {
  const U u;
  const auto q = hn::BitCast(u, shifted.v), one = hn::Set(u, 1), two = hn::Set(u, 2);
  const Mask odd = hn::RebindMask(D{}, hn::TestBit(q, one));
  const auto sign_s = hn::ShiftLeft<62>(hn::And(q, two)),
             sign_c = hn::ShiftLeft<62>(hn::And(hn::Add(q, one), two));
  return {hn::Xor(select(odd, c, s).v, hn::BitCast(D{}, sign_s)),
          hn::Xor(select(odd, s, c).v, hn::BitCast(D{}, sign_c))};
}
HWY_INLINE TurnOf<double> in_quadrant(double shifted, double s, double c) {
  const auto q = std::bit_cast<std::uint64_t>(shifted);
  const auto signed_by = [](double x, std::uint64_t half) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) ^ ((half & 2) << 62));
  };
  const bool odd = q & 1;
  return {signed_by(odd ? c : s, q), signed_by(odd ? s : c, q + 1)};
}

constexpr double kRound = 6755399441055744.0; ///< 1.5 * 2^52: the sum's low bits are the nearest integer

/// The turn by `shifted` quarters and r, |r| <= pi / 4, by minimax polynomials (fitted by us with Chebyshev
/// nodes to 2e-17 of the value).
template <class T>
HWY_INLINE TurnOf<T> quarters_and(T shifted, T r) {
  const T z = r * r, z2 = z * z, z4 = z2 * z2;
  const T ps = (T(-0.16666666666666665741) + z * T(0.0083333333333309462382)) +
               z2 * (T(-0.00019841269836754971329) + z * T(2.7557316100683028681e-6)) +
               z4 * (T(-2.5051131455427946111e-8) + z * T(1.5918101230274120486e-10));
  const T pc = (T(0.041666666666666664354) + z * T(-0.0013888888888887395388)) +
               z2 * (T(0.000024801587298763432633) + z * T(-2.7557317270560326439e-7)) +
               z4 * (T(2.0876146024689746988e-9) + z * T(-1.1382614868556324512e-11));
  return in_quadrant(shifted, r + r * (z * ps), T(1.0) - (T(0.5) * z - z2 * pc));
}

/// Quarter turns are taken off in two parts: the first has 33 bits, so that its multiples are exact up to
/// 2^20 quarters. Absolute error <= 2e-16 below a million radians (test_base Lanes).
HWY_INLINE Turn turn(F x) {
  const F shifted = x * F(0.6366197723675814) + F(kRound), quarters = shifted - F(kRound);
  return quarters_and(shifted, (x - quarters * F(1.5707963267341256)) - quarters * F(6.077100506506192e-11));
}

constexpr double kSmallAngle_rad = 1.0 / 16;
/// Taylor's series: 5e-17 up to kSmallAngle_rad, 7e-15 up to 0.11.
HWY_INLINE Turn small_turn(F x) {
  const F z = x * x, z2 = z * z;
  const F ps = (F(-1.0 / 6) + z * F(1.0 / 120)) - z2 * F(1.0 / 5040);
  const F pc = (F(-0.5) + z * F(1.0 / 24)) + z2 * (F(-1.0 / 720) + z * F(1.0 / 40320));
  return {x + x * (z * ps), F(1.0) + z * pc};
}
/// The turn by an angle that is nearly always small: cheap while it is so in every lane.
HWY_INLINE Turn quick_turn(F x) {
  const Turn near = small_turn(x);
  const Mask small = magnitude(x) < F(kSmallAngle_rad);
  if (!any(negate(small))) return near;
  const Turn far = turn(x);
  return {select(small, near.s, far.s), select(small, near.c, far.c)};
}

/// The angle of (x, y) in [-pi, pi]; 0 for (0, 0). Error <= 3e-16 (test_base Lanes).
HWY_INLINE F angle_of(F y, F x) {
  const F ay = magnitude(y), ax = magnitude(x);
  const Mask steep = ax < ay;
  const F low = select(steep, ax, ay), high = select(steep, ay, ax),
          top = select(high < F(1e-300), F(1.0), high);
  // beyond 22.5 deg the angle is counted from 45 deg
  const Mask beyond = top * F(0.41421356237309503) < low;
  const F q = select(beyond, low - top, low) / select(beyond, low + top, top);
  const F z = q * q, z2 = z * z, z4 = z2 * z2, z8 = z4 * z4;
  const F p =
      (F(-0.33333333333333331483) + z * F(0.19999999999995513034)) +
      z2 * (F(-0.14285714284664818852) + z * F(0.11111111015117626499)) +
      z4 * ((F(-0.09090904572487347457) + z * F(0.076921830598941143275)) +
            z2 * (F(-0.066645096032553863274) + z * F(0.058581328944279219273))) +
      z8 * ((F(-0.05085365922344248224) + z * F(0.039229237138359428216)) + z2 * F(-0.019173922285547928546));
  F angle = q + q * (z * p);
  angle = select(beyond, F(0.78539816339744831) + angle, angle);
  angle = select(steep, F(1.5707963267948966) - angle, angle);
  angle = select(x < F(0.0), F(3.1415926535897932) - angle, angle);
  return hn::CopySign(angle.v, y.v);
}

} // namespace dewline::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
