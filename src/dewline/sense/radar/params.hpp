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
#include "dewline/sense/outage_params.hpp"
#include "dewline/sense/propagation/horizon_mask.hpp"
#include "dewline/sense/radar/budget_params.hpp"
#include "dewline/sense/radar/environment_params.hpp"
#include "dewline/sense/radar/faces.hpp"

namespace dewline::sense {

/// A published claim of range, for `dewline check` alone: it moves nothing. A value's range (`between`) and
/// source stand beside it in the file.
struct ClaimParams {
  double range_m = 0;
  std::optional<double> rcs_m2;
  double prob_detect = 0.5;
  std::optional<double> target_height_m;
  Work work = Work::search;

  static constexpr auto fields() {
    using C = ClaimParams;
    return std::tuple{
        required("range_m", &C::range_m, "the claimed range", above(0)),
        field("rcs_m2", &C::rcs_m2, "of the claim's target; default: the reference cross-section", above(0)),
        field("prob_detect", &C::prob_detect,
              "probability of detection in one look that the claim is taken for", between(0.01, 0.999)),
        field("target_height_m", &C::target_height_m, "height of the claim's target, if it is known",
              above(0)),
        field("work", &C::work, "what the claim is about: search or track")};
  }
};
static_assert(complete<ClaimParams>());

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

  std::optional<RotatingParams> rotating;
  std::vector<VolumeParams> fences;
  std::optional<BudgetParams> budget;
  std::optional<earth::PlaceParams> transmitter;
  HorizonMask::Rows mask_rad;
  std::optional<GasParams> gas;
  std::optional<RainParams> rain;
  std::optional<IonosphereParams> ionosphere;
  std::optional<MultipathParams> multipath;
  std::vector<JammingParams> jamming;
  std::vector<ClutterParams> clutter;
  bool resolution = false;
  std::optional<double> unambiguous_range_m;
  std::optional<double> unambiguous_sine;
  std::vector<OutageParams> outages;
  std::optional<AvailabilityParams> availability;
  std::vector<ClaimParams> claims;

  static constexpr auto fields() {
    using R = RadarParams;
    return std::tuple{
        required("at", &R::at, "where the radar stands"),
        field("faces", &R::faces, "its array faces"),
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
              at_least(0)),
        field("rotating", &R::rotating, "a mechanically rotating array in place of faces"),
        field("fences", &R::fences,
              "several volumes of search, each with its own revisit, in place of `fence`"),
        field("budget", &R::budget,
              "waveforms, time and energy of search, confirmation and track; default: looks cost nothing"),
        field("transmitter", &R::transmitter, "where the transmitter stands, if not with the receiver"),
        field("mask_rad", &R::mask_rad, "the site's skyline: rows of azimuth and least elevation",
              between(-2 * kPi, 2 * kPi)),
        field("gas", &R::gas, "attenuation by the air"),
        field("rain", &R::rain, "attenuation by rain"),
        field("ionosphere", &R::ionosphere, "delay by the ionosphere, of which a residual is left"),
        field("multipath", &R::multipath, "lobes by reflection from sea or ground"),
        field("jamming", &R::jamming, "noise raised in sectors"),
        field("clutter", &R::clutter, "echoes of aurora and meteors"),
        field("resolution", &R::resolution,
              "true: objects in one resolution cell give one detection; false: one each"),
        field("unambiguous_range_m", &R::unambiguous_range_m,
              "range is known modulo this; default: without ambiguity", above(0)),
        field("unambiguous_sine", &R::unambiguous_sine,
              "the direction cosine u is known modulo this: wavelength over the spacing of the array's "
              "columns; "
              "default: without ambiguity",
              between(0.01, 2)),
        field("outages", &R::outages, "spans of time in which it is down"),
        field("availability", &R::availability, "unplanned outages, drawn once a run"),
        field("claims", &R::claims, "published claims of range, for the self-check alone")};
  }
};
static_assert(complete<RadarParams>());

/// Adds every problem across fields: no face, inverted elevations, fences outside the field of regard, a
/// sector that reaches behind the array, neither or both of reference and equation, inverted ranges, a budget
/// that has no room for one dwell, spans that end before they begin, more expected false detections than
/// kMaxFalse. Faces may overlap: each looks for itself.
void check(const RadarParams& radar, Problems& problems);

/// More expected false detections in a frame are refused: no tracker has a use for them (assumption, ours).
inline constexpr double kMaxFalse = 1e4;

// What follows from checked parameters alone.
/// The faces; of a rotating array four virtual ones of 90 deg each, clockwise from north, that look one after
/// the other.
std::vector<FaceParams> faces(const RadarParams& radar);
/// Mean single-pulse SNR (linear) of 1 m^2 at 1 m on boresight; with a budget that of the search waveform,
/// pulses that are added with phase counted as one.
double sensitivity(const RadarParams& radar);
/// Where the reference cross-section gives the reference SNR.
double reference_range_m(const RadarParams& radar);
/// The greatest instrumented range: as given, or twice the reference range.
double max_range_m(const RadarParams& radar);
/// The greatest range that a measurement can state: max_range_m, or the unambiguous range if that is less.
double max_measured_range_m(const RadarParams& radar);
/// Area in direction cosines of a face of the given tilt: the integral of cos(el) w over azimuths from_rad to
/// to_rad off the boresight and elevations el_min_rad to el_max_rad.
double area_uv(double tilt_rad, double from_rad, double to_rad, double el_min_rad, double el_max_rad);
/// Resolution cells in one frame: as given, or the fences' area over the beamwidth squared times the range
/// extent over c / 2B.
double num_cells(const RadarParams& radar, double total_uv);

} // namespace dewline::sense
