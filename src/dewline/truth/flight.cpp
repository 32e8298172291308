#include "dewline/truth/flight.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::truth {
namespace {

double height(const PosVel& x) { return earth::geodetic(x.p).h_m; }
double climb(const PosVel& x) { return dot(x.p, x.v); }

/// A node moved to the nearest nanosecond: on a piece of a millisecond half a nanosecond would be 4 mm/s.
Motion on_grid(const orbit::Node& n, const orbit::Acceleration& a) {
  const Vec3 acc = a(n.t_s, n.x);
  const double dt_s = seconds(time_from_s(n.t_s)) - n.t_s;
  return {n.x.p + dt_s * n.x.v, n.x.v + dt_s * acc, acc};
}

/// The tolerance of a coast: short steps where air acts, so that the quintic follows it.
constexpr orbit::Tolerance kVacuum{1e-12, 60}, kAir{1e-12, 1};
constexpr double kAirTop_m = 150e3;

} // namespace

void Flight::mark(const std::string& what, Time at) {
  milestones.push_back({what, at, earth::geodetic(path.at(at).p)});
}

orbit::Forces free_flight(const std::optional<double>& ballistic_coefficient_kg_m2) {
  return {earth::Gravity::j6, ballistic_coefficient_kg_m2, earth::kMu_m3_s2};
}

PosVel at_place(const earth::Geodetic& place, double speed_m_s, double az_rad, double el_rad) {
  return {earth::ecef(place),
          transpose(earth::enu_axes(place)) * (speed_m_s * earth::enu_direction(az_rad, el_rad))};
}

earth::Geodetic launch_place(const ObjectParams& object) {
  return earth::to_geodetic(
      {object.launch.lat_rad.value(), object.launch.lon_rad.value(), object.launch.height_m});
}

orbit::Node fly(Trajectory& path, const orbit::Node& start, orbit::Acceleration a, double t_end_s,
                const orbit::Tolerance& tolerance, double lowest_m) {
  orbit::Integrator run(start, a, t_end_s, tolerance);
  while (orbit::radial_height(run.to().x.p) >= lowest_m && run.step()) {
    const Time begin = time_from_s(run.from().t_s), end = time_from_s(run.to().t_s);
    if (begin < end) path.append(begin, on_grid(run.from(), a), end, on_grid(run.to(), a));
  }
  return run.to();
}

bool coast_to_ground(Flight& flight, const orbit::Node& start, const orbit::Forces& forces,
                     const Vec3& omega_E, double t_end_s) {
  const auto a = [&](double, const PosVel& x) { return orbit::acceleration_E(x, forces, omega_E); };
  orbit::Node now = start;
  std::optional<double> apogee_s, impact_s;
  if (climb(start.x) <= 1e-3 * norm(start.x.p)) apogee_s = start.t_s; // at the top or past it
  while (now.t_s < t_end_s && !impact_s) {
    // one leg in the air or in vacuum; the vacuum leg ends with the step that comes down into the air
    const bool in_air = forces.ballistic_coefficient_kg_m2 && height(now.x) < kAirTop_m;
    orbit::Integrator run(now, a, t_end_s, in_air ? kAir : kVacuum);
    while (!impact_s && run.step()) {
      double end_s = run.to().t_s;
      if (!apogee_s && climb(run.to().x) <= 0)
        apogee_s = orbit::find_root([&](double t) { return climb(run.at(t)); }, run.from().t_s, end_s);
      const bool down = height(run.to().x) <= 0 && climb(run.to().x) < 0;
      const double top_s = apogee_s && *apogee_s > run.from().t_s ? *apogee_s : run.from().t_s;
      if (down && height(run.at(top_s)) > 0)
        impact_s = orbit::find_root([&](double t) { return height(run.at(t)); }, top_s, end_s);
      else if (down) impact_s = run.from().t_s;
      if (impact_s) end_s = *impact_s;
      const Time begin = time_from_s(run.from().t_s), end = time_from_s(end_s);
      if (begin < end) {
        const PosVel x_end = impact_s ? run.at(end_s) : run.to().x;
        flight.path.append(begin, on_grid(run.from(), a), end, on_grid({end_s, x_end}, a));
      }
      now = run.to();
      const bool air_now = forces.ballistic_coefficient_kg_m2 && height(now.x) < kAirTop_m;
      if (air_now != in_air) break;
    }
  }
  if (flight.path.empty()) return false;
  flight.path.finish();
  if (apogee_s && *apogee_s > start.t_s)
    flight.mark("apogee", std::min(time_from_s(*apogee_s), flight.path.end()));
  flight.mark(impact_s ? "impact" : "end of data", flight.path.end());
  return true;
}

namespace {

/// A body that looks the same all its life.
Body plain(Flight&& flight, const ObjectParams& object) {
  const Time born = flight.path.begin();
  return {"", std::move(flight), {{born, Signature(object.rcs_m2, object.rcs_by_aspect)}}, {}};
}

std::optional<Flight> build_flight(const ObjectParams& object, const Surroundings& around, Problems& problems) {
  if (object.file) return build_file(object, problems);
  if (object.arc) return build_arc(object, around, problems);
  return build_waypoints(object, problems);
}

} // namespace

std::vector<Body> build_bodies(const ObjectParams& object, const Surroundings& around, Problems& problems) {
  Surroundings until = around;
  until.end = std::max(around.end, time_from_s(object.launch.time_s) + std::chrono::hours{2});
  if (object.boost) return build_boost(object, until, problems);
  std::vector<Body> bodies;
  if (auto flight = build_flight(object, until, problems)) bodies.push_back(plain(std::move(*flight), object));
  return bodies;
}

} // namespace dewline::truth
