// Staged flights per second: integrated and fitted, and aimed; checked by where they come down.
#include <benchmark/benchmark.h>

#include <cmath>

#include "dewline/truth/flight.hpp"

namespace {
using namespace dewline;

truth::StageParams stage(double propellant_kg, double dry_kg, double isp_s, double burn_s, double exit_m2) {
  truth::StageParams s;
  s.propellant_kg = propellant_kg, s.dry_kg = dry_kg, s.isp_vacuum_s = isp_s, s.burn_s = burn_s;
  s.nozzle_exit_area_m2 = exit_m2, s.reference_area_m2 = 2.2;
  return s;
}

/// The three-stage reference booster with a re-entry body of 8,000 kg/m2.
truth::ObjectParams booster() {
  truth::ObjectParams o;
  o.launch = {0.84, -1.83, 0, 0};
  o.rcs_m2 = {{"any", 1}};
  o.ballistic_coefficient_kg_m2 = 8000;
  truth::BoostParams b;
  b.vertical_rise_s = 8;
  b.payload_kg = 900;
  b.stages = {stage(21000, 2200, 265, 60, .9), stage(6500, 700, 288, 60, 0), stage(3300, 350, 290, 60, 0)};
  o.boost = b;
  return o;
}

const truth::Surroundings kAround{{0, 0, earth::kOmega_rad_s}, time_from_s(3600)};

void BM_StagedFlight(benchmark::State& state) {
  truth::ObjectParams o = booster();
  o.boost->azimuth_rad = 0.3;
  std::vector<truth::Body> bodies;
  std::size_t i = 0, pieces = 0;
  for (auto _ : state) {
    o.boost->kick_rad = 0.3 + 1e-4 * static_cast<double>(i++ % 100);
    Problems problems;
    bodies = truth::build_bodies(o, kAround, problems);
    benchmark::DoNotOptimize(bodies.data());
  }
  const auto& end = bodies.at(0).flight.milestones.back();
  const double range = earth::course(bodies[0].flight.milestones[0].where, end.where).distance_m;
  pieces = bodies[0].flight.path.num_pieces();
  if (end.what != "impact" || !(range > 8000e3) || !(range < 12500e3)) state.SkipWithError("wrong place of impact");
  state.counters["pieces"] = static_cast<double>(pieces);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_StagedFlight);

void BM_AimedFlight(benchmark::State& state, truth::Loft loft, bool shutdown) {
  truth::ObjectParams o = booster();
  o.boost->stages.back().shutdown = shutdown;
  o.loft = loft;
  double worst = 0;
  std::size_t i = 0;
  for (auto _ : state) {
    const auto aim = earth::destination({0.84, -1.83, 0}, 0.37 * static_cast<double>(i % 17), 5500e3 + 1e5 * static_cast<double>(i % 20));
    ++i;
    o.aim = truth::AimParams{"", earth::PlaceParams{aim.lat_rad, aim.lon_rad, 0}};
    Problems problems;
    const auto bodies = truth::build_bodies(o, kAround, problems);
    if (bodies.empty()) {
      state.SkipWithError(problems.list().at(0).what.c_str());
      break;
    }
    worst = std::max(worst, earth::course(bodies[0].flight.milestones.back().where, aim).distance_m);
  }
  if (!(worst < 1000)) state.SkipWithError("missed its aim");
  state.counters["worst_miss_m"] = worst;
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(BM_AimedFlight, least_energy_by_management, truth::Loft::minimum_energy, false);
BENCHMARK_CAPTURE(BM_AimedFlight, least_energy_by_shutdown, truth::Loft::minimum_energy, true);
BENCHMARK_CAPTURE(BM_AimedFlight, lofted_by_shutdown, truth::Loft::lofted, true);

} // namespace
