#include "dewline/truth/flight.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::truth {
namespace {

double height(const PosVel& x) { return earth::geodetic(x.p).h_m; }
/// Below it a nanosecond still counts in a time of double seconds.
constexpr double kLatestLaunch_s = 10 * 86400.0;

/// No rocket survives more (assumption, ours); without a bound a flight of no mass is integrated for ever.
constexpr double kMaxThrust_m_s2 = 1e4;

double climb(const PosVel& x) { return dot(x.p, x.v); }

/// A node moved to the nearest nanosecond: on a piece of a millisecond half a nanosecond would be 4 mm/s.
Motion on_grid(const orbit::Node& n, const orbit::Acceleration& a) {
  const Vec3 acc = a(n.t_s, n.x);
  const double dt_s = seconds(time_from_s(n.t_s)) - n.t_s;
  return {n.x.p + dt_s * n.x.v, n.x.v + dt_s * acc, acc};
}

void check_rcs(const ObjectParams& object, Problems& problems) {
  if (object.rcs_m2.empty())
    problems.add("rcs", "", "is missing: a radar must know how large the object looks", "rcs: {any: 1 m2}");
  for (const auto& [band, value] : object.rcs_m2) {
    static_cast<void>(value);
    if (band != "any" && band_frequency_Hz(band) == 0)
      problems.add("rcs." + band, band, "is no radar band", "use any, hf, vhf, uhf, l, s, c, x, ku or ka");
  }
}

void need_place(const ObjectParams& object, const char* why, Problems& problems) {
  if (!object.launch.lat_rad || !object.launch.lon_rad)
    problems.add("launch", "", std::string("needs lat and lon: ") + why);
}

void check_arc(const ObjectParams& object, Problems& problems) {
  const ArcParams& arc = *object.arc;
  const bool solved = arc.azimuth_rad || arc.impact || arc.apogee_m || arc.range_m;
  problems.at("arc", [&] {
    if (arc.burnout && solved)
      problems.add("burnout", "", "stands beside azimuth, impact, apogee or range",
                   "give the state or the aim, not both");
    if (!arc.burnout && !solved)
      problems.add("", "", "says neither a burnout state nor an aim",
                   "give burnout, or azimuth or impact with apogee or range");
    if (arc.azimuth_rad && arc.impact)
      problems.add("azimuth", "", "stands beside impact", "keep one of them");
    if (arc.impact && arc.range_m) problems.add("range", "", "stands beside impact", "keep one of them");
    if (!arc.burnout && solved && !arc.azimuth_rad && !arc.impact)
      problems.add("azimuth", "", "is missing: the arc has no direction", "give azimuth or impact");
    if (arc.azimuth_rad && !arc.apogee_m && !arc.range_m)
      problems.add("range", "", "is missing: azimuth alone does not make an arc", "give range or apogee");
    if (arc.burnout_height_m && *arc.burnout_height_m > 0 && arc.boost_time_s == 0)
      problems.add("boost_time", "", "is 0 but the burnout has a height", "say how long the boost takes");
  });
  if (!arc.burnout || arc.boost_time_s > 0) need_place(object, "the arc begins there", problems);
}

/// Each stage's acceleration by thrust just before it burns out.
void check_thrust(const BoostParams& boost, Problems& problems) {
  double above_kg = boost.payload_kg;
  for (std::size_t i = boost.stages.size(); i-- > 0;) {
    const StageParams& s = boost.stages[i];
    const double thrust_N = s.isp_vacuum_s * 9.80665 * s.propellant_kg / s.burn_s;
    if (!(thrust_N <= kMaxThrust_m_s2 * (above_kg + s.dry_kg)))
      problems.add("stages[" + std::to_string(i) + "]", "", "accelerates at over 10,000 m/s2 at its burnout",
                   "check isp x g0 x propellant / burn against the mass that is left");
    above_kg += s.dry_kg + s.propellant_kg;
  }
}

void check_boost(const ObjectParams& object, Problems& problems) {
  need_place(object, "the boost begins there", problems);
  const BoostParams& boost = *object.boost;
  problems.at("boost", [&] {
    if (boost.stages.empty()) problems.add("stages", "", "is empty: nothing lifts it");
    check_thrust(boost, problems);
    for (std::size_t i = 0; i < boost.stages.size(); ++i)
      problems.at("stages[" + std::to_string(i) + "]", [&] {
        const auto& drag = boost.stages[i].drag;
        if (i == 0 && boost.stages[i].coast_s > 0)
          problems.add("coast", "", "of the first stage must be 0: it lights at launch",
                       "move launch.time instead");
        for (std::size_t k = 1; k < drag.size(); ++k)
          if (!(drag[k].mach > drag[k - 1].mach)) problems.add("drag", "", "must be in rising order of mach");
      });
  });
}

void check_waypoints(const ObjectParams& object, Problems& problems) {
  const auto& points = object.waypoints;
  if (points.size() < 2) problems.add("waypoints", "", "needs two points at least");
  for (std::size_t i = 1; i < points.size(); ++i)
    problems.at("waypoints[" + std::to_string(i) + "]", [&] {
      if (points[i].time_s.has_value() == points[i].speed_m_s.has_value())
        problems.add("", "", "needs time or speed, one of them", "speed is that of the leg to here");
    });
}

void check_rules(const ObjectParams& object, Problems& problems) {
  const int num =
      object.file.has_value() + object.arc.has_value() + object.boost.has_value() + !object.waypoints.empty();
  if (num != 1)
    problems.add("", "", num == 0 ? "does not say how it moves" : "says more than once how it moves",
                 "give exactly one of file, arc, boost, waypoints");
  if (!(object.launch.time_s <= kLatestLaunch_s))
    problems.add("launch.time", "", "must be at most 10 days after the epoch",
                 "move the epoch nearer to the launch");
  if (object.arc) check_arc(object, problems);
  if (object.boost) check_boost(object, problems);
  if (!object.waypoints.empty()) check_waypoints(object, problems);
}

/// The tolerance of a coast: short steps where air acts, so that the quintic follows it.
constexpr orbit::Tolerance kVacuum{1e-12, 60}, kAir{1e-12, 1};
constexpr double kAirTop_m = 150e3;

} // namespace

void Flight::mark(const std::string& what, Time at) {
  milestones.push_back({what, at, earth::geodetic(path.at(at).p)});
}

orbit::Forces free_flight(const ObjectParams& object) {
  return {earth::Gravity::j6, object.ballistic_coefficient_kg_m2, earth::kMu_m3_s2};
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

std::optional<Flight> build_flight(const ObjectParams& object, const Vec3& omega_E, Time end,
                                   Problems& problems) {
  const Time launch = time_from_s(object.launch.time_s);
  const Time until = std::max(end, launch + std::chrono::hours{2});
  if (object.file) return build_file(object, problems);
  if (object.arc) return build_arc(object, omega_E, until, problems);
  if (object.boost) return build_boost(object, omega_E, until, problems);
  return build_waypoints(object, problems);
}

void check(const ObjectParams& object, Problems& problems) {
  const std::size_t before = problems.list().size();
  check_rules(object, problems);
  const bool sound = problems.list().size() == before;
  check_rcs(object, problems);
  if (sound) build_flight(object, {0, 0, earth::kOmega_rad_s}, Time{}, problems);
}

} // namespace dewline::truth
