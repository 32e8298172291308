// Approximate probabilities over the joint events of one cluster, by belief propagation.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/joint.hpp"
#include "dewline/track/association/matcher.hpp"

namespace dewline::track {

/// The weight of an event is a product over tracks i (what does it take?) and detections j (who takes it?),
/// tied by "i takes j if and only if j is taken by i". Sum-product messages of that graph, each as the ratio
/// of its two values (takes to does not), reduce to
///   mu_ij = w_ij / (w_i0 + sum over j' != j of w_ij' nu_ij'),   nu_ij = 1 / (w_0j + sum over i' != i of
///   mu_i'j),
/// and the probability is w_ij nu_ij / (w_i0 + sum over j' of w_ij' nu_ij'). Exact where the graph is a tree;
/// it always settles (Williams & Lau, "Approximate evaluation of marginal association probabilities with
/// belief propagation", abstract, arXiv:1209.6299; the formulas above are our own derivation). Weights are
/// those of `JointExact`, at least exp(-300), so that no message overflows.
class JointFlow {
 public:
  /// False if it has not settled after `max_iterations`.
  bool sum(const Cluster& cluster, const Matcher& optimal, const JointLimits& limits);
  /// Of edge k of the cluster: [k - cluster.first_edge[0]].
  [[nodiscard]] std::span<const double> edge() const { return edge_; }
  [[nodiscard]] std::span<const double> missed() const { return missed_; } ///< by row

 private:
  void start(const Cluster& cluster, const Matcher& optimal);
  void send_to_detections(const Cluster& cluster);
  void send_to_tracks(const Cluster& cluster);
  double update_probabilities(const Cluster& cluster);

  std::vector<double> weight_, none_, nobody_; ///< by edge, row, column
  std::vector<double> mu_, nu_;                ///< by edge
  std::vector<double> sum_;                    ///< by column
  std::vector<double> edge_, missed_;
};

} // namespace dewline::track
