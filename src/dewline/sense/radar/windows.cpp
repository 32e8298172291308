#include "dewline/sense/radar/windows.hpp"

#include <algorithm>
#include <array>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace dewline::sense {
namespace {

// Windows are looked for on a grid of this step; a shorter one may be missed.
constexpr double kSampleStep_s = 2, kEdge_s = 1e-6;
/// Nothing bound to the Earth moves faster over ground (escape speed and the Earth's turn: 11.7 km/s); what
/// does is sampled at every step.
constexpr double kFastest_m_s = 12e3;
/// Above this height nothing accelerates by more over ground: no air to brake in, and boosters stay below 10
/// g (ours).
constexpr double kThinAir_m = 100e3, kHardest_m_s2 = 100;
/// What is in orbit, its perigee above the air, has done its boosting: gravity and 3 g (ours).
constexpr double kHardestInOrbit_m_s2 = 40, kMu_m3_s2 = 3.986004418e14;

/// Height [m] of the perigee of the two-body orbit through a state, above a sphere of the equator's radius;
/// of an escape the same.
double perigee_height_m(const PosVel& x_E) {
  const Vec3 v_G = x_E.v + cross(Vec3{0, 0, earth::kOmega_rad_s}, x_E.p); // in axes that do not turn
  const Vec3 h = cross(x_E.p, v_G), e = cross(v_G, h) / kMu_m3_s2 - unit(x_E.p);
  return dot(h, h) / (kMu_m3_s2 * (1 + norm(e))) - earth::kA_m;
}
constexpr double kFarTarget_m = 5e6; // refraction is greatest towards the farthest ...
// ... and least towards the lowest: what stands above kThinAir_m, whatever sphere
constexpr double kNearTarget_m = 70e3;

/// How far an object is inside one limit: >= 0 inside, any unit.
struct Margin {
  Limit limit;
  double value;
};

/// The limits of one face: which is nearest, and how far a point is from the nearest edge at least.
class Limits {
 public:
  Limits(const Radar& radar, std::uint32_t face) : radar_(radar), face_(radar.faces()[face]) {
    const auto& el = face_.elevation_rad;
    const double horizon = el[0] < 0 ? radar.refraction().horizon_el_rad() : 0;
    double highest = std::max(el[0], horizon);
    for (const auto& row : radar.mask().rows()) highest = std::max(highest, row[1]);
    floor_ = {el[0] - bending(std::max(el[0], horizon), kFarTarget_m), highest};
    ceiling_ = {el[1] - bending(el[1], kFarTarget_m), el[1]};
    high_floor_rad_ = highest - bending(highest, kNearTarget_m);
    high_ceiling_rad_ = el[1] - bending(el[1], kNearTarget_m);
  }

  /// The limit that is nearest, or furthest exceeded.
  [[nodiscard]] Margin worst(const Look& look) const {
    const double off = std::remainder(look.true_at.az_rad - face_.boresight_rad, 2 * kPi);
    const auto& el = face_.elevation_rad;
    const double least = radar_.least_elevation_rad(look);
    const std::array margins{
        Margin{el[0] != 0 ? Limit::elevation_floor : Limit::horizon, look.apparent_el_rad - el[0]},
        Margin{is_mask(look, least) ? Limit::mask : Limit::horizon, look.apparent_el_rad - least},
        Margin{Limit::elevation_ceiling, el[1] - look.apparent_el_rad},
        Margin{Limit::sector, 0.5 * face_.width_rad - std::abs(off)},
        Margin{Limit::range, (radar_.max_range_m() - look.true_at.range_m) * 1e-6},
        Margin{Limit::range, (look.true_at.range_m - radar_.params().min_range_m) * 1e-6}};
    return *std::ranges::min_element(margins, {}, &Margin::value);
  }

  /// A lower bound of the distance [m] to the nearest point where inside turns to outside or back. Each limit
  /// is a surface through the site (cone, half-plane, sphere), elevations widened by the greatest bending:
  /// from outside the farthest of those that are exceeded counts, from inside the nearest of all.
  [[nodiscard]] double distance_m(const earth::AzElRange& at) const {
    return distance_m(at, floor_[1], ceiling_[1]);
  }
  /// The same for points above kThinAir_m, towards which rays bend by much the same.
  [[nodiscard]] double high_distance_m(const earth::AzElRange& at) const {
    return distance_m(at, high_floor_rad_, high_ceiling_rad_);
  }

 private:
  [[nodiscard]] double distance_m(const earth::AzElRange& at, double floor_rad, double ceiling_rad) const {
    const auto& [az, el, range_m] = at;
    const auto arc = [&](double angle_rad) { // to a cone or half-plane that far away in angle
      return angle_rad <= 0 ? 0 : angle_rad < 0.5 * kPi ? std::sin(angle_rad) : 1.0;
    };
    const double level_m = range_m * std::cos(el), max_m = radar_.max_range_m(),
                 min_m = radar_.params().min_range_m;
    const double past = std::abs(std::remainder(az - face_.boresight_rad, 2 * kPi)) - 0.5 * face_.width_rad;
    const double out = std::max({range_m * arc(floor_[0] - el), range_m * arc(el - ceiling_rad),
                                 level_m * arc(past), range_m - max_m, min_m - range_m});
    if (out > 0) return out;
    return std::max(0.0, std::min({range_m * arc(el - floor_rad), range_m * arc(ceiling_[0] - el),
                                   level_m * arc(-past), max_m - range_m,
                                   min_m > 0 ? range_m - min_m : range_m}));
  }

  [[nodiscard]] bool is_mask(const Look& look, double least_rad) const {
    return !radar_.mask().empty() && radar_.mask().el_min_rad(look.true_at.az_rad) == least_rad;
  }
  [[nodiscard]] double bending(double apparent_el_rad, double target_h_m) const {
    return radar_.refraction().at_apparent(apparent_el_rad, target_h_m).el_error_rad;
  }

  const Radar& radar_;
  const FaceParams& face_;
  std::array<double, 2> floor_{}, ceiling_{}; ///< true elevations between which the limit itself may lie
  double high_floor_rad_ = 0, high_ceiling_rad_ = 0; ///< the upper ones towards points above kThinAir_m
};

/// One object before all faces of one radar.
class Finder {
 public:
  Finder(const Radar& radar, const truth::View& view, ObjectId object, std::vector<Window>& windows)
      : radar_(radar), view_(view), object_(object), windows_(windows) {
    for (std::uint32_t face = 0; face < radar.faces().size(); ++face) faces_.push_back({Limits(radar, face)});
  }

  void find(Time end) {
    const Time first = std::max(Time{}, view_.born(object_)), last = std::min(end, view_.ended(object_));
    if (!(first < last)) return;
    Duration skip = begin(first);
    for (Time t = first; t < last;) {
      const Time next = std::min(last, t + skip);
      skip = move(t, next);
      t = next;
    }
    const Limit by = view_.ended(object_) <= end ? Limit::existence : Limit::scenario;
    for (std::uint32_t face = 0; face < faces_.size(); ++face) close(face, last, by);
  }

 private:
  struct Face {
    Limits limits;
    bool was_inside = false;
    double value = 0; ///< of the limit that is nearest, at the last sample
    Window open{};
  };

  struct Sample {
    PosVel x_E;
    Look look;
  };
  [[nodiscard]] Sample at(Time t) const {
    const PosVel x_E = view_.state_E(object_, t);
    return {x_E, radar_.look_at(x_E.p)};
  }

  template <class Distance>
  [[nodiscard]] double nearest_m(const Distance& distance_m) const {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Face& f : faces_) nearest = std::min(nearest, distance_m(f.limits));
    return nearest;
  }

  /// Along the tangent: as long as the edges stay farther from it than the object can have strayed, A t^2 /
  /// 2.
  [[nodiscard]] double quiet_on_tangent_s(const PosVel& x_E) const {
    const double speed = norm(x_E.v);
    const double hardest = perigee_height_m(x_E) > kThinAir_m ? kHardestInOrbit_m_s2 : kHardest_m_s2;
    double t_s = 0;
    for (int i = 0; i < kMaxHops; ++i) {
      const Vec3 p = x_E.p + t_s * x_E.v;
      const earth::AzElRange there = radar_.geometric(p);
      const double to_edge = nearest_m([&](const Limits& l) { return l.high_distance_m(there); });
      const double room =
          std::min(to_edge, norm(p) - earth::kA_m - kThinAir_m) - 0.5 * hardest * t_s * t_s;
      if (!(room > 0)) break;
      const double closing = speed + hardest * t_s; // over the next hop: room = closing h + A h^2 / 2
      const double hop = (std::sqrt(closing * closing + 2 * hardest * room) - closing) / hardest;
      t_s += hop;
      if (hop < 0.25 * kSampleStep_s) break;
    }
    return t_s;
  }

  /// The time in which no edge can be met, in whole steps of the grid; at least one step.
  [[nodiscard]] Duration quiet(const Sample& sample) const {
    double quiet_s = 0;
    if (norm(sample.x_E.v) < kFastest_m_s)
      quiet_s = std::max(
          nearest_m([&](const Limits& l) { return l.distance_m(sample.look.true_at); }) / kFastest_m_s,
          quiet_on_tangent_s(sample.x_E));
    const double steps = std::clamp(std::floor(quiet_s / kSampleStep_s), 1.0, 1e9);
    return duration_from_s(kSampleStep_s) * static_cast<std::int64_t>(steps);
  }

  Duration begin(Time first) {
    const Sample sample = at(first);
    const Limit by = view_.born(object_) < Time{} ? Limit::scenario : Limit::existence;
    for (std::uint32_t face = 0; face < faces_.size(); ++face) {
      Face& f = faces_[face];
      f.value = f.limits.worst(sample.look).value;
      f.was_inside = f.value >= 0;
      if (f.was_inside) f.open = {object_, face, first, first, by, {}};
    }
    return quiet(sample);
  }

  Duration move(Time t, Time next) {
    const Sample sample = at(next);
    for (std::uint32_t face = 0; face < faces_.size(); ++face) {
      Face& f = faces_[face];
      const double value = f.limits.worst(sample.look).value, before = std::exchange(f.value, value);
      const bool is_inside = value >= 0;
      if (is_inside && !f.was_inside) {
        const auto [edge_at, limit] = edge(f.limits, {next, value}, {t, before});
        f.open = {object_, face, edge_at, edge_at, limit, {}};
      } else if (f.was_inside && !is_inside) {
        const auto [edge_at, limit] = edge(f.limits, {t, before}, {next, value});
        close(face, edge_at, limit);
      }
      f.was_inside = is_inside;
    }
    return quiet(sample);
  }

  void close(std::uint32_t face, Time end, Limit by) {
    Face& f = faces_[face];
    if (!f.was_inside) return;
    f.was_inside = false;
    f.open.end = end;
    f.open.closed_by = by;
    windows_.push_back(f.open);
  }

  struct Known {
    Time at;
    double value; ///< of the limit that is nearest, or furthest exceeded
  };

  /// The edge between an instant inside and one outside: {last or first inside, the limit beyond it}.
  [[nodiscard]] std::pair<Time, Limit> edge(const Limits& limits, Known inside, Known outside) const {
    const bool opens = outside.at < inside.at;
    const auto& [first, last] = opens ? std::pair(outside, inside) : std::pair(inside, outside);
    std::vector<std::pair<Time, Margin>> tried;
    const auto worst = [&](Time t) {
      const auto before = std::ranges::find(tried, t, [](const auto& one) { return one.first; });
      if (before != tried.end()) return before->second;
      return tried.emplace_back(t, limits.worst(at(t).look)).second;
    };
    const auto value = [&](double t_s) {
      return worst(std::clamp(time_from_s(t_s), first.at, last.at)).value;
    };
    std::uintmax_t max_steps = 100;
    const auto close_enough = [](double x, double y) { return std::abs(y - x) <= kEdge_s; };
    const auto [low, high] = boost::math::tools::toms748_solve(
        value, seconds(first.at), seconds(last.at), first.value, last.value, close_enough, max_steps);
    const Time in = time_from_s(opens ? high : low), out = time_from_s(opens ? low : high);
    // An exact root leaves both ends in one place: then a step outwards names the limit.
    const Margin there = worst(out);
    if (there.value < 0) return {in, there.limit};
    const Time beyond = out + duration_from_s(opens ? -kEdge_s : kEdge_s);
    return {in, worst(std::clamp(beyond, first.at, last.at)).limit};
  }

  static constexpr int kMaxHops = 60;
  const Radar& radar_;
  const truth::View& view_;
  ObjectId object_;
  std::vector<Window>& windows_;
  std::vector<Face> faces_;
};

} // namespace

std::vector<Window> find_windows(const Radar& radar, const truth::View& view, Time end) {
  std::vector<Window> windows;
  for (std::uint32_t i = 0; i < view.num_objects(); ++i)
    Finder(radar, view, ObjectId{i}, windows).find(end);
  std::ranges::sort(windows, {}, [](const Window& w) { return std::tuple(w.begin, w.object, w.face); });
  return windows;
}

LocalDirection local_direction(const Mat3& R_SL, double u, double v, double sigma_u, double sigma_v) {
  const double w2 = 1 - u * u - v * v;
  DW_CHECK(w2 > 0);
  const double w = std::sqrt(w2);
  const Vec3 d_L = transpose(R_SL) * Vec3{u, v, w};
  LocalDirection local;
  local.az_rad = std::atan2(d_L.x, d_L.y);
  if (local.az_rad < 0) local.az_rad += 2 * kPi;
  const double level = std::hypot(d_L.x, d_L.y);
  local.el_rad = std::atan2(d_L.z, level);
  // How d moves with u and v (w follows), seen along the local azimuth and elevation directions.
  const Vec3 by_u = transpose(R_SL) * Vec3{1, 0, -u / w}, by_v = transpose(R_SL) * Vec3{0, 1, -v / w};
  const double s = std::sin(local.az_rad), c = std::cos(local.az_rad);
  const Vec3 e_az{c, -s, 0}, e_el{-s * d_L.z, -c * d_L.z, level};
  const auto size = [&](Vec3 e) { return std::hypot(dot(e, by_u) * sigma_u, dot(e, by_v) * sigma_v); };
  local.sigma_az_rad = size(e_az) / std::max(level, 1e-12);
  local.sigma_el_rad = size(e_el);
  return local;
}

} // namespace dewline::sense
