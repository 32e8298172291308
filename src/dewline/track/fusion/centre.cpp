#include "dewline/track/fusion/centre.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "dewline/track/association/assign.hpp"
#include "dewline/track/fusion/intersection.hpp"
#include "dewline/track/merge.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

/// The tracks of one body, from different nodes; the first gives the number.
struct Body {
  std::vector<const Track*> tracks;
};

Gaussian<6> at(const FusionParams& params, const Track& track, Time t) {
  const double psd = track.motion == Motion::ballistic ? params.coast_psd_m2_s3 : params.boost_psd_m2_s3;
  return predict(track.x_G, seconds(t - track.valid), psd);
}

double distance2_of(const FusionParams& params, const Track& a, const Track& b) {
  const Time t = std::max(a.valid, b.valid);
  return distance2(at(params, a, t), at(params, b, t));
}

/// Of a body and a track of a node that is not in it: how well they agree; nothing if they do not.
std::optional<double> agreement(const FusionParams& params, const FusionState& state, const Body& body,
                                const Track& track) {
  const auto before = state.joined.find(track.id);
  const bool joined = before != state.joined.end() && before->second == body.tracks[0]->id;
  const double gate = joined ? params.part_gate : params.join_gate;
  const double d2 = distance2_of(params, *body.tracks[0], track);
  if (!(d2 <= gate)) return {};
  return gate - d2;
}

/// Gives each track of one node to at most one body, and each body at most one of them; the rest are new
/// bodies.
void share_out(const FusionParams& params, const FusionState& state, const std::vector<const Track*>& tracks,
               std::vector<Body>& bodies) {
  std::vector<Pairing> pairings;
  for (std::uint32_t b = 0; b < bodies.size(); ++b)
    for (std::uint32_t t = 0; t < tracks.size(); ++t)
      if (const auto gain = agreement(params, state, bodies[b], *tracks[t]))
        pairings.push_back({b, t, *gain});
  const auto taken =
      assign(static_cast<std::uint32_t>(bodies.size()), static_cast<std::uint32_t>(tracks.size()), pairings);
  std::vector<std::uint8_t> used(tracks.size(), 0);
  for (std::size_t b = 0; b < taken.size(); ++b) {
    if (taken[b] == kNone) continue;
    const std::uint32_t t = pairings[static_cast<std::size_t>(taken[b])].detection;
    bodies[b].tracks.push_back(tracks[t]);
    used[t] = 1;
  }
  for (std::size_t t = 0; t < tracks.size(); ++t)
    if (used[t] == 0) bodies.push_back({{tracks[t]}});
}

Gaussian<6> fused(const Gaussian<6>& a, const Gaussian<6>& b, bool apart) {
  if (apart)
    if (const auto x = fuse_independent(a, b)) return *x;
  const auto x = intersect(a, b, Smallest::determinant);
  return x ? x->x : a;
}

void add_source(Track& all, const TrackId& id) {
  const auto place = std::lower_bound(all.sources.begin(), all.sources.end(), id);
  if (id != all.id && (place == all.sources.end() || *place != id)) all.sources.insert(place, id);
}

/// What one more track says of the body, beside its motion.
void add_history(Track& all, const Track& more) {
  std::set<DetectionId> known(all.evidence.begin(), all.evidence.end());
  for (const DetectionId& id : more.evidence)
    if (known.insert(id).second) all.evidence.push_back(id);
  all.num_updates =
      std::max({all.num_updates, more.num_updates, static_cast<std::uint32_t>(all.evidence.size())});
  all.kinds = static_cast<std::uint8_t>(all.kinds | more.kinds);
  if (more.last_detection >= all.last_detection) all.motion = more.motion;
  all.first_detection = std::min(all.first_detection, more.first_detection);
  all.last_detection = std::max(all.last_detection, more.last_detection);
  all.confirmed_at = std::min(all.confirmed_at, more.confirmed_at);
  all.prob_exists = std::max(all.prob_exists, more.prob_exists);
  if (more.status == Status::confirmed) all.status = Status::confirmed;
  add_source(all, more.id);
  for (const TrackId& id : more.sources) add_source(all, id);
}

Track one_track(const FusionParams& params, const Body& body) {
  Track all = *body.tracks[0];
  if (body.tracks.size() == 1) return all;
  Time t = all.valid;
  for (const Track* track : body.tracks) t = std::max(t, track->valid);
  all.x_G = at(params, all, t);
  all.valid = t;
  for (std::size_t i = 1; i < body.tracks.size(); ++i) {
    const Track& more = *body.tracks[i];
    all.x_G = fused(all.x_G, at(params, more, t), independent(all, more));
    add_history(all, more);
  }
  return all;
}

} // namespace

bool independent(const Track& a, const Track& b) {
  if (a.motion != Motion::ballistic || b.motion != Motion::ballistic || a.evidence.empty() ||
      b.evidence.empty())
    return false;
  std::set<TrackId> held(a.sources.begin(), a.sources.end());
  held.insert(a.id);
  if (held.contains(b.id) ||
      std::any_of(b.sources.begin(), b.sources.end(), [&](const TrackId& s) { return held.contains(s); }))
    return false;
  std::set<SensorId> sensors;
  for (const DetectionId& id : a.evidence) sensors.insert(id.sensor);
  return std::none_of(b.evidence.begin(), b.evidence.end(),
                      [&](const DetectionId& id) { return sensors.contains(id.sensor); });
}

FusedPicture fuse(const FusionParams& params, FusionState& state, const Picture& own,
                  std::span<const Report> foreign) {
  FusedPicture out{own, {}};
  std::vector<Body> bodies;
  for (const Track& track : own.tracks)
    if (track.status != Status::tentative) bodies.push_back({{&track}});
  const std::size_t num_own = bodies.size();
  std::map<NodeId, std::map<TrackId, const Report*>> by_node;
  for (const Report& r : foreign)
    if (!r.ended) by_node[r.track.id.node].emplace(r.track.id, &r);
  for (const auto& [node, reports] : by_node) {
    std::vector<const Track*> tracks;
    for (const auto& [id, report] : reports) tracks.push_back(&report->track);
    share_out(params, state, tracks, bodies);
  }
  state.joined.clear();
  for (const Body& body : bodies)
    for (std::size_t i = 1; i < body.tracks.size(); ++i)
      state.joined.emplace(body.tracks[i]->id, body.tracks[0]->id);
  std::size_t b = 0;
  for (Track& track : out.own.tracks)
    if (track.status != Status::tentative) track = one_track(params, bodies[b++]);
  for (b = num_own; b < bodies.size(); ++b) {
    const TrackId id = bodies[b].tracks[0]->id;
    out.foreign.push_back({by_node.at(id.node).at(id)->from, one_track(params, bodies[b]), false});
  }
  return out;
}

} // namespace dewline::track
