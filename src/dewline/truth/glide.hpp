// Boost-glide: a point mass with lift, from the end of its boost to the ground.
#pragma once
#include "dewline/base/problem.hpp"
#include "dewline/orbit/dopri5.hpp"
#include "dewline/truth/flight.hpp"
#include "dewline/truth/glide_params.hpp"

namespace dewline::truth {

/// Free flight from `start` over the apogee, pull-up, equilibrium glide and dive to the ground; finishes the path and
/// marks apogee, pull-up, glide, dive and impact. False, and problems under `glide`, if the schedule is not in order, if
/// it strikes the ground before it has levelled off or before its dive, or if it is in the air for more than six hours.
[[nodiscard]] bool glide_to_ground(Flight& flight, const orbit::Node& start, const GlideParams& glide,
                                   const Surroundings& around, Problems& problems);

} // namespace dewline::truth
