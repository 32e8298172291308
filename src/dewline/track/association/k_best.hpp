// The k best joint assignments of tracks to detections.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/pairing.hpp"

namespace dewline::track {

struct Workspace;

/// Joint assignments, the best first.
struct RankedAssignments {
  std::uint32_t num_tracks = 0;
  std::vector<double> gain;         ///< total of each, descending
  std::vector<std::int32_t> taken; ///< of each, by track: index into the pairings or kNone

  [[nodiscard]] std::size_t size() const { return gain.size(); }
  [[nodiscard]] std::span<const std::int32_t> operator[](std::size_t h) const {
    return {taken.data() + h * num_tracks, num_tracks};
  }
};

/// The k joint assignments of greatest total gain, or all if there are fewer. A track takes one pairing or
/// none (gain 0), a detection is taken once at most; pairings with negative gain are allowed choices, those
/// of -infinity are not. Method: Murty's partition of each connected component (`Murty`), with the
/// components' lists merged; equal totals come in an order that depends only on the order of the list. Tested
/// against enumeration (`KBest`). The answer stands until the workspace is used again. Throws ContractError
/// for an index out of range, a gain that is NaN or +infinity, and a track that has the same detection twice.
const RankedAssignments& k_best(std::uint32_t num_tracks, std::uint32_t num_detections,
                                std::span<const Pairing> pairings, std::uint32_t k, Workspace& workspace);

/// Scratch of `k_best`: clusters' lists, and how each joint assignment is put together from them.
struct RankMerge {
  struct Sum {
    double gain = 0;
    std::uint32_t before = 0,
                  own = 0; ///< entry of the list before this cluster, and of the cluster's own list
    friend bool operator<(const Sum& a, const Sum& b); ///< the heap's top is the best
  };
  struct Part {
    std::size_t first_sum = 0, first_taken = 0;
  };
  std::vector<Sum> heap, sums;
  std::vector<double> before, own; ///< gains, descending
  std::vector<Part> parts;         ///< of each cluster
  std::vector<std::int32_t> taken; ///< of each cluster's list, by row: index into the pairings or kNone
};

} // namespace dewline::track
