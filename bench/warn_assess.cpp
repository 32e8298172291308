// One assessment of a track with new evidence against the outline of a large country (180 corners).
#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "dewline/warn/model.hpp"

using namespace dewline;
using namespace dewline::warn;

namespace {
constexpr double kDeg = std::numbers::pi / 180;

AssetParams large_country() {
  AssetParams a;
  a.of = "moscow";
  for (int i = 0; i < 180; ++i) {
    const double turn = 2 * std::numbers::pi * i / 180, r = 1 + 0.2 * std::sin(9 * turn);
    a.polygon.push_back({(62 + 8 * r * std::sin(turn)) * kDeg, (95 + 60 * r * std::cos(turn)) * kDeg, 0});
  }
  return a;
}
track::Track boosted(const earth::Orientation& orientation, double az_rad) {
  const earth::Geodetic where{69.5 * kDeg, 15.9 * kDeg, 300e3};
  const double climb = 40 * kDeg;
  const Vec3 v_L{std::cos(climb) * std::sin(az_rad), std::cos(climb) * std::cos(az_rad), std::sin(climb)};
  const PosVel x_G = orientation.to_G({earth::ecef(where), transpose(earth::enu_axes(where)) * (4500 * v_L)}, time_from_s(200));
  track::Track t;
  t.status = track::Status::confirmed;
  t.id.number = 1;
  t.valid = time_from_s(200);
  t.x_G.mean = {x_G.p.x, x_G.p.y, x_G.p.z, x_G.v.x, x_G.v.y, x_G.v.z};
  for (std::size_t i = 0; i < 6; ++i) t.x_G.cov(i, i) = i < 3 ? 1e6 : 2500;
  t.num_updates = 4;
  for (std::int64_t k = 0; k < 100; ++k) t.evidence.push_back({SensorId{0}, k, 0});
  return t;
}
Setup setup() {
  Setup s;
  s.name = "moscow";
  s.node_names = {"moscow"};
  s.centre.rules = "watch";
  s.rules.states = {{"quiet", ""}, {"alert", ""}};
  s.rules.raise["alert"].text = "radar.launch_call";
  s.rules.withdraw["alert"].text = "impact_in_asset < 0.01 for 60 s";
  s.assets = {{AssetId{0}, "large", large_country()}};
  return s;
}

void assess(benchmark::State& bench) {
  const earth::Orientation orientation(earth::parse_utc("1995-01-25T06:24:00Z"));
  const Model model(setup(), orientation);
  track::Picture picture;
  picture.tracks = {boosted(orientation, 75 * kDeg)};
  Model::State state;
  const Draws draws(1, 0);
  double prob = 0;
  for (double t_s = 200; auto _ : bench) {
    ++picture.tracks[0].num_updates;
    const Outcome o = model.assess(state, {time_from_s(t_s += 0.001), picture, {}, {}}, draws);
    prob = o.estimates.at(0).assets.at(0).prob_impact;
  }
  if (!(prob > 0.5 && prob <= 1)) throw std::runtime_error("the arc to the east must fall on the large country");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(assess);

void prob_inside(benchmark::State& bench) {
  const Region region(large_country());
  PlaceEstimate p;
  p.at = {66 * kDeg, 40 * kDeg, 0};
  p.var_east_m2 = p.var_north_m2 = 200e3 * 200e3;
  double prob = 0;
  for (auto _ : bench) benchmark::DoNotOptimize(prob = region.prob_inside(p));
  if (!(prob > 0.05 && prob < 0.95)) throw std::runtime_error("a place on the border is neither in nor out");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(prob_inside);

void judge_only(benchmark::State& bench) {
  const earth::Orientation orientation(earth::parse_utc("1995-01-25T06:24:00Z"));
  const track::Track t = boosted(orientation, 75 * kDeg);
  Estimate e;
  for (auto _ : bench) benchmark::DoNotOptimize(e = judge(t, {}, orientation, t.valid));
  if (!e.impact || !e.ballistic) throw std::runtime_error("the arc falls");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(judge_only);

/// A fire that one satellite sees, 60 s after it was first seen: nobody knows its range, nor where it heads.
void judge_a_fire(benchmark::State& bench) {
  const earth::Orientation orientation(earth::parse_utc("1983-09-25T20:15:00Z"));
  const earth::Geodetic where{38.6 * kDeg, -92 * kDeg, 60e3};
  const Mat3 R_EL = transpose(earth::enu_axes(where));
  track::Track t = boosted(orientation, 0);
  const PosVel x_G = orientation.to_G({earth::ecef(where), R_EL * Vec3{300, 500, 1400}}, t.valid);
  t.x_G.mean = {x_G.p.x, x_G.p.y, x_G.p.z, x_G.v.x, x_G.v.y, x_G.v.z};
  t.kinds = 1u << static_cast<unsigned>(sense::Kind::infrared);
  t.first_detection = t.valid - duration_from_s(60);
  const Vec3 range_G = unit(x_G.p); // as seen from above: the height is what nobody knows
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) {
      const bool place = i < 3;
      if (place != (j < 3)) continue;
      const double along = place ? 3e4 : 800, across = place ? 1e3 : 600;
      t.x_G.cov(i, j) = (along * along - across * across) * range_G[i % 3] * range_G[j % 3] + (i == j ? across * across : 0);
    }
  Estimate e;
  for (auto _ : bench) benchmark::DoNotOptimize(e = judge(t, {}, orientation, t.valid));
  if (!e.only_fire || !e.launch || std::abs(e.launch->at.lat_rad - where.lat_rad) > 0.02)
    throw std::runtime_error("the fire was launched from nearby");
  bench.SetItemsProcessed(bench.iterations());
}
BENCHMARK(judge_a_fire);
} // namespace
