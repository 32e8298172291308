#include "dewline/run/world.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "dewline/base/hash.hpp"

namespace dewline::run {
namespace {

using net::Place;
using net::Room;

/// All mail for one place at one instant, and what it may touch.
struct Step {
  const Model& model;
  World& world;
  record::Observer& observer;
  Time at;
  Place me;
  std::vector<net::Agenda<Letter>::Item> mail;

  NodeState& node_state() { return world.nodes[me.owner]; }
  [[nodiscard]] const Node& node() const { return model.nodes[me.owner]; }
};

const char* kind_of(const Letter& letter) {
  static constexpr const char* kWords[] = {"timer", "scan", "track", "alert"};
  return kWords[letter.index()];
}

/// What the record keeps of a letter when it is posted.
record::Mailed told(const net::Envelope& envelope, const Letter& letter, const std::string& link) {
  const auto* scan = std::get_if<sense::Scan>(&letter);
  if (scan == nullptr) return {envelope, kind_of(letter), link, 1};
  return {envelope, kind_of(letter), link, scan->detections.size(), scan->sensor, scan->frame};
}

void post_timer(World& world, Place me, Time due, std::int64_t frame) {
  world.agenda.post({me, me, world.now, due, static_cast<std::uint64_t>(frame)}, Wake{frame});
}

/// Sends a letter over a link: it arrives after the link's delay, or never. `subject` is what the letter is
/// about; the same letter has the same luck in every architecture.
void send(Step& step, const Link& link, Room room, std::uint64_t subject, Letter letter) {
  const auto travel = net::transit(link.params, link.key, subject, step.world.draws);
  const net::Envelope envelope{step.me, {room, link.to.index}, step.at, travel ? step.at + *travel : kNever, subject};
  step.observer.see(step.at, told(envelope, letter, link.name));
  if (travel) step.world.agenda.post(envelope, std::move(letter));
}

std::uint64_t subject_of(std::uint64_t key, std::int64_t count) {
  return combine(key, static_cast<std::uint64_t>(count));
}

/// A sensor's frame has ended: report it, empty or not, and set the timer of the next one.
void look(Step& step) {
  const auto& sensor = step.model.sensors[step.me.owner];
  auto& state = step.world.sensors[step.me.owner];
  const truth::View view(step.model.truth, step.world.truth);
  for (const auto& item : step.mail) {
    const std::int64_t k = std::get<Wake>(item.letter).frame;
    auto frame = sensor.look(state, k, view, step.world.draws);
    step.observer.see(step.at, record::ScanMade{frame.scan, frame.labels, frame.spent});
    for (const Link& link : step.model.sensor_links[step.me.owner])
      if (link.params.share == net::Share::detections) send(step, link, Room::track, subject_of(sensor.key(), k), frame.scan);
    const Time next_end = sensor.frame_end(k + 1);
    if (next_end <= step.model.end) post_timer(step.world, step.me, next_end, k + 1);
  }
}

void keep_newest(std::vector<track::Report>& reports, const track::Report& report) {
  const auto same = [&](const track::Report& r) { return r.track.id == report.track.id; };
  const auto it = std::ranges::find_if(reports, same);
  if (it == reports.end()) reports.push_back(report);
  else if (it->track.valid <= report.track.valid) *it = report;
}

/// What changed of the node's confirmed tracks since they were last sent on: updated ones, and the end of others.
std::vector<track::Report> news_of(NodeId me, NodeState& state) {
  std::vector<track::Report> news;
  std::map<TrackId, std::uint32_t> now;
  for (const auto& track : state.picture.tracks) {
    if (track.status == track::Status::tentative) continue;
    const auto before = state.shared.find(track.id);
    if (before == state.shared.end() || before->second != track.num_updates) news.push_back({me, track, false});
    now[track.id] = track.num_updates;
  }
  for (const auto& [id, updates] : state.shared) {
    if (now.contains(id)) continue;
    track::Track gone;
    gone.id = id;
    gone.valid = state.picture.at;
    news.push_back({me, gone, true});
  }
  state.shared = std::move(now);
  return news;
}

void share_scans(Step& step, std::span<const sense::Scan* const> own_scans) {
  for (const Link& link : step.model.node_links[step.me.owner])
    if (link.params.share == net::Share::detections)
      for (const sense::Scan* scan : own_scans)
        send(step, link, Room::track, subject_of(step.model.sensors[scan->sensor.index].key(), scan->frame), *scan);
}

void share_tracks(Step& step) {
  const auto news = news_of(NodeId{step.me.owner}, step.node_state());
  for (const Link& link : step.model.node_links[step.me.owner])
    if (link.params.share == net::Share::tracks)
      for (const auto& report : news)
        send(step, link, Room::track,
             subject_of(combine(step.node().key, report.track.id.number), step.at.time_since_epoch().count()), report);
}

/// Scans may stop coming: then a timer lets the tracks coast and end all the same.
void watch_tracks(Step& step) {
  NodeState& state = step.node_state();
  state.check = kNever;
  if (state.picture.tracks.empty()) return;
  const Time due = step.at + std::max(kTick, duration_from_s(step.node().tracker.params().coast_after_s));
  if (due > step.model.end) return;
  state.check = due;
  post_timer(step.world, step.me, due, 0);
}

/// The node's picture at this instant: its tracker's, or that of foreign tracks in the tracker's place.
track::Picture pictured(Step& step, std::span<const sense::Scan* const> scans) {
  NodeState& state = step.node_state();
  if (const auto& foreign = step.node().foreign) return foreign->picture(state.picture, NodeId{step.me.owner}, step.at);
  return step.node().tracker.assimilate(state.track, step.at, scans, step.model.orientation);
}

/// Scans and reports in; the picture changes; warn is woken at this instant.
void assimilate(Step& step) {
  std::vector<const sense::Scan*> scans, own;
  NodeState& state = step.node_state();
  const bool look_again = state.check == step.at;
  bool told = false;
  for (const auto& item : step.mail) {
    if (const auto* scan = std::get_if<sense::Scan>(&item.letter)) {
      scans.push_back(scan);
      if (item.envelope.from.room == Room::sense) own.push_back(scan); // what came from a node is not passed on
    }
    if (const auto* report = std::get_if<track::Report>(&item.letter)) {
      keep_newest(state.reports, *report);
      told = true;
      if (!report->ended) step.observer.see(step.at, record::Learnt{NodeId{step.me.owner}, std::cref(*report)});
    }
  }
  if (!scans.empty() || look_again) {
    state.picture = pictured(step, scans);
    step.observer.see(step.at, record::PictureMade{state.picture});
    share_scans(step, own);
    share_tracks(step);
    watch_tracks(step);
  } else if (!told) {
    return; // a stale timer
  }
  step.world.agenda.post({step.me, {Room::warn, step.me.owner}, step.at, step.at, 0}, Wake{});
}

void share_alerts(Step& step, const warn::Alert& alert) {
  for (const Link& link : step.model.node_links[step.me.owner])
    if (link.params.share == net::Share::alerts)
      send(step, link, Room::warn, combine(subject_of(step.node().key, alert.number), static_cast<std::uint64_t>(alert.step)),
           warn::Notice{NodeId{step.me.owner}, alert});
}

/// Own tracks and other centres', each body once. What a centre said too long ago is no longer held.
track::FusedPicture fused(Step& step) {
  NodeState& state = step.node_state();
  const Duration age = duration_from_s(step.node().warn.setup().centre.judge.max_report_age_s);
  std::vector<track::Report> held;
  std::ranges::copy_if(state.reports, std::back_inserter(held), [&](const track::Report& report) {
    return !report.ended && report.track.valid + age >= step.at;
  });
  const track::TrackerParams& p = step.node().tracker.params();
  const auto psd = [&](double sigma_m_s2) { return 2 * sigma_m_s2 * sigma_m_s2 * p.correlation_s; };
  track::FusionParams params;
  params.coast_psd_m2_s3 = psd(p.coast_acceleration_m_s2);
  params.boost_psd_m2_s3 = psd(p.boost_acceleration_m_s2);
  return track::fuse(params, state.fusion, state.picture, held);
}

/// The picture is judged; alerts go out; the next timer of a hold time or a human delay is set.
void assess(Step& step) {
  NodeState& state = step.node_state();
  std::vector<warn::Notice> notices;
  for (const auto& item : step.mail)
    if (const auto* notice = std::get_if<warn::Notice>(&item.letter)) {
      notices.push_back(*notice);
      step.observer.see(step.at, record::Learnt{NodeId{step.me.owner}, std::cref(*notice)});
    }
  const track::FusedPicture bodies = fused(step);
  const warn::Outcome outcome =
      step.node().warn.assess(state.warn, {step.at, bodies.own, bodies.foreign, notices}, step.world.draws);
  if (!outcome.estimates.empty()) step.observer.see(step.at, record::Assessed{NodeId{step.me.owner}, outcome.estimates});
  for (const auto& alert : outcome.alerts) {
    step.observer.see(step.at, record::Alerted{alert});
    share_alerts(step, alert);
  }
  if (outcome.wake != state.wake && outcome.wake > step.at && outcome.wake <= step.model.end)
    post_timer(step.world, step.me, outcome.wake, 0);
  state.wake = outcome.wake;
}

Step open(const Model& model, World& world, record::Observer& observer) {
  auto mail = world.agenda.open();
  world.now = mail.front().envelope.due;
  const Place me = mail.front().envelope.to;
  return {model, world, observer, world.now, me, std::move(mail)};
}

} // namespace

World start(const Model& model, Draws draws) {
  World world{Time{}, draws, truth::start(model.truth), {}, {}, {}};
  for (std::uint32_t i = 0; i < model.sensors.size(); ++i) {
    world.sensors.push_back(model.sensors[i].start(draws));
    const Time first = model.sensors[i].frame_end(0);
    if (first <= model.end) post_timer(world, {Room::sense, i}, first, 0);
  }
  for (std::uint32_t i = 0; i < model.nodes.size(); ++i) {
    world.nodes.emplace_back();
    world.nodes.back().picture.node = NodeId{i};
  }
  return world;
}

/// The architecture in one loop: while there is mail due, open all of it for one place at one instant, and let
/// that room act. What it sends later is mail again; what it knows now, later rooms of the node read in place.
void advance(const Model& model, World& world, Time until, record::Observer& observer) {
  const bool ends = world.now < model.end && until >= model.end;
  while (world.agenda.next() <= until) {
    Step step = open(model, world, observer);
    switch (step.me.room) {
      case Room::truth: break; // nothing yet is addressed to truth: shots come with the defence layer
      case Room::sense: look(step); break;
      case Room::track: assimilate(step); break;
      case Room::warn: assess(step); break;
    }
  }
  world.now = std::max(world.now, until);
  if (ends) observer.see(model.end, record::Finished{});
}

void tell_truth(const Model& model, const World& world, record::Observer& observer) {
  const truth::View view(model.truth, world.truth);
  for (std::uint32_t i = 0; i < view.num_objects(); ++i) {
    const ObjectId id{i};
    const Time last = std::min(view.ended(id), model.end);
    if (view.born(id) > last) continue; // not in this run
    for (Time t = view.born(id); t < last; t += model.truth_step)
      observer.see(t, record::TruthSample{id, t, view.state_E(id, t)});
    observer.see(last, record::TruthSample{id, last, view.state_E(id, last)});
  }
}

} // namespace dewline::run
