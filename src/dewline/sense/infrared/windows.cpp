// When each plume can be seen: bracketed, only while something burns.
#include <algorithm>
#include <array>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/infrared/infrared.hpp"

namespace dewline::sense {
namespace {

constexpr double kSampleStep_s = 1, kEdge_s = 1e-6;

struct Burn {
  Time begin{}, end{};
};

/// The spans in which an object burns, up to the end of the scenario.
std::vector<Burn> burns_of(const truth::View& view, ObjectId object, Time end) {
  const Time last = std::min(end, view.ended(object));
  std::vector<Burn> burns;
  std::vector<Time> changes = view.plume_changes(object);
  changes.push_back(last);
  for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
    const Time begin = std::max({Time{}, view.born(object), changes[i]}),
               stop = std::min(changes[i + 1], last);
    if (!(begin < stop) || !(view.plume_W_sr(object, begin) > 0)) continue;
    if (!burns.empty() && burns.back().end == begin)
      burns.back().end = stop; // a stage change without a pause
    else burns.push_back({begin, stop});
  }
  return burns;
}

/// The lowest that a plume may ever be seen from: the least cloud top.
double lowest_m(const CloudParams& cloud) {
  if (cloud.cover < 1) return -std::numeric_limits<double>::infinity();
  return cloud.spread == 0 ? cloud.median_top_m : cloud.limits_m[0];
}

/// One plume before one face, as a function of time.
class Sight {
 public:
  Sight(const Infrared& infrared, std::uint32_t face, const truth::View& view, ObjectId object)
      : infrared_(infrared), face_(face), view_(view), object_(object),
        floor_m_(lowest_m(infrared.params().cloud)) {}

  [[nodiscard]] Infrared::Margin worst(Time t) const {
    const Vec3 p_EO_E = view_.state_E(object_, t).p;
    const Infrared::Margin cloud{Limit::cloud, (orbit::radial_height(p_EO_E) - floor_m_) * 1e-6};
    const Infrared::Margin other = infrared_.nearest_limit(face_, p_EO_E, t);
    return cloud.margin < other.margin ? cloud : other;
  }
  [[nodiscard]] bool inside(Time t) const { return worst(t).margin >= 0; }

  /// The edge between an instant inside and one outside: {last or first inside, the limit beyond it}.
  [[nodiscard]] std::pair<Time, Limit> edge(Time inside_at, Time outside_at) const {
    const auto [first, last] = std::minmax(inside_at, outside_at);
    const auto value = [&](double t_s) { return worst(std::clamp(time_from_s(t_s), first, last)).margin; };
    std::uintmax_t max_steps = 100;
    const auto close = [](double x, double y) { return std::abs(y - x) <= kEdge_s; };
    const auto [low, high] =
        boost::math::tools::toms748_solve(value, seconds(first), seconds(last), close, max_steps);
    const bool opens = outside_at < inside_at;
    const Time in = time_from_s(opens ? high : low), out = time_from_s(opens ? low : high);
    const Time beyond = inside(out) ? out + duration_from_s(opens ? -kEdge_s : kEdge_s) : out;
    return {in, worst(std::clamp(beyond, first, last)).limit};
  }

 private:
  const Infrared& infrared_;
  std::uint32_t face_;
  const truth::View& view_;
  ObjectId object_;
  double floor_m_;
};

/// The windows of one burn before one face; `ends` says what the burn's own end is.
void find(const Sight& sight, const Burn& burn, Window blank, Limit ends, std::vector<Window>& windows) {
  std::optional<Window> open;
  const auto start = [&](Time at, Limit limit) {
    open = blank;
    open->begin = at, open->opened_by = limit;
  };
  const auto stop = [&](Time at, Limit limit) {
    open->end = at, open->closed_by = limit;
    if (open->begin < open->end) windows.push_back(*open);
    open.reset();
  };
  bool was_inside = sight.inside(burn.begin);
  if (was_inside) start(burn.begin, Limit::fire);
  for (Time t = burn.begin; t < burn.end;) {
    const Time next = std::min(burn.end, t + duration_from_s(kSampleStep_s));
    const bool is_inside = sight.inside(next);
    if (is_inside != was_inside) {
      const auto [at, limit] = is_inside ? sight.edge(next, t) : sight.edge(t, next);
      if (is_inside) start(at, limit);
      else stop(at, limit);
    }
    t = next;
    was_inside = is_inside;
  }
  if (open) stop(burn.end, ends);
}

} // namespace

void Infrared::find_windows(const truth::View& view) {
  for (std::uint32_t i = 0; i < view.num_objects(); ++i)
    for (const Burn& burn : burns_of(view, ObjectId{i}, end_))
      for (const std::uint32_t face : {0u, 1u}) {
        if (face == 0 ? !params_.scan_period_s : !params_.stare) continue;
        const Time ended = view.ended(ObjectId{i});
        const Limit ends = burn.end == end_ && ended > end_ ? Limit::scenario
                           : burn.end == ended              ? Limit::existence
                                                            : Limit::fire;
        find(Sight(*this, face, view, ObjectId{i}), burn, {ObjectId{i}, face, {}, {}, {}, {}}, ends,
             windows_);
      }
  std::ranges::sort(windows_, {}, [](const Window& w) { return std::tuple(w.begin, w.object, w.face); });
}

} // namespace dewline::sense
