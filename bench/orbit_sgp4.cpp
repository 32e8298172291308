// SGP4: the fast kernel against the readable one in the same run, on one core (CPU time of the thread): 1,000
// satellites at 1,000 times over a day, position and velocity; and a catalogue of 30,000 at one instant in
// three frames. Every answer is compared with the readable kernel's to 1 mm.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <span>

#include "../tests/support/element_sets.hpp"
#include "dewline/earth/teme.hpp"
#include "dewline/orbit/sgp4_batch.hpp"

namespace {
using namespace dewline;
using orbit::Sgp4, orbit::Sgp4Batch, orbit::Sgp4Error;
using support::OrbitKind;

constexpr std::size_t kSatellites = 1000, kTimes = 1000;

double cpu_s() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Answers {
  std::vector<PosVel> x;
  std::vector<Sgp4Error> error;
  explicit Answers(std::size_t num) : x(num), error(num) {}
};

Answers plain(const std::vector<Sgp4>& satellites, std::span<const double> minutes) {
  Answers out(satellites.size() * minutes.size());
  std::size_t k = 0;
  for (const Sgp4& s : satellites)
    for (const double t : minutes) {
      const auto now = s.state(t);
      out.x[k] = now.x_TEME;
      out.error[k++] = now.error;
    }
  return out;
}

bool within_a_millimetre(const Answers& a, const Answers& b) {
  for (std::size_t k = 0; k < a.x.size(); ++k)
    if (a.error[k] != b.error[k] || !(norm(a.x[k].p - b.x[k].p) < 1e-3)) return false;
  return true;
}

/// Items per second are the fast kernel's; times_plain is how many times the readable one's they are, both at
/// their best of the run.
template <std::size_t N>
void grid(benchmark::State& state, const OrbitKind (&kinds)[N], double days) {
  const auto satellites = support::ElementMaker(7).satellites(kinds, kSatellites);
  std::vector<double> minutes;
  for (std::size_t j = 0; j < kTimes; ++j) minutes.push_back(1440 * days * double(j) / kTimes);
  const Sgp4Batch batch(satellites);
  Answers fast(kSatellites * kTimes), slow(0);
  double plain_s = 1e9, fast_s = 1e9;
  for (int k = 0; k < 3; ++k) {
    const double begin = cpu_s();
    slow = plain(satellites, minutes);
    plain_s = std::min(plain_s, cpu_s() - begin);
  }
  for (auto _ : state) {
    const double begin = cpu_s();
    batch.grid(minutes, fast.x, fast.error);
    fast_s = std::min(fast_s, cpu_s() - begin);
  }
  if (!within_a_millimetre(fast, slow)) state.SkipWithError("not the readable kernel's answers");
  state.SetItemsProcessed(state.iterations() * kSatellites * kTimes);
  state.counters["times_plain"] = plain_s / fast_s;
  state.counters["plain_per_s"] = kSatellites * kTimes / plain_s;
}
constexpr OrbitKind kNear[] = {OrbitKind::leo, OrbitKind::low_perigee, OrbitKind::eccentric};
constexpr OrbitKind kNone[] = {OrbitKind::meo, OrbitKind::gto};
constexpr OrbitKind kHalfDay[] = {OrbitKind::half_day};
constexpr OrbitKind kSynchronous[] = {OrbitKind::synchronous};
#define GRID(name, kinds, days) BENCHMARK_CAPTURE(grid, name, kinds, days)->Unit(benchmark::kMillisecond)
GRID(near_earth, kNear, 1);
GRID(deep_mixed, support::kDeepSpace, 1);
GRID(deep_mixed_10_days, support::kDeepSpace,
     10); // the readable kernel integrates resonances from the epoch each time
GRID(deep_no_resonance, kNone, 1);
GRID(deep_half_day, kHalfDay, 1);
GRID(deep_synchronous, kSynchronous, 1);

/// Nine tenths near the Earth, as in the public catalogue; element sets up to four days old.
std::vector<Sgp4> catalogue(std::size_t num) {
  constexpr OrbitKind kNearKinds[] = {OrbitKind::leo, OrbitKind::leo, OrbitKind::low_perigee,
                                      OrbitKind::eccentric};
  auto out = support::ElementMaker(8).satellites(kNearKinds, num * 9 / 10);
  const auto deep = support::ElementMaker(9).satellites(support::kDeepSpace, num - out.size());
  out.insert(out.end(), deep.begin(), deep.end());
  return out;
}

void catalogue_in_all_frames(benchmark::State& state) {
  const auto satellites = catalogue(30000);
  const Sgp4Batch batch(satellites);
  const earth::JulianDate utc{2461005.5, 0.25};
  Answers fast(satellites.size());
  std::vector<PosVel> x_G(satellites.size()), x_E(satellites.size());
  for (auto _ : state) {
    batch.grid_at({&utc, 1}, fast.x, fast.error);
    const earth::Teme teme(utc);
    for (std::size_t k = 0; k < fast.x.size(); ++k) {
      x_G[k] = teme.to_G(fast.x[k]);
      x_E[k] = teme.to_E(fast.x[k]);
    }
    benchmark::DoNotOptimize(x_G.data());
    benchmark::DoNotOptimize(x_E.data());
  }
  Answers slow(satellites.size());
  const earth::Orientation orientation(utc);
  double worst_m = 0;
  for (std::size_t k = 0; k < satellites.size(); ++k) {
    const auto now = satellites[k].state(satellites[k].minutes_at(utc));
    slow.x[k] = now.x_TEME, slow.error[k] = now.error;
    worst_m = std::max(worst_m, norm(orientation.to_E(x_G[k], Time{}).p - x_E[k].p));
  }
  if (!within_a_millimetre(fast, slow)) state.SkipWithError("not the readable kernel's answers");
  if (!(worst_m < 1e-3)) state.SkipWithError("the frames disagree");
  state.SetItemsProcessed(state.iterations() * 30000);
}
BENCHMARK(catalogue_in_all_frames)->Unit(benchmark::kMillisecond);

} // namespace
