#include "dewline/track/foreign.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

const Track* find(const Picture& picture, TrackId id) {
  const auto it = std::ranges::find(picture.tracks, id, &Track::id);
  return it == picture.tracks.end() ? nullptr : &*it;
}

/// What the rows known so far say of the track, without its state: detections once each, when it last had
/// one.
Track history(std::span<const ForeignUpdate> rows, TrackId id) {
  Track t;
  t.id = id;
  t.prob_exists = 1;
  t.first_detection = t.last_detection = rows.front().valid;
  for (const ForeignUpdate& row : rows) {
    if (row.num_updates > t.num_updates) t.last_detection = row.valid;
    t.num_updates = std::max(t.num_updates, row.num_updates);
    t.kinds = static_cast<std::uint8_t>(t.kinds | row.kinds);
    if (row.detection) t.evidence.push_back(*row.detection);
  }
  return t;
}

/// What happened to a track between two pictures of it.
void tell(const Track* before, const Track& now, Time at, std::vector<TrackEvent>& events) {
  if (before == nullptr) {
    events.push_back({now.id, at, Change::started, {}, {}});
    events.push_back({now.id, at, Change::confirmed, {}, {}});
  }
  const Status was = before == nullptr ? Status::confirmed : before->status;
  if (was == now.status) return;
  events.push_back(
      {now.id, at, now.status == Status::coasting ? Change::coasting : Change::reacquired, {}, {}});
}

} // namespace

ForeignTracks::ForeignTracks(std::vector<ForeignUpdate> updates, const ForeignParams& params)
    : params_(params) {
  std::ranges::stable_sort(updates, {}, [](const ForeignUpdate& u) { return std::tuple(u.known, u.valid); });
  for (ForeignUpdate& update : updates) {
    DW_CHECK(update.valid <= update.known);
    tracks_[update.number].push_back(std::move(update));
  }
}

Picture ForeignTracks::picture(const Picture& before, NodeId node, Time now) const {
  Picture out{node, now, {}, {}};
  for (const auto& [number, rows] : tracks_) {
    const TrackId id{node, number};
    const Track* held = find(before, id);
    const auto next = std::ranges::upper_bound(rows, now, {}, &ForeignUpdate::known);
    if (next == rows.begin()) continue;
    const ForeignUpdate& newest = *(next - 1);
    if (next == rows.end() && now - newest.known > params_.end_after) {
      if (held != nullptr) out.events.push_back({id, now, Change::deleted, {}, {}});
      continue;
    }
    Track t = history({rows.begin(), next}, id);
    t.motion = newest.motion;
    t.valid = now;
    const double psd = t.motion == Motion::ballistic ? params_.coast_psd_m2_s3 : params_.boost_psd_m2_s3;
    t.x_G = now == newest.valid ? newest.x_G : predict(newest.x_G, seconds(now - newest.valid), psd);
    t.confirmed_at = held == nullptr ? now : held->confirmed_at;
    t.status = now - t.last_detection > params_.coast_after ? Status::coasting : Status::confirmed;
    tell(held, t, now, out.events);
    out.tracks.push_back(std::move(t));
  }
  return out;
}

} // namespace dewline::track
