// The tracker of one node: scans in, a picture of tracks out.
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/track/phases.hpp"
#include "dewline/track/picture.hpp"

namespace dewline::track {

/// How a node tracks. Every default is an assumption; docs/models/tracker.md says why each is what it is.
struct TrackerParams {
  std::uint32_t confirm_hits = 3;       ///< M of ...
  std::uint32_t confirm_looks = 5;      ///< ... N looks
  double prob_gate = 0.9995;            ///< a true detection lies inside the gate
  double sigma_speed_m_s = 4000;        ///< each axis, of a new track
  double coast_acceleration_m_s2 = 3e-4; ///< sigma of what the ballistic model leaves out
  double boost_acceleration_m_s2 = 60;  ///< sigma of what a boosting target does
  double correlation_s = 10;            ///< of both: spectral density 2 sigma^2 tau
  double prob_manoeuvre = 0.003; ///< prior probability, per update, that a ballistic target begins to thrust
  double prob_burnout = 0.1;            ///< prior probability, per update, that thrust ends
  std::uint32_t settle_updates = 3;     ///< updates the ballistic model must survive before it is believed
  double min_prob_detect = 0.2;         ///< a look with less is no look
  double prob_false_track = 1e-3; ///< a track is confirmed when it is less likely than this to be clutter
  double prob_lost = 2e-5;              ///< delete when the misses in a row were as improbable as this
  double coast_after_s = 25;            ///< without a detection a confirmed track is called coasting
  double max_coast_s = 1800;            ///< without a detection any track is deleted
  double max_sigma_position_m = 300e3;  ///< a track less certain than this is deleted
  double max_late_s = 60;               ///< older detections are ignored
  std::uint32_t merge_looks = 3;        ///< two tracks that agree so often in a row become one; 0: never
  double num_new_targets = 0.01;        ///< expected new targets per face and frame
  double range_bias_m = 0;              ///< sigma of a face's constant range error, considered; 0: none
  double angle_bias_rad = 0;            ///< the same of each direction cosine

  static constexpr auto fields() {
    using P = TrackerParams;
    return std::tuple{
        field("confirm_hits", &P::confirm_hits, "detections that confirm a track ...", between(1, 32)),
        field("confirm_looks", &P::confirm_looks, "... within this many looks", between(1, 32)),
        field("prob_gate", &P::prob_gate, "probability that a true detection lies inside the gate",
              between(0.5, 0.999999)),
        field("sigma_speed_m_s", &P::sigma_speed_m_s, "speed uncertainty of a new track, each axis",
              between(1, 2e4)),
        field("coast_acceleration_m_s2", &P::coast_acceleration_m_s2,
              "sigma of the acceleration that the ballistic model leaves out", between(0, 100)),
        field("boost_acceleration_m_s2", &P::boost_acceleration_m_s2,
              "sigma of the acceleration of a boosting target", between(0.1, 1000)),
        field("correlation_s", &P::correlation_s, "correlation time of both accelerations",
              between(0.1, 100)),
        field("prob_manoeuvre", &P::prob_manoeuvre,
              "probability, per update, that a ballistic target begins to thrust", between(1e-9, 0.5)),
        field("prob_burnout", &P::prob_burnout, "probability, per update, that thrust ends", between(1e-6, 0.5)),
        field("settle_updates", &P::settle_updates,
              "updates that the ballistic model must survive to be believed", between(0, 100)),
        field("min_prob_detect", &P::min_prob_detect,
              "a look with a lower detection probability is not counted", between(0, 1)),
        field("prob_false_track", &P::prob_false_track,
              "a track is confirmed when it is less likely than this to be clutter", between(1e-12, 1)),
        field("prob_lost", &P::prob_lost, "delete when the misses in a row were as improbable as this",
              between(1e-12, 0.5)),
        field("coast_after_s", &P::coast_after_s,
              "a confirmed track without detections this long is coasting", between(0, 86400)),
        field("max_coast_s", &P::max_coast_s, "any track without detections this long is deleted",
              between(1, 86400)),
        field("max_sigma_position_m", &P::max_sigma_position_m,
              "a track with a larger position error is deleted", between(1, 1e8)),
        field("max_late_s", &P::max_late_s, "detections older than this on arrival are ignored",
              between(0, 3600)),
        field("merge_looks", &P::merge_looks,
              "two confirmed tracks that agree in so many updates in a row become one; 0: never", between(0, 1000)),
        field("num_new_targets", &P::num_new_targets, "expected new targets per face and frame",
              between(1e-9, 1e3)),
        field("range_bias_m", &P::range_bias_m,
              "sigma of a face's constant range error, carried as a consider state; 0: none", between(0, 1e5)),
        field("angle_bias_rad", &P::angle_bias_rad,
              "the same of each of its direction cosines; 0: none", between(0, 0.1))};
  }
};
static_assert(complete<TrackerParams>());
void check(const TrackerParams& params, Problems& problems);

/// Multi-target tracker: a bank of free flights and one thrusting filter a track (phases.hpp), gated global nearest
/// neighbour per face and frame, confirmation by M of N and probability of existence, coasting, deletion; two tracks of
/// one body are merged (merge.hpp), and a track born in another's gate names it as parent.
/// Model page: docs/models/tracker.md.
/// Late detections: a track that has already moved past a detection's instant is taken back to it, updated
/// and brought forward again; a detection never starts a track if it is older than max_late_s, or of a frame
/// that is not newer than its sensor's newest, or lies inside the gate of a track that has moved past it
/// (num_late counts). A scan of a frame that was taken before (it came by another route) is left out
/// (num_repeated counts).
class Tracker {
 public:
  /// A track and what the picture does not show of it.
  struct Kept {
    Track about;               ///< x_G and valid are filled for the picture only
    Phases phases;             ///< thrust or free flight, and since when
    std::uint32_t num_looks = 0;
    std::uint32_t history = 0; ///< the last 32 looks, newest in bit 0, 1 a hit
    double score = 0;          ///< log-odds of a target against clutter
    double log_prob_missed = 0; ///< of the misses in a row
    std::uint32_t num_ranged = 0; ///< updates by radars
    double rcs_sum_m2 = 0;     ///< of cross-sections, over those
    std::size_t num_seen_before = 0; ///< detections used before the last call
  };
  struct SensorSeen {
    SensorId sensor;
    std::int64_t newest_frame = std::numeric_limits<std::int64_t>::min();
    std::vector<std::int64_t> frames; ///< taken and not older than max_late_s, in order
  };
  /// Two confirmed tracks at one place, by number: how often they have agreed in a row; negative: one scan has shown
  /// both, they are two bodies and must agree so much longer.
  struct Alike {
    std::uint32_t older = 0, younger = 0;
    std::int32_t num_looks = 0;
  };
  struct State {
    std::vector<Kept> tracks;        ///< in order of their numbers
    std::vector<SensorSeen> sensors; ///< in order of their ids
    std::vector<Alike> alike;        ///< in order of both numbers
    std::uint32_t next_number = 1;
    std::uint64_t num_late = 0;      ///< detections that were too late to be used or to start a track
    std::uint64_t num_repeated = 0;  ///< scans that had come before, by another route
  };

  Tracker(NodeId node, const TrackerParams& params);

  /// Takes in all scans that are due now, in order of their ends, sensors and frames, whatever their order in
  /// the span, and returns every track at `now`; with no scan only time passes: tracks coast and end.
  /// Earth-fixed measurements are turned at each detection's validity. Throws ContractError if a detection
  /// names a face that its scan does not have.
  Picture assimilate(State& state, Time now, std::span<const sense::Scan* const> scans,
                     const earth::Orientation& orientation) const;

  [[nodiscard]] const TrackerParams& params() const { return params_; }

 private:
  NodeId node_;
  TrackerParams params_;
  PhaseModel phases_;
  BiasSigmas biases_;
  double gate2_, gate3_, gate4_;
  friend class Assimilation; // one call of assimilate, in tracker.cpp
};

} // namespace dewline::track
