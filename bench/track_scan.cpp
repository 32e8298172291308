// One tracker scan: 1 track; 100 tracks with 50 false detections. The answer checked: every track is updated
// by its own detection, and none is lost.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "../tests/track/rig.hpp"
#include "dewline/track/tracker.hpp"

namespace {

using namespace dewline;

sense::Scan frame(int k, int num_targets, int num_false) {
  const Draws draws(1, 1);
  const sense::Coverage c = rig::coverage();
  std::vector<sense::Detection> list;
  for (int i = 0; i < num_targets; ++i) {
    const double range_m = 1500e3 + 20e3 * i;
    const PosVel x = rig::target(range_m, 60, seconds(rig::dwell(k)));
    list.push_back(rig::noisy(rig::exact(c, x, rig::dwell(k), {30, 1e-3}), draws, k, i + 1));
  }
  for (int i = 0; i < num_false; ++i) {
    sense::Detection z = list[0];
    const auto n = draws.words({Purpose::clutter, 0, 0, std::uint64_t(k), std::uint64_t(i)});
    z.range_m = 200e3 + 5000e3 * (double(n[0] >> 11) * 0x1p-53);
    z.u = 1.2 * (double(n[1] >> 11) * 0x1p-53) - 0.6;
    z.v = 1.2 * (double(n[2] >> 11) * 0x1p-53) - 0.6;
    list.push_back(z);
  }
  return rig::scan(k, list);
}

void scan(benchmark::State& bench) {
  const int num_targets = static_cast<int>(bench.range(0)), num_false = static_cast<int>(bench.range(1));
  const track::Tracker tracker({}, {});
  track::Tracker::State before;
  for (int k = 0; k < 8; ++k) {
    const sense::Scan s = frame(k, num_targets, num_false);
    const sense::Scan* one[] = {&s};
    tracker.assimilate(before, s.end, one, rig::orientation());
  }
  const sense::Scan s = frame(8, num_targets, num_false);
  const sense::Scan* one[] = {&s};
  track::Picture picture;
  track::Tracker::State state;
  for (auto _ : bench) {
    state = before; // a few microseconds for 100 tracks; included
    picture = tracker.assimilate(state, s.end, one, rig::orientation());
    benchmark::DoNotOptimize(picture);
  }
  int right = 0;
  for (const track::Track& t : picture.tracks)
    right += t.num_updates == 9 && t.evidence.back().index == t.evidence.front().index;
  if (right < num_targets) throw std::runtime_error("a track was not updated by its own detection");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(scan)->Args({1, 0})->Args({100, 50})->ArgNames({"tracks", "false"})->Unit(benchmark::kMicrosecond);

} // namespace
