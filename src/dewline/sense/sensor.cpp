#include "dewline/sense/sensor.hpp"

#include <type_traits>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/earth/frames.hpp"

namespace dewline::sense {
namespace {

template <class... F>
struct Each : F... {
  using F::operator()...;
};

} // namespace

Kind kind(const SensorParams& params) {
  return std::visit(Each{[](const RadarParams&) { return Kind::radar; },
                         [](const InfraredParams&) { return Kind::infrared; },
                         [](const SurveillanceParams&) { return Kind::surveillance; },
                         [](const FeedParams&) { return Kind::feed; }},
                    params);
}

void check(const SensorParams& params, Problems& problems) {
  std::visit([&](const auto& p) { check(p, problems); }, params);
}

bool can_be_cued(const SensorParams& params) {
  const auto* satellite = std::get_if<InfraredParams>(&params);
  return satellite != nullptr && satellite->stare && !satellite->stare->at;
}

std::string* data_path(SensorParams& params) {
  auto* feed = std::get_if<FeedParams>(&params);
  return feed == nullptr || feed->path.empty() ? nullptr : &feed->path;
}

Sensor::Sensor(const SensorParams& params, SensorId id, std::uint64_t key, const earth::Orientation& orientation,
               const truth::View& view, Time end)
    : model_(std::visit(Each{[&](const RadarParams& p) -> Model { return Radar(p, id, key, view, end); },
                             [&](const InfraredParams& p) -> Model {
                               return Infrared(p, id, key, orientation, view, end);
                             },
                             [&](const SurveillanceParams& p) -> Model {
                               return Surveillance(p, id, key, view, end);
                             },
                             [&](const FeedParams& p) -> Model { return Feed(p, id, key, view); }},
                        params)) {}

Sensor::State Sensor::start(const Draws& draws) const {
  return std::visit([&](const auto& model) -> State { return model.start(draws); }, model_);
}

Frame Sensor::look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const {
  return std::visit(
      [&](const auto& model) {
        using Own = typename std::decay_t<decltype(model)>::State;
        return model.look(std::get<Own>(state), k, view, draws);
      },
      model_);
}

void Sensor::take(State& state, const Task& task) const {
  const Infrared* satellite = infrared();
  DW_CHECK(satellite != nullptr);
  satellite->take(std::get<Infrared::State>(state), task);
}

Kind Sensor::kind() const {
  return std::visit(Each{[](const Radar&) { return Kind::radar; },
                         [](const Infrared&) { return Kind::infrared; },
                         [](const Surveillance&) { return Kind::surveillance; },
                         [](const Feed&) { return Kind::feed; }},
                    model_);
}

Time Sensor::frame_begin(std::int64_t k) const {
  return std::visit([&](const auto& model) { return model.frame_begin(k); }, model_);
}
Time Sensor::frame_end(std::int64_t k) const {
  return std::visit([&](const auto& model) { return model.frame_end(k); }, model_);
}
Duration Sensor::revisit() const {
  return std::visit([](const auto& model) { return model.revisit(); }, model_);
}
SensorId Sensor::id() const {
  return std::visit([](const auto& model) { return model.id(); }, model_);
}
Vec3 Sensor::p_ES_E(Time t) const {
  if (const Infrared* satellite = infrared()) return satellite->state_E(t).p;
  return coverage(t).front().p_ES_E;
}
std::vector<Coverage> Sensor::coverage(Time t) const {
  return std::visit(Each{[&](const Infrared& satellite) { return satellite.coverage(t); },
                         [](const auto& model) { return model.coverage(); }},
                    model_);
}
std::uint64_t Sensor::key() const {
  return std::visit([](const auto& model) { return model.key(); }, model_);
}
const std::vector<Window>& Sensor::windows() const {
  return std::visit([](const auto& model) -> const std::vector<Window>& { return model.windows(); }, model_);
}

} // namespace dewline::sense
