// state(t) over 100 trajectories, at random and in time order.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/truth/model.hpp"

namespace {
using namespace dewline;

struct Setup {
  std::map<std::string, truth::ObjectParams> objects;
  earth::Orientation orientation{earth::parse_utc("2026-03-20T12:00:00Z")};
  truth::Model model;
  truth::State state;

  Setup() : objects(make()), model(objects, orientation, time_from_s(1800)), state(truth::start(model)) {}
  static std::map<std::string, truth::ObjectParams> make() {
    std::map<std::string, truth::ObjectParams> out;
    for (int i = 0; i < 100; ++i) {
      truth::ObjectParams o;
      o.launch = {0.8, -1.8 + 0.01 * i, 0, 0};
      o.rcs_m2 = {{"any", 1}};
      o.arc = truth::ArcParams{};
      o.arc->azimuth_rad = 0.05 * i;
      o.arc->range_m = 8000e3;
      out["o" + std::to_string(1000 + i)] = o;
    }
    return out;
  }
};
const Setup& setup() {
  static const Setup s;
  return s;
}

void questions(bool ordered, std::vector<ObjectId>& ids, std::vector<Time>& times) {
  const Draws draws(1, 0);
  const int n = 1 << 16;
  for (int i = 0; i < n; ++i) {
    const auto w = draws.words({Purpose::test, 0, 0, static_cast<std::uint64_t>(i), 0});
    const double t =
        ordered ? 1000.0 * (i % 656) / 656 : 1000.0 * static_cast<double>(w[0] >> 11) / 9007199254740992.0;
    ids.push_back({static_cast<std::uint32_t>(ordered ? i / 656 : w[1] % 100)});
    times.push_back(time_from_s(t));
  }
}

void check(benchmark::State& state, const std::vector<ObjectId>& ids, const std::vector<Time>& times,
           const std::vector<PosVel>& out) {
  // the answer: every 1,000th state flown by the integrator from 10 s before
  orbit::Forces forces{earth::Gravity::j6, {}, earth::kMu_m3_s2};
  const Vec3 omega = setup().orientation.omega_E();
  const auto a = [&](double, const PosVel& x) { return orbit::acceleration_E(x, forces, omega); };
  for (std::size_t i = 0; i < ids.size(); i += 1000) {
    const double t = seconds(times[i]);
    if (t < 10) continue;
    const PosVel x0 = setup().model.path(ids[i]).at(time_from_s(t - 10));
    const PosVel x = orbit::integrate({t - 10, x0}, a, t, {1e-13, 1});
    if (!(norm(x.p - out[i].p) < 0.01 && norm(x.v - out[i].v) < 0.01)) state.SkipWithError("wrong state");
  }
}

void BM_State(benchmark::State& state, bool ordered) {
  std::vector<ObjectId> ids;
  std::vector<Time> times;
  questions(ordered, ids, times);
  std::vector<PosVel> out(ids.size());
  const truth::View view(setup().model, setup().state);
  for (auto _ : state) {
    if (ordered) view.states_E(ids, times, out);
    else
      for (std::size_t i = 0; i < ids.size(); ++i) out[i] = view.state_E(ids[i], times[i]);
    benchmark::DoNotOptimize(out.data());
  }
  check(state, ids, times, out);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(ids.size()));
}
BENCHMARK_CAPTURE(BM_State, random, false);
BENCHMARK_CAPTURE(BM_State, time_order, true);

} // namespace
