#include "dewline/sense/surveillance/surveillance.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "dewline/base/check.hpp"
#include "dewline/sense/frame.hpp"

namespace dewline::sense {
namespace {

constexpr double kStep_s = 10;   // aircraft and satellites do not cross a receiver's horizon twice in less
constexpr int kHalvings = 24;    // of a step: below a microsecond

} // namespace

void check(const SurveillanceParams& params, Problems& problems) {
  if (!(params.sigma_position_m < params.max_range_m))
    problems.add("sigma_position", {}, "must be below max_range");
}

Surveillance::Surveillance(const SurveillanceParams& params, SensorId id, std::uint64_t key,
                           const truth::View& view, Time end)
    : params_(params),
      id_(id),
      key_(key),
      revisit_(duration_from_s(params.revisit_s)),
      station_(earth::to_geodetic(params.at), Kind::surveillance, params.max_range_m, params.prob_report, 0) {
  DW_CHECK(revisit_ > Duration{0});
  for (std::uint32_t i = 0; i < view.num_objects(); ++i)
    if (view.has_transponder(ObjectId{i})) find_windows(ObjectId{i}, view, end);
  std::ranges::sort(windows_, {}, [](const Window& w) { return std::tuple(w.begin, w.object); });
}

/// How far inside reception the object is [m], and the limit that is nearest to end it.
std::pair<double, Limit> Surveillance::margin(ObjectId object, Time t, const truth::View& view) const {
  const Vec3 p_EO_E = view.state_E(object, t).p;
  const double range_m = norm(p_EO_E - station_.p_ES_E());
  const double horizon_m = station_.reach_m(earth::geodetic(p_EO_E).h_m) - range_m;
  const double range_left_m = params_.max_range_m - range_m;
  return horizon_m < range_left_m ? std::pair(horizon_m, Limit::horizon) : std::pair(range_left_m, Limit::range);
}

void Surveillance::find_windows(ObjectId object, const truth::View& view, Time end) {
  const Time first = std::max(Time{}, view.born(object)), last = std::min(end, view.ended(object));
  if (!(first < last)) return;
  const auto inside = [&](Time t) { return margin(object, t, view).first >= 0; };
  const auto edge = [&](Time in, Time out) { // the last instant inside, and what ends it
    for (int i = 0; i < kHalvings; ++i) {
      const Time middle = in + (out - in) / 2;
      (inside(middle) ? in : out) = middle;
    }
    return std::pair(in, margin(object, out, view).second);
  };
  std::optional<Window> open;
  if (inside(first))
    open = Window{object, 0, first, first, view.born(object) < Time{} ? Limit::scenario : Limit::existence, {}};
  for (Time t = first; t < last;) {
    const Time next = std::min(last, t + duration_from_s(kStep_s));
    if (!open && inside(next)) {
      const auto [at, limit] = edge(next, t);
      open = Window{object, 0, at, at, limit, {}};
    } else if (open && !inside(next)) {
      std::tie(open->end, open->closed_by) = edge(t, next);
      windows_.push_back(*std::exchange(open, std::nullopt));
    }
    t = next;
  }
  if (!open) return;
  open->end = last;
  open->closed_by = view.ended(object) <= end ? Limit::existence : Limit::scenario;
  windows_.push_back(*open);
}

Frame Surveillance::look(State&, std::int64_t k, const truth::View& view, const Draws& draws) const {
  std::vector<Found> found;
  const auto event = static_cast<std::uint64_t>(k);
  for (const Window& w : windows_) {
    if (w.begin >= frame_end(k)) break;
    const std::uint64_t item = view.key(w.object);
    const double phase = draws.uniform({Purpose::bias, 0, key_, 0, item});
    const Time at = frame_begin(k) + duration_from_s(phase * seconds(revisit_));
    if (at < w.begin || at >= w.end || !view.exists(w.object, at)) continue;
    if (!(draws.uniform({Purpose::detect, 0, key_, event, item}) < params_.prob_report)) continue;
    const auto z = draws.normal4({Purpose::measure, 0, key_, event, item});
    const Vec3 error = params_.sigma_position_m * Vec3{z[0], z[1], z[2]};
    Detection d = station_.detection(view.state_E(w.object, at).p + error, params_.sigma_position_m);
    d.valid = at;
    d.identity = item;
    found.push_back({d, {{}, {w.object}, Cause::noise}});
  }
  return numbered({id_, k, frame_begin(k), frame_end(k), station_.coverage(), {}}, std::move(found));
}

} // namespace dewline::sense
