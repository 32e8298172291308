// What may belong together: a track, a detection, and what the pairing is worth.
#pragma once
#include <cstdint>

namespace dewline::track {

/// Track `track` may take detection `detection`; gain: its log-likelihood ratio against "missed and false".
struct Pairing {
  std::uint32_t track = 0, detection = 0;
  double gain = 0;
};

inline constexpr std::int32_t kNone = -1;

} // namespace dewline::track
