#include "dewline/truth/glide_aim.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "dewline/truth/aim.hpp"
#include "dewline/truth/glide.hpp"

namespace dewline::truth {
namespace {

constexpr double kApogee_m = 120e3;
constexpr double kClose_m = 500; ///< asked of the whole flight
/// The ballistic point is tried from a tenth of the way on, each time farther by so much.
constexpr double kFirst = 0.1, kNext = 1.12;

class GlideAim {
 public:
  GlideAim(const ObjectParams& object, const Rocket& rocket, const Surroundings& around)
      : object_(object), rocket_(rocket), around_(around), glide_(*object.glide), ballistic_(object) {
    ballistic_.glide.reset();
    ballistic_.ballistic_coefficient_kg_m2 = glide_.ballistic_coefficient_kg_m2;
    ballistic_.ballistic_by_mach.clear();
    if (!object.loft && !object.apogee_m) ballistic_.apogee_m = kApogee_m;
    aim_ = earth::to_geodetic({object.aim->place->lat_rad, object.aim->place->lon_rad, 0});
    course_ = earth::course(rocket.pad(), aim_);
    az_rad_ = course_.az_start_rad;
    surplus_ = surplus_of(rocket.boost());
  }

  std::optional<Steering> solve(Problems& problems) {
    if (const auto start = nearest())
      if (const auto steering = newton(*start)) return steering;
    return refused(problems);
  }

 private:
  /// Says how the aim lies to the glides that were flown on the way to it.
  std::optional<Steering> refused(Problems& problems) const {
    const double away_km = course_.distance_m / 1e3, least_km = nearest_m_ / 1e3, most_km = farthest_m_ / 1e3;
    if (farthest_m_ == 0)
      problems.add("aim", "",
                   "no boost of that shape begins a glide that way: it is too near for the boost, or the "
                   "descent too steep",
                   "a farther aim, apogee: 100 km to 150 km, or loft: depressed");
    else if (away_km < least_km)
      problems.add("aim", "",
                   fmt::format("is too near: {:.0f} km away, and the shortest glide flown that way is "
                               "{:.0f} km",
                               away_km, least_km),
                   "a farther aim, less surplus, another dive");
    else if (away_km > most_km)
      problems.add("aim", "",
                   fmt::format("is out of range: {:.0f} km away, and the longest glide flown that way is "
                               "{:.0f} km: {:.0f} km short",
                               away_km, most_km, away_km - most_km),
                   "another apogee or loft, a nearer aim");
    else
      problems.add("aim", "",
                   fmt::format("is not reached: {:.0f} km away, between glides flown of {:.0f} and {:.0f} km",
                               away_km, least_km, most_km),
                   "another apogee or loft, another dive");
    return {};
  }

  /// One flight: where it comes down, seen from the pad.
  struct Try {
    Steering steering;
    double beyond_m = 0;  ///< farther than the aim
    double right_rad = 0; ///< to the right of its direction
    double top_m = 0;     ///< greatest height
  };
  [[nodiscard]] double miss_m(const Try& t) const {
    return std::hypot(t.beyond_m, t.right_rad * earth::kA_m * std::sin(course_.distance_m / earth::kA_m));
  }

  [[nodiscard]] std::optional<Try> flown(const Steering& steering) {
    const auto burnout = rocket_.climb(steering);
    Flight flight;
    Problems unsaid;
    if (!burnout || !glide_to_ground(flight, *burnout, glide_, around_, unsaid)) return {};
    const earth::Course way = earth::course(rocket_.pad(), flight.milestones.back().where);
    nearest_m_ = std::min(nearest_m_, way.distance_m);
    farthest_m_ = std::max(farthest_m_, way.distance_m);
    const double top_m = std::ranges::max_element(flight.milestones, {}, [](const Milestone& m) {
                           return m.where.h_m;
                         })->where.h_m;
    return Try{steering, way.distance_m - course_.distance_m,
               std::remainder(way.az_start_rad - course_.az_start_rad, 2 * std::numbers::pi), top_m};
  }
  /// The flight whose boost is aimed at a ballistic point.
  [[nodiscard]] std::optional<Try> towards(double distance_m) {
    const earth::Geodetic point = earth::destination(rocket_.pad(), az_rad_, distance_m);
    ballistic_.aim->place = earth::PlaceParams{point.lat_rad, point.lon_rad, 0};
    Problems unsaid;
    const auto steering = solve_aim(ballistic_, rocket_, around_, unsaid);
    const auto now = steering ? flown(*steering) : std::nullopt;
    if (now) az_rad_ -= now->right_rad; // the next one flies straighter
    return now;
  }

  /// The ballistic point is moved out until the glide passes the aim: the flight that ends nearest to it.
  [[nodiscard]] std::optional<Try> nearest() {
    std::optional<Try> best;
    for (double part = kFirst; part < 1; part *= kNext) {
      const auto now = towards(part * course_.distance_m);
      if (now && (!best || miss_m(*now) < miss_m(*best))) best = now;
      if (now && now->beyond_m > 0) break;
    }
    return best;
  }

  using Unknowns =
      std::array<double, 3>;  ///< changes: azimuth [rad]; surplus and pitch-over as parts of themselves
  [[nodiscard]] Steering moved(Steering s, const Unknowns& by) const {
    s.az_rad += by[0];
    if (surplus_ == Surplus::loft) return s.kick_rad *= 1 + by[1], s; // nothing holds the shape
    if (surplus_ == Surplus::shutdown)
      s.last_burn_s = std::min(s.last_burn_s * (1 + by[1]), rocket_.boost().stages.back().burn_s);
    else s.share = std::clamp(s.share * (1 + by[1]), kLeastShare, 1.0);
    s.kick_rad *= 1 + by[2];
    return s;
  }
  /// Newton's rule: azimuth, surplus and pitch-over so that the glide ends at the aim and the top stays where
  /// the start has it. Slopes by flying thrice more; steps are kept small, so that a start far off is led
  /// here.
  [[nodiscard]] std::optional<Steering> newton(Try now) {
    const bool shaped = surplus_ != Surplus::loft;
    const double top_m = now.top_m;
    const auto off = [&](const Try& t) {
      return Vec3{t.right_rad * earth::kA_m, t.beyond_m, shaped ? 100 * (t.top_m - top_m) : 0};
    };
    for (int i = 0; i < 30; ++i) {
      if (miss_m(now) < kClose_m) return now.steering;
      std::array<Vec3, 3> slope{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
      constexpr Unknowns kStep{1e-3, -1e-4, -1e-4};
      for (std::size_t k = 0; k < (shaped ? 3u : 2u); ++k) {
        Unknowns by{};
        by[k] = kStep[k];
        const auto tried = flown(moved(now.steering, by));
        if (!tried) return {};
        slope[k] = (off(*tried) - off(now)) / kStep[k];
      }
      const Vec3 y = -off(now);
      const double det = dot(slope[0], cross(slope[1], slope[2]));
      if (!(std::abs(det) > 0)) return {};
      const Unknowns whole{dot(y, cross(slope[1], slope[2])) / det, dot(slope[0], cross(y, slope[2])) / det,
                           dot(slope[0], cross(slope[1], y)) / det};
      const double part =
          std::min({1.0, 0.2 / std::abs(whole[0]), 0.08 / std::abs(whole[1]), 0.05 / std::abs(whole[2])});
      const auto next = flown(moved(now.steering, {part * whole[0], part * whole[1], part * whole[2]}));
      if (!next || !(miss_m(*next) < miss_m(now))) return {};
      now = *next;
    }
    return {};
  }

  const ObjectParams& object_;
  const Rocket& rocket_;
  const Surroundings& around_;
  const GlideParams& glide_;
  ObjectParams ballistic_; ///< the same without its glide, aimed at a ballistic point
  earth::Geodetic aim_;
  earth::Course course_;
  double az_rad_ = 0; ///< of the next ballistic point
  Surplus surplus_ = Surplus::automatic;
  double nearest_m_ = std::numeric_limits<double>::infinity(), farthest_m_ = 0;
};

} // namespace

std::optional<Steering> solve_glide_aim(const ObjectParams& object, const Rocket& rocket,
                                        const Surroundings& around, Problems& problems) {
  return GlideAim(object, rocket, around).solve(problems);
}

} // namespace dewline::truth
