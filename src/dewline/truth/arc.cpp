// Ballistic arcs: from a burnout state, or solved for what is asked of them.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "dewline/orbit/minimum_energy.hpp"
#include "dewline/truth/flight.hpp"
#include "dewline/truth/glide.hpp"

namespace dewline::truth {
namespace {

constexpr double kMeanRadius_m = 6371e3;

/// What a solver may turn at burnout.
struct Aim {
  double speed_m_s = 0, angle_rad = 0, az_rad = 0;
};

/// The climb from the pad to burnout: v grows so that a third of the last horizontal speed is its mean.
struct Boost {
  earth::Geodetic pad;
  double time_s = 0;
  std::optional<double> height_m;

  [[nodiscard]] earth::Geodetic burnout_place(const Aim& aim) const {
    if (time_s == 0) return pad;
    const double up = aim.speed_m_s * std::sin(aim.angle_rad),
                 along = aim.speed_m_s * std::cos(aim.angle_rad);
    earth::Geodetic place = earth::destination(pad, aim.az_rad, along * time_s / 3);
    place.h_m = pad.h_m + height_m.value_or(0.4 * up * time_s);
    return place;
  }
  [[nodiscard]] PosVel burnout(const Aim& aim) const {
    return at_place(burnout_place(aim), aim.speed_m_s, aim.az_rad, aim.angle_rad);
  }
};

/// The cubic that leaves the pad at rest and joins the burnout in position and velocity, as one piece.
void append_climb(Trajectory& path, const Boost& boost, double launch_s, const PosVel& burnout) {
  const double t = boost.time_s;
  const Vec3 p0 = earth::ecef(boost.pad), d = burnout.p - p0;
  const Vec3 c2 = (3 * d - t * burnout.v) / (t * t), c3 = (t * burnout.v - 2 * d) / (t * t * t);
  path.append(time_from_s(launch_s), {p0, {}, 2 * c2}, time_from_s(launch_s + t),
              {burnout.p, burnout.v, 2 * c2 + 6 * t * c3});
}

/// The fall with drag on the way down only: the shot from the pad stands for a boost that is not modelled in
/// air.
std::optional<orbit::Impact> fall(const PosVel& burnout, const orbit::Forces& forces) {
  orbit::Forces vacuum = forces;
  vacuum.ballistic_coefficient_kg_m2.reset();
  vacuum.ballistic_coefficient_by_mach = {};
  const auto rise = orbit::impact(burnout, vacuum);
  if (!rise || !forces.in_air()) return rise;
  auto down = orbit::impact(orbit::propagate_E(burnout, rise->apogee_tof_s, vacuum), forces);
  if (!down) return {};
  down->tof_s += rise->apogee_tof_s;
  down->apogee_tof_s = rise->apogee_tof_s;
  return down;
}

/// Newton's rule on up to three unknowns of an aim, with numerical slopes; errors in metres.
struct Solver {
  const ArcParams& arc;
  Boost boost;
  orbit::Forces forces;

  static constexpr std::array<double Aim::*, 3> kUnknowns{&Aim::speed_m_s, &Aim::angle_rad, &Aim::az_rad};

  [[nodiscard]] std::vector<double Aim::*> unknowns() const {
    std::vector<double Aim::*> list{&Aim::speed_m_s};
    if (num_goals() == (arc.impact ? 3u : 2u)) list.push_back(&Aim::angle_rad);
    if (arc.impact) list.push_back(&Aim::az_rad);
    return list;
  }
  [[nodiscard]] std::size_t num_goals() const {
    return (arc.impact ? 2u : 0u) + (arc.range_m ? 1u : 0u) + (arc.apogee_m ? 1u : 0u);
  }

  /// What is missed [m]; nothing if the arc does not come down.
  [[nodiscard]] std::optional<std::vector<double>> miss(const Aim& aim) const {
    if (!(aim.speed_m_s > 1) || !(std::abs(aim.angle_rad) < std::numbers::pi / 2)) return {};
    const auto hit = fall(boost.burnout(aim), forces);
    if (!hit) return {};
    std::vector<double> out;
    if (arc.impact) {
      const earth::Geodetic wanted = earth::to_geodetic(*arc.impact);
      const earth::Course way = earth::course(wanted, hit->at);
      out = {way.distance_m * std::sin(way.az_start_rad), way.distance_m * std::cos(way.az_start_rad)};
    }
    if (arc.range_m) out.push_back(earth::course(boost.pad, hit->at).distance_m - *arc.range_m);
    if (arc.apogee_m) out.push_back(hit->apogee_h_m - *arc.apogee_m);
    return out;
  }

  /// The answer on a sphere that does not turn; nothing if no arc of that range climbs so high.
  [[nodiscard]] std::optional<Aim> first_guess() const {
    Aim aim;
    double range = arc.range_m.value_or(0);
    if (arc.impact) {
      const earth::Course way = earth::course(boost.pad, earth::to_geodetic(*arc.impact));
      range = way.distance_m;
      aim.az_rad = way.az_start_rad;
    } else {
      aim.az_rad = *arc.azimuth_rad;
    }
    const double r = kMeanRadius_m;
    if (range == 0 && arc.apogee_m) { // least-energy arc of this apogee: apogee = r/2 (sin + cos - 1)
      const double sum = std::min(1 + 2 * *arc.apogee_m / r, std::numbers::sqrt2);
      range = r * std::asin(std::min(sum * sum - 1, 1.0));
    }
    range = std::clamp(range, 1.0, 3.1 * r);
    auto guess = std::optional(orbit::minimum_energy(range, {r}));
    if (arc.apogee_m && (arc.range_m || arc.impact)) guess = orbit::arc_to_apogee(range, *arc.apogee_m, {r});
    if (!guess) return {};
    aim.angle_rad = guess->angle_rad;
    aim.speed_m_s = guess->speed_m_s;
    return aim;
  }

  [[nodiscard]] std::optional<Aim> solve() const {
    const auto guess = first_guess();
    if (!guess) return {};
    Aim aim = *guess;
    const auto turn = unknowns();
    auto now = miss(aim);
    for (int i = 0; now && i < 60; ++i) {
      if (worst(*now) < 1.0) return aim;
      const auto step = newton(aim, turn, *now);
      if (!step) return {};
      double part = 1;
      std::optional<std::vector<double>> next;
      Aim tried;
      for (; part > 1e-4; part *= 0.5) { // shorten the step until the miss shrinks
        tried = aim;
        for (std::size_t k = 0; k < turn.size(); ++k) tried.*turn[k] += part * (*step)[k];
        next = miss(tried);
        if (next && worst(*next) < worst(*now)) break;
      }
      if (part <= 1e-4) return {};
      aim = tried;
      now = next;
    }
    return {};
  }

  static double worst(const std::vector<double>& miss_m) {
    double sum = 0;
    for (const double m : miss_m) sum += m * m;
    return std::sqrt(sum);
  }

  /// The full step: J step = -miss by elimination with pivots.
  [[nodiscard]] std::optional<std::vector<double>> newton(const Aim& aim,
                                                          const std::vector<double Aim::*>& turn,
                                                          const std::vector<double>& now) const {
    const std::size_t n = turn.size();
    std::vector<std::vector<double>> m(n, std::vector<double>(n + 1));
    for (std::size_t k = 0; k < n; ++k) {
      const double h = turn[k] == &Aim::speed_m_s ? 0.1 : 1e-5;
      Aim up = aim, down = aim;
      up.*turn[k] += h;
      down.*turn[k] -= h;
      const auto a = miss(up), b = miss(down);
      if (!a || !b) return {};
      for (std::size_t i = 0; i < n; ++i) m[i][k] = ((*a)[i] - (*b)[i]) / (2 * h);
    }
    for (std::size_t i = 0; i < n; ++i) m[i][n] = -now[i];
    for (std::size_t c = 0; c < n; ++c) {
      std::size_t pivot = c;
      for (std::size_t i = c + 1; i < n; ++i)
        if (std::abs(m[i][c]) > std::abs(m[pivot][c])) pivot = i;
      std::swap(m[c], m[pivot]);
      if (!(std::abs(m[c][c]) > 0)) return {};
      for (std::size_t i = 0; i < n; ++i)
        if (i != c)
          for (std::size_t j = n + 1; j-- > c;) m[i][j] -= m[i][c] / m[c][c] * m[c][j];
    }
    std::vector<double> step(n);
    for (std::size_t i = 0; i < n; ++i) step[i] = m[i][n] / m[i][i];
    return step;
  }
};

/// The climb must not dive under the pad: a cubic rises all the way if its last climb speed is at most 3 h /
/// t.
bool rises(const Boost& boost, const PosVel& burnout) {
  const Vec3 up = earth::enu_axes(boost.pad) * (burnout.p - earth::ecef(boost.pad));
  const Vec3 v = earth::enu_axes(boost.pad) * burnout.v;
  return boost.time_s == 0 || v.z * boost.time_s <= 3 * up.z;
}

} // namespace

std::optional<Flight> build_arc(const ObjectParams& object, const Surroundings& around, Problems& problems) {
  const ArcParams& arc = *object.arc;
  const Vec3& omega_E = around.omega_E;
  if (object.glide && !arc.burnout) {
    problems.add("arc", "", "has an aim, which is of its ballistic flight, but a glide follows",
                 "give arc.burnout");
    return {};
  }
  const double launch_s = seconds(time_from_s(object.launch.time_s));
  Boost boost{{}, arc.boost_time_s, arc.burnout_height_m};
  if (object.launch.lat_rad && object.launch.lon_rad) boost.pad = launch_place(object);
  PosVel burnout;
  if (arc.burnout) {
    const BurnoutParams& b = *arc.burnout;
    burnout = at_place(earth::to_geodetic({b.lat_rad, b.lon_rad, b.height_m}), b.speed_m_s, b.azimuth_rad,
                       b.flight_path_angle_rad);
  } else {
    const auto aim = Solver{arc, boost, free_flight(object)}.solve();
    if (!aim) {
      problems.add("arc", "", "has no solution: no ballistic arc from the launch point does what is asked",
                   "check apogee against range (least energy over 5,000 km climbs to 980 km)");
      return {};
    }
    burnout = boost.burnout(*aim);
  }
  if (!rises(boost, burnout)) {
    problems.add("arc.burnout_height", "", "is too low for the boost time and the speed at burnout",
                 "at least climb speed x boost_time / 3");
    return {};
  }
  Flight flight;
  const double burnout_s = seconds(time_from_s(launch_s + boost.time_s));
  if (boost.time_s > 0) {
    append_climb(flight.path, boost, launch_s, burnout);
    flight.milestones.push_back({"launch", time_from_s(launch_s), boost.pad});
  }
  flight.milestones.push_back({boost.time_s > 0 || arc.burnout ? "burnout" : "launch", time_from_s(burnout_s),
                               earth::geodetic(burnout.p)});
  orbit::Node now{burnout_s, burnout};
  if (free_flight(object).in_air() || object.glide) { // vacuum up to the top, then air
    const orbit::Forces vacuum = free_flight(BodyParams{});
    const auto rise = orbit::impact(burnout, vacuum);
    const double top_s = rise ? seconds(time_from_s(burnout_s + rise->apogee_tof_s)) : 0;
    if (rise && rise->apogee_tof_s > 1e-3) {
      const auto a = [&](double, const PosVel& x) { return orbit::acceleration_E(x, vacuum, omega_E); };
      now = fly(flight.path, now, a, top_s, {1e-12, 60});
      flight.milestones.push_back({"apogee", time_from_s(top_s), earth::geodetic(now.x.p)});
    }
  }
  if (object.glide) {
    if (!glide_to_ground(flight, now, *object.glide, around, problems)) return {};
    return flight;
  }
  if (coast_to_ground(flight, now, free_flight(object), omega_E, seconds(around.end))) return flight;
  problems.add(arc.burnout ? "arc.burnout" : "arc", "", "starts on the ground going down",
               "give a positive flight_path_angle, or a height");
  return {};
}

} // namespace dewline::truth
