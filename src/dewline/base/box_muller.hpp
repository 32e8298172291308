// Words to uniforms and normals, for one number and for lanes. Included once per instruction set, as lanes.hpp is.
#if defined(DEWLINE_BASE_BOX_MULLER_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_BASE_BOX_MULLER_HPP
#undef DEWLINE_BASE_BOX_MULLER_HPP
#else
#define DEWLINE_BASE_BOX_MULLER_HPP
#endif

#include "dewline/base/elementary.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::HWY_NAMESPACE {

/// (k + 1/2) 2^-52 of a word's upper 52 bits k: 1.k, less 1 - 2^-53, exactly.
HWY_INLINE F open_unit(hn::Vec<U> word) {
  const U u;
  const auto one = hn::Or(hn::ShiftRight<12>(word), hn::Set(u, 0x3ff0000000000000));
  return F(hn::BitCast(D{}, one)) - F(1 - 0x1p-53);
}
HWY_INLINE double open_unit(std::uint64_t word) {
  return std::bit_cast<double>((word >> 12) | 0x3ff0000000000000) - (1 - 0x1p-53);
}

/// Two independent standard normals of two uniforms in (0, 1).
template <class T>
HWY_INLINE TurnOf<T> box_muller(T u, T v) {
  const T radius = root(T(-2.0) * logarithm(u));
  const TurnOf<T> turn = turn_of(v);
  return {radius * turn.s, radius * turn.c};
}

} // namespace dewline::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
