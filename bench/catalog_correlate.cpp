// Correlation with a catalogue of 30,000: tracks a second through the sieve, beside the whole catalogue
// propagated for each track, in one run. The answers are compared: the same objects in the gate.
#include <benchmark/benchmark.h>

#include "../tests/catalog/sky.hpp"
#include "dewline/orbit/sgp4_batch.hpp"

namespace {
using namespace dewline;

const std::vector<catalog::Entry>& entries() {
  static const auto made = support::sky(30000, 1);
  return made;
}

std::vector<track::Track> tracks(double sigma_m) {
  support::Noise noise(2);
  std::vector<track::Track> out;
  for (std::size_t k = 0; out.size() < 200; k += 101)
    if (auto t = support::track_of(entries()[k % entries().size()],
                                   support::radar_covariance(noise, 0.1 * sigma_m, sigma_m, 5e-3), noise))
      out.push_back(*t);
  return out;
}

/// Nothing but the gate, over all of them.
std::size_t num_in_gate(const track::Track& track, const catalog::CatalogueParams& params) {
  std::size_t num = 0;
  for (const auto& entry : entries()) {
    double minutes = 0;
    const auto x = support::place_G(entry, &minutes);
    if (!x || norm(x->p - support::pos_vel(track.x_G.mean).p) > 5e5) continue;
    const catalog::Model one({entry}, params, support::orientation());
    num += one.candidates(track).size();
  }
  return num;
}

void correlate(benchmark::State& state, double sigma_m) {
  const catalog::Model model(entries(), {}, support::orientation());
  const auto all = tracks(sigma_m);
  std::size_t num = 0;
  for (auto _ : state)
    for (const auto& track : all) num += model.candidates(track).size();
  benchmark::DoNotOptimize(num);
  for (std::size_t k = 0; k < all.size(); k += 40)
    if (num_in_gate(all[k], model.params()) != model.candidates(all[k]).size())
      state.SkipWithError("the sieve loses an object");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK_CAPTURE(correlate, sharp_tracks_1_km, 1e3)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(correlate, vague_tracks_30_km, 30e3)->Unit(benchmark::kMillisecond);

/// What asking where everything is would cost, once an instant.
void whole_catalogue_at_an_instant(benchmark::State& state) {
  std::vector<orbit::Sgp4> satellites;
  for (const auto& e : entries()) satellites.emplace_back(e.mean);
  const orbit::Sgp4Batch batch(satellites);
  std::vector<PosVel> x(satellites.size());
  std::vector<orbit::Sgp4Error> error(x.size());
  for (auto _ : state) {
    batch.grid_at({&support::kNow, 1}, x, error);
    benchmark::DoNotOptimize(x.data());
  }
  if (norm(x[5].p - satellites[5].state(satellites[5].minutes_at(support::kNow)).x_TEME.p) > 1e-3)
    state.SkipWithError("not the readable kernel's answers");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(whole_catalogue_at_an_instant)->Unit(benchmark::kMillisecond);

} // namespace
