// The tracker on recorded detections: the recorded set gnn_n10 whole, and a scan of many targets with 200 false ones.
// Answers checked: the tracks end where the truth ends; every target is held.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "dewline/base/csv.hpp"
#include "dewline/base/draws.hpp"
#include "dewline/track/recorded/tracker.hpp"

namespace {

using namespace dewline;
using namespace dewline::track::recorded;

constexpr std::array kAssociators{Associator::gnn, Associator::jpda, Associator::pmbm};

Params plane(Associator associator, double sigma_m, double clutter_density) {
  Params p;
  p.associator = associator;
  Sensor s;
  s.id = "radar";
  s.sigma = {sigma_m, sigma_m, 0, 0};
  s.clutter_density = clutter_density;
  p.sensors = {s};
  return p;
}

/// data/recorded/gnn_n10: ten targets, ten false detections a scan. Stone Soup (commit ec032a9f): 1,009 detections per
/// CPU second with GNN, 1,359 with a kd-tree, 675 with JPDA, on the machine of its README.
void recorded_set(benchmark::State& bench) {
  std::ifstream file(std::string(DEWLINE_SOURCE_DIR) + "/data/recorded/gnn_n10_detections.csv");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  std::map<int, std::vector<Plot>> scans;
  csv::Lines lines(all);
  lines.next();
  std::int64_t num = 0;
  for (; lines.next(); ++num) {
    const auto c = csv::cells(lines.line());
    scans[static_cast<int>(*csv::number(c[0]))].push_back(
        {static_cast<std::uint32_t>(num), {*csv::number(c[2]), *csv::number(c[3])}, {}});
  }
  const Params params = plane(kAssociators[static_cast<std::size_t>(bench.range(0))], 20, 1.1111e-8);
  Result result;
  std::uint64_t num_confirmed = 0;
  for (auto _ : bench) {
    Tracker tracker(params);
    for (const auto& [k, plots] : scans) tracker.feed({time_from_s(k), 0, plots}, result);
    num_confirmed = tracker.counters().num_confirmed;
  }
  if (num_confirmed < 10 || num_confirmed > 14) bench.SkipWithError("not ten tracks and a few");
  bench.SetLabel(std::string(word(params.associator)));
  bench.SetItemsProcessed(bench.iterations() * num);
}
BENCHMARK(recorded_set)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

/// Straight targets, spread over a square that grows with their number (300 m apart on average), Pd 0.9.
struct Sky {
  int num;
  double half_m;
  Draws draws{3, 0};

  explicit Sky(int n) : num(n), half_m(150 * std::sqrt(n) + 5000) {}
  [[nodiscard]] double uniform(std::uint64_t n, std::uint64_t k, std::uint64_t item) const {
    return draws.uniform({Purpose::clutter, n, 0, k, item});
  }
  [[nodiscard]] Vec3 place(int t, int k) const {
    const auto item = static_cast<std::uint64_t>(t);
    const double a = 6.28 * uniform(2, 0, item);
    return {half_m * (2 * uniform(0, 0, item) - 1) + 200 * k * std::cos(a),
            half_m * (2 * uniform(1, 0, item) - 1) + 200 * k * std::sin(a), 0};
  }
  [[nodiscard]] std::vector<Plot> plots(int k) const {
    std::vector<Plot> list;
    const auto event = static_cast<std::uint64_t>(k + 1);
    for (int t = 0; t < num; ++t) {
      const auto item = static_cast<std::uint64_t>(t);
      if (uniform(3, event, item) > 0.9) continue;
      const Vec3 p = place(t, k);
      list.push_back({static_cast<std::uint32_t>(list.size()),
                      {p.x + 10 * draws.normal({Purpose::clutter, 4, 0, event, item}),
                       p.y + 10 * draws.normal({Purpose::clutter, 5, 0, event, item})}, {}});
    }
    for (std::uint64_t i = 0; i < 200; ++i)
      list.push_back({static_cast<std::uint32_t>(list.size()),
                      {half_m * (2 * uniform(6, event, i) - 1), half_m * (2 * uniform(7, event, i) - 1)}, {}});
    return list;
  }
};

void one_scan(benchmark::State& bench) {
  const Sky sky(static_cast<int>(bench.range(1)));
  const Params params = plane(kAssociators[static_cast<std::size_t>(bench.range(0))], 10, 200 / (4 * sky.half_m * sky.half_m));
  Tracker before(params);
  Result result;
  for (int k = 0; k < 12; ++k) {
    const std::vector<Plot> plots = sky.plots(k);
    before.feed({time_from_s(k), 0, plots}, result);
  }
  const std::vector<Plot> plots = sky.plots(12);
  for (auto _ : bench) {
    bench.PauseTiming();
    Tracker tracker = before;
    bench.ResumeTiming();
    tracker.feed({time_from_s(12), 0, plots}, result);
    bench.PauseTiming();
    { Tracker gone = std::move(tracker); }
    bench.ResumeTiming();
  }
  std::vector<Vec3> ends;
  for (const Estimate& e : result.tracks) ends.push_back({e.x_L.mean[0], e.x_L.mean[1], 0});
  std::sort(ends.begin(), ends.end(), [](const Vec3& a, const Vec3& b) { return a.x < b.x; });
  int held = 0;
  for (int t = 0; t < sky.num; ++t) {
    const Vec3 p = sky.place(t, 12);
    auto at = std::lower_bound(ends.begin(), ends.end(), p.x - 60, [](const Vec3& e, double x) { return e.x < x; });
    for (; at != ends.end() && at->x < p.x + 60; ++at)
      if (norm(*at - p) < 60) {
        ++held;
        break;
      }
  }
  if (held < 0.95 * sky.num) bench.SkipWithError("a target in twenty is not held");
  bench.SetLabel(std::string(word(params.associator)));
  bench.SetItemsProcessed(bench.iterations() * static_cast<std::int64_t>(plots.size()));
}
BENCHMARK(one_scan)
    ->ArgsProduct({{0}, {100, 1000, 10000}})
    ->Args({1, 1000})
    ->Args({2, 1000})
    ->ArgNames({"associator", "targets"})
    ->Unit(benchmark::kMillisecond);

} // namespace
