// What the scan at hand is for every way of association.
#pragma once
#include <cstdint>

#include "dewline/track/recorded/scene.hpp"

namespace dewline::track::recorded {

struct Frame {
  Time from{};                     ///< of the scan before
  double dt_s = 0;
  double prob_survives = 1;
  double gate2 = 0;                ///< squared innovation at the gate's edge
  Background::Density density;
  /// A target is forgotten below this: `prob_forget`, or much less probable than a fresh plot's, whichever is less; in
  /// dense clutter every target begins improbable.
  double prob_forget = 0;
  std::uint32_t* next_id = nullptr;
  Counters* counters = nullptr;
};

/// Probability that a target stays undetected by the sensor's look at this place, were it there.
double prob_detect_at(const Sensor& sensor, const Vec3& p_L);
/// log of "takes this plot" against "missed, and the plot false or new".
double log_gain(double prob_exists, double prob_detect, double log_likelihood, double log_false_or_new);

} // namespace dewline::track::recorded
