// Known answers of Philox4x64-10: the three rows `philox4x64 10` of Random123's tests/kat_vectors (D. E. Shaw
// Research). The Debian package does not ship the file; the rows were read, identical, in two public copies:
// the test cases "copied verbatim from original source" in philox.py (E. Sarmas, 2018, Apache-2.0) and the
// doctest of a C++ port that cites tests/kat_vectors line by line.
#include <gtest/gtest.h>

#include "dewline/base/draws.hpp"

namespace dewline {
namespace {

using Words = std::array<std::uint64_t, 4>;

/// The address whose counter is `c`.
Address address(const Words& c) {
  return {.purpose = static_cast<Purpose>(c[0] >> 32), .n = static_cast<std::uint32_t>(c[0]), .owner = c[1],
          .event = c[2], .item = c[3]};
}

TEST(Philox, ZeroCounterAndKeyGiveThePublishedWords) {
  EXPECT_EQ(Draws(0, 0).words(address({})), (Words{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b,
                                                   0x7e68b68aec7ba23b}));
}

TEST(Philox, AllOnesGiveThePublishedWords) {
  constexpr std::uint64_t f = ~std::uint64_t{0};
  EXPECT_EQ(Draws(f, f).words(address({f, f, f, f})),
            (Words{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}));
}

TEST(Philox, TheDigitsOfPiGiveThePublishedWords) {
  const Words counter{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89};
  EXPECT_EQ(Draws(0x452821e638d01377, 0xbe5466cf34e90c6c).words(address(counter)),
            (Words{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}));
}

} // namespace
} // namespace dewline
