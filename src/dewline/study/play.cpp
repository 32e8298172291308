// Playing episodes: a run from any instant on, with an ear for alerts.
#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <set>

#include "dewline/run/world.hpp"
#include "dewline/study/episodes.hpp"
#include "dewline/study/reach.hpp"

namespace dewline::study {
namespace {

constexpr const char* kRest = "rest";
const std::string kAtomRules = "atoms-of-all-rules";

/// Hears what centres' own alerts do.
struct Ear : record::Observer {
  explicit Ear(double begin) : begin_s(begin) {}
  struct News {
    std::uint32_t node;
    std::string state;
    warn::Step step;
    double at_s;
  };
  double begin_s;
  std::vector<News> news;
  void see(Time at, const record::Fact& fact) override {
    if (const auto* alerted = std::get_if<record::Alerted>(&fact))
      news.push_back({alerted->alert.node.index, alerted->alert.state, alerted->alert.step, seconds(at) - begin_s});
  }
};

/// The first frame of a sensor that ends at or after an instant.
std::int64_t first_frame(const sense::Sensor& sensor, Time from) {
  const double revisit_s = std::max(1e-3, seconds(sensor.revisit()));
  auto k = static_cast<std::int64_t>(std::max(0.0, std::floor(seconds(from - sensor.frame_end(0)) / revisit_s)));
  while (k > 0 && sensor.frame_end(k) >= from) --k;
  while (sensor.frame_end(k) < from) ++k;
  return k;
}

/// The world at a later beginning: sensors look from then on, and what has arrived is told at once.
run::World start_at(const run::Model& model, Draws draws, Time from) {
  run::World world = run::start(model, draws);
  if (from <= Time{}) return world;
  net::Agenda<run::Letter> agenda;
  while (world.agenda.next() != kNever)
    for (auto& item : world.agenda.open()) {
      net::Envelope e = item.envelope;
      e.due = std::max(e.due, from);
      if (auto* wake = std::get_if<run::Wake>(&item.letter); wake != nullptr && e.to.room == net::Room::sense) {
        const sense::Sensor& sensor = model.sensors[e.to.owner];
        wake->frame = first_frame(sensor, from);
        e.due = sensor.frame_end(wake->frame);
        e.subject = static_cast<std::uint64_t>(wake->frame);
      }
      if (e.due <= model.end) agenda.post(e, std::move(item.letter));
    }
  world.agenda = std::move(agenda);
  world.now = from;
  return world;
}

/// An episode while it runs.
struct Run {
  const run::Model& model;
  const Episode& episode;
  run::World world;
  Ear ear;

  Run(const run::Model& m, const Episode& e)
      : model(m), episode(e), world(start_at(m, Draws(e.seed, e.run), time_from_s(e.from_s))), ear(e.from_s) {}
  void advance(double until_s) { run::advance(model, world, std::min(model.end, time_from_s(until_s)), ear); }
};

/// Is the atom about tracks? Then it no longer holds once none of those behind it is held.
bool about_tracks(const std::string& text) {
  const auto parsed = warn::parse_atom(text);
  const auto* atom = std::get_if<warn::Atom>(&parsed);
  if (atom == nullptr) return false;
  switch (atom->what) {
    case warn::Subject::alert:
    case warn::Subject::count_shown:
    case warn::Subject::raid_size:
    case warn::Subject::prob_attack:
    case warn::Subject::assessment: return false;
    default: return atom->compare != warn::Compare::less && atom->compare != warn::Compare::less_equal;
  }
}

bool is_alert(const std::string& text) {
  const auto parsed = warn::parse_atom(text);
  const auto* atom = std::get_if<warn::Atom>(&parsed);
  return atom != nullptr && atom->what == warn::Subject::alert;
}

warn::Condition atom_condition(const std::string& text) { return {warn::Condition::Kind::atom, text}; }

warn::Condition group(warn::Condition::Kind kind, std::vector<warn::Condition> parts) {
  warn::Condition c;
  c.kind = kind;
  c.parts = std::move(parts);
  return c;
}

/// Rules with a state for each atom, raised while it holds.
warn::RuleSetParams atom_rules(const std::vector<std::string>& atoms, double assess_every_s) {
  using Kind = warn::Condition::Kind;
  warn::RuleSetParams rules;
  rules.states[kRest] = "nothing holds";
  rules.order.emplace_back(kRest);
  rules.assess_every_s = assess_every_s;
  for (const std::string& atom : atoms) {
    // A withdraw rule begins to count anew when its state is raised: without `for`, which has been waited for by then.
    warn::Condition gone = group(Kind::none_of, {atom_condition(atom.substr(0, atom.find(" for ")))});
    if (about_tracks(atom)) gone = group(Kind::any_of, {gone, atom_condition("tracks < 1")});
    const auto add = [&](const std::string& state, const warn::Condition& withdraw) {
      rules.states[state] = "it holds";
      rules.order.push_back(state);
      rules.raise[state] = atom_condition(atom);
      rules.withdraw[state] = withdraw;
    };
    if (about_tracks(atom)) add(atom + std::string(kKept), gone.parts.front()); // until it is false of the same tracks
    add(atom, gone);
  }
  return rules;
}

/// Every atom that any variant's raise rules ask of a centre, but those about alerts.
std::vector<std::string> atoms_asked(const run::Scenario& scenario, std::span<const RuleVariant> variants,
                                     const std::string& centre) {
  std::set<std::string> atoms;
  for (const RuleVariant& variant : variants)
    for (const auto& [state, condition] : rules_of(scenario, variant, centre).raise)
      for (const std::string& atom : atoms_of(condition))
        if (!is_alert(atom)) atoms.insert(atom);
  return {atoms.begin(), atoms.end()};
}

run::Scenario with_atom_rules(run::Scenario s, std::span<const RuleVariant> variants) {
  const run::Scenario before = s;
  for (auto& [name, centre] : s.centres) {
    const std::string own = kAtomRules + "-" + name;
    s.rules[own] = atom_rules(atoms_asked(before, variants, name), pace_s(before, variants, name));
    centre.rules = own;
    centre.assessment = centre.conference = centre.decision = centre.stand_down = {};
  }
  return s;
}

std::map<std::string, AtomTimes> atom_times(const run::Model& model, const Episode& episode) {
  std::map<std::pair<std::uint32_t, std::string>, std::vector<HeldSpan>> spans;
  const double end_s = episode.until_s - episode.from_s;
  Run run(model, episode);
  run.advance(episode.until_s);
  for (const Ear::News& n : run.ear.news) {
    auto& of = spans[{n.node, n.state}];
    if (n.step == warn::Step::rule_met) of.push_back({n.at_s, end_s});
    if (n.step == warn::Step::withdrawn && !of.empty()) of.back().end_s = std::min(end_s, n.at_s);
  }
  std::map<std::string, AtomTimes> out;
  for (auto& [key, of] : spans) {
    for (HeldSpan& s : of)
      if (!(s.end_s > s.begin_s)) s.end_s = s.begin_s + 1e-9; // it held at that instant
    out[model.nodes[key.first].name][key.second] = timeline(std::move(of));
  }
  return out;
}

/// Slices of a run, after which it is asked whether there is more to hear.
constexpr double kSlice_s = 10;

/// When each state was first declared. Ends when all that may be declared have been, or no longer can be.
std::map<CentreState, double> declared_in(const run::Model& model, const Episode& episode,
                                          const std::map<CentreState, double>& may) {
  std::map<CentreState, double> out;
  if (may.empty()) return out;
  Run run(model, episode);
  std::size_t heard = 0;
  const auto open = [&](double t_s) {
    return std::ranges::any_of(may, [&](const auto& m) { return m.second >= t_s && !out.contains(m.first); });
  };
  for (double t_s = 0, end_s = episode.until_s - episode.from_s; t_s < end_s && open(t_s - 1);) {
    t_s = std::min(end_s, t_s + kSlice_s);
    run.advance(episode.from_s + t_s);
    for (; heard < run.ear.news.size(); ++heard)
      if (const Ear::News& n = run.ear.news[heard]; n.step == warn::Step::declared)
        out.try_emplace({model.nodes[n.node].name, n.state}, n.at_s);
  }
  return out;
}

} // namespace

bool asks_others(const warn::Condition& condition) { return std::ranges::any_of(atoms_of(condition), is_alert); }

run::Scenario with_rules(run::Scenario scenario, const RuleVariant& variant) {
  if (!variant.rules) return scenario;
  scenario.rules[variant.name] = *variant.rules;
  for (auto& [name, centre] : scenario.centres) centre.rules = variant.name;
  return scenario;
}

const warn::RuleSetParams& rules_of(const run::Scenario& scenario, const RuleVariant& variant,
                                    const std::string& centre) {
  return variant.rules ? *variant.rules : scenario.rules.at(scenario.centres.at(centre).rules);
}

std::vector<Played> play(const Setting& setting, std::span<const RuleVariant> variants, unsigned threads,
                         const std::function<bool()>& stop) {
  const std::size_t n = setting.episodes.size();
  if (n == 0) return {};
  const run::Scenario& scenario = setting.scenario;
  std::vector<Played> out(n);
  std::atomic<bool> stopped = false;
  const auto each = [&](std::size_t num, const auto& piece) {
    survey::in_arena(threads, [&] {
      tbb::parallel_for(std::size_t{0}, num, [&](std::size_t i) {
        if (stop && stop()) stopped = true;
        if (!stopped) piece(i);
      });
    });
  };
  using May = std::map<CentreState, double>;
  std::vector<std::vector<May>> may(variants.size(), std::vector<May>(n));
  const auto atoms = run::compile(with_atom_rules(scenario, variants));
  each(n, [&](std::size_t i) {
    const Episode& e = setting.episodes[i];
    out[i].atoms = atom_times(*atoms, e);
    out[i].declared_s.resize(variants.size());
    for (std::size_t v = 0; v < variants.size(); ++v)
      may[v][i] = reachable(scenario, variants, v, out[i].atoms, e.until_s - e.from_s);
  });
  for (std::size_t v = 0; v < variants.size() && !stopped; ++v) {
    if (std::ranges::all_of(may[v], &May::empty)) continue; // the model is not even built
    const auto model = run::compile(with_rules(scenario, variants[v]));
    each(n, [&](std::size_t i) { out[i].declared_s[v] = declared_in(*model, setting.episodes[i], may[v][i]); });
  }
  return stopped ? std::vector<Played>{} : out;
}

} // namespace dewline::study
