// Recorded detections as the tracker sees them: measured values, never a label.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "dewline/base/time.hpp"

namespace dewline::track::recorded {

/// One detection of a scan. What the values are, the sensor says: x, y [m]; x, y, z [m]; range [m] and azimuth
/// [rad, clockwise from north]; range, azimuth and elevation [rad]; or these and range rate [m/s].
struct Plot {
  std::uint32_t row = 0;            ///< the caller's number, given back with associations
  std::array<double, 4> z{};        ///< measured values
  std::array<double, 4> sigma{};    ///< their standard deviations; 0: the sensor's own
};

/// All detections of one look of one sensor, at one instant; none is a scan too: everything was missed.
struct Scan {
  Time time{};
  std::uint32_t sensor = 0; ///< index into the parameters' sensors
  std::span<const Plot> plots;
};

} // namespace dewline::track::recorded
