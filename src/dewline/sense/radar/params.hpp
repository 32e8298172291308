// Parameters of a phased-array surveillance radar, as a scenario states them.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/place.hpp"
#include "dewline/sense/detection.hpp"

namespace dewline::sense {

inline constexpr double kPi = 3.14159265358979323846;

/// One array face. Elevations are apparent: as the beam is pointed.
struct FaceParams {
  double boresight_rad = 0;
  double tilt_rad = 0.3490658503988659;
  double width_rad = 2.0943951023931953;
  std::array<double, 2> elevation_rad{0.05235987755982989, 1.4835298641951802};

  static constexpr auto fields() {
    return std::tuple{
        required("boresight_rad", &FaceParams::boresight_rad,
                 "azimuth of the boresight, clockwise from north", between(-2 * kPi, 2 * kPi)),
        field("tilt_rad", &FaceParams::tilt_rad, "elevation of the boresight", between(0, kPi / 2)),
        field("width_rad", &FaceParams::width_rad, "width of the azimuth sector, centred on the boresight",
              between(0.001, kPi)),
        field("elevation_rad", &FaceParams::elevation_rad, "field of regard: lowest and highest elevation",
              between(0, kPi / 2))};
  }
};
static_assert(complete<FaceParams>());

/// What the search covers; outside it, inside the field of regard, the radar only holds what it has detected.
struct FenceParams {
  std::optional<std::array<double, 2>> elevation_rad;

  static constexpr auto fields() {
    return std::tuple{field("elevation_rad", &FenceParams::elevation_rad,
                            "elevations that search covers; default: the whole field of regard",
                            between(0, kPi / 2))};
  }
};
static_assert(complete<FenceParams>());

/// A radar. Its sensitivity is either a reference (range, cross-section, SNR) or the radar equation (peak
/// power, gain, pulse width ...): one of the two, never both. SNR is that of one pulse after the matched
/// filter.
struct RadarParams {
  earth::PlaceParams at;
  std::vector<FaceParams> faces;
  FenceParams fence;
  double revisit_s = 10;
  double hold_s = 30;
  double frequency_Hz = 435e6;
  double beamwidth_rad = 0.03839724354387525;
  double bandwidth_Hz = 1e6;

  std::optional<double> reference_range_m;
  double reference_rcs_m2 = 1;
  double reference_snr_db = 13;

  std::optional<double> peak_power_W;
  std::optional<double> pulse_width_s;
  std::optional<double> gain_db;
  std::optional<double> receive_gain_db;
  double noise_temperature_K = 500;
  double losses_db = 0;

  std::uint32_t num_pulses = 1;
  double prob_fa = 1e-6;
  Swerling swerling = Swerling::one;
  double scan_loss_exponent = 2;
  double min_range_m = 0;
  std::optional<double> max_range_m;
  std::optional<double> coherent_time_s;

  double sigma_range_floor_m = 0;
  double sigma_angle_floor_rad = 0;
  double sigma_speed_floor_m_s = 0;
  double range_bias_m = 0;
  double angle_bias_rad = 0;
  double refraction_residual = 0;
  std::optional<double> num_cells;

  static constexpr auto fields() {
    using R = RadarParams;
    return std::tuple{
        required("at", &R::at, "where the radar stands"),
        required("faces", &R::faces, "its array faces"),
        field("fence", &R::fence, "the part of the field of regard that search covers"),
        field("revisit_s", &R::revisit_s, "time in which search covers the fence once", between(0.01, 3600)),
        field("hold_s", &R::hold_s,
              "how long after a detection an object outside the fence is still looked at", between(0, 3600)),
        field("frequency_Hz", &R::frequency_Hz, "carrier", between(1e6, 1e11)),
        field("beamwidth_rad", &R::beamwidth_rad, "half-power beamwidth on boresight", between(1e-4, 0.5)),
        field("bandwidth_Hz", &R::bandwidth_Hz, "bandwidth: range resolution is c / 2B", between(1e3, 1e10)),
        field("reference_range_m", &R::reference_range_m,
              "range at which the reference cross-section gives the reference SNR on boresight", above(0)),
        field("reference_rcs_m2", &R::reference_rcs_m2, "the reference cross-section", above(0)),
        field("reference_snr_db", &R::reference_snr_db, "the reference SNR of one pulse", between(-40, 60)),
        field("peak_power_W", &R::peak_power_W, "radar equation: peak power of a face", above(0)),
        field("pulse_width_s", &R::pulse_width_s, "radar equation: length of one pulse", between(1e-9, 10)),
        field("gain_db", &R::gain_db, "radar equation: transmit gain on boresight", between(-20, 80)),
        field("receive_gain_db", &R::receive_gain_db,
              "radar equation: receive gain; default: the transmit gain", between(-20, 80)),
        field("noise_temperature_K", &R::noise_temperature_K, "radar equation: system noise", above(0)),
        field("losses_db", &R::losses_db, "radar equation: all losses together", between(0, 60)),
        field("num_pulses", &R::num_pulses, "pulses of a dwell that are added without phase",
              between(1, 1000)),
        field("prob_fa", &R::prob_fa, "false alarm probability of a resolution cell", between(1e-12, 1e-2)),
        field("swerling", &R::swerling, "how the target's cross-section fluctuates: 0, 1, 2, 3 or 4"),
        field("scan_loss_exponent", &R::scan_loss_exponent,
              "SNR falls as this power of the cosine of the angle off boresight", between(0, 6)),
        field("min_range_m", &R::min_range_m, "least instrumented range", at_least(0)),
        field("max_range_m", &R::max_range_m,
              "greatest instrumented range; default: twice the reference range", above(0)),
        field("coherent_time_s", &R::coherent_time_s,
              "coherent time of a range-rate measurement; default: none is made", above(0)),
        field("sigma_range_floor_m", &R::sigma_range_floor_m, "range error that no SNR removes", at_least(0)),
        field("sigma_angle_floor_rad", &R::sigma_angle_floor_rad, "angle error that no SNR removes",
              between(0, 0.1)),
        field("sigma_speed_floor_m_s", &R::sigma_speed_floor_m_s, "range-rate error that no SNR removes",
              at_least(0)),
        field("range_bias_m", &R::range_bias_m, "per-run range bias: uniform within plus or minus this",
              at_least(0)),
        field("angle_bias_rad", &R::angle_bias_rad,
              "per-run bias of each direction cosine: uniform within plus or minus this", between(0, 0.1)),
        field("refraction_residual", &R::refraction_residual,
              "share of the nominal refraction correction left per run: uniform within plus or minus this",
              between(0, 1)),
        field("num_cells", &R::num_cells,
              "resolution cells of all faces together in one frame; default: from beam and bandwidth; 0: no "
              "false detections",
              at_least(0))};
  }
};
static_assert(complete<RadarParams>());

/// Adds every problem across fields: no face, inverted elevations, fence outside the field of regard, a
/// sector that reaches behind the array, neither or both of reference and equation, inverted ranges, more
/// expected false detections than kMaxFalse.
void check(const RadarParams& radar, Problems& problems);

/// More expected false detections in a frame are refused: no tracker has a use for them (assumption, ours).
inline constexpr double kMaxFalse = 1e4;

// What follows from checked parameters alone.
/// Mean single-pulse SNR (linear) of 1 m^2 at 1 m on boresight.
double sensitivity(const RadarParams& radar);
/// Where the reference cross-section gives the reference SNR.
double reference_range_m(const RadarParams& radar);
/// The greatest instrumented range: as given, or twice the reference range.
double max_range_m(const RadarParams& radar);
/// Area of a band of elevations of a sector in direction cosines: the integral of cos(el) w over azimuth and
/// elevation.
double area_uv(const FaceParams& face, double el_min_rad, double el_max_rad);
/// Resolution cells in one frame: as given, or the fences' area over the beamwidth squared times the range
/// extent over c / 2B.
double num_cells(const RadarParams& radar, double total_uv);

} // namespace dewline::sense
