#include "dewline/record/metrics/continuity.hpp"

#include <algorithm>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/record/metrics/matching.hpp"

namespace dewline::record {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kNobody = UINT32_MAX;

struct Pair {
  std::uint32_t track = 0, truth = 0; ///< rows
};

/// What is known of an object on the way.
struct Object {
  ObjectContinuity sums;
  Time first{};
  std::uint32_t track = kNobody; ///< the last that it had
  bool tracked = false;          ///< at its last instant
};

/// Of a track: its sums, and how often it was matched to which object.
struct Reported {
  struct Count {
    std::uint32_t truth = 0;
    std::int64_t num = 0;
  };
  TrackContinuity sums;
  std::vector<Count> counts;
  std::uint32_t truth = kNobody; ///< the last that it was matched to

  void match(std::uint32_t object) {
    ++sums.num_matched;
    truth = object;
    for (Count& c : counts)
      if (c.truth == object) {
        ++c.num;
        return;
      }
    counts.push_back({object, 1});
  }
};

class Follow {
 public:
  Follow(const Scene& scene, double c_m)
      : tracks_(scene.tracks),
        truth_(scene.truth),
        c_m_(c_m),
        objects_(truth_.ids.size()),
        reported_(tracks_.ids.size()) {
    for (std::size_t j = 0; j < objects_.size(); ++j) objects_[j].sums.truth = truth_.ids[j];
    for (std::size_t i = 0; i < reported_.size(); ++i) reported_[i].sums.track = tracks_.ids[i];
  }

  void see(const Instant& now) {
    for (const std::uint32_t i : now.tracks) ++reported_[tracks_.who[i]].sums.num_instants;
    for (const std::uint32_t j : now.truth) meet(objects_[truth_.who[j]], now.time);
    const std::vector<Pair> pairs = paired(now);
    // First all objects, then all tracks: a swap is judged by what each track was matched to before.
    for (const Pair& pair : pairs) hold(truth_.who[pair.truth], tracks_.who[pair.track], now.time);
    for (const Pair& pair : pairs) reported_[tracks_.who[pair.track]].match(truth_.who[pair.truth]);
    for (const std::uint32_t j : now.truth) objects_[truth_.who[j]].tracked = false;
    for (const Pair& pair : pairs) objects_[truth_.who[pair.truth]].tracked = true;
  }

  [[nodiscard]] Continuity result() const {
    Continuity c;
    for (const Object& object : objects_) c.objects.push_back(object.sums);
    for (const Reported& r : reported_) {
      c.tracks.push_back(r.sums);
      TrackContinuity& t = c.tracks.back();
      for (const auto& [truth, num] : r.counts) {
        const std::int64_t id = truth_.ids[truth];
        if (num < t.num_main || (num == t.num_main && id > t.main_truth)) continue;
        t.num_main = num;
        t.main_truth = id;
      }
    }
    return c;
  }

 private:
  static void meet(Object& object, Time t) {
    if (object.sums.num_instants++ > 0) return;
    object.first = t;
    object.sums.latency_s = kNaN;
  }

  void hold(std::uint32_t truth, std::uint32_t track, Time t) {
    Object& object = objects_[truth];
    ObjectContinuity& s = object.sums;
    ++s.num_tracked;
    if (object.track == kNobody) s.latency_s = seconds(t - object.first);
    else s.num_breaks += !object.tracked;
    if (object.track != kNobody && object.track != track) {
      ++s.num_changes;
      s.num_swaps += reported_[track].truth != kNobody && reported_[track].truth != truth;
    }
    object.track = track;
  }

  /// Pairs of the objects' last instants that still hold, then the rest by least squares.
  [[nodiscard]] std::vector<Pair> paired(const Instant& now) const {
    std::vector<std::uint32_t> row_of(tracks_.ids.size(), kNobody);
    for (const std::uint32_t i : now.tracks) row_of[tracks_.who[i]] = i;
    std::vector<Pair> out;
    std::vector<std::uint32_t> free_truth;
    for (const std::uint32_t j : now.truth) {
      const Object& object = objects_[truth_.who[j]];
      std::uint32_t* i = object.tracked ? &row_of[object.track] : nullptr;
      if (!i || *i == kNobody || !(norm(tracks_.rows[*i].x.p - truth_.rows[j].x.p) < c_m_)) {
        free_truth.push_back(j);
        continue;
      }
      out.push_back({*i, j});
      *i = kNobody;
    }
    std::vector<std::uint32_t> free_tracks;
    for (const std::uint32_t i : now.tracks)
      if (row_of[tracks_.who[i]] != kNobody) free_tracks.push_back(i);
    add_rest(out, free_tracks, free_truth);
    return out;
  }
  void add_rest(std::vector<Pair>& out, std::span<const std::uint32_t> free_tracks,
                std::span<const std::uint32_t> free_truth) const {
    std::vector<Vec3> a, b;
    for (const std::uint32_t i : free_tracks) a.push_back(tracks_.rows[i].x.p);
    for (const std::uint32_t j : free_truth) b.push_back(truth_.rows[j].x.p);
    for (const Match& m : match(a, b, c_m_, 2)) out.push_back({free_tracks[m.a], free_truth[m.b]});
  }

  const Roster &tracks_, &truth_;
  double c_m_;
  std::vector<Object> objects_;
  std::vector<Reported> reported_;
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

Continuity continuity(const Scene& scene, double c_m) {
  DW_CHECK(c_m > 0);
  Follow follow(scene, c_m);
  for (const Instant& now : scene.instants) follow.see(now);
  Continuity c = follow.result();
  add_up(c);
  return c;
}

Continuity continuity(std::span<const StateRow> tracks, std::span<const StateRow> truth, double c_m) {
  return continuity(scene(tracks, truth), c_m);
}

} // namespace dewline::record
