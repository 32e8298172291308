// Doorway: what a node concludes and declares.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/warn/object_class.hpp"

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

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

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
  std::uint8_t kinds = 0;              ///< of sensors behind it: bit by sense::Kind
  std::uint32_t num_sensors = 0;       ///< different sensors behind it
  ClassProbabilities prob_class{};     ///< what it may be; all 0: not weighed
  std::optional<std::uint32_t> catalogue_number; ///< of the space object that it goes with
  bool notified = false;               ///< a launch notification covers its launch
  bool confirm_only = false;           ///< nothing but what may only confirm stands behind it (net::Trust)
  double heading_rad = kUnknown, sigma_heading_rad = kUnknown; ///< over ground, clockwise from north
  std::string booster;                 ///< burn profile that fits best; empty: none was weighed
  double prob_booster = 0;             ///< of that one among all profiles
  bool manoeuvres = false;             ///< glides or steers without thrust: no impact point, only a region
  std::optional<PlaceEstimate> region; ///< then: where it may come down
  DetectionId last_evidence;           ///< the newest detection behind it
  std::uint32_t num_evidence = 0;      ///< how many detections of the track stand behind it
};

/// How many missiles fly at this node's assets, and in how many waves: missiles among the tracks by their class
/// probabilities, each for itself. low, high: the middle 90 %.
struct Raid {
  double mean = 0;
  std::uint32_t low = 0, high = 0;
  std::uint32_t num_waves = 0; ///< groups of launches with gaps longer than the wave gap between them
};
/// What one asset has to expect of all tracks together.
struct AssetThreat {
  AssetId asset;
  double prob_any = 0;     ///< that at least one missile falls inside
  double expected = 0;     ///< how many do
  double weight = 1;
};
/// In rising order. A level is entered above its threshold and left only below a lower one.
enum class Assessment { none, possible, probable, attack };
constexpr auto enum_words(Assessment*) {
  using enum Assessment;
  return std::array{std::pair{none, "none"}, std::pair{possible, "possible"}, std::pair{probable, "probable"},
                    std::pair{attack, "attack"}};
}
/// The whole picture of a node at one instant.
struct ThreatPicture {
  NodeId node;
  Time at{};
  Raid raid;
  std::vector<AssetThreat> assets; ///< every declared asset of the node, in order
  double prob_attack = 0;          ///< that at least one missile falls on an asset, weighed by the assets
  Assessment assessment = Assessment::none;
};

/// Human delays lie between rule and declaration. dropped: the rule no longer held when they had run. downgraded:
/// withdrawn to the state below, which stands declared from then on.
enum class Step { rule_met, declared, withdraw_met, withdrawn, dropped, downgraded };

/// A change of a node's alert, with the evidence behind it.
struct Alert {
  NodeId node;
  std::uint32_t number = 0;  ///< counts alerts of this node, from 1
  std::string state;         ///< the rule set's word: `launch-alert`
  std::uint32_t level = 0;   ///< of the state: 1 is next to rest
  Step step = Step::rule_met;
  Time at{};
  Time due = kNever;         ///< when the human chain that now runs will have ended
  std::string because;       ///< the condition that held, with values: `radar.launch_call (P = 0.98)`
  std::string waited_for;    ///< what the step waited for, for people: `assessment 30 s, conference 2 min`
  std::string limit_param;   ///< the parameter behind it, by path, of several delays the longest: `centres.moscow.conference`
  std::vector<TrackId> tracks;
  std::vector<DetectionId> evidence_for;     ///< detections that support it
  std::vector<std::string> evidence_against; ///< in words: `no second radar`, `impact in asset 0.02`
  Time assessed = kNever;    ///< of rule_met: when the assessment, the first part of the human chain, will have run
  Time decided = kNever;     ///< of declared: when those who are warned will have decided (CentreParams::decision)
};

/// An alert as sent to another node.
struct Notice {
  NodeId from;
  Alert alert;
};

} // namespace dewline::warn
