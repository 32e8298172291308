// Parameters of an infrared early-warning satellite, as a scenario states them.
#pragma once
#include <array>
#include <cstdint>
#include <numbers>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/place.hpp"
#include "dewline/orbit/designed.hpp"
#include "dewline/sense/infrared/false_params.hpp"
#include "dewline/sense/outage_params.hpp"

namespace dewline::sense {

/// What may stand behind a plume: any: the sensor looks down as well; space: it sees plumes only against the
/// sky, above the limb (a grazing view).
enum class Background { any, space };
constexpr auto enum_words(Background*) {
  return std::array{std::pair{Background::any, "any"}, std::pair{Background::space, "space"}};
}

/// A staring sensor beside or instead of the scanner.
struct StareParams {
  double period_s = 1;
  double field_rad = 0.05;
  std::optional<earth::PlaceParams> at;
  double hold_s = 60;

  static constexpr auto fields() {
    return std::tuple{
        field("period_s", &StareParams::period_s, "time of one frame", between(0.01, 3600)),
        field("field_rad", &StareParams::field_rad, "full angle of the cone that it sees",
              between(1e-4, std::numbers::pi)),
        field("at", &StareParams::at,
              "the place it stares at; default: where its own scanner last detected something"),
        field("hold_s", &StareParams::hold_s, "without `at`: how long after that detection it stares on",
              between(0.01, 86400))};
  }
};
static_assert(complete<StareParams>());

/// Clouds over a launch, opaque below their top. One top is drawn for each object and run.
struct CloudParams {
  double cover = 0.7;
  double median_top_m = 5e3, spread = 0.6;
  std::array<double, 2> limits_m{1e3, 16e3};

  static constexpr auto fields() {
    return std::tuple{
        field("cover", &CloudParams::cover, "probability that there is a cloud over the launch",
              between(0, 1)),
        field("median_top_m", &CloudParams::median_top_m, "median height of its top", between(0, 2e4)),
        field("spread", &CloudParams::spread,
              "standard deviation of the logarithm of that height; 0: always the median", between(0, 3)),
        field("limits_m", &CloudParams::limits_m, "lowest and highest top", between(0, 3e4))};
  }
};
static_assert(complete<CloudParams>());

/// An infrared satellite with a scanning sensor, a staring sensor, or both. Sensitivity is the plume that is
/// detected in half of the looks; with prob_fa it fixes the noise. docs/models/infrared.md
struct InfraredParams {
  orbit::OrbitParams orbit;
  std::optional<double> scan_period_s;
  std::optional<StareParams> stare;
  std::optional<double> field_of_regard_rad;
  double rim_m = 500e3;
  double working_height_m = 0;
  Background background = Background::any;
  double limb_exclusion_m = 20e3;
  double sun_exclusion_rad = 0.17453292519943295;

  double threshold_W_sr = 2e4;
  double threshold_range_m = 36e6;
  double typical_W_sr = 1e5;
  double prob_fa = 1e-9;
  std::optional<double> num_cells;
  double resolution_rad = 30e-6;
  double line_of_sight_error_rad = 10e-6;
  double attitude_bias_rad = 0;
  double band_depth = 2;
  double band_scale_height_m = 4e3;
  CloudParams cloud;
  std::uint32_t frames_to_declare = 1;

  GlintParams glint;
  FalseRateParams fires = kFires, flares = kFlares, meteors = kMeteors, reentries = kReentries;
  std::vector<FalseEventParams> events;
  std::vector<OutageParams> outages;
  std::optional<AvailabilityParams> availability;

  static constexpr auto fields() {
    using P = InfraredParams;
    constexpr double kPi = std::numbers::pi;
    return std::tuple{
        required("orbit", &P::orbit, "the satellite's orbit"),
        field("scan_period_s", &P::scan_period_s, "the scanner sees its whole field once in this time",
              between(0.05, 3600)),
        field("stare", &P::stare, "a staring sensor"),
        field("field_of_regard_rad", &P::field_of_regard_rad,
              "half angle of the cone about the nadir that it can see; default: the Earth's disc and `rim`",
              between(1e-3, 0.49 * kPi)),
        field("rim_m", &P::rim_m, "how far above the limb the default field of regard reaches",
              between(0, 5e6)),
        field("working_height_m", &P::working_height_m, "it works only while at least this high",
              between(0, 4e8)),
        field("background", &P::background, "any: it looks down as well; space: only above the limb"),
        field("limb_exclusion_m", &P::limb_exclusion_m,
              "a line of sight that runs past the Earth must stay this high above the ellipsoid",
              between(0, 1e6)),
        field("sun_exclusion_rad", &P::sun_exclusion_rad,
              "nothing is seen within this angle of the Sun, unless the Earth hides it", between(0, kPi / 2)),
        field("threshold_W_sr", &P::threshold_W_sr,
              "intensity of a plume above the air that is detected in half of the looks", above(0)),
        field("threshold_range_m", &P::threshold_range_m, "the range at which it is", between(1e5, 1e9)),
        field("typical_W_sr", &P::typical_W_sr,
              "intensity of the plume whose probability of detection a scan states, for who counts misses",
              above(0)),
        field("prob_fa", &P::prob_fa, "false alarm probability of a resolution cell", between(1e-14, 1e-2)),
        field("num_cells", &P::num_cells,
              "resolution cells of the whole field in one frame; default: its solid angle over resolution "
              "squared; 0: no noise detections",
              at_least(0)),
        field("resolution_rad", &P::resolution_rad,
              "half-power width of a point's image; closer plumes merge", between(1e-7, 0.1)),
        field("line_of_sight_error_rad", &P::line_of_sight_error_rad,
              "standard deviation of a direction, each axis, that no SNR removes", between(0, 0.1)),
        field("attitude_bias_rad", &P::attitude_bias_rad,
              "per-run error of the attitude about each axis: uniform within plus or minus this",
              between(0, 0.1)),
        field("band_depth", &P::band_depth,
              "optical depth of the clear air in the sensor's band, straight up from sea level",
              between(0, 1e3)),
        field("band_scale_height_m", &P::band_scale_height_m, "height over which that depth falls by e",
              between(500, 2e4)),
        field("cloud", &P::cloud, "clouds over launches"),
        field("frames_to_declare", &P::frames_to_declare,
              "a detection is reported when so many frames in a row have one there", between(1, 100)),
        field("glint", &P::glint, "Sun glint off high cloud"),
        field("fires", &P::fires,
              "fires that are bright enough; unless stated for 120 s, between 55 deg S and 70 deg N"),
        field("flares", &P::flares,
              "gas flares that flicker on; unless stated for 40 s, between 40 deg S and 70 deg N"),
        field("meteors", &P::meteors, "fireballs; unless stated for 1 s, from 80 km, at 18 km/s, 34 deg down"),
        field("reentries", &P::reentries,
              "satellites and stages that fall; unless stated for 120 s, from 90 km, at 7.2 km/s, 2.6 deg down"),
        field("events", &P::events, "false events that are given, not drawn"),
        field("outages", &P::outages, "spans of time in which it reports nothing"),
        field("availability", &P::availability, "unplanned outages, drawn once a run")};
  }
};
static_assert(complete<InfraredParams>());

/// Adds every problem across fields: no sensor at all, a scan that is no multiple of the stare period, a
/// stare without `at` and without a scanner, inverted limits and spans, more noise detections than kMaxNoise.
void check(const InfraredParams& infrared, Problems& problems);

/// More expected noise detections in a frame are refused: no tracker has a use for them (assumption, ours).
inline constexpr double kMaxNoise = 1e4;

// What follows from checked parameters alone.
/// The threshold in units of the noise: Q(T) = prob_fa with Q the normal upper tail.
double threshold_sigmas(const InfraredParams& infrared);
/// Irradiance at the satellite that equals the noise [W/m^2].
double noise_W_m2(const InfraredParams& infrared);
/// Height of the cloud's top at probability u in (0, 1) [m]; 0 where there is none. The median with its
/// spread is a lognormal law, cut at the limits.
double cloud_top_m(const CloudParams& cloud, double u);

} // namespace dewline::sense
