#include "dewline/truth/ascent.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/earth/atmosphere.hpp"
#include "dewline/earth/zonal.hpp"

namespace dewline::truth {
namespace {

constexpr double kG0_m_s2 = 9.80665;

/// A generic slender body: the table of the reference boosters (assumption, ours).
constexpr std::array<std::pair<double, double>, 7> kDrag{
    {{0, .2}, {.8, .22}, {1.05, .45}, {1.2, .45}, {2, .3}, {4, .2}, {8, .15}}};

double interpolate(const std::vector<std::pair<double, double>>& table, double x) {
  std::size_t k = 0;
  while (k < table.size() && !(table[k].first > x)) ++k;
  if (k == 0) return table.front().second;
  if (k == table.size()) return table.back().second;
  const auto &below = table[k - 1], &above = table[k];
  return below.second + (above.second - below.second) * (x - below.first) / (above.first - below.first);
}

std::vector<std::pair<double, double>> drag_table(const StageParams& stage) {
  std::vector<std::pair<double, double>> table;
  for (const auto& row : stage.drag) table.emplace_back(row.mach, row.drag_coefficient);
  if (table.empty()) table.assign(kDrag.begin(), kDrag.end());
  return table;
}

/// A time of the engine's clock, on the grid of nanoseconds: events then lie exactly on pieces.
double on_grid(double t_s) { return seconds(time_from_s(t_s)); }

} // namespace

/// What pushes and holds between two events.
struct Rocket::Phase {
  const Table* drag = nullptr;
  double begin_s = 0, mass_kg = 0, flow_kg_s = 0, thrust_vacuum_N = 0, exit_area_m2 = 0, area_m2 = 0,
         share = 1;
  Vec3 omega_E;
  earth::Gravity gravity = earth::Gravity::j6;
  double sphere_radius_m = 0;
  bool is_held = false;
  Vec3 held; ///< unit vector in E: moves along it only

  [[nodiscard]] Vec3 pull(const Vec3& p) const {
    return gravity == earth::Gravity::j6 ? earth::zonal_gravity<earth::Gravity::j6>(p, earth::kMu_m3_s2)
                                         : earth::gravity(p, gravity);
  }

  [[nodiscard]] double height(const Vec3& p) const {
    return sphere_radius_m > 0 ? norm(p) - sphere_radius_m : orbit::radial_height(p);
  }

  Vec3 operator()(double t_s, const PosVel& x) const {
    const Vec3 g = pull(x.p) - 2 * cross(omega_E, x.v) - cross(omega_E, cross(omega_E, x.p));
    const earth::Stream air = earth::air_at(height(x.p));
    const double speed = norm(x.v);
    const Vec3 ahead = is_held ? held : (speed > 0 ? x.v / speed : unit(x.p));
    const double thrust = share * std::max(0.0, thrust_vacuum_N - air.pressure_Pa * exit_area_m2);
    const double mach = air.sound_speed_m_s > 0 ? speed / air.sound_speed_m_s : 30;
    const double drag_N = 0.5 * air.density_kg_m3 * speed * speed * area_m2 * interpolate(*drag, mach);
    const double mass = mass_kg - flow_kg_s * (t_s - begin_s);
    const Vec3 a = g + (thrust - drag_N) / mass * ahead;
    if (!is_held) return a;
    return std::max(dot(a, held), speed > 0 ? -1e9 : 0.0) * held; // on the pad until the thrust lifts it
  }
};

/// One climb under way.
struct Rocket::Climb {
  const Rocket& rocket;
  const Steering& steering;
  ClimbLog* log;
  orbit::Node now;
  bool fell = false;

  void follow(const Phase& phase, double t_end_s) {
    const double lowest_m = rocket.pad_.h_m - 100;
    if (fell || !(now.t_s < t_end_s)) return;
    orbit::Dopri5<Phase> run(now, phase, t_end_s, rocket.tolerance_);
    Vec3 a_from = run.acceleration_to();
    while (!fell && run.step()) {
      if (log != nullptr) log->steps.push_back({run.from(), run.to(), a_from, run.acceleration_to()});
      a_from = run.acceleration_to();
      fell = phase.height(run.to().x.p) < lowest_m;
    }
    now = run.to();
  }
  void tell(const std::string& what) {
    if (log != nullptr) log->events.push_back({what, now});
  }

  /// The time at which the rail is left, found by flying it once beforehand.
  [[nodiscard]] double rail_end(const Phase& phase, double latest_s) const {
    orbit::Dopri5<Phase> run(now, phase, latest_s, rocket.tolerance_);
    const auto gone = [&](const PosVel& x) { return dot(x.p - now.x.p, phase.held) - rocket.boost_.rail_m; };
    while (run.step())
      if (gone(run.to().x) >= 0)
        return orbit::find_root([&](double t) { return gone(run.at(t)); }, run.from().t_s, run.to().t_s);
    return latest_s;
  }

  /// The launch direction is held: on the rail, or in vertical rise; the kick is at its end.
  void hold(Phase phase, double burnout_s) {
    const Mat3 R_EL = transpose(earth::enu_axes(rocket.pad_));
    const double el = rocket.boost_.elevation_rad;
    phase.is_held = true;
    phase.held = R_EL * earth::enu_direction(steering.az_rad, el);
    const double rise_s = rocket.boost_.vertical_rise_s;
    const double end_s = rise_s > 0 ? now.t_s + rise_s : rail_end(phase, burnout_s);
    follow(phase, on_grid(std::min(end_s, burnout_s)));
    now.x.v = norm(now.x.v) * (R_EL * earth::enu_direction(steering.az_rad, el - steering.kick_rad));
  }

  void coast_to_ignition(std::size_t i) {
    const double coast_s = rocket.boost_.stages[i].coast_s;
    if (coast_s > 0) follow(rocket.coasting(i, now.t_s), on_grid(now.t_s + coast_s));
  }

  void burn(std::size_t i, double burn_s, double share) {
    if (i > 0) tell("ignition " + std::to_string(i + 1));
    Phase phase = rocket.burning(i, now.t_s);
    phase.share = share;
    const double burnout_s = on_grid(now.t_s + burn_s);
    if (i == 0) hold(phase, burnout_s);
    follow(phase, burnout_s);
    tell(i + 1 == rocket.boost_.stages.size() ? "burnout" : "burnout " + std::to_string(i + 1));
  }
};

Rocket::Rocket(const BoostParams& boost, const earth::Geodetic& pad, double launch_s,
               const Surroundings& around, const orbit::Tolerance& tolerance)
    : boost_(boost), pad_(pad), launch_s_(on_grid(launch_s)), around_(around), tolerance_(tolerance),
      mass_kg_(boost.stages.size()) {
  double mass_kg = boost.payload_kg;
  for (std::size_t i = boost.stages.size(); i-- > 0;)
    mass_kg_[i] = mass_kg += boost.stages[i].propellant_kg + boost.stages[i].dry_kg;
  for (const StageParams& stage : boost.stages) drag_.push_back(drag_table(stage));
}

Steering Rocket::stated() const {
  return {boost_.azimuth_rad.value_or(0), boost_.kick_rad, boost_.stages.back().burn_s, 1};
}

Vec3 Rocket::pad_E() const {
  if (!(around_.sphere_radius_m > 0)) return earth::ecef(pad_);
  const Vec3 up = transpose(earth::enu_axes(pad_)) * Vec3{0, 0, 1};
  return (around_.sphere_radius_m + pad_.h_m) * up;
}

Rocket::Phase Rocket::burning(std::size_t i, double begin_s) const {
  const StageParams& stage = boost_.stages[i];
  Phase phase = coasting(i, begin_s);
  phase.flow_kg_s = stage.propellant_kg / stage.burn_s;
  phase.thrust_vacuum_N = stage.isp_vacuum_s * kG0_m_s2 * phase.flow_kg_s;
  return phase;
}

Rocket::Phase Rocket::coasting(std::size_t next, double begin_s) const {
  const StageParams& stage = boost_.stages[next];
  Phase phase;
  phase.drag = &drag_[next];
  phase.begin_s = begin_s;
  phase.mass_kg = mass_kg_[next];
  phase.exit_area_m2 = stage.nozzle_exit_area_m2;
  phase.area_m2 = stage.reference_area_m2;
  phase.omega_E = around_.omega_E;
  phase.gravity = around_.gravity;
  phase.sphere_radius_m = around_.sphere_radius_m;
  return phase;
}

std::optional<orbit::Node> Rocket::climb_to_last(const Steering& steering, ClimbLog* log) const {
  Climb climb{*this, steering, log, {launch_s_, {pad_E(), {}}}};
  climb.tell("launch");
  for (std::size_t i = 0; i + 1 < boost_.stages.size() && !climb.fell; ++i) {
    climb.coast_to_ignition(i);
    climb.burn(i, boost_.stages[i].burn_s, 1);
  }
  climb.coast_to_ignition(boost_.stages.size() - 1);
  return climb.fell ? std::nullopt : std::optional(climb.now);
}

std::optional<orbit::Node> Rocket::burn_last(const orbit::Node& ignition, const Steering& steering,
                                             ClimbLog* log) const {
  Climb climb{*this, steering, log, ignition};
  climb.burn(boost_.stages.size() - 1, steering.last_burn_s, steering.share);
  return climb.fell ? std::nullopt : std::optional(climb.now);
}

std::optional<orbit::Node> Rocket::climb(const Steering& steering, ClimbLog* log) const {
  const auto ignition = climb_to_last(steering, log);
  return ignition ? burn_last(*ignition, steering, log) : std::nullopt;
}

} // namespace dewline::truth
