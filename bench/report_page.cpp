// A report's data: keyframes of smooth paths, and the whole page of the default scenario.
// Answer checks: the keyframes hold their tolerance with at most twice the rows that theory asks for; the page holds the story.
#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>

#include "dewline/io/scenario.hpp"
#include "dewline/report/html.hpp"
#include "dewline/report/keyframes.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/run/session.hpp"

namespace {

using namespace dewline;
namespace fs = std::filesystem;

constexpr double kRadius_m = 7e6, kRate_rad_s = 1.078e-3, kSpan_s = 3600;

PosVel orbit(double t_s) {
  const double c = std::cos(kRate_rad_s * t_s), s = std::sin(kRate_rad_s * t_s), v = kRadius_m * kRate_rad_s;
  return {{kRadius_m * c, kRadius_m * s, 0}, {-v * s, v * c, 0}};
}

bool holds(const std::vector<report::Keyframe>& rows) {
  for (std::size_t k = 0; k + 1 < rows.size(); ++k) {
    const double middle_s = 0.5 * (rows[k].t_s + rows[k + 1].t_s);
    if (norm(report::hermite(rows[k], rows[k + 1], middle_s) - orbit(middle_s).p) > 10) return false;
  }
  return static_cast<double>(rows.size()) < 2 * kSpan_s / std::pow(384 * 10 / (kRadius_m * std::pow(kRate_rad_s, 4)), 0.25) + 2;
}

/// An hour of low orbit to 10 m.
void keyframes_of_an_orbit(benchmark::State& state) {
  for (auto _ : state)
    if (!holds(report::keyframes(orbit, 0, kSpan_s))) return state.SkipWithError("the keyframes miss the path");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(keyframes_of_an_orbit)->Unit(benchmark::kMicrosecond);

report::Subject subject() {
  const fs::path root = DEWLINE_SOURCE_DIR;
  io::Loaded loaded = io::load(root / "scenarios/norwegian-rocket-1995.yaml", {{}, root / "data"});
  const std::shared_ptr<const run::Model> model = run::compile(loaded.scenario);
  run::Recorded recorded = run::run_recorded(*model, 1, 0, {});
  record::Summary summary = run::summarise(loaded.scenario, recorded, 1, "bench");
  return {std::move(loaded.scenario), std::move(loaded.sources), model, std::move(recorded.tables), std::move(summary)};
}

void page_of_the_default_scenario(benchmark::State& state) {
  const report::Subject s = subject();
  for (auto _ : state) {
    const std::string page = report::html("<!--DEWLINE-DATA-->", report::page_data(s));
    if (page.size() < 10'000 || page.size() > 200'000) return state.SkipWithError("the page has another size");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(page_of_the_default_scenario)->Unit(benchmark::kMillisecond);

} // namespace
