// A detection is reported only when it stands: so many frames in a row with one in the same place.
#pragma once
#include <cstdint>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::sense {

/// What one sensor remembers of one detection of its last frame.
struct Seed {
  Vec3 p_E;                ///< where its line of sight meets the Earth, or passes closest
  std::uint32_t frames = 1; ///< in a row, this one included
};

/// How many frames in a row each detection stands: one more than the longest-standing seed within `gate`
/// [direction cosines] of it, seen from where the satellite is now; 1 if there is none. O(n log n).
std::vector<std::uint32_t> frames_in_a_row(const std::vector<Detection>& detections,
                                           const Coverage& coverage, const std::vector<Seed>& seeds,
                                           double gate);
/// The seeds that these detections leave for the next frame.
std::vector<Seed> seeds_of(const std::vector<Detection>& detections, const Coverage& coverage,
                           const std::vector<std::uint32_t>& frames);

} // namespace dewline::sense
