#include "dewline/track/tracker.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/association/assign.hpp"
#include "dewline/track/coverage.hpp"
#include "dewline/track/filter.hpp"
#include "dewline/track/measurement.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

using Kept = Tracker::Kept;
using State = Tracker::State;

constexpr double kLongestThrust_s = 40;    ///< manoeuvre noise is added for no longer in one gap
constexpr double kBelowGround_m = -20e3;   ///< a track whose estimate is surely below this has come down

double clamp_prob(double p) { return std::clamp(p, 0.05, 0.99); }

/// A detection of one face with what all tracks need of it.
struct Seen {
  const sense::Detection* z = nullptr;
  Face face;
  Vec3 p_G;
  double sigma_m = 0;
  bool taken = false, late = false;
};

/// A track's update by one detection, were it assigned.
struct Candidate {
  Fit ballistic, manoeuvring;
  double dt_s = 0;
  double score = 0;       ///< log-likelihood of "this track's" against "false or new"
  double prob_detect = 0; ///< expected
};

double cos_off_boresight(const sense::Detection& z) {
  return std::sqrt(std::max(0.0, 1 - z.u * z.u - z.v * z.v));
}
/// The same of a place p_S, in the face's axes.
double cos_off_boresight(const Vec3& p_S) { return p_S.z / norm(p_S); }

double strength(const sense::Detection& z, const sense::Coverage& c) {
  const double db = z.snr_db - gain_db(c, z.range_m, cos_off_boresight(z)) - c.reference_snr_db;
  return std::pow(10, db / 10);
}

/// 0 (as strong as the reference) as long as nobody has measured a range.
double strength_db(const Kept& kept) {
  return kept.num_ranged == 0 ? 0 : 10 * std::log10(kept.strength_sum / kept.num_ranged);
}

double position_variance(const Gaussian<6>& x) { return x.cov(0, 0) + x.cov(1, 1) + x.cov(2, 2); }

double log_mean(double log_a, double weight_a, double log_b) {
  const double top = std::max(log_a, log_b);
  return top + std::log(weight_a * std::exp(log_a - top) + (1 - weight_a) * std::exp(log_b - top));
}

bool before(const sense::Detection& a, const sense::Detection& b) {
  return std::tuple{a.valid, a.range_m, a.u, a.v} < std::tuple{b.valid, b.range_m, b.u, b.v};
}

bool is_confirmed(const Kept& kept) { return kept.about.status != Status::tentative; }

void look(Kept& kept, std::uint32_t hit) {
  kept.history = (kept.history << 1U) | hit;
  ++kept.num_looks;
}

} // namespace

/// One call of Tracker::assimilate.
class Assimilation {
 public:
  Assimilation(const Tracker& model, State& state, const earth::Orientation& orientation, Picture& picture)
      : model_(model), params_(model.params_), state_(state), orientation_(orientation), picture_(picture) {}

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
    remove([&](const Kept& kept) { return fails_confirmation(kept); });
  }

  /// What time alone does, then the table.
  void close() {
    for (Kept& kept : state_.tracks)
      if (kept.about.status == Status::confirmed && quiet_s(kept) > params_.coast_after_s) {
        kept.about.status = Status::coasting;
        tell(kept, Change::coasting);
      }
    std::vector<Track> tracks;
    tracks.reserve(state_.tracks.size());
    remove([&](const Kept& kept) {
      Gaussian<6> x_G = published(kept);
      if (is_over(kept, x_G)) return true;
      tracks.push_back(kept.about);
      tracks.back().valid = picture_.at;
      tracks.back().x_G = x_G;
      tracks.back().motion = settled(kept) ? Motion::ballistic : Motion::manoeuvring;
      return false;
    });
    picture_.tracks = std::move(tracks);
  }

 private:
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
    return at != list.end() && at->sensor == id ? *at : *list.insert(at, {id});
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
    std::vector<Pairing> pairings;
    std::vector<Candidate> candidates;
    for (std::uint32_t i = 0; i < state_.tracks.size(); ++i)
      pair_up(i, coverage, seen, pairings, candidates);
    const auto taken = assign(static_cast<std::uint32_t>(state_.tracks.size()),
                              static_cast<std::uint32_t>(seen.size()), pairings);
    for (std::size_t i = 0; i < taken.size(); ++i) {
      if (taken[i] == kNone) continue;
      Seen& s = seen[pairings[taken[i]].detection];
      s.taken = true;
      apply(i, candidates[taken[i]], *s.z, coverage);
    }
    for (const Seen& s : seen) {
      if (s.taken) continue;
      if (s.late || !in_turn) ++state_.num_late;
      else start(s, coverage);
    }
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
  void pair_up(std::uint32_t i, const sense::Coverage& coverage, std::vector<Seen>& seen,
               std::vector<Pairing>& pairings, std::vector<Candidate>& candidates) {
    const Kept& kept = state_.tracks[i];
    const Reach reach = reach_of(kept, seen);
    for (std::uint32_t j = 0; j < seen.size(); ++j) {
      Seen& s = seen[j];
      if (!reach.holds(s)) continue;
      Candidate c = evaluate(kept, s);
      if (!inside_gate(c)) continue;
      if (c.dt_s < 0) s.late = true;
      rate(kept, c, *s.z, coverage);
      pairings.push_back({i, j, c.score - std::log(1 - c.prob_detect)});
      candidates.push_back(c);
    }
  }

  /// A region outside which no detection of a group can lie in a track's gate: cheap, never too small. Around
  /// the ballistic prediction, as wide as the manoeuvring estimate at the group's farther end.
  struct Reach {
    PosVel x_G;
    Time at{};
    MatNM<6> cov;
    double gates = 0, slack_m = 0, sigma_m = 0;

    [[nodiscard]] bool holds(const Seen& s) const {
      const double off_s = seconds(s.z->valid - at), bend_m = 5 * off_s * off_s; // half of gravity's 10 m/s^2
      const Vec3 p_G = x_G.p + off_s * x_G.v;
      if (!s.z->has_range) { // how far along its line it is, the line does not say
        const double sigma_across_m = polar(s.face, p_G).range_m * std::sqrt(angle_variance(*s.z));
        return across_m(*s.z, s.face, p_G) <= gates * (sigma_m + sigma_across_m) + slack_m + bend_m;
      }
      if (norm(s.p_G - p_G) > gates * (sigma_m + s.sigma_m) + slack_m + bend_m) return false;
      const Polar here = polar(s.face, p_G);
      const Vec3 l = here.line_of_sight_G;
      double along = range_variance(*s.z);
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) along += l[i] * cov(i, j) * l[j];
      // across an uncertain direction the range differs by the sagitta
      const double across_m = gates * (sigma_m + s.sigma_m) + slack_m;
      const double sagitta_m = across_m * across_m / (2 * here.range_m);
      return std::abs(s.z->range_m - here.range_m) <= gates * std::sqrt(along) + slack_m + sagitta_m + bend_m;
    }
  };

  [[nodiscard]] Reach reach_of(const Kept& kept, const std::vector<Seen>& seen) const {
    const Time first = seen.front().z->valid, last = seen.back().z->valid,
               middle = seen[seen.size() / 2].z->valid;
    const double first_s = seconds(first - kept.valid), last_s = seconds(last - kept.valid);
    const double far_s = std::abs(first_s) > std::abs(last_s) ? first_s : last_s;
    Reach reach{coast(pos_vel(kept.ballistic_G.mean), seconds(middle - kept.valid)), middle,
                manoeuvring_at(kept, far_s).cov, 1.2 * std::sqrt(model_.gate4_), 0, 0};
    reach.sigma_m = std::sqrt(reach.cov(0, 0) + reach.cov(1, 1) + reach.cov(2, 2));
    const PosVel b = pos_vel(kept.ballistic_G.mean), m = pos_vel(kept.manoeuvring_G.mean);
    reach.slack_m = 500 + norm(b.p - m.p) + std::abs(far_s) * norm(b.v - m.v);
    return reach;
  }

  [[nodiscard]] bool settled(const Kept& kept) const { return kept.num_survived >= params_.settle_updates; }

  [[nodiscard]] Gaussian<6> ballistic_at(const Kept& kept, double dt_s) const {
    return predict(kept.ballistic_G, dt_s, model_.coast_psd_m2_s3_);
  }

  /// Manoeuvre noise for at most kLongestThrust_s; after a longer gap a settled track thrusts at its end
  /// only.
  [[nodiscard]] Gaussian<6> manoeuvring_at(const Kept& kept, double dt_s) const {
    if (std::abs(dt_s) <= kLongestThrust_s) return predict(kept.manoeuvring_G, dt_s, model_.boost_psd_m2_s3_);
    const double thrust = std::copysign(settled(kept) ? params_.correlation_s : kLongestThrust_s, dt_s);
    const double rest = dt_s - thrust;
    if (settled(kept)) return predict(ballistic_at(kept, rest), thrust, model_.boost_psd_m2_s3_);
    return predict(predict(kept.manoeuvring_G, thrust, model_.boost_psd_m2_s3_), rest,
                   model_.coast_psd_m2_s3_);
  }

  [[nodiscard]] Candidate evaluate(const Kept& kept, const Seen& s) const {
    const double dt_s = seconds(s.z->valid - kept.valid);
    return {update(ballistic_at(kept, dt_s), *s.z, s.face), update(manoeuvring_at(kept, dt_s), *s.z, s.face),
            dt_s};
  }

  [[nodiscard]] bool inside_gate(const Candidate& c) const {
    const int n = c.ballistic.num_values;
    const double gate = n == 4 ? model_.gate4_ : n == 3 ? model_.gate3_ : model_.gate2_;
    return std::min(c.ballistic.nis, c.manoeuvring.nis) <= gate;
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

  void rate(const Kept& kept, Candidate& c, const sense::Detection& z,
            const sense::Coverage& coverage) const {
    const double weight = settled(kept) ? 1 - params_.prob_manoeuvre : 0.5;
    const double log_seen = log_mean(c.ballistic.log_likelihood, weight, c.manoeuvring.log_likelihood);
    const double snr_db = strength_db(kept) + coverage.reference_snr_db;
    c.prob_detect = clamp_prob(z.has_range ? prob_detect(coverage, z.range_m, cos_off_boresight(z), snr_db)
                                           : coverage.prob_detect);
    c.score = log_seen + std::log(c.prob_detect) - log_density(coverage, z);
  }

  void apply(std::size_t i, const Candidate& c, const sense::Detection& z, const sense::Coverage& coverage) {
    Kept& kept = state_.tracks[i];
    const double forward_s = std::min(c.dt_s, 0.0);
    kept.ballistic_G = predict(c.ballistic.x_G, -forward_s, 0);
    kept.manoeuvring_G = predict(c.manoeuvring.x_G, -forward_s, 0);
    kept.valid = std::max(kept.valid, z.valid);
    judge(kept, c.ballistic.log_likelihood - c.manoeuvring.log_likelihood);
    note(kept, z, coverage);
    kept.score += c.score;
    if (hit_[i] == 0) look(kept, 1);
    hit_[i] = 1;
    change_status(kept, z);
  }

  /// A sequential test: once the detections speak for thrust, the ballistic estimate starts again from the
  /// other.
  void judge(Kept& kept, double log_ratio) const {
    kept.log_odds = std::min(0.0, kept.log_odds + log_ratio);
    ++kept.num_survived;
    if (kept.log_odds >= std::log(params_.prob_manoeuvre)) return;
    kept.ballistic_G = kept.manoeuvring_G;
    kept.log_odds = 0;
    kept.num_survived = 0;
  }

  static void note(Kept& kept, const sense::Detection& z, const sense::Coverage& coverage) {
    Track& about = kept.about;
    about.last_detection = std::max(about.last_detection, z.valid);
    about.first_detection = std::min(about.first_detection, z.valid);
    about.evidence.push_back(z.id);
    ++about.num_updates;
    about.num_misses = 0;
    kept.log_prob_missed = 0;
    mark_seen(about, coverage.kind);
    if (coverage.kind != sense::Kind::radar) return; // nobody else's strength says how a radar will see it
    ++kept.num_ranged;
    kept.strength_sum += strength(z, coverage);
    kept.reference_snr_db = coverage.reference_snr_db;
    about.mean_snr_at_reference_db = strength_db(kept) + coverage.reference_snr_db;
  }

  void change_status(Kept& kept, const sense::Detection& z) {
    Track& about = kept.about;
    if (about.status == Status::coasting) {
      about.status = Status::confirmed;
      tell(kept, Change::reacquired, z.id);
    }
    if (about.status == Status::tentative && hits(kept) >= params_.confirm_hits &&
        kept.score >= -std::log(params_.prob_false_track)) {
      about.status = Status::confirmed;
      about.confirmed_at = picture_.at;
      tell(kept, Change::confirmed, z.id);
    }
  }

  void start(const Seen& s, const sense::Coverage& coverage) {
    Kept kept;
    kept.about.id = {model_.node_, state_.next_number++};
    kept.valid = kept.about.first_detection = kept.about.last_detection = s.z->valid;
    kept.ballistic_G = kept.manoeuvring_G = start_estimate(*s.z, s.face, params_.sigma_speed_m_s);
    note(kept, *s.z, coverage);
    kept.score = std::log(new_density(coverage) / (coverage.clutter_density + new_density(coverage)));
    look(kept, 1);
    tell(kept, Change::started, s.z->id);
    change_status(kept, *s.z);
    state_.tracks.push_back(std::move(kept));
    hit_.push_back(1);
  }

  [[nodiscard]] std::uint32_t window(const Kept& kept) const {
    return std::min({params_.confirm_looks, kept.num_looks, 32U});
  }
  [[nodiscard]] std::uint32_t hits(const Kept& kept) const {
    const std::uint32_t n = window(kept);
    const std::uint32_t mask = n == 32 ? ~0U : (1U << n) - 1;
    return static_cast<std::uint32_t>(std::popcount(kept.history & mask));
  }
  /// Too many of the last N looks were misses for M hits.
  [[nodiscard]] bool fails_confirmation(const Kept& kept) const {
    return !is_confirmed(kept) && window(kept) - hits(kept) > params_.confirm_looks - params_.confirm_hits;
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
      const PosVel x_G = coast(pos_vel(kept.ballistic_G.mean), seconds(middle - kept.valid));
      const double pd = prob_seen(kept, scan, level, orientation_.to_E(x_G, middle).p);
      if (pd < params_.min_prob_detect) continue;
      ++kept.about.num_misses;
      const double log_missed =
          std::log(1 - std::min(pd, 0.9)); // an estimate of Pd: never trusted beyond 0.9
      kept.log_prob_missed += log_missed;
      kept.score += log_missed;
      look(kept, 0);
    }
  }

  [[nodiscard]] double prob_seen(const Kept& kept, const sense::Scan& scan, const std::vector<Mat3>& level,
                                 const Vec3& p_EO_E) const {
    double prob_missed = 1;
    for (std::size_t f = 0; f < scan.coverage.size(); ++f) {
      const sense::Coverage& c = scan.coverage[f];
      const Inside inside = in_coverage(c, level[f], p_EO_E);
      const bool searched = inside == Inside::fence || (inside == Inside::regard && holds(kept, scan.sensor));
      if (!searched) continue;
      const Vec3 p_S = c.R_SE * (p_EO_E - c.p_ES_E);
      prob_missed *=
          1 - prob_detect(c, norm(p_S), cos_off_boresight(p_S), strength_db(kept) + c.reference_snr_db);
    }
    return 1 - prob_missed;
  }

  /// A satellite sees fires: that it does not see a track says nothing of one that others have measured.
  static bool can_miss(const Kept& kept, const sense::Scan& scan) {
    const bool fires = !scan.coverage.empty() && scan.coverage.front().kind == sense::Kind::infrared;
    return !fires || only_lines_of_sight(kept.about);
  }

  /// Outside its fence a sensor only looks where it holds a track itself: one of the last detections is its
  /// own.
  static bool holds(const Kept& kept, SensorId sensor) {
    const auto& ids = kept.about.evidence;
    const std::size_t first = ids.size() > 8 ? ids.size() - 8 : 0;
    return std::any_of(ids.begin() + static_cast<std::ptrdiff_t>(first), ids.end(),
                       [&](const DetectionId& id) { return id.sensor == sensor; });
  }

  [[nodiscard]] double quiet_s(const Kept& kept) const {
    return seconds(picture_.at - kept.about.last_detection);
  }

  [[nodiscard]] Gaussian<6> published(const Kept& kept) const {
    const double dt_s = seconds(picture_.at - kept.valid);
    return settled(kept) ? ballistic_at(kept, dt_s) : manoeuvring_at(kept, dt_s);
  }

  [[nodiscard]] bool is_over(const Kept& kept, const Gaussian<6>& x_G) const {
    if (kept.log_prob_missed < std::log(params_.prob_lost) || quiet_s(kept) > params_.max_coast_s)
      return true;
    const double sigma_m = std::sqrt(position_variance(x_G));
    if (!(sigma_m <= params_.max_sigma_position_m) && !only_lines_of_sight(kept.about)) return true;
    const Vec3 p = pos_vel(x_G.mean).p;
    const double surface_m = earth::kA_m * (1 - earth::kF * p.z * p.z / dot(p, p));
    return norm(p) - surface_m < kBelowGround_m - 3 * sigma_m;
  }

  void tell(const Kept& kept, Change change, std::optional<DetectionId> detection = {}) {
    picture_.events.push_back({kept.about.id, picture_.at, change, detection});
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
      coast_psd_m2_s3_(2 * params.coast_acceleration_m_s2 * params.coast_acceleration_m_s2 *
                       params.correlation_s),
      boost_psd_m2_s3_(2 * params.boost_acceleration_m_s2 * params.boost_acceleration_m_s2 *
                       params.correlation_s),
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
