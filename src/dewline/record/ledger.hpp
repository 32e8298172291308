// The warning ledger: for each centre and object, when each step came, what it waited for, or what was missing.
#pragma once
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/record/context.hpp"
#include "dewline/record/fact.hpp"
#include "dewline/record/tables.hpp"

namespace dewline::record {

/// One word of the fixed vocabulary, with its exact meaning (docs/ledger-steps.md, `dewline list steps`).
struct LedgerStep {
  std::string_view name;
  std::string_view line;  ///< one plain line
  std::string_view when;  ///< the exact instant of t_s and known_s
  std::string_view never; ///< what `never` means
  bool truth;             ///< a step of truth: no centre knows it
};
/// All steps in the order of the ledger.
std::span<const LedgerStep> ledger_steps();
/// The page docs/ledger-steps.md.
std::string ledger_steps_markdown();

/// The 1-sigma semi-major axis at which an impact point counts as known [m].
inline constexpr double kImpactPointMajor_m = 100e3;
/// A region counts as excluded when the probability of impact in it is below this.
inline constexpr double kExcludedProbability = 0.01;

/// Watches a run and keeps its ledger; light enough for quick repeats. Tracks belong to the object that most of
/// their detections came from (by labels, ties to the first name); a track of mostly false detections belongs to
/// `(none)`, which has rows only for steps that happened.
class Ledger final : public Observer {
 public:
  /// `context` must outlive the ledger.
  explicit Ledger(const Context& context);
  void see(Time at, const Fact& fact) override;

  /// The rows so far, by centre, object and step; complete after `Finished`.
  [[nodiscard]] std::vector<LedgerRow> rows() const;

 private:
  friend class LedgerTable; // builds the rows; ledger_rows.cpp

  struct Moment { ///< something that happened to a track at its centre
    Time at = kNever, known = kNever;
    std::uint32_t evidence = 0;
    DetectionId detection;
    std::string words;
  };
  struct TrackLog {
    std::vector<DetectionId> evidence;
    Moment confirmed, launch_call, impact_point, excluded, coasting;
    Time deleted = kNever;
    std::uint32_t num_estimates = 0;
    double best_major_m = kNeverS;          ///< least so far; infinity: no impact point yet
    double least_asset_prob = kNeverS;      ///< least over time of the largest over assets
    std::string least_asset;
  };
  struct AlertLog {
    warn::Alert alert;
  };
  struct Hit { ///< a detection of an object as it became known to a centre
    DetectionId detection;
    Time valid{}, known = kNever;
    double range_m = 0, snr_db = 0;
    std::uint32_t num_missed = 0, num_outside_fence = 0; ///< frames before it in which the object was visible
  };
  struct Seen { ///< one detection's outside, kept until no letter can refer to it
    Time valid{};
    double range_m = 0, snr_db = 0;
  };
  struct Looks { ///< of one sensor at one object, before its first hit
    std::uint32_t missed = 0, outside_fence = 0, hits = 0, lost = 0;
  };

  void take(Time at, const TruthSample& sample);
  void take(Time at, const ScanMade& scan);
  void take(Time at, const PictureMade& picture);
  void take(Time at, const Assessed& assessed);
  void take(Time at, const Alerted& alerted);
  void take(Time at, const Mailed& mailed);
  void take(Time, const Learnt&) {}
  void take(Time at, const Finished&);
  void know(NodeId node, const DetectionId& detection, Time known);
  void count_looks(const sense::Scan& scan, const std::set<ObjectId>& hit);
  void assess(TrackLog& log, NodeId node, const warn::Estimate& estimate);

  const Context* context_;
  Time finished_ = kNever;
  std::map<DetectionId, std::vector<ObjectId>> labels_; ///< true detections only
  std::map<DetectionId, Hit> hits_;                     ///< true detections only, known to nobody yet
  std::map<SensorId, std::vector<DetectionId>> last_scan_;
  std::map<std::pair<SensorId, ObjectId>, Looks> looks_;
  std::map<ObjectId, PosVel> last_truth_;
  std::map<std::pair<NodeId, ObjectId>, Hit> first_;    ///< the first that reached the centre
  std::map<NodeId, std::set<SensorId>> reporting_;      ///< who sent scans to the centre
  std::map<TrackId, TrackLog> tracks_;
  std::vector<warn::Alert> alerts_;
};

} // namespace dewline::record
