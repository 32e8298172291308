// Objects for the sense room's tests: a stand-in for truth's Model, so that these tests need no propagator.
// Include it in programs that link no truth::Model only; all definitions are inline and always emitted.
#pragma once
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::truth {

struct FakeObject {
  std::string name;
  std::function<PosVel(double)> state_E; ///< of seconds since the epoch
  Time born{}, ended = time_from_s(3600);
  double rcs_m2 = 1;
  std::vector<std::pair<double, double>> plume{}; ///< from [s] on so much [W/sr], in order
  bool has_transponder = false;
};
class Model {
 public:
  std::vector<FakeObject> objects;
};
struct State {
  std::vector<Time> ended; ///< empty: as in the model
};

#define DW_FAKE inline __attribute__((used))
DW_FAKE std::uint32_t View::num_objects() const { return static_cast<std::uint32_t>(model_->objects.size()); }
DW_FAKE std::uint64_t View::key(ObjectId id) const { return hash64(model_->objects[id.index].name); }
DW_FAKE Time View::born(ObjectId id) const { return model_->objects[id.index].born; }
DW_FAKE Time View::ended(ObjectId id) const {
  return state_->ended.empty() ? model_->objects[id.index].ended : state_->ended[id.index];
}
DW_FAKE PosVel View::state_E(ObjectId id, Time t) const {
  DW_CHECK(t >= born(id) && t <= ended(id));
  return model_->objects[id.index].state_E(seconds(t));
}
DW_FAKE double View::rcs_m2(ObjectId id, Time, const PosVel&, const Vec3&, double) const {
  return model_->objects[id.index].rcs_m2;
}
DW_FAKE double View::plume_W_sr(ObjectId id, Time t) const {
  double now = 0;
  for (const auto& [from_s, W_sr] : model_->objects[id.index].plume)
    if (time_from_s(from_s) <= t) now = W_sr;
  return now;
}
DW_FAKE std::vector<Time> View::plume_changes(ObjectId id) const {
  std::vector<Time> changes;
  for (const auto& [from_s, W_sr] : model_->objects[id.index].plume) changes.push_back(time_from_s(from_s));
  return changes;
}
DW_FAKE bool View::has_transponder(ObjectId id) const { return model_->objects[id.index].has_transponder; }
#undef DW_FAKE

/// A point that stands still relative to the Earth at a true azimuth, elevation and range from a site.
inline std::function<PosVel(double)> still(const earth::Geodetic& site, double az_rad, double el_rad, double range_m) {
  const Vec3 p = earth::ecef(site) +
                 transpose(earth::enu_axes(site)) * (range_m * earth::enu_direction(az_rad, el_rad));
  return [p](double) { return PosVel{p, {}}; };
}
/// Straight motion in E.
inline std::function<PosVel(double)> straight(PosVel at_epoch) {
  return [=](double t) { return PosVel{at_epoch.p + t * at_epoch.v, at_epoch.v}; };
}

} // namespace dewline::truth
