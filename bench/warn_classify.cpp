// Posteriors of a track with every feature that an arc can have, and what it costs to measure them.
#include <benchmark/benchmark.h>

#include <numeric>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/warn/classes/features.hpp"

using namespace dewline;
using namespace dewline::warn;

namespace {

const earth::Orientation& orientation() {
  static const earth::Orientation o(earth::parse_utc("2026-01-01T00:00:00Z"));
  return o;
}
track::Track climbing() {
  const PosVel x_E{{earth::kA_m + 300e3, 0, 0}, {3000, 4500, 4500}};
  const PosVel x_G = orientation().to_G(x_E, {});
  track::Track t;
  t.x_G.mean = {x_G.p.x, x_G.p.y, x_G.p.z, x_G.v.x, x_G.v.y, x_G.v.z};
  for (std::size_t i = 0; i < 6; ++i) t.x_G.cov(i, i) = i < 3 ? 1e6 : 900;
  t.num_updates = 12;
  t.mean_rcs_m2 = 1;
  return t;
}
Estimate estimate() {
  Estimate e;
  e.infrared = true;
  return e;
}
constexpr Watching kWatching{true, true, true};

void posterior(benchmark::State& bench) {
  const Classifier classifier;
  const Features f = features_of(climbing(), estimate(), kWatching, orientation());
  ClassState state = classifier.start();
  for (auto _ : bench) {
    classifier.update(state, f);
    benchmark::DoNotOptimize(state.prob);
  }
  const double sum = std::accumulate(state.prob.begin(), state.prob.end(), 0.0);
  if (!(std::abs(sum - 1) < 1e-12 && prob_missile(state.prob) > 0.8))
    bench.SkipWithError("a missile at 7 km/s");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(posterior);

void features(benchmark::State& bench) {
  const track::Track t = climbing();
  const Estimate e = estimate();
  Features f;
  for (auto _ : bench) benchmark::DoNotOptimize(f = features_of(t, e, kWatching, orientation()));
  if (!at(f, Feature::surface_climb) || !at(f, Feature::rcs))
    bench.SkipWithError("an arc has a climb angle and an echo");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(features);

} // namespace
