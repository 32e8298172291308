#include "dewline/record/metrics/continuity.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "dewline/base/check.hpp"
#include "dewline/record/metrics/matching.hpp"

namespace dewline::record {
namespace {

using Id = std::int64_t;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Pair {
  std::uint32_t track = 0, truth = 0; ///< rows
};

/// What is known of an object on the way.
struct Object {
  ObjectContinuity sums;
  Time first{};
  std::optional<Id> track; ///< the last that it had
  bool tracked = false;    ///< at its last instant
};
struct Reported {
  TrackContinuity sums;
  std::map<Id, std::int64_t> num_of; ///< matched instants by object
  std::optional<Id> truth;           ///< the last that it was matched to
};

class Follow {
 public:
  Follow(std::span<const StateRow> tracks, std::span<const StateRow> truth, double c_m)
      : tracks_(tracks), truth_(truth), c_m_(c_m) {}

  void see(const Instant& now) {
    const std::vector<Pair> pairs = paired(now);
    std::map<Id, Id> last;
    std::map<Id, std::optional<Id>> had; // by track: its object before this instant
    for (const std::uint32_t i : now.tracks) had[tracks_[i].id] = reported(tracks_[i].id).truth;
    for (const std::uint32_t i : now.tracks) ++reported(tracks_[i].id).sums.num_instants;
    for (const std::uint32_t j : now.truth) meet(truth_[j].id, now.time);
    for (const Pair& pair : pairs) {
      const Id track = tracks_[pair.track].id, object = truth_[pair.truth].id;
      last[object] = track;
      hold(objects_.at(object), track, had.at(track), now.time);
      Reported& r = reported(track);
      ++r.sums.num_matched;
      ++r.num_of[object];
      r.truth = object;
    }
    for (const std::uint32_t j : now.truth) objects_.at(truth_[j].id).tracked = last.contains(truth_[j].id);
    pairs_ = std::move(last);
  }

  [[nodiscard]] Continuity result() {
    Continuity c;
    for (const auto& [id, object] : objects_) c.objects.push_back(object.sums);
    for (auto& [id, r] : reported_) {
      for (const auto& [object, n] : r.num_of) {
        if (n <= r.sums.num_main) continue;
        r.sums.num_main = n;
        r.sums.main_truth = object;
      }
      c.tracks.push_back(r.sums);
    }
    return c;
  }

 private:
  Reported& reported(Id id) {
    Reported& r = reported_[id];
    r.sums.track = id;
    return r;
  }
  void meet(Id id, Time t) {
    auto [at, is_new] = objects_.try_emplace(id);
    Object& object = at->second;
    if (is_new) {
      object.first = t;
      object.sums.truth = id;
      object.sums.latency_s = kNaN;
    }
    ++object.sums.num_instants;
  }
  static void hold(Object& object, Id track, std::optional<Id> tracks_last_object, Time t) {
    ObjectContinuity& s = object.sums;
    ++s.num_tracked;
    if (!object.track) s.latency_s = seconds(t - object.first);
    else s.num_breaks += !object.tracked;
    if (object.track && *object.track != track) {
      ++s.num_changes;
      s.num_swaps += tracks_last_object && *tracks_last_object != s.truth;
    }
    object.track = track;
  }

  /// Pairs of the instant before that still hold, then the rest by least squares.
  [[nodiscard]] std::vector<Pair> paired(const Instant& now) const {
    std::map<Id, std::uint32_t> row_of;
    for (const std::uint32_t i : now.tracks) row_of[tracks_[i].id] = i;
    std::vector<Pair> out;
    std::vector<std::uint32_t> free_truth;
    for (const std::uint32_t j : now.truth) {
      const auto before = pairs_.find(truth_[j].id);
      const auto at = before == pairs_.end() ? row_of.end() : row_of.find(before->second);
      const bool holds = at != row_of.end() && norm(tracks_[at->second].x.p - truth_[j].x.p) < c_m_;
      if (!holds) {
        free_truth.push_back(j);
        continue;
      }
      out.push_back({at->second, j});
      row_of.erase(at);
    }
    add_rest(out, now, row_of, free_truth);
    return out;
  }
  void add_rest(std::vector<Pair>& out, const Instant& now, const std::map<Id, std::uint32_t>& free_tracks,
                std::span<const std::uint32_t> free_truth) const {
    std::vector<std::uint32_t> rows;
    std::vector<Vec3> a, b;
    for (const std::uint32_t i : now.tracks) {
      if (!free_tracks.contains(tracks_[i].id)) continue;
      rows.push_back(i);
      a.push_back(tracks_[i].x.p);
    }
    for (const std::uint32_t j : free_truth) b.push_back(truth_[j].x.p);
    for (const Match& m : match(a, b, c_m_, 2)) out.push_back({rows[m.a], free_truth[m.b]});
  }

  std::span<const StateRow> tracks_, truth_;
  double c_m_;
  std::map<Id, Id> pairs_; ///< object -> track at the instant before
  std::map<Id, Object> objects_;
  std::map<Id, Reported> reported_;
};

void add_up(Continuity& c) {
  double num_instants = 0, num_tracked = 0, num_matched = 0, num_main = 0, sum_latency_s = 0;
  c.max_latency_s = kNaN;
  for (const ObjectContinuity& o : c.objects) {
    num_instants += static_cast<double>(o.num_instants);
    num_tracked += static_cast<double>(o.num_tracked);
    c.num_breaks += o.num_breaks;
    c.num_changes += o.num_changes;
    c.num_swaps += o.num_swaps;
    c.num_never += o.num_tracked == 0;
    if (o.num_tracked == 0) continue;
    sum_latency_s += o.latency_s;
    if (!(c.max_latency_s >= o.latency_s)) c.max_latency_s = o.latency_s;
  }
  for (const TrackContinuity& t : c.tracks) {
    num_matched += static_cast<double>(t.num_matched);
    num_main += static_cast<double>(t.num_main);
    c.num_false += t.num_matched == 0;
  }
  if (num_instants > 0) c.completeness = num_tracked / num_instants;
  if (num_matched > 0) c.purity = num_main / num_matched;
  const auto num_found = static_cast<double>(c.objects.size()) - static_cast<double>(c.num_never);
  c.mean_latency_s = num_found > 0 ? sum_latency_s / num_found : kNaN;
}

} // namespace

Continuity continuity(std::span<const StateRow> tracks, std::span<const StateRow> truth, double c_m) {
  DW_CHECK(c_m > 0);
  Follow follow(tracks, truth, c_m);
  for (const Instant& now : instants(tracks, truth)) follow.see(now);
  Continuity c = follow.result();
  add_up(c);
  return c;
}

} // namespace dewline::record
