// What is covered: targets at a height over every cell, and the hours without a satellite.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dewline/survey/grid.hpp"
#include "dewline/survey/threads.hpp"
#include "dewline/survey/watcher.hpp"
#include "dewline/truth/body.hpp"

namespace dewline::survey {

struct CoverRequest {
  GridParams grid;
  double height_m = 200e3;
  truth::Signature target; ///< for radars; taken nose-on where it depends on the aspect
  double plume_W_sr = 0; ///< for satellites; 0: line of sight is enough
  double prob_detect = 0.5; ///< a sensor sees the cell if one look has at least that
  double cumulative = 0.9; ///< first detection: when the cumulative Pd of all sensors reaches it
  double exposure_s = 60; ///< how long the target is there
  Time at{};
  unsigned threads = 0;
};

/// By cell.
struct CoverMap {
  Grid grid;
  std::vector<std::string> watchers;
  std::vector<double> prob_detect; ///< [cell][watcher], of one look in the fence; a satellite: of declaring
  std::vector<std::uint32_t> num_sensors; ///< with at least the asked Pd
  std::vector<std::uint32_t> num_satellites; ///< of these, satellites
  std::vector<double> cumulative; ///< over the exposure, all sensors
  std::vector<double> first_s; ///< after the target appears; kNever beyond the exposure
  bool complete = true;
};

/// A target that stands over the cell's middle. Each radar looks once a revisit, first one revisit after the
/// target appears (the latest that can be), with looks independent; a satellite declares after its looks in a
/// row. The cell is a point: a smaller grid shows edges better. All cores; the result does not depend on
/// threads.
CoverMap cover_map(const CoverRequest& request, const std::vector<Watcher>& watchers,
                   const Watchdog& watchdog = {});

struct GapRequest {
  GridParams grid;
  double height_m = 10e3; ///< of the plume that shall be seen
  double sample_s = 300;
  std::uint32_t num_days = 1;
  Time begin{}; ///< 0 h UTC of the first day
  unsigned threads = 0;
};

/// Hour h of the day covers [h, h + 1) UTC.
struct GapMap {
  Grid grid;
  std::vector<std::string> satellites;
  std::vector<double>
      uncovered; ///< [cell][hour]: share of the hour in which no satellite has a line of sight
  std::vector<double>
      mean_uncovered; ///< [hour]: mean over the region, cells weighted by their area on the sphere
  bool complete = true;
};

/// Satellites of the watchers only: sampled every sample_s at the middles, mean over the days. Throws
/// ContractError without any satellite, or if an hour is not a whole number of samples.
GapMap gap_map(const GapRequest& request, const std::vector<Watcher>& watchers,
               const Watchdog& watchdog = {});

} // namespace dewline::survey
