// Which tracks that came one after the other are one body.
#pragma once
#include <optional>

#include "dewline/warn/model.hpp"

namespace dewline::warn {

/// A lost track of a called launch that the new estimate goes on with: nothing has to be raised about it again.
/// Either both say where and when the body comes down, within 99.9 % of both errors together (asked of a track's first
/// judgement only); or the lost one is a fire, which says nothing of an impact, and both say where and when it was
/// launched, within the same gate, once the new track knows its launch to 300 km and two minutes (assumption: 200 to
/// 500 km, 1 to 4 min: burn profiles differ so much; a worse one would go with any fire). Of several the nearest.
/// Associating tracks across a gap by the states that both predict is textbook (general knowledge); the launch takes the
/// place of the state here, as nothing of a fire can be predicted beyond its burnout. Test: test_warn OneBody.*.
struct Before {
  TrackId track;
  bool fire = false;
};
std::optional<Before> seen_before(const Model::State& state, const Estimate& e, bool first);

/// What stood on one number stands on another from now on: alerts, what conditions remember, the fire that was it.
void renumber(Model::State& state, const TrackId& from, const TrackId& to);

/// Is a track behind an alert that is pending or stands?
bool stands_behind(const Model::State& state, const TrackId& track);
/// Has it come down, as far as is known?
bool is_down(const Estimate& e, Time now);
/// A launch that nobody has tracked since its fire went out: it may still be in the air. 40 min after its launch, the
/// flight of an intercontinental missile on a high path (assumption: 30 to 45 min), it is not.
bool may_still_fly(const Estimate& e, Time now);

} // namespace dewline::warn
