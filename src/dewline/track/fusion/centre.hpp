// One picture of a centre's own tracks and of those that other centres report. Model page:
// docs/models/fusion.md.
#pragma once
#include <map>
#include <span>
#include <vector>

#include "dewline/track/picture.hpp"

namespace dewline::track {

/// How tracks of several centres are taken as one body. Assumptions; docs/models/fusion.md.
struct FusionParams {
  double join_gate =
      22.458; ///< chi-square of 6 below which two tracks may be one body: 99.9 % of true pairs ...
  double part_gate = 45; ///< ... and above which two that were one are two
  double coast_psd_m2_s3 =
      1.8e-6; ///< of a ballistic track's prediction to the common instant; as the tracker's
  double boost_psd_m2_s3 = 72e3; ///< of a manoeuvring one
};

/// Which track was one body with which at the last call, by the later number.
struct FusionState {
  std::map<TrackId, TrackId> joined;
};

/// What a centre knows of bodies, each once.
struct FusedPicture {
  Picture own; ///< its own tracks, each with what other centres know of the same body
  std::vector<Report> foreign; ///< bodies that only others track, each once, under the first one's number
};

/// Fuses from the newest reports alone, each time anew: nothing that was fused is kept or fused again, so
/// news of a centre counts once however often it comes round. Reports from one node are different bodies.
/// Every fusion is a covariance intersection, but for two ballistic tracks whose detections come from
/// different sensors and of whose sources none is common: their errors are independent (up to process noise)
/// and the information form is used. A fused track has the union of evidence and kinds, num_updates the
/// number of different detections, and names the others in `sources`. Tentative and ended tracks are left as
/// they are. Without reports the picture comes back bit for bit. The order of reports changes nothing.
FusedPicture fuse(const FusionParams& params, FusionState& state, const Picture& own,
                  std::span<const Report> foreign);

/// None of the detections of one is of a sensor of the other, and neither holds the other nor a third in
/// common.
bool independent(const Track& a, const Track& b);

} // namespace dewline::track
