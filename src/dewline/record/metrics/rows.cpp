#include "dewline/record/metrics/rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "dewline/base/check.hpp"

namespace dewline::record {
namespace {

bool finite(const Vec3& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

auto place(const StateRow& r) { return std::tuple(r.time, r.x.p.x, r.x.p.y, r.x.p.z, r.id); }

void check_rows(std::span<const StateRow> rows) {
  std::vector<std::pair<Time, std::int64_t>> keys;
  keys.reserve(rows.size());
  for (const StateRow& r : rows) {
    DW_CHECK(finite(r.x.p) && finite(r.x.v));
    keys.emplace_back(r.time, r.id);
  }
  std::sort(keys.begin(), keys.end());
  DW_CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}

std::vector<std::uint32_t> in_order(std::span<const StateRow> rows) {
  check_rows(rows);
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return place(rows[a]) < place(rows[b]); });
  return order;
}

} // namespace

std::vector<Instant> instants(std::span<const StateRow> tracks, std::span<const StateRow> truth) {
  const auto by_track = in_order(tracks), by_truth = in_order(truth);
  std::vector<Instant> out;
  std::size_t i = 0, j = 0;
  while (i < by_track.size() || j < by_truth.size()) {
    Instant now{kNever, {}, {}};
    if (i < by_track.size()) now.time = tracks[by_track[i]].time;
    if (j < by_truth.size()) now.time = std::min(now.time, truth[by_truth[j]].time);
    while (i < by_track.size() && tracks[by_track[i]].time == now.time) now.tracks.push_back(by_track[i++]);
    while (j < by_truth.size() && truth[by_truth[j]].time == now.time) now.truth.push_back(by_truth[j++]);
    out.push_back(std::move(now));
  }
  return out;
}

} // namespace dewline::record
