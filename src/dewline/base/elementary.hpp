// Logarithm, exponential and the turn of a fraction, written once for one number (T = double) and for lanes
// (T = F): the same operations in the same order, so the same bits. Included once per instruction set, as
// lanes.hpp is. Polynomials fitted by us with Chebyshev nodes.
#if defined(DEWLINE_BASE_ELEMENTARY_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_BASE_ELEMENTARY_HPP
#undef DEWLINE_BASE_ELEMENTARY_HPP
#else
#define DEWLINE_BASE_ELEMENTARY_HPP
#endif

#include "dewline/base/lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::HWY_NAMESPACE {

constexpr std::uint64_t kRootHalf = 0x3fe6a09e667f3bcd;      ///< the bits of sqrt(1/2)
constexpr std::uint64_t kToExponent = 0x3ff0000000000000 - kRootHalf;
constexpr std::uint64_t kMantissa = 0x000fffffffffffff;
constexpr std::uint64_t kTwo52 = 0x4330000000000000;         ///< the bits of 2^52: a small integer's float

/// A positive normal number is m 2^e, m from sqrt(1/2) to sqrt(2).
template <class T>
struct Parts {
  T m, e;
};
HWY_INLINE Parts<F> parts(F x) {
  const U u;
  const auto t = hn::Add(hn::BitCast(u, x.v), hn::Set(u, kToExponent));
  const auto m = hn::Add(hn::And(t, hn::Set(u, kMantissa)), hn::Set(u, kRootHalf));
  const auto e = hn::Or(hn::ShiftRight<52>(t), hn::Set(u, kTwo52));
  return {hn::BitCast(D{}, m), F(hn::BitCast(D{}, e)) - F(0x1p52 + 1023)};
}
HWY_INLINE Parts<double> parts(double x) {
  const std::uint64_t t = std::bit_cast<std::uint64_t>(x) + kToExponent;
  return {std::bit_cast<double>((t & kMantissa) + kRootHalf), static_cast<double>(t >> 52) - 1023};
}

/// ln x of a positive normal number; error < 1 ulp (test_base Elementary). With f = m - 1 and s = f / (2 + f),
/// ln m = f - f^2/2 + s (f^2/2 + R), R = 2 artanh(s) / s - 2 a polynomial in s^2.
template <class T>
HWY_INLINE T logarithm(T x) {
  constexpr double kHigh = 0.6931467056274414, kLow = 4.7493250390316726e-07; // of ln 2; kHigh has 21 bits
  const auto [m, e] = parts(x);
  const T f = m - T(1.0), s = f / (T(2.0) + f), z = s * s, z2 = z * z, half = T(0.5) * f * f;
  const T r = z * ((T(0.666666666666667) + z * T(0.39999999999899444)) +
                   z2 * ((T(0.2857142862600327) + z * T(0.22222211130259878)) +
                         z2 * ((T(0.18182889455674947) + z * T(0.15331710618210773)) +
                               z2 * T(0.14616585424888623))));
  return e * T(kHigh) - ((half - (s * (half + r) + e * T(kLow))) - f);
}

/// x 2^k, k in the low bits of `shifted`.
HWY_INLINE F scaled(F x, F shifted) {
  const U u;
  return hn::BitCast(D{}, hn::Add(hn::BitCast(u, x.v), hn::ShiftLeft<52>(hn::BitCast(u, shifted.v))));
}
HWY_INLINE double scaled(double x, double shifted) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) + (std::bit_cast<std::uint64_t>(shifted) << 52));
}

/// e^x for |x| <= 700; error < 1.25 ulp (test_base Elementary).
template <class T>
HWY_INLINE T exponential(T x) {
  constexpr double kHigh = 0.6931467056274414, kLow = 4.7493250390316726e-07;
  const T shifted = x * T(1.4426950408889634) + T(kRound), k = shifted - T(kRound);
  const T r = (x - k * T(kHigh)) - k * T(kLow), r2 = r * r, r4 = r2 * r2;
  const T low = (T(0.5) + r * T(0.16666666666666669)) + r2 * (T(0.04166666666662413) + r * T(0.008333333333330062));
  const T high = (T(0.0013888888917213717) + r * T(0.00019841269863053618)) +
                 r2 * (T(2.4801521295954376e-05) + r * T(2.7557268459997064e-06)) +
                 r4 * (T(2.7620088445409746e-07) + r * T(2.510038549551032e-08));
  return scaled(T(1.0) + (r + r2 * (low + r4 * high)), shifted);
}

/// Sine and cosine of 2 pi v, v from 0 to 1: the quarter turns come off without rounding. Error <= 1 ulp of 1
/// (test_base Elementary).
template <class T>
HWY_INLINE TurnOf<T> turn_of(T v) {
  const T quarters = T(4.0) * v, shifted = quarters + T(kRound);
  return quarters_and(shifted, (quarters - (shifted - T(kRound))) * T(1.5707963267948966));
}

} // namespace dewline::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
