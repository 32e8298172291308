#include "dewline/record/metrics/siap.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "dewline/base/check.hpp"

namespace dewline::record {
namespace {

using Id = std::int64_t;

/// The id of the true object nearest to p, if one is closer than `distance_m`; `truth` is in order of x.
std::optional<Id> nearest(const Vec3& p, std::span<const std::uint32_t> truth, std::span<const StateRow> rows,
                          double distance_m) {
  std::optional<Id> best;
  double least = distance_m;
  auto it = std::partition_point(truth.begin(), truth.end(),
                                 [&](std::uint32_t j) { return rows[j].x.p.x <= p.x - distance_m; });
  for (; it != truth.end() && rows[*it].x.p.x < p.x + least; ++it) {
    const double d = norm(p - rows[*it].x.p);
    if (!(d < least)) continue;
    least = d;
    best = rows[*it].id;
  }
  return best;
}

/// Follows one track through its instants and finds for which object it stands, from when to when.
class Follower {
 public:
  Follower(Id track, const SiapParams& params) : track_(track), params_(params) {}

  void see(Time time, std::optional<Id> near) {
    if (near != candidate_) {
      candidate_ = near;
      num_in_a_row_ = 0;
      candidate_since_ = time;
    }
    ++num_in_a_row_;
    if (current_ && near == current_->truth) {
      current_->last = time;
      num_others_ = 0;
    } else if (current_ && ++num_others_ >= params_.num_end) {
      end();
    }
    if (!current_ && candidate_ && num_in_a_row_ >= params_.num_start) {
      current_ = {track_, *candidate_, candidate_since_, time};
      num_others_ = 0;
    }
  }
  void end() {
    if (current_) found_.push_back(*current_);
    current_.reset();
  }
  [[nodiscard]] const std::vector<Association>& found() const { return found_; }

 private:
  Id track_;
  SiapParams params_;
  std::optional<Id> candidate_; ///< the nearest at the last instants
  std::int64_t num_in_a_row_ = 0, num_others_ = 0;
  Time candidate_since_{};
  std::optional<Association> current_;
  std::vector<Association> found_;
};

std::vector<Association> associate(const std::vector<Instant>& all, std::span<const StateRow> tracks,
                                   std::span<const StateRow> truth, const SiapParams& params) {
  DW_CHECK(params.distance_m > 0 && params.num_start >= 1 && params.num_end >= 1);
  std::map<Id, Follower> followers;
  for (const Instant& now : all)
    for (const std::uint32_t i : now.tracks)
      followers.try_emplace(tracks[i].id, tracks[i].id, params)
          .first->second.see(now.time, nearest(tracks[i].x.p, now.truth, truth, params.distance_m));
  std::vector<Association> out;
  for (auto& [id, follower] : followers) {
    follower.end();
    out.insert(out.end(), follower.found().begin(), follower.found().end());
  }
  return out;
}

/// Sums over instants: everything but the two measures of continuity.
class Sums {
 public:
  Sums(std::span<const Association> associations, std::span<const StateRow> tracks,
       std::span<const StateRow> truth)
      : tracks_(tracks), truth_(truth) {
    for (const Association& a : associations) of_track_[a.track].push_back(a);
  }

  void add(const Instant& now) {
    std::map<Id, std::uint32_t> row_of;
    for (const std::uint32_t j : now.truth) row_of[truth_[j].id] = j;
    std::set<Id> tracked;
    for (const std::uint32_t i : now.tracks) {
      const auto at =
          row_of.find(object_of(tracks_[i].id, now.time).value_or(std::numeric_limits<Id>::min()));
      if (at == row_of.end()) continue;
      tracked.insert(at->first);
      num_associated_ += 1;
      position_m_ += norm(tracks_[i].x.p - truth_[at->second].x.p);
      velocity_m_s_ += norm(tracks_[i].x.v - truth_[at->second].x.v);
    }
    num_objects_ += static_cast<double>(now.truth.size());
    num_tracks_ += static_cast<double>(now.tracks.size());
    num_tracked_ += static_cast<double>(tracked.size());
  }

  void give(Siap& s) const {
    if (num_objects_ > 0) s.completeness = num_tracked_ / num_objects_;
    if (num_tracks_ > 0) s.spuriousness = (num_tracks_ - num_associated_) / num_tracks_;
    if (num_associated_ == 0) return;
    s.ambiguity = num_associated_ / num_tracked_;
    s.position_accuracy_m = position_m_ / num_associated_;
    s.velocity_accuracy_m_s = velocity_m_s_ / num_associated_;
  }

 private:
  [[nodiscard]] std::optional<Id> object_of(Id track, Time t) const {
    const auto list = of_track_.find(track);
    if (list == of_track_.end()) return {};
    for (const Association& a : list->second)
      if (a.first <= t && t <= a.last) return a.truth;
    return {};
  }

  std::span<const StateRow> tracks_, truth_;
  std::map<Id, std::vector<Association>> of_track_;
  double num_objects_ = 0, num_tracks_ = 0, num_tracked_ = 0, num_associated_ = 0;
  double position_m_ = 0, velocity_m_s_ = 0;
};

/// Of the associations that hold at t the one that ends last; nullptr: none holds.
const Association* lasting(std::span<const Association> list, Time t) {
  const Association* best = nullptr;
  for (const Association& a : list)
    if (a.first <= t && t <= a.last && (!best || a.last > best->last)) best = &a;
  return best;
}

/// The fewest associations that cover all instants of an object that any of them covers.
std::int64_t num_needed(std::span<const Association> list, std::span<const Time> times) {
  std::int64_t n = 0;
  Time covered = Time::min();
  for (const Time t : times) {
    const Association* a = t > covered ? lasting(list, t) : nullptr;
    if (!a) continue;
    ++n;
    covered = a->last;
  }
  return n;
}

/// Time between successive instants of an object that one association covers together.
double tracked_s(std::span<const Association> list, std::span<const Time> times) {
  double sum_s = 0;
  for (std::size_t k = 0; k + 1 < times.size(); ++k) {
    const Association* a = lasting(list, times[k]);
    if (a && a->last >= times[k + 1]) sum_s += seconds(times[k + 1] - times[k]);
  }
  return sum_s;
}

void add_continuity(Siap& s, std::span<const Association> associations, const std::vector<Instant>& all,
                    std::span<const StateRow> truth) {
  std::map<Id, std::vector<Time>> times;
  std::map<Id, std::vector<Association>> of_truth;
  for (const Instant& now : all)
    for (const std::uint32_t j : now.truth) times[truth[j].id].push_back(now.time);
  for (const Association& a : associations) of_truth[a.truth].push_back(a);
  double life_s = 0, longest_s = 0, sum_tracked_s = 0, num_changes = 0;
  for (const auto& [id, at] : times) {
    life_s += seconds(at.back() - at.front());
    const auto list = of_truth.find(id);
    if (list == of_truth.end()) continue;
    ++s.num_tracked;
    double longest = 0;
    for (const Association& a : list->second) longest = std::max(longest, seconds(a.last - a.first));
    longest_s += longest;
    sum_tracked_s += tracked_s(list->second, at);
    num_changes += static_cast<double>(num_needed(list->second, at) - 1);
  }
  if (life_s > 0) s.longest_segment = longest_s / life_s;
  if (sum_tracked_s > 0) s.number_changes_per_s = num_changes / sum_tracked_s;
}

} // namespace

std::vector<Association> associate(std::span<const StateRow> tracks, std::span<const StateRow> truth,
                                   const SiapParams& params) {
  return associate(instants(tracks, truth), tracks, truth, params);
}

Siap siap(std::span<const StateRow> tracks, std::span<const StateRow> truth, const SiapParams& params) {
  const std::vector<Instant> all = instants(tracks, truth);
  const std::vector<Association> associations = associate(all, tracks, truth, params);
  Siap s;
  Sums sums(associations, tracks, truth);
  for (const Instant& now : all) sums.add(now);
  sums.give(s);
  add_continuity(s, associations, all, truth);
  return s;
}

} // namespace dewline::record
