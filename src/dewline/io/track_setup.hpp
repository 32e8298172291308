// From a configuration and a file's columns to a tracker: what is picked where nothing was written.
#pragma once
#include <string>
#include <vector>

#include "dewline/io/track_config.hpp"
#include "dewline/io/track_file.hpp"
#include "dewline/record/metrics/score.hpp"

namespace dewline::io {

/// A tracker ready to be made.
struct TrackSetup {
  track::recorded::Params params;
  std::vector<TrackSensor> sensors;  ///< for rows; in the order of params.sensors
  std::vector<Duration> periods;     ///< of scans that a file leaves out; 0: not stated
  record::ScoreParams score;
  std::vector<std::string> picks;    ///< what was picked, in words, one line each
  std::vector<std::string> warnings; ///< what was taken for granted and matters
};

/// Axes: with sites, east, north and up at the first site by name (or `axes`); else those of the file. Throws
/// ScenarioError (names the configuration's file) for an azimuth that nobody stated, a file that names
/// sensors which the configuration does not have, a region that leaves out a measured value, sites for some
/// sensors only.
TrackSetup set_up(const TrackConfig& config, const TrackColumns& columns, const std::string& config_file);

/// The first detection in words: `60.1 km, 8 deg north of east`; with an elevation, `, 24.7 deg up`.
std::string in_words(const TrackColumns& columns, const track::recorded::Plot& plot);

} // namespace dewline::io
