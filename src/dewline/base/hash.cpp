#include "dewline/base/hash.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace dewline {

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::uint64_t hash64(std::span<const std::byte> bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::uint64_t combine(std::uint64_t hash, std::uint64_t next) {
  unsigned char bytes[16]; // little-endian by hand: the number is the same on every machine
  for (unsigned i = 0; i < 8; ++i) {
    bytes[i] = static_cast<unsigned char>(hash >> (8 * i));
    bytes[8 + i] = static_cast<unsigned char>(next >> (8 * i));
  }
  return XXH3_64bits(bytes, sizeof bytes);
}

std::string hex(std::uint64_t hash) {
  std::string text(16, '0');
  for (auto digit = text.rbegin(); hash != 0; ++digit, hash >>= 4) *digit = "0123456789abcdef"[hash & 15];
  return text;
}

} // namespace dewline
