// How a staged rocket is steered so that its payload comes down at a place.
#pragma once
#include <optional>

#include "dewline/base/problem.hpp"
#include "dewline/truth/ascent.hpp"
#include "dewline/truth/object.hpp"

namespace dewline::truth {

/// Thrust turned off the velocity by more than 60 deg is not tried (assumption, ours).
inline constexpr double kLeastShare = 0.5;

/// What takes the surplus of energy in the end: `automatic` is shutdown if the last stage has it, else
/// management.
Surplus surplus_of(const BoostParams& boost);

/// The steering that brings the payload of `object` (with an aim) down within 100 m of it, on the same Earth,
/// air and drag as the flight. Unknowns: azimuth; pitch-over, by which the loft is met; and what takes the
/// surplus of energy (Surplus): the last stage's burn time, the share of its thrust along the velocity, or
/// nothing, when the pitch-over alone decides the range.
///
/// The loft is the flight-path angle at burnout in inertial axes against that of the least-energy arc to the
/// same impact, whose velocity halves the angle between the local vertical and the line to the impact point
/// (classical two-body theory); least energy is meant for an arc from the burnout's own place, not over all
/// climbs. Or it is the apogee.
///
/// First the two-body arc from every burnout is solved in closed form, by bracketing: pitch-over outside,
/// surplus inside. Then the full flight by Newton's rule, with slopes of two-body arcs. Nothing, and a
/// problem, if the aim is out of range or too near (it says by how much) or if no solution is found: never a
/// wrong one, the miss is checked.
std::optional<Steering> solve_aim(const ObjectParams& object, const Rocket& rocket,
                                  const Surroundings& around, Problems& problems);

} // namespace dewline::truth
