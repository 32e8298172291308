// What a track means: ballistic or not, where it came from, where it will fall.
#pragma once
#include <vector>

#include "dewline/earth/frames.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/centre.hpp"
#include "dewline/warn/classes/classify.hpp"

namespace dewline::warn {

/// Ballistic test, launch point and impact point of one track (docs/models/impact-prediction.md).
/// Mean impact: orbit::impact with J2, below 120 km with the drag of the assumed ballistic coefficient; what half
/// that coefficient would shift is added as 1 sigma along the shift. Covariance: 12 sigma points
/// at +-sqrt(3) along the columns of the Cholesky factor, through closed-form two-body arcs; second-order central
/// differences (first order with shorter steps where a far point misses the Earth). Coverage of the 68/95 %
/// ellipses: tests/stats/warn_impact_coverage.cpp. Launch, heading and booster: burn profiles
/// (launch.hpp); a track that is like none of them, the arc back to `burnout_height_m` and `boosted_from`. A track of
/// lines of sight only is a fire that may still thrust: no impact, and the Model calls it a launch after `min_updates`
/// detections, whatever it is (false events too). A track that glides (glide.hpp) has a region, and neither launch nor
/// impact. Leaves out: what a body may still thrust; assets and launch_call (the Model adds them).
Estimate judge(const track::Track& track, const JudgeParams& params, const earth::Orientation& orientation, Time now);

/// Does it climb faster than the thresholds, by `significance` sigmas? Earth-relative.
bool climbs_fast(const track::Track& track, const JudgeParams& params, const earth::Orientation& orientation);

/// Where and when a body was launched that is at x_E on its way up at the end of its boost: straight back along the
/// horizontal by `boost_range_fraction` of height / tan(climb angle). An assumption; checked against fictitious
/// boosters in tests/warn/judge.cpp (BoostTemplate).
struct Origin {
  earth::Geodetic at;
  double dt_s = 0; ///< negative
};
Origin boosted_from(const PosVel& x_E, const JudgeParams& params);

/// An estimate as a node keeps it.
struct Judged {
  Estimate estimate;
  std::uint32_t num_updates = 0;       ///< of the track when it was judged
  Time confirmed_at = kNever, called_at = kNever; ///< when the track was confirmed, and first called a launch
  bool held = false;                   ///< is in the picture (or among the foreign reports) now
  ClassState classes;                  ///< what is known of its class
  std::vector<DetectionId> evidence;
  bool coasting = false;               ///< when it was judged
  bool glided = false;                 ///< at some time
  std::uint8_t fire_kinds = 0;         ///< of a lost fire that was found to be the same body, before this track (one_body.hpp)
  std::vector<DetectionId> fire_evidence; ///< the same
};

} // namespace dewline::warn
