// Episodes of a display that is wrong for a minute, under rules that believe it and rules that never could.
#include <benchmark/benchmark.h>

#include "dewline/study/episodes.hpp"

using namespace dewline;
using namespace dewline::study;

namespace {

warn::RuleSetParams rules(const std::string& raise) {
  warn::RuleSetParams r;
  r.states = {{"rest", "nothing"}, {"attack", "it is believed"}};
  warn::Condition c;
  c.text = raise;
  r.raise["attack"] = c;
  return r;
}

run::Scenario network() {
  run::Scenario s;
  s.epoch = "2026-03-20T12:00:00Z";
  s.duration_s = 600;
  sense::InfraredParams eye;
  eye.orbit.geostationary_rad = 0;
  eye.scan_period_s = 10;
  eye.num_cells = 0;
  s.sensors["eye"] = eye;
  s.reports_to["eye"] = "north";
  s.rules["display"] = rules("display.missiles >= 2");
  s.centres["north"].rules = "display";
  run::FalseCauseParams wrong;
  wrong.kind = run::CauseKind::computer_fault;
  wrong.rate_per_year = 0.1;
  warn::MessageParams m;
  m.kind = warn::MessageKind::missile_count;
  m.to = "north";
  m.count = 200;
  m.arrives_s = 60;
  wrong.messages["on"] = m;
  s.false_alarms.causes["display"] = wrong;
  return s;
}

void episodes(benchmark::State& bench) {
  const run::Scenario s = network();
  const std::vector<RuleVariant> variants{{"display", {}}, {"radar", rules("radar.launch_call")}};
  const Setting setting = settings(s, causes_of(s).at(0), {1, 100, 600}).at(0);
  std::vector<Played> played;
  for (auto _ : bench) benchmark::DoNotOptimize(played = play(setting, variants, 1));
  for (const Played& p : played)
    if (p.declared_s.at(0).size() != 1 || p.declared_s[0].begin()->second != 60 || !p.declared_s.at(1).empty())
      bench.SkipWithError("a display is believed at 60 s, and by no radar");
  bench.SetItemsProcessed(bench.iterations() * 100);
}
BENCHMARK(episodes)->Unit(benchmark::kMillisecond);

} // namespace
