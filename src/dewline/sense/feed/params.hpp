// Parameters of a file of detections, as a scenario states them.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/place.hpp"

namespace dewline::sense {

/// How a file counts azimuths. There is no default: guessing wrong mirrors the sky.
enum class Azimuth { north_clockwise, east_counterclockwise };
constexpr auto enum_words(Azimuth*) {
  return std::array{std::pair{Azimuth::north_clockwise, "north-clockwise"},
                    std::pair{Azimuth::east_counterclockwise, "east-counterclockwise"}};
}

struct FeedParams {
  earth::PlaceParams at;
  std::string path;
  double revisit_s = 10;
  std::optional<Azimuth> azimuth;
  double sigma_range_m = 50;
  double sigma_angle_rad = 1e-3;
  double sigma_position_m = 50;
  double prob_detect = 0.9;
  double max_range_m = 6000e3;
  double num_false = 0;

  static constexpr auto fields() {
    using P = FeedParams;
    return std::tuple{
        required("at", &P::at, "the site that ranges and angles are counted from"),
        required("path", &P::path, "CSV of detections, relative to the scenario file"),
        field("revisit_s", &P::revisit_s, "rows are reported together in frames of this length",
              between(0.01, 3600)),
        field("azimuth", &P::azimuth, "how the file counts azimuths; needed if it has any"),
        field("sigma_range_m", &P::sigma_range_m, "range error of rows that state none", above(0)),
        field("sigma_angle_rad", &P::sigma_angle_rad, "angle error of rows that state none", between(1e-9, 0.5)),
        field("sigma_position_m", &P::sigma_position_m, "error of places, each axis, of rows that state none",
              above(0)),
        field("prob_detect", &P::prob_detect,
              "probability that the other system reports a target in a frame: what a miss is worth",
              between(0.001, 0.999)),
        field("max_range_m", &P::max_range_m, "how far it sees", between(1, 1e9)),
        field("num_false", &P::num_false, "false rows that are expected in a frame", between(0, 1e6))};
  }
};
static_assert(complete<FeedParams>());
/// Reads the file too.
void check(const FeedParams& params, Problems& problems);

} // namespace dewline::sense
