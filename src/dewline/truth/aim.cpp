#include "dewline/truth/aim.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "dewline/orbit/integrate.hpp"
#include "dewline/truth/hit.hpp"

namespace dewline::truth {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kLeastBurn = 0.02; ///< part of the last stage's burn before a cut-off
constexpr double kLoftAngle_rad = 15 * kPi / 180;
constexpr double kClose_m = 100, kCloseLoft_m = 600; ///< of the full flight; the loft as an arc on the Earth

PosVel turned(const PosVel& x, const Vec3& axis, double angle_rad) {
  const double c = std::cos(angle_rad), s = std::sin(angle_rad);
  const auto turn = [&](const Vec3& v) { return c * v + s * cross(axis, v) + (1 - c) * dot(axis, v) * axis; };
  return {turn(x.p), turn(x.v)};
}

/// What the solver may turn.
using Unknowns = std::array<double, 3>; ///< azimuth [rad], kick [rad], surplus control 0 to 1

/// Two-body answers for one burnout, its azimuth turned so that it comes down in the plane of pad and aim.
struct Point {
  Unknowns at{};
  double range_rad = 0; ///< along the ground towards the aim; above pi: past the antipode, or an orbit
  double steep = 0;     ///< above 0: steeper than asked for
  int clamped = 0;      ///< +1: falls short with all its energy; -1: too far with the least
};

class AimSolver {
 public:
  AimSolver(const ObjectParams& object, const Rocket& rocket, const Surroundings& around)
      : object_(object), rocket_(rocket), around_(around), omega_(around.omega_E.z),
        forces_(free_flight(object)) {
    forces_.tolerance = 1e-9;
    aim_ = earth::to_geodetic({object.aim->place->lat_rad, object.aim->place->lon_rad, 0});
    p_aim_ = earth::ecef(aim_);
    pad_ = unit(earth::ecef(rocket.pad()));
    side_ = unit(cross(pad_, p_aim_));
    wanted_rad_ = angle_to(p_aim_);
    course_ = earth::course(rocket.pad(), aim_);
    loft_ = object.loft.value_or(Loft::minimum_energy);
    const double angle = object.loft_angle_rad.value_or(kLoftAngle_rad);
    wanted_loft_ = loft_ == Loft::lofted ? angle : loft_ == Loft::depressed ? -angle : 0;
    surplus_ = surplus_of(rocket.boost());
  }

  std::optional<Steering> solve(Problems& problems) {
    const std::optional<Point> start = surplus_ == Surplus::loft ? by_loft() : by_surplus();
    if (!start) return say(problems, "no pitch-over of this rocket makes an arc of that shape",
                           "check loft, loft_angle or apogee");
    if (start->clamped != 0 && std::abs(start->range_rad - wanted_rad_) > 0.02 * wanted_rad_)
      return out_of_range(*start, problems);
    if (const auto found = full_flight(start->at)) return steering(*found);
    if (start->clamped != 0) return out_of_range(*start, problems);
    return at_the_edge(problems);
  }
  /// Quietly, for another aim.
  [[nodiscard]] bool reaches() {
    const std::optional<Point> start = surplus_ == Surplus::loft ? by_loft() : by_surplus();
    return start && start->clamped == 0 && full_flight(start->at);
  }

 private:
  [[nodiscard]] double angle_to(const Vec3& p) const {
    const double angle = std::atan2(dot(cross(pad_, p), side_), dot(pad_, p));
    return angle < -kPi / 2 ? angle + 2 * kPi : angle;
  }
  [[nodiscard]] Steering steering(const Unknowns& x) const {
    Steering s{x[0], x[1], rocket_.boost().stages.back().burn_s, 1};
    if (surplus_ == Surplus::shutdown) s.last_burn_s *= x[2];
    if (surplus_ == Surplus::management) s.share = x[2];
    return s;
  }
  [[nodiscard]] double least() const { return surplus_ == Surplus::shutdown ? kLeastBurn : kLeastShare; }

  /// All burnouts of one pitch-over: by the surplus control. With a cut-off one burn holds them all.
  class Burnouts {
   public:
    Burnouts(const AimSolver& solver, double az_rad, double kick_rad)
        : solver_(solver), az_rad_(az_rad), kick_rad_(kick_rad),
          ignition_(solver.rocket_.climb_to_last(solver.steering({az_rad, kick_rad, 1}))) {
      if (!ignition_ || solver.surplus_ != Surplus::shutdown) return;
      ClimbLog log;
      if (!solver.rocket_.burn_last(*ignition_, solver.steering({az_rad, kick_rad, 1}), &log)) return;
      for (const auto& step : log.steps) append(burn_, step.from, step.a_from, step.to, step.a_to);
      burn_.finish();
    }
    [[nodiscard]] std::optional<orbit::Node> at(double control) const {
      if (!ignition_) return {};
      if (solver_.surplus_ != Surplus::shutdown)
        return solver_.rocket_.burn_last(*ignition_, solver_.steering({az_rad_, kick_rad_, control}));
      if (burn_.empty()) return {};
      const Time end = burn_.begin() + duration_from_s(control * seconds(burn_.end() - burn_.begin()));
      return orbit::Node{seconds(end), burn_.at(std::min(end, burn_.end()))};
    }

   private:
    const AimSolver& solver_;
    double az_rad_, kick_rad_;
    std::optional<orbit::Node> ignition_;
    Trajectory burn_;
  };

  /// The two-body answer for a burnout flown at the course's azimuth.
  [[nodiscard]] Point judged(const orbit::Node& burnout, const Unknowns& x) const {
    Point point{x, 0, 0, 0};
    const double radius = norm(p_aim_);
    double turn = 0, before = 0, off_before = 0, good_turn = 0;
    std::optional<Hit> hit;
    for (int i = 0; i < 6; ++i) { // secants on the azimuth; to the right is negative about the vertical
      const auto now = two_body_hit(turned(burnout.x, pad_, -turn), radius, omega_);
      if (!now) break;
      hit = now, good_turn = turn;
      const double off = std::asin(std::clamp(-dot(unit(hit->p_E), side_), -1.0, 1.0)); // right of the plane
      if (std::abs(off) < 1e-7) break;
      const double sphere = std::max(std::abs(std::sin(angle_to(hit->p_E))), 0.05);
      double slope = i == 0 ? sphere : (off - off_before) / (turn - before);
      if (!(slope > 0.2 * sphere)) slope = sphere;
      before = turn, off_before = off;
      turn -= std::clamp(off / slope, -0.5, 0.5);
    }
    turn = good_turn;
    point.at[0] += turn;
    if (!hit) { // an orbit, or it never rises to the aim's radius
      const bool fast = norm(burnout.x.p) * dot(burnout.x.v, burnout.x.v) > earth::kMu_m3_s2;
      const bool low = dot(burnout.x.p, burnout.x.v) < 0.2 * norm(burnout.x.p) * norm(burnout.x.v);
      point.range_rad = fast ? 2 * kPi : 0;
      point.steep = fast || low ? -1 : 1; // low: it dives, or is below that radius already
      return point;
    }
    point.range_rad = angle_to(hit->p_E);
    point.steep = steepness(*hit, hit->apogee_radius_m - radius);
    return point;
  }
  [[nodiscard]] double steepness(const Hit& hit, double apogee_m) const {
    return object_.apogee_m ? (apogee_m - *object_.apogee_m) / earth::kA_m : hit.loft_rad - wanted_loft_;
  }

  /// One pitch-over, its surplus such that the range is right, or the nearest to it.
  [[nodiscard]] std::optional<Point> best(double kick_rad) const {
    const Burnouts burnouts(*this, course_.az_start_rad, kick_rad);
    const auto point = [&](double control) -> std::optional<Point> {
      const auto node = burnouts.at(control);
      if (!node) return {};
      return judged(*node, {course_.az_start_rad, kick_rad, control});
    };
    auto most = point(1);
    if (!most || surplus_ == Surplus::loft) return most;
    most->clamped = 1;
    if (most->range_rad < wanted_rad_) return most;
    auto low = point(least());
    if (!low) return {};
    low->clamped = -1;
    if (low->range_rad > wanted_rad_) return low;
    Point at = *most;
    const auto miss = [&](double control) {
      if (const auto p = point(control)) at = *p;
      return at.range_rad - wanted_rad_;
    };
    miss(orbit::find_root(miss, least(), 1.0));
    return at;
  }

  /// The pitch-over at which the shape is right: steep below it, flat above.
  [[nodiscard]] std::optional<Point> by_surplus() const {
    std::optional<Point> steep;
    for (double kick = 1e-3; kick < kPi / 4; kick *= 1.5) {
      const auto flat = best(kick);
      if (flat && flat->steep > 0) steep = flat;
      else if (steep) return between(*steep, kick, [&](const Point& p) { return p.steep; });
    }
    return {};
  }

  /// Bisection and false position on the pitch-over, in which `value` falls from the first point on; a
  /// pitch-over that leads into the ground counts as too flat.
  template <class F>
  [[nodiscard]] std::optional<Point> between(Point above, double below_kick, F value) const {
    double low = above.at[1], high = below_kick, f_low = value(above), f_high = -1;
    bool known = false; // whether f_high is a value
    for (int i = 0; i < 50 && high - low > 1e-9 && std::abs(f_low) > 1e-7; ++i) {
      double kick = known && i % 3 != 2 ? low + (high - low) * f_low / (f_low - f_high) : 0.5 * (low + high);
      kick = std::clamp(kick, low + 1e-3 * (high - low), high - 1e-3 * (high - low));
      const auto at = best(kick);
      if (at && value(*at) > 0) above = *at, low = kick, f_low = value(*at);
      else high = kick, known = at.has_value(), f_high = at ? value(*at) : -1;
      if (at && std::abs(value(*at)) < 1e-6) return at;
    }
    return above;
  }

  /// All energy is burnt: the pitch-over decides the range, on the steep or the flat side of the farthest.
  [[nodiscard]] std::optional<Point> by_loft() const {
    std::vector<Point> points;
    for (double kick = 1e-3; kick < kPi / 4; kick *= 1.2)
      if (const auto p = best(kick)) points.push_back(*p);
    if (points.empty()) return {};
    const auto farthest = std::max_element(points.begin(), points.end(), [](const Point& a, const Point& b) {
      return a.range_rad < b.range_rad;
    });
    if (farthest->range_rad < wanted_rad_) return farthest->clamped = 1, *farthest;
    const double sign = loft_ == Loft::depressed ? 1 : -1;
    for (auto p = farthest;;) { // down from the top on the wanted side, to the first that falls short
      if (sign < 0 ? p == points.begin() : p + 1 == points.end()) return p->clamped = -1, *p;
      const auto next = sign < 0 ? p - 1 : p + 1;
      if (next->range_rad < wanted_rad_) {
        const auto far = [&](const Point& q) { return sign * (q.range_rad - wanted_rad_); };
        return sign > 0 ? between(*p, next->at[1], far) : between(*next, p->at[1], far);
      }
      p = next;
    }
  }

  /// What the whole flight misses: east and north of the aim, and the shape as an arc on the Earth [m].
  struct Miss {
    std::array<double, 3> m{};
    orbit::Node burnout;
    [[nodiscard]] double size(std::size_t n) const {
      return n == 3 ? std::hypot(m[0], m[1], m[2]) : std::hypot(m[0], m[1]);
    }
  };
  [[nodiscard]] std::optional<Miss> miss(const Unknowns& x) const {
    const auto burnout = rocket_.climb(steering(x));
    if (!burnout) return {};
    const auto hit = orbit::impact(burnout->x, forces_);
    const auto arc = two_body_hit(burnout->x, norm(p_aim_), omega_);
    if (!hit || !arc) return {};
    const earth::Course way = earth::course(aim_, hit->at);
    return Miss{{way.distance_m * std::sin(way.az_start_rad), way.distance_m * std::cos(way.az_start_rad),
                 earth::kA_m * steepness(*arc, hit->apogee_h_m)}, *burnout};
  }
  /// The same for a two-body arc, for slopes only.
  [[nodiscard]] std::optional<std::array<double, 3>> slope_miss(const PosVel& x) const {
    const auto arc = two_body_hit(x, norm(p_aim_), omega_);
    if (!arc) return {};
    const Vec3 off_L = earth::enu_axes(aim_) * (arc->p_E - p_aim_);
    return std::array{off_L.x, off_L.y, earth::kA_m * steepness(*arc, arc->apogee_radius_m - norm(p_aim_))};
  }

  using Slopes = std::array<std::array<double, 3>, 3>; ///< of each unknown
  [[nodiscard]] std::optional<Slopes> slopes(const Unknowns& x, const orbit::Node& burnout) const {
    constexpr std::array kStep{1e-5, 1e-5, 1e-5};
    const auto base = slope_miss(burnout.x);
    if (!base) return {};
    Slopes out{};
    for (std::size_t k = 0; k < num_unknowns(); ++k) {
      const double sign = k == 2 && x[2] > 0.999 ? -1 : 1,
                   h = sign * kStep[k] * (k == 1 ? std::max(x[1], 0.01) * 10 : 1);
      std::optional<PosVel> moved;
      if (k == 0) moved = turned(burnout.x, pad_, -h);
      else {
        Unknowns y = x;
        y[k] += h;
        if (const auto node = rocket_.climb(steering(y))) moved = node->x;
      }
      const auto off = moved ? slope_miss(*moved) : std::nullopt;
      if (!off) return {};
      for (std::size_t i = 0; i < 3; ++i) out[k][i] = ((*off)[i] - (*base)[i]) / h;
    }
    return out;
  }
  [[nodiscard]] std::size_t num_unknowns() const { return surplus_ == Surplus::loft ? 2 : 3; }

  /// The step that takes the miss away, by Cramer's rule.
  [[nodiscard]] std::optional<Unknowns> step(const Slopes& s, const std::array<double, 3>& m) const {
    const Vec3 a{s[0][0], s[0][1], s[0][2]}, b{s[1][0], s[1][1], s[1][2]}, c{s[2][0], s[2][1], s[2][2]};
    if (num_unknowns() == 2) {
      const double det = a.x * b.y - a.y * b.x;
      if (!(std::abs(det) > 0)) return {};
      return Unknowns{-(m[0] * b.y - m[1] * b.x) / det, -(a.x * m[1] - a.y * m[0]) / det, 0};
    }
    const Vec3 y{-m[0], -m[1], -m[2]};
    const double det = dot(a, cross(b, c));
    if (!(std::abs(det) > 0)) return {};
    return Unknowns{dot(y, cross(b, c)) / det, dot(a, cross(y, c)) / det, dot(a, cross(b, y)) / det};
  }

  [[nodiscard]] Unknowns moved(const Unknowns& x, const Unknowns& by, double part) const {
    return {x[0] + part * std::clamp(by[0], -0.3, 0.3),
            std::clamp(x[1] + part * by[1], 0.5 * x[1], std::min(1.5 * x[1], kPi / 4)),
            std::clamp(x[2] + part * by[2], least(), 1.0)};
  }

  /// Newton's rule on the full flight; slopes are worked out anew when a step gains too little.
  [[nodiscard]] std::optional<Unknowns> full_flight(Unknowns x) const {
    const std::size_t n = num_unknowns();
    auto now = miss(x);
    std::optional<Slopes> slope;
    for (int i = 0; now && i < 25; ++i) {
      if (std::hypot(now->m[0], now->m[1]) < kClose_m && (n == 2 || std::abs(now->m[2]) < kCloseLoft_m))
        return x;
      const bool fresh = !slope;
      if (fresh && !(slope = slopes(x, now->burnout))) return {};
      const auto by = step(*slope, now->m);
      if (!by) return {};
      double part = 1;
      std::optional<Miss> next;
      Unknowns tried{};
      for (; part > 0.02; part *= 0.5) {
        next = miss(tried = moved(x, *by, part));
        if (next && next->size(n) < now->size(n)) break;
        if (!fresh) break;
      }
      const bool gained = next && next->size(n) < now->size(n);
      if (!gained && fresh) return {};
      if (!gained || next->size(n) > 0.3 * now->size(n)) slope.reset();
      if (gained) x = tried, now = next;
    }
    return {};
  }

  std::optional<Steering> say(Problems& problems, std::string what, std::string hint) const {
    problems.add("aim", "", std::move(what), std::move(hint));
    return {};
  }
  std::optional<Steering> out_of_range(const Point& at, Problems& problems) const {
    const auto burnout = rocket_.climb(steering(at.at));
    const auto hit = burnout ? orbit::impact(burnout->x, forces_) : std::nullopt;
    const double reach_m =
        hit ? earth::course(rocket_.pad(), hit->at).distance_m : at.range_rad * earth::kA_m;
    const double far_km = course_.distance_m / 1e3, reach_km = reach_m / 1e3;
    if (at.clamped > 0)
      return say(
          problems,
          fmt::format(
              "is out of range: {:.0f} km away, and this rocket reaches {:.0f} km that way with that loft: "
              "{:.0f} km short",
              far_km, reach_km, far_km - reach_km),
          "another loft, a nearer aim, less payload");
    return say(problems,
               fmt::format("is too near: {:.0f} km away, and the least this rocket flies that way with that "
                           "loft is {:.0f} km",
                           far_km, reach_km),
               "loft: lofted, or a type of shorter range");
  }

  /// The two-body arc just gets there, the full flight does not: how far it does, by trying nearer aims.
  std::optional<Steering> at_the_edge(Problems& problems) const {
    for (const double part : {0.995, 0.99, 0.98, 0.96, 0.93}) {
      ObjectParams nearer = object_;
      const earth::Geodetic at =
          earth::destination(rocket_.pad(), course_.az_start_rad, part * course_.distance_m);
      nearer.aim->place = earth::PlaceParams{at.lat_rad, at.lon_rad, 0};
      if (!AimSolver(nearer, rocket_, around_).reaches()) continue;
      return say(
          problems,
          fmt::format(
              "is out of range by a little: {:.0f} km away, and this rocket reaches some {:.0f} km that way "
              "with that loft",
              course_.distance_m / 1e3, part * course_.distance_m / 1e3),
          "another loft, a nearer aim, less payload");
    }
    return say(problems, "no azimuth, pitch-over and burn were found that lead there",
               "move the aim a little");
  }

  const ObjectParams& object_;
  const Rocket& rocket_;
  Surroundings around_;
  double omega_;
  orbit::Forces forces_;
  earth::Geodetic aim_;
  earth::Course course_;
  Vec3 p_aim_, pad_, side_;
  double wanted_rad_ = 0, wanted_loft_ = 0;
  Loft loft_ = Loft::minimum_energy;
  Surplus surplus_ = Surplus::automatic;
};

} // namespace

Surplus surplus_of(const BoostParams& boost) {
  if (boost.surplus != Surplus::automatic) return boost.surplus;
  return boost.stages.back().shutdown ? Surplus::shutdown : Surplus::management;
}

std::optional<Steering> solve_aim(const ObjectParams& object, const Rocket& rocket,
                                  const Surroundings& around, Problems& problems) {
  return AimSolver(object, rocket, around).solve(problems);
}

} // namespace dewline::truth
