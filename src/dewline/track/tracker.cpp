#include "dewline/track/tracker.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/association/assign.hpp"
#include "dewline/track/coverage.hpp"
#include "dewline/track/filter.hpp"
#include "dewline/track/life.hpp"
#include "dewline/track/measurement.hpp"
#include "dewline/track/merge.hpp"
#include "dewline/track/motion.hpp"
#include "dewline/track/reach.hpp"

namespace dewline::track {
namespace {

using State = Tracker::State;

double clamp_prob(double p) { return std::clamp(p, 0.05, 0.99); }

/// A track's update by one detection, were it assigned.
struct Candidate {
  PhasesFit fit;
  double score = 0;       ///< log-likelihood of "this track's" against "false or new"
  double prob_detect = 0; ///< expected
};

bool before(const sense::Detection& a, const sense::Detection& b) {
  return std::tuple{a.valid, a.range_m, a.u, a.v} < std::tuple{b.valid, b.range_m, b.u, b.v};
}

} // namespace

/// One call of Tracker::assimilate.
class Assimilation {
 public:
  Assimilation(const Tracker& model, State& state, const earth::Orientation& orientation, Picture& picture)
      : model_(model), params_(model.params_), state_(state), orientation_(orientation), picture_(picture) {
    for (Kept& kept : state_.tracks) kept.num_seen_before = kept.about.evidence.size();
  }

  void take(const sense::Scan& scan) {
    const Turn turn = note_frame(scan);
    if (turn == Turn::repeated) {
      ++state_.num_repeated;
      return;
    }
    const bool in_turn = turn == Turn::newest;
    hit_.assign(state_.tracks.size(), 0);
    const std::size_t num_old = hit_.size();
    for (std::uint32_t face = 0; face < scan.coverage.size(); ++face) associate(scan, face, in_turn);
    for (const sense::Detection& z : scan.detections) DW_CHECK(z.face < scan.coverage.size());
    if (in_turn) count_misses(scan, num_old);
    remove([&](const Kept& kept) { return fails_confirmation(kept, params_); });
  }

  /// What time alone does, then the table.
  void close() {
    for (Kept& kept : state_.tracks)
      if (kept.about.status == Status::confirmed && quiet_s(kept) > params_.coast_after_s) {
        kept.about.status = Status::coasting;
        tell(kept, Change::coasting);
      }
    std::vector<Gaussian<6>> shown_G;
    remove([&](const Kept& kept) {
      const Gaussian<6> x_G = estimate_at(model_.phases_, kept.phases, picture_.at);
      if (is_over(kept, x_G, quiet_s(kept), params_)) return true;
      shown_G.push_back(x_G);
      return false;
    });
    picture_.tracks = table(shown_G);
    if (params_.merge_looks > 0) merge();
  }

 private:
  [[nodiscard]] std::vector<Track> table(const std::vector<Gaussian<6>>& shown_G) const {
    std::vector<Track> tracks;
    tracks.reserve(state_.tracks.size());
    for (std::size_t i = 0; i < state_.tracks.size(); ++i) {
      const Kept& kept = state_.tracks[i];
      tracks.push_back(kept.about);
      Track& track = tracks.back();
      track.valid = picture_.at;
      track.x_G = shown_G[i];
      track.motion = settled(model_.phases_, kept.phases) ? Motion::ballistic : Motion::manoeuvring;
      track.prob_exists = prob_exists(kept);
    }
    return tracks;
  }

  /// Two tracks of one body become one, under the older number.
  void merge() {
    std::vector<std::vector<SensorId>> hits;
    for (const Kept& kept : state_.tracks) hits.push_back(sensors_since(kept));
    const auto& shown = picture_.tracks;
    const std::vector<SamePair> same = note_pairs(state_.alike, shown, hits, params_.merge_looks);
    if (same.empty()) return;
    std::vector<std::uint8_t> gone(shown.size(), 0);
    for (const SamePair& p : same) { // never one that has gone into a third
      absorb(state_.tracks[p.older], state_.tracks[p.younger], shown[p.older].x_G, shown[p.younger].x_G);
      gone[p.younger] = 1;
      picture_.events.push_back({shown[p.younger].id, picture_.at, Change::merged, {}, shown[p.older].id});
    }
    std::size_t i = 0;
    std::erase_if(state_.tracks, [&](const Kept&) { return gone[i++] != 0; });
    std::vector<Gaussian<6>> shown_G;
    for (const Kept& kept : state_.tracks) shown_G.push_back(estimate_at(model_.phases_, kept.phases, picture_.at));
    picture_.tracks = table(shown_G);
  }

  /// The sensors of the detections that a track has used in this call.
  [[nodiscard]] std::vector<SensorId> sensors_since(const Kept& kept) const {
    std::vector<SensorId> list;
    const auto& ids = kept.about.evidence;
    for (std::size_t i = kept.num_seen_before; i < ids.size(); ++i) list.push_back(ids[i].sensor);
    return list;
  }

  /// How a frame stands to what its sensor sent before.
  enum class Turn { newest, late, repeated };

  /// The same frame may come by two routes: it is evidence once.
  Turn note_frame(const sense::Scan& scan) {
    Tracker::SensorSeen& sensor = seen_of(scan.sensor);
    forget(sensor, scan);
    auto& frames = sensor.frames;
    const auto at = std::lower_bound(frames.begin(), frames.end(), scan.frame);
    if (scan.frame == sensor.newest_frame || (at != frames.end() && *at == scan.frame)) return Turn::repeated;
    frames.insert(at, scan.frame);
    if (scan.frame < sensor.newest_frame) return Turn::late;
    sensor.newest_frame = scan.frame;
    return Turn::newest;
  }

  Tracker::SensorSeen& seen_of(SensorId id) {
    auto& list = state_.sensors;
    const auto at = std::lower_bound(list.begin(), list.end(), id,
                                     [](const Tracker::SensorSeen& s, SensorId i) { return s.sensor < i; });
    return at != list.end() && at->sensor == id ? *at : *list.insert(at, {id, std::numeric_limits<std::int64_t>::min(), {}});
  }

  /// Drops the frames whose detections are all too old to be used, were they to come again.
  void forget(Tracker::SensorSeen& sensor, const sense::Scan& scan) const {
    std::erase_if(sensor.frames, [&](std::int64_t frame) {
      const double later_s = static_cast<double>(scan.frame - frame) * seconds(scan.end - scan.begin);
      return seconds(picture_.at - scan.end) + later_s > params_.max_late_s;
    });
  }

  void associate(const sense::Scan& scan, std::uint32_t face, bool in_turn) {
    const sense::Coverage& coverage = scan.coverage[face];
    std::vector<Seen> seen = see(scan, face);
    if (seen.empty()) return;
    const Through through{scan.sensor, coverage.face, model_.biases_};
    std::vector<Pairing> pairings;
    std::vector<Candidate> candidates;
    for (std::uint32_t i = 0; i < state_.tracks.size(); ++i)
      pair_up(i, coverage, seen, through, pairings, candidates);
    const auto taken = assign(static_cast<std::uint32_t>(state_.tracks.size()),
                              static_cast<std::uint32_t>(seen.size()), pairings);
    for (std::size_t i = 0; i < taken.size(); ++i) {
      if (taken[i] == kNone) continue;
      Seen& s = seen[pairings[taken[i]].detection];
      s.taken = true;
      apply(i, std::move(candidates[taken[i]]), *s.z, coverage);
    }
    for (std::uint32_t j = 0; j < seen.size(); ++j) {
      if (seen[j].taken) continue;
      if (seen[j].late || !in_turn) ++state_.num_late;
      else start(seen[j], coverage, through, parent_of(j, pairings));
    }
  }

  /// The confirmed track into whose gate a detection fell that another took: the likeliest one.
  [[nodiscard]] std::optional<TrackId> parent_of(std::uint32_t detection, const std::vector<Pairing>& pairings) const {
    const Pairing* best = nullptr;
    for (const Pairing& p : pairings)
      if (p.detection == detection && is_confirmed(state_.tracks[p.track]) && (!best || p.gain > best->gain)) best = &p;
    if (best == nullptr) return {};
    return state_.tracks[best->track].about.id;
  }

  /// The face's detections in order, without those that are too old to be used.
  std::vector<Seen> see(const sense::Scan& scan, std::uint32_t face) {
    std::vector<Seen> seen;
    const Vec3 omega_E = orientation_.omega_E();
    for (const sense::Detection& z : scan.detections) {
      if (z.face != face) continue;
      if (seconds(picture_.at - z.valid) > params_.max_late_s) {
        ++state_.num_late;
        continue;
      }
      const Face f = face_at(scan.coverage[face], z.valid, orientation_.R_EG(z.valid), omega_E);
      const Gaussian<3> at = cartesian(z, f);
      const double sigma_m = std::sqrt(at.cov(0, 0) + at.cov(1, 1) + at.cov(2, 2));
      seen.push_back({&z, f, {at.mean[0], at.mean[1], at.mean[2]}, sigma_m});
    }
    std::sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) { return before(*a.z, *b.z); });
    return seen;
  }

  /// Adds every gated pairing of track i.
  void pair_up(std::uint32_t i, const sense::Coverage& coverage, std::vector<Seen>& seen, const Through& through,
               std::vector<Pairing>& pairings, std::vector<Candidate>& candidates) {
    const Kept& kept = state_.tracks[i];
    const Reach reach = reach_of(model_.phases_, kept.phases, seen, model_.gate4_);
    for (std::uint32_t j = 0; j < seen.size(); ++j) {
      Seen& s = seen[j];
      if (!reach.holds(s)) continue;
      Candidate c{update(model_.phases_, kept.phases, *s.z, s.face, through), 0, 0};
      if (!inside_gate(c.fit)) continue;
      if (s.z->valid < kept.phases.valid) s.late = true;
      rate(kept, c, *s.z, coverage);
      pairings.push_back({i, j, c.score - std::log(1 - c.prob_detect)});
      candidates.push_back(std::move(c));
    }
  }

  [[nodiscard]] bool inside_gate(const PhasesFit& fit) const {
    const int n = fit.num_values;
    return fit.min_nis <= (n == 4 ? model_.gate4_ : n == 3 ? model_.gate3_ : model_.gate2_);
  }

  /// False detections, and first ones of new targets, per m (, m/s) and unit of u and v; of lines of sight per unit
  /// of u and v.
  [[nodiscard]] double log_density(const sense::Coverage& coverage, const sense::Detection& z) const {
    const double both = coverage.clutter_density + new_density(coverage);
    return std::log(both) - (z.has_range_rate ? std::log(sense::kFalseRangeRateSpan_m_s) : 0);
  }
  [[nodiscard]] double new_density(const sense::Coverage& coverage) const {
    if (coverage.kind == sense::Kind::infrared) {
      const double radius = std::sin(coverage.half_angle_rad);
      return params_.num_new_targets / (std::numbers::pi * radius * radius);
    }
    return params_.num_new_targets / ((coverage.range_max_m - coverage.range_min_m) * std::numbers::pi);
  }

  void rate(const Kept& kept, Candidate& c, const sense::Detection& z, const sense::Coverage& coverage) const {
    const double snr_db = expected_snr_db(kept, coverage);
    c.prob_detect = clamp_prob(z.has_range ? prob_detect(coverage, z.range_m, cos_off_boresight(z), snr_db)
                                           : coverage.prob_detect);
    c.score = c.fit.log_likelihood + std::log(c.prob_detect) - log_density(coverage, z);
  }

  void apply(std::size_t i, Candidate&& c, const sense::Detection& z, const sense::Coverage& coverage) {
    Kept& kept = state_.tracks[i];
    kept.phases = std::move(c.fit.x);
    note(kept, z, coverage);
    kept.score += c.score;
    if (hit_[i] == 0) look(kept, 1);
    hit_[i] = 1;
    change_status(kept, z);
  }

  void change_status(Kept& kept, const sense::Detection& z) {
    Track& about = kept.about;
    if (about.status == Status::coasting) {
      about.status = Status::confirmed;
      tell(kept, Change::reacquired, z.id);
    }
    if (about.status == Status::tentative && earns_confirmation(kept, params_)) {
      about.status = Status::confirmed;
      about.confirmed_at = picture_.at;
      tell(kept, Change::confirmed, z.id);
    }
    if (is_confirmed(kept)) bound_score(kept, params_);
  }

  void start(const Seen& s, const sense::Coverage& coverage, const Through& through, std::optional<TrackId> parent) {
    Kept kept;
    kept.about.id = {model_.node_, state_.next_number++};
    kept.about.first_detection = kept.about.last_detection = s.z->valid;
    kept.phases = start_phases(start_estimate(*s.z, s.face, params_.sigma_speed_m_s, through), s.z->valid);
    note(kept, *s.z, coverage);
    kept.score = std::log(new_density(coverage) / (coverage.clutter_density + new_density(coverage)));
    look(kept, 1);
    kept.about.parent = parent;
    picture_.events.push_back({kept.about.id, picture_.at, Change::started, s.z->id, parent});
    change_status(kept, *s.z);
    state_.tracks.push_back(std::move(kept));
    hit_.push_back(1);
  }

  /// A track that the scan looked at and did not see.
  void count_misses(const sense::Scan& scan, std::size_t num_old) {
    if (std::find(hit_.begin(), hit_.begin() + static_cast<std::ptrdiff_t>(num_old), 0) == hit_.end()) return;
    std::vector<Mat3> level;
    for (const sense::Coverage& c : scan.coverage)
      level.push_back(earth::enu_axes(earth::geodetic(c.p_ES_E)));
    const Time middle = scan.begin + (scan.end - scan.begin) / 2;
    for (std::size_t i = 0; i < num_old; ++i) {
      if (hit_[i] != 0) continue;
      Kept& kept = state_.tracks[i];
      if (!can_miss(kept, scan)) continue;
      const PosVel x_G = coast(pos_vel(leading(kept.phases).x_G), seconds(middle - kept.phases.valid));
      const double pd = prob_seen(kept, scan, level, orientation_.to_E(x_G, middle).p);
      if (pd >= params_.min_prob_detect) count_miss(kept, pd);
    }
  }

  [[nodiscard]] double quiet_s(const Kept& kept) const {
    return seconds(picture_.at - kept.about.last_detection);
  }

  void tell(const Kept& kept, Change change, std::optional<DetectionId> detection = {}) {
    picture_.events.push_back({kept.about.id, picture_.at, change, detection, {}});
  }

  template <class Doomed>
  void remove(Doomed&& doomed) {
    std::erase_if(state_.tracks, [&](const Kept& kept) {
      if (!doomed(kept)) return false;
      tell(kept, Change::deleted);
      return true;
    });
  }

  const Tracker& model_;
  const TrackerParams& params_;
  State& state_;
  const earth::Orientation& orientation_;
  Picture& picture_;
  std::vector<std::uint8_t> hit_; ///< by track: the scan at hand has updated it
};

void check(const TrackerParams& params, Problems& problems) {
  if (params.confirm_hits > params.confirm_looks)
    problems.add("confirm_hits", std::to_string(params.confirm_hits), "must not exceed confirm_looks",
                 "M of N: at most as many hits as looks");
  if (!(params.coast_acceleration_m_s2 < params.boost_acceleration_m_s2))
    problems.add("coast_acceleration", {}, "must be below boost_acceleration");
  if (!(params.coast_after_s < params.max_coast_s))
    problems.add("coast_after", {}, "must be below max_coast");
}

Tracker::Tracker(NodeId node, const TrackerParams& params)
    : node_(node),
      params_(params),
      phases_{2 * params.coast_acceleration_m_s2 * params.coast_acceleration_m_s2 * params.correlation_s,
              2 * params.boost_acceleration_m_s2 * params.boost_acceleration_m_s2 * params.correlation_s,
              params.prob_manoeuvre, params.prob_burnout, params.settle_updates, params.correlation_s},
      biases_{params.range_bias_m, params.angle_bias_rad},
      gate2_(chi_square_quantile(params.prob_gate, 2)),
      gate3_(chi_square_quantile(params.prob_gate, 3)),
      gate4_(chi_square_quantile(params.prob_gate, 4)) {
  Problems problems;
  check(params, problems);
  DW_CHECK(problems.empty());
}

Picture Tracker::assimilate(State& state, Time now, std::span<const sense::Scan* const> scans,
                            const earth::Orientation& orientation) const {
  Picture picture{node_, now, {}, {}};
  std::vector<const sense::Scan*> ordered(scans.begin(), scans.end());
  std::sort(ordered.begin(), ordered.end(), [](const sense::Scan* a, const sense::Scan* b) {
    return std::tuple{a->end, a->sensor, a->frame} < std::tuple{b->end, b->sensor, b->frame};
  });
  Assimilation assimilation(*this, state, orientation, picture);
  for (const sense::Scan* scan : ordered) assimilation.take(*scan);
  assimilation.close();
  return picture;
}

} // namespace dewline::track
