#include "dewline/truth/flight.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/zonal.hpp"
#include "dewline/orbit/coast.hpp"
#include "dewline/orbit/dopri5.hpp"
#include "dewline/truth/satellite.hpp"
#include "dewline/truth/route/route.hpp"

namespace dewline::truth {
namespace {

double height(const PosVel& x) { return orbit::radial_height(x.p); } // exact at 0, all that is asked here
double climb(const PosVel& x) { return dot(x.p, x.v); }

/// A node moved to the nearest nanosecond: on a piece of a millisecond half a nanosecond would be 4 mm/s.
Motion on_grid(const orbit::Node& n, const Vec3& a) {
  const double dt_s = seconds(time_from_s(n.t_s)) - n.t_s;
  return {n.x.p + dt_s * n.x.v, n.x.v + dt_s * a, a};
}

/// The tolerances of a coast: its steps are the trajectory's pieces.
constexpr orbit::Tolerance kVacuum{1e-12, 180}, kAir{4e-10, 10};
constexpr double kAirTop_m = 150e3;

/// Free flight as the integrator wants it, in air or without.
template <class Air>
struct Coast {
  Vec3 omega_E;
  Air air;
  Vec3 operator()(double, const PosVel& x) const {
    const Vec3 a = earth::zonal_gravity<earth::Gravity::j6>(x.p, earth::kMu_m3_s2) - 2 * cross(omega_E, x.v) -
                   cross(omega_E, cross(omega_E, x.p));
    if constexpr (std::is_same_v<Air, orbit::Vacuum>) return a;
    else return a + air(x.p, x.v);
  }
};

/// A coast to the ground under way, one leg after the other.
struct Descent {
  Flight& flight;
  orbit::Node now;
  std::optional<double> apogee_s, impact_s;

  [[nodiscard]] bool in_air() const { return height(now.x) < kAirTop_m; }

  /// Steps until it falls, t_end_s comes, or `leave` says that the air begins or ends.
  template <class Air, class Leave>
  void leg(const Coast<Air>& a, double t_end_s, const orbit::Tolerance& tolerance, const Leave& leave) {
    orbit::Dopri5<Coast<Air>> run(now, a, t_end_s, tolerance);
    for (Vec3 a_from = run.acceleration_to(); !impact_s && run.step(); a_from = run.acceleration_to()) {
      look_for_events(run);
      orbit::Node end = run.to();
      if (impact_s) end = {*impact_s, run.at(*impact_s)};
      append(flight.path, run.from(), a_from, end, impact_s ? a(end.t_s, end.x) : run.acceleration_to());
      now = run.to();
      if (leave()) return;
    }
  }
  template <class Run>
  void look_for_events(const Run& run) {
    const orbit::Node &from = run.from(), &to = run.to();
    const double rate = climb(to.x);
    if (!apogee_s && rate <= 0)
      apogee_s = orbit::find_root([&](double t) { return climb(run.at(t)); }, from.t_s, to.t_s);
    if (!(rate < 0) || !(height(to.x) <= 0)) return;
    const double top_s = std::max(apogee_s.value_or(from.t_s), from.t_s);
    impact_s = from.t_s;
    if (height(run.at(top_s)) > 0)
      impact_s = orbit::find_root([&](double t) { return height(run.at(t)); }, top_s, to.t_s);
  }
};

} // namespace

void Flight::mark(const std::string& what, Time at) {
  milestones.push_back({what, at, earth::geodetic(path.at(at).p)});
}

orbit::Forces free_flight(const ObjectParams& object) {
  return {.gravity = earth::Gravity::j6,
          .ballistic_coefficient_kg_m2 = object.ballistic_coefficient_kg_m2,
          .ballistic_coefficient_by_mach = object.ballistic_by_mach};
}
orbit::Forces free_flight(const BodyParams& body) {
  return {.gravity = earth::Gravity::j6, .ballistic_coefficient_kg_m2 = body.ballistic_coefficient_kg_m2};
}

PosVel at_place(const earth::Geodetic& place, double speed_m_s, double az_rad, double el_rad) {
  return {earth::ecef(place),
          transpose(earth::enu_axes(place)) * (speed_m_s * earth::enu_direction(az_rad, el_rad))};
}

earth::Geodetic launch_place(const ObjectParams& object) {
  return earth::to_geodetic(
      {object.launch.lat_rad.value(), object.launch.lon_rad.value(), object.launch.height_m});
}

void append(Trajectory& path, const orbit::Node& from, const Vec3& a_from, const orbit::Node& to,
            const Vec3& a_to) {
  const Time begin = time_from_s(from.t_s), end = time_from_s(to.t_s);
  if (begin < end) path.append(begin, on_grid(from, a_from), end, on_grid(to, a_to));
}

orbit::Node fly(Trajectory& path, const orbit::Node& start, orbit::Acceleration a, double t_end_s,
                const orbit::Tolerance& tolerance) {
  orbit::Dopri5<orbit::Acceleration> run(start, a, t_end_s, tolerance);
  for (Vec3 a_from = run.acceleration_to(); run.step(); a_from = run.acceleration_to())
    append(path, run.from(), a_from, run.to(), run.acceleration_to());
  return run.to();
}

bool coast_to_ground(Flight& flight, const orbit::Node& start, const orbit::Forces& forces,
                     const Vec3& omega_E, double t_end_s) {
  Descent fall{flight, start, {}, {}};
  if (climb(start.x) <= 1e-3 * norm(start.x.p)) fall.apogee_s = start.t_s; // at the top or past it
  while (fall.now.t_s < t_end_s && !fall.impact_s) {
    const bool air = forces.in_air() && fall.in_air();
    const orbit::Tolerance& tolerance = air ? kAir : kVacuum;
    const auto leave = [&] { return forces.in_air() && fall.in_air() != air; };
    const auto leg = [&](const auto& drag) {
      fall.leg(Coast<std::decay_t<decltype(drag)>>{omega_E, drag}, t_end_s, tolerance, leave);
    };
    if (!forces.ballistic_coefficient_by_mach.empty())
      leg(orbit::DragByMach{forces.ballistic_coefficient_by_mach});
    else if (forces.ballistic_coefficient_kg_m2) leg(orbit::Drag{*forces.ballistic_coefficient_kg_m2});
    else leg(orbit::Vacuum{});
  }
  if (flight.path.empty()) return false;
  flight.path.finish();
  if (fall.apogee_s && *fall.apogee_s > start.t_s)
    flight.mark("apogee", std::min(time_from_s(*fall.apogee_s), flight.path.end()));
  flight.mark(fall.impact_s ? "impact" : "end of data", flight.path.end());
  return true;
}

Body plain(Flight&& flight, const ObjectParams& object, const std::string& suffix) {
  const Time born = flight.path.begin();
  return {suffix, std::move(flight), {{born, Signature(object.rcs_m2, object.rcs_by_aspect)}}, {}};
}

namespace {

std::optional<Flight> build_flight(const ObjectParams& object, const Surroundings& around,
                                   Problems& problems) {
  if (object.arc) return build_arc(object, around, problems);
  return build_waypoints(object, problems);
}

} // namespace

std::vector<Body> build_bodies(const ObjectParams& object, const Surroundings& around, Problems& problems) {
  if (object.orbit || object.shell || object.elements) return build_satellites(object, around, problems);
  Surroundings until = around;
  until.end = std::max(around.end, time_from_s(object.launch.time_s) + std::chrono::hours{2});
  if (object.boost) return build_boost(object, until, problems);
  if (object.route && !object.waypoints.empty()) return build_route(object, problems);
  if (object.file) return build_file(object, problems);
  std::vector<Body> bodies;
  if (auto flight = build_flight(object, until, problems))
    bodies.push_back(plain(std::move(*flight), object));
  return bodies;
}

} // namespace dewline::truth
