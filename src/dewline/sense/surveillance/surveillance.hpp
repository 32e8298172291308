// Cooperative surveillance: targets with a transponder say who and where they are (ADS-B and the like).
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/surveillance/params.hpp"
#include "dewline/sense/surveillance/station.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::sense {

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
