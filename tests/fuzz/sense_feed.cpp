// Files of detections from any bytes: taken or refused with a reason; what is taken is sound.
#include <cmath>
#include <cstdint>
#include <string_view>

#include "dewline/sense/feed/feed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  dewline::Problems problems;
  dewline::sense::FeedParams params;
  params.azimuth = dewline::sense::Azimuth::north_clockwise;
  const auto rows = dewline::sense::read_feed(text, params, problems);
  if (rows.has_value() != problems.empty()) __builtin_trap();
  if (!rows) return 0;
  for (const auto& [d, label] : *rows) {
    if (!(d.range_m > 0) || !(d.sigma_range_m > 0) || !(d.u * d.u + d.v * d.v < 1)) __builtin_trap();
    if (d.face > 3 || !std::isfinite(d.az_rad) || !std::isfinite(d.el_rad)) __builtin_trap();
  }
  return 0;
}
