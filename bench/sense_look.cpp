// One radar frame with one object in view: frames per second. Checked: the share of detections is the exact
// Pd.
#include <benchmark/benchmark.h>

#include <cmath>
#include <stdexcept>

#include "dewline/sense/radar/radar.hpp"
#include "../tests/sense/north.hpp"
#include "../tests/support/fake_truth.hpp"

namespace {

using namespace dewline;

void look(benchmark::State& bench) {
  auto p = sense::north(18, sense::Swerling::one);
  p.num_cells = static_cast<double>(bench.range(0)) * 1e6;
  truth::Model model;
  truth::State none;
  const double end_s = 1e5;
  model.objects.push_back(
      {"a", truth::still(sense::kSite, 0, 20 * sense::kDeg, 1e6), {}, time_from_s(end_s)});
  const truth::View view(model, none);
  const sense::Radar radar(p, {}, 1, view, time_from_s(end_s));
  const Draws draws(1, 0);
  auto state = radar.start(draws);
  std::int64_t k = 0, frames = 0, hits = 0;
  for (auto _ : bench) {
    const auto frame = radar.look(state, k, view, draws);
    for (const auto& label : frame.labels) hits += !label.objects.empty();
    k = (k + 1) % 10000;
    ++frames;
  }
  const double pd = sense::prob_detect(18, p.prob_fa, 1, p.swerling),
               n = static_cast<double>(std::min<std::int64_t>(frames, 10000));
  if (std::abs(static_cast<double>(hits) / static_cast<double>(frames) - pd) >
      6 * std::sqrt(pd * (1 - pd) / n) + 1 / n)
    throw std::runtime_error("share of detections is not Pd");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(look)->ArgName("false_per_frame")->Arg(0)->Arg(3);

/// What a compiled radar costs: its refraction table and one object's windows over half an hour.
void build(benchmark::State& bench) {
  const auto p = sense::north(18, sense::Swerling::one);
  truth::Model model;
  truth::State none;
  model.objects.push_back({"a", truth::still(sense::kSite, 0, 20 * sense::kDeg, 1e6), {}, time_from_s(1800)});
  for (auto _ : bench) {
    const sense::Radar radar(p, {}, 1, truth::View(model, none), time_from_s(1800));
    if (radar.windows().size() != 1) throw std::runtime_error("one window expected");
  }
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(build)->Unit(benchmark::kMillisecond);

} // namespace
