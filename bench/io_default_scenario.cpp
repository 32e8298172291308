// The whole default scenario: compile once, then runs without recording (the ledger only), and one recorded run.
// Answer check: every run declares the alert and withdraws it after its own track has excluded Russia.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <string_view>

#include "dewline/io/scenario.hpp"
#include "dewline/run/session.hpp"

namespace {

using namespace dewline;
namespace fs = std::filesystem;

run::Scenario scenario() {
  const fs::path root = DEWLINE_SOURCE_DIR;
  return io::load(root / "scenarios/norwegian-rocket-1995.yaml", {{}, root / "data"}).scenario;
}

double known_s(const std::vector<record::LedgerRow>& ledger, std::string_view step) {
  for (const auto& row : ledger)
    if (row.step == step && row.happened) return row.known_s;
  return record::kNeverS;
}

bool is_the_story(const std::vector<record::LedgerRow>& ledger) {
  return known_s(ledger, "declared") < known_s(ledger, "withdrawn") &&
         known_s(ledger, "region-excluded") < known_s(ledger, "withdrawn") && known_s(ledger, "withdrawn") < 26 * 60;
}

void quick_run(benchmark::State& state) {
  const auto model = run::compile(scenario());
  std::uint64_t k = 0;
  for (auto _ : state)
    if (!is_the_story(run::run_quick(*model, 1, ++k))) return state.SkipWithError("the story is another one");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(quick_run)->Unit(benchmark::kMillisecond);

void recorded_run(benchmark::State& state) {
  const auto model = run::compile(scenario());
  for (auto _ : state)
    if (!is_the_story(run::run_recorded(*model, 1, 0, {}).ledger)) return state.SkipWithError("the story is another one");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(recorded_run)->Unit(benchmark::kMillisecond);

void load_and_compile(benchmark::State& state) {
  for (auto _ : state)
    if (run::compile(scenario())->context.windows.at(0).empty()) return state.SkipWithError("the radar sees nothing");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(load_and_compile)->Unit(benchmark::kMillisecond);

} // namespace
