// False events of one run: what burns, shines or falls and is no launch, as functions of time.
#pragma once
#include <cstdint>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/infrared/params.hpp"
#include "dewline/sense/labels.hpp"

namespace dewline::sense {

/// One source that lasts a while at one place, or on one level or falling track: a cluster of detections, not
/// noise. In E axes it goes along a great circle and its height changes evenly.
struct FalseEvent {
  Cause cause = Cause::noise;
  std::uint64_t key = 0;    ///< its address in draws
  Time begin{}, end{};
  Vec3 p_E;                 ///< at `begin` [m]
  Vec3 turn_E;              ///< along its axis, how fast it goes round [rad/s]
  double climb_m_s = 0;
  double intensity_W_sr = 0; ///< as above the air; of a glint that is drawn: 0, it follows from the geometry
  double area_m2 = 0;       ///< of a glint that is drawn: the cloud's
  bool given = false;       ///< the scenario states it: background and limb exclusion do not hide it
};

/// Where it is at t in [begin, end].
Vec3 position_E(const FalseEvent& event, Time t);

/// The events of one run that last into [0, end), sorted by (begin, key): those that the parameters give, and
/// those that are drawn. Random events are counted in cells of 1000 s on the absolute grid, from far enough
/// before the epoch that long ones already last: Purpose::clutter at (owner = hash of `infrared:fires` or the
/// like, event = the cell, item, n = the event in its cell). The owner is no sensor: satellites with
/// equal rates see the same fires, and of two rates the greater has all events of the smaller.
std::vector<FalseEvent> false_events(const InfraredParams& params, const Draws& draws, Time end);

} // namespace dewline::sense
