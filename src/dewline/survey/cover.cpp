#include "dewline/survey/cover.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/survey/watch.hpp"

namespace dewline::survey {
namespace {

constexpr std::size_t kHours = 24;

/// What one watcher does about a target that stands still: Pd of a look, and how often it looks.
struct Still {
  double prob_detect = 0, revisit_s = 0;
  bool satellite = false;
};

Still still(const RadarWatcher& radar, const CoverRequest& request, const Vec3& p_E) {
  const auto look = radar.may_see(p_E) ? radar.look(p_E, request.at) : std::nullopt;
  const double rcs_m2 = request.target.rcs_m2(radar.frequency_Hz(), 0);
  const auto revisit = look ? radar.revisit(*look) : std::nullopt;
  if (!revisit) return {0, seconds(radar.radar().revisit()), false};
  return {radar.prob_detect(look->snr_1m2 * rcs_m2), seconds(*revisit), false};
}
Still still(const InfraredWatcher& satellite, const CoverRequest& request, const Vec3& p_E) {
  const double pd = request.plume_W_sr > 0
                        ? satellite.prob_detect(p_E, request.height_m, request.plume_W_sr, request.at)
                        : satellite.sees(p_E, request.at);
  return {std::pow(pd, satellite.num_looks()), seconds(satellite.revisit()) * satellite.num_looks(), true};
}

/// Looks come at whole revisits; the cumulative Pd jumps there.
double cumulative_at(const std::vector<Still>& all, double t_s) {
  double missed = 1;
  for (const Still& s : all)
    missed *= std::pow(1 - s.prob_detect, std::floor(t_s / s.revisit_s * (1 + 1e-12)));
  return 1 - missed;
}
double first_s(const std::vector<Still>& all, const CoverRequest& request) {
  if (!(cumulative_at(all, request.exposure_s) >= request.cumulative)) return kNever;
  double best_s = request.exposure_s;
  for (const Still& s : all) { // it is an instant at which somebody looks
    if (!(s.prob_detect > 0)) continue;
    double low = 0, high = std::floor(best_s / s.revisit_s * (1 + 1e-12));
    if (!(cumulative_at(all, high * s.revisit_s) >= request.cumulative)) continue;
    while (high - low > 1) {
      const double middle = std::floor(0.5 * (low + high));
      (cumulative_at(all, middle * s.revisit_s) >= request.cumulative ? high : low) = middle;
    }
    best_s = std::min(best_s, high * s.revisit_s);
  }
  return best_s;
}

void fill(CoverMap& map, std::size_t cell, const CoverRequest& request,
          const std::vector<Watcher>& watchers) {
  earth::Geodetic at = map.grid.centre(cell);
  at.h_m = request.height_m;
  const Vec3 p_E = earth::ecef(at);
  std::vector<Still> all;
  for (const Watcher& w : watchers)
    all.push_back(std::visit([&](const auto& one) { return still(one, request, p_E); }, w));
  for (std::size_t i = 0; i < all.size(); ++i) {
    map.prob_detect[cell * all.size() + i] = all[i].prob_detect;
    const bool sees = all[i].prob_detect >= request.prob_detect;
    map.num_sensors[cell] += sees;
    map.num_satellites[cell] += sees && all[i].satellite;
  }
  map.cumulative[cell] = cumulative_at(all, request.exposure_s);
  map.first_s[cell] = first_s(all, request);
}

std::vector<InfraredWatcher> satellites_of(const std::vector<Watcher>& watchers) {
  std::vector<InfraredWatcher> out;
  for (const Watcher& w : watchers)
    if (const auto* satellite = std::get_if<InfraredWatcher>(&w)) out.push_back(*satellite);
  return out;
}

} // namespace

CoverMap cover_map(const CoverRequest& request, const std::vector<Watcher>& watchers,
                   const Watchdog& watchdog) {
  DW_CHECK(request.exposure_s > 0 && request.prob_detect > 0 && request.cumulative > 0);
  CoverMap map{Grid(request.grid), names_of(watchers), {}, {}, {}, {}, {}, true};
  const std::size_t n = map.grid.size(), columns = map.grid.num_columns();
  map.prob_detect.assign(n * watchers.size(), 0);
  map.num_sensors.assign(n, 0);
  map.num_satellites.assign(n, 0);
  map.cumulative.assign(n, 0);
  map.first_s.assign(n, kNever);
  in_arena(request.threads, [&] {
    map.complete = in_slices(map.grid.num_rows(), watchdog, [&](std::size_t row) {
      for (std::size_t i = 0; i < columns; ++i) fill(map, row * columns + i, request, watchers);
    });
  });
  return map;
}

GapMap gap_map(const GapRequest& request, const std::vector<Watcher>& watchers, const Watchdog& watchdog) {
  const std::vector<InfraredWatcher> satellites = satellites_of(watchers);
  const double per_hour = 3600 / request.sample_s;
  DW_CHECK(!satellites.empty() && request.num_days > 0);
  DW_CHECK(per_hour >= 1 && std::abs(per_hour - std::round(per_hour)) < 1e-9);
  const auto samples = static_cast<std::size_t>(std::llround(per_hour));

  GapMap map{Grid(request.grid), {}, {}, {}, true};
  for (const auto& s : satellites) map.satellites.push_back(s.name());
  map.uncovered.assign(map.grid.size() * kHours, 0);
  const std::size_t columns = map.grid.num_columns(), total = request.num_days * kHours * samples;
  const auto fill_cell = [&](std::size_t cell) {
    earth::Geodetic at = map.grid.centre(cell);
    at.h_m = request.height_m;
    const Vec3 p_E = earth::ecef(at);
    for (std::size_t k = 0; k < total; ++k) { // samples stand in the middle of their spans
      const Time t = request.begin + duration_from_s((static_cast<double>(k) + 0.5) * request.sample_s);
      const bool seen = std::ranges::any_of(satellites, [&](const auto& s) { return s.sees(p_E, t); });
      if (!seen) map.uncovered[cell * kHours + k / samples % kHours] += 1;
    }
    for (std::size_t h = 0; h < kHours; ++h)
      map.uncovered[cell * kHours + h] /= static_cast<double>(samples * request.num_days);
  };
  in_arena(request.threads, [&] {
    map.complete = in_slices(map.grid.num_rows(), watchdog, [&](std::size_t row) {
      for (std::size_t i = 0; i < columns; ++i) fill_cell(row * columns + i);
    });
  });
  map.mean_uncovered.assign(kHours, 0);
  double area = 0;
  for (std::size_t cell = 0; cell < map.grid.size(); ++cell) {
    const CellEdges e = map.grid.edges(cell);
    const double share = (std::sin(e.north_rad) - std::sin(e.south_rad)) * (e.east_rad - e.west_rad);
    area += share;
    for (std::size_t h = 0; h < kHours; ++h)
      map.mean_uncovered[h] += share * map.uncovered[cell * kHours + h];
  }
  for (double& mean : map.mean_uncovered) mean /= area;
  return map;
}

} // namespace dewline::survey
