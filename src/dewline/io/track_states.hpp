// States over time from a CSV: the truth beside recorded detections, or the tracks of another tracker.
//
//   time_s, truth_id | label | track_id, x_m, y_m [, z_m] [, vx_m_s, vy_m_s [, vz_m_s]] [, scan]
// Velocities may be called vx_mps ...; places east_m, north_m, up_m with veast_mps ... say the same.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/io/error.hpp"

namespace dewline::io {

struct TableState {
  Time time{};
  std::optional<std::int64_t> scan;
  std::string id;
  Vec3 p, v; ///< [m], [m/s]; 0 where the file has no such column
  int line = 0; ///< of the file
  std::vector<std::string> more; ///< cells of the further columns that were asked for; empty: no such column
};
struct StateTable {
  std::vector<TableState> rows; ///< in order of time, then of the file
  bool has_z = false, has_velocity = false;
  std::uint64_t num_bad = 0;  ///< left out: a number is not finite
  std::vector<std::string> unread; ///< columns that nothing reads
};

/// Any bytes are safe to pass; `more` names further columns whose cells are wanted as they stand. Throws ScenarioError
/// that names `file` with every defect of it, at most 20.
StateTable read_states(std::string_view text, const std::string& file, const std::vector<std::string>& more = {});

} // namespace dewline::io
