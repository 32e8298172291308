// Building flights along routes: a tour with three turns, and low flight over a raster.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>

#include "dewline/truth/route/route.hpp"

namespace {
using namespace dewline;
constexpr double kDeg = std::numbers::pi / 180;

truth::ObjectParams tour() {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  for (const auto& [lat, lon] : {std::pair{60.1, 9.2}, {60.5, 9.5}, {60.6, 10.4}, {60.2, 10.8}, {60.1, 10.0}})
    o.waypoints.push_back({lat * kDeg, lon * kDeg, 1000, {}, 240});
  o.route.emplace();
  return o;
}

truth::Raster hills() {
  truth::Raster::Grid grid{601, 1201, 61, 9, 1.0 / 600};
  std::vector<float> heights;
  for (std::size_t i = 0; i < grid.num_rows; ++i)
    for (std::size_t j = 0; j < grid.num_columns; ++j)
      heights.push_back(static_cast<float>(300 + 200 * std::sin(0.1 * static_cast<double>(i)) *
                                                     std::cos(0.07 * static_cast<double>(j))));
  return truth::Raster(grid, heights, {});
}

void fly(benchmark::State& state, const truth::ObjectParams& o, const truth::Terrain* terrain) {
  std::size_t pieces = 0;
  for (auto _ : state) {
    Problems problems;
    const auto bodies = truth::build_route(o, terrain, problems);
    if (bodies.size() != 1 || !problems.empty()) return state.SkipWithError("not flown");
    pieces = bodies.front().flight.path.num_pieces();
    const double height_m =
        earth::geodetic(bodies.front().flight.path.at(bodies.front().flight.path.end()).p).h_m;
    if (!(height_m > 60 && height_m < 1500)) return state.SkipWithError("at a wrong height");
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["pieces"] = static_cast<double>(pieces);
}

void Tour(benchmark::State& state) {
  fly(state, tour(), nullptr);
}
BENCHMARK(Tour);

void LowFlight(benchmark::State& state) {
  truth::ObjectParams o = tour();
  o.route->height_above = truth::HeightAbove::terrain;
  o.route->clearance_m = 60, o.route->climb_rate_m_s = 40, o.route->descent_rate_m_s = 25;
  o.route->vertical_acceleration_m_s2 = 10;
  for (auto& w : o.waypoints) w.height_m = 0;
  const truth::Raster ground = hills();
  const truth::Terrain terrain{
      [&](const earth::Geodetic& p, double half_m) { return ground.highest_m(p, half_m); }, 180};
  fly(state, o, &terrain);
}
BENCHMARK(LowFlight)->Unit(benchmark::kMillisecond);

} // namespace
