// Tracks of another tracker from a CSV, to be put back into a run.
//
//   time_s, track_id, x_m, y_m, z_m, vx_m_s, vy_m_s, vz_m_s
//   [, cov_x_x_m2 ... (as `dewline track` writes them)]
//   [, known_s] [, num_updates] [, motion: ballistic | manoeuvring]
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dewline/run/put_back.hpp"

namespace dewline::io {

/// The 21 columns of a covariance in the order of its upper triangle: cov_x_x_m2, cov_x_y_m2 ...
std::vector<std::string> covariance_columns();

struct ForeignTable {
  std::vector<run::ForeignState> states;
  std::uint64_t num_bad = 0;       ///< rows left out: a number is not finite
  std::vector<std::string> unread; ///< columns that nothing reads
};

/// Names of tracks that are whole positive numbers stay; others are numbered from 1 in order of time. A
/// covariance needs all of its columns. Times count from the scenario's epoch. Any bytes are safe to pass.
/// Throws ScenarioError that names `file` with its defects: those of read_states, no z or velocity, a
/// covariance that is not positive definite, another word than a motion's, a row known before its time.
ForeignTable read_foreign_tracks(std::string_view text, const std::string& file);

} // namespace dewline::io
