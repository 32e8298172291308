#include "dewline/warn/model.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/warn/evidence.hpp"
#include "dewline/warn/one_body.hpp"

namespace dewline::warn {
namespace {
constexpr double kKnownObject = 0.5; // a track goes with an element set if that is the likelier

/// A notice that was overtaken on its way by a later one about the same state changes nothing.
void take(Model::State& state, std::span<const Notice> notices) {
  for (const Notice& n : notices) {
    const std::pair stamp{n.alert.number, n.alert.step};
    const auto [newest, first] = state.newest.try_emplace({n.from, n.alert.state}, stamp);
    if (!first && stamp < newest->second) continue;
    newest->second = stamp;
    if (n.alert.step == Step::declared) {
      state.noticed[n.from].insert(n.alert.state);
      std::set<SensorId>& behind = state.heard[{n.from, n.alert.state}];
      behind.clear();
      for (const DetectionId& id : n.alert.evidence_for) behind.insert(id.sensor);
    }
    if (n.alert.step == Step::withdrawn || n.alert.step == Step::downgraded)
      state.noticed[n.from].erase(n.alert.state);
  }
}
void take(Model::State& state, std::span<const Message> messages) {
  for (const Message& m : messages) {
    if (m.params.kind == MessageKind::launch_notification) state.notifications.push_back(m);
    else if (m.params.sender.empty() && m.params.count == 0) state.shown.clear(); // nobody says whose: all
    else state.shown[m.params.sender] = m.params.count;
  }
}
/// Does a notification cover the launch? Its place within the stated radius and three sigmas, its time within the
/// window and three sigmas.
bool covers(const MessageParams& m, const PlaceEstimate& launch) {
  const earth::Geodetic from = earth::to_geodetic(*m.from_place);
  const double away_m = norm(earth::ecef({from.lat_rad, from.lon_rad, 0}) - earth::ecef({launch.at.lat_rad, launch.at.lon_rad, 0}));
  const double slack_s = 3 * launch.sigma_when_s, t_s = seconds(launch.when - Time{});
  return away_m <= m.radius_m + 3 * ellipse(launch).major_m && t_s >= *m.opens_s - slack_s && t_s <= *m.closes_s + slack_s;
}
bool same_picture(const ThreatPicture& a, const ThreatPicture& b) {
  const auto same = [](const AssetThreat& x, const AssetThreat& y) { return x.prob_any == y.prob_any && x.expected == y.expected; };
  const auto key = [](const ThreatPicture& p) {
    return std::tuple(p.raid.mean, p.raid.low, p.raid.high, p.raid.num_waves, p.prob_attack, p.assessment);
  };
  const bool first = b.assets.size() != a.assets.size(); // nothing was told yet: only news if there is something to tell
  return key(a) == key(b) && (first || std::equal(a.assets.begin(), a.assets.end(), b.assets.begin(), same));
}
std::uint32_t num_sensors(const std::vector<DetectionId>& evidence) {
  std::set<SensorId> all;
  for (const DetectionId& id : evidence) all.insert(id.sensor);
  return static_cast<std::uint32_t>(all.size());
}
/// Nothing but the word of centres that may only confirm: no track of the node's own is in it.
bool confirms_only(const track::Track& track, NodeId me, std::span<const NodeId> confirm_only) {
  const auto may_not = [&](const TrackId& id) {
    return id.node != me && std::find(confirm_only.begin(), confirm_only.end(), id.node) != confirm_only.end();
  };
  return may_not(track.id) && std::all_of(track.sources.begin(), track.sources.end(), may_not);
}
/// Is the launch announced?
bool announced(const Model::State& state, const Estimate& e) {
  return e.launch && std::any_of(state.notifications.begin(), state.notifications.end(),
                                 [&](const Message& m) { return covers(m.params, *e.launch); });
}
bool goes_with_a_set(const Inputs& inputs, TrackId track, std::uint32_t& number) {
  for (const catalog::Match& match : inputs.catalogued)
    if (match.track == track && match.prob >= kKnownObject) return number = match.number, true;
  return false;
}
/// Lost tracks are forgotten that stand behind no alert, behind none that was withdrawn, and are no fire of a launch whose
/// missile a radar may still see.
void forget(Model::State& state, Time now) {
  std::erase_if(state.judged, [&](const auto& entry) {
    return !entry.second.held && !may_still_fly(entry.second.estimate, now) &&
           std::none_of(state.watches.begin(), state.watches.end(), [&](const auto& w) {
             return w.second.tracks.contains(entry.first) || w.second.dismissed.contains(entry.first);
           });
  });
}
/// Where it falls, or of a glider where it may come down.
AssetProbability threat(AssetId asset, const Region& region, const Estimate& e) {
  const std::optional<PlaceEstimate>& place = e.impact ? e.impact : e.region;
  if (!place) return {asset, 0, 0};
  const double prob = region.prob_inside(*place), d = region.min_mahalanobis(*place);
  return {asset, prob, std::max(prob, std::exp(-0.5 * d * d))};
}
} // namespace

Model::Model(const Setup& setup, const earth::Orientation& orientation)
    : setup_(setup), key_(hash64(setup.name)), classifier_(library_class_table(), setup.centre.class_priors), orientation_(&orientation) {
  Problems problems;
  check(setup.rules, problems);
  check(setup.centre, problems);
  DW_CHECK(problems.empty());
  for (const Asset& asset : setup.assets) {
    regions_.emplace_back(asset.params);
    weights_.push_back({asset.id, asset.params.weight});
  }
  Names names{setup.node_names, {}};
  for (const Asset& asset : setup.assets) names.assets.push_back(asset.name);
  for (const auto& [state, c] : setup.rules.raise) {
    raise_.emplace(state, Rule(c, names));
    actions_[state] = actions_of(setup.rules, state);
  }
  for (const auto& [state, c] : setup.rules.downgrade) downgrade_.emplace(state, Rule(c, names));
  for (const auto& [state, c] : setup.rules.withdraw) withdraw_.emplace(state, Rule(c, names));
}

Outcome Model::assess(State& state, const Inputs& inputs, const Draws& draws) const {
  Outcome outcome;
  take(state, inputs.notices);
  take(state, inputs.messages);
  state.confirm_only = {inputs.confirm_only.begin(), inputs.confirm_only.end()};
  outcome.wake = judge_all(state, inputs, outcome);
  if (!inputs.messages.empty()) // word that comes after the last detection is true of what was seen before
    for (auto& [id, judged] : state.judged) judged.estimate.notified = judged.estimate.notified || announced(state, judged.estimate);
  assess_all(state, inputs.now, outcome);
  move_alerts(state, inputs.now, draws, outcome);
  forget(state, inputs.now);
  return outcome;
}

/// A lost track counts until it has come down: losing sight of a missile does not stop it. A fire that is out counts as a
/// missile nobody can predict while an alert stands on it and it may still fly.
void Model::assess_all(State& state, Time now, Outcome& outcome) const {
  const auto in_the_air = [&](const TrackId& id, const Judged& judged) {
    const Estimate& e = judged.estimate;
    if (judged.held || e.impact) return !is_down(e, now);
    if (e.region) return now < e.region->when + duration_from_s(3 * e.region->sigma_when_s);
    return stands_behind(state, id) && may_still_fly(e, now);
  };
  std::vector<const Estimate*> flying;
  for (const auto& [id, judged] : state.judged)
    if (in_the_air(id, judged)) flying.push_back(&judged.estimate);
  ThreatPicture picture = assess_threat(setup_.node, now, flying, weights_, setup_.centre.threat, state.threat.assessment);
  if (!same_picture(picture, state.threat)) outcome.threat = picture;
  state.threat = std::move(picture);
}

Time Model::judge_all(State& state, const Inputs& inputs, Outcome& outcome) const {
  const Time now = inputs.now;
  for (auto& [id, judged] : state.judged) judged.held = false;
  Time wake = kNever;
  for (const track::Track& track : inputs.picture.tracks) judge_one(state, inputs, track, outcome, wake);
  for (const track::Report& report : inputs.foreign) { // nobody tells that a report is the last one: it grows old
    const Time old = report.track.valid + duration_from_s(setup_.centre.judge.max_report_age_s);
    if (old < now) continue;
    judge_one(state, inputs, report.track, outcome, wake);
    if (state.judged.contains(report.track.id)) wake = std::min(wake, old + kTick);
  }
  return wake;
}

Estimate Model::estimate(const track::Track& track, const Inputs& inputs, const State& state, const Judged& before) const {
  const JudgeParams& params = setup_.centre.judge;
  Estimate e = judge(track, params, *orientation_, inputs.now);
  if (e.manoeuvres || before.glided) e.launch = before.estimate.launch; // a glide says nothing of its launch any more
  e.kinds = track.kinds;
  e.num_sensors = num_sensors(track.evidence);
  e.confirm_only = confirms_only(track, setup_.node, inputs.confirm_only) ||
                   std::ranges::binary_search(inputs.confirm_only_tracks, track.id);
  if (std::uint32_t number = 0; goes_with_a_set(inputs, track.id, number)) e.catalogue_number = number;
  e.notified = announced(state, e);
  if (e.impact || e.region || e.stays_up)
    for (std::size_t a = 0; a < regions_.size(); ++a) e.assets.push_back(threat(setup_.assets[a].id, regions_[a], e));
  const bool from_here = params.launch_from == LaunchFrom::outside_assets && e.launch &&
                         std::any_of(regions_.begin(), regions_.end(), [&](const Region& r) { return r.contains(e.launch->at); });
  const bool launched = !from_here && (e.only_fire || e.ballistic || climbs_fast(track, params, *orientation_));
  e.launch_call = launched && !e.catalogue_number && track.num_updates >= params.min_updates;
  e.too_few_updates = launched && !e.launch_call;
  return e;
}

bool Model::judge_one(State& state, const Inputs& inputs, const track::Track& track, Outcome& outcome,
                      Time& wake) const {
  if (track.status == track::Status::tentative) return false;
  for (const TrackId& other : track.sources) renumber(state, other, track.id);
  Judged& judged = state.judged[track.id];
  judged.held = true;
  const bool burnt_out = track.status == track::Status::coasting && !judged.coasting && track::only_lines_of_sight(track);
  judged.coasting = track.status == track::Status::coasting;
  if (judged.num_updates == track.num_updates && !burnt_out) return false;
  const Time due = judged.estimate.at + duration_from_s(setup_.rules.assess_every_s);
  if (judged.num_updates > 0 && inputs.now < due && !burnt_out) {
    wake = std::min(wake, due);
    return false;
  }
  Estimate e = estimate(track, inputs, state, judged);
  judged.glided = judged.glided || e.manoeuvres;
  if (const auto before = seen_before(state, e, judged.num_updates == 0); before && judged.fire_kinds == 0) {
    Judged& lost = state.judged.at(before->track);
    judged.classes = lost.classes; // what was seen of it then is still true
    if (before->fire) {
      lost.fire_kinds = lost.estimate.kinds;
      lost.fire_evidence = lost.evidence;
    }
    renumber(state, before->track, track.id);
  }
  e.kinds |= judged.fire_kinds;
  e.infrared = e.infrared || (judged.fire_kinds != 0);
  classifier_.update(judged.classes, features_of(track, e, setup_.watching, *orientation_));
  e.prob_class = judged.classes.prob;
  if (e.launch_call && !judged.estimate.launch_call) judged.called_at = inputs.now;
  judged.num_updates = track.num_updates;
  judged.confirmed_at = track.confirmed_at;
  judged.evidence = judged.fire_evidence;
  judged.evidence.insert(judged.evidence.end(), track.evidence.begin(), track.evidence.end());
  e.num_sensors = num_sensors(judged.evidence);
  judged.estimate = e;
  outcome.estimates.push_back(std::move(e));
  return true;
}

} // namespace dewline::warn
