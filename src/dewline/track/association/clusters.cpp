#include "dewline/track/association/clusters.hpp"

#include <limits>
#include <numeric>

#include "dewline/base/check.hpp"

namespace dewline::track {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kAlone = std::numeric_limits<std::uint32_t>::max();

} // namespace

std::uint32_t Clusters::find(std::uint32_t node) {
  while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
  return node;
}

/// The smaller number is the root, so the root of a set is its first track.
void Clusters::join(std::uint32_t num_tracks, std::uint32_t num_detections,
                    std::span<const Pairing> pairings) {
  parent_.resize(std::size_t{num_tracks} + num_detections);
  std::iota(parent_.begin(), parent_.end(), 0U);
  for (const std::uint32_t p : useful_) {
    const std::uint32_t a = find(pairings[p].track), b = find(num_tracks + pairings[p].detection);
    if (a < b) parent_[b] = a;
    else parent_[a] = b;
  }
}

/// Turns `parent_` into the cluster of each node, and counts members into `bounds_`.
void Clusters::number_clusters(std::uint32_t num_tracks, std::uint32_t num_detections) {
  const std::uint32_t num_nodes = num_tracks + num_detections;
  place_.assign(num_nodes, 0); // here: does any pairing touch it
  bounds_.clear();
  for (std::uint32_t node = 0; node < num_nodes; ++node) parent_[node] = find(node);
  for (std::uint32_t node = num_tracks; node < num_nodes; ++node)
    if (parent_[node] < num_tracks) place_[parent_[node]] = 1;
  for (std::uint32_t node = 0; node < num_nodes; ++node) {
    const std::uint32_t root = parent_[node];
    if (root == node) {
      parent_[node] = place_[node] > 0 ? static_cast<std::uint32_t>(bounds_.size()) : kAlone;
      if (parent_[node] != kAlone) bounds_.emplace_back();
    } else {
      parent_[node] = parent_[root]; // the root came first
    }
    if (parent_[node] != kAlone)
      ++(node < num_tracks ? bounds_[parent_[node]].row : bounds_[parent_[node]].column);
  }
}

void Clusters::place_members(std::uint32_t num_tracks, std::uint32_t num_detections) {
  Bound sum;
  for (Bound& b : bounds_) {
    const Bound count = b;
    b = sum;
    sum.row += count.row, sum.column += count.column;
  }
  next_ = bounds_;
  bounds_.push_back(sum);
  tracks_.resize(sum.row), detections_.resize(sum.column);
  for (std::uint32_t node = 0; node < num_tracks; ++node)
    if (parent_[node] != kAlone) tracks_[place_[node] = next_[parent_[node]].row++] = node;
  for (std::uint32_t d = 0; d < num_detections; ++d)
    if (const std::uint32_t c = parent_[num_tracks + d]; c != kAlone)
      detections_[place_[num_tracks + d] = next_[c].column++] = d;
}

/// By row, in the order of the list.
void Clusters::place_edges(std::uint32_t num_tracks, std::span<const Pairing> pairings) {
  first_edge_.assign(tracks_.size() + 1, 0);
  for (const std::uint32_t p : useful_) ++first_edge_[place_[pairings[p].track] + 1];
  for (std::size_t r = 1; r < first_edge_.size(); ++r) first_edge_[r] += first_edge_[r - 1];
  edges_.resize(useful_.size());
  for (const std::uint32_t p : useful_) {
    const Pairing& pairing = pairings[p];
    const std::uint32_t column =
        place_[num_tracks + pairing.detection] - bounds_[parent_[pairing.track]].column;
    edges_[first_edge_[place_[pairing.track]]++] = {column, p, pairing.gain};
  }
  for (std::size_t r = first_edge_.size() - 1; r > 0; --r) first_edge_[r] = first_edge_[r - 1];
  first_edge_[0] = 0;
}

void Clusters::build(std::uint32_t num_tracks, std::uint32_t num_detections,
                     std::span<const Pairing> pairings, Take take) {
  DW_CHECK(std::size_t{num_tracks} + num_detections < kAlone && pairings.size() < kAlone);
  const double above = take == Take::gains_only ? 0 : -kInfinity;
  useful_.clear();
  for (std::uint32_t p = 0; p < pairings.size(); ++p) {
    DW_CHECK(pairings[p].track < num_tracks && pairings[p].detection < num_detections);
    DW_CHECK(pairings[p].gain < kInfinity);
    if (pairings[p].gain > above) useful_.push_back(p);
  }
  join(num_tracks, num_detections, pairings);
  number_clusters(num_tracks, num_detections);
  place_members(num_tracks, num_detections);
  place_edges(num_tracks, pairings);
}

Cluster Clusters::operator[](std::size_t i) const {
  const Bound from = bounds_[i], to = bounds_[i + 1];
  return {{tracks_.data() + from.row, tracks_.data() + to.row},
          {detections_.data() + from.column, detections_.data() + to.column},
          {first_edge_.data() + from.row, first_edge_.data() + to.row + 1},
          first_edge_.data() + from.row + 1,
          edges_.data()};
}

void Clusters::check_no_repeats() {
  for (std::size_t c = 0; c < size(); ++c) {
    const Cluster cluster = (*this)[c];
    stamp_.assign(cluster.num_columns(), 0);
    for (std::uint32_t i = 0; i < cluster.num_rows(); ++i)
      for (const Edge& e : cluster.row(i)) {
        DW_CHECK(stamp_[e.column] != i + 1);
        stamp_[e.column] = i + 1;
      }
  }
}

} // namespace dewline::track
