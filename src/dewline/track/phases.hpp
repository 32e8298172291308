// Thrust or free flight? What one track believes of its motion: a filter that expects thrust at any time, and
// one filter for each moment at which free flight may have begun.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/estimate.hpp"
#include "dewline/track/filter.hpp"

namespace dewline::track {

/// How a target may move; TrackerParams says what and why.
struct PhaseModel {
  double coast_psd_m2_s3 = 0, boost_psd_m2_s3 = 0; ///< white acceleration of either
  double prob_ignition = 0; ///< per update: free flight ends
  double prob_burnout = 0; ///< per update: thrust ends
  std::uint32_t settle_updates = 0; ///< free flight must have lasted for so many updates to be believed
  double correlation_s = 0; ///< of thrust
};

/// Free flight since a certain update.
struct FreeFlight {
  Estimate x_G;
  double prob = 0;
  Time since{}; ///< the update at which it began
  std::uint32_t num_updates = 0; ///< that it has survived
};

/// The state of a track's motion. Probabilities sum to 1. A change-point model: at each update thrust may
/// end, and a new free flight begins with what the thrusting filter knew then, from no detection before;
/// Bayes' rule weighs when that was. One filter that is restarted by a test keeps the thrust of the updates
/// before the test decided.
struct Phases {
  Time valid{};
  std::vector<FreeFlight> flights; ///< oldest first, at least one
  Estimate thrusting_G;
  double prob_thrust = 0.5;
};

/// A track's phases after one detection, were it this track's.
struct PhasesFit {
  Phases x;
  double log_likelihood = 0; ///< of the mixture
  double min_nis = 0; ///< of the filter that it fits best
  int num_values = 3;
};

Phases start_phases(const Estimate& x_G, Time valid);

/// Free flight is believed: it has lasted for settle_updates and for correlation_s (a soft thrust needs as
/// long to show), and thrust is less likely than 5 %.
bool settled(const PhaseModel& model, const Phases& phases);
/// The free flight that is the likeliest.
const FreeFlight& leading(const Phases& phases);

/// What the picture shows at an instant: once settled the mixture of free flights, before the thrusting
/// filter.
Gaussian<6> estimate_at(const PhaseModel& model, const Phases& phases, Time t);
/// The thrusting filter there: manoeuvre noise for at most 40 s of one gap; after a longer one a settled
/// track may have thrust for its last correlation_s only.
Estimate thrusting_at(const PhaseModel& model, const Phases& phases, Time t);

/// Predicts every filter to the detection (back, if it is late), updates all, and weighs them. The result is
/// valid at the later of both instants: a late detection is brought forward without noise.
PhasesFit update(const PhaseModel& model, const Phases& phases, const sense::Detection& z, const Face& face,
                 const Through& through);

} // namespace dewline::track
