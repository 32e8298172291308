// What stands between a radar and its targets, as a scenario states it. Every block is optional; without it
// the path is clear.
#pragma once
#include <array>
#include <optional>
#include <tuple>

#include "dewline/base/field.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/propagation/multipath.hpp"
#include "dewline/sense/radar/faces.hpp"

namespace dewline::sense {

constexpr auto enum_words(Polarisation*) {
  return std::array{std::pair{Polarisation::horizontal, "horizontal"},
                    std::pair{Polarisation::vertical, "vertical"}};
}

/// Attenuation by oxygen and water vapour (ITU-R P.676).
struct GasParams {
  double vapour_g_m3 = 7.5;

  static constexpr auto fields() {
    return std::tuple{field("vapour_g_m3", &GasParams::vapour_g_m3,
                            "water vapour at height 0 in grams per cubic metre", between(0, 50))};
  }
};
static_assert(complete<GasParams>());

/// Attenuation by rain (ITU-R P.838); below 1 GHz it is 0.
struct RainParams {
  double rate_mm_h = 0;
  double height_m = 3000;
  double extent_m = 20e3;
  std::optional<std::array<double, 2>> azimuth_rad;

  static constexpr auto fields() {
    using R = RainParams;
    return std::tuple{
        required("rate_mm_h", &R::rate_mm_h, "rain rate in millimetres an hour", between(0, 200)),
        field("height_m", &R::height_m, "top of the rain", between(0, 10e3)),
        field("extent_m", &R::extent_m, "longest level way inside the rain", between(0, 1e6)),
        field("azimuth_rad", &R::azimuth_rad,
              "it rains from this azimuth clockwise to that one; default: all around",
              between(-2 * kPi, 2 * kPi))};
  }
};
static_assert(complete<RainParams>());

/// The ionosphere's delay; the radar corrects it with the nominal content below and is left with a residual.
struct IonosphereParams {
  double vertical_tecu = 20;
  double residual = 0.3;
  double peak_height_m = 350e3;
  double scale_height_m = 60e3;

  static constexpr auto fields() {
    using I = IonosphereParams;
    return std::tuple{
        field("vertical_tecu", &I::vertical_tecu,
              "vertical electron content in units of 1e16 per square metre", between(0, 300)),
        field("residual", &I::residual,
              "share of the nominal delay left per run: uniform within plus or minus this", between(0, 1)),
        field("peak_height_m", &I::peak_height_m, "height of the densest layer", between(200e3, 600e3)),
        field("scale_height_m", &I::scale_height_m, "scale height of the Chapman layer",
              between(20e3, 150e3))};
  }
};
static_assert(complete<IonosphereParams>());

/// Lobes from the reflection by sea or ground around the site.
struct MultipathParams {
  double antenna_height_m = 20;
  Polarisation polarisation = Polarisation::horizontal;
  double permittivity = 70;
  double conductivity = 5; ///< siemens per metre: no unit that files know
  double rms_height_m = 0.3;

  static constexpr auto fields() {
    using M = MultipathParams;
    return std::tuple{
        required("antenna_height_m", &M::antenna_height_m, "of the antenna above the reflecting surface",
                 between(0.1, 10e3)),
        field("polarisation", &M::polarisation, "of the electric field"),
        field("permittivity", &M::permittivity, "relative permittivity of the surface; sea about 70",
              between(1, 100)),
        field("conductivity", &M::conductivity,
              "conductivity of the surface in siemens per metre; sea about 5", between(0, 100)),
        field("rms_height_m", &M::rms_height_m, "rms height of waves or ground around their mean",
              between(0, 100))};
  }
};
static_assert(complete<MultipathParams>());

/// Noise raised in a sector for a time.
struct JammingParams {
  double azimuth_rad = 0;
  double width_rad = 0.17453292519943295;
  double noise_rise_db = 0;
  double from_s = 0;
  std::optional<double> to_s;

  static constexpr auto fields() {
    using J = JammingParams;
    return std::tuple{
        required("azimuth_rad", &J::azimuth_rad, "middle of the sector", between(-2 * kPi, 2 * kPi)),
        field("width_rad", &J::width_rad, "full width of the sector", between(0, 2 * kPi)),
        required("noise_rise_db", &J::noise_rise_db, "noise and jamming over noise alone", between(0, 120)),
        field("from_s", &J::from_s, "begins at this time after the epoch"),
        field("to_s", &J::to_s, "ends at this time after the epoch; default: never")};
  }
};
static_assert(complete<JammingParams>());

/// Echoes of nature that cross the threshold: auroral curtains, meteor trails.
struct ClutterParams {
  Cause cause = Cause::meteor;
  double rate_per_s = 0;
  std::array<double, 2> azimuth_rad{0, 2 * kPi};
  std::array<double, 2> elevation_rad{0, kPi / 2};
  std::array<double, 2> range_m{100e3, 1000e3};
  double snr_db = 15;
  double max_speed_m_s = 500;

  static constexpr auto fields() {
    using C = ClutterParams;
    return std::tuple{
        required("cause", &C::cause, "aurora or meteor"),
        required("rate_per_s", &C::rate_per_s,
                 "mean number of echoes a second that would cross, in all of the box", between(0, 1e4)),
        field("azimuth_rad", &C::azimuth_rad, "from this azimuth clockwise to that one",
              between(-2 * kPi, 2 * kPi)),
        field("elevation_rad", &C::elevation_rad, "lowest and highest apparent elevation",
              between(kLeastElevation_rad, kPi / 2)),
        required("range_m", &C::range_m, "nearest and farthest range", above(0)),
        field("snr_db", &C::snr_db, "mean SNR of one pulse of search", between(-20, 80)),
        field("max_speed_m_s", &C::max_speed_m_s, "range rates are uniform within plus or minus this",
              between(0, 8000))};
  }
};
static_assert(complete<ClutterParams>());

} // namespace dewline::sense
