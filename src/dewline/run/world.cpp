#include "dewline/run/world.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "dewline/base/hash.hpp"
#include "dewline/track/motion.hpp"

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
  static constexpr const char* kWords[] = {"timer", "scan", "track", "alert", "message", "cue"};
  return kWords[letter.index()];
}

/// What the record keeps of a letter when it is posted.
record::Mailed told(const net::Envelope& envelope, const Letter& letter, const Link& link) {
  record::Mailed mailed{envelope, kind_of(letter), link.name, 1};
  mailed.out = net::is_out(link.params, envelope.sent);
  if (const auto* scan = std::get_if<sense::Scan>(&letter))
    mailed.num_items = scan->detections.size(), mailed.sensor = scan->sensor, mailed.frame = scan->frame;
  return mailed;
}

void post_timer(World& world, Place me, Time due, std::int64_t frame) {
  world.agenda.post({me, me, world.now, due, static_cast<std::uint64_t>(frame)}, Wake{frame});
}

/// Sends a letter over a link: it arrives after the link's delay, or never. `subject` is what the letter is
/// about; the same letter has the same luck in every architecture. What is ignored where it arrives is recorded and no
/// more: it must not even wake anybody.
void send(Step& step, const Link& link, Place to, std::uint64_t subject, Letter letter) {
  const auto travel = net::transit(link.params, link.key, subject, step.at, step.world.draws);
  const Time due = travel ? step.at + *travel : kNever;
  const net::Envelope envelope{step.me, to, step.at, due, subject, link.params.trust};
  step.observer.see(step.at, told(envelope, letter, link));
  if (travel && link.params.trust != net::Trust::ignore) step.world.agenda.post(envelope, std::move(letter));
}
void send(Step& step, const Link& link, Room room, std::uint64_t subject, Letter letter) {
  send(step, link, Place{room, link.to.index}, subject, std::move(letter));
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
    if (const auto* task = std::get_if<sense::Task>(&item.letter)) {
      sensor.take(state, {task->p_EO_E, step.at});
      continue;
    }
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
      if (step.node().weighs_frames) state.frames.note(*scan, item.envelope.trust);
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
    if (link.params.share == net::Share::alerts && step.node().tells(link.to, alert.state))
      send(step, link, Room::warn, combine(subject_of(step.node().key, alert.number), static_cast<std::uint64_t>(alert.step)),
           warn::Notice{NodeId{step.me.owner}, alert});
}

/// Where the track is now.
std::optional<Vec3> place_of(const track::FusedPicture& bodies, TrackId id, Time at, const earth::Orientation& orientation) {
  const auto place = [&](const track::Track& track) {
    return orientation.to_E(track::coast(track::pos_vel(track.x_G.mean), seconds(at - track.valid)), at).p;
  };
  for (const track::Track& track : bodies.own.tracks)
    if (track.id == id) return place(track);
  for (const track::Report& report : bodies.foreign)
    if (report.track.id == id) return place(report.track);
  return std::nullopt;
}

/// While a state stands, the sensors that it cues are told where its first track is that is still held: back along the
/// link by which the sensor reports here, with that link's delays and losses.
void cue_sensors(Step& step, const track::FusedPicture& bodies) {
  for (const Cue& cue : step.node().cues) {
    const auto watch = step.node_state().warn.watches.find(cue.state);
    if (watch == step.node_state().warn.watches.end() || !warn::stands(watch->second)) continue;
    for (const TrackId& id : watch->second.tracks) {
      const auto place = place_of(bodies, id, step.at, step.model.orientation);
      if (!place) continue;
      const Link& back = step.model.sensor_links[cue.sensor.index][cue.link];
      send(step, back, Place{Room::sense, cue.sensor.index},
           combine(subject_of(step.node().key, step.at.time_since_epoch().count()), hash64("cue " + cue.state)), sense::Task{*place, step.at});
      break;
    }
  }
}

/// Tracks that are known space objects, now.
catalog::Model::Outcome catalogued(Step& step, const track::FusedPicture& bodies) {
  if (!step.model.catalogue) return {};
  auto outcome = step.model.catalogue->match(step.node_state().catalogue, step.at, bodies.own, bodies.foreign);
  if (!outcome.matches.empty() || !outcome.uncatalogued.empty())
    step.observer.see(step.at, record::Correlated{NodeId{step.me.owner}, outcome.matches, outcome.uncatalogued});
  return outcome;
}

/// The picture is judged; alerts go out; the next timer of a hold time or a human delay is set.
void assess(Step& step) {
  NodeState& state = step.node_state();
  std::vector<warn::Notice> notices;
  std::vector<warn::Message> messages;
  for (const auto& item : step.mail) {
    if (const auto* notice = std::get_if<warn::Notice>(&item.letter)) {
      notices.push_back(*notice);
      step.observer.see(step.at, record::Learnt{NodeId{step.me.owner}, std::cref(*notice)});
    }
    if (const auto* message = std::get_if<warn::Message>(&item.letter)) {
      messages.push_back(*message);
      step.observer.see(step.at, record::Learnt{NodeId{step.me.owner}, std::cref(*message)});
    }
  }
  const track::FusedPicture bodies = fused(step.node(), state, step.at);
  const auto known = catalogued(step, bodies);
  const auto to_confirm = confirm_only_tracks(state.frames, state.picture, bodies, step.node().confirm_only);
  const warn::Outcome outcome =
      step.node().warn.assess(state.warn,
                              {.now = step.at, .picture = bodies.own, .foreign = bodies.foreign, .notices = notices,
                               .messages = messages, .catalogued = known.matches, .confirm_only = step.node().confirm_only,
                               .confirm_only_tracks = to_confirm},
                              step.world.draws);
  if (!outcome.estimates.empty()) step.observer.see(step.at, record::Assessed{NodeId{step.me.owner}, outcome.estimates});
  if (outcome.threat) step.observer.see(step.at, record::Threatened{*outcome.threat});
  for (const auto& alert : outcome.alerts) {
    step.observer.see(step.at, record::Alerted{alert});
    share_alerts(step, alert);
  }
  cue_sensors(step, bodies);
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

track::FusedPicture fused(const Node& node, NodeState& state, Time at) {
  const Duration age = duration_from_s(node.warn.setup().centre.judge.max_report_age_s);
  std::vector<track::Report> held;
  std::ranges::copy_if(state.reports, std::back_inserter(held), [&](const track::Report& report) {
    return !report.ended && report.track.valid + age >= at;
  });
  const track::TrackerParams& p = node.tracker.params();
  const auto psd = [&](double sigma_m_s2) { return 2 * sigma_m_s2 * sigma_m_s2 * p.correlation_s; };
  track::FusionParams params;
  params.coast_psd_m2_s3 = psd(p.coast_acceleration_m_s2);
  params.boost_psd_m2_s3 = psd(p.boost_acceleration_m_s2);
  return track::fuse(params, state.fusion, state.picture, held);
}

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
  for (const PostedMessage& m : model.messages) {
    const Place to{Room::warn, m.to.index};
    const Time due = std::max(Time{}, time_from_s(m.message.params.arrives_s));
    if (m.message.params.delivered) world.agenda.post({{Room::truth, 0}, to, Time{}, due, hash64(m.message.name)}, m.message);
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

void tell_undelivered(const Model& model, record::Observer& observer) {
  for (const PostedMessage& m : model.messages)
    if (!m.message.params.delivered) observer.see(Time{}, record::Learnt{m.to, std::cref(m.message)});
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
