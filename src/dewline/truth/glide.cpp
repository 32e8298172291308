#include "dewline/truth/glide.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "dewline/earth/atmosphere.hpp"

namespace dewline::truth {
namespace {

constexpr double kG0_m_s2 = 9.80665;
constexpr double kLongest_s = 6 * 3600;
constexpr double kTurnTime_s = 4;      ///< in which a dive takes out its angle's error
constexpr double kDefaultDive_m_s = 1500;
constexpr orbit::Tolerance kFree{1e-12, 60}, kGlide{1e-11, 10};

/// Normal of the ellipsoid under p: 3e-5 rad at 50 km, 1e-3 rad in space.
Vec3 vertical(const Vec3& p) {
  constexpr double b2 = (1 - earth::kF) * (1 - earth::kF) * earth::kA_m;
  const double h = orbit::radial_height(p);
  return unit({p.x, p.y, p.z * (earth::kA_m + h) / (b2 + h)});
}

/// -rho / (d rho/dh), the mean over 4 km: steady across the kinks of the standard's temperature.
double scale_height_m(double h_m) {
  constexpr double kStep_m = 2000;
  const auto& air = earth::AirTable::get();
  const double low = air.density(h_m - kStep_m), high = air.density(h_m + kStep_m);
  return high > 0 && low > high ? 2 * kStep_m / std::log(low / high) : 50e3;
}

double height_m(const PosVel& x) { return orbit::radial_height(x.p); }
double climb_m_s(const PosVel& x) { return dot(vertical(x.p), x.v); }

/// Unit vectors at right angles to the velocity: in the vertical plane, and to the right. Zero when it flies
/// straight up or down.
struct LiftAxes {
  Vec3 up, right;
  LiftAxes(const Vec3& vertical, const Vec3& ahead) {
    const Vec3 side = cross(ahead, vertical);
    const double level = norm(side);
    if (level < 1e-6) return;
    right = side / level;
    up = cross(right, ahead);
  }
};

} // namespace

double equilibrium_climb_m_s(double speed_m_s, double scale_height_m, double lift_to_drag_up) {
  const double fall = 2 * scale_height_m * kG0_m_s2;
  const double tangent = fall / (speed_m_s * speed_m_s + fall) / lift_to_drag_up;
  return -speed_m_s * tangent / std::sqrt(1 + tangent * tangent);
}

double Glider::below_equilibrium_m_s(const PosVel& x) const {
  const double n = lift_to_drag * std::cos(bank_rad);
  return equilibrium_climb_m_s(norm(x.v), scale_height_m(height_m(x)), n) - climb_m_s(x);
}

Vec3 Glider::operator()(double, const PosVel& x) const {
  const Vec3 a = orbit::acceleration_E(x, forces, omega_E);
  if (lift == Lift::none) return a;
  const double h_m = height_m(x), speed = norm(x.v);
  if (!(speed > 0)) return a;
  const double rho = earth::AirTable::get().density(h_m);
  const double drag = 0.5 * rho * speed * speed / forces.ballistic_coefficient_kg_m2.value();
  const double full = std::min(lift_to_drag * drag, max_lift_m_s2);
  const Vec3 ahead = x.v / speed, vertical_E = vertical(x.p);
  const LiftAxes axes(vertical_E, ahead);
  if (lift == Lift::dive) {
    const double sine = dot(vertical_E, ahead), angle = std::asin(std::clamp(sine, -1.0, 1.0));
    const double level2 = speed * speed * (1 - sine * sine);
    // what bends the path at rest of lift, less what it shall be bent by
    const double bent = dot(a, axes.up) + level2 / norm(x.p) * std::sqrt(std::max(1 - sine * sine, 0.0));
    const double wanted = -speed * (dive_angle_rad + angle) / kTurnTime_s - bent;
    return a + std::clamp(wanted, -full, full) * axes.up;
  }
  const double most = full * std::cos(bank_rad);
  const double damping = 2 * std::sqrt(most / scale_height_m(h_m));
  const double up = std::clamp(most + damping * below_equilibrium_m_s(x), -most, most);
  return a + up * axes.up + (full * std::sin(bank_rad)) * axes.right;
}

Glider make_glider(const GlideParams& glide, const Surroundings& around) {
  Glider g;
  g.lift_to_drag = glide.lift_to_drag;
  g.max_lift_m_s2 = glide.max_load_factor * kG0_m_s2;
  g.forces = {around.gravity, glide.ballistic_coefficient_kg_m2, earth::kMu_m3_s2};
  g.omega_E = around.omega_E;
  g.dive_angle_rad = glide.dive.angle_rad;
  return g;
}

namespace {

/// A glide on its way down, phase by phase.
struct Descent {
  Flight& flight;
  orbit::Node now;
  double latest_s; ///< then it is given up
  bool down = false;

  /// Flies until done(t, x), negative before, is 0 or more, or the ground, or t_end_s. True if it was done. A
  /// phase that is done at once takes no time.
  template <class Done>
  bool follow(const Glider& glider, const orbit::Tolerance& tolerance, double t_end_s, const Done& done) {
    if (down || done(now.t_s, now.x) >= 0) return !down;
    orbit::Dopri5<Glider> run(now, glider, t_end_s, tolerance);
    for (Vec3 a_from = run.acceleration_to(); run.step(); a_from = run.acceleration_to()) {
      const double from_s = run.from().t_s, to_s = run.to().t_s;
      const auto ground = [&](double t) { return -earth::geodetic(run.at(t).p).h_m; };
      const auto event = [&](double t) { return done(t, run.at(t)); };
      double end_s = to_s;
      const bool is_done = event(to_s) >= 0;
      if (is_done) end_s = orbit::find_root(event, from_s, to_s);
      down = ground(end_s) >= 0 && climb_m_s(run.to().x) < 0;
      if (down) end_s = ground(from_s) < 0 ? orbit::find_root(ground, from_s, end_s) : from_s;
      end_s = std::clamp(seconds(time_from_s(end_s)), from_s, to_s);
      const bool whole = end_s == to_s;
      now = whole ? run.to() : orbit::Node{end_s, run.at(end_s)};
      append(flight.path, run.from(), a_from, now, whole ? run.acceleration_to() : glider(end_s, now.x));
      if (down) return false;
      if (is_done) return true;
    }
    return false;
  }
  void mark(const std::string& what) {
    flight.milestones.push_back({what, time_from_s(now.t_s), earth::geodetic(now.x.p)});
  }
};

/// How far the glide is from its dive, negative before.
auto dive_event(const DiveParams& dive, const orbit::Node& glide_start) {
  const earth::Geodetic from = earth::geodetic(glide_start.x.p);
  return [&dive, from, began_s = glide_start.t_s](double t_s, const PosVel& x) {
    if (dive.height_m) return *dive.height_m - height_m(x);
    if (dive.after_s) return t_s - began_s - *dive.after_s;
    if (dive.range_m) return earth::course(from, earth::geodetic(x.p)).distance_m - *dive.range_m;
    return dive.speed_m_s.value_or(kDefaultDive_m_s) - norm(x.v);
  };
}

void check_schedule(const GlideParams& glide, Problems& problems) {
  const DiveParams& dive = glide.dive;
  const int ends = dive.speed_m_s.has_value() + dive.height_m.has_value() + dive.after_s.has_value() +
                   dive.range_m.has_value();
  if (ends > 1)
    problems.add("dive", "", "says more than once when it begins", "keep one of speed, height, after, range");
  for (std::size_t i = 1; i < glide.bank.size(); ++i)
    if (!(glide.bank[i].after_s > glide.bank[i - 1].after_s))
      problems.add("bank[" + std::to_string(i) + "].after", "", "must be later than the point before it",
                   "put the points in order of time");
}

/// Over the apogee and down to where the lift is used.
bool fall_in(Descent& descent, const Glider& glider, double pull_up_height_m) {
  const auto top = [](double, const PosVel& x) { return 1e-3 - dot(x.p, x.v) / norm(x.p); };
  const bool rising = top(0, descent.now.x) < 0;
  if (!descent.follow(glider, kFree, descent.latest_s, top)) return false;
  if (rising) descent.mark("apogee");
  const auto low = [&](double, const PosVel& x) { return pull_up_height_m - height_m(x); };
  return descent.follow(glider, kFree, descent.latest_s, low);
}

/// Glides through the bank schedule to the dive.
bool glide_down(Descent& descent, Glider glider, const GlideParams& glide) {
  const auto dive = dive_event(glide.dive, descent.now);
  const double began_s = descent.now.t_s;
  for (std::size_t i = 0; i <= glide.bank.size(); ++i) { // wings level before the first point
    const double end_s = i < glide.bank.size() ? began_s + glide.bank[i].after_s : descent.latest_s;
    const double until_s = std::min(seconds(time_from_s(end_s)), descent.latest_s);
    if (until_s > descent.now.t_s && descent.follow(glider, kGlide, until_s, dive)) return true;
    if (descent.down) return false;
    if (i < glide.bank.size()) glider.bank_rad = glide.bank[i].bank_rad;
  }
  return false;
}

} // namespace

bool glide_to_ground(Flight& flight, const orbit::Node& start, const GlideParams& glide,
                     const Surroundings& around, Problems& problems) {
  const std::size_t before = problems.list().size();
  problems.at("glide", [&] {
    check_schedule(glide, problems);
    if (problems.list().size() > before) return;
    Glider glider = make_glider(glide, around);
    Descent descent{flight, start, start.t_s + kLongest_s};
    const auto refuse = [&](const char* key, const char* what, const char* hint) {
      if (descent.down || descent.now.t_s < descent.latest_s) problems.add(key, "", what, hint);
      else
        problems.add("", "", "is still in the air after six hours",
                     "check speed at burnout against lift_to_drag");
    };
    if (!fall_in(descent, glider, glide.pull_up_height_m))
      return refuse("", "begins on the ground", "check where the boost or arc ends");
    descent.mark("pull-up");
    glider.lift = Lift::level;
    glider.forces.ballistic_coefficient_kg_m2 =
        glide.pull_up_ballistic_coefficient_kg_m2.value_or(glide.ballistic_coefficient_kg_m2);
    const auto level = [&](double, const PosVel& x) { return -glider.below_equilibrium_m_s(x); };
    if (!descent.follow(glider, kGlide, descent.latest_s, level))
      return refuse(
          "", "strikes the ground before its lift has pulled it up",
          "a flatter descent, a higher lift_to_drag or max_load_factor, a lower ballistic_coefficient");
    descent.mark("glide");
    glider.forces.ballistic_coefficient_kg_m2 = glide.ballistic_coefficient_kg_m2;
    if (glide.dive.after_s.value_or(1) > 0 &&
        dive_event(glide.dive, descent.now)(descent.now.t_s, descent.now.x) >= 0)
      return refuse("dive", "would begin before the glide", "a lower speed or height");
    if (!glide_down(descent, glider, glide))
      return refuse("dive", "never begins: it glides to the ground before",
                    "a higher speed or height, an earlier time");
    descent.mark("dive");
    glider.lift = Lift::dive;
    (void)descent.follow(glider, kGlide, descent.latest_s, [](double, const PosVel&) { return -1.0; });
    if (!descent.down) return refuse("dive", "never comes down", "a steeper angle");
    descent.mark("impact");
    flight.path.finish();
  });
  return problems.list().size() == before;
}

} // namespace dewline::truth
