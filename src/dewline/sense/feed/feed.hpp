// Another system's detections, from a file.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/field.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/place.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/surveillance/station.hpp"
#include "dewline/truth/view.hpp"

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

/// One row of a file.
struct FeedRow {
  Detection detection;
  std::string label; ///< the object that it came from, if the file says so
};

/// Reads a CSV with a header line (`#` starts a comment), in any order of time. Columns:
///   `time_s`                          since the scenario's epoch: when the target was there
///   `range_m`, `az_deg` or `az_rad`, `el_deg` or `el_rad`      from the site, or
///   `lat_deg`, `lon_deg`, `height_m`                           above the ellipsoid
///   optional: `range_rate_m_s` with `sigma_range_rate_m_s`, `sigma_range_m`, `sigma_angle_mrad`, `sigma_position_m`,
///   `snr_db`, `id` (what the target says it is), `label` (the truth: an object's name; no tracker sees it)
/// Any bytes are safe to pass. Problems name the line: unknown or missing columns, what is no number, azimuths whose
/// counting nobody stated, ranges of 0 or beyond max_range, angles off the sphere. Nothing is returned with a problem.
std::optional<std::vector<FeedRow>> read_feed(std::string_view text, const FeedParams& params, Problems& problems);
/// Reads the file too.
void check(const FeedParams& params, Problems& problems);

/// Reports the rows of the file, those of frame k at its end. Draws nothing: a recorded world has no other luck.
class Feed {
 public:
  using Params = FeedParams;
  struct State {};

  /// Throws ContractError for a file that `check` would refuse.
  Feed(const FeedParams& params, SensorId id, std::uint64_t key, const truth::View& view);

  [[nodiscard]] State start(const Draws&) const { return {}; }
  Frame look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const;

  [[nodiscard]] Time frame_begin(std::int64_t k) const { return Time{revisit_ * k}; }
  [[nodiscard]] Time frame_end(std::int64_t k) const { return Time{revisit_ * (k + 1)}; }
  [[nodiscard]] Duration revisit() const { return revisit_; }
  [[nodiscard]] SensorId id() const { return id_; }
  [[nodiscard]] std::uint64_t key() const { return key_; }
  [[nodiscard]] const FeedParams& params() const { return params_; }
  /// None: nobody knows what the other system could have seen.
  [[nodiscard]] const std::vector<Window>& windows() const { return windows_; }
  [[nodiscard]] const std::vector<Coverage>& coverage() const { return station_.coverage(); }

 private:
  FeedParams params_;
  SensorId id_;
  std::uint64_t key_;
  Duration revisit_;
  Station station_;
  std::vector<std::pair<Detection, Label>> rows_; ///< in order of time
  std::vector<Window> windows_;
};

} // namespace dewline::sense
