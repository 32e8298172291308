// The instruction sets that the fast kernels are compiled for: plain C++, SSE4, AVX2, AVX-512, NEON. Before
// any of Highway.
#pragma once
#include <cstddef>

// SSSE3 is as wide as SSE4; scalable vectors have no size that a struct could hold.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

namespace dewline {
constexpr std::size_t kLanes = 8; ///< neighbours in a block of columns, whatever the registers hold
}
