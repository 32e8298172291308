// Where, when and on what a track was launched: burn profiles weighed by what the track shows.
#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "dewline/earth/frames.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/estimate/booster.hpp"
#include "dewline/warn/centre.hpp"

namespace dewline::warn {

/// What the profiles say of one track.
struct LaunchFit {
  PlaceEstimate launch;
  double heading_rad = 0, sigma_heading_rad = 0; ///< over ground at the track's instant, clockwise from north
  std::string_view booster;                      ///< the likeliest class
  double prob_booster = 0;
};

/// A track that may still thrust (a fire seen by satellites, a climbing manoeuvring radar track). Hypotheses:
/// each case of each profile at 48 ages. Given one, height, climb and speed over ground are known to
/// `sigma_profile`, which updates the track's own state and its covariance (a Kalman update: what one
/// satellite does not know, range, the profile tells); the launch lies the way behind it, against its
/// heading. Weight: the update's likelihood x the prior of the age: never younger than the track, and if an
/// infrared satellite has seen it, when it was first seen it was no higher than clouds and the sensor's delay
/// explain (`seen_below_m`, half-normal, with a tail for late ones). The answer has the mean and covariance
/// of the mixture. Where heading is unknown, 16 headings are hypotheses too. Nothing if no hypothesis fits
/// within 5 sigma. Derived here. Coverage with the truth's booster taken out of the profiles:
/// tests/stats/io_launch_ellipses.cpp. About 0.3 ms.
std::optional<LaunchFit> fit_boost(const track::Track& track, const JudgeParams& params,
                                   const earth::Orientation& orientation,
                                   std::span<const BoosterProfile> profiles = booster_profiles());

/// A track in free flight: its arc back to each profile's burnout height (two-body; J2 for the best one),
/// weighed by speed and climb angle there, and by the same prior of the age; then the profile's way and time,
/// scaled to what the arc shows. The track's own error is carried through the best one. Nothing if the arc is
/// like no profile.
std::optional<LaunchFit> fit_free_flight(const track::Track& track, const JudgeParams& params,
                                         const earth::Orientation& orientation,
                                         std::span<const BoosterProfile> profiles = booster_profiles());

/// Heading over ground of a track, clockwise from north, and its sigma, at most that of no heading at all
/// (pi/sqrt 3).
std::pair<double, double> heading_of(const track::Track& track, const earth::Orientation& orientation);

} // namespace dewline::warn
