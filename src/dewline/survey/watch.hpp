// When watchers first see a flight: looks with their probability, no luck.
#pragma once
#include <limits>
#include <vector>

#include "dewline/survey/watcher.hpp"
#include "dewline/truth/flight.hpp"

namespace dewline::survey {

inline constexpr double kNever = std::numeric_limits<double>::quiet_NaN(); ///< in results: it does not happen

/// What flies: its path from launch to impact, how it looks and how it burns, in time order.
struct Flown {
  truth::Trajectory path;
  std::vector<truth::Look> looks;
  std::vector<truth::Plume> plumes;

  /// The cross-section seen from p_ES_E when it moves by x_E, nose along its velocity over ground.
  [[nodiscard]] double rcs_m2(Time t, const PosVel& x_E, const Vec3& p_ES_E, double frequency_Hz) const;
  [[nodiscard]] double plume_W_sr(Time t) const;
  [[nodiscard]] Time burnout() const; ///< when its last plume goes out; its begin if it never burns
};

/// What counts as seen.
struct Criterion {
  double prob_detect = 0.5; ///< of one look: the first that reaches it is the first sight
  double cumulative = 0.9; ///< of all looks so far: then it is detected
};

/// Instants in seconds since the launch; kNever: it does not come to that.
struct Sight {
  double first_s = kNever; ///< first look with at least prob_detect
  double detected_s = kNever; ///< cumulative Pd reaches `cumulative`; of a satellite, that it is declared
};

/// One look whenever a sweep passes, as sense::Radar makes them without a budget; looks are independent. The
/// cumulative Pd is 1 - product of (1 - Pd).
Sight watch(const RadarWatcher& radar, const Flown& flown, const Criterion& criterion);
/// One look a scan, at its end, on a grid from the epoch on; the light's way (0.1 to 0.3 s) is left out.
/// Detected: the probability that num_looks looks in a row have seen it reaches `cumulative`. Ends at the
/// last burnout.
Sight watch(const InfraredWatcher& satellite, const Flown& flown, const Criterion& criterion);
Sight watch(const Watcher& watcher, const Flown& flown, const Criterion& criterion);

} // namespace dewline::survey
