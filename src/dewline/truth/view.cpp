#include "dewline/truth/view.hpp"

#include "dewline/base/check.hpp"
#include "dewline/truth/model.hpp"

namespace dewline::truth {

std::uint32_t View::num_objects() const { return model_->num_objects(); }
std::uint64_t View::key(ObjectId id) const { return model_->key(id); }
Time View::born(ObjectId id) const { return model_->path(id).begin(); }
Time View::ended(ObjectId id) const { return state_->ended.at(id.index); }
double View::rcs_m2(ObjectId id, double frequency_Hz) const { return model_->rcs_m2(id, frequency_Hz); }

PosVel View::state_E(ObjectId id, Time t) const {
  DW_CHECK(t <= ended(id));
  return model_->path(id).at(t);
}

void View::states_E(std::span<const ObjectId> ids, std::span<const Time> times, std::span<PosVel> out) const {
  DW_CHECK(ids.size() == times.size() && out.size() == times.size());
  std::size_t guess = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    DW_CHECK(times[i] <= ended(ids[i]));
    out[i] = model_->path(ids[i]).at(times[i], guess); // a wrong guess only costs the search
  }
}

} // namespace dewline::truth
