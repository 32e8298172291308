// Doorway: what later rooms may ask of truth. Only `sense`, `record` and `run` include it.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::truth {

class Model;
struct State;

/// Objects as functions of time, in one run. Cheap to copy; valid while model and state live.
class View {
 public:
  View(const Model& model, const State& state) : model_(&model), state_(&state) {}

  [[nodiscard]] std::uint32_t num_objects() const;
  /// Hash of the author's id: the object's address in draws.
  [[nodiscard]] std::uint64_t key(ObjectId id) const;
  /// From birth (launch) to end (impact, or the end of the data).
  [[nodiscard]] Time born(ObjectId id) const;
  [[nodiscard]] Time ended(ObjectId id) const;
  [[nodiscard]] bool exists(ObjectId id, Time t) const { return t >= born(id) && t < ended(id); }
  /// Earth-fixed state; DW_CHECKs that the object exists at t (the end included).
  [[nodiscard]] PosVel state_E(ObjectId id, Time t) const;
  /// Many at once: out[i] = state_E(ids[i], times[i]).
  void states_E(std::span<const ObjectId> ids, std::span<const Time> times, std::span<PosVel> out) const;
  /// Mean radar cross-section [m^2] at a frequency [Hz], seen from p_ES_E when the object moves by x_E: its
  /// nose points along its velocity over ground (ours: bodies fly nose first).
  [[nodiscard]] double rcs_m2(ObjectId id, Time t, const PosVel& x_E, const Vec3& p_ES_E,
                              double frequency_Hz) const;
  /// Infrared intensity of its plume [W/sr]; 0 when nothing burns.
  [[nodiscard]] double plume_W_sr(ObjectId id, Time t) const;
  /// When that intensity changes, in order: it is constant in between and 0 before the first.
  [[nodiscard]] std::vector<Time> plume_changes(ObjectId id) const;
  /// Whether it says who and where it is to whoever listens.
  [[nodiscard]] bool has_transponder(ObjectId id) const;

 private:
  const Model* model_;
  const State* state_;
};

} // namespace dewline::truth
