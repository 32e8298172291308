// Does a track stay with its object? Purity, completeness, breaks, swaps, latency.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/record/metrics/rows.hpp"

namespace dewline::record {

/// At every instant a pair of the object's instant before is kept as long as it is closer than c; the rest is
/// matched by least sum of squares below c. (Keeping pairs is the convention of the CLEAR MOT metrics,
/// general knowledge: without it two objects that cross would swap in the score though no track has.)
struct ObjectContinuity {
  std::int64_t truth = 0;
  std::int64_t num_instants = 0, num_tracked = 0;
  std::int64_t num_breaks = 0;  ///< gaps: tracked before and after, untracked between
  std::int64_t num_changes = 0; ///< its track is another than the last one it had
  std::int64_t num_swaps = 0;   ///< of these: the new track was another object's before
  double latency_s = 0;         ///< first instant with a track less its first instant; NaN: never tracked
};
struct TrackContinuity {
  std::int64_t track = 0;
  std::int64_t num_instants = 0, num_matched = 0; ///< reported, and matched to any object
  std::int64_t num_main = 0;                      ///< matched to the object that it was matched to most often
  std::int64_t main_truth = -1; ///< that object (of several the one with the least id); -1: none
};

struct Continuity {
  std::vector<ObjectContinuity> objects; ///< in order of ids
  std::vector<TrackContinuity> tracks;   ///< in order of ids
  double completeness = 0;               ///< instants of objects with a track / instants of objects
  double purity = 1;                     ///< sum num_main / sum num_matched
  std::int64_t num_breaks = 0, num_changes = 0, num_swaps = 0;
  std::int64_t num_never = 0;                   ///< objects that never had a track
  std::int64_t num_false = 0;                   ///< tracks that never had an object
  double mean_latency_s = 0, max_latency_s = 0; ///< over objects that had a track; NaN if none had
};
/// Throws ContractError as `scene` does and unless c_m > 0.
Continuity continuity(std::span<const StateRow> tracks, std::span<const StateRow> truth, double c_m);
Continuity continuity(const Scene& scene, double c_m);

} // namespace dewline::record
