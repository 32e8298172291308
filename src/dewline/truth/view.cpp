#include "dewline/truth/view.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/truth/model.hpp"

namespace dewline::truth {

std::uint32_t View::num_objects() const { return model_->num_objects(); }
std::uint64_t View::key(ObjectId id) const { return model_->key(id); }
Time View::born(ObjectId id) const { return model_->path(id).begin(); }
Time View::ended(ObjectId id) const { return state_->ended.at(id.index); }
double View::plume_W_sr(ObjectId id, Time t) const { return model_->plume_W_sr(id, t); }
std::vector<Time> View::plume_changes(ObjectId id) const { return model_->plume_changes(id); }
bool View::has_transponder(ObjectId id) const { return model_->has_transponder(id); }

double View::rcs_m2(ObjectId id, Time t, const PosVel& x_E, const Vec3& p_ES_E, double frequency_Hz) const {
  const Signature& signature = model_->signature(id, t);
  if (signature.round()) return signature.rcs_m2(frequency_Hz, 0);
  const Vec3 p_OS_E = p_ES_E - x_E.p;
  const double cosine = dot(p_OS_E, x_E.v) / std::max(norm(p_OS_E) * norm(x_E.v), 1e-30);
  return signature.rcs_m2(frequency_Hz, std::acos(std::clamp(cosine, -1.0, 1.0)));
}

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
