// Not a doorway: which objects a detection came from, and how a sensor spent its time. For `record` and `run` only.
#pragma once
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::sense {

/// What made a detection that no object of the scenario made.
enum class Cause : std::uint8_t { noise, aurora, meteor, glint, fire, flare, reentry };
constexpr auto enum_words(Cause*) {
  return std::array{std::pair{Cause::noise, "noise"},   std::pair{Cause::aurora, "aurora"},
                    std::pair{Cause::meteor, "meteor"}, std::pair{Cause::glint, "glint"},
                    std::pair{Cause::fire, "fire"},     std::pair{Cause::flare, "flare"},
                    std::pair{Cause::reentry, "reentry"}};
}

/// The truth behind one detection: several objects if they were not resolved; none: a false one, with its cause.
struct Label {
  DetectionId detection;
  std::vector<ObjectId> objects;
  Cause cause = Cause::noise; ///< has meaning only if there is no object
};

/// What a sensor does with its time.
enum class Work : std::uint8_t { search, confirm, track, idle };
constexpr auto enum_words(Work*) {
  return std::array{std::pair{Work::search, "search"}, std::pair{Work::confirm, "confirm"},
                    std::pair{Work::track, "track"}, std::pair{Work::idle, "idle"}};
}

/// How one face spent one frame on one kind of work; over all kinds time_s adds up to the frame.
struct Spent {
  std::uint32_t face = 0;
  Work work = Work::search;
  double num_wanted = 0, num_done = 0; ///< dwells; of search: beam positions
  double time_s = 0;                   ///< of the face, listening included
  double transmit_s = 0;               ///< the part of it in which it transmits: energy over peak power
};

/// A frame: a scan, the truth behind it (labels[i] belongs to scan.detections[i]), and where the time went (empty: the
/// sensor has no budget).
struct Frame {
  Scan scan;
  std::vector<Label> labels;
  std::vector<Spent> spent;
};

/// Why an object can be seen from, or only until, an instant. mask: the site's skyline; limb: the Earth is in the way;
/// field: outside a satellite's field of regard; cloud: below the clouds; sun: the Sun is too near the line of sight;
/// fire: the plume begins or ends.
enum class Limit { horizon, elevation_floor, elevation_ceiling, sector, range, signal, existence, scenario, mask, limb,
                   field, cloud, sun, fire };

/// A span in which an object is inside a face's field of regard.
struct Window {
  ObjectId object;
  std::uint32_t face = 0;
  Time begin{}, end{};
  Limit opened_by = Limit::existence, closed_by = Limit::existence;
};

} // namespace dewline::sense
