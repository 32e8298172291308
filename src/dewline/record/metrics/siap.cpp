#include "dewline/record/metrics/siap.hpp"

#include <algorithm>
#include <optional>

#include "dewline/base/check.hpp"

namespace dewline::record {
namespace {

constexpr std::uint32_t kNobody = UINT32_MAX;

/// A track stands for an object from first to last; both as numbers of their rosters.
struct Span {
  std::uint32_t truth = kNobody;
  Time first{}, last{};
  [[nodiscard]] bool holds(Time t) const { return first <= t && t <= last; }
};

/// The true object nearest to p, if one is closer than `distance_m`; `truth` is in order of x.
std::uint32_t nearest(const Vec3& p, std::span<const std::uint32_t> truth, const Roster& roster,
                      double distance_m) {
  std::uint32_t best = kNobody;
  double least = distance_m;
  const auto x_of = [&](std::uint32_t j) { return roster.rows[j].x.p.x; };
  auto it = std::partition_point(truth.begin(), truth.end(),
                                 [&](std::uint32_t j) { return x_of(j) <= p.x - distance_m; });
  for (; it != truth.end() && x_of(*it) < p.x + least; ++it) {
    const double d = norm(p - roster.rows[*it].x.p);
    if (!(d < least)) continue;
    least = d;
    best = roster.who[*it];
  }
  return best;
}

/// Follows one track through its instants and finds for which object it stands, from when to when.
class Follower {
 public:
  void see(Time time, std::uint32_t near, const SiapParams& params) {
    if (near != candidate_) {
      candidate_ = near;
      num_in_a_row_ = 0;
      candidate_since_ = time;
    }
    ++num_in_a_row_;
    if (current_ && near == current_->truth) {
      current_->last = time;
      num_others_ = 0;
    } else if (current_ && ++num_others_ >= params.num_end) {
      end();
    }
    if (!current_ && candidate_ != kNobody && num_in_a_row_ >= params.num_start) {
      current_ = {candidate_, candidate_since_, time};
      num_others_ = 0;
    }
  }
  void end() {
    if (current_) found_.push_back(*current_);
    current_.reset();
  }
  [[nodiscard]] std::vector<Span>& found() { return found_; }

 private:
  std::uint32_t candidate_ = kNobody; ///< the nearest at the last instants
  std::int64_t num_in_a_row_ = 0, num_others_ = 0;
  Time candidate_since_{};
  std::optional<Span> current_;
  std::vector<Span> found_;
};

/// By track.
std::vector<std::vector<Span>> spans_of(const Scene& scene, const SiapParams& params) {
  DW_CHECK(params.distance_m > 0 && params.num_start >= 1 && params.num_end >= 1);
  std::vector<Follower> followers(scene.tracks.ids.size());
  for (const Instant& now : scene.instants)
    for (const std::uint32_t i : now.tracks) {
      const Vec3& p = scene.tracks.rows[i].x.p;
      followers[scene.tracks.who[i]].see(now.time, nearest(p, now.truth, scene.truth, params.distance_m),
                                         params);
    }
  std::vector<std::vector<Span>> out;
  for (Follower& follower : followers) {
    follower.end();
    out.push_back(std::move(follower.found()));
  }
  return out;
}

/// Sums over instants: everything but the two measures of continuity.
class Sums {
 public:
  Sums(const Scene& scene, const std::vector<std::vector<Span>>& spans)
      : tracks_(scene.tracks), truth_(scene.truth), spans_(spans), row_of_(truth_.ids.size()) {}

  void add(const Instant& now) {
    std::fill(row_of_.begin(), row_of_.end(), kNobody);
    for (const std::uint32_t j : now.truth) row_of_[truth_.who[j]] = j;
    tracked_.assign(truth_.ids.size(), 0);
    for (const std::uint32_t i : now.tracks) {
      const std::uint32_t object = object_of(tracks_.who[i], now.time);
      const std::uint32_t j = object == kNobody ? kNobody : row_of_[object];
      if (j == kNobody) continue;
      num_tracked_ += tracked_[object] == 0;
      tracked_[object] = 1;
      num_associated_ += 1;
      position_m_ += norm(tracks_.rows[i].x.p - truth_.rows[j].x.p);
      velocity_m_s_ += norm(tracks_.rows[i].x.v - truth_.rows[j].x.v);
    }
    num_objects_ += static_cast<double>(now.truth.size());
    num_tracks_ += static_cast<double>(now.tracks.size());
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
  [[nodiscard]] std::uint32_t object_of(std::uint32_t track, Time t) const {
    for (const Span& s : spans_[track])
      if (s.holds(t)) return s.truth;
    return kNobody;
  }

  const Roster &tracks_, &truth_;
  const std::vector<std::vector<Span>>& spans_;
  std::vector<std::uint32_t> row_of_; ///< by object, at this instant
  std::vector<char> tracked_;         ///< by object, at this instant
  double num_objects_ = 0, num_tracks_ = 0, num_tracked_ = 0, num_associated_ = 0;
  double position_m_ = 0, velocity_m_s_ = 0;
};

/// Of the associations that hold at t the one that ends last; nullptr: none holds.
const Span* lasting(std::span<const Span> list, Time t) {
  const Span* best = nullptr;
  for (const Span& s : list)
    if (s.holds(t) && (!best || s.last > best->last)) best = &s;
  return best;
}

/// The fewest associations that cover all instants of an object that any of them covers.
std::int64_t num_needed(std::span<const Span> list, std::span<const Time> times) {
  std::int64_t n = 0;
  Time covered = Time::min();
  for (const Time t : times) {
    const Span* s = t > covered ? lasting(list, t) : nullptr;
    if (!s) continue;
    ++n;
    covered = s->last;
  }
  return n;
}

/// Time between successive instants of an object that one association covers together.
double tracked_s(std::span<const Span> list, std::span<const Time> times) {
  double sum_s = 0;
  for (std::size_t k = 0; k + 1 < times.size(); ++k) {
    const Span* s = lasting(list, times[k]);
    if (s && s->last >= times[k + 1]) sum_s += seconds(times[k + 1] - times[k]);
  }
  return sum_s;
}

void add_continuity(Siap& s, const Scene& scene, const std::vector<std::vector<Span>>& spans) {
  std::vector<std::vector<Time>> times(scene.truth.ids.size());
  std::vector<std::vector<Span>> of_truth(scene.truth.ids.size());
  for (const Instant& now : scene.instants)
    for (const std::uint32_t j : now.truth) times[scene.truth.who[j]].push_back(now.time);
  for (const auto& list : spans)
    for (const Span& span : list) of_truth[span.truth].push_back(span);
  double life_s = 0, longest_s = 0, sum_tracked_s = 0, num_changes = 0;
  for (std::size_t j = 0; j < times.size(); ++j) {
    life_s += seconds(times[j].back() - times[j].front());
    if (of_truth[j].empty()) continue;
    ++s.num_tracked;
    double longest = 0;
    for (const Span& span : of_truth[j]) longest = std::max(longest, seconds(span.last - span.first));
    longest_s += longest;
    sum_tracked_s += tracked_s(of_truth[j], times[j]);
    num_changes += static_cast<double>(num_needed(of_truth[j], times[j]) - 1);
  }
  if (life_s > 0) s.longest_segment = longest_s / life_s;
  if (sum_tracked_s > 0) s.number_changes_per_s = num_changes / sum_tracked_s;
}

} // namespace

std::vector<Association> associate(std::span<const StateRow> tracks, std::span<const StateRow> truth,
                                   const SiapParams& params) {
  const Scene all = scene(tracks, truth);
  const auto spans = spans_of(all, params);
  std::vector<Association> out;
  for (std::size_t i = 0; i < spans.size(); ++i)
    for (const Span& s : spans[i])
      out.push_back({all.tracks.ids[i], all.truth.ids[s.truth], s.first, s.last});
  return out;
}

Siap siap(const Scene& scene, const SiapParams& params) {
  const auto spans = spans_of(scene, params);
  Siap s;
  Sums sums(scene, spans);
  for (const Instant& now : scene.instants) sums.add(now);
  sums.give(s);
  add_continuity(s, scene, spans);
  return s;
}

Siap siap(std::span<const StateRow> tracks, std::span<const StateRow> truth, const SiapParams& params) {
  return siap(scene(tracks, truth), params);
}

} // namespace dewline::record
