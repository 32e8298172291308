// Another system's detections, from a file.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/time.hpp"
#include "dewline/sense/feed/params.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/surveillance/station.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::sense {

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
