// The connected components of a list of pairings: what one of them decides says nothing to another.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/pairing.hpp"

namespace dewline::track {

/// A pairing inside a cluster.
struct Edge {
  std::uint32_t column = 0;  ///< of its detection within the cluster
  std::uint32_t pairing = 0; ///< index into the list
  double gain = 0;
};

/// One cluster: its rows are tracks, its columns detections, both in ascending order.
struct Cluster {
  std::span<const std::uint32_t> tracks, detections;
  std::span<const std::uint32_t> first_edge; ///< of each row, and the end of the last
  const std::uint32_t* end_edge = nullptr;   ///< of each row: normally where the next one begins
  const Edge* edges = nullptr;               ///< of all clusters; the numbers above count from here

  [[nodiscard]] std::span<const Edge> row(std::size_t i) const {
    return {edges + first_edge[i], edges + end_edge[i]};
  }
  [[nodiscard]] std::uint32_t num_rows() const { return static_cast<std::uint32_t>(tracks.size()); }
  [[nodiscard]] std::uint32_t num_columns() const { return static_cast<std::uint32_t>(detections.size()); }
};

/// Clusters in order of their first tracks; memory is kept from call to call. Tracks and detections without a
/// pairing are in none. Time: linear in tracks, detections and pairings.
class Clusters {
 public:
  enum class Take { gains_only, all }; ///< only pairings with gain > 0; or all but those of -infinity

  /// Throws ContractError for an index out of range and for a gain that is NaN or +infinity.
  void build(std::uint32_t num_tracks, std::uint32_t num_detections, std::span<const Pairing> pairings,
             Take take);
  [[nodiscard]] std::size_t size() const { return bounds_.empty() ? 0 : bounds_.size() - 1; }
  [[nodiscard]] Cluster operator[](std::size_t i) const;
  /// Throws ContractError if a track has the same detection twice.
  void check_no_repeats();

 private:
  struct Bound {
    std::uint32_t row = 0, column = 0; ///< first of the cluster
  };
  std::uint32_t find(std::uint32_t node);
  void join(std::uint32_t num_tracks, std::uint32_t num_detections, std::span<const Pairing> pairings);
  void number_clusters(std::uint32_t num_tracks, std::uint32_t num_detections);
  void place_members(std::uint32_t num_tracks, std::uint32_t num_detections);
  void place_edges(std::uint32_t num_tracks, std::span<const Pairing> pairings);

  std::vector<std::uint32_t> useful_;  ///< pairings that count
  std::vector<std::uint32_t> parent_;  ///< disjoint sets: tracks first, then detections
  std::vector<std::uint32_t> place_;   ///< of each node: in `tracks_`, or in `detections_`
  std::vector<Bound> bounds_;          ///< of each cluster, and the end
  std::vector<std::uint32_t> tracks_, detections_, first_edge_, stamp_;
  std::vector<Bound> next_;
  std::vector<Edge> edges_;
};

} // namespace dewline::track
