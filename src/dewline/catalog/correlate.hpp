// Tracks against the element catalogue: which track is which known space object. Model page:
// docs/models/catalogue.md.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/catalog/entry.hpp"
#include "dewline/catalog/notice.hpp"
#include "dewline/catalog/sieve.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/orbit/sgp4.hpp"
#include "dewline/track/picture.hpp"

namespace dewline::catalog {

/// The chi-square of six differences below which `prob` of true pairs lie: the root of
/// exp(-x/2) (1 + x/2 + x^2/8) = 1 - prob.
double gate6(double prob);

/// A catalogue made ready for questions. Const for ever; shared by all centres and threads.
class Model {
 public:
  /// What is held of a track from one picture to the next.
  struct Held {
    std::uint32_t num_updates = 0;   ///< of the track when it was last compared
    std::uint32_t num_unmatched = 0; ///< comparisons in a row without a match
    std::optional<Match> match;
    bool told = false; ///< as uncatalogued
  };
  struct State {
    std::map<TrackId, Held> held;
  };
  struct Outcome {
    std::vector<Match> matches;             ///< one a track at most, in order of tracks
    std::vector<Uncatalogued> uncatalogued; ///< told once a track
  };

  /// Of several sets of one number the one nearest to the orientation's epoch counts. The order of entries
  /// changes nothing. Keeps a reference to `orientation`, which must outlive it. Throws ContractError as
  /// orbit::Sgp4 does.
  Model(std::vector<Entry> entries, const CatalogueParams& params, const earth::Orientation& orientation);

  /// Every object in the gate, most probable first. The six differences d between the track's state and
  /// SGP4's (TEME turned into G, at the track's instant) have S = P_track + set_covariance; in the gate d^T
  /// S^-1 d <= gate6(gate_prob). By Bayes' rule, each object being behind the track with the same prior,
  ///   P(i) = N(d_i; S_i) / (sum_j N(d_j; S_j) + u),  u = unknown_per_known Sieve::density,
  /// so that copies of one object under two numbers share its probability. Nothing for a track that only
  /// lines of sight stand behind (its range was assumed, not measured), for a state that is no bound orbit,
  /// or a covariance that is not positive definite. Calibrated against simulated objects, known and unknown
  /// (test_catalog CatalogueProbability); cost: docs/models/catalogue.md.
  [[nodiscard]] std::vector<Match> candidates(const track::Track& track) const;

  /// The same for a picture's confirmed tracks and what other nodes report. A track without news since the
  /// last call keeps its match. A ballistic track that matched nothing for `uncatalogued_after` updates, and
  /// whose perigee lies above 120 km by two sigma, is told once as uncatalogued.
  Outcome match(State& state, Time now, const track::Picture& picture,
                std::span<const track::Report> foreign = {}) const;

  [[nodiscard]] std::size_t size() const { return satellites_.size(); }
  [[nodiscard]] const CatalogueParams& params() const { return params_; }

 private:
  void look_at(State& state, Time now, const track::Track& track, Outcome& outcome) const;

  CatalogueParams params_;
  double gate_ = 0;
  const earth::Orientation* orientation_;
  std::vector<Entry> entries_; ///< in order of number
  std::vector<orbit::Sgp4> satellites_;
  Sieve sieve_;
};

} // namespace dewline::catalog
