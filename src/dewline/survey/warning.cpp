#include "dewline/survey/warning.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/survey/arc.hpp"

namespace dewline::survey {
namespace {

constexpr int kCompared = 64; ///< places of both paths
constexpr double kUncompared_s = 60;

/// What one flight gives the ground it comes down on.
struct Answer {
  double tof_s = kNever, apogee_h_m = kNever;
  std::vector<Sight> sights;
  double warning_s = kNever, joint_warning_s = kNever;
};

Answer answer(const Flown& flown, double tof_s, const WarningRequest& request,
              const std::vector<Watcher>& watchers) {
  Answer out{tof_s, kNever, {}, kNever, kNever};
  std::vector<double> detected_s;
  for (const Watcher& w : watchers) {
    out.sights.push_back(watch(w, flown, request.criterion));
    if (!std::isnan(out.sights.back().detected_s)) detected_s.push_back(out.sights.back().detected_s);
  }
  std::ranges::sort(detected_s);
  if (!detected_s.empty()) out.warning_s = tof_s - detected_s.front();
  if (detected_s.size() >= request.num_sensors)
    out.joint_warning_s = tof_s - detected_s[request.num_sensors - 1];
  return out;
}

double place_off_m(const Flown& map, const Flown& flown) {
  const double span_s =
      seconds(std::min(map.path.end(), flown.path.end()) - flown.path.begin()) - kUncompared_s;
  double most_m = 0;
  for (int i = 0; i <= kCompared && span_s > 0; ++i) {
    const Duration t = duration_from_s(span_s * i / kCompared);
    most_m =
        std::max(most_m, norm(map.path.at(map.path.begin() + t).p - flown.path.at(flown.path.begin() + t).p));
  }
  return most_m;
}

FlownCell compare(std::size_t cell, const Flown& map_flown, const Answer& map, const Flown& flown,
                  const Answer& truth) {
  FlownCell out{cell,
                truth.tof_s,
                map.tof_s - truth.tof_s,
                map.warning_s - truth.warning_s,
                place_off_m(map_flown, flown),
                0};
  for (std::size_t i = 0; i < map.sights.size(); ++i)
    out.num_disagree += std::isnan(map.sights[i].detected_s) != std::isnan(truth.sights[i].detected_s);
  return out;
}

/// A launch that is never seen warns least.
double rank(double warning_s) { return std::isnan(warning_s) ? -1 : warning_s; }

class Surveyor {
 public:
  Surveyor(const WarningRequest& request, const std::vector<Watcher>& watchers, WarningMap& map)
      : request_(request), watchers_(watchers), map_(map) {
    for (const LaunchParams& launch : request.launches) tables_.emplace_back(launch);
  }

  void row(std::size_t row) {
    const std::size_t n = map_.grid.num_columns();
    std::vector<earth::Geodetic> aims;
    for (std::size_t i = 0; i < n; ++i) aims.push_back(map_.grid.centre(row * n + i));
    for (std::uint32_t launch = 0; launch < tables_.size(); ++launch) {
      const auto arcs = arcs_to(tables_[launch], aims);
      for (std::size_t i = 0; i < n; ++i)
        if (arcs[i]) take(row * n + i, launch, *arcs[i]);
    }
  }

  /// Flies a cell in full: only after all rows, for the launch that the cell's numbers are of.
  [[nodiscard]] std::optional<FlownCell> fly(std::size_t cell) const {
    const CutoffTable& table = tables_[map_.launch[cell]];
    const earth::Geodetic aim = map_.grid.centre(cell);
    const auto arcs = arcs_to(table, std::span(&aim, 1));
    const auto flown = table.fly(aim);
    if (!arcs[0] || !flown) return {};
    const double tof_s = seconds(flown->path.end() - flown->path.begin());
    return compare(cell, arcs[0]->flown, answer(arcs[0]->flown, arcs[0]->tof_s, request_, watchers_), *flown,
                   answer(*flown, tof_s, request_, watchers_));
  }

 private:
  void take(std::size_t cell, std::uint32_t launch, const Arc& arc) {
    const Answer a = answer(arc.flown, arc.tof_s, request_, watchers_);
    const bool first = std::isnan(map_.tof_s[cell]);
    if (first || rank(a.warning_s) > rank(map_.most_warning_s[cell])) map_.most_warning_s[cell] = a.warning_s;
    if (!first && rank(a.warning_s) >= rank(map_.warning_s[cell])) return;
    map_.launch[cell] = launch;
    map_.tof_s[cell] = arc.tof_s;
    map_.apogee_h_m[cell] = arc.apogee_h_m;
    map_.warning_s[cell] = a.warning_s;
    map_.joint_warning_s[cell] = a.joint_warning_s;
    for (std::size_t w = 0; w < a.sights.size(); ++w) {
      map_.first_s[cell * watchers_.size() + w] = a.sights[w].first_s;
      map_.detected_s[cell * watchers_.size() + w] = a.sights[w].detected_s;
    }
  }

  const WarningRequest& request_;
  const std::vector<Watcher>& watchers_;
  WarningMap& map_;
  std::vector<CutoffTable> tables_;
};

WarningMap empty_map(const WarningRequest& request, const std::vector<Watcher>& watchers) {
  WarningMap map{Grid(request.grid), names_of(watchers), {}, {}, {}, {}, {}, {}, {}, {}, {}, true};
  const std::size_t n = map.grid.size();
  map.launch.assign(n, 0);
  for (auto* column :
       {&map.tof_s, &map.apogee_h_m, &map.warning_s, &map.joint_warning_s, &map.most_warning_s})
    column->assign(n, kNever);
  for (auto* column : {&map.first_s, &map.detected_s}) column->assign(n * watchers.size(), kNever);
  return map;
}

/// The cells that are flown: those that have an arc and stand at such an address.
std::vector<std::size_t> cells_to_fly(const WarningMap& map) {
  std::vector<std::size_t> out;
  for (std::size_t cell = 0; cell < map.grid.size(); ++cell)
    if (!std::isnan(map.tof_s[cell]) && map.grid.address(cell) % kFlownOneIn == 0) out.push_back(cell);
  return out;
}

} // namespace

WarningMap warning_map(const WarningRequest& request, const std::vector<Watcher>& watchers,
                       const Watchdog& watchdog) {
  DW_CHECK(!request.launches.empty() && request.num_sensors > 0);
  WarningMap map = empty_map(request, watchers);
  in_arena(request.threads, [&] {
    Surveyor surveyor(request, watchers, map);
    const std::size_t rows = map.grid.num_rows();
    map.complete = in_slices(rows, watchdog, [&](std::size_t row) { surveyor.row(row); });
    if (!map.complete) return;
    const std::vector<std::size_t> cells = cells_to_fly(map);
    std::vector<std::optional<FlownCell>> flown(cells.size());
    map.complete =
        in_slices(cells.size(), watchdog, [&](std::size_t i) { flown[i] = surveyor.fly(cells[i]); });
    for (const auto& one : flown)
      if (one) map.flown.push_back(*one);
  });
  return map;
}

} // namespace dewline::survey
