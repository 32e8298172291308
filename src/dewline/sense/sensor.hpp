// The catalogue of sensors: every kind, as one closed set. A new kind is one line in each list.
#pragma once
#include <cstdint>
#include <variant>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/time.hpp"
#include "dewline/sense/feed/feed.hpp"
#include "dewline/sense/infrared/infrared.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/sense/sensor_params.hpp"
#include "dewline/sense/surveillance/surveillance.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::earth {
class Orientation;
}

namespace dewline::sense {

/// A sensor of any kind: const model, per-run state, one frame at a time (radar/radar.hpp states the frame rule).
class Sensor {
 public:
  using Model = std::variant<Radar, Infrared, Surveillance, Feed>;
  using State = std::variant<Radar::State, Infrared::State, Surveillance::State, Feed::State>;

  /// Finds when each object of the view can be seen until `end`.
  Sensor(const SensorParams& params, SensorId id, std::uint64_t key, const earth::Orientation& orientation,
         const truth::View& view, Time end);

  [[nodiscard]] State start(const Draws& draws) const;
  /// Everything that frame k reports; once per frame, in order, at the frame's end.
  Frame look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const;
  /// A centre's cue. Throws ContractError if it cannot be cued (can_be_cued of its parameters).
  void take(State& state, const Task& task) const;

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] Time frame_begin(std::int64_t k) const;
  [[nodiscard]] Time frame_end(std::int64_t k) const;
  [[nodiscard]] Duration revisit() const;
  [[nodiscard]] SensorId id() const;
  /// Where it is: a site, or a satellite at that instant [m].
  [[nodiscard]] Vec3 p_ES_E(Time t) const;
  /// Where its faces look if nothing is out; a site's always the same.
  [[nodiscard]] std::vector<Coverage> coverage(Time t) const;
  [[nodiscard]] std::uint64_t key() const;
  /// Sorted by (begin, object, face).
  [[nodiscard]] const std::vector<Window>& windows() const;
  [[nodiscard]] const Model& model() const { return model_; }
  /// The radar, if it is one.
  [[nodiscard]] const Radar* radar() const { return std::get_if<Radar>(&model_); }
  /// The infrared satellite, if it is one.
  [[nodiscard]] const Infrared* infrared() const { return std::get_if<Infrared>(&model_); }

 private:
  Model model_;
};

} // namespace dewline::sense
