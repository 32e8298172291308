// Philox4x64-10 for many counters that share most of their words. Draws::words, through Random123's headers, is
// the readable one; both give the same words (test_base DrawsBatch).
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "dewline/base/draws.hpp"

namespace dewline {

/// The counter's four words of an address.
constexpr std::array<std::uint64_t, 4> counter(const Address& at) {
  return {(std::uint64_t{static_cast<std::uint32_t>(at.purpose)} << 32) | at.n, at.owner, at.event, at.item};
}

/// Source: as in draws.hpp. A round makes (c0, c1, c2, c3) into (high(m1 c2) ^ c1 ^ k0, low(m1 c2), high(m0 c0) ^
/// c3 ^ k1, low(m0 c0)); the key grows by a constant each round.
class PhiloxRow {
 public:
  using Words = std::array<std::uint64_t, 4>;

  explicit PhiloxRow(const std::array<std::uint64_t, 2>& key) {
    for (std::size_t r = 0; r < kRounds; ++r)
      keys_[r] = {key[0] + r * 0x9e3779b97f4a7c15, key[1] + r * 0xbb67ae8584caa73b};
  }
  static constexpr std::size_t kRounds = 10;
  static constexpr std::uint64_t kM0 = 0xd2e7470ee14c6c93, kM1 = 0xca5a826395121157;
  /// The two key words of a round.
  [[nodiscard]] const std::array<std::uint64_t, 2>& key(std::size_t round) const { return keys_[round]; }

  [[nodiscard]] Words words(const Words& counter) const { return rounds(counter, 0); }

  /// What does not depend on the last word of the counter: two rounds but for one product.
  struct Shared {
    Words second; ///< after the first round, its third word without the counter's last
    Words third;  ///< after the second round, its first two words still without the product
  };
  [[nodiscard]] Shared share(const Words& counter) const {
    Words c{counter[0], counter[1], counter[2], 0};
    c = round(c, 0);
    const auto p = product(kM0, c[0]);
    return {c, {c[1] ^ keys_[1][0], 0, p.high ^ c[3] ^ keys_[1][1], p.low}};
  }
  /// words({.., .., .., last}) of the shared rest.
  [[nodiscard]] Words words(const Shared& shared, std::uint64_t last) const {
    const auto p = product(kM1, shared.second[2] ^ last);
    return rounds({p.high ^ shared.third[0], p.low, shared.third[2], shared.third[3]}, 2);
  }

 private:
  struct Product {
    std::uint64_t high, low;
  };
  static Product product(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide p = static_cast<Wide>(a) * b;
    return {static_cast<std::uint64_t>(p >> 64), static_cast<std::uint64_t>(p)};
  }
  [[nodiscard]] Words round(const Words& c, std::size_t r) const {
    const Product p = product(kM0, c[0]), q = product(kM1, c[2]);
    return {q.high ^ c[1] ^ keys_[r][0], q.low, p.high ^ c[3] ^ keys_[r][1], p.low};
  }
  [[nodiscard]] Words rounds(Words c, std::size_t first) const {
    for (std::size_t r = first; r < kRounds; ++r) c = round(c, r);
    return c;
  }

  std::array<std::array<std::uint64_t, 2>, kRounds> keys_;
};

} // namespace dewline
