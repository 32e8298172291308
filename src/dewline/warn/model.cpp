#include "dewline/warn/model.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/warn/evidence.hpp"

namespace dewline::warn {
namespace {
Scene scene_of(const Model::State& state, Time now, const auto& wanted) {
  Scene scene{now, {}, &state.noticed};
  for (const auto& [id, judged] : state.judged) {
    if (!wanted(id, judged)) continue;
    const Estimate& e = judged.estimate;
    Seen seen{.track = id, .held = judged.held, .launch_call = e.launch_call, .radar = e.radar,
              .infrared = e.infrared, .predictable = e.impact || e.stays_up,
              .impact = e.impact ? e.impact->when : kNever};
    for (const AssetProbability& a : e.assets) {
      seen.prob_impact = std::max(seen.prob_impact, a.prob_impact);
      seen.prob_reach = std::max(seen.prob_reach, a.prob_reach);
    }
    scene.tracks.push_back(seen);
  }
  return scene;
}
/// A notice that was overtaken on its way by a later one about the same state changes nothing.
void take(Model::State& state, std::span<const Notice> notices) {
  for (const Notice& n : notices) {
    const std::pair stamp{n.alert.number, n.alert.step};
    const auto [newest, first] = state.newest.try_emplace({n.from, n.alert.state}, stamp);
    if (!first && stamp < newest->second) continue;
    newest->second = stamp;
    if (n.alert.step == Step::declared) state.noticed[n.from].insert(n.alert.state);
    if (n.alert.step == Step::withdrawn) state.noticed[n.from].erase(n.alert.state);
  }
}
/// Another track that this one now holds is the same body: what stood on its number stands on this one.
void take_over(Model::State& state, const track::Track& track) {
  for (const TrackId& other : track.sources) {
    if (state.judged.erase(other) == 0) continue;
    for (auto& [name, watch] : state.watches) {
      if (watch.tracks.erase(other) > 0) watch.tracks.insert(track.id);
      if (watch.dismissed.erase(other) > 0) watch.dismissed.insert(track.id);
    }
  }
}
/// Lost tracks that stand behind no alert are forgotten.
void forget(Model::State& state) {
  std::erase_if(state.judged, [&](const auto& entry) {
    return !entry.second.held && std::none_of(state.watches.begin(), state.watches.end(), [&](const auto& w) {
      return w.second.tracks.contains(entry.first) || w.second.dismissed.contains(entry.first);
    });
  });
}
AssetProbability threat(AssetId asset, const Region& region, const Estimate& e) {
  if (!e.impact) return {asset, 0, 0};
  const double prob = region.prob_inside(*e.impact), d = region.min_mahalanobis(*e.impact);
  return {asset, prob, std::max(prob, std::exp(-0.5 * d * d))};
}
} // namespace

/// One state's watch at one instant.
struct Model::Turn {
  State& state;
  Time now;
  const Draws& draws;
  Outcome& out;
  const std::string& name;
  Watch& watch;
  const Rule& raise;
  const Rule* withdraw;

  void wake_by(Time t) {
    if (t > now) out.wake = std::min(out.wake, t);
  }
  [[nodiscard]] Scene scene(const TrackId& id) const {
    return scene_of(state, now, [&](const TrackId& other, const Judged&) { return other == id; });
  }
  /// Tracks that may raise: those held, but dismissed ones only once they are no longer clear; and the alert's own.
  [[nodiscard]] Scene raise_scene() const {
    return scene_of(state, now, [&](const TrackId& id, const Judged& j) {
      return watch.tracks.contains(id) || (j.held && !watch.dismissed.contains(id));
    });
  }
  /// Tracks whose fate withdraws the alert: those behind it, or all if none is.
  [[nodiscard]] Scene withdraw_scene() const {
    return scene_of(state, now, [&](const TrackId& id, const Judged&) {
      return watch.tracks.empty() || watch.tracks.contains(id);
    });
  }
  /// A dismissed track that no longer meets the withdraw rule is looked at again.
  void recall() {
    std::erase_if(watch.dismissed, [&](const TrackId& id) { return !withdraw || !withdraw->holds_now(scene(id)); });
  }
  /// Tracks that meet the raise rule by themselves stand behind the alert; if none does, all that are seen.
  void gather(const Scene& seen) {
    const std::size_t before = watch.tracks.size();
    for (const Seen& s : seen.tracks)
      if (raise.holds_now({now, {s}, nullptr})) watch.tracks.insert(s.track);
    if (before == 0 && watch.tracks.empty())
      for (const Seen& s : seen.tracks) watch.tracks.insert(s.track);
  }
};

Model::Model(const Setup& setup, const earth::Orientation& orientation)
    : setup_(setup), key_(hash64(setup.name)), orientation_(&orientation) {
  Problems problems;
  check(setup.rules, problems);
  check(setup.centre, problems);
  DW_CHECK(problems.empty());
  for (const Asset& asset : setup.assets) regions_.emplace_back(asset.params);
  for (const auto& [state, c] : setup.rules.raise) raise_.emplace(state, Rule(c, setup.node_names));
  for (const auto& [state, c] : setup.rules.withdraw) withdraw_.emplace(state, Rule(c, setup.node_names));
}

Outcome Model::assess(State& state, const Inputs& inputs, const Draws& draws) const {
  Outcome outcome;
  take(state, inputs.notices);
  outcome.wake = judge_all(state, inputs, outcome);
  for (const auto& [name, raise] : raise_) {
    const auto withdraw = withdraw_.find(name);
    Turn turn{state, inputs.now, draws, outcome, name, state.watches[name], raise,
              withdraw == withdraw_.end() ? nullptr : &withdraw->second};
    step(turn);
  }
  forget(state);
  return outcome;
}

Time Model::judge_all(State& state, const Inputs& inputs, Outcome& outcome) const {
  const Time now = inputs.now;
  for (auto& [id, judged] : state.judged) judged.held = false;
  Time wake = kNever;
  for (const track::Track& track : inputs.picture.tracks) judge_one(state, now, track, outcome, wake);
  for (const track::Report& report : inputs.foreign) { // nobody tells that a report is the last one: it grows old
    const Time old = report.track.valid + duration_from_s(setup_.centre.judge.max_report_age_s);
    if (old < now) continue;
    judge_one(state, now, report.track, outcome, wake);
    if (state.judged.contains(report.track.id)) wake = std::min(wake, old + kTick);
  }
  return wake;
}

bool Model::judge_one(State& state, Time now, const track::Track& track, Outcome& outcome, Time& wake) const {
  if (track.status == track::Status::tentative) return false;
  take_over(state, track);
  Judged& judged = state.judged[track.id];
  judged.held = true;
  if (judged.num_updates == track.num_updates) return false;
  const Time due = judged.estimate.at + duration_from_s(setup_.rules.assess_every_s);
  if (judged.num_updates > 0 && now < due) {
    wake = std::min(wake, due);
    return false;
  }
  const JudgeParams& params = setup_.centre.judge;
  Estimate e = judge(track, params, *orientation_, now);
  if (e.impact || e.stays_up)
    for (std::size_t a = 0; a < regions_.size(); ++a) e.assets.push_back(threat(setup_.assets[a].id, regions_[a], e));
  const bool from_here = params.launch_from == LaunchFrom::outside_assets && e.launch &&
                         std::any_of(regions_.begin(), regions_.end(), [&](const Region& r) { return r.contains(e.launch->at); });
  const bool launched = e.only_fire || (!from_here && (e.ballistic || climbs_fast(track, params, *orientation_)));
  e.launch_call = launched && track.num_updates >= params.min_updates;
  e.too_few_updates = launched && !e.launch_call;
  if (e.launch_call && !judged.estimate.launch_call) judged.called_at = now;
  judged.num_updates = track.num_updates;
  judged.confirmed_at = track.confirmed_at;
  judged.evidence = track.evidence;
  judged.estimate = e;
  outcome.estimates.push_back(std::move(e));
  return true;
}

void Model::step(Turn& turn) const {
  Watch& watch = turn.watch;
  turn.recall();
  const Scene seen = turn.raise_scene();
  const Rule::Answer raised = turn.raise.ask(watch.raise, seen);
  turn.wake_by(raised.wake);
  if (watch.phase == Watch::Phase::quiet) {
    watch.armed = watch.armed || !raised.holds;
    if (!raised.holds || !watch.armed) return;
    watch.number = ++turn.state.num_alerts;
    ++watch.num_raised;
    watch.phase = Watch::Phase::pending;
    watch.withdraw.clear();
    turn.gather(seen);
    run_chain(turn, {{"assessment", &setup_.centre.assessment}, {"conference", &setup_.centre.conference}});
    tell(turn, Step::rule_met, turn.raise.words(seen));
  } else if (raised.holds) {
    turn.gather(seen);
  }
  Rule::Answer cleared;
  if (turn.withdraw) cleared = turn.withdraw->ask(watch.withdraw, turn.withdraw_scene());
  turn.wake_by(cleared.wake);
  if (watch.phase == Watch::Phase::pending && turn.now >= watch.due) settle_pending(turn, raised.holds);
  if (watch.phase == Watch::Phase::declared && cleared.holds) {
    watch.phase = Watch::Phase::standing_down;
    run_chain(turn, {{"stand_down", &setup_.centre.stand_down}});
    tell(turn, Step::withdraw_met, turn.withdraw->words(turn.withdraw_scene()));
  }
  if (watch.phase == Watch::Phase::standing_down && turn.now >= watch.due) settle_standing_down(turn, cleared.holds);
  turn.wake_by(watch.due);
}

void Model::settle_pending(Turn& turn, bool raised) const {
  Watch& watch = turn.watch;
  watch.due = kNever;
  if (!raised) {
    tell(turn, Step::dropped, "not declared: the rule no longer held when the human chain had run");
    watch.phase = Watch::Phase::quiet;
    watch.tracks.clear();
    return;
  }
  watch.phase = Watch::Phase::declared;
  watch.changed = turn.now;
  tell(turn, Step::declared, turn.raise.words(turn.raise_scene()));
}

void Model::settle_standing_down(Turn& turn, bool cleared) const {
  Watch& watch = turn.watch;
  watch.due = kNever;
  watch.phase = Watch::Phase::declared;
  if (!cleared) return;
  tell(turn, Step::withdrawn, turn.withdraw->words(turn.withdraw_scene()));
  watch.phase = Watch::Phase::quiet;
  watch.changed = turn.now;
  watch.dismissed.merge(watch.tracks);
  watch.tracks.clear();
  watch.armed = !turn.raise.holds_now(turn.raise_scene());
}

void Model::run_chain(Turn& turn, std::initializer_list<std::pair<const char*, const Delay*>> steps) const {
  Watch& watch = turn.watch;
  const std::string rules = "rules." + setup_.centre.rules;
  watch.due = turn.now;
  watch.waited_for.clear();
  watch.limit_param = "centres." + setup_.name + "." + std::prev(steps.end())->first;
  double longest_s = 0;
  for (const auto& [word, delay] : steps) {
    const Address address{Purpose::human, 0, key_, watch.num_raised - 1u, combine(hash64(turn.name), hash64(word))};
    const double dt_s = quantile(*delay, delay->shape == Shape::fixed ? 0.5 : turn.draws.uniform(address));
    if (!(dt_s > 0)) continue;
    watch.due += duration_from_s(dt_s);
    if (!watch.waited_for.empty()) watch.waited_for += ", ";
    watch.waited_for += (std::string(word) == "stand_down" ? "stand-down" : word) + (" " + plain_time(dt_s));
    if (dt_s >= longest_s) watch.limit_param = "centres." + setup_.name + "." + word;
    longest_s = std::max(longest_s, dt_s);
  }
  if (watch.waited_for.empty()) watch.waited_for = "no human delay";
  if (watch.changed == Time::min()) return;
  const Time free = watch.changed + duration_from_s(setup_.rules.hold_s);
  if (free <= watch.due) return;
  watch.due = free;
  watch.waited_for = "hold " + plain_time(setup_.rules.hold_s);
  watch.limit_param = rules + ".hold";
}

void Model::tell(Turn& turn, Step step, std::string because) const {
  const Watch& watch = turn.watch;
  const bool rule_step = step == Step::rule_met || step == Step::withdraw_met;
  Alert alert{setup_.node, watch.number, turn.name, 0, step, turn.now, watch.due, std::move(because), watch.waited_for,
              watch.limit_param, {watch.tracks.begin(), watch.tracks.end()}, {}, {}};
  if (rule_step) {
    const Rule& rule = step == Step::rule_met ? turn.raise : *turn.withdraw;
    alert.limit_param = "rules." + setup_.centre.rules + (step == Step::rule_met ? ".raise." : ".withdraw.") + turn.name;
    alert.waited_for = rule.longest_for_s() > 0 ? "the rule to hold for " + plain_time(rule.longest_for_s()) : alert.because;
    for (const TrackId& id : watch.tracks) {
      const auto found = turn.state.judged.find(id);
      if (step != Step::rule_met || found == turn.state.judged.end() || found->second.called_at != turn.now) continue;
      const Judged& judged = found->second;
      if (judged.confirmed_at < turn.now && judged.num_updates == setup_.centre.judge.min_updates) {
        alert.waited_for = std::to_string(judged.num_updates) + " detections in the track";
        alert.limit_param = "centres." + setup_.name + ".judge.min_updates";
      } else if (judged.confirmed_at < turn.now) {
        alert.waited_for = "track length";
        alert.limit_param = "centres." + setup_.name + ".judge.significance";
      } else {
        alert.waited_for = "confirmation of the track";
      }
    }
  }
  std::vector<std::string> names;
  for (const Asset& asset : setup_.assets) names.push_back(asset.name);
  alert.evidence_for = evidence_for(turn.state.judged, watch.tracks);
  alert.evidence_against = evidence_against(turn.state.judged, watch.tracks, names, !turn.state.noticed.empty());
  turn.out.alerts.push_back(std::move(alert));
}

} // namespace dewline::warn
