// How a staged rocket is steered so that the glide after it comes down at a place.
#pragma once
#include <optional>

#include "dewline/base/problem.hpp"
#include "dewline/truth/ascent.hpp"
#include "dewline/truth/object.hpp"

namespace dewline::truth {

/// The steering of `object` (boost, aim and glide) with which the glide's impact lies within 500 m of the
/// aim. solve_aim aims the boost at ballistic points on the way to the aim; from the flight whose glide ends
/// nearest, Newton's rule turns azimuth, surplus and pitch-over with the whole flight, and keeps its top. The
/// shape of the boost is the aim's loft or apogee; without either it tops at 120 km (assumption, ours: a
/// glider begins flat). The glide itself, its banks and its dive, stays as stated. Nothing, and a problem
/// with the distances that were flown, if no such boost is found; the miss of a found one is checked. Cost:
/// some 50 boosts and glides, 0.2 s. Accuracy: 20 random aims from 8,000 to 12,000 km met within 400 m
/// (test_truth, GlideAim).
std::optional<Steering> solve_glide_aim(const ObjectParams& object, const Rocket& rocket,
                                        const Surroundings& around, Problems& problems);

} // namespace dewline::truth
