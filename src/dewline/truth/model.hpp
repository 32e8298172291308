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

/// Built once from checked parameters; shared by all threads. Ids count the objects in the order of their
/// names.
class Model {
 public:
  /// Throws ContractError for objects that `check` would refuse.
  Model(const std::map<std::string, ObjectParams>& objects, const earth::Orientation& orientation, Time end);

  [[nodiscard]] std::uint32_t num_objects() const { return static_cast<std::uint32_t>(objects_.size()); }
  [[nodiscard]] const std::string& name(ObjectId id) const { return objects_.at(id.index).name; }
  /// Launch, staging, apogee, impact ... in time order.
  [[nodiscard]] const std::vector<Milestone>& milestones(ObjectId id) const {
    return objects_.at(id.index).flight.milestones;
  }
  [[nodiscard]] const Trajectory& path(ObjectId id) const { return objects_.at(id.index).flight.path; }
  [[nodiscard]] std::uint64_t key(ObjectId id) const { return objects_.at(id.index).key; }
  [[nodiscard]] double rcs_m2(ObjectId id, double frequency_Hz) const;

 private:
  struct Object {
    std::string name;
    std::uint64_t key = 0;
    Flight flight;
    std::vector<std::pair<double, double>> rcs; ///< log frequency, m^2
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
