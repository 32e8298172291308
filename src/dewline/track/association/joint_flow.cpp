#include "dewline/track/association/joint_flow.hpp"

#include <algorithm>
#include <cmath>

namespace dewline::track {
namespace {

double weight_of(double length) { return std::exp(-std::min(length, 300.0)); }

} // namespace

void JointFlow::start(const Cluster& cluster, const Matcher& optimal) {
  const std::size_t num_edges = cluster.first_edge.back() - cluster.first_edge.front();
  weight_.clear(), none_.clear(), nobody_.clear();
  for (std::uint32_t row = 0; row < cluster.num_rows(); ++row) {
    none_.push_back(weight_of(optimal.worth(row)));
    for (const Edge& e : cluster.row(row)) weight_.push_back(weight_of(optimal.slack(row, e)));
  }
  for (std::uint32_t c = 0; c < cluster.num_columns(); ++c) nobody_.push_back(weight_of(optimal.price(c)));
  mu_.assign(num_edges, 0);
  nu_.assign(num_edges, 1);
  edge_.assign(num_edges, 0);
  missed_.assign(cluster.num_rows(), 0);
}

bool JointFlow::sum(const Cluster& cluster, const Matcher& optimal, const JointLimits& limits) {
  start(cluster, optimal);
  for (std::uint32_t i = 0; i < limits.max_iterations; ++i) {
    send_to_detections(cluster);
    send_to_tracks(cluster);
    if (update_probabilities(cluster) <= limits.tolerance) return true;
  }
  return false;
}

/// Sums without one term are sums before it and after it: taking it off a total would lose all digits.
void JointFlow::send_to_detections(const Cluster& cluster) {
  for (std::uint32_t row = 0; row < cluster.num_rows(); ++row) {
    const std::uint32_t first = cluster.first_edge[row] - cluster.first_edge.front(),
                        end = cluster.first_edge[row + 1] - cluster.first_edge.front();
    double before = none_[row], after = 0;
    for (std::uint32_t k = first; k < end; ++k) mu_[k] = before, before += weight_[k] * nu_[k];
    for (std::uint32_t k = end; k-- > first;) {
      mu_[k] = weight_[k] / (mu_[k] + after);
      after += weight_[k] * nu_[k];
    }
  }
}

void JointFlow::send_to_tracks(const Cluster& cluster) {
  const Edge* edges = cluster.edges + cluster.first_edge.front();
  sum_ = nobody_;
  for (std::size_t k = 0; k < mu_.size(); ++k) {
    double& before = sum_[edges[k].column];
    nu_[k] = before;
    before += mu_[k];
  }
  sum_.assign(nobody_.size(), 0);
  for (std::size_t k = mu_.size(); k-- > 0;) {
    double& after = sum_[edges[k].column];
    nu_[k] = 1 / (nu_[k] + after);
    after += mu_[k];
  }
}

/// The greatest change of a pairing's probability.
double JointFlow::update_probabilities(const Cluster& cluster) {
  double change = 0;
  for (std::uint32_t row = 0; row < cluster.num_rows(); ++row) {
    const std::uint32_t first = cluster.first_edge[row] - cluster.first_edge.front(),
                        end = cluster.first_edge[row + 1] - cluster.first_edge.front();
    double sum = none_[row];
    for (std::uint32_t k = first; k < end; ++k) sum += weight_[k] * nu_[k];
    missed_[row] = none_[row] / sum;
    for (std::uint32_t k = first; k < end; ++k) {
      const double p = weight_[k] * nu_[k] / sum;
      change = std::max(change, std::abs(p - edge_[k]));
      edge_[k] = p;
    }
  }
  return change;
}

} // namespace dewline::track
