// Flights of aircraft, cruise missiles and drones along a route, alone or in formation.
#pragma once
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/truth/flight.hpp"
#include "dewline/truth/route/formation.hpp"
#include "dewline/truth/route/height_profile.hpp"
#include "dewline/truth/route/terrain.hpp"

namespace dewline::truth {

/// What waypoints, route and formation must keep to, before anything is flown.
void check_route(const ObjectParams& object, Problems& problems);

/// The bodies of an object with waypoints and a route: the leader (no suffix), then `2`, `3`, ... of its
/// formation. Nothing, and problems, if the way cannot be flown. The rules (check_route) must have been kept.
std::vector<Body> build_route(const ObjectParams& object, Problems& problems);
/// The same over any ground; nullptr: none.
std::vector<Body> build_route(const ObjectParams& object, const Terrain* terrain, Problems& problems);

/// Position, velocity and acceleration at a time on a way at a height, on the stretch and the piece of pin_s.
/// Over ground by five-point differences (1e-8 of the velocity), in height exact.
Motion route_motion(const StationTrack& track, const HeightProfile& heights, double t_s, double pin_s);

} // namespace dewline::truth
