#include "dewline/track/merge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dewline/base/matrix.hpp"

namespace dewline::track {
namespace {

double place_variance(const Gaussian<6>& x) { return x.cov(0, 0) + x.cov(1, 1) + x.cov(2, 2); }

/// Cheap and never wrong: too far apart for the gate.
bool far_apart(const Gaussian<6>& a, const Gaussian<6>& b) {
  const Vec3 d{a.mean[0] - b.mean[0], a.mean[1] - b.mean[1], a.mean[2] - b.mean[2]};
  return dot(d, d) > kSameBodyGate * (place_variance(a) + place_variance(b));
}

bool in_common(const std::vector<SensorId>& a, const std::vector<SensorId>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](SensorId s) { return std::find(b.begin(), b.end(), s) != b.end(); });
}

Tracker::Alike* find(std::vector<Tracker::Alike>& alike, std::uint32_t older, std::uint32_t younger) {
  const auto at = std::find_if(alike.begin(), alike.end(), [&](const Tracker::Alike& a) {
    return a.older == older && a.younger == younger;
  });
  return at == alike.end() ? nullptr : &*at;
}

} // namespace

double distance2(const Gaussian<6>& a, const Gaussian<6>& b) {
  const Cholesky<6> factor(a.cov + b.cov);
  return factor.ok ? factor.mahalanobis2(minus(a.mean, b.mean)) : std::numeric_limits<double>::infinity();
}

std::vector<SamePair> note_pairs(std::vector<Tracker::Alike>& alike, const std::vector<Track>& tracks,
                                 const std::vector<std::vector<SensorId>>& hits, std::uint32_t merge_looks) {
  std::vector<Tracker::Alike> still;
  std::vector<SamePair> same;
  std::vector<std::uint8_t> gone(tracks.size(), 0);
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    if (tracks[i].status == Status::tentative) continue;
    for (std::size_t j = i + 1; j < tracks.size(); ++j) {
      if (tracks[j].status == Status::tentative || gone[i] != 0 || gone[j] != 0) continue;
      if (far_apart(tracks[i].x_G, tracks[j].x_G)) continue;
      if (distance2(tracks[i].x_G, tracks[j].x_G) > kSameBodyGate) continue;
      const Tracker::Alike* before = find(alike, tracks[i].id.number, tracks[j].id.number);
      const bool updated = !hits[i].empty() || !hits[j].empty();
      std::int32_t count = (before ? before->num_looks : 0) + (updated ? 1 : 0);
      if (in_common(hits[i], hits[j])) count = -kApart;
      if (count >= static_cast<std::int32_t>(merge_looks)) {
        same.push_back({i, j});
        gone[j] = 1;
      } else {
        still.push_back({tracks[i].id.number, tracks[j].id.number, count});
      }
    }
  }
  alike = std::move(still);
  return same;
}

void absorb(Tracker::Kept& older, const Tracker::Kept& younger, const Gaussian<6>& older_G,
            const Gaussian<6>& younger_G) {
  Track& about = older.about;
  const Track& other = younger.about;
  if (place_variance(younger_G) < place_variance(older_G)) older.phases = younger.phases;
  for (const DetectionId& id : other.evidence)
    if (std::find(about.evidence.begin(), about.evidence.end(), id) == about.evidence.end())
      about.evidence.push_back(id);
  about.num_updates = static_cast<std::uint32_t>(about.evidence.size());
  about.kinds = static_cast<std::uint8_t>(about.kinds | other.kinds);
  about.first_detection = std::min(about.first_detection, other.first_detection);
  about.last_detection = std::max(about.last_detection, other.last_detection);
  about.confirmed_at = std::min(about.confirmed_at, other.confirmed_at);
  if (other.status == Status::confirmed) about.status = Status::confirmed;
  about.num_misses = std::min(about.num_misses, other.num_misses);
  about.sources.push_back(other.id);
  about.sources.insert(about.sources.end(), other.sources.begin(), other.sources.end());
  std::sort(about.sources.begin(), about.sources.end());
  older.log_prob_missed = std::max(older.log_prob_missed, younger.log_prob_missed);
  older.score = std::max(older.score, younger.score);
  older.num_ranged += younger.num_ranged;
  older.rcs_sum_m2 += younger.rcs_sum_m2;
  if (younger.num_ranged > 0) { // at the younger's radar
    about.mean_rcs_m2 = older.rcs_sum_m2 / older.num_ranged;
    about.mean_snr_at_reference_db =
        other.mean_snr_at_reference_db + 10 * std::log10(about.mean_rcs_m2 / other.mean_rcs_m2);
  }
}

} // namespace dewline::track
