// A run's recorded detections as scans, to be tracked again: what one centre received, and the truth beside
// it.
#pragma once
#include <string>
#include <vector>

#include "dewline/io/track_config.hpp"
#include "dewline/io/track_file.hpp"
#include "dewline/io/track_scans.hpp"
#include "dewline/record/metrics/rows.hpp"
#include "dewline/record/tables.hpp"

namespace dewline::io {

/// What reached one centre: ranges, azimuths and elevations at the sites, with the errors that the sensors
/// reported.
struct RunDetections {
  TrackColumns columns;
  TrackConfig config; ///< the one given, with a sensor for each that reported: its site, its azimuths
  std::vector<RecordedScan> scans;  ///< in order of time, empty ones included; midway through a frame
  std::vector<std::string> names;   ///< of detections, by row: `usolye/12.3`
  std::vector<std::string> labels;  ///< the object that each came from, by row; empty: false
  std::vector<std::string> left_out; ///< sensors that this tracker cannot use, and why, in words
};
/// `centre` empty: the first that received something. Sites and azimuths are the run's; the probability of
/// detection and the density of false ones too, unless `config` says them. Throws std::invalid_argument for a
/// centre that the run does not have (it names those there are), a sensor of `config` that reported nothing,
/// or if nothing is left.
RunDetections run_detections(const record::RunTables& run, const std::string& centre,
                             const TrackConfig& config);

/// True states at the scans' times in the tracker's axes, of objects while the geometry lets a sensor of the
/// centre see them: cubic between the run's samples.
std::vector<record::StateRow> run_truth(const record::RunTables& run, const RunDetections& detections,
                                        const track::recorded::Origin& axes);

} // namespace dewline::io
