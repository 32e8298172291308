// Global nearest neighbour: the assignment of greatest total gain.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/pairing.hpp"

namespace dewline::track {

struct Workspace;

/// By track: the index into `pairings` that it takes, or kNone. Each detection is taken at most once; the sum
/// of gains is the greatest possible (a pairing with gain <= 0 is never taken). Pairings not listed are
/// forbidden, and so are those of -infinity. Shortest augmenting paths (`Matcher`) inside each connected
/// component of the list, so a sparse list costs little. Equal sums: the choice depends only on the order of
/// the list. Throws ContractError for an index out of range and for a gain that is NaN or +infinity.
std::vector<std::int32_t> assign(std::uint32_t num_tracks, std::uint32_t num_detections,
                                 std::span<const Pairing> pairings);
/// The same without allocation after the first calls; the answer stands until the workspace is used again.
std::span<const std::int32_t> assign(std::uint32_t num_tracks, std::uint32_t num_detections,
                                     std::span<const Pairing> pairings, Workspace& workspace);

} // namespace dewline::track
