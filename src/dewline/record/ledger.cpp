#include "dewline/record/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/record/words.hpp"

namespace dewline::record {
namespace {

/// `face` counts the scan's coverage, as a detection's does: a face may have several entries.
bool narrower(const sense::Scan& scan, std::uint32_t face) {
  const sense::Coverage& c = scan.coverage.at(face);
  return c.fence_max_rad < c.el_max_rad || c.fence_min_rad > c.el_min_rad;
}

void keep_first(TrackMoment& moment, TrackMoment candidate) {
  if (moment.known == kNever) moment = std::move(candidate);
}

TrackMoment moment(const warn::Estimate& e, std::string words) {
  TrackMoment out{e.at, e.at, e.num_evidence, std::move(words), {}};
  if (e.num_evidence > 0) out.newest = e.last_evidence;
  return out;
}

/// Estimates that do not say by whom they were made are a radar's, as in the rules.
bool seen_by(const warn::Estimate& e, sense::Kind kind) {
  return e.kinds == 0 ? kind == sense::Kind::radar : (e.kinds >> static_cast<unsigned>(kind) & 1U) != 0;
}

/// A launch notification covers a launch within its radius of its place, while its window is open.
bool covers_launch(const warn::MessageParams& m, const std::vector<Milestone>& milestones) {
  if (m.kind != warn::MessageKind::launch_notification || !m.from_place) return false;
  const earth::Geodetic from{m.from_place->lat_rad, m.from_place->lon_rad, 0};
  return std::any_of(milestones.begin(), milestones.end(), [&](const Milestone& launch) {
    return launch.what == "launch" && m.opens_s && m.closes_s && time_s(launch.at) >= *m.opens_s &&
           time_s(launch.at) <= *m.closes_s && earth::course(from, launch.where).distance_m <= m.radius_m;
  });
}

} // namespace

void Ledger::see(Time at, const Fact& fact) {
  std::visit([&](const auto& f) { take(at, f); }, fact);
}

void Ledger::take(Time, const ScanMade& made) {
  newest_frame_[made.scan.sensor] = made.scan.frame;
  for (const sense::Label& label : made.labels) {
    if (label.objects.empty()) continue;
    const auto d = std::find_if(made.scan.detections.begin(), made.scan.detections.end(),
                                [&](const sense::Detection& x) { return x.id == label.detection; });
    DW_CHECK(d != made.scan.detections.end());
    log_.hits[d->id] = {label.objects, d->valid, d->range_m, d->snr_db, narrower(made.scan, d->face)};
  }
}

void Ledger::know(NodeId node, const DetectionId& detection, Time known) {
  const auto hit = log_.hits.find(detection);
  if (hit == log_.hits.end() || known == kNever) return;
  for (ObjectId object : hit->second.objects) {
    FirstHit& first = log_.first[{node, object}];
    if (std::pair(known, hit->second.valid) < std::pair(first.known, first.valid))
      first = {detection, hit->second.valid, known};
  }
}

void Ledger::take(Time, const Mailed& mailed) {
  const net::Envelope& e = mailed.envelope;
  if (e.to.room < net::Room::track) return;
  const NodeId to{e.to.owner};
  if (const auto scan = scan_in(mailed, newest_frame_)) {
    if (e.trust != net::Trust::ignore) take_scan(to, mailed, *scan); // what is ignored is as good as unknown
    return;
  }
  if (std::string_view(mailed.kind) == "alert") take_alert(mailed);
  if (e.due < kNever && e.from.room >= net::Room::track)
    on_the_way_[{to, e.due, NodeId{e.from.owner}, std::string_view(mailed.kind) == "track"}] = {mailed.link, e.sent};
}

void Ledger::take_scan(NodeId node, const Mailed& mailed, std::pair<SensorId, std::int64_t> scan) {
  Route& route = log_.reporting[node][scan.first];
  route.link = mailed.link;
  for (auto it = log_.hits.lower_bound({scan.first, scan.second, 0});
       it != log_.hits.end() && it->first.sensor == scan.first && it->first.frame == scan.second; ++it) {
    Time& due = route.due.try_emplace(scan.second, kNever).first->second;
    due = std::min(due, mailed.envelope.due);
    know(node, it->first, mailed.envelope.due);
  }
}

/// A letter with an alert in it follows the alert itself at once.
void Ledger::take_alert(const Mailed& mailed) {
  const net::Envelope& e = mailed.envelope;
  const NodeId from{e.from.owner};
  const auto it = std::find_if(log_.alerts.rbegin(), log_.alerts.rend(),
                               [&](const warn::Alert& a) { return a.node == from; });
  if (it == log_.alerts.rend() || it->at != e.sent || it->step != warn::Step::declared) return;
  log_.deliveries.push_back({from, NodeId{e.to.owner}, it->number, {mailed.link, e.sent}, e.due, mailed.out, e.trust});
}

Told Ledger::told(Time at, const warn::Notice& notice) const {
  const warn::Alert& a = notice.alert;
  return {at, notice.from, a.tracks, {},
          fmt::format("{}'s {} {}", context_->nodes.at(notice.from.index), a.state, step_word(a.step)), {}, {}};
}

Told Ledger::told(Time at, const track::Report& report) const {
  const TrackId id = report.track.id;
  return {at, report.from, {id}, {},
          fmt::format("{}'s track {}", context_->nodes.at(id.node.index), id.number), {}, {}};
}

Told Ledger::told(Time at, const warn::Message& message) const {
  Told out{at, {}, {}, {}, fmt::format("{} {}", word(message.params.kind), message.name), {}, message.name};
  if (!message.params.sender.empty()) out.words += " from " + message.params.sender;
  for (std::uint32_t o = 0; o < context_->milestones.size(); ++o)
    if (covers_launch(message.params, context_->milestones[o])) out.objects.push_back({o});
  return out;
}

/// How the letter travelled that arrives now. What arrived before can be forgotten.
std::optional<Way> Ledger::way_of(NodeId to, Time at, NodeId from, bool track) {
  on_the_way_.erase(on_the_way_.lower_bound({to, Time::min(), NodeId{}, false}),
                    on_the_way_.lower_bound({to, at, NodeId{}, false}));
  const auto it = on_the_way_.find({to, at, from, track});
  return it == on_the_way_.end() ? std::nullopt : std::optional(it->second);
}

void Ledger::take(Time at, const Learnt& learnt) {
  const auto* message = std::get_if<std::reference_wrapper<const warn::Message>>(&learnt.what);
  if (message != nullptr && !message->get().params.delivered) {
    for (ObjectId object : told(at, message->get()).objects)
      log_.undelivered[{learnt.node, object}] = message->get().name;
    return;
  }
  const auto* report = std::get_if<std::reference_wrapper<const track::Report>>(&learnt.what);
  if (report != nullptr) { // the first of each track, and none of what comes back to its own centre
    const TrackId id = report->get().track.id;
    if (id.node == learnt.node || !reported_.insert({learnt.node, id}).second) return;
  }
  Told news = std::visit([&](const auto& what) { return told(at, what.get()); }, learnt.what);
  if (news.from) news.way = way_of(learnt.node, at, *news.from, report != nullptr);
  log_.news[learnt.node].push_back(std::move(news));
}

void Ledger::take(Time, const PictureMade& made) {
  const track::Picture& p = made.picture;
  for (const track::Track& t : p.tracks) {
    TrackLog& log = log_.tracks[t.id];
    log.last_detection = t.last_detection;
    for (std::size_t i = log.evidence.size(); i < t.evidence.size(); ++i) {
      log.evidence.push_back(t.evidence[i]);
      know(p.node, t.evidence[i], p.at);
    }
  }
  for (const track::TrackEvent& e : p.events) {
    TrackLog& log = log_.tracks[e.track];
    const TrackMoment now{e.at, p.at, static_cast<std::uint32_t>(log.evidence.size()), {}, {}};
    if (e.change == track::Change::confirmed) keep_first(log.confirmed, now);
    if (e.change == track::Change::coasting) keep_first(log.coasting, now);
    if (e.change == track::Change::deleted || e.change == track::Change::merged) log.deleted = p.at;
  }
}

void Ledger::take(Time, const Assessed& assessed) {
  for (const warn::Estimate& e : assessed.estimates) take_estimate(assessed.node, e);
}

void Ledger::take_estimate(NodeId node, const warn::Estimate& e) {
  EstimateLog& log = log_.estimates[{node, e.track}];
  ++log.num_estimates;
  const TrackMoment now = moment(e, {});
  keep_first(log.first, now);
  if (e.launch_call && log.launch_call.known == kNever) log.called_by_count = log.too_few_updates;
  log.too_few_updates = e.too_few_updates;
  if (e.launch_call) {
    keep_first(log.launch_call, now);
    for (std::size_t k = 0; k < kSeeingKinds.size(); ++k)
      if (seen_by(e, kSeeingKinds[k])) keep_first(log.called_by[k], now);
  }
  const auto best = std::max_element(e.prob_class.begin(), e.prob_class.end());
  if (*best > log.most_class) {
    log.most_class = *best;
    log.most_class_words =
        fmt::format("{} {:.2f}", word(static_cast<warn::ObjectClass>(best - e.prob_class.begin())), *best);
  }
  if (*best >= kClassifiedProbability) keep_first(log.classified, moment(e, log.most_class_words));
  take_impact(e, log);
  take_assets(e, log);
}

void Ledger::take_impact(const warn::Estimate& e, EstimateLog& log) const {
  if (!e.impact) return;
  const double major_m = warn::ellipse(*e.impact).major_m;
  log.best_major_m = std::fmin(log.best_major_m, major_m);
  if (major_m <= kImpactPointMajor_m)
    keep_first(log.impact_point, moment(e, fmt::format("1-sigma {:.0f} km", major_m / 1e3)));
}

void Ledger::take_assets(const warn::Estimate& e, EstimateLog& log) const {
  if (e.assets.empty()) return;
  const auto top = [&](double warn::AssetProbability::*prob) {
    return std::max_element(e.assets.begin(), e.assets.end(),
                            [&](const auto& a, const auto& b) { return a.*prob < b.*prob; });
  };
  const auto name = [&](const auto& asset) { return context_->assets.at(asset->asset.index); };
  const auto reached = top(&warn::AssetProbability::prob_reach), hit = top(&warn::AssetProbability::prob_impact);
  log.least_asset_reach = std::fmin(log.least_asset_reach, reached->prob_reach);
  if (reached->prob_reach < kExcludedProbability)
    keep_first(log.excluded, moment(e, fmt::format("P({}) at most {:.2g}", name(reached), reached->prob_reach)));
  if (hit->prob_impact <= log.most_asset_impact) return;
  log.most_asset_impact = hit->prob_impact;
  log.most_asset_words = fmt::format("P({}) {:.2g}", name(hit), hit->prob_impact);
  if (hit->prob_impact >= kThreatenedProbability) keep_first(log.threatened, moment(e, log.most_asset_words));
}

} // namespace dewline::record
