// The warning ledger: for each centre and object, when each step came, what it waited for, or what was
// missing.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
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
/// The step of that name; an unknown one is a defect of the calling code (ContractError).
const LedgerStep& ledger_step(std::string_view name);
/// The page docs/ledger-steps.md.
std::string ledger_steps_markdown();

/// The 1-sigma semi-major axis at which an impact point counts as known [m].
inline constexpr double kImpactPointMajor_m = 100e3;
/// A region counts as excluded when it lies wholly outside the ellipse that leaves out this probability: when its
/// prob_reach, an upper bound of the probability of impact in it, is below this.
inline constexpr double kExcludedProbability = 0.01;
/// A region counts as threatened from this probability of impact in it on.
inline constexpr double kThreatenedProbability = 0.5;
/// A body counts as classified when one class is at least as probable as this.
inline constexpr double kClassifiedProbability = 0.9;
/// Kinds of sensor that see for themselves; what a target says of itself is no phenomenon.
inline constexpr std::array kSeeingKinds{sense::Kind::radar, sense::Kind::infrared, sense::Kind::feed};

/// Something that happened to a track at a centre.
struct TrackMoment {
  Time at = kNever, known = kNever;
  std::uint32_t evidence = 0; ///< detections of the track by then
  std::string words;          ///< with numbers, for people
  std::optional<DetectionId> newest; ///< the newest of them, where it is told
};
/// What the ledger remembers of a track, at the centre that makes it.
struct TrackLog {
  std::vector<DetectionId> evidence;
  TrackMoment confirmed, coasting;
  Time deleted = kNever;
  Time last_detection = Time::min();  ///< validity of the newest detection used
};
/// What the ledger remembers of a centre's estimates of one track, its own or another centre's.
struct EstimateLog {
  TrackMoment first, launch_call, impact_point, excluded, threatened, classified;
  std::array<TrackMoment, kSeeingKinds.size()> called_by; ///< launch calls with that kind of sensor behind them
  std::uint32_t num_estimates = 0;
  double best_major_m = kNeverS;      ///< least so far; infinity: no impact point yet
  double least_asset_reach = kNeverS; ///< least over time of the largest prob_reach over the centre's assets
  double most_asset_impact = -1;      ///< largest prob_impact; below 0: no impact prediction yet
  double most_class = 0;              ///< largest class probability; 0: none was weighed
  std::string most_class_words, most_asset_words;
  bool too_few_updates = false; ///< the newest estimate before the launch call lacked only detections
  bool called_by_count = false; ///< the launch call waited for `min_updates`
};
/// A true detection: what it came from, and its outside.
struct Hit {
  std::vector<ObjectId> objects;
  Time valid{};
  double range_m = 0, snr_db = 0;
  bool fence_is_narrower = false; ///< its face searches only a part of its field of regard
};
/// How scans of a sensor travel to a centre.
struct Route {
  std::string link;                  ///< its name; empty: direct
  std::map<std::int64_t, Time> due;  ///< when a frame with true detections arrives first; kNever: lost
};
/// The first detection of an object that reached a centre.
struct FirstHit {
  DetectionId detection;
  Time valid = kNever, known = kNever;
};
/// A letter on its way, as its receiver's news.
struct Way {
  std::string link; ///< its name; empty: direct
  Time sent{};
};
/// Word from another centre or from outside, as it was learnt.
struct Told {
  Time at{};
  std::optional<NodeId> from;    ///< nothing: no centre, a message
  std::vector<TrackId> tracks;   ///< that it is about
  std::vector<ObjectId> objects; ///< a launch notification: whose launch it covers
  std::string words;             ///< `north's track 3`, `north's launch-alert declared`, `the notification n-1`
  std::optional<Way> way;
  std::string message;           ///< its name
};
/// A declaration on its way to another centre.
struct Delivery {
  NodeId from, to;
  std::uint32_t number = 0; ///< of the alert
  Way way;
  Time due = kNever;        ///< kNever: lost
  bool out = false;         ///< the link was out
  net::Trust trust = net::Trust::override_own;
};
/// All that the ledger keeps while a run goes on: plain data.
struct LedgerLog {
  Time finished = kNever;
  std::map<DetectionId, Hit> hits;
  std::map<std::pair<NodeId, ObjectId>, FirstHit> first;
  std::map<NodeId, std::map<SensorId, Route>> reporting; ///< who sent scans to the centre
  std::map<TrackId, TrackLog> tracks;
  std::map<std::pair<NodeId, TrackId>, EstimateLog> estimates; ///< by the centre that judged
  std::map<NodeId, std::vector<Told>> news; ///< by the centre that learnt it, in order of time
  std::map<std::pair<NodeId, ObjectId>, std::string> undelivered; ///< notifications of its launch that did not arrive
  std::vector<Delivery> deliveries;
  std::vector<warn::Alert> alerts;
};

/// The rows of a ledger, by centre, object and step.
std::vector<LedgerRow> ledger_rows(const Context& context, const LedgerLog& log);

/// Watches a run and keeps its ledger; light enough for quick repeats. A track belongs to the object that
/// most of its detections came from (by labels, ties to the first name); one of mostly false detections
/// belongs to
/// `(none)`, which has rows only for steps that happened.
class Ledger final : public Observer {
 public:
  /// `context` must outlive the ledger.
  explicit Ledger(const Context& context) : context_(&context) {}
  void see(Time at, const Fact& fact) override;
  /// The rows so far; complete after `Finished`.
  [[nodiscard]] std::vector<LedgerRow> rows() const { return ledger_rows(*context_, log_); }

 private:
  void take(Time, const TruthSample&) {}
  void take(Time at, const ScanMade& made);
  void take(Time at, const PictureMade& made);
  void take(Time at, const Assessed& assessed);
  void take(Time, const Correlated&) {}
  void take(Time, const Threatened&) {}
  void take(Time, const Alerted& alerted) { log_.alerts.push_back(alerted.alert); }
  void take(Time at, const Mailed& mailed);
  void take(Time at, const Learnt& learnt);
  void take(Time at, const Finished&) { log_.finished = at; }
  void take_scan(NodeId node, const Mailed& mailed, std::pair<SensorId, std::int64_t> scan);
  void take_alert(const Mailed& mailed);
  void know(NodeId node, const DetectionId& detection, Time known);
  void take_estimate(NodeId node, const warn::Estimate& estimate);
  void take_impact(const warn::Estimate& estimate, EstimateLog& log) const;
  void take_assets(const warn::Estimate& estimate, EstimateLog& log) const;
  [[nodiscard]] Told told(Time at, const warn::Notice& notice) const;
  [[nodiscard]] Told told(Time at, const track::Report& report) const;
  [[nodiscard]] Told told(Time at, const warn::Message& message) const;
  [[nodiscard]] std::optional<Way> way_of(NodeId to, Time at, NodeId from, bool track);

  const Context* context_;
  std::map<SensorId, std::int64_t> newest_frame_;
  std::map<std::tuple<NodeId, Time, NodeId, bool>, Way> on_the_way_; ///< news by receiver, due, sender, and if it is a track
  std::set<std::pair<NodeId, TrackId>> reported_; ///< tracks of which a centre has heard
  LedgerLog log_;
};

} // namespace dewline::record
