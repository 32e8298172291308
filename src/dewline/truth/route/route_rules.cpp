// What waypoints, a route and a formation must keep to.
#include "dewline/truth/route/route.hpp"

namespace dewline::truth {
namespace {

void check_waypoints(const ObjectParams& object, Problems& problems) {
  const auto& points = object.waypoints;
  if (points.size() < 2) problems.add("waypoints", "", "needs two points at least");
  for (std::size_t i = 1; i < points.size(); ++i)
    problems.at("waypoints[" + std::to_string(i) + "]", [&] {
      if (points[i].time_s.has_value() == points[i].speed_m_s.has_value())
        problems.add("", "", "needs time or speed, one of them", "speed is that of the leg to here");
    });
}

void check_ground(const RouteParams& route, Problems& problems) {
  if (route.terrain && !route.profile.empty())
    problems.add("profile", "", "stands beside terrain", "keep one of them");
  const bool known = route.terrain || !route.profile.empty();
  if (route.height_above == HeightAbove::terrain && !known)
    problems.add("height_above", "", "is terrain, but no ground is given", "give terrain or profile");
  if (route.clearance_m > 0 && !known)
    problems.add("clearance", "", "stands without terrain or profile", "give one, or leave it out");
  for (std::size_t i = 1; i < route.profile.size(); ++i)
    if (!(route.profile[i].distance_m > route.profile[i - 1].distance_m))
      problems.add("profile[" + std::to_string(i) + "].distance", "", "does not rise",
                   "points stand in the order of the way");
}

} // namespace

void check_route(const ObjectParams& object, Problems& problems) {
  if (!object.waypoints.empty()) check_waypoints(object, problems);
  if (object.formation && (!object.route || object.waypoints.empty()))
    problems.add("formation", "", "stands without waypoints and route", "`route: {}` takes all defaults");
  if (!object.route || object.waypoints.empty()) return; // a type's route may belong to traffic from a file
  const RouteParams& route = *object.route;
  problems.at("route", [&] {
    if (route.turn_rate_rad_s.has_value() + route.bank_rad.has_value() + route.load_factor.has_value() > 1)
      problems.add("", "", "says more than once how fast it turns",
                   "keep one of turn_rate, bank, load_factor");
    check_ground(route, problems);
  });
}

} // namespace dewline::truth
