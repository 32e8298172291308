// Inside the radar: one look at one object, and what came of it.
#pragma once
#include <cstdint>
#include <tuple>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace dewline::sense {

/// Which coverage a detection belongs to, until coverages have their places in the scan: a stroke of search,
/// or what the face holds.
inline constexpr std::uint32_t kHeld = 0xffffffff;

struct Radar::Dwell {
  ObjectId object;
  std::uint32_t face = 0;
  std::uint32_t slot = 0; ///< part of the draws' address: face and sweep
  Time echo{}, valid{};
  PosVel x_E; ///< at `valid`
  Look at;
  double range_rate_m_s = 0;
  double snr = 0; ///< mean of one coherent sum of the search waveform, linear; of all objects in the cell
  std::uint32_t stroke = 0; ///< of which it is, or kHeld
  std::vector<ObjectId> others{}; ///< in the same resolution cell
  double sum_snr = 0; ///< of the others, and their places weighted by it, while cells are filled
  Vec3 offset_E{};
};

struct Radar::Found {
  Detection detection; ///< `face` counts faces until the scan is made
  std::vector<ObjectId> objects;
  Cause cause = Cause::noise;
  std::uint32_t stroke = 0; ///< index into the frame's strokes, or kHeld
  Time echo{};
  double along = 0; ///< of the stroke, from its beginning
};

/// A false detection of search: noise or nature.
struct Radar::Echo {
  std::uint32_t face = 0, n = 0; ///< n: of its draws
  std::uint64_t item = 0;
  Cause cause = Cause::noise;
  double az_rad = 0, range_m = 0, range_rate_m_s = 0;
  Vec3 direction_S;
  double snr_db = 0; ///< of nature
  double u = 0;      ///< uniform: how strong it is among those that crossed
  double luck = 0;   ///< uniform: whether noise is confirmed
};

} // namespace dewline::sense
