#include "dewline/sense/radar/windows.hpp"

#include <algorithm>
#include <array>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace dewline::sense {
namespace {

constexpr double kSampleStep_s = 2, kEdge_s = 1e-6;

/// How far an object is inside one limit: >= 0 inside, any unit.
struct Margin {
  Limit limit;
  double value;
};

/// One object before one face, as a function of time.
class Visibility {
 public:
  Visibility(const Radar& radar, std::uint32_t face, const truth::View& view, ObjectId object)
      : radar_(radar), face_(radar.params().faces[face]), view_(view), object_(object) {}

  /// The limit that is nearest, or furthest exceeded.
  [[nodiscard]] Margin worst(Time t) const {
    const Look look = radar_.look_at(view_.state_E(object_, t).p);
    const double off = std::remainder(look.true_at.az_rad - face_.boresight_rad, 2 * kPi);
    const auto& el = face_.elevation_rad;
    const std::array margins{
        Margin{el[0] > 0 ? Limit::elevation_floor : Limit::horizon, look.apparent_el_rad - el[0]},
        Margin{Limit::elevation_ceiling, el[1] - look.apparent_el_rad},
        Margin{Limit::sector, 0.5 * face_.width_rad - std::abs(off)},
        Margin{Limit::range, (radar_.max_range_m() - look.true_at.range_m) * 1e-6},
        Margin{Limit::range, (look.true_at.range_m - radar_.params().min_range_m) * 1e-6}};
    return *std::ranges::min_element(margins, {}, &Margin::value);
  }
  [[nodiscard]] bool inside(Time t) const { return worst(t).value >= 0; }

  /// The edge between an instant inside and one outside: {last or first inside, the limit beyond it}.
  [[nodiscard]] std::pair<Time, Limit> edge(Time inside_at, Time outside_at) const {
    const auto [first, last] = std::minmax(inside_at, outside_at);
    const auto value = [&](double t_s) { return worst(std::clamp(time_from_s(t_s), first, last)).value; };
    std::uintmax_t max_steps = 100;
    const auto close = [](double x, double y) { return std::abs(y - x) <= kEdge_s; };
    const auto [low, high] =
        boost::math::tools::toms748_solve(value, seconds(first), seconds(last), close, max_steps);
    const bool opens = outside_at < inside_at;
    const Time in = time_from_s(opens ? high : low), out = time_from_s(opens ? low : high);
    // An exact root leaves both ends in one place: then a step outwards names the limit.
    const Time beyond = inside(out) ? out + duration_from_s(opens ? -kEdge_s : kEdge_s) : out;
    return {in, worst(std::clamp(beyond, first, last)).limit};
  }

 private:
  const Radar& radar_;
  const FaceParams& face_;
  const truth::View& view_;
  ObjectId object_;
};

void find(const Visibility& visibility, ObjectId object, std::uint32_t face, const truth::View& view,
          Time end, std::vector<Window>& windows) {
  const Time first = std::max(Time{}, view.born(object)), last = std::min(end, view.ended(object));
  if (!(first < last)) return;
  std::optional<Window> open;
  bool was_inside = visibility.inside(first);
  if (was_inside)
    open = Window{object, face, first, first, view.born(object) < Time{} ? Limit::scenario : Limit::existence,
                  {}};
  for (Time t = first; t < last;) {
    const Time next = std::min(last, t + duration_from_s(kSampleStep_s));
    const bool is_inside = visibility.inside(next);
    if (is_inside && !was_inside) {
      const auto [at, limit] = visibility.edge(next, t);
      open = Window{object, face, at, at, limit, {}};
    } else if (was_inside && !is_inside) {
      std::tie(open->end, open->closed_by) = visibility.edge(t, next);
      windows.push_back(*std::exchange(open, std::nullopt));
    }
    t = next;
    was_inside = is_inside;
  }
  if (!open) return;
  open->end = last;
  open->closed_by = view.ended(object) <= end ? Limit::existence : Limit::scenario;
  windows.push_back(*open);
}

} // namespace

std::vector<Window> find_windows(const Radar& radar, const truth::View& view, Time end) {
  std::vector<Window> windows;
  for (std::uint32_t i = 0; i < view.num_objects(); ++i)
    for (std::uint32_t face = 0; face < radar.coverage().size(); ++face)
      find(Visibility(radar, face, view, ObjectId{i}), ObjectId{i}, face, view, end, windows);
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
