#include "dewline/sense/radar_params.hpp"

#include <cmath>
#include <string>

#include "dewline/base/units.hpp"

namespace dewline::sense {
namespace {

constexpr double kMinCosOffBoresight = 0.17364817766693033; // 80 deg: beyond it an array has no useful beam

std::string text(const std::array<double, 2>& angles_rad) {
  return "[" + print_quantity(angles_rad[0], Dimension::angle) + ", " +
         print_quantity(angles_rad[1], Dimension::angle) + "]";
}

double corner_cos(const FaceParams& face, double el_rad) {
  return std::cos(el_rad) * std::cos(0.5 * face.width_rad) * std::cos(face.tilt_rad) +
         std::sin(el_rad) * std::sin(face.tilt_rad);
}

void check_face(const FaceParams& face, Problems& problems) {
  const auto& el = face.elevation_rad;
  if (!(el[0] < el[1]))
    problems.add("elevation", text(el), "the lowest elevation must be below the highest",
                 "write [low, high]");
  else if (!(corner_cos(face, el[0]) >= kMinCosOffBoresight &&
             corner_cos(face, el[1]) >= kMinCosOffBoresight))
    problems.add("width", print_quantity(face.width_rad, Dimension::angle),
                 "a corner of the field of regard is more than 80 deg off the boresight",
                 "make the sector narrower, change the tilt, or add a face");
}

void check_fence(const RadarParams& radar, Problems& problems) {
  if (!radar.fence.elevation_rad) return;
  const auto& fence = *radar.fence.elevation_rad;
  if (!(fence[0] < fence[1]))
    problems.add("fence.elevation", text(fence), "the lowest elevation must be below the highest",
                 "write [low, high]");
  for (const FaceParams& face : radar.faces)
    if (!(fence[0] >= face.elevation_rad[0] - 1e-12 && fence[1] <= face.elevation_rad[1] + 1e-12)) {
      problems.add("fence.elevation", text(fence),
                   "must lie inside the elevations of every face, " + text(face.elevation_rad));
      return;
    }
}

void check_sensitivity(const RadarParams& radar, Problems& problems) {
  const bool any_power = radar.peak_power_W || radar.pulse_width_s || radar.gain_db || radar.receive_gain_db;
  if (radar.reference_range_m && any_power)
    problems.add("reference_range", print_quantity(*radar.reference_range_m, Dimension::length),
                 "sensitivity is given twice: by a reference range and by the radar equation",
                 "keep one of the two");
  if (!radar.reference_range_m && !any_power)
    problems.add("reference_range", "", "nothing says how sensitive the radar is",
                 "give reference_range, or peak_power, pulse_width and gain");
  if (radar.reference_range_m || !any_power) return;
  if (!radar.peak_power_W) problems.add("peak_power", "", "missing: the radar equation needs it");
  if (!radar.pulse_width_s) problems.add("pulse_width", "", "missing: the radar equation needs it");
  if (!radar.gain_db) problems.add("gain", "", "missing: the radar equation needs it");
}

} // namespace

void check(const RadarParams& radar, Problems& problems) {
  if (radar.faces.empty()) problems.add("faces", "", "a radar needs at least one face");
  for (std::size_t i = 0; i < radar.faces.size(); ++i)
    problems.at("faces[" + std::to_string(i) + "]", [&] { check_face(radar.faces[i], problems); });
  check_fence(radar, problems);
  check_sensitivity(radar, problems);
  if (radar.max_range_m && !(*radar.max_range_m > radar.min_range_m))
    problems.add("max_range", print_quantity(*radar.max_range_m, Dimension::length),
                 "must be greater than min_range");
}

} // namespace dewline::sense
