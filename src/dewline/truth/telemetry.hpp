// Flights in files: tables of time and position as CSV or JSON.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::truth {

/// What the columns of a telemetry table say of position.
enum class TelemetryKind {
  geodetic,   ///< lat_rad, lon_rad, height_m
  ecef,       ///< x, y, z [m]
  downrange,  ///< distance over ground [m], height above the launch point [m], 0
  flat  ///< the same, but the distance is the integral of the horizontal speed at height (webcast telemetry)
};

/// Samples in SI, times rising.
struct Telemetry {
  TelemetryKind kind = TelemetryKind::geodetic;
  std::vector<double> time_s;
  std::vector<Vec3> sample;
};

/// Reads a table: CSV with a header line (`#` starts a comment), or a JSON object of equally long arrays of
/// numbers. Columns (name, unit by suffix): `time` or `time_s`; then `lat_deg lon_deg height_m` (or _rad;
/// height_km, altitude_m, altitude_km), or `x_m y_m z_m` (or _km) Earth-fixed, or `downrange_m` (or _km) with
/// a height, or, as in shahar603/Telemetry-Data, `downrange_distance` and `altitude`, both km. Other columns
/// are ignored: velocity is always the derivative of the position. Any bytes are safe to pass; nothing, and
/// problems, if it is no table.
std::optional<Telemetry> read_telemetry(std::string_view text, Problems& problems);

} // namespace dewline::truth
