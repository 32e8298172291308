// What a scorer is given: rows of tracks and rows of truth, plain numbers of any source.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::record {

/// One track, or one true object, at one instant. Frame: any, the same for tracks and truth; in the plane
/// z = 0.
struct StateRow {
  Time time{};
  std::int64_t id = 0;
  PosVel x; ///< [m], [m/s]
};

/// Rows of one kind, and whose each is as a number 0 ... ids.size() - 1.
struct Roster {
  std::span<const StateRow> rows;
  std::vector<std::int64_t> ids;  ///< in order
  std::vector<std::uint32_t> who; ///< by row: index into ids
};

/// The rows of one instant, as indices into a roster's rows.
struct Instant {
  Time time{};
  std::vector<std::uint32_t> tracks, truth;
};

/// Every instant at which there is a track or a true object, in order of time; within one, rows in order of
/// position (x first) and id, so that the order of the rows given changes nothing.
struct Scene {
  Roster tracks, truth;
  std::vector<Instant> instants;
};
/// The rows must outlive it. Throws ContractError if a state is not finite or an id has two rows at one
/// instant.
Scene scene(std::span<const StateRow> tracks, std::span<const StateRow> truth);

} // namespace dewline::record
