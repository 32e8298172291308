// Surveillance tables from any bytes: taken or refused with a reason; what is taken has rising times.
#include <cstdint>
#include <string_view>

#include "dewline/truth/surveillance.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  dewline::Problems problems;
  static_cast<void>(dewline::truth::is_surveillance(text));
  const auto tracks = dewline::truth::read_surveillance(text, {}, problems);
  if (tracks.has_value() != problems.empty()) __builtin_trap();
  if (!tracks) return 0;
  for (const auto& track : *tracks) {
    if (track.time_s.size() != track.sample.size() || track.time_s.size() < 5) __builtin_trap();
    for (std::size_t i = 1; i < track.time_s.size(); ++i)
      if (!(track.time_s[i] > track.time_s[i - 1])) __builtin_trap();
  }
  return 0;
}
