// The k best joint assignments. Gate: 50 tracks and 50 detections, every pairing allowed, k = 100: <= 2 ms.
// The answers checked: the list descends, its first entry is the optimal assignment, no entry comes twice.
#include <benchmark/benchmark.h>

#include <set>
#include <vector>

#include "../tests/track/association.hpp"
#include "dewline/track/association/assign.hpp"
#include "dewline/track/association/workspace.hpp"

namespace {

using namespace dewline::track;

/// n x n pairings, gains uniform: for full lists -10 to 10; else tracks near each other, in ten places.
std::vector<Pairing> problem(std::uint32_t n, std::uint64_t number, bool full) {
  brute::Dice dice(number);
  std::vector<Pairing> list;
  for (std::uint32_t t = 0; t < n; ++t)
    for (std::uint32_t d = 0; d < n; ++d)
      if (full || t % 10 == d % 10) list.push_back({t, d, dice.uniform(-10, 10)});
  return list;
}

bool is_right(const std::vector<Pairing>& list, std::uint32_t n, const RankedAssignments& ranked) {
  double best = 0;
  for (const std::int32_t i : assign(n, n, list))
    best += i == kNone ? 0 : list[static_cast<std::size_t>(i)].gain;
  std::set<std::vector<std::int32_t>> seen;
  for (std::size_t h = 0; h < ranked.size(); ++h) {
    if (h > 0 && ranked.gain[h] > ranked.gain[h - 1]) return false;
    if (!seen.emplace(ranked[h].begin(), ranked[h].end()).second) return false;
  }
  return std::abs(best - ranked.gain[0]) < 1e-9;
}

void k_best_of(benchmark::State& state, bool full) {
  const auto n = static_cast<std::uint32_t>(state.range(0)), k = static_cast<std::uint32_t>(state.range(1));
  std::vector<std::vector<Pairing>> problems;
  for (std::uint64_t i = 0; i < 8; ++i) problems.push_back(problem(n, i, full));
  Workspace workspace;
  for (const auto& list : problems) {
    const RankedAssignments& ranked = k_best(n, n, list, k, workspace);
    if (ranked.size() != k || !is_right(list, n, ranked)) state.SkipWithError("the k best are wrong");
  }
  std::size_t i = 0;
  for (auto _ : state) {
    const RankedAssignments& ranked = k_best(n, n, problems[i++ % problems.size()], k, workspace);
    benchmark::DoNotOptimize(ranked.gain.data());
  }
  state.SetItemsProcessed(state.iterations() * k);
}
BENCHMARK_CAPTURE(k_best_of, one_cluster, true)
    ->ArgNames({"n", "k"})->Args({10, 100})->Args({50, 100})->Args({100, 100})->Args({50, 1000})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(k_best_of, ten_clusters, false)
    ->ArgNames({"n", "k"})->Args({50, 100})->Args({100, 100})->Unit(benchmark::kMillisecond);

} // namespace
