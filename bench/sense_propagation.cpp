// Refraction and gas loss of one site: tables against traced rays in one program. Checked: a table's answer
// is the traced ray's.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "dewline/sense/propagation/gases.hpp"
#include "dewline/sense/propagation/refraction.hpp"

namespace {

using namespace dewline::sense;

constexpr double kRadius_m = 6371e3, kSite_m = 300;

struct Case {
  double el_rad, range_m;
  Ray ray;
};
/// Traced points of many ranges at elevations from `low` to `high`.
std::array<Case, 256> cases(double low_rad, double high_rad) {
  std::array<Case, 256> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double part = static_cast<double>(i) / out.size();
    out[i].el_rad = low_rad + part * (high_rad - low_rad);
    out[i].range_m = 50e3 * std::pow(60.0, std::fmod(17 * part, 1));
    out[i].ray = trace_to_range({}, out[i].el_rad, out[i].range_m, kSite_m, kRadius_m);
  }
  return out;
}

void seen_at(benchmark::State& bench) {
  const Refraction site({}, kSite_m, kRadius_m);
  const bool below = bench.range(0) == 0;
  const auto points = below ? cases(0.98 * site.horizon_el_rad(), -1e-5) : cases(1e-5, 0.5);
  double worst = 0;
  for (auto _ : bench)
    for (const Case& c : points) {
      const auto seen = site.seen_at(c.ray.true_el_rad, c.range_m);
      worst = std::max(worst, std::abs(seen.apparent_el_rad - c.el_rad));
    }
  if (!(worst < 5e-6)) bench.SkipWithError("the table misses the traced rays");
  bench.SetItemsProcessed(bench.iterations() * static_cast<std::int64_t>(points.size()));
}
BENCHMARK(seen_at)->ArgName("above_level")->Arg(0)->Arg(1);

/// The peer: one ray by quadrature, which knows the apparent elevation already.
void traced(benchmark::State& bench) {
  const auto points = cases(1e-5, 0.5);
  double worst = 0;
  for (auto _ : bench)
    for (const Case& c : points) {
      const double r0 = kRadius_m + kSite_m, up = r0 * std::sin(c.ray.true_el_rad);
      const double h = std::sqrt(r0 * r0 + c.range_m * (c.range_m + 2 * up)) - kRadius_m;
      const Ray ray = trace({}, c.el_rad, h, kSite_m, kRadius_m);
      worst = std::max(worst, std::abs(ray.true_el_rad - c.ray.true_el_rad));
    }
  if (!(worst < 1e-7)) bench.SkipWithError("two ways of tracing differ");
  bench.SetItemsProcessed(bench.iterations() * static_cast<std::int64_t>(points.size()));
}
BENCHMARK(traced);

void gas_loss(benchmark::State& bench) {
  const GasLoss loss({.frequency_Hz = 3e9, .site_h_m = kSite_m});
  const auto points = cases(1e-5, 0.5);
  double least = 1e9, most = 0;
  for (auto _ : bench)
    for (const Case& c : points) {
      const double db = loss.one_way_db(c.el_rad, c.range_m);
      least = std::min(least, db);
      most = std::max(most, db);
    }
  const double ground = gas_attenuation(standard_air(kSite_m), 3e9).total_db_m();
  if (!(least > 0 && most < 3e6 * ground && most > 50e3 * ground)) bench.SkipWithError("loss out of bounds");
  bench.SetItemsProcessed(bench.iterations() * static_cast<std::int64_t>(points.size()));
}
BENCHMARK(gas_loss);

/// What a radar pays once.
void tables(benchmark::State& bench) {
  for (auto _ : bench) {
    const Refraction site({}, kSite_m, kRadius_m);
    const GasLoss loss({.frequency_Hz = 3e9, .site_h_m = kSite_m});
    if (!(site.horizon_el_rad() < 0 && loss.one_way_db(0, 1e6) > 1)) bench.SkipWithError("no tables");
  }
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(tables)->Unit(benchmark::kMillisecond);

} // namespace
