// How a state of a rule set is raised, declared, taken down and withdrawn (docs/models/alert-rules.md).
#include <algorithm>

#include "dewline/base/hash.hpp"
#include "dewline/warn/evidence.hpp"
#include "dewline/warn/model.hpp"
#include "dewline/warn/one_body.hpp"

namespace dewline::warn {
namespace {

std::vector<SensorId> sensors_of(const Judged& judged) {
  std::vector<SensorId> all;
  for (const DetectionId& id : judged.evidence) all.push_back(id.sensor);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}
Seen seen_of(TrackId id, const Judged& judged) {
  const Estimate& e = judged.estimate;
  Seen seen{.track = id, .held = judged.held, .launch_call = e.launch_call, .radar = e.radar,
            .infrared = e.infrared, .kinds = e.kinds, .predictable = e.impact || e.region || e.stays_up,
            .notified = e.notified, .catalogued = e.catalogue_number.has_value(), .glides = e.manoeuvres,
            .impact = e.impact ? e.impact->when : kNever, .prob_class = e.prob_class, .assets = e.assets,
            .sensors = sensors_of(judged)};
  for (const AssetProbability& a : e.assets) {
    seen.prob_impact = std::max(seen.prob_impact, a.prob_impact);
    seen.prob_reach = std::max(seen.prob_reach, a.prob_reach);
  }
  return seen;
}
/// Does the node see a launch with what is its own, now or behind an alert? Only then what may merely confirm counts.
bool calls_itself(const Model::State& state) {
  return std::any_of(state.judged.begin(), state.judged.end(), [&](const auto& entry) {
    const auto& [id, judged] = entry;
    return !judged.estimate.confirm_only && judged.estimate.launch_call && (judged.held || stands_behind(state, id));
  });
}
std::set<SensorId> own_sensors(const Model::State& state) {
  std::set<SensorId> all;
  for (const auto& [id, judged] : state.judged)
    for (const DetectionId& detection : judged.evidence) all.insert(detection.sensor);
  return all;
}
/// The declared states of other nodes that count now. One behind which stand only sensors that this node has heard itself
/// is no other's word: it may be our own, come back.
Noticed counted(const Model::State& state) {
  Noticed noticed = state.noticed;
  if (noticed.empty()) return noticed;
  if (!calls_itself(state)) std::erase_if(noticed, [&](const auto& n) { return state.confirm_only.contains(n.first); });
  const std::set<SensorId> own = own_sensors(state);
  for (auto& [node, states] : noticed)
    std::erase_if(states, [&, from = node](const std::string& name) {
      const auto behind = state.heard.find({from, name});
      return behind != state.heard.end() && !behind->second.empty() &&
             std::ranges::includes(own, behind->second);
    });
  std::erase_if(noticed, [](const auto& n) { return n.second.empty(); });
  return noticed;
}
std::uint32_t most_shown(const Model::State& state) {
  std::uint32_t most = 0;
  for (const auto& [sender, count] : state.shown) most = std::max(most, count);
  return most;
}
} // namespace

/// One state's watch at one instant.
struct Model::Turn {
  State& state;
  Time now;
  const Draws& draws;
  Outcome& out;
  const Noticed& noticed;
  const std::string& name;
  Watch& watch;
  const Rule& raise;
  const Rule *downgrade, *withdraw;

  void wake_by(Time t) {
    if (t > now) out.wake = std::min(out.wake, t);
  }
  [[nodiscard]] Scene scene_of(const auto& wanted) const {
    const bool confirms = calls_itself(state);
    Scene scene{now, {}, &noticed, &state.threat, most_shown(state)};
    for (const auto& [id, judged] : state.judged)
      if (wanted(id, judged) && (confirms || !judged.estimate.confirm_only)) scene.tracks.push_back(seen_of(id, judged));
    return scene;
  }
  [[nodiscard]] Scene scene(const TrackId& id) const {
    return scene_of([&](const TrackId& other, const Judged&) { return other == id; });
  }
  /// Tracks that may raise: those held, dismissed ones only once they are no longer clear, and the alert's own. What has
  /// come down raises nothing more; an alert that people are about to declare is declared all the same.
  [[nodiscard]] Scene raise_scene() const {
    return scene_of([&](const TrackId& id, const Judged& j) {
      if (is_down(j.estimate, now) && watch.phase != Watch::Phase::pending) return false;
      return watch.tracks.contains(id) || (j.held && !watch.dismissed.contains(id));
    });
  }
  /// Tracks whose fate withdraws the alert: those behind it, or if none is all that are held or behind another.
  [[nodiscard]] Scene withdraw_scene() const {
    return scene_of([&](const TrackId& id, const Judged& j) {
      return watch.tracks.empty() ? j.held || stands_behind(state, id) : watch.tracks.contains(id);
    });
  }
  /// A dismissed track that no longer meets the withdraw rule is looked at again.
  void recall() {
    std::erase_if(watch.dismissed, [&](const TrackId& id) { return !withdraw || !withdraw->holds_now(scene(id)); });
  }
  /// Tracks that meet the raise rule by themselves stand behind the alert; if none does, those by which it holds.
  void gather(const Scene& seen) {
    const std::size_t before = watch.tracks.size();
    for (const Seen& s : seen.tracks) {
      Scene alone{now, {s}, nullptr, seen.threat, 0};
      if (raise.holds_now(alone)) watch.tracks.insert(s.track);
    }
    if (before == 0 && watch.tracks.empty()) watch.tracks = raise.why(watch.raise, seen).tracks;
  }
  [[nodiscard]] const Rule& down_rule() const {
    return watch.phase == Watch::Phase::stepping_down ? *downgrade : *withdraw;
  }
};

void Model::move_alerts(State& state, Time now, const Draws& draws, Outcome& outcome) const {
  const auto find = [](const std::map<std::string, Rule>& rules, const std::string& name) {
    const auto found = rules.find(name);
    return found == rules.end() ? nullptr : &found->second;
  };
  const Noticed noticed = counted(state);
  for (const auto& [name, raise] : raise_) {
    Turn turn{state, now, draws, outcome, noticed, name, state.watches[name], raise,
              find(downgrade_, name), find(withdraw_, name)};
    step(turn);
  }
}

void Model::step(Turn& turn) const {
  Watch& watch = turn.watch;
  turn.recall();
  const Scene seen = turn.raise_scene();
  const Rule::Answer raised = turn.raise.ask(watch.raise, seen);
  turn.wake_by(raised.wake);
  if (watch.phase == Watch::Phase::quiet) {
    raise_alert(turn, raised);
    if (watch.phase == Watch::Phase::quiet) return;
  } else if (raised.holds) {
    turn.gather(seen);
  }
  Rule::Answer cleared, lowered;
  if (turn.withdraw) cleared = turn.withdraw->ask(watch.withdraw, turn.withdraw_scene());
  if (turn.downgrade) lowered = turn.downgrade->ask(watch.downgrade, turn.withdraw_scene());
  turn.wake_by(cleared.wake);
  turn.wake_by(lowered.wake);
  if (watch.phase == Watch::Phase::pending && turn.now >= watch.due) settle_pending(turn, raised.holds);
  if (watch.phase == Watch::Phase::declared && (cleared.holds || lowered.holds)) start_down(turn, cleared.holds);
  if (watch.phase == Watch::Phase::stepping_down && cleared.holds) go_over_to_withdrawal(turn);
  if (watch.phase >= Watch::Phase::standing_down && turn.now >= watch.due)
    settle_down(turn, watch.phase == Watch::Phase::standing_down ? cleared.holds : lowered.holds);
  turn.wake_by(watch.due);
}

void Model::raise_alert(Turn& turn, const Rule::Answer& raised) const {
  Watch& watch = turn.watch;
  watch.armed = watch.armed || !raised.holds;
  if (!raised.holds || !watch.armed) return;
  watch.number = ++turn.state.num_alerts;
  ++watch.num_raised;
  watch.phase = Watch::Phase::pending;
  watch.withdraw.clear();
  watch.downgrade.clear();
  const Scene seen = turn.raise_scene();
  turn.gather(seen);
  if (actions_.at(turn.name).conference)
    run_chain(turn, {{"assessment", &setup_.centre.assessment}, {"conference", &setup_.centre.conference}});
  else run_chain(turn, {{"assessment", &setup_.centre.assessment}});
  tell(turn, Step::rule_met, turn.raise.why(watch.raise, seen));
}

void Model::settle_pending(Turn& turn, bool raised) const {
  Watch& watch = turn.watch;
  watch.due = kNever;
  if (!raised) {
    tell(turn, Step::dropped, {"not declared: the rule no longer held when the human chain had run"});
    watch.phase = Watch::Phase::quiet;
    watch.tracks.clear();
    return;
  }
  watch.phase = Watch::Phase::declared;
  watch.changed = turn.now;
  tell(turn, Step::declared, turn.raise.why(watch.raise, turn.raise_scene()));
}

/// Withdrawal goes before a step down: what is over is not a lesser alert.
void Model::start_down(Turn& turn, bool withdraws) const {
  turn.watch.phase = withdraws ? Watch::Phase::standing_down : Watch::Phase::stepping_down;
  run_chain(turn, {{"stand_down", &setup_.centre.stand_down}});
  const Memory& memory = withdraws ? turn.watch.withdraw : turn.watch.downgrade;
  tell(turn, Step::withdraw_met, turn.down_rule().why(memory, turn.withdraw_scene()));
}

/// What is over by now is no lesser alert: the people who were about to take it down withdraw it, no later.
void Model::go_over_to_withdrawal(Turn& turn) const {
  turn.watch.phase = Watch::Phase::standing_down;
  tell(turn, Step::withdraw_met, turn.withdraw->why(turn.watch.withdraw, turn.withdraw_scene()));
}

void Model::settle_down(Turn& turn, bool cleared) const {
  Watch& watch = turn.watch;
  const bool down_only = watch.phase == Watch::Phase::stepping_down;
  const std::string below = down_only ? state_below(setup_.rules, turn.name) : std::string();
  if (cleared && !below.empty()) { // the state below may still have to rest
    const Watch& lower = turn.state.watches[below];
    const bool changes = lower.phase == Watch::Phase::quiet || lower.phase == Watch::Phase::pending;
    const Time free = lower.changed == Time::min() ? turn.now : lower.changed + duration_from_s(setup_.rules.hold_s);
    if (changes && free > turn.now) {
      watch.due = free;
      return;
    }
  }
  watch.due = kNever;
  const Rule& rule = turn.down_rule();
  const Memory& memory = down_only ? watch.downgrade : watch.withdraw;
  watch.phase = Watch::Phase::declared;
  if (!cleared) return;
  tell(turn, below.empty() ? Step::withdrawn : Step::downgraded, rule.why(memory, turn.withdraw_scene()));
  watch.phase = Watch::Phase::quiet;
  watch.changed = turn.now;
  watch.raise.clear(); // what was remembered for `within` was about the alert that ends
  if (!below.empty()) put_below(turn);
  else watch.dismissed.merge(watch.tracks);
  watch.tracks.clear();
  watch.armed = !turn.raise.holds_now(turn.raise_scene());
}

/// The state below stands declared from now on, if it does not already; nobody has to assess it again.
void Model::put_below(Turn& turn) const {
  const std::string below = state_below(setup_.rules, turn.name);
  const auto rule = raise_.find(below);
  const auto find = [&](const std::map<std::string, Rule>& rules) {
    const auto found = rules.find(below);
    return found == rules.end() ? nullptr : &found->second;
  };
  Watch& lower = turn.state.watches[below];
  lower.tracks.insert(turn.watch.tracks.begin(), turn.watch.tracks.end());
  if (lower.phase == Watch::Phase::declared || lower.phase >= Watch::Phase::standing_down) return;
  if (lower.phase == Watch::Phase::quiet) {
    lower.number = ++turn.state.num_alerts;
    ++lower.num_raised;
    lower.withdraw.clear();
    lower.downgrade.clear();
  }
  lower.phase = Watch::Phase::declared;
  lower.changed = turn.now;
  lower.due = kNever;
  lower.waited_for = "the state above to be taken down";
  lower.limit_param = "rules." + setup_.centre.rules + ".downgrade." + turn.name;
  turn.wake_by(turn.now + kTick); // its own withdrawal may have been asked for before it stood
  Turn down{turn.state, turn.now, turn.draws, turn.out, turn.noticed, rule->first, lower, rule->second,
            find(downgrade_), find(withdraw_)};
  tell(down, Step::declared, {"taken down from " + turn.name});
}

/// What people need: drawn by the centre, the state and how often it was raised.
double Model::delay_s(const Turn& turn, std::string_view word, const Delay& delay) const {
  if (delay.shape == Shape::fixed) return quantile(delay, 0.5);
  const Address address{Purpose::human, 0, key_, turn.watch.num_raised - 1u, combine(hash64(turn.name), hash64(word))};
  return quantile(delay, turn.draws.uniform(address));
}

void Model::run_chain(Turn& turn, std::initializer_list<std::pair<const char*, const Delay*>> steps) const {
  Watch& watch = turn.watch;
  const std::string rules = "rules." + setup_.centre.rules;
  watch.due = turn.now;
  watch.assessed = kNever;
  watch.waited_for.clear();
  watch.limit_param = "centres." + setup_.name + "." + std::prev(steps.end())->first;
  double longest_s = 0;
  for (const auto& [word, delay] : steps) {
    const double dt_s = delay_s(turn, word, *delay);
    if (!(dt_s > 0)) continue;
    watch.due += duration_from_s(dt_s);
    if (std::string(word) == "assessment") watch.assessed = watch.due;
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

namespace {
/// What a rule's being met waited for last, where that is a track's first launch call.
struct Waited {
  std::string words, param;
};
std::optional<Waited> waited_for_call(const Judged& judged, Time now, const Setup& setup) {
  if (judged.called_at != now) return std::nullopt;
  const std::string judge = "centres." + setup.name + ".judge.";
  if (!(judged.confirmed_at < now)) return Waited{"confirmation of the track", ""};
  if (judged.num_updates == setup.centre.judge.min_updates)
    return Waited{std::to_string(judged.num_updates) + " detections in the track", judge + "min_updates"};
  return Waited{"track length", judge + "significance"};
}
const char* block_of(Step step, Watch::Phase phase) {
  if (step == Step::rule_met) return ".raise.";
  return phase == Watch::Phase::stepping_down ? ".downgrade." : ".withdraw.";
}
} // namespace

void Model::tell(Turn& turn, Step step, const Rule::Why& why) const {
  const Watch& watch = turn.watch;
  const bool rule_step = step == Step::rule_met || step == Step::withdraw_met;
  Alert alert{setup_.node, watch.number, turn.name, level_of(setup_.rules, turn.name), step, turn.now, watch.due,
              why.words, watch.waited_for, watch.limit_param, {watch.tracks.begin(), watch.tracks.end()}, {}, {}};
  if (rule_step) {
    alert.limit_param = "rules." + setup_.centre.rules + block_of(step, watch.phase) + turn.name;
    alert.waited_for = why.longest_for_s > 0 ? "the rule to hold for " + plain_time(why.longest_for_s) : alert.because;
    for (const TrackId& id : watch.tracks) {
      const auto found = turn.state.judged.find(id);
      if (step != Step::rule_met || found == turn.state.judged.end()) continue;
      if (const auto waited = waited_for_call(found->second, turn.now, setup_)) {
        alert.waited_for = waited->words;
        if (!waited->param.empty()) alert.limit_param = waited->param;
      }
    }
  }
  if (step == Step::rule_met) alert.assessed = watch.assessed;
  if (step == Step::declared) alert.decided = turn.now + duration_from_s(delay_s(turn, "decision", setup_.centre.decision));
  std::vector<std::string> names;
  for (const Asset& asset : setup_.assets) names.push_back(asset.name);
  alert.evidence_for = evidence_for(turn.state.judged, watch.tracks);
  alert.evidence_against = evidence_against(turn.state.judged, watch.tracks, names, !turn.state.noticed.empty(),
                                             most_shown(turn.state) > 0);
  turn.out.alerts.push_back(std::move(alert));
}

} // namespace dewline::warn
