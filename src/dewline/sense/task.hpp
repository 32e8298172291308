// Doorway: what a sensor is asked to look at.
#pragma once
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::sense {

/// A cue from a centre. A newer one replaces it.
struct Task {
  Vec3 p_EO_E; ///< look there, Earth-fixed [m]
  Time at{};   ///< when the sensor has it
};

} // namespace dewline::sense
