// A track that glides or steers without thrust: no impact point, only where it may come down.
#pragma once
#include "dewline/earth/frames.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/centre.hpp"

namespace dewline::warn {

/// Does it manoeuvre in the air without thrust? Its detections speak against free flight
/// (Motion::manoeuvring), it is below `glide_top_m`, faster than `glide_speed_m_s` by `significance` sigmas,
/// and neither climbs nor dives by more than `glide_angle_rad`: a boost climbs steeply there, a warhead falls
/// steeply.
bool glides(const track::Track& track, const JudgeParams& params, const earth::Orientation& orientation);

/// Where it may come down. Equilibrium glide (textbook, general knowledge) from speed v reaches
///   R = L/D ((r/2) ln 1 / (1 - v^2 / (g r)) + h);
/// L/D anywhere between `lift_to_drag_min` and `_max`, the end anywhere on the way, the course anywhere
/// within
/// +- `turn_rad` of the heading, each evenly (assumptions). The answer has the mean and covariance of that
/// fan; time: way over 0.6 of the speed, to a half. Wide on purpose: 1,600 km at 1 sigma for 5 km/s. Leaves
/// out: what the track's own error adds beyond its place.
PlaceEstimate glide_region(const track::Track& track, const JudgeParams& params,
                           const earth::Orientation& orientation);

} // namespace dewline::warn
