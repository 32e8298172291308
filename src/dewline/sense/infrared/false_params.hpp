// What looks like a launch and is none: rates of random false events, and events that are given.
#pragma once
#include <array>
#include <tuple>

#include "dewline/base/field.hpp"
#include "dewline/earth/place.hpp"
#include "dewline/sense/labels.hpp"

namespace dewline::sense {

/// Events of one kind over the whole Earth: a Poisson process in time, uniform in area between two latitudes.
/// Each has an apparent intensity (as above the air) and a duration, both lognormal, and moves level or
/// falls. Sensors with equal rates see the same events: the luck belongs to the Earth, not to the satellite.
struct FalseRateParams {
  double rate_per_day = 0;
  std::array<double, 2> lat_rad{-1.5707963267948966, 1.5707963267948966};
  double intensity_W_sr = 3e4, intensity_spread = 0.7;
  double duration_s = 60, duration_spread = 0.7;
  double height_m = 0, speed_m_s = 0, descent_rad = 0;

  static constexpr auto fields() {
    using F = FalseRateParams;
    constexpr double kQuarter = 1.5707963267948966;
    return std::tuple{
        field("rate_per_day", &F::rate_per_day, "events a day between the two latitudes; 0: none",
              between(0, 1e5)),
        field("lat_rad", &F::lat_rad, "southernmost and northernmost latitude", between(-kQuarter, kQuarter)),
        field("intensity_W_sr", &F::intensity_W_sr, "median intensity, as above the air", above(0)),
        field("intensity_spread", &F::intensity_spread, "standard deviation of its logarithm", between(0, 4)),
        field("duration_s", &F::duration_s, "median duration", between(0.01, 86400)),
        field("duration_spread", &F::duration_spread, "standard deviation of its logarithm", between(0, 4)),
        field("height_m", &F::height_m, "height at the beginning", between(0, 3e5)),
        field("speed_m_s", &F::speed_m_s, "speed over ground", between(0, 8e4)),
        field("descent_rad", &F::descent_rad, "how steeply it falls", between(0, kQuarter))};
  }
};
static_assert(complete<FalseRateParams>());

// Shapes of the five kinds; all are assumptions (docs/models/infrared.md), the rates are the scenario's.
inline constexpr FalseRateParams kFires{.lat_rad = {-0.96, 1.22}, .duration_s = 120};
inline constexpr FalseRateParams kFlares{.lat_rad = {-0.70, 1.22}, .duration_s = 40};
inline constexpr FalseRateParams kMeteors{.duration_s = 1, .height_m = 80e3, .speed_m_s = 18e3,
                                          .descent_rad = 0.6};
inline constexpr FalseRateParams kReentries{.lat_rad = {-1.4, 1.4}, .duration_s = 120, .height_m = 90e3,
                                            .speed_m_s = 7.2e3, .descent_rad = 0.045};

/// Patches of high cloud that scatter sunlight forward; whether one is seen follows from the geometry
/// (glint.hpp).
struct GlintParams {
  double rate_per_day = 0;
  double height_m = 11e3;
  double area_m2 = 1e6, area_spread = 1;
  double duration_s = 180, duration_spread = 0.7;
  double sun_W_m2 = 6;
  double optical_depth = 0.5;
  double asymmetry = 0.85, albedo = 0.6;

  static constexpr auto fields() {
    using G = GlintParams;
    return std::tuple{
        field("rate_per_day", &G::rate_per_day,
              "bright structured patches a day on the whole Earth, sunlit or not; 0: none", between(0, 1e6)),
        field("height_m", &G::height_m, "height of the patches", between(3e3, 2e4)),
        field("area_m2", &G::area_m2, "median area of a patch", above(0)),
        field("area_spread", &G::area_spread, "standard deviation of its logarithm", between(0, 4)),
        field("duration_s", &G::duration_s, "median duration", between(0.01, 86400)),
        field("duration_spread", &G::duration_spread, "standard deviation of its logarithm", between(0, 4)),
        field("sun_W_m2", &G::sun_W_m2, "sunlight in the sensor's band above the air", between(0, 1400)),
        field("optical_depth", &G::optical_depth, "of the patch, straight up", between(0, 100)),
        field("asymmetry", &G::asymmetry, "mean cosine of the scattering angle", between(0, 0.999)),
        field("albedo", &G::albedo, "share of the light that an ice crystal scatters and does not absorb",
              between(0, 1))};
  }
};
static_assert(complete<GlintParams>());

/// A false event that a scenario states. Only the Earth itself and the field of regard hide it: neither
/// `background` nor `limb_exclusion` nor the Sun does.
struct FalseEventParams {
  Cause cause = Cause::glint;
  earth::PlaceParams at;
  double time_s = 0, duration_s = 60;
  double intensity_W_sr = 1e5;

  static constexpr auto fields() {
    using F = FalseEventParams;
    return std::tuple{
        required("cause", &F::cause, "what it is: glint, fire, flare, meteor or reentry"),
        required("at", &F::at, "where it is"), required("time_s", &F::time_s, "when it begins"),
        field("duration_s", &F::duration_s, "how long it is seen", between(0.01, 86400)),
        field("intensity_W_sr", &F::intensity_W_sr, "its intensity towards this satellite, as above the air",
              above(0))};
  }
};
static_assert(complete<FalseEventParams>());

} // namespace dewline::sense
