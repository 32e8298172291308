// Doorway: what a node concludes and declares.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::warn {

/// A place on the ellipsoid with its error: covariance in local east and north [m^2].
struct PlaceEstimate {
  earth::Geodetic at;
  Time when{};
  double sigma_when_s = 0;
  double var_east_m2 = 0, cov_east_north_m2 = 0, var_north_m2 = 0;
};
/// Semi-axes at 1 sigma [m] and azimuth of the major axis.
struct Ellipse {
  double major_m = 0, minor_m = 0, az_rad = 0;
};
Ellipse ellipse(const PlaceEstimate& place);

struct AssetProbability {
  AssetId asset;
  double prob_impact = 0;  ///< probability that the impact lies inside it
  double prob_reach = 0;   ///< probability that the impact lies at least as far out, in sigmas, as the asset's nearest
                           ///< point: exp(-d^2/2); an upper bound of prob_impact, 1 if the mean is inside
};

/// What a node concludes of one confirmed track at one instant.
struct Estimate {
  TrackId track;
  Time at{};
  bool radar = true;                  ///< a radar, or another system's file, has measured it
  bool infrared = false;              ///< an infrared satellite has seen it
  bool only_fire = false;             ///< nothing but an infrared satellite's lines of sight stands behind it
  bool ballistic = false;             ///< energy below escape, perigee below the surface, climbing or falling
  bool thrusting = false;             ///< the track may still be under thrust: no impact can be predicted yet
  bool stays_up = false;              ///< shown not to fall: perigee above the surface or energy above escape
  bool too_few_updates = false;       ///< would be called a launch, had it `min_updates` detections
  double specific_energy_J_kg = 0, perigee_h_m = 0, apogee_h_m = 0;
  std::optional<PlaceEstimate> launch; ///< launch point estimate
  std::optional<PlaceEstimate> impact; ///< impact point prediction
  std::vector<AssetProbability> assets; ///< every declared asset of this node, in order; empty if no impact can
                                        ///< be predicted, 0 throughout if it stays up
  bool launch_call = false;            ///< the track is called a launch
  DetectionId last_evidence;           ///< the newest detection behind it
  std::uint32_t num_evidence = 0;      ///< how many detections of the track stand behind it
};

/// Human delays lie between rule and declaration. dropped: the rule no longer held when they had run.
enum class Step { rule_met, declared, withdraw_met, withdrawn, dropped };

/// A change of a node's alert, with the evidence behind it.
struct Alert {
  NodeId node;
  std::uint32_t number = 0;  ///< counts alerts of this node, from 1
  std::string state;         ///< the rule set's word: `launch-alert`
  Step step = Step::rule_met;
  Time at{};
  Time due = kNever;         ///< when the human chain that now runs will have ended
  std::string because;       ///< the condition that held, with values: `radar.launch_call (P = 0.98)`
  std::string waited_for;    ///< what the step waited for, for people: `assessment 30 s, conference 2 min`
  std::string limit_param;   ///< the parameter behind it, by path, of several delays the longest: `centres.moscow.conference`
  std::vector<TrackId> tracks;
  std::vector<DetectionId> evidence_for;     ///< detections that support it
  std::vector<std::string> evidence_against; ///< in words: `no second radar`, `impact in asset 0.02`
};

/// An alert as sent to another node.
struct Notice {
  NodeId from;
  Alert alert;
};

} // namespace dewline::warn
