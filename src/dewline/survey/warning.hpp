// Minutes of warning at every cell: arcs from a launch region, and when each sensor first sees them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dewline/survey/cutoff.hpp"
#include "dewline/survey/grid.hpp"
#include "dewline/survey/threads.hpp"
#include "dewline/survey/watch.hpp"

namespace dewline::survey {

struct WarningRequest {
  GridParams grid;
  std::vector<LaunchParams> launches; ///< of one region; every cell gets the one that warns least
  Criterion criterion;
  std::uint32_t num_sensors = 2; ///< the second answer: as many sensors must have detected it
  unsigned threads = 0; ///< 0: all
};

/// One cell flown in full (truth, aimed there) beside the arc of the map. Differences are map less flown.
struct FlownCell {
  std::size_t cell = 0;
  double tof_s = 0; ///< flown
  double tof_off_s = 0; ///< of the time from launch to impact
  double warning_off_s = 0; ///< of the warning by the first sensor; kNever if only one of both has any
  double place_off_m = 0; ///< largest distance between both at equal times, up to 60 s before impact
  std::uint32_t num_disagree = 0; ///< sensors that detect one of them and not the other
};

/// Numbers by cell, kNever where there is none: no arc leads there, or nobody detects it in time.
struct WarningMap {
  Grid grid;
  std::vector<std::string> watchers;
  std::vector<double> tof_s, apogee_h_m;
  std::vector<std::uint32_t> launch; ///< which launch the cell's numbers are of
  std::vector<double> first_s, detected_s; ///< [cell][watcher], since the launch
  std::vector<double> warning_s; ///< impact less the first detection
  std::vector<double> joint_warning_s; ///< impact less the num_sensors-th
  std::vector<double> most_warning_s; ///< warning_s of the launch that warns most
  std::vector<FlownCell> flown; ///< the check; in order of cell
  bool complete = true; ///< false: stopped, cells that were not reached hold kNever
};

/// The share of cells that are flown in full.
inline constexpr std::uint64_t kFlownOneIn = 100;

/// For every cell the arcs from every launch, watched by every watcher. A launch that no sensor detects is
/// one without warning: 0 s counts as less than any. Cells are done row by row on all cores; every number is
/// a function of its cell alone, so the result does not depend on threads. Cells whose address is a multiple
/// of kFlownOneIn are flown in full and compared. Throws ContractError for a grid that `check` refuses or no
/// launch.
WarningMap warning_map(const WarningRequest& request, const std::vector<Watcher>& watchers,
                       const Watchdog& watchdog = {});

} // namespace dewline::survey
