// From waypoints to a ground track: turns, changes of speed, times that are asked for.
#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "dewline/earth/place.hpp"
#include "dewline/truth/route/ground_track.hpp"

namespace dewline::truth {
namespace {

constexpr double kG_m_s2 = 9.80665;
constexpr double kTurnRate_rad_s = 3 * std::numbers::pi / 180; ///< rate one
constexpr double kStraight_rad = 1e-6;                         ///< less is no turn: 2.5e-4 m/s at 250 m/s
/// How far from its waypoint a turn may begin: there the plane's scale across is 4e-5 off.
constexpr double kWidest_m = 100e3;
constexpr double kLeast_m_s = 0.1, kMost_m_s = 12000;
constexpr double kDeg = std::numbers::pi / 180;

struct Leg {
  earth::Geodetic from;
  earth::Course way;
};
/// The corner at a waypoint; none at the first and the last.
struct Corner {
  double turn_rad = 0, radius_m = 0, tangent_m = 0, speed_m_s = 0;
};

std::string place_of(std::size_t i) {
  return "waypoints[" + std::to_string(i) + "]";
}

std::optional<std::vector<Leg>> legs_of(const std::vector<WaypointParams>& points, Problems& problems) {
  std::vector<Leg> legs;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto place = [](const WaypointParams& w) { return earth::to_geodetic({w.lat_rad, w.lon_rad, 0}); };
    const earth::Geodetic from = place(points[i - 1]);
    legs.push_back({from, earth::course(from, place(points[i]))});
    if (legs.back().way.distance_m >= 1) continue;
    problems.add(place_of(i), "", "is less than 1 m from the point before", "leave one of them out");
    return {};
  }
  return legs;
}

class Layout {
 public:
  Layout(const std::vector<Leg>& legs, const RouteParams& route, double begin_s)
      : legs_(legs), route_(route), begin_s_(begin_s) {}

  /// The speed of the leg to each waypoint (the first entry is unused).
  std::optional<GroundTrack> lay(const std::vector<double>& speeds, Problems& problems) {
    const std::size_t last = legs_.size();
    corners_.assign(last + 1, {});
    corners_.front().speed_m_s = speeds[1];
    corners_.back().speed_m_s = speeds[last];
    for (std::size_t i = 1; i < last; ++i) corners_[i] = corner(i, std::min(speeds[i], speeds[i + 1]));
    for (std::size_t i = 1; i <= last; ++i)
      if (!fits(i, speeds[i], problems)) return {};
    std::vector<double> passed{begin_s_};
    stretches_.clear();
    now_ = {};
    now_.begin_s = begin_s_;
    for (std::size_t i = 1; i <= last; ++i) {
      line(i, speeds[i]);
      const double half_s = 0.5 * turn(i);
      passed.push_back(now_.begin_s - half_s);
    }
    return GroundTrack(stretches_, std::move(passed));
  }

 private:
  Corner corner(std::size_t i, double speed_m_s) const {
    const double turn =
        std::remainder(legs_[i].way.az_start_rad - legs_[i - 1].way.az_end_rad, 2 * std::numbers::pi);
    if (std::abs(turn) < kStraight_rad) return {0, 0, 0, speed_m_s};
    const double radius = turn_radius_m(route_, speed_m_s);
    return {turn, radius, radius * std::tan(0.5 * std::abs(turn)), speed_m_s};
  }
  double straight_m(std::size_t i) const {
    return legs_[i - 1].way.distance_m - corners_[i - 1].tangent_m - corners_[i].tangent_m;
  }
  double change_m(double from_m_s, double to_m_s) const {
    return 0.5 * std::abs(to_m_s * to_m_s - from_m_s * from_m_s) / route_.acceleration_m_s2;
  }

  bool fits(std::size_t i, double speed_m_s, Problems& problems) const {
    const Corner &a = corners_[i - 1], &b = corners_[i];
    if (!(straight_m(i) >= 0) || !(b.tangent_m <= kWidest_m)) {
      const bool here = b.tangent_m >= a.tangent_m;
      const Corner &worse = here ? b : a, &other = here ? a : b;
      problems.add(
          place_of(here ? i : i - 1), "",
          fmt::format(
              "is too sharp a corner: {:.1f} deg at {:.1f} m/s, a radius of {:.0f} m, needs {:.0f} m of "
              "the leg {} it, which is {:.0f} m long; the corner at its other end takes {:.0f} m",
              std::abs(worse.turn_rad) / kDeg, worse.speed_m_s, worse.radius_m, worse.tangent_m,
              here ? "to" : "from", legs_[i - 1].way.distance_m, other.tangent_m),
          "more room, less speed, a higher turn_rate, or one more waypoint in the turn; 100 km at most");
      return false;
    }
    const double need_m = change_m(a.speed_m_s, speed_m_s) + change_m(speed_m_s, b.speed_m_s);
    if (need_m <= straight_m(i)) return true;
    problems.add(
        place_of(i), "",
        fmt::format("has no room to change speed from {:.1f} over {:.1f} to {:.1f} m/s: {:.0f} m are "
                    "needed, the straight part of the leg has {:.0f} m",
                    a.speed_m_s, speed_m_s, b.speed_m_s, need_m, straight_m(i)),
        "a higher acceleration, or less difference of speeds");
    return false;
  }

  /// The next `length_m` of the way, reaching `to_m_s`.
  void push(double length_m, double to_m_s) {
    const double from_m_s = now_.speed_m_s;
    now_.duration_s = 2 * length_m / (from_m_s + to_m_s);
    if (!(now_.duration_s > 1e-9)) return;
    now_.acceleration_m_s2 = (to_m_s - from_m_s) / now_.duration_s;
    stretches_.push_back(now_);
    now_.begin_s += now_.duration_s;
    now_.way_m += length_m;
    now_.offset_m += length_m;
    now_.speed_m_s = to_m_s;
  }
  void line(std::size_t i, double speed_m_s) {
    const Corner &a = corners_[i - 1], &b = corners_[i];
    now_.origin = legs_[i - 1].from;
    now_.az_rad = legs_[i - 1].way.az_start_rad;
    now_.offset_m = a.tangent_m;
    now_.radius_m = 0;
    now_.speed_m_s = a.speed_m_s;
    const double faster_m = change_m(a.speed_m_s, speed_m_s), slower_m = change_m(speed_m_s, b.speed_m_s);
    push(faster_m, speed_m_s);
    push(straight_m(i) - faster_m - slower_m, speed_m_s);
    push(slower_m, b.speed_m_s);
  }
  /// The turn at waypoint i, if there is one; its duration.
  double turn(std::size_t i) {
    const Corner& c = corners_[i];
    if (c.turn_rad == 0) return 0;
    now_.origin = legs_[i].from;
    now_.az_rad = legs_[i - 1].way.az_end_rad;
    now_.offset_m = -c.tangent_m;
    now_.radius_m = std::copysign(c.radius_m, c.turn_rad);
    const double before_s = now_.begin_s;
    push(c.radius_m * std::abs(c.turn_rad), c.speed_m_s);
    now_.turned_rad += c.turn_rad;
    return now_.begin_s - before_s;
  }

  const std::vector<Leg>& legs_;
  const RouteParams& route_;
  double begin_s_;
  std::vector<Corner> corners_;
  std::vector<Stretch> stretches_;
  Stretch now_;
};

/// Speeds of the legs as stated, or as straight legs with corners would need them for the times.
std::optional<std::vector<double>> first_speeds(const std::vector<WaypointParams>& points,
                                                const std::vector<Leg>& legs, double begin_s, double launch_s,
                                                Problems& problems) {
  std::vector<double> speeds{0};
  double now_s = begin_s;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double length_m = legs[i - 1].way.distance_m;
    const double end_s =
        points[i].time_s ? launch_s + *points[i].time_s : now_s + length_m / *points[i].speed_m_s;
    speeds.push_back(length_m / (end_s - now_s));
    if (!(end_s > now_s) || !(end_s < 1e9)) {
      problems.add(place_of(i), "", "is not later than the point before",
                   "times count from the launch and must rise");
      return {};
    }
    if (!(speeds.back() >= kLeast_m_s && speeds.back() <= kMost_m_s)) {
      problems.add(place_of(i), "", fmt::format("would be reached in time at {:.3g} m/s only", speeds.back()),
                   "0.1 to 12000 m/s can be flown");
      return {};
    }
    now_s = end_s;
  }
  return speeds;
}

} // namespace

double turn_radius_m(const RouteParams& route, double speed_m_s) {
  if (route.bank_rad) return speed_m_s * speed_m_s / (kG_m_s2 * std::tan(*route.bank_rad));
  if (route.load_factor)
    return speed_m_s * speed_m_s / (kG_m_s2 * std::sqrt(*route.load_factor * *route.load_factor - 1));
  return speed_m_s / route.turn_rate_rad_s.value_or(kTurnRate_rad_s);
}

std::optional<GroundTrack> lay_ground_track(const std::vector<WaypointParams>& points,
                                            const RouteParams& route, double launch_s, Problems& problems) {
  const double begin_s = launch_s + points.front().time_s.value_or(0);
  const auto legs = legs_of(points, problems);
  if (!legs) return {};
  auto speeds = first_speeds(points, *legs, begin_s, launch_s, problems);
  if (!speeds) return {};
  Layout layout(*legs, route, begin_s);
  for (int trial = 0; trial < 200; ++trial) {
    auto track = layout.lay(*speeds, problems);
    if (!track) return {};
    bool kept = true;
    for (std::size_t i = 1; i < points.size(); ++i) {
      if (!points[i].time_s) continue;
      const double late_s = track->passed_s()[i] - (launch_s + *points[i].time_s);
      const double taken_s = track->passed_s()[i] - track->passed_s()[i - 1];
      kept = kept && std::abs(late_s) <= 1e-7;
      // the times before may be off as well: each leg is asked for what it has from when it really begins
      (*speeds)[i] *= taken_s / std::max(taken_s - late_s, 0.1 * taken_s);
      (*speeds)[i] = std::clamp((*speeds)[i], kLeast_m_s, kMost_m_s);
    }
    if (kept) return track;
  }
  problems.add("waypoints", "", "have times that cannot be kept with these turns and accelerations",
               "give speeds, or more room between the points");
  return {};
}

} // namespace dewline::truth
