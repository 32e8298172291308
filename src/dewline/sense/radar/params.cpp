#include "dewline/sense/radar/params.hpp"

#include <cmath>
#include <cstdio>
#include <string>

#include "dewline/base/check.hpp"
#include "dewline/base/units.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

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

double from_db(double db) { return std::pow(10, 0.1 * db); }

std::string short_text(double number) {
  char out[32];
  std::snprintf(out, sizeof out, "%.3g", number);
  return out;
}

/// The range that a default takes from the sensitivity must exceed min_range; the fence's area is taken at
/// apparent elevations: refraction lifts both of its edges.
void check_false(const RadarParams& radar, Problems& problems) {
  if (!(max_range_m(radar) > radar.min_range_m)) {
    problems.add("min_range", print_quantity(radar.min_range_m, Dimension::length),
                 "must be less than max_range, by default twice the reference range: " +
                     print_quantity(max_range_m(radar), Dimension::length));
    return;
  }
  double uv = 0;
  for (const FaceParams& face : radar.faces) {
    const auto fence = radar.fence.elevation_rad.value_or(face.elevation_rad);
    uv += area_uv(face, fence[0], fence[1]);
  }
  const double cells = num_cells(radar, uv);
  if (!(radar.prob_fa * cells <= kMaxFalse))
    problems.add("prob_fa", short_text(radar.prob_fa),
                 "gives " + short_text(radar.prob_fa * cells) + " expected false detections a frame in " +
                     short_text(cells) + " resolution cells; at most " + short_text(kMaxFalse),
                 "lower prob_fa, or say num_cells, or lower bandwidth or max_range");
}

} // namespace

void check(const RadarParams& radar, Problems& problems) {
  const std::size_t before = problems.list().size();
  if (radar.faces.empty()) problems.add("faces", "", "a radar needs at least one face");
  for (std::size_t i = 0; i < radar.faces.size(); ++i)
    problems.at("faces[" + std::to_string(i) + "]", [&] { check_face(radar.faces[i], problems); });
  check_fence(radar, problems);
  check_sensitivity(radar, problems);
  if (radar.max_range_m && !(*radar.max_range_m > radar.min_range_m))
    problems.add("max_range", print_quantity(*radar.max_range_m, Dimension::length),
                 "must be greater than min_range");
  if (problems.list().size() == before) check_false(radar, problems);
}

double sensitivity(const RadarParams& p) {
  if (p.reference_range_m)
    return from_db(p.reference_snr_db) * std::pow(*p.reference_range_m, 4) / p.reference_rcs_m2;
  DW_CHECK(p.peak_power_W && p.pulse_width_s && p.gain_db);
  const PowerBudget budget{
      *p.peak_power_W, *p.pulse_width_s,      *p.gain_db, p.receive_gain_db.value_or(*p.gain_db),
      p.frequency_Hz,  p.noise_temperature_K, p.losses_db};
  return from_db(snr_db(budget, 1, 1));
}

double reference_range_m(const RadarParams& radar) {
  return std::pow(sensitivity(radar) * radar.reference_rcs_m2 / from_db(radar.reference_snr_db), 0.25);
}

double max_range_m(const RadarParams& radar) {
  return radar.max_range_m.value_or(2 * reference_range_m(radar));
}

double area_uv(const FaceParams& face, double el_min_rad, double el_max_rad) {
  const auto level = [](double el) { return 0.5 * el + 0.25 * std::sin(2 * el); }; // of cos^2
  const auto raised = [](double el) { return 0.5 * std::pow(std::sin(el), 2); }; // of sin cos
  return std::cos(face.tilt_rad) * 2 * std::sin(0.5 * face.width_rad) *
             (level(el_max_rad) - level(el_min_rad)) +
         std::sin(face.tilt_rad) * face.width_rad * (raised(el_max_rad) - raised(el_min_rad));
}

double num_cells(const RadarParams& radar, double total_uv) {
  const double extent_m = max_range_m(radar) - radar.min_range_m;
  const double natural =
      total_uv / (radar.beamwidth_rad * radar.beamwidth_rad) * extent_m * 2 * radar.bandwidth_Hz / kC_m_s;
  return radar.num_cells.value_or(natural);
}

} // namespace dewline::sense
