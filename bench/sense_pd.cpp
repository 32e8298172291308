// Probability of detection, evaluations per second. The answer is checked against the reference table's
// value.
#include <benchmark/benchmark.h>

#include <cmath>
#include <stdexcept>

#include "dewline/sense/detection.hpp"

namespace {

using dewline::sense::prob_detect;
using dewline::sense::Swerling;

void require(double value, double expected) {
  if (!(std::abs(value - expected) < 1e-9))
    throw std::runtime_error("Pd differs from marcum_swerling_pd.csv");
}

/// Swerling case and pulses by argument; SNR sweeps 0 to 20 dB so that no branch learns the answer.
void pd(benchmark::State& state) {
  const auto swerling = static_cast<Swerling>(state.range(0));
  const auto num_pulses = static_cast<std::uint32_t>(state.range(1));
  require(prob_detect(10, 1e-4, 1, Swerling::zero), 0.616135848508);
  require(prob_detect(10, 1e-4, 1, Swerling::one), 0.432876128108);
  require(prob_detect(10, 1e-4, 3, Swerling::three), 0.805693246936);
  require(prob_detect(0, 1e-4, 10, Swerling::four), 0.147017573055);
  double sum = 0, snr_db = 0;
  for (auto _ : state) {
    sum += prob_detect(snr_db, 1e-6, num_pulses, swerling);
    snr_db = snr_db > 20 ? 0 : snr_db + 0.37;
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(pd)->ArgNames({"swerling", "pulses"})->ArgsProduct({{0, 1, 2, 3, 4}, {1, 10, 100}});

} // namespace
