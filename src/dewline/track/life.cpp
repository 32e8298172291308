#include "dewline/track/life.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/coverage.hpp"

namespace dewline::track {
namespace {

constexpr double kBelowGround_m = -20e3; ///< a track whose estimate is surely below this has come down
constexpr double kSurestLook = 0.9; ///< an estimate of Pd: never trusted beyond
constexpr std::size_t kHeldBy = 8; ///< the last detections, which tell who holds a track

std::uint32_t window(const Kept& kept, const TrackerParams& params) {
  return std::min({params.confirm_looks, kept.num_looks, 32U});
}
std::uint32_t hits(const Kept& kept, const TrackerParams& params) {
  const std::uint32_t n = window(kept, params), mask = n == 32 ? ~0U : (1U << n) - 1;
  return static_cast<std::uint32_t>(std::popcount(kept.history & mask));
}

/// What one echo says of the cross-section, by the constants of the radar that measured it.
double rcs_m2(const sense::Detection& z, const sense::Coverage& c) {
  const double db = z.snr_db - gain_db(c, z.range_m, cos_off_boresight(z)) - c.reference_snr_db;
  return c.reference_rcs_m2 * std::pow(10, db / 10);
}

/// Outside its fence a sensor only looks where it holds a track itself: one of the last detections is its
/// own.
bool holds(const Kept& kept, SensorId sensor) {
  const auto& ids = kept.about.evidence;
  const std::size_t first = ids.size() > kHeldBy ? ids.size() - kHeldBy : 0;
  return std::any_of(ids.begin() + static_cast<std::ptrdiff_t>(first), ids.end(),
                     [&](const DetectionId& id) { return id.sensor == sensor; });
}

} // namespace

double cos_off_boresight(const sense::Detection& z) {
  return std::sqrt(std::max(0.0, 1 - z.u * z.u - z.v * z.v));
}

double expected_snr_db(const Kept& kept, const sense::Coverage& coverage) {
  if (kept.num_ranged == 0) return coverage.reference_snr_db;
  return 10 * std::log10(kept.about.mean_rcs_m2 / coverage.reference_rcs_m2) + coverage.reference_snr_db;
}

void look(Kept& kept, std::uint32_t hit) {
  kept.history = (kept.history << 1U) | hit;
  ++kept.num_looks;
}

void note(Kept& kept, const sense::Detection& z, const sense::Coverage& coverage) {
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
  kept.rcs_sum_m2 += rcs_m2(z, coverage);
  about.mean_rcs_m2 = kept.rcs_sum_m2 / kept.num_ranged;
  about.mean_snr_at_reference_db = expected_snr_db(kept, coverage);
}

double prob_exists(const Kept& kept) { return 1 / (1 + std::exp(-kept.score)); }

void bound_score(Kept& kept, const TrackerParams& params) {
  kept.score = std::min(kept.score, -std::log(params.prob_lost));
}

bool earns_confirmation(const Kept& kept, const TrackerParams& params) {
  return hits(kept, params) >= params.confirm_hits && 1 - prob_exists(kept) <= params.prob_false_track;
}

bool fails_confirmation(const Kept& kept, const TrackerParams& params) {
  return !is_confirmed(kept) &&
         window(kept, params) - hits(kept, params) > params.confirm_looks - params.confirm_hits;
}

double prob_seen(const Kept& kept, const sense::Scan& scan, const std::vector<Mat3>& R_LE,
                 const Vec3& p_EO_E) {
  double prob_missed = 1;
  for (std::size_t f = 0; f < scan.coverage.size(); ++f) {
    const sense::Coverage& c = scan.coverage[f];
    const Inside inside = in_coverage(c, R_LE[f], p_EO_E);
    const bool searched = inside == Inside::fence || (inside == Inside::regard && holds(kept, scan.sensor));
    if (!searched) continue;
    const Vec3 p_S = c.R_SE * (p_EO_E - c.p_ES_E);
    prob_missed *= 1 - prob_detect(c, norm(p_S), p_S.z / norm(p_S), expected_snr_db(kept, c));
  }
  return 1 - prob_missed;
}

bool can_miss(const Kept& kept, const sense::Scan& scan) {
  const bool fires = !scan.coverage.empty() && scan.coverage.front().kind == sense::Kind::infrared;
  return !fires || only_lines_of_sight(kept.about);
}

void count_miss(Kept& kept, double prob_detect) {
  ++kept.about.num_misses;
  const double log_missed = std::log(1 - std::min(prob_detect, kSurestLook));
  kept.log_prob_missed += log_missed;
  kept.score += log_missed;
  look(kept, 0);
}

bool is_over(const Kept& kept, const Gaussian<6>& x_G, double quiet_s, const TrackerParams& params) {
  if (kept.log_prob_missed < std::log(params.prob_lost) || quiet_s > params.max_coast_s) return true;
  const double sigma_m = std::sqrt(x_G.cov(0, 0) + x_G.cov(1, 1) + x_G.cov(2, 2));
  if (!(sigma_m <= params.max_sigma_position_m) && !only_lines_of_sight(kept.about)) return true;
  const Vec3 p{x_G.mean[0], x_G.mean[1], x_G.mean[2]};
  const double surface_m = earth::kA_m * (1 - earth::kF * p.z * p.z / dot(p, p));
  return norm(p) - surface_m < kBelowGround_m - 3 * sigma_m;
}

} // namespace dewline::track
