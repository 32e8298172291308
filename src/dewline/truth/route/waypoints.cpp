// Flights by waypoints: geodesic legs at constant speed over ground and constant climb.
#include <algorithm>
#include <cmath>

#include "dewline/truth/flight.hpp"

namespace dewline::truth {
namespace {

struct Leg {
  earth::Geodetic from;
  double az_rad, length_m, climb_m, begin_s, end_s;

  [[nodiscard]] Vec3 place(double t_s) const {
    const double part = (t_s - begin_s) / (end_s - begin_s);
    earth::Geodetic at = earth::destination(from, az_rad, part * length_m);
    at.h_m = from.h_m + part * climb_m;
    return earth::ecef(at);
  }
  /// Velocity and acceleration by central differences of the geodesic, which is smooth beyond the leg's ends.
  [[nodiscard]] Motion motion(double t_s) const {
    const double h = std::clamp(0.01 * (end_s - begin_s), 1e-3, 2.0);
    const Vec3 back = place(t_s - h), p = place(t_s), ahead = place(t_s + h);
    return {p, (ahead - back) / (2 * h), (ahead - 2 * p + back) / (h * h)};
  }
};

} // namespace

std::optional<Flight> build_waypoints(const ObjectParams& object, Problems& problems) {
  const auto& points = object.waypoints;
  const double launch_s = seconds(time_from_s(object.launch.time_s));
  double now = launch_s + points.front().time_s.value_or(0);
  Flight flight;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto place = [&](const WaypointParams& w) {
      return earth::to_geodetic({w.lat_rad, w.lon_rad, w.height_m});
    };
    const earth::Geodetic from = place(points[i - 1]), to = place(points[i]);
    const earth::Course way = earth::course(from, to);
    const double end = seconds(time_from_s(points[i].time_s ? launch_s + *points[i].time_s
                                                            : now + way.distance_m / *points[i].speed_m_s));
    if (!(end > now + 1e-3) || !(end < 1e9)) {
      problems.add("waypoints[" + std::to_string(i) + "]", "", "is not later than the point before",
                   "times count from the launch and must rise");
      return {};
    }
    const Leg leg{from, way.az_start_rad, way.distance_m, to.h_m - from.h_m, now, end};
    const auto num = static_cast<int>(std::ceil(std::max(way.distance_m / 100e3, 1.0)));
    for (int k = 0; k < num; ++k) {
      const double a = now + (end - now) * k / num;
      const double b = k + 1 == num ? end : now + (end - now) * (k + 1) / num; // no gap before the next leg
      const Time ta = time_from_s(a), tb = time_from_s(b);
      flight.path.append(ta, leg.motion(seconds(ta)), tb, leg.motion(seconds(tb)));
    }
    now = end;
  }
  flight.path.finish();
  flight.mark("launch", flight.path.begin());
  flight.mark("end of data", flight.path.end());
  return flight;
}

} // namespace dewline::truth
