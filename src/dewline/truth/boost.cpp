// A staged point mass under thrust.
#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/earth/atmosphere.hpp"
#include "dewline/truth/flight.hpp"

namespace dewline::truth {
namespace {

constexpr double kG0_m_s2 = 9.80665;
constexpr orbit::Tolerance kPowered{1e-12, 0.5}; // short steps: the drag and pressure tables have kinks

/// A generic slender body: the table of the reference boosters (assumption, ours).
constexpr std::array<std::pair<double, double>, 7> kDrag{
    {{0, .2}, {.8, .22}, {1.05, .45}, {1.2, .45}, {2, .3}, {4, .2}, {8, .15}}};

double interpolate(const std::vector<std::pair<double, double>>& table, double x) {
  const auto above = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first > x; });
  if (above == table.begin()) return above->second;
  if (above == table.end()) return table.back().second;
  const auto below = above - 1;
  return below->second + (above->second - below->second) * (x - below->first) / (above->first - below->first);
}

/// What pushes and holds between two events.
struct Phase {
  double begin_s = 0, mass_kg = 0, flow_kg_s = 0, thrust_vacuum_N = 0, exit_area_m2 = 0, area_m2 = 0;
  std::vector<std::pair<double, double>> drag;
  std::optional<Vec3> held; ///< unit vector in E: moves along it only
  Vec3 omega_E;

  Vec3 operator()(double t_s, const PosVel& x) const {
    const Vec3 g = orbit::acceleration_E(x, {earth::Gravity::j6, {}, earth::kMu_m3_s2}, omega_E);
    const earth::Air air = earth::ussa76(std::clamp(orbit::radial_height(x.p), -5000.0, 1000e3));
    const double speed = norm(x.v);
    const Vec3 ahead = held ? *held : (speed > 0 ? x.v / speed : unit(x.p));
    const double thrust = std::max(0.0, thrust_vacuum_N - air.pressure_Pa * exit_area_m2);
    const double mach = air.sound_speed_m_s > 0 ? speed / air.sound_speed_m_s : 30;
    const double drag_N = 0.5 * air.density_kg_m3 * speed * speed * area_m2 * interpolate(drag, mach);
    const double mass = mass_kg - flow_kg_s * (t_s - begin_s);
    const Vec3 a = g + ((thrust_vacuum_N > 0 ? thrust : 0) - drag_N) / mass * ahead;
    if (!held) return a;
    return std::max(dot(a, *held), speed > 0 ? -1e9 : 0.0) * *held; // on the pad until the thrust lifts it
  }
};

std::vector<std::pair<double, double>> drag_table(const StageParams& stage) {
  std::vector<std::pair<double, double>> table;
  for (const auto& row : stage.drag) table.emplace_back(row.mach, row.drag_coefficient);
  if (table.empty()) table.assign(kDrag.begin(), kDrag.end());
  return table;
}

double liftoff_mass(const BoostParams& boost) {
  double mass = boost.payload_kg;
  for (const auto& stage : boost.stages) mass += stage.propellant_kg + stage.dry_kg;
  return mass;
}

Phase burning(const StageParams& stage, double begin_s, double mass_kg, const Vec3& omega_E) {
  Phase phase;
  phase.begin_s = begin_s;
  phase.mass_kg = mass_kg;
  phase.flow_kg_s = stage.propellant_kg / stage.burn_s;
  phase.thrust_vacuum_N = stage.isp_vacuum_s * kG0_m_s2 * phase.flow_kg_s;
  phase.exit_area_m2 = stage.nozzle_exit_area_m2;
  phase.area_m2 = stage.reference_area_m2;
  phase.drag = drag_table(stage);
  phase.omega_E = omega_E;
  return phase;
}

Phase unpowered(const StageParams& next, double begin_s, double mass_kg, const Vec3& omega_E) {
  Phase phase = burning(next, begin_s, mass_kg, omega_E);
  phase.flow_kg_s = phase.thrust_vacuum_N = 0;
  return phase;
}

/// A time of the engine's clock, on the grid of nanoseconds: events then lie exactly on pieces.
double on_grid(double t_s) { return seconds(time_from_s(t_s)); }

struct Ascent {
  const BoostParams& boost;
  Vec3 omega_E;
  Flight flight;
  orbit::Node now;
  earth::Geodetic pad;
  bool fell = false;

  void follow(const Phase& phase, double t_end_s) {
    if (fell) return;
    const double lowest_m = pad.h_m - 100;
    now = fly(flight.path, now, phase, t_end_s, kPowered, lowest_m);
    fell = orbit::radial_height(now.x.p) < lowest_m;
  }

  /// The time at which the rail is left, found by flying it once beside the trajectory.
  [[nodiscard]] double rail_end(const Phase& phase, double latest_s) const {
    orbit::Integrator run(now, phase, latest_s, kPowered);
    const auto gone = [&](const PosVel& x) { return dot(x.p - now.x.p, *phase.held) - boost.rail_m; };
    while (run.step())
      if (gone(run.to().x) >= 0)
        return orbit::find_root([&](double t) { return gone(run.at(t)); }, run.from().t_s, run.to().t_s);
    return latest_s;
  }

  /// The launch direction is held: on the rail, or in vertical rise with a kick at its end.
  void hold(Phase phase, double burnout_s) {
    phase.held =
        transpose(earth::enu_axes(pad)) * earth::enu_direction(*boost.azimuth_rad, boost.elevation_rad);
    const double end_s =
        boost.vertical_rise_s > 0 ? now.t_s + boost.vertical_rise_s : rail_end(phase, burnout_s);
    follow(phase, on_grid(std::min(end_s, burnout_s)));
    const Vec3 turned = transpose(earth::enu_axes(pad)) *
                        earth::enu_direction(*boost.azimuth_rad, boost.elevation_rad - boost.kick_rad);
    now.x.v = norm(now.x.v) * turned;
  }

  /// Every stage in turn; the mass that is left goes on.
  void climb() {
    double mass = liftoff_mass(boost), clock = now.t_s;
    for (std::size_t i = 0; i < boost.stages.size() && !fell; ++i) {
      const StageParams& stage = boost.stages[i];
      if (stage.coast_s > 0) {
        clock = on_grid(clock + stage.coast_s);
        follow(unpowered(stage, now.t_s, mass, omega_E), clock);
      }
      if (i > 0) mark("ignition " + std::to_string(i + 1));
      const Phase phase = burning(stage, clock, mass, omega_E);
      clock = on_grid(clock + stage.burn_s);
      if (i == 0) hold(phase, clock);
      follow(phase, clock);
      mass -= stage.propellant_kg + stage.dry_kg;
      mark(i + 1 == boost.stages.size() ? "burnout" : "burnout " + std::to_string(i + 1));
    }
  }

  void mark(const std::string& what) {
    flight.milestones.push_back({what, flight.path.end(), earth::geodetic(now.x.p)});
  }
};

} // namespace

std::vector<Body> build_boost(const ObjectParams& object, const Surroundings& around, Problems& problems) {
  const Vec3& omega_E = around.omega_E;
  const earth::Geodetic pad = launch_place(object);
  Ascent ascent{*object.boost, omega_E, {}, {on_grid(object.launch.time_s), {earth::ecef(pad), {}}},
                pad,           false};
  ascent.flight.milestones.push_back({"launch", time_from_s(ascent.now.t_s), pad});
  ascent.climb();
  const bool off = !ascent.fell && earth::geodetic(ascent.now.x.p).h_m > pad.h_m + 1;
  if (!off || !coast_to_ground(ascent.flight, ascent.now, free_flight(object.ballistic_coefficient_kg_m2), omega_E, seconds(around.end))) {
    problems.add("boost", "", "falls back to the ground before its last burnout",
                 "check thrust (isp x g0 x propellant / burn) against weight, elevation and coasts");
    return {};
  }
  std::vector<Body> bodies;
  const Time born = ascent.flight.path.begin();
  bodies.push_back({"", std::move(ascent.flight), {{born, Signature(object.rcs_m2, object.rcs_by_aspect)}}, {}});
  return bodies;
}

} // namespace dewline::truth
