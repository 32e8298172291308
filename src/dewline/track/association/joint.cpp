#include "dewline/track/association/joint.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/track/association/workspace.hpp"

namespace dewline::track {
namespace {

void start(std::uint32_t num_tracks, std::uint32_t num_detections, std::size_t num_pairings,
           JointProbabilities& out) {
  out.pairing.assign(num_pairings, 0);
  out.missed.assign(num_tracks, 1);
  out.nobody.assign(num_detections, 1);
  out.num_exact = out.num_approximate = out.num_unsettled = 0;
}

void write(const Cluster& cluster, std::span<const double> edge, std::span<const double> missed,
           JointProbabilities& out) {
  for (std::uint32_t i = 0; i < cluster.num_rows(); ++i) {
    out.missed[cluster.tracks[i]] = missed[i];
    for (std::uint32_t k = cluster.first_edge[i]; k < cluster.first_edge[i + 1]; ++k) {
      const double p = edge[k - cluster.first_edge.front()];
      out.pairing[cluster.edges[k].pairing] = p;
      out.nobody[cluster.detections[cluster.edges[k].column]] -= p;
    }
  }
  for (const std::uint32_t d : cluster.detections) out.nobody[d] = std::max(0.0, out.nobody[d]);
}

void sum_cluster(const Cluster& cluster, const JointLimits& limits, Workspace& w) {
  w.matcher.solve(cluster);
  if (w.exact.sum(cluster, w.matcher, limits.max_states)) {
    ++w.joint.num_exact;
    write(cluster, w.exact.edge(), w.exact.missed(), w.joint);
    return;
  }
  ++w.joint.num_approximate;
  w.joint.num_unsettled += w.flow.sum(cluster, w.matcher, limits) ? 0 : 1;
  write(cluster, w.flow.edge(), w.flow.missed(), w.joint);
}

} // namespace

const JointProbabilities& joint_probabilities(std::uint32_t num_tracks, std::uint32_t num_detections,
                                              std::span<const Pairing> pairings, const JointLimits& limits,
                                              Workspace& w) {
  w.clusters.build(num_tracks, num_detections, pairings, Clusters::Take::all);
  w.clusters.check_no_repeats();
  start(num_tracks, num_detections, pairings.size(), w.joint);
  for (std::size_t c = 0; c < w.clusters.size(); ++c) sum_cluster(w.clusters[c], limits, w);
  return w.joint;
}

const JointProbabilities& single_probabilities(std::uint32_t num_tracks, std::uint32_t num_detections,
                                               std::span<const Pairing> pairings, Workspace& w) {
  JointProbabilities& out = w.joint;
  start(num_tracks, num_detections, pairings.size(), out);
  std::vector<double>& greatest = w.greatest;
  greatest.assign(num_tracks, 0);
  for (const Pairing& p : pairings) {
    DW_CHECK(p.track < num_tracks && p.detection < num_detections);
    DW_CHECK(p.gain < std::numeric_limits<double>::infinity());
    greatest[p.track] = std::max(greatest[p.track], p.gain);
  }
  for (std::uint32_t t = 0; t < num_tracks; ++t) out.missed[t] = std::exp(-greatest[t]);
  w.sum = out.missed;
  for (std::size_t i = 0; i < pairings.size(); ++i) {
    out.pairing[i] = std::exp(pairings[i].gain - greatest[pairings[i].track]);
    w.sum[pairings[i].track] += out.pairing[i];
  }
  for (std::uint32_t t = 0; t < num_tracks; ++t) out.missed[t] /= w.sum[t];
  for (std::size_t i = 0; i < pairings.size(); ++i) {
    out.pairing[i] /= w.sum[pairings[i].track];
    out.nobody[pairings[i].detection] *= 1 - out.pairing[i];
  }
  out.num_exact = num_tracks;
  return out;
}

} // namespace dewline::track
