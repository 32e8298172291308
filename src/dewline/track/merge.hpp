// Two tracks of one body: found, and made one.
#pragma once
#include <cstdint>
#include <vector>

#include "dewline/track/tracker.hpp"

namespace dewline::track {

/// Chi-square of 6 that 999 of 1,000 true pairs stay below.
inline constexpr double kSameBodyGate = 22.458;
inline constexpr std::int32_t kApart = 20;

/// (a - b)' (P_a + P_b)^-1 (a - b): small for two estimates of one body. Their errors are taken as
/// independent; common ones make it smaller. Infinite if the sum has no inverse.
double distance2(const Gaussian<6>& a, const Gaussian<6>& b);

/// What the picture's instant says of all pairs of confirmed tracks. `hits`: the scans that updated each
/// track since the last call, in order of the tracks; a face gives one detection a body, so two tracks that
/// one scan has updated are two bodies, and must agree kApart looks longer. A pair counts up when either was
/// updated and the distance is within the gate. Returns the pairs (older, younger) that have agreed
/// merge_looks times in a row, as places in the lists.
struct SamePair {
  std::size_t older = 0, younger = 0;
};
std::vector<SamePair> note_pairs(std::vector<Tracker::Alike>& alike, const std::vector<Track>& tracks,
                                 const std::vector<std::vector<SensorId>>& hits, std::uint32_t merge_looks);

/// The younger's evidence, kinds and history go to the older, which keeps its number; the motion is that of
/// whichever knows the place better.
void absorb(Tracker::Kept& older, const Tracker::Kept& younger, const Gaussian<6>& older_G,
            const Gaussian<6>& younger_G);

} // namespace dewline::track
