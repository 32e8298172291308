// Joint hypotheses about the targets of a cluster: weights and which single-target hypothesis each target has in each.
#pragma once
#include <cstdint>
#include <vector>

namespace dewline::track::recorded {

inline constexpr std::int32_t kAbsent = -1;

/// One joint hypothesis: by target the index of its single-target hypothesis, or kAbsent.
struct Global {
  double log_weight = 0;
  std::vector<std::int32_t> pick;
};

/// How many joint hypotheses a cluster keeps, and from which weight on.
struct Limits {
  std::size_t max_globals = 60;
  double least_weight = 1e-4; ///< of one, relative to all
};

/// Weights to a sum of one; the best first; equal ones (same picks) as one; the rest within the limits.
void normalise(std::vector<Global>& globals, const Limits& limits);

/// Every pair of one hypothesis of each cluster, within the limits: independent until now.
std::vector<Global> product(const std::vector<Global>& a, const std::vector<Global>& b, const Limits& limits);

/// By single-target hypothesis of one target (num of them): the weight of all joint ones that have it.
std::vector<double> shares(const std::vector<Global>& globals, std::size_t target, std::size_t num);

/// Targets that are in the same state in every joint hypothesis are nobody's concern: true if `target` is such.
bool is_certain(const std::vector<Global>& globals, std::size_t target);

} // namespace dewline::track::recorded
