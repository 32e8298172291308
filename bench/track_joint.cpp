// Joint association probabilities: exact sums and belief propagation. The answer checked: each track's
// probabilities add up to 1, the exact ones agree between ways, and the approximation's error against them is
// printed.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "../tests/track/association.hpp"
#include "dewline/track/association/plot_index.hpp"
#include "dewline/track/association/workspace.hpp"

namespace {

using namespace dewline::track;

struct Scan {
  std::uint32_t num_tracks = 0, num_detections = 0;
  std::vector<Pairing> list;
};

/// Tracks in a square with that many neighbours in a gate of 4 sigma, Pd 0.9, one false detection in each
/// third gate.
Scan scan_of(std::uint32_t n, double near, std::uint64_t number) {
  brute::Dice dice(number);
  const double side = std::sqrt(n * 3.14159265 * 16 / near), density = 1 / (3 * 3.14159265 * 16);
  std::vector<dewline::Vec3> tracks(n), plots;
  for (auto& t : tracks) {
    t = {dice.uniform(0, side), dice.uniform(0, side), 0};
    const auto noise = [&] {
      return dice.uniform(-1, 1) + dice.uniform(-1, 1) + dice.uniform(-1, 1);
    }; // variance 1
    if (dice.uniform(0, 1) < 0.9) plots.push_back(t + dewline::Vec3{noise(), noise(), 0});
  }
  for (int i = 0; i < int(density * side * side); ++i)
    plots.push_back({dice.uniform(0, side), dice.uniform(0, side), 0});
  Scan s{n, static_cast<std::uint32_t>(plots.size()), {}};
  PlotIndex index;
  index.build(plots);
  for (std::uint32_t t = 0; t < n; ++t)
    index.visit_near(tracks[t], 4, [&](std::uint32_t d, double d2) {
      s.list.push_back({t, d, std::log(0.9 / (2 * 3.14159265) / (0.1 * density)) - d2 / 2});
    });
  return s;
}

/// Of a track's probabilities from 1.
double greatest_gap(const Scan& s, const JointProbabilities& p) {
  std::vector<double> sum = p.missed;
  for (std::size_t i = 0; i < s.list.size(); ++i) sum[s.list[i].track] += p.pairing[i];
  double gap = 0;
  for (const double x : sum) gap = std::max(gap, std::abs(x - 1));
  return gap;
}

void joint(benchmark::State& state, std::uint32_t max_states) {
  const auto n = static_cast<std::uint32_t>(state.range(0));
  const Scan s = scan_of(n, static_cast<double>(state.range(1)) / 10, n);
  Workspace workspace, other;
  JointLimits limits;
  limits.max_states = max_states;
  for (auto _ : state) {
    const auto& p = joint_probabilities(s.num_tracks, s.num_detections, s.list, limits, workspace);
    benchmark::DoNotOptimize(p.pairing.data());
  }
  const JointProbabilities& p = workspace.joint;
  if (!(greatest_gap(s, p) < 1e-9)) state.SkipWithError("a track's probabilities do not add up to 1");
  limits.max_states = 1U << 20U;
  const auto& exact = joint_probabilities(s.num_tracks, s.num_detections, s.list, limits, other);
  double most = 0, sum = 0;
  for (std::size_t i = 0; i < s.list.size(); ++i) {
    const double error = std::abs(p.pairing[i] - exact.pairing[i]);
    most = std::max(most, error), sum += error;
  }
  if (exact.num_approximate == 0) {
    if (p.num_approximate == 0 && !(most < 1e-12)) state.SkipWithError("two exact sums differ");
    state.counters["max_error"] = most, state.counters["mean_error"] = sum / double(s.list.size());
  }
  state.counters["exact"] = p.num_exact, state.counters["approximate"] = p.num_approximate;
  state.SetItemsProcessed(state.iterations() * n);
}
BENCHMARK_CAPTURE(joint, exact, 4096U)
    ->ArgNames({"tracks", "near_x10"})->ArgsProduct({{20, 1000}, {5, 10, 15}})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(joint, propagation, 0U)
    ->ArgNames({"tracks", "near_x10"})->ArgsProduct({{20, 1000}, {5, 10, 15}})->Unit(benchmark::kMicrosecond);

/// n tracks that all may take all n detections: the worst case of the exact sum.
void all_on_all(benchmark::State& state) {
  const auto n = static_cast<std::uint32_t>(state.range(0));
  brute::Dice dice(n);
  Scan s{n, n, {}};
  for (std::uint32_t t = 0; t < n; ++t)
    for (std::uint32_t d = 0; d < n; ++d) s.list.push_back({t, d, dice.uniform(-4, 4)});
  Workspace workspace;
  for (auto _ : state)
    benchmark::DoNotOptimize(joint_probabilities(n, n, s.list, {}, workspace).pairing.data());
  if (workspace.joint.num_exact != 1 || !(greatest_gap(s, workspace.joint) < 1e-9))
    state.SkipWithError("not exact");
  state.SetItemsProcessed(state.iterations() * n);
}
BENCHMARK(all_on_all)->Arg(4)->Arg(6)->Arg(8)->Arg(10)->Arg(12)->Unit(benchmark::kMicrosecond);

} // namespace
