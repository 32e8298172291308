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

HWY_INLINE F root(F x) { return hn::Sqrt(x.v); }
HWY_INLINE F magnitude(F x) { return hn::Abs(x.v); }
HWY_INLINE F select(Mask m, F yes, F no) { return hn::IfThenElse(m, yes.v, no.v); }
HWY_INLINE F only(Mask m, F yes) { return hn::IfThenElseZero(m, yes.v); }
HWY_INLINE Mask both(Mask a, Mask b) { return hn::And(a, b); }
HWY_INLINE Mask either(Mask a, Mask b) { return hn::Or(a, b); }
HWY_INLINE Mask negate(Mask m) { return hn::Not(m); }
HWY_INLINE bool any(Mask m) { return !hn::AllFalse(D{}, m); }

/// Sine and cosine of one angle.
struct Turn {
  F s, c;
};
/// The turn by both angles.
HWY_INLINE Turn operator*(Turn a, Turn b) { return {a.s * b.c + a.c * b.s, a.c * b.c - a.s * b.s}; }

/// By the quadrant's minimax polynomials (fitted by us with Chebyshev nodes to 2e-17 of the value), after
/// taking off quarter turns in two parts: the first has 33 bits, so that its multiples are exact up to 2^20
/// quarters. Absolute error <= 2e-16 below a million radians (test_base Lanes).
HWY_INLINE Turn turn(F x) {
  constexpr double kRound = 6755399441055744.0; // 1.5 * 2^52: the sum's low bits are the nearest integer
  const F shifted = x * F(0.6366197723675814) + F(kRound), quarters = shifted - F(kRound);
  const F r = (x - quarters * F(1.5707963267341256)) - quarters * F(6.077100506506192e-11);
  const F z = r * r, z2 = z * z, z4 = z2 * z2;
  const F ps = (F(-0.16666666666666665741) + z * F(0.0083333333333309462382)) +
               z2 * (F(-0.00019841269836754971329) + z * F(2.7557316100683028681e-6)) +
               z4 * (F(-2.5051131455427946111e-8) + z * F(1.5918101230274120486e-10));
  const F pc = (F(0.041666666666666664354) + z * F(-0.0013888888888887395388)) +
               z2 * (F(0.000024801587298763432633) + z * F(-2.7557317270560326439e-7)) +
               z4 * (F(2.0876146024689746988e-9) + z * F(-1.1382614868556324512e-11));
  const F s = r + r * (z * ps), c = F(1.0) - (F(0.5) * z - z2 * pc);

  const U u;
  const auto q = hn::BitCast(u, shifted.v), one = hn::Set(u, 1), two = hn::Set(u, 2);
  const Mask odd = hn::RebindMask(D{}, hn::TestBit(q, one));
  const auto sign_s = hn::ShiftLeft<62>(hn::And(q, two)),
             sign_c = hn::ShiftLeft<62>(hn::And(hn::Add(q, one), two));
  return {hn::Xor(select(odd, c, s).v, hn::BitCast(D{}, sign_s)),
          hn::Xor(select(odd, s, c).v, hn::BitCast(D{}, sign_c))};
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
