#include "dewline/truth/model.hpp"

#include <algorithm>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"

namespace dewline::truth {
namespace {

/// The last entry of a list in time order that has begun at t; the first before all.
template <class T>
const T& in_force(const std::vector<T>& list, Time t) {
  const auto next =
      std::upper_bound(list.begin(), list.end(), t, [](Time at, const T& x) { return at < x.from; });
  return next == list.begin() ? list.front() : *(next - 1);
}

} // namespace

Model::Model(const std::map<std::string, ObjectParams>& objects, const earth::Orientation& orientation,
             Time end) {
  const Surroundings around{orientation.omega_E(), end, &orientation};
  for (const auto& [entry, params] : objects) {
    Problems problems;
    std::vector<Body> bodies = build_bodies(params, around, problems);
    DW_CHECK(!bodies.empty() && problems.empty());
    for (Body& body : bodies) {
      const std::string name = body.suffix.empty() ? entry : entry + '/' + body.suffix;
      const bool speaks = params.transponder && (body.suffix.empty() || !params.boost); // no spent stage does
      objects_.push_back({name, entry, hash64(name), std::move(body), speaks});
    }
  }
  std::ranges::sort(objects_, {}, &Object::name);
}

std::vector<std::string> Model::names() const {
  std::vector<std::string> out;
  for (const Object& o : objects_) out.push_back(o.name);
  return out;
}

const Signature& Model::signature(ObjectId id, Time t) const {
  const auto& looks = objects_.at(id.index).body.looks;
  DW_CHECK(!looks.empty());
  return in_force(looks, t).signature;
}

double Model::plume_W_sr(ObjectId id, Time t) const {
  const auto& plumes = objects_.at(id.index).body.plumes;
  return plumes.empty() || t < plumes.front().from ? 0 : in_force(plumes, t).intensity_W_sr;
}

std::vector<Time> Model::plume_changes(ObjectId id) const {
  std::vector<Time> changes;
  for (const auto& plume : objects_.at(id.index).body.plumes) changes.push_back(plume.from);
  return changes;
}

State start(const Model& model) {
  State state;
  for (std::uint32_t i = 0; i < model.num_objects(); ++i)
    state.ended.push_back(model.path(ObjectId{i}).end());
  return state;
}

} // namespace dewline::truth
