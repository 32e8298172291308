// Gamma variates of whole shape by inversion.
#pragma once
#include <cstdint>

namespace dewline::sense {

inline constexpr std::uint32_t kMaxGammaShape = 32; ///< beyond it the general inverse is about as fast

/// The x with Q(shape, x) = u, Q the upper regularised gamma function: a gamma variate of mean `shape` if u is
/// uniform. By Halley's rule from Wilson's and Hilferty's cube (both from general knowledge), on the logarithm of the
/// smaller tail: ln Q = -x + ln sum_{i < shape} x^i / i!, or the series of P. Two steps as a rule. shape 1 to
/// kMaxGammaShape, u in (0, 1), else ContractError. Relative error < 1e-14 against Boost.Math (test_sense
/// GammaInverse).
double gamma_q_inverse(std::uint32_t shape, double u);

} // namespace dewline::sense
