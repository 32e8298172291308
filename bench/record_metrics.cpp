// Scoring 1,000 targets over 100 scans: all scores, GOSPA alone, and near-linear growth.
#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/record/metrics/score.hpp"

namespace {

using namespace dewline;
using record::StateRow;

struct Play {
  std::vector<StateRow> tracks, truth;
  std::vector<MatNM<6>> covariances;
};

/// n targets, 10 km^2 each, at 200 m/s; a track of each with 20 m errors an axis, every tenth missed or
/// false.
Play play(std::int64_t n, std::int64_t num_scans) {
  const Draws draws(5, 0);
  const double side_m = std::sqrt(10e6 * static_cast<double>(n));
  Play out;
  for (std::int64_t i = 0; i < n; ++i) {
    const auto item = static_cast<std::uint64_t>(i);
    const auto u = [&](std::uint64_t k) { return draws.uniform({Purpose::test, 0, 0, k, item}); };
    const Vec3 p0{side_m * u(0), side_m * u(1), 1e4 * u(2)};
    const Vec3 v{200 * std::cos(6.28 * u(3)), 200 * std::sin(6.28 * u(3)), 0};
    for (std::int64_t k = 0; k < num_scans; ++k) {
      const auto e = draws.normal4({Purpose::test, 1, 0, static_cast<std::uint64_t>(k), item});
      const Time t = time_from_s(static_cast<double>(k));
      const Vec3 p = p0 + static_cast<double>(k) * v;
      out.truth.push_back({t, i, {p, v}});
      if (i % 10 == 0 && e[3] < 0) continue;
      const Vec3 false_m = i % 10 == 1 && e[3] < 0 ? Vec3{0, 0, 5e4} : Vec3{};
      out.tracks.push_back({t, 7 * i + 1, {p + 20 * Vec3{e[0], e[1], e[2]} + false_m, v}});
      MatNM<6> P;
      for (std::size_t a = 0; a < 6; ++a) P(a, a) = a < 3 ? 400 : 25;
      out.covariances.push_back(P);
    }
  }
  return out;
}

void all_scores(benchmark::State& state) {
  const Play p = play(state.range(0), 100);
  record::Score s;
  for (auto _ : state) s = record::score(p.tracks, p.truth, {.c_m = 200}, p.covariances);
  // 5 % of targets have no track, 5 % of tracks are 50 km too high: their objects are missed as well.
  const double expected = 0.1 * static_cast<double>(state.range(0));
  if (!(std::abs(s.mean.num_missed - expected) < 0.1 * expected))
    state.SkipWithError("wrong count of missed");
  if (!(std::abs(s.mean.match_error_m - 20 * std::sqrt(3.0)) < 0.5)) state.SkipWithError("wrong error");
  state.SetItemsProcessed(state.iterations() * state.range(0) * 100);
}
BENCHMARK(all_scores)->Arg(100)->Arg(1000)->Arg(4000)->Unit(benchmark::kMillisecond);

void gospa_of_a_scan(benchmark::State& state) {
  const Play p = play(state.range(0), 1);
  std::vector<Vec3> a, b;
  for (const StateRow& r : p.tracks) a.push_back(r.x.p);
  for (const StateRow& r : p.truth) b.push_back(r.x.p);
  record::Gospa g;
  for (auto _ : state) g = record::gospa(a, b, {200, 2, 2});
  if (g.num_matched + g.num_missed != state.range(0)) state.SkipWithError("wrong counts");
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(gospa_of_a_scan)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);

} // namespace
