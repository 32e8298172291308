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
/// Nothing bound to the Earth moves faster over ground (escape speed and the Earth's turn: 11.7 km/s); what does is
/// sampled at every step.
constexpr double kFastest_m_s = 12e3;
constexpr double kFarTarget_m = 5e6; // refraction is greatest towards the farthest

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
    floor_ = {el[0] - bending(std::max(el[0], horizon)), std::max(el[0], horizon)};
    for (const auto& row : radar.mask().rows()) floor_[1] = std::max(floor_[1], row[1]);
    ceiling_ = {el[1] - bending(el[1]), el[1]};
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

  /// A lower bound of the distance [m] to the nearest point where inside turns to outside or back. Each limit is a
  /// surface through the site (cone, half-plane, sphere), elevations widened by the greatest bending: from outside
  /// the farthest of those that are exceeded counts, from inside the nearest of all.
  [[nodiscard]] double distance_m(const Look& look) const {
    const auto& [az, el, range_m] = look.true_at;
    const auto arc = [&](double angle_rad) { // to a cone or half-plane that far away in angle
      return angle_rad <= 0 ? 0 : angle_rad < 0.5 * kPi ? std::sin(angle_rad) : 1.0;
    };
    const double level_m = range_m * std::cos(el), max_m = radar_.max_range_m(),
                 min_m = radar_.params().min_range_m;
    const double past = std::abs(std::remainder(az - face_.boresight_rad, 2 * kPi)) - 0.5 * face_.width_rad;
    const double out = std::max({range_m * arc(floor_[0] - el), range_m * arc(el - ceiling_[1]),
                                 level_m * arc(past), range_m - max_m, min_m - range_m});
    if (out > 0) return out;
    return std::max(0.0, std::min({range_m * arc(el - floor_[1]), range_m * arc(ceiling_[0] - el),
                                   level_m * arc(-past), max_m - range_m,
                                   min_m > 0 ? range_m - min_m : range_m}));
  }

 private:
  [[nodiscard]] bool is_mask(const Look& look, double least_rad) const {
    return !radar_.mask().empty() && radar_.mask().el_min_rad(look.true_at.az_rad) == least_rad;
  }
  [[nodiscard]] double bending(double apparent_el_rad) const {
    return radar_.refraction().at_apparent(apparent_el_rad, kFarTarget_m).el_error_rad;
  }

  const Radar& radar_;
  const FaceParams& face_;
  std::array<double, 2> floor_{}, ceiling_{}; ///< true elevations between which the limit itself may lie
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
    Window open{};
  };

  struct Sample {
    Look look;
    double speed_m_s;
  };
  [[nodiscard]] Sample at(Time t) const {
    const PosVel x_E = view_.state_E(object_, t);
    return {radar_.look_at(x_E.p), norm(x_E.v)};
  }

  /// The time in which no edge can be met, in whole steps of the grid; at least one step.
  [[nodiscard]] Duration quiet(const Sample& sample) const {
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const Face& f : faces_) nearest_m = std::min(nearest_m, f.limits.distance_m(sample.look));
    const double steps = sample.speed_m_s < kFastest_m_s ? nearest_m / kFastest_m_s / kSampleStep_s : 0;
    return duration_from_s(kSampleStep_s) * static_cast<std::int64_t>(std::clamp(std::floor(steps), 1.0, 1e9));
  }

  Duration begin(Time first) {
    const Sample sample = at(first);
    const Limit by = view_.born(object_) < Time{} ? Limit::scenario : Limit::existence;
    for (std::uint32_t face = 0; face < faces_.size(); ++face) {
      Face& f = faces_[face];
      f.was_inside = f.limits.worst(sample.look).value >= 0;
      if (f.was_inside) f.open = {object_, face, first, first, by, {}};
    }
    return quiet(sample);
  }

  Duration move(Time t, Time next) {
    const Sample sample = at(next);
    for (std::uint32_t face = 0; face < faces_.size(); ++face) {
      Face& f = faces_[face];
      const bool is_inside = f.limits.worst(sample.look).value >= 0;
      if (is_inside && !f.was_inside) {
        const auto [edge_at, limit] = edge(f.limits, next, t);
        f.open = {object_, face, edge_at, edge_at, limit, {}};
      } else if (f.was_inside && !is_inside) {
        const auto [edge_at, limit] = edge(f.limits, t, next);
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

  /// The edge between an instant inside and one outside: {last or first inside, the limit beyond it}.
  [[nodiscard]] std::pair<Time, Limit> edge(const Limits& limits, Time inside_at, Time outside_at) const {
    const auto worst = [&](Time t) { return limits.worst(at(t).look); };
    const auto [first, last] = std::minmax(inside_at, outside_at);
    const auto value = [&](double t_s) { return worst(std::clamp(time_from_s(t_s), first, last)).value; };
    std::uintmax_t max_steps = 100;
    const auto close_enough = [](double x, double y) { return std::abs(y - x) <= kEdge_s; };
    const auto [low, high] =
        boost::math::tools::toms748_solve(value, seconds(first), seconds(last), close_enough, max_steps);
    const bool opens = outside_at < inside_at;
    const Time in = time_from_s(opens ? high : low), out = time_from_s(opens ? low : high);
    // An exact root leaves both ends in one place: then a step outwards names the limit.
    const Margin there = worst(out);
    if (there.value < 0) return {in, there.limit};
    const Time beyond = out + duration_from_s(opens ? -kEdge_s : kEdge_s);
    return {in, worst(std::clamp(beyond, first, last)).limit};
  }

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
