// A 1-degree global map of warning times for six radars and five satellites: cells per second, the whole map
// within a minute on two cores (issue 4's figure). Checked: cells against watchers asked about the fully
// flown arc.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "../tests/survey/network.hpp"

namespace {

using namespace dewline;

/// What the check of one cell in a hundred says, in words; empty: good.
std::string wrong(const survey::WarningMap& map) {
  std::size_t reached = 0, warned = 0, disagree = 0;
  for (std::size_t i = 0; i < map.grid.size(); ++i) {
    reached += !std::isnan(map.tof_s[i]);
    warned += !std::isnan(map.warning_s[i]);
  }
  double tof_off_s = 0;
  for (const auto& f : map.flown) {
    tof_off_s = std::max(tof_off_s, std::abs(f.tof_off_s));
    disagree += f.num_disagree;
  }
  if (reached < map.grid.size() / 4 || warned < reached / 2) return "too few cells are reached or warned";
  if (map.flown.size() < reached / 200) return "too few cells were flown in full";
  if (!(tof_off_s < 4)) return "times of flight differ from flown ones";
  if (disagree * 50 > map.flown.size() * map.watchers.size()) return "sensors see other arcs than flown ones";
  return "";
}

void BM_WarningMap(benchmark::State& state) {
  const survey::Sky sky;
  survey::WarningRequest request;
  request.grid.step_rad = static_cast<double>(state.range(0)) * survey::kDeg;
  request.launches = {survey::rocket(50, 60)};
  request.threads = 2;
  double worst_s = 0;
  std::size_t cells = 0;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    const auto map = survey::warning_map(request, sky.network.watchers());
    worst_s =
        std::max(worst_s, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    cells += map.grid.size();
    if (const std::string what = wrong(map); !what.empty()) state.SkipWithError(what.c_str());
    double most_s = 0, place_m = 0, warning_s = 0;
    for (const auto& f : map.flown) {
      most_s = std::max(most_s, std::abs(f.tof_off_s)), place_m = std::max(place_m, f.place_off_m);
      if (!std::isnan(f.warning_off_s)) warning_s = std::max(warning_s, std::abs(f.warning_off_s));
    }
    state.counters["flown"] = static_cast<double>(map.flown.size());
    state.counters["tof_off_s"] = most_s;
    state.counters["place_off_km"] = place_m / 1e3;
    state.counters["warning_off_s"] = warning_s;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(cells));
  state.counters["longest_s"] = worst_s;
}
BENCHMARK(BM_WarningMap)->ArgName("step_deg")->Arg(1)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

} // namespace
