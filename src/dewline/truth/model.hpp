// Truth: all objects of a scenario as functions of time, const for ever.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/truth/flight.hpp"
#include "dewline/truth/object.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::truth {

/// Built once from checked parameters; shared by all threads. Ids count the bodies in the order of their
/// names: an entry `arc-1` gives `arc-1` itself, and `arc-1/stage-1` for a part that flies on its own.
class Model {
 public:
  /// Throws ContractError for objects that `check` would refuse.
  Model(const std::map<std::string, ObjectParams>& objects, const earth::Orientation& orientation, Time end);

  [[nodiscard]] std::uint32_t num_objects() const { return static_cast<std::uint32_t>(objects_.size()); }
  [[nodiscard]] const std::string& name(ObjectId id) const { return objects_.at(id.index).name; }
  /// All names in order of id.
  [[nodiscard]] std::vector<std::string> names() const;
  /// The author's entry that the body belongs to.
  [[nodiscard]] const std::string& entry(ObjectId id) const { return objects_.at(id.index).entry; }
  /// Launch, staging, apogee, impact ... in time order.
  [[nodiscard]] const std::vector<Milestone>& milestones(ObjectId id) const {
    return objects_.at(id.index).body.flight.milestones;
  }
  [[nodiscard]] const Trajectory& path(ObjectId id) const { return objects_.at(id.index).body.flight.path; }
  [[nodiscard]] std::uint64_t key(ObjectId id) const { return objects_.at(id.index).key; }
  /// What the body looks like at a time.
  [[nodiscard]] const Signature& signature(ObjectId id, Time t) const;
  /// Infrared intensity of its plume [W/sr].
  [[nodiscard]] double plume_W_sr(ObjectId id, Time t) const;
  /// When that intensity changes, in order: it is constant in between and 0 before the first.
  [[nodiscard]] std::vector<Time> plume_changes(ObjectId id) const;
  /// Whether it says who and where it is.
  [[nodiscard]] bool has_transponder(ObjectId id) const { return objects_.at(id.index).has_transponder; }

 private:
  struct Object {
    std::string name, entry;
    std::uint64_t key = 0;
    Body body;
    bool has_transponder = false;
  };
  std::vector<Object> objects_;
};

/// Truth's state in a run: when each object ends (earlier than its trajectory if something ended it).
struct State {
  std::vector<Time> ended;
};
/// Nothing has been ended yet.
State start(const Model& model);

} // namespace dewline::truth
