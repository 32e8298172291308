#include "dewline/track/association/k_best.hpp"

#include <algorithm>
#include <limits>

#include "dewline/track/association/workspace.hpp"

namespace dewline::track {

bool operator<(const RankMerge::Sum& a, const RankMerge::Sum& b) {
  if (a.gain != b.gain) return a.gain < b.gain;
  return a.before != b.before ? a.before > b.before : a.own > b.own;
}

namespace {

void push(RankMerge& m, std::uint32_t before, std::uint32_t own) {
  if (before >= m.before.size() || own >= m.own.size()) return;
  m.heap.push_back({m.before[before] + m.own[own], before, own});
  std::push_heap(m.heap.begin(), m.heap.end());
}

/// The k greatest sums of one entry of each list; every pair is pushed once.
void merge(RankMerge& m, std::uint32_t k) {
  m.heap.clear();
  const std::size_t first = m.sums.size();
  push(m, 0, 0);
  while (!m.heap.empty() && m.sums.size() - first < k) {
    const RankMerge::Sum top = m.heap.front();
    std::pop_heap(m.heap.begin(), m.heap.end());
    m.heap.pop_back();
    m.sums.push_back(top);
    push(m, top.before, top.own + 1);
    if (top.own == 0) push(m, top.before + 1, 0);
  }
  m.before.clear();
  for (std::size_t i = first; i < m.sums.size(); ++i) m.before.push_back(m.sums[i].gain);
}

/// Ranks one cluster and merges it with those before. A loss that even the last of a full list does not have
/// is of no use.
void take_in(const Cluster& cluster, std::uint32_t k, Workspace& w) {
  RankMerge& m = w.merge;
  const double max_loss =
      m.before.size() < k ? std::numeric_limits<double>::infinity() : m.before.front() - m.before.back();
  w.murty.rank(cluster, k, max_loss, w.matcher);
  m.parts.push_back({m.sums.size(), m.taken.size()});
  m.own.clear();
  for (std::size_t h = 0; h < w.murty.size(); ++h) {
    m.own.push_back(w.murty.gain(h));
    for (std::uint32_t i = 0; i < cluster.num_rows(); ++i) m.taken.push_back(w.murty.pairing(h, i));
  }
  merge(m, k);
}

/// Follows each joint assignment back through the clusters.
void put_together(std::uint32_t num_tracks, Workspace& w) {
  const RankMerge& m = w.merge;
  RankedAssignments& out = w.ranked;
  out.num_tracks = num_tracks;
  out.gain = m.before;
  out.taken.assign(out.gain.size() * num_tracks, kNone);
  for (std::uint32_t h = 0; h < out.gain.size(); ++h) {
    std::uint32_t entry = h;
    for (std::size_t c = m.parts.size(); c-- > 0;) {
      const RankMerge::Sum& sum = m.sums[m.parts[c].first_sum + entry];
      const auto tracks = w.clusters[c].tracks;
      for (std::size_t i = 0; i < tracks.size(); ++i)
        out.taken[std::size_t{h} * num_tracks + tracks[i]] =
            m.taken[m.parts[c].first_taken + sum.own * tracks.size() + i];
      entry = sum.before;
    }
  }
}

} // namespace

const RankedAssignments& k_best(std::uint32_t num_tracks, std::uint32_t num_detections,
                                std::span<const Pairing> pairings, std::uint32_t k, Workspace& w) {
  w.clusters.build(num_tracks, num_detections, pairings, Clusters::Take::all);
  w.clusters.check_no_repeats();
  RankMerge& m = w.merge;
  m.sums.clear(), m.parts.clear(), m.taken.clear(), m.before.clear();
  if (k > 0) m.before.push_back(0);
  for (std::size_t c = 0; k > 0 && c < w.clusters.size(); ++c) take_in(w.clusters[c], k, w);
  put_together(num_tracks, w);
  return w.ranked;
}

} // namespace dewline::track
