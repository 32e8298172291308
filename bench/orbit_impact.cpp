// Impact predictions per second, checked against a row of rotating_earth_impact.csv.
#include <benchmark/benchmark.h>

#include <cmath>

#include "dewline/orbit/propagate.hpp"

namespace {
using namespace dewline;

PosVel burnout() {
  const Vec3 p{-2894218.79771, 4133372.80703, 4206543.09414},
      v{-2059.44302894, -3237.05560419, 5946.64692202};
  return {p, v - cross({0, 0, earth::kOmega_rad_s}, p)};
}

void BM_Impact(benchmark::State& state, earth::Gravity gravity, double tof_s, bool air) {
  orbit::Forces forces{gravity, {}, earth::kMu_m3_s2};
  if (air) forces.ballistic_coefficient_kg_m2 = 5000;
  std::optional<orbit::Impact> hit;
  for (auto _ : state) {
    hit = orbit::impact(burnout(), forces);
    benchmark::DoNotOptimize(hit);
  }
  if (!hit || !(std::abs(hit->tof_s - tof_s) < (air ? 20 : 2e-3)))
    state.SkipWithError("wrong time of impact");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(BM_Impact, two_body, earth::Gravity::two_body, 2066.289823196, false);
BENCHMARK_CAPTURE(BM_Impact, j2, earth::Gravity::j2, 2069.327497184, false);
BENCHMARK_CAPTURE(BM_Impact, j2_drag, earth::Gravity::j2, 2069.3, true);

} // namespace
