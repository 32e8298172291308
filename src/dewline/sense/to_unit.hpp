// Several uniforms from the words of one address.
#pragma once
#include <cstdint>

namespace dewline::sense {

/// A 64-bit word as a number in (0, 1]: the middle of one of 2^53 equal cells; 1 itself has a chance of 2^-53.
inline double to_unit(std::uint64_t word) { return (static_cast<double>(word >> 11) + 0.5) * 0x1p-53; }

} // namespace dewline::sense
