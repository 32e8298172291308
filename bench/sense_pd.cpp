// Probability of detection, evaluations per second. The answers are checked against the reference table's values
// and against prob_detect. Gates: the table >= 100 times Boost.Math (marcum over boost); one pulse of Swerling 1 >= 8
// times the plain loop (swerling_1 over swerling_1_plain).
#include <benchmark/benchmark.h>

#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "dewline/sense/detection.hpp"
#include "dewline/sense/pd_table.hpp"

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
/// Linear SNR from 0 to 20 dB in no order.
std::vector<double> some_snr() {
  std::vector<double> snr(1024);
  for (std::size_t i = 0; i < snr.size(); ++i)
    snr[i] = std::pow(10, 2 * std::fmod(0.618033988749895 * static_cast<double>(i), 1));
  return snr;
}

/// Calls fill(snr, out) on a block of 1024; the answers are those of prob_detect to `error`.
template <class Fill>
void run_block(benchmark::State& state, double prob_fa, std::uint32_t num_pulses, Swerling swerling, Fill fill) {
  const std::vector<double> snr = some_snr();
  std::vector<double> out(snr.size());
  for (auto _ : state) {
    fill(snr, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  for (std::size_t i = 0; i < snr.size(); i += 7)
    if (!(std::abs(out[i] - prob_detect(10 * std::log10(snr[i]), prob_fa, num_pulses, swerling)) <= 1e-8))
      state.SkipWithError("Pd differs from prob_detect");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(snr.size()));
}

void marcum_table(benchmark::State& state) {
  const auto n = static_cast<std::uint32_t>(state.range(0));
  const dewline::sense::PdTable table(1e-6, n, Swerling::zero);
  run_block(state, 1e-6, n, Swerling::zero, [&](const auto& snr, auto& out) { table.at(snr, out); });
}
BENCHMARK(marcum_table)->ArgName("pulses")->Arg(1)->Arg(10)->Arg(100);

/// Marcum's Pd is the upper tail of a non-central chi-squared law of 2 N degrees of freedom.
void marcum_boost(benchmark::State& state) {
  const auto n = static_cast<std::uint32_t>(state.range(0));
  const double limit = dewline::sense::threshold(1e-6, n);
  run_block(state, 1e-6, n, Swerling::zero, [&](const auto& snr, auto& out) {
    for (std::size_t i = 0; i < snr.size(); ++i)
      out[i] = cdf(complement(boost::math::non_central_chi_squared(2.0 * n, 2 * n * snr[i]), 2 * limit));
  });
}
BENCHMARK(marcum_boost)->ArgName("pulses")->Arg(1)->Arg(10)->Arg(100);

void swerling_1(benchmark::State& state) {
  const dewline::sense::PdTable table(1e-6, 1, Swerling::one);
  run_block(state, 1e-6, 1, Swerling::one, [&](const auto& snr, auto& out) { table.at(snr, out); });
}
BENCHMARK(swerling_1);

void swerling_1_plain(benchmark::State& state) {
  run_block(state, 1e-6, 1, Swerling::one, [&](const auto& snr, auto& out) {
    for (std::size_t i = 0; i < snr.size(); ++i) out[i] = std::pow(1e-6, 1 / (1 + snr[i]));
  });
}
BENCHMARK(swerling_1_plain);

/// The same with the logarithm taken before the loop.
void swerling_1_plain_exp(benchmark::State& state) {
  const double log_prob_fa = std::log(1e-6);
  run_block(state, 1e-6, 1, Swerling::one, [&](const auto& snr, auto& out) {
    for (std::size_t i = 0; i < snr.size(); ++i) out[i] = std::exp(log_prob_fa / (1 + snr[i]));
  });
}
BENCHMARK(swerling_1_plain_exp);

BENCHMARK(pd)->ArgNames({"swerling", "pulses"})->ArgsProduct({{0, 1, 2, 3, 4}, {1, 10, 100}});

} // namespace
