// Global nearest neighbour: the assignment of greatest total gain.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace dewline::track {

/// Track `track` may take detection `detection`; gain: its log-likelihood ratio against "missed and false".
struct Pairing {
  std::uint32_t track = 0, detection = 0;
  double gain = 0;
};

inline constexpr std::int32_t kNone = -1;

/// By track: the index into `pairings` that it takes, or kNone. Each detection is taken at most once; the sum
/// of gains is the greatest possible (a pairing with gain <= 0 is never taken). Pairings not listed are
/// forbidden. Shortest augmenting paths (the scheme known as Jonker-Volgenant) inside each connected
/// component of the list, so a sparse list costs little. Equal sums: the choice depends only on the order of
/// the list.
std::vector<std::int32_t> assign(std::uint32_t num_tracks, std::uint32_t num_detections,
                                 std::span<const Pairing> pairings);

} // namespace dewline::track
