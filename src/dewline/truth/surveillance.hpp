// Recorded air traffic: tables of position reports of one or many aircraft, as ADS-B receivers' networks give
// them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/truth/object.hpp"

namespace dewline::truth {

/// The positions of one aircraft, times rising.
struct SurveillanceTrack {
  std::string id;
  std::vector<double> time_s; ///< since the earliest row of the file, whatever was picked
  std::vector<Vec3> sample;   ///< latitude [rad], longitude [rad], height [m]
};

/// Whether a CSV is such a table: its header has a column `icao24` or `callsign`, or `id` beside `lat`.
bool is_surveillance(std::string_view text);

/// Reads a CSV with a header line (`#` starts a comment). Columns, as in OpenSky's state vectors ("The
/// OpenSky Network API documentation", opensky-network.org/apidoc: Unix times, degrees, metres; the CSV
/// samples' README: opensky-network.org/datasets/states/README.txt) or with the unit in the name:
///   time       `time`, `timestamp` or `time_s` [s]: rises in the rows of each aircraft
///   aircraft   `icao24`, else `callsign`, else `id`
///   place      `lat` or `latitude`, `lon` or `longitude`, or with `_deg`
///   altitude   geometric: `geoaltitude` or `geo_altitude` [m], with `_m` or `_ft`, `altitude_m`,
///   `altitude_ft`,
///              `height_m`; barometric, if file.altitude asks for it: `baroaltitude`, `baro_altitude` [m],
///              `_m`, `_ft`
///   position's own time  `lastposupdate` or `time_position`: these tables repeat a position until the next
///   one is
///              heard; then this is its time, and repeats are left out
/// Other columns are ignored (velocity, heading, vertrate too: motion is always the derivative of the
/// positions). A row with an empty time, position or altitude is left out. `file.pick` leaves one aircraft.
/// Tracks in the order of their ids, each with five positions at least. Any bytes are safe to pass. Problems
/// name the line: what is no number, off the globe, a time that falls or comes twice, a gap over
/// `file.max_gap` (default 2 min).
std::optional<std::vector<SurveillanceTrack>> read_surveillance(std::string_view text, const FileParams& file,
                                                                Problems& problems);

} // namespace dewline::truth
