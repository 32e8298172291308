#include "dewline/truth/route/route.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace dewline::truth {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
constexpr double kLongest_m = 100e3, kMostTurn_rad = 0.3; ///< of a piece: 1e-8 of the radius off
constexpr double kMaxSamples = 5e6;                       ///< of the ground under one way
constexpr double kMaxSteps = 3e5;                         ///< of a height profile

/// The ground under one way as a function of time; it notes where it is not known.
class Ground {
 public:
  Ground(const StationTrack& track, const RouteParams& route, const Terrain* terrain)
      : track_(track), route_(route), terrain_(terrain) {}

  /// The greatest height between two times [m].
  double highest_m(double from_s, double to_s) {
    return terrain_ != nullptr ? of_terrain(from_s, to_s) : of_profile(from_s, to_s);
  }
  /// Whether all that was asked for is known; else the first place that is not.
  [[nodiscard]] bool known() const { return known_; }
  [[nodiscard]] const earth::Geodetic& lost() const { return lost_; }
  [[nodiscard]] double samples() const {
    return terrain_ == nullptr ? 0 : (track_.end_s() - track_.begin_s()) * track_.max_speed_m_s() / step_m();
  }

 private:
  [[nodiscard]] double step_m() const { return 0.5 * terrain_->resolution_m; }

  double of_terrain(double from_s, double to_s) {
    const double num = std::max(1.0, std::ceil((to_s - from_s) * track_.max_speed_m_s() / step_m()));
    const double step_s = (to_s - from_s) / num;
    const double half_m = 0.5 * step_s * track_.max_speed_m_s() * 1.001 + 0.01;
    double highest = -1e300;
    for (double k = 0.5; k < num; ++k) {
      const double t = from_s + k * step_s;
      const earth::Geodetic place = track_.at(t, t);
      const auto h = terrain_->highest_m(place, half_m);
      if (!h && known_) lost_ = place;
      known_ = known_ && h;
      highest = std::max(highest, h.value_or(0));
    }
    return highest;
  }
  [[nodiscard]] double profile_m(double way_m) const {
    const auto& list = route_.profile;
    std::size_t k = 0;
    while (k < list.size() && list[k].distance_m <= way_m) ++k;
    if (k == 0) return list.front().height_m;
    if (k == list.size()) return list.back().height_m;
    const auto &a = list[k - 1], &b = list[k];
    return a.height_m + (b.height_m - a.height_m) * (way_m - a.distance_m) / (b.distance_m - a.distance_m);
  }
  [[nodiscard]] double of_profile(double from_s, double to_s) const {
    const double from_m = track_.lead().way_m(from_s - track_.station().delay_s);
    const double to_m = track_.lead().way_m(to_s - track_.station().delay_s);
    double highest = std::max(profile_m(from_m), profile_m(to_m));
    for (const ProfilePoint& p : route_.profile)
      if (p.distance_m > from_m && p.distance_m < to_m) highest = std::max(highest, p.height_m);
    return highest;
  }

  const StationTrack& track_;
  const RouteParams& route_;
  const Terrain* terrain_;
  bool known_ = true;
  earth::Geodetic lost_;
};

/// The height above the ground that the waypoints ask for between two times: that of the leg's end.
double height_of_legs(const ObjectParams& object, const StationTrack& track, double from_s, double to_s) {
  const auto& passed = track.lead().passed_s();
  const double delay_s = track.station().delay_s;
  double height = 0;
  for (std::size_t i = 1; i < passed.size(); ++i) {
    const bool after = i + 1 < passed.size() && passed[i] + delay_s <= from_s;
    const bool before = i > 1 && passed[i - 1] + delay_s >= to_s;
    if (!after && !before) height = std::max(height, object.waypoints[i].height_m);
  }
  return height;
}

bool affordable(const Ground& ground, const RouteParams& route, const StationTrack& track,
                Problems& problems) {
  const double length_s = track.end_s() - track.begin_s();
  const double window_s = (route.climb_rate_m_s + route.descent_rate_m_s) / route.vertical_acceleration_m_s2;
  if (!(ground.samples() <= kMaxSamples))
    problems.add("route.terrain", "",
                 "is too fine for so long a way: over five million heights would be needed",
                 "a coarser raster, or a shorter way");
  else if (!(8 * length_s / window_s + 8 * window_s / length_s <= kMaxSteps))
    problems.add("route.vertical_acceleration", "",
                 "does not fit the rates of climb and descent and the way: over 300,000 steps",
                 fmt::format("climbs begin within {:.3g} s, the flight lasts {:.0f} s", window_s, length_s));
  else
    return true;
  return false;
}

/// Heights above the ground, or the climbs between waypoints lifted where the ground asks for it.
std::optional<HeightProfile> over_ground(const ObjectParams& object, const StationTrack& track,
                                         const std::optional<HeightProfile>& climbs, const Terrain* terrain,
                                         Problems& problems) {
  const RouteParams& route = *object.route;
  Ground ground(track, route, terrain);
  if (!affordable(ground, route, track, problems)) return {};
  bool clear = climbs.has_value();
  std::vector<double> least; // low_profile asks in time order; once here, once there
  const double begin_s = track.begin_s(), step_s = low_profile_step_s(route, begin_s, track.end_s());
  const auto num = static_cast<std::size_t>(std::lround((track.end_s() - begin_s) / step_s));
  for (std::size_t k = 0; k < num; ++k) {
    const double from_s = begin_s + static_cast<double>(k) * step_s, to_s = from_s + step_s;
    const double ground_m = ground.highest_m(from_s, to_s);
    if (climbs) {
      const auto [low, high] = climbs->range(from_s, to_s);
      clear = clear && ground_m + route.clearance_m <= low;
      least.push_back(std::max(high, ground_m + route.clearance_m));
    } else {
      least.push_back(ground_m + std::max(route.clearance_m, height_of_legs(object, track, from_s, to_s)));
    }
  }
  if (!ground.known()) {
    problems.add("route.terrain", "",
                 fmt::format("does not cover the way at {:.4f} deg N, {:.4f} deg E",
                             ground.lost().lat_rad / kDeg, ground.lost().lon_rad / kDeg),
                 "add the raster of that place under `more`");
    return {};
  }
  if (clear) return climbs;
  return low_profile(route, begin_s, track.end_s(), [&](double from_s, double) {
    return least.at(static_cast<std::size_t>(std::lround((from_s - begin_s) / step_s)));
  });
}

Flight fly_route(const StationTrack& track, const HeightProfile& heights) {
  std::vector<double> cuts = track.breaks();
  for (const HeightPiece& piece : heights.pieces()) cuts.push_back(piece.begin_s);
  std::erase_if(cuts, [&](double t) { return !(t > track.begin_s() && t < track.end_s()); });
  cuts.push_back(track.end_s());
  std::ranges::sort(cuts);
  Flight flight;
  double from_s = track.begin_s();
  Time last = time_from_s(from_s);
  for (const double to_s : cuts) {
    const double mid_s = 0.5 * (from_s + to_s), length_s = to_s - from_s;
    const double most =
        std::max(track.max_speed_m_s() / kLongest_m, track.turn_rate_rad_s(mid_s) / kMostTurn_rad);
    const double num = std::max(1.0, std::ceil(length_s * most));
    for (double k = 1; k <= num; ++k) {
      const Time next = time_from_s(k < num ? from_s + length_s * k / num : to_s);
      if (!(last < next)) continue;
      flight.path.append(last, route_motion(track, heights, seconds(last), mid_s), next,
                         route_motion(track, heights, seconds(next), mid_s));
      last = next;
    }
    from_s = to_s;
  }
  flight.path.finish();
  flight.mark("launch", flight.path.begin());
  flight.mark("end of data", flight.path.end());
  return flight;
}

/// A formation must not be wider than the turns that it flies.
bool fits(const std::vector<Station>& all, const GroundTrack& lead, Problems& problems) {
  double radius_m = 1e300, right_m = 0;
  for (const Stretch& s : lead.stretches())
    if (s.radius_m != 0) radius_m = std::min(radius_m, std::abs(s.radius_m));
  for (const Station& s : all) right_m = std::max(right_m, std::abs(s.right_m));
  if (right_m <= 0.9 * radius_m) return true;
  problems.add("formation.spacing", "",
               fmt::format("makes it {:.0f} m wide to one side, but a turn has a radius of {:.0f} m", right_m,
                           radius_m),
               "a smaller spacing, or slower turns");
  return false;
}

} // namespace

Motion route_motion(const StationTrack& track, const HeightProfile& heights, double t_s, double pin_s) {
  const double h = track.step_s(pin_s);
  Vec3 p[5], up[5]; // on the ellipsoid, and upwards, at t - 2 h ... t + 2 h
  for (int k = 0; k < 5; ++k) {
    const earth::Geodetic at = track.at(t_s + (k - 2) * h, pin_s);
    p[k] = earth::ecef({at.lat_rad, at.lon_rad, 0});
    up[k] = transpose(earth::enu_axes(at)) * Vec3{0, 0, 1};
  }
  const auto rate = [&](const Vec3* y) { return (y[0] - y[4] + 8 * (y[3] - y[1])) / (12 * h); };
  const auto bend = [&](const Vec3* y) {
    return (16 * (y[1] + y[3]) - y[0] - y[4] - 30 * y[2]) / (12 * h * h);
  };
  const HeightPiece& piece = heights.piece(pin_s);
  const double height = piece.height_at(t_s), climb = piece.rate_at(t_s);
  return {p[2] + height * up[2], rate(p) + height * rate(up) + climb * up[2],
          bend(p) + height * bend(up) + 2 * climb * rate(up) + piece.acceleration_m_s2 * up[2]};
}

std::vector<Body> build_route(const ObjectParams& object, Problems& problems) {
  if (!object.route->terrain) return build_route(object, nullptr, problems);
  std::optional<Terrain> terrain;
  problems.at("route.terrain", [&] { terrain = read_terrain(*object.route->terrain, problems); });
  return terrain ? build_route(object, &*terrain, problems) : std::vector<Body>{};
}

std::vector<Body> build_route(const ObjectParams& object, const Terrain* terrain, Problems& problems) {
  const RouteParams& route = *object.route;
  const auto lead =
      lay_ground_track(object.waypoints, route, seconds(time_from_s(object.launch.time_s)), problems);
  if (!lead) return {};
  std::optional<HeightProfile> climbs;
  if (route.height_above == HeightAbove::ellipsoid) {
    climbs = climb_profile(object.waypoints, route, lead->passed_s(), problems);
    if (!climbs) return {};
  }
  std::vector<Station> all{{}};
  if (object.formation) all = stations(*object.formation, route, *lead);
  if (!fits(all, *lead, problems)) return {};
  std::vector<Body> bodies;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const StationTrack track(*lead, all[k]);
    std::optional<HeightProfile> heights;
    if (climbs) heights = climbs->delayed(all[k].delay_s);
    if (terrain != nullptr || !route.profile.empty())
      heights = over_ground(object, track, heights, terrain, problems);
    if (!heights) return {};
    bodies.push_back(plain(fly_route(track, *heights), object, k == 0 ? "" : std::to_string(k + 1)));
  }
  return bodies;
}

} // namespace dewline::truth
