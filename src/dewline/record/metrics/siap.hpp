// The SIAP set (single integrated air picture): is every object tracked, once, well, and for long?
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/record/metrics/rows.hpp"

namespace dewline::record {

struct SiapParams {
  double distance_m = 100;    ///< a track can stand only for a true object closer than this
  std::int64_t num_start = 3; ///< instants in a row for which it must be the nearest
  std::int64_t num_end = 2;   ///< instants in a row for which it must not be
};

/// A track stands for a true object from `first` to `last`, both included.
struct Association {
  std::int64_t track = 0, truth = 0;
  Time first{}, last{};
};

/// By track: the true object nearest to it, if closer than distance_m, is its own once it has been so at
/// num_start of the track's instants in a row (from the first of them on); it stays so until it has not been
/// the nearest at num_end instants in a row (up to the last at which it was). Several tracks may have one
/// true object. These rules are those of Stone Soup's track-to-truth associator, whose documentation was read
/// (dstl/Stone-Soup); they give its completeness, spuriousness and accuracies on all six recorded sets
/// (known_record, Metrics). In order of tracks and times.
std::vector<Association> associate(std::span<const StateRow> tracks, std::span<const StateRow> truth,
                                   const SiapParams& params);

/// Sums run over all instants. J objects exist, J_T of them have a track; N tracks exist, N_A of them have an
/// object. Votruba et al., SIAP Metrics Implementation (2001), as quoted by Stone Soup's documentation; the
/// report was not opened. A quotient without a denominator is 0 (ambiguity: 1).
struct Siap {
  double completeness = 0;        ///< sum J_T / sum J; 1 is best
  double ambiguity = 1;           ///< sum N_A / sum J_T, tracks per tracked object; 1 is best
  double spuriousness = 0;        ///< sum (N - N_A) / sum N; 0 is best
  double position_accuracy_m = 0; ///< mean distance of track and object over all associated pairs
  double velocity_accuracy_m_s = 0;
  double number_changes_per_s =
      0;                      ///< (fewest tracks that cover an object's tracked time - 1) per second tracked
  double longest_segment = 0; ///< longest association with one track, as a share of the objects' lives
  std::int64_t num_tracked = 0; ///< objects that ever had a track: only these count in number_changes_per_s
};
Siap siap(std::span<const StateRow> tracks, std::span<const StateRow> truth, const SiapParams& params);
Siap siap(const Scene& scene, const SiapParams& params);

} // namespace dewline::record
