// The parts of the sky that search covers, one sweep in azimuth each.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "dewline/sense/radar/params.hpp"

namespace dewline::sense {

/// What one face sweeps for one volume of search.
struct Sweep {
  std::uint32_t face = 0, volume = 0;
  double az_start_rad = 0; ///< in [0, 2 pi); the sweep runs clockwise ...
  double az_width_rad = 0; ///< ... for this much
  std::array<double, 2> elevation_rad{}; ///< apparent
  /// the share of it that is due in one frame: revisit of the radar over that of the volume
  double per_frame = 1;
};

/// Clockwise from the first azimuth to the second, in (0, 2 pi]: equal ones are the full circle.
double clockwise_rad(const std::array<double, 2>& azimuth_rad);
/// The angle brought into [0, 2 pi).
double turn_rad(double angle_rad);

/// Every volume before every face that it meets, in the order of volumes, then faces; a volume that leaves a
/// gap inside a face's sector makes two sweeps of it. Without `fences` one sweep a face: its whole sector and
/// the fence's elevations.
std::vector<Sweep> sweeps(const RadarParams& radar);

/// Area of a sweep between two geometric elevations in the face's direction cosines.
double area_uv(const Sweep& sweep, const FaceParams& face, double el_min_rad, double el_max_rad);

} // namespace dewline::sense
