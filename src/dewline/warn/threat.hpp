// What all tracks together mean for the assets of one node: the threat picture.
#pragma once
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/warn/alert.hpp"

namespace dewline::warn {

/// How single estimates are added up. Every default is an assumption (docs/models/threat.md).
struct ThreatParams {
  double wave_gap_s = 300;
  double share_unpredicted = 0.25;
  double enter_possible = 0.1, enter_probable = 0.5, enter_attack = 0.9;
  double leave_share = 0.5;

  static constexpr auto fields() {
    using P = ThreatParams;
    return std::tuple{
        field("wave_gap_s", &P::wave_gap_s, "launches further apart than this belong to two waves", above(0)),
        field("share_unpredicted", &P::share_unpredicted,
              "of missiles whose impact cannot be predicted yet: how many are taken to fly at these assets",
              between(0, 1)),
        field("enter_possible", &P::enter_possible, "prob_attack at which an attack is called possible",
              between(0, 1)),
        field("enter_probable", &P::enter_probable, "... probable", between(0, 1)),
        field("enter_attack", &P::enter_attack, "... an attack", between(0, 1)),
        field("leave_share", &P::leave_share,
              "a level is left below this share of the probability at which it is entered", between(0, 1))};
  }
};
static_assert(complete<ThreatParams>());
/// The levels' thresholds must rise.
void check(const ThreatParams& params, Problems& problems);

struct AssetWeight {
  AssetId asset;
  double weight = 1;
};

/// What is assumed of missiles whose impact cannot be predicted yet: that none flies at these assets (a lower
/// bound), the stated share of them, or each of them (an upper bound for every asset).
enum class Unpredicted { none, share, all };

/// One track's part: is it a missile, and does it fall on the node's assets?
struct Part {
  double prob_missile = 0; ///< 1 where no class was weighed: a launch that nobody has classified counts
  std::vector<double> prob_impact; ///< of each asset, if it is one
  double prob_aimed = 0;           ///< at any asset, if it is one
  double prob_harm = 0;            ///< the same, each asset counted by its weight
};
/// The part of one estimate. An impact or a region that was weighed against the assets speaks for itself
/// (`Estimate::assets`); without either, `unpredicted` says what is assumed, the share spread over the assets
/// by weight. Regions may lie inside one another, so prob_aimed is the greatest of the single probabilities:
/// exact for nested assets, a lower bound for separate ones.
Part part_of(const Estimate& e, std::span<const AssetWeight> assets, const ThreatParams& params,
             Unpredicted unpredicted);

/// Does the estimate count: a launch call that is not there to confirm others only.
bool counts(const Estimate& e);

/// Distribution of the number of successes of independent trials (Poisson-binomial), P[k] for k = 0 ... n, by
/// convolution; sums to 1 within 1e-12 for 1000 trials (tests/warn/threat.cpp, against all subsets).
std::vector<double> poisson_binomial(std::span<const double> prob);
/// The least k with P(X <= k) >= share.
std::uint32_t quantile(std::span<const double> distribution, double share);

/// A group of launches with no gap longer than the wave gap between them.
struct Wave {
  Time first{}, last{}; ///< launch times, estimated
  double sigma_first_s = 0, sigma_last_s = 0;
  std::uint32_t num_tracks = 0;
  double mean = 0;                 ///< missiles among them that fly at the assets
  std::uint32_t low = 0, high = 0; ///< 5 and 95 %
  double prob_apart = 1;           ///< that the gap before it is truly longer than the wave gap
};
/// Waves in order of time, of launch calls with a launch time; groups in which no missile is expected at the
/// assets (less likely than not that there is one) are left out.
std::vector<Wave> waves_of(std::span<const Estimate* const> tracks, std::span<const AssetWeight> assets,
                           const ThreatParams& params);

/// The assessment after `before`, given prob_attack: up to the highest level whose threshold is reached, down
/// only from levels below whose lower threshold (leave_share of the other) it has fallen.
Assessment next_assessment(Assessment before, double prob_attack, const ThreatParams& params);

/// The picture of a node at one instant: for each asset 1 - prod(1 - prob_missile prob_impact) and the
/// expected number over all launch calls, the raid's size and waves, prob_attack with its assessment. Tracks
/// are taken as independent of each other given their probabilities (they are not, if one class error is
/// behind all: docs/models/threat.md). `tracks`: the node's newest estimates of held tracks, in any order.
ThreatPicture assess_threat(NodeId node, Time at, std::span<const Estimate* const> tracks,
                            std::span<const AssetWeight> assets, const ThreatParams& params,
                            Assessment before);

/// The probability that at least one missile falls in each asset, in order, under one assumption.
std::vector<AssetThreat> asset_threats(std::span<const Estimate* const> tracks,
                                       std::span<const AssetWeight> assets, const ThreatParams& params,
                                       Unpredicted unpredicted);

} // namespace dewline::warn
