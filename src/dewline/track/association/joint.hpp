// How probable each pairing is, over all joint events: the heart of JPDA, and of PDA.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/pairing.hpp"

namespace dewline::track {

struct Workspace;

/// How far the exact sum goes, and how well the approximation must settle.
struct JointLimits {
  std::uint32_t max_states =
      4096; ///< of a cluster's exact sum, at any of its tracks; 2^n of n detections suffice
  std::uint32_t max_iterations = 1000; ///< of the approximation
  double tolerance = 1e-9;            ///< on its probabilities, from one iteration to the next
};

/// Probabilities over all joint events, and how they were found.
struct JointProbabilities {
  std::vector<double> pairing; ///< by pairing: its track takes its detection
  std::vector<double> missed;  ///< by track: it takes none
  std::vector<double> nobody;  ///< by detection: no track takes it
  std::uint32_t num_exact = 0;       ///< clusters summed exactly
  std::uint32_t num_approximate = 0; ///< clusters beyond the limit
  std::uint32_t num_unsettled = 0;   ///< of those: stopped by `max_iterations`
};

/// A joint event gives each track one of its pairings or none, and each detection to one track at most; its
/// weight is the product of exp(gain) over its pairings. The probabilities are exact in clusters within
/// `limits` (1e-12, test `JointProbabilities`), else by loopy belief propagation, whose error
/// docs/models/association.md states. Gains may be of any size: weights are taken relative to the best event
/// by the prices of the optimal assignment. The answer stands until the workspace is used again. Throws
/// ContractError for an index out of range, a gain that is NaN or +infinity, and a track that has the same
/// detection twice.
const JointProbabilities& joint_probabilities(std::uint32_t num_tracks, std::uint32_t num_detections,
                                              std::span<const Pairing> pairings, const JointLimits& limits,
                                              Workspace& workspace);

/// The same with each track alone (PDA): tracks do not compete for detections, `nobody` is the product over
/// tracks.
const JointProbabilities& single_probabilities(std::uint32_t num_tracks, std::uint32_t num_detections,
                                               std::span<const Pairing> pairings, Workspace& workspace);

} // namespace dewline::track
