// Which detections can lie in a track's gate: cheap, never too small.
#pragma once
#include <vector>

#include "dewline/track/phases.hpp"

namespace dewline::track {

/// A detection of one face with what all tracks need of it.
struct Seen {
  const sense::Detection* z = nullptr;
  Face face;
  Vec3 p_G;
  double sigma_m = 0;
  bool taken = false, late = false;
};

/// A region outside which no detection of a group can lie in a track's gate. Around the free flight's
/// prediction, as wide as the thrusting estimate at the group's farther end.
struct Reach {
  PosVel x_G;
  Time at{};
  Gaussian<6> wide_G;
  double gates = 0, slack_m = 0, sigma_m = 0;

  [[nodiscard]] bool holds(const Seen& s) const;
};

/// The reach of a track for detections in order of time (at least one); gate: the largest chi-square that is
/// taken.
Reach reach_of(const PhaseModel& model, const Phases& phases, const std::vector<Seen>& seen, double gate);

} // namespace dewline::track
