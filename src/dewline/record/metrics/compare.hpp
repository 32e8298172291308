// Is tracker a better than tracker b? Paired differences over seeds, with their interval.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dewline/record/metrics/consistency.hpp"

namespace dewline::record {

/// Differences a_i - b_i of scores of the same seeds: what is common to both (an easy or a hard seed) drops
/// out.
struct PairedDifference {
  std::int64_t num_pairs = 0;
  double mean_a = 0, mean_b = 0;
  double mean = 0;   ///< of a - b: negative if a has the smaller (for GOSPA: better) score
  double sigma = 0;  ///< standard deviation of the differences; NaN with one pair
  Interval interval; ///< of the mean: mean -+ t((1 + prob) / 2; n - 1) sigma / sqrt(n); NaN with one pair
  std::int64_t num_less = 0, num_equal = 0, num_greater = 0; ///< of a - b, by sign
  double sign_p =
      1; ///< two-sided probability of such uneven signs if neither is better; equal pairs left out
};
/// Throws ContractError unless a and b have one length >= 1, all finite, and 0 < prob < 1.
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b, double prob = 0.95);

/// Scores of both on the seeds of one set.
struct PairedSet {
  std::string name;
  std::vector<double> a, b;
};
struct Comparison {
  std::vector<std::string> names; ///< of the sets, as given
  std::vector<PairedDifference> sets;
  PairedDifference overall;  ///< of all pairs as they are
  PairedDifference relative; ///< of all pairs, each divided by its set's mean of b: sets count alike
};
Comparison compare(std::span<const PairedSet> sets, double prob = 0.95);

} // namespace dewline::record
