// What a track's looks say of whether it exists: hits, misses, score, confirmation and end.
#pragma once
#include <cstdint>
#include <vector>

#include "dewline/track/tracker.hpp"

namespace dewline::track {

using Kept = Tracker::Kept;

inline bool is_confirmed(const Kept& kept) { return kept.about.status != Status::tentative; }
inline bool is_settled(const PhaseModel& model, const Kept& kept) { return settled(model, kept.phases); }

/// One look: hit or miss.
void look(Kept& kept, std::uint32_t hit);
/// Writes a detection into the track's history.
void note(Kept& kept, const sense::Detection& z, const sense::Coverage& coverage);

/// Mean SNR that the track's cross-section returns at a coverage's reference range on boresight [dB]; the reference
/// target's as long as nobody has measured a range.
double expected_snr_db(const Kept& kept, const sense::Coverage& coverage);
double cos_off_boresight(const sense::Detection& z);

/// The score is the log-odds of "a target" against "clutter, or something new": 1 / (1 + exp(-score)).
double prob_exists(const Kept& kept);
/// A confirmed track's score grows no further than what misses as improbable as prob_lost take away again.
void bound_score(Kept& kept, const TrackerParams& params);

/// M of the last N looks were hits, and clutter is less likely than prob_false_track.
bool earns_confirmation(const Kept& kept, const TrackerParams& params);
/// Too many of the last N looks were misses for M hits.
bool fails_confirmation(const Kept& kept, const TrackerParams& params);

/// Probability that this scan would have seen a target at p_EO_E; R_LE: level axes of the scan's faces. 0: it
/// did not look there, or its silence says nothing of this track.
double prob_seen(const Kept& kept, const sense::Scan& scan, const std::vector<Mat3>& R_LE,
                 const Vec3& p_EO_E);
/// Could this scan's silence speak against the track? A satellite sees fires, and says nothing of what others
/// measured.
bool can_miss(const Kept& kept, const sense::Scan& scan);
/// A look that should have seen it with prob_detect and did not.
void count_miss(Kept& kept, double prob_detect);

/// Lost, too uncertain, or surely in the ground. quiet_s: time since the last detection.
bool is_over(const Kept& kept, const Gaussian<6>& x_G, double quiet_s, const TrackerParams& params);

} // namespace dewline::track
