// Cooperative surveillance: targets with a transponder say who and where they are (ADS-B and the like).
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
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

/// A receiver of what transponders say.
struct SurveillanceParams {
  earth::PlaceParams at;
  double revisit_s = 5;
  double prob_report = 0.95;
  double sigma_position_m = 30;
  double max_range_m = 450e3;

  static constexpr auto fields() {
    using P = SurveillanceParams;
    return std::tuple{
        required("at", &P::at, "where the receiver stands"),
        field("revisit_s", &P::revisit_s, "each target is heard once in this time", between(0.1, 3600)),
        field("prob_report", &P::prob_report, "probability that a report is received", between(0.001, 1)),
        field("sigma_position_m", &P::sigma_position_m, "error of a reported place, each axis",
              between(0.1, 1e5)),
        field("max_range_m", &P::max_range_m, "farthest reception", between(1e3, 1e7))};
  }
};
static_assert(complete<SurveillanceParams>());
void check(const SurveillanceParams& params, Problems& problems);

/// Built once; const and shared by threads. Frame rule as of a radar: frame k covers [k, k+1) revisits. In each frame
/// each transponder speaks once, at an instant of its own in the frame (drawn once a run), and is heard with
/// prob_report if it is within max_range and above the horizon of a 4/3 Earth. The report says where the target was
/// (isotropic normal error) and who it is; nothing is ever false. Leaves out: garbling, ground stations' own delay,
/// targets that lie.
class Surveillance {
 public:
  using Params = SurveillanceParams;
  struct State {};

  Surveillance(const SurveillanceParams& params, SensorId id, std::uint64_t key, const truth::View& view,
               Time end);

  [[nodiscard]] State start(const Draws&) const { return {}; }
  /// Purpose::detect and ::measure at (owner = key, event = k, item = object key).
  Frame look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const;

  [[nodiscard]] Time frame_begin(std::int64_t k) const { return Time{revisit_ * k}; }
  [[nodiscard]] Time frame_end(std::int64_t k) const { return Time{revisit_ * (k + 1)}; }
  [[nodiscard]] Duration revisit() const { return revisit_; }
  [[nodiscard]] SensorId id() const { return id_; }
  [[nodiscard]] std::uint64_t key() const { return key_; }
  [[nodiscard]] const SurveillanceParams& params() const { return params_; }
  /// Sorted by (begin, object). The face of a window is 0.
  [[nodiscard]] const std::vector<Window>& windows() const { return windows_; }
  [[nodiscard]] const std::vector<Coverage>& coverage() const { return station_.coverage(); }

 private:
  [[nodiscard]] std::pair<double, Limit> margin(ObjectId object, Time t, const truth::View& view) const;
  void find_windows(ObjectId object, const truth::View& view, Time end);

  SurveillanceParams params_;
  SensorId id_;
  std::uint64_t key_;
  Duration revisit_;
  Station station_;
  std::vector<Window> windows_;
};

} // namespace dewline::sense
