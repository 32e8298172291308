// Whole looks (geometry, gates, SNR, Pd, draw) and the gates alone, against the loops that a plain program would have.
// Each checks its answer. Gates: whole_look >= 5 times whole_look_plain, gates >= 40 times gates_eigen.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Core>
#include <vector>

#include "dewline/base/draws_batch.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/looks.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "../tests/sense/north.hpp"

namespace {

using namespace dewline;

constexpr std::size_t kNum = 2048;
constexpr double kHeight_m = 400e3;

/// A radar that looks north, and targets around it of which about half are inside.
struct Scene {
  sense::Radar radar{sense::north(18, sense::Swerling::one), {}, 1};
  sense::LookFace face = look_face(radar, 0, kHeight_m);
  sense::PdTable pd{1e-6, 1, sense::Swerling::one};
  std::vector<double> x, y, z, rcs;
  std::vector<std::uint64_t> items;
  std::vector<std::uint8_t> inside, hit;
  std::vector<double> prob_detect;
  Mat3 R_LE = earth::enu_axes(sense::kSite);
  double el_min_rad = std::asin(face.sin_el_min), el_max_rad = std::asin(face.sin_el_max);

  Scene() : inside(kNum), hit(kNum), prob_detect(kNum) {
    std::vector<double> u(4 * kNum);
    fill_uniforms(Draws(1, 7), {{}, u.size()}, u);
    for (std::size_t i = 0; i < kNum; ++i) {
      const double az = (u[4 * i] - 0.5) * 180 * sense::kDeg, el = (u[4 * i + 1] * 70 - 5) * sense::kDeg;
      const Vec3 p = face.p_ES_E + (2e5 + 2.8e6 * u[4 * i + 2]) * (transpose(R_LE) * earth::enu_direction(az, el));
      x.push_back(p.x), y.push_back(p.y), z.push_back(p.z);
      rcs.push_back(std::pow(10, 2 * u[4 * i + 3] - 1));
      items.push_back(Draws(1, 8).words({.item = i})[0]);
    }
  }
  [[nodiscard]] sense::LookTargets targets() const { return {x, y, z, rcs}; }
  /// What the lanes say, for the others to be held against.
  [[nodiscard]] static const Scene& answer() {
    static const Scene scene = [] {
      Scene s;
      s.look(1);
      return s;
    }();
    return scene;
  }
  void look(std::uint64_t event) {
    sense::look(face, pd, targets(), {.range_m = {}, .u = {}, .v = {}, .w = {}, .snr = {},
                                      .prob_detect = prob_detect, .inside = inside});
    sense::draw_hits(Draws(5, 1), {.purpose = Purpose::detect, .owner = 3, .event = event}, items, prob_detect, hit);
  }
};

/// A target that stands within a rounding error of a gate may fall on either side: none does here.
void finish(benchmark::State& state, const Scene& scene) {
  const Scene& right = Scene::answer();
  for (std::size_t i = 0; i < kNum; ++i)
    if (scene.inside[i] != right.inside[i] || std::abs(scene.prob_detect[i] - right.prob_detect[i]) > 1e-12)
      return state.SkipWithError("a look differs");
  const double share = static_cast<double>(std::count(right.inside.begin(), right.inside.end(), 1)) / kNum;
  if (share < 0.4 || share > 0.7) state.SkipWithError("too few or too many inside");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kNum));
}

void whole_look(benchmark::State& state) {
  Scene scene;
  std::uint64_t event = 0;
  for (auto _ : state) {
    scene.look(event++);
    benchmark::ClobberMemory();
  }
  scene.look(1);
  if (scene.hit != Scene::answer().hit) state.SkipWithError("a hit differs");
  finish(state, scene);
}
BENCHMARK(whole_look);

/// One target: azimuth and elevation by arctangents, powers by pow, one draw.
void plain(Scene& s, const sense::RadarParams& p, const Draws& draws, std::uint64_t event, std::size_t i) {
  const sense::Coverage& c = s.radar.coverage()[0];
  s.inside[i] = s.hit[i] = 0;
  s.prob_detect[i] = 0;
  const Vec3 p_SO_E = Vec3{s.x[i], s.y[i], s.z[i]} - s.face.p_ES_E, p_SO_L = s.R_LE * p_SO_E;
  const double range = norm(p_SO_L), az = std::atan2(p_SO_L.x, p_SO_L.y);
  const double el = std::atan2(p_SO_L.z, std::hypot(p_SO_L.x, p_SO_L.y));
  const double off = std::abs(std::remainder(az - p.faces[0].boresight_rad, 2 * sense::kPi));
  const double w = (c.R_SE * p_SO_E).z / range;
  if (off > 0.5 * c.az_width_rad || el < s.el_min_rad || el > s.el_max_rad || range < c.range_min_m ||
      range > c.range_max_m || w <= 0)
    return;
  s.inside[i] = 1;
  const double range2 = range * range;
  const double snr = s.face.snr_at_1m * s.rcs[i] / (range2 * range2) * std::pow(w, c.scan_loss_exponent);
  s.prob_detect[i] = std::pow(p.prob_fa, 1 / (1 + snr));
  s.hit[i] = draws.uniform({Purpose::detect, 0, 3, event, s.items[i]}) < s.prob_detect[i];
}

void whole_look_plain(benchmark::State& state) {
  Scene scene;
  const sense::RadarParams params = scene.radar.params();
  std::uint64_t event = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kNum; ++i) plain(scene, params, Draws(5, 1), event, i);
    ++event;
    benchmark::ClobberMemory();
  }
  for (std::size_t i = 0; i < kNum; ++i) plain(scene, params, Draws(5, 1), 1, i);
  finish(state, scene);
}
BENCHMARK(whole_look_plain);

/// The look without its draw.
void look(benchmark::State& state) {
  Scene scene;
  for (auto _ : state) {
    sense::look(scene.face, scene.pd, scene.targets(), {.range_m = {}, .u = {}, .v = {}, .w = {}, .snr = {},
                                                        .prob_detect = scene.prob_detect, .inside = scene.inside});
    benchmark::ClobberMemory();
  }
  finish(state, scene);
}
BENCHMARK(look);

void gates(benchmark::State& state) {
  Scene scene;
  scene.prob_detect = Scene::answer().prob_detect;
  for (auto _ : state) {
    sense::visible(scene.face, scene.targets(), scene.inside);
    benchmark::ClobberMemory();
  }
  finish(state, scene);
}
BENCHMARK(gates);

void gates_eigen(benchmark::State& state) {
  Scene scene;
  scene.prob_detect = Scene::answer().prob_detect;
  const sense::Coverage& c = scene.radar.coverage()[0];
  const double boresight = scene.radar.params().faces[0].boresight_rad;
  const Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>> R_LE(scene.R_LE.a.data());
  const Eigen::Vector3d site(scene.face.p_ES_E.x, scene.face.p_ES_E.y, scene.face.p_ES_E.z);
  const Eigen::Vector3d ahead(c.R_SE(2, 0), c.R_SE(2, 1), c.R_SE(2, 2));
  for (auto _ : state) {
    for (std::size_t i = 0; i < kNum; ++i) {
      const Eigen::Vector3d d = Eigen::Vector3d(scene.x[i], scene.y[i], scene.z[i]) - site, p = R_LE * d;
      const double range = p.norm(), el = std::asin(p.z() / range);
      const double off = std::abs(std::remainder(std::atan2(p.x(), p.y()) - boresight, 2 * sense::kPi));
      scene.inside[i] = off <= 0.5 * c.az_width_rad && el >= scene.el_min_rad && el <= scene.el_max_rad &&
                        range >= c.range_min_m && range <= c.range_max_m && ahead.dot(d) > 0;
    }
    benchmark::ClobberMemory();
  }
  finish(state, scene);
}
BENCHMARK(gates_eigen);

} // namespace
