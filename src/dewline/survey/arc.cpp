#include "dewline/survey/arc.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dewline/orbit/arcs.hpp"
#include "dewline/orbit/coast.hpp"
#include "dewline/orbit/dopri5.hpp"
#include "dewline/truth/hit.hpp"

namespace dewline::survey {
namespace {

constexpr double kClose_m = 100;
constexpr int kMostRounds = 8;
constexpr double kSpeedStep = 1e-5, kTurnStep_rad = 1e-5;
constexpr orbit::Tolerance kCoast{1e-10, 180};

/// What is added to an interpolated cut-off: a share of the speed, and a turn about the pad's vertical, to
/// the right.
struct Change {
  double speed = 0, turn_rad = 0;
};

Vec3 turned(const Vec3& v, const Vec3& axis, double angle_rad) {
  const double c = std::cos(angle_rad), s = std::sin(angle_rad);
  return c * v + s * cross(axis, v) + (1 - c) * dot(axis, v) * axis;
}

/// One aim under correction.
class Shot {
 public:
  Shot(const CutoffTable& table, const earth::Geodetic& aim)
      : up_E_(unit(earth::ecef(table.pad()))),
        aim_(aim),
        p_aim_E_(earth::ecef({aim.lat_rad, aim.lon_rad, 0})) {
    const earth::Course course = earth::course(table.pad(), aim);
    cutoff = table.at(course.distance_m, course.az_start_rad);
  }

  [[nodiscard]] PosVel state(const Change& c) const {
    const Vec3 v = (1 + c.speed) * cutoff->x_E.v;
    return {turned(cutoff->x_E.p, up_E_, -c.turn_rad), turned(v, up_E_, -c.turn_rad)};
  }
  [[nodiscard]] PosVel state() const { return state(change_); }
  [[nodiscard]] Vec3 turned_p(const Vec3& v) const { return turned(v, up_E_, -change_.turn_rad); }
  [[nodiscard]] double miss_m() const { return miss_m_; }

  /// Takes the impact of state(): false if there is nothing more to do.
  bool take(const std::optional<orbit::Impact>& hit) {
    impact = hit;
    const double before_m = miss_m_;
    miss_m_ = hit ? norm(hit->x_E.p - p_aim_E_) : HUGE_VAL;
    if (!hit || miss_m_ < kClose_m || !(miss_m_ < before_m)) return false;
    return correct(hit->x_E.p);
  }

  std::optional<Cutoff> cutoff;
  std::optional<orbit::Impact> impact;

 private:
  /// East and north of the aim.
  [[nodiscard]] Vec3 off_L(const Vec3& p_E) const { return earth::enu_axes(aim_) * (p_E - p_aim_E_); }
  [[nodiscard]] std::optional<Vec3> two_body(const Change& c) const {
    const auto hit = truth::two_body_hit(state(c), norm(p_aim_E_), earth::kOmega_rad_s);
    if (!hit) return {};
    return off_L(hit->p_E);
  }
  bool correct(const Vec3& p_hit_E) {
    const auto base = two_body(change_), faster = two_body({change_.speed + kSpeedStep, change_.turn_rad}),
               turn = two_body({change_.speed, change_.turn_rad + kTurnStep_rad});
    if (!base || !faster || !turn) return false;
    const Vec3 a = (*faster - *base) / kSpeedStep, b = (*turn - *base) / kTurnStep_rad, m = off_L(p_hit_E);
    const double det = a.x * b.y - a.y * b.x;
    if (!(std::abs(det) > 0)) return false;
    change_.speed -= std::clamp((m.x * b.y - m.y * b.x) / det, -0.05, 0.05);
    change_.turn_rad -= std::clamp((a.x * m.y - a.y * m.x) / det, -0.2, 0.2);
    return true;
  }

  Vec3 up_E_;
  earth::Geodetic aim_;
  Vec3 p_aim_E_;
  Change change_;
  double miss_m_ = HUGE_VAL;
};

/// Appends the cubic through two states.
void append_cubic(truth::Trajectory& path, Time begin, const PosVel& from, Time end, const PosVel& to) {
  if (!(begin < end)) return;
  const double h = seconds(end - begin);
  const Vec3 d = (6 / (h * h)) * (to.p - from.p);
  path.append(begin, {from.p, from.v, d - (4 * from.v + 2 * to.v) / h}, end,
              {to.p, to.v, (2 * from.v + 4 * to.v) / h - d});
}

/// The climb up to the cut-off, its steps from the table, its end the cut-off itself.
void append_climb(truth::Trajectory& path, const Shot& shot, Time launch, Time end) {
  const Cutoff& cutoff = *shot.cutoff;
  const auto at = [&](std::size_t i) {
    return launch + duration_from_s(static_cast<double>(i) * cutoff.climb_step_s);
  };
  const auto state = [&](const PosVel& x) { return PosVel{shot.turned_p(x.p), shot.turned_p(x.v)}; };
  for (std::size_t i = 0; i + 1 < cutoff.climb_E.size(); ++i) {
    const bool last = end - at(i + 1) <= (at(i + 1) - at(i)) / 2; // no crumb before the cut-off
    append_cubic(path, at(i), state(cutoff.climb_E[i]), last ? end : at(i + 1),
                 last ? shot.state() : state(cutoff.climb_E[i + 1]));
    if (last) return;
  }
}

/// What is left of the table's miss at the impact is no longer than kClose_m: it is not taken out.
std::optional<Arc> arc_of(const CutoffTable& table, const Shot& shot) {
  if (!shot.impact || !(shot.miss_m() < kClose_m)) return {};
  const Time launch = table.launch().at;
  truth::Trajectory path;
  const double begin_s = seconds(launch) + shot.cutoff->t_s;
  append_climb(path, shot, launch, time_from_s(begin_s));
  using Force = orbit::Coast_E<earth::Gravity::j2, orbit::Vacuum>;
  orbit::Dopri5<Force> run({begin_s, shot.state()}, {earth::kMu_m3_s2, {}}, begin_s + shot.impact->tof_s,
                           kCoast);
  for (Vec3 a_from = run.acceleration_to(); run.step(); a_from = run.acceleration_to())
    truth::append(path, run.from(), a_from, run.to(), run.acceleration_to());
  path.finish();
  return Arc{table.flown_with(std::move(path), time_from_s(begin_s)), shot.cutoff->t_s + shot.impact->tof_s,
             shot.impact->apogee_h_m, shot.miss_m()};
}

orbit::Forces forces_of(const truth::ObjectParams& object) {
  orbit::Forces forces = truth::free_flight(object);
  forces.gravity = earth::Gravity::j2;
  forces.tolerance = 1e-9;
  return forces;
}

} // namespace

std::vector<std::optional<Arc>> arcs_to(const CutoffTable& table, std::span<const earth::Geodetic> aims) {
  const orbit::Forces forces = forces_of(table.launch().object);
  std::vector<Shot> shots;
  std::vector<std::size_t> open;
  for (const auto& aim : aims) {
    shots.emplace_back(table, aim);
    if (shots.back().cutoff) open.push_back(shots.size() - 1);
  }
  for (int round = 0; round < kMostRounds && !open.empty(); ++round) {
    std::vector<PosVel> states;
    for (const std::size_t i : open) states.push_back(shots[i].state());
    const auto hits = orbit::impacts(states, {}, forces);
    std::vector<std::size_t> still;
    for (std::size_t n = 0; n < open.size(); ++n)
      if (shots[open[n]].take(hits[n])) still.push_back(open[n]);
    open = std::move(still);
  }
  std::vector<std::optional<Arc>> out;
  for (const Shot& shot : shots) out.push_back(arc_of(table, shot));
  return out;
}

} // namespace dewline::survey
