// The Earth's orientation: cached against the full IAU 2006/2000A matrix. Each checks itself against the
// other.
#include <benchmark/benchmark.h>

#include <cmath>

#include "dewline/earth/atmosphere.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/earth/gravity.hpp"

namespace {

using namespace dewline;
using namespace dewline::earth;

const JulianDate kEpoch = parse_utc("1995-01-25T06:24:00Z");
const Eop kEop{0.3368315, -5.8e-7, 2.3e-6, 0, 0, 0};

void items(benchmark::State& state) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void agree(benchmark::State& state, const Mat3& a, const Mat3& b) {
  for (std::size_t i = 0; i < 9; ++i)
    if (!(std::abs(a.a[i] - b.a[i]) < 1e-10)) state.SkipWithError("cached and full matrix differ");
}

void R_EG(benchmark::State& state) {
  const Orientation earth(kEpoch, kEop);
  const Time later = time_from_s(40000);
  agree(state, earth.R_EG(later), gcrf_to_itrf(utc_after(kEpoch, later), kEop));
  double t_s = 0;
  for (auto _ : state) benchmark::DoNotOptimize(earth.R_EG(time_from_s(t_s += 0.1)));
  items(state);
}
BENCHMARK(R_EG);

void to_E(benchmark::State& state) {
  const Orientation earth(kEpoch, kEop);
  PosVel x_G{{7e6, 1e6, 2e6}, {-1000, 7000, 500}};
  if (!(norm(earth.to_G(earth.to_E(x_G, Time{}), Time{}).p - x_G.p) < 1e-6))
    state.SkipWithError("no round trip");
  double t_s = 0;
  for (auto _ : state) benchmark::DoNotOptimize(earth.to_E(x_G, time_from_s(t_s += 0.1)));
  items(state);
}
BENCHMARK(to_E);

void full_matrix(benchmark::State& state) {
  agree(state, Orientation(kEpoch, kEop).R_EG(Time{}), gcrf_to_itrf(kEpoch, kEop));
  for (auto _ : state) benchmark::DoNotOptimize(gcrf_to_itrf(kEpoch, kEop));
  items(state);
}
BENCHMARK(full_matrix);

void geodetic_of(benchmark::State& state) {
  Vec3 p = ecef({1.2, 0.3, 400e3});
  if (!(std::abs(geodetic(p).h_m - 400e3) < 1e-6)) state.SkipWithError("wrong height");
  for (auto _ : state) {
    p.x += 1;
    benchmark::DoNotOptimize(geodetic(p));
  }
  items(state);
}
BENCHMARK(geodetic_of);

void gravity_j6(benchmark::State& state) {
  Vec3 p{7e6, 0, 1e6};
  if (!(std::abs(norm(gravity(p, Gravity::j6)) - 7.97) < 0.02)) state.SkipWithError("wrong gravity");
  for (auto _ : state) {
    p.x += 1;
    benchmark::DoNotOptimize(gravity(p, Gravity::j6));
  }
  items(state);
}
BENCHMARK(gravity_j6);

void air(benchmark::State& state) {
  if (!(std::abs(ussa76(0).density_kg_m3 - 1.225) < 1e-5)) state.SkipWithError("wrong density");
  double h_m = 0;
  for (auto _ : state) {
    h_m = h_m < 500e3 ? h_m + 7 : 0;
    benchmark::DoNotOptimize(ussa76(h_m));
  }
  items(state);
}
BENCHMARK(air);

} // namespace
