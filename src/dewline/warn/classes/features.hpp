// What a track shows of the features by which it is classified.
#pragma once
#include "dewline/earth/frames.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/classes/classify.hpp"

namespace dewline::warn {

/// What a centre would have noticed: without somebody who looks, "not seen" says nothing.
struct Watching {
  bool infrared = false;  ///< infrared satellites watch where the track is: not seen by them is evidence
  bool catalogue = false; ///< tracks are compared with element sets: no match is evidence
  bool notices = false;   ///< this centre is told of launches: that none was told of is evidence
};

/// The features of one track at the instant of its estimate. Arc features are those of the two-body orbit
/// through the state (warn::arc): speed at the equator's radius a, v_a^2 = 2 (E + mu / a); climb angle there,
/// cos = h / (a v_a); perigee height. Sigmas by central differences along the six columns of the Cholesky
/// factor of the track's covariance at half a sigma. While the track thrusts the speed is a lower bound. Air
/// features for what flies below 30 km and slower than 1,500 m/s over ground, by two sigmas; arc features for
/// what is higher or faster by two sigmas; neither in between. A fire alone (lines of sight) shows how long
/// it has burnt (exactly once it is out: the track coasts), and, from the fourth look on, the probability
/// that it moves: two normals of its speed over ground across the line of sight (the direction in which its
/// place is known worst), that of a still fire and that of a moving one, at even odds. Still fires and
/// climbing ones as the tracker follows them: stats_io WarnFires.*.
Features features_of(const track::Track& track, const Estimate& estimate, const Watching& watching,
                     const earth::Orientation& orientation);

} // namespace dewline::warn
