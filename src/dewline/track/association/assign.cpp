#include "dewline/track/association/assign.hpp"

#include "dewline/track/association/workspace.hpp"

namespace dewline::track {
namespace {

const Edge& best_of(const Cluster& cluster) {
  const Edge* best = cluster.edges + cluster.first_edge.front();
  for (const Edge* e = best + 1; e < cluster.edges + cluster.first_edge.back(); ++e)
    if (e->gain > best->gain) best = e;
  return *best;
}

} // namespace

std::span<const std::int32_t> assign(std::uint32_t num_tracks, std::uint32_t num_detections,
                                     std::span<const Pairing> pairings, Workspace& w) {
  w.clusters.build(num_tracks, num_detections, pairings, Clusters::Take::gains_only);
  w.taken.assign(num_tracks, kNone);
  for (std::size_t c = 0; c < w.clusters.size(); ++c) {
    const Cluster cluster = w.clusters[c];
    if (cluster.num_rows() == 1 || cluster.num_columns() == 1) { // one pairing only can be taken
      const std::uint32_t p = best_of(cluster).pairing;
      w.taken[pairings[p].track] = static_cast<std::int32_t>(p);
      continue;
    }
    w.matcher.solve(cluster);
    for (std::uint32_t i = 0; i < cluster.num_rows(); ++i)
      if (const std::int32_t e = w.matcher.taken()[i]; e != kNone)
        w.taken[cluster.tracks[i]] = static_cast<std::int32_t>(cluster.edges[e].pairing);
  }
  return w.taken;
}

std::vector<std::int32_t> assign(std::uint32_t num_tracks, std::uint32_t num_detections,
                                 std::span<const Pairing> pairings) {
  Workspace workspace;
  const auto taken = assign(num_tracks, num_detections, pairings, workspace);
  return {taken.begin(), taken.end()};
}

} // namespace dewline::track
