// Arcs of 10,000 km with J2 and drag to 1 m at impact: Boost.Odeint, ours one at a time, ours many at once.
//
// Every way first finds the loosest of its tolerances (a third of a decade apart) at which the worst arc lands
// within 1 m of a run at 1e-14; then they are timed in turns over the same arcs, and the ratios printed.
#include <benchmark/benchmark.h>

#include <array>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <cmath>
#include <ctime>
#include <functional>
#include <vector>

#include "dewline/orbit/arcs.hpp"
#include "dewline/orbit/coast.hpp"
#include "dewline/orbit/integrate.hpp"

namespace {
using namespace dewline;
namespace odeint = boost::numeric::odeint;

constexpr double kCoefficient_kg_m2 = 5000;
using Force = orbit::Coast_G<earth::Gravity::j2, orbit::Drag>;

/// 512 burnouts at 200 km in all directions, 8,600 to 11,400 km from their impacts.
std::vector<PosVel> arcs() {
  std::vector<PosVel> out;
  for (int i = 0; i < 512; ++i) {
    const double part = i / 512.0;
    const earth::Geodetic at{std::asin(2 * part - 1) * 0.9, 2.4 * i, 200e3};
    const Vec3 v_L = (6850 + 100 * std::sin(7.0 * i)) * earth::enu_direction(1.7 * i, 0.38);
    out.push_back({earth::ecef(at), transpose(earth::enu_axes(at)) * v_L});
  }
  return out;
}

/// Impact place by Odeint's dense dopri5 with the same inlined force; the step that comes down ends the search.
struct Landing {
  double tof_s = 0;
  Vec3 p_E;
};
Landing by_odeint(const PosVel& x_E, double tolerance) {
  using State = std::array<double, 6>;
  constexpr double kL = orbit::kLengthUnit_m, kV = orbit::kSpeedUnit_m_s;
  const Force force{earth::kMu_m3_s2, {kCoefficient_kg_m2}};
  const auto rate = [&](const State& s, State& d, double t_s) {
    const Vec3 a = force(t_s, {{s[0] * kL, s[1] * kL, s[2] * kL}, {s[3] * kV, s[4] * kV, s[5] * kV}});
    constexpr double k = kV / kL;
    d = {s[3] * k, s[4] * k, s[5] * k, a.x / kV, a.y / kV, a.z / kV};
  };
  const auto height = [](const State& s) { return orbit::radial_height({s[0] * kL, s[1] * kL, s[2] * kL}); };
  const Vec3 v = x_E.v + cross(orbit::kOmega_E, x_E.p);
  auto stepper = odeint::make_dense_output(tolerance, 0.0, odeint::runge_kutta_dopri5<State>());
  const State start{x_E.p.x / kL, x_E.p.y / kL, x_E.p.z / kL, v.x / kV, v.y / kV, v.z / kV};
  stepper.initialize(start, 0.0, 10.0);
  do stepper.do_step(rate);
  while (height(stepper.current_state()) > 0);
  State s;
  const auto over = [&](double t_s) {
    stepper.calc_state(t_s, s);
    return height(s);
  };
  const double t = orbit::find_root(over, stepper.previous_time(), stepper.current_time());
  over(t);
  const double c = std::cos(earth::kOmega_rad_s * t), w = std::sin(earth::kOmega_rad_s * t);
  return {t, {kL * (c * s[0] + w * s[1]), kL * (c * s[1] - w * s[0]), kL * s[2]}};
}

orbit::Forces forces_at(double tolerance) {
  orbit::Forces forces;
  forces.ballistic_coefficient_kg_m2 = kCoefficient_kg_m2;
  forces.tolerance = tolerance;
  return forces;
}
using Way = std::function<std::vector<Landing>(const std::vector<PosVel>&, double tolerance)>;
std::vector<Landing> odeint_way(const std::vector<PosVel>& all, double tolerance) {
  std::vector<Landing> out;
  for (const PosVel& x : all) out.push_back(by_odeint(x, tolerance));
  return out;
}
std::vector<Landing> scalar_way(const std::vector<PosVel>& all, double tolerance) {
  std::vector<Landing> out;
  for (const PosVel& x : all) {
    const auto hit = orbit::impact(x, forces_at(tolerance));
    out.push_back(hit ? Landing{hit->tof_s, hit->x_E.p} : Landing{});
  }
  return out;
}
std::vector<Landing> batch_way(const std::vector<PosVel>& all, double tolerance) {
  std::vector<Landing> out;
  for (const auto& hit : orbit::impacts(all, {}, forces_at(tolerance)))
    out.push_back(hit ? Landing{hit->tof_s, hit->x_E.p} : Landing{});
  return out;
}

double worst(const std::vector<Landing>& a, const std::vector<Landing>& b) {
  double most_m = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most_m = std::max(most_m, norm(a[i].p_E - b[i].p_E));
  return most_m;
}

struct Tuned {
  const char* name;
  Way way;
  double tolerance = 1e-6, error_m = 0, best_s = 1e9;
};
void tune(Tuned& one, const std::vector<PosVel>& all, const std::vector<Landing>& good) {
  for (; one.tolerance > 1e-12; one.tolerance /= std::cbrt(10)) {
    one.error_m = worst(one.way(all, one.tolerance), good);
    if (one.error_m <= 1) return;
  }
}

void BM_Arcs(benchmark::State& state) {
  const auto all = arcs();
  const auto good = scalar_way(all, 1e-14);
  std::array<Tuned, 3> ways{{{"odeint", odeint_way}, {"scalar", scalar_way}, {"batch", batch_way}}};
  for (Tuned& one : ways) tune(one, all, good);
  for (auto _ : state)
    for (Tuned& one : ways) {
      const std::clock_t start = std::clock(); // CPU time: others may share the machine
      benchmark::DoNotOptimize(one.way(all, one.tolerance));
      one.best_s = std::min(one.best_s, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
  for (const Tuned& one : ways) {
    if (!(one.error_m <= 1)) state.SkipWithError("an arc misses by more than 1 m");
    state.counters[std::string(one.name) + "_arcs_per_s"] = static_cast<double>(all.size()) / one.best_s;
    state.counters[std::string(one.name) + "_tolerance"] = one.tolerance;
    state.counters[std::string(one.name) + "_error_m"] = one.error_m;
  }
  state.counters["scalar_over_odeint"] = ways[0].best_s / ways[1].best_s;
  state.counters["batch_over_odeint"] = ways[0].best_s / ways[2].best_s;
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(3 * all.size()));
}
BENCHMARK(BM_Arcs)->Unit(benchmark::kMillisecond);

} // namespace
