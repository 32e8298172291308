// Stable 64-bit hashes (XXH3): same bytes, same number, on every machine.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dewline {

/// XXH3-64 of the bytes. An author's id becomes a draw's address this way.
std::uint64_t hash64(std::string_view bytes);
std::uint64_t hash64(std::span<const std::byte> bytes);
/// Mixes a further number into a hash; order matters.
std::uint64_t combine(std::uint64_t hash, std::uint64_t next);
/// 16 lower-case hexadecimal digits.
std::string hex(std::uint64_t hash);

} // namespace dewline
