// One flight stated by a few words instead of a file: what `dewline trajectory` and Python's `fly` ask for.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dewline/io/scenario.hpp"

namespace dewline::io {

/// What shall fly, in the words of a scenario. A place is `lat, lon[, height]` with units: `48 deg, -105 deg,
/// 20 m`. With a type (or `boost` among the overrides) `to` is its aim; without one the flight is a shot from
/// the ground, the least-energy arc to `to`, or the one to `apogee`. Empty: not given.
struct FlightRequest {
  std::string type;         ///< of the library: `generic-solid-icbm`
  std::string from, to;     ///< launch and aim
  std::string loft, apogee; ///< `lofted`; `1300 km`
  std::string burnout;      ///< `lat, lon, height, speed, azimuth, angle`: the flight is an arc from there
  std::vector<std::string> way;        ///< `lat, lon, height[, speed]` of each waypoint
  std::string elements;                ///< a file of element sets
  std::optional<std::uint32_t> number; ///< the satellite's catalogue number
  std::string epoch;                   ///< UTC; default kFlightEpoch, or that of the element set
  std::string duration;                ///< how long it is followed if it does not fall; default 2 h
  std::vector<std::string> sets;       ///< `boost.azimuth=90 deg`: paths below the object
};
inline constexpr const char* kFlightEpoch = "2026-01-01T00:00:00Z";
inline constexpr const char* kFlightName = "flight"; ///< the object's name in the scenario made of it

/// The scenario of that one object, read as a file would be: types, units, overrides, checks. Throws
/// ScenarioError whose places name the option (`--to`) and whose keys count from the object.
Loaded load_flight(const FlightRequest& request, const std::filesystem::path& data_dir);

} // namespace dewline::io
