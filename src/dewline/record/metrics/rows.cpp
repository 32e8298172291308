#include "dewline/record/metrics/rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "dewline/base/check.hpp"

namespace dewline::record {
namespace {

bool finite(const Vec3& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

Roster roster(std::span<const StateRow> rows) {
  Roster out{rows, {}, {}};
  out.ids.reserve(rows.size());
  for (const StateRow& r : rows) {
    DW_CHECK(finite(r.x.p) && finite(r.x.v));
    if (out.ids.empty() || out.ids.back() != r.id) out.ids.push_back(r.id);
  }
  std::sort(out.ids.begin(), out.ids.end());
  out.ids.erase(std::unique(out.ids.begin(), out.ids.end()), out.ids.end());
  out.who.reserve(rows.size());
  for (const StateRow& r : rows) {
    const auto at = std::lower_bound(out.ids.begin(), out.ids.end(), r.id);
    out.who.push_back(static_cast<std::uint32_t>(at - out.ids.begin()));
  }
  return out;
}

std::vector<std::uint32_t> in_order(std::span<const StateRow> rows) {
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto place = [&](std::uint32_t i) {
    const StateRow& r = rows[i];
    return std::tie(r.time, r.x.p.x, r.x.p.y, r.x.p.z, r.id);
  };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t i, std::uint32_t j) { return place(i) < place(j); });
  return order;
}

/// Takes the rows of `time` from the front; none may have an id that the instant has already.
std::vector<std::uint32_t> take(std::span<const std::uint32_t>& order, const Roster& roster, Time time,
                                std::vector<Time>& seen) {
  std::size_t n = 0;
  while (n < order.size() && roster.rows[order[n]].time == time) {
    Time& last = seen[roster.who[order[n++]]];
    DW_CHECK(last != time);
    last = time;
  }
  std::vector<std::uint32_t> out(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n));
  order = order.subspan(n);
  return out;
}

} // namespace

Scene scene(std::span<const StateRow> tracks, std::span<const StateRow> truth) {
  Scene s{roster(tracks), roster(truth), {}};
  const auto by_track = in_order(tracks), by_truth = in_order(truth);
  std::span<const std::uint32_t> a = by_track, b = by_truth;
  std::vector<Time> seen_a(s.tracks.ids.size(), kNever), seen_b(s.truth.ids.size(), kNever);
  while (!a.empty() || !b.empty()) {
    Time now = kNever;
    if (!a.empty()) now = tracks[a[0]].time;
    if (!b.empty()) now = std::min(now, truth[b[0]].time);
    DW_CHECK(now < kNever);
    s.instants.push_back({now, take(a, s.tracks, now, seen_a), take(b, s.truth, now, seen_b)});
  }
  return s;
}

} // namespace dewline::record
