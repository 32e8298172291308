// Inside the record: how the rows of one centre about one object are made from what the ledger kept.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dewline/record/ledger.hpp"

namespace dewline::record {

using Owner = std::optional<ObjectId>; ///< nothing: mostly false detections
using Owners = std::map<TrackId, Owner>;

/// What a step waited for last, and the parameter behind it.
struct Waited {
  std::string words, param;
};

/// The rows of one centre about one object (or about no object), step by step.
class Pair {
 public:
  Pair(const Context& context, const LedgerLog& log, NodeId node, Owner object, const Owners& owners);
  std::vector<LedgerRow> rows();

 private:
  struct Mine { ///< a track of the centre's own
    TrackId id;
    const TrackLog* log;
  };
  struct Judged { ///< a track that it judged, its own or reported
    TrackId id;
    const EstimateLog* log;
  };
  struct Life {
    Time begin, end;
    const Mine* mine;
  };
  struct Look { ///< a detection: when the target was there, and what it waited for
    Time valid;
    Waited waited;
  };

  // ledger_pair.cpp: rows, and what truth says
  [[nodiscard]] LedgerRow blank(std::string_view step) const;
  LedgerRow& never(std::string_view step, std::string missing);
  LedgerRow& came(std::string_view step, Time at, Time known);
  static void put(LedgerRow& row, const Waited& waited);
  void put_track(LedgerRow& row, TrackId id, std::uint32_t evidence) const;
  void put_evidence_sensor(LedgerRow& row, const Mine& mine) const;
  [[nodiscard]] std::string value_of(const std::string& param) const;
  [[nodiscard]] const LedgerRow& row_of(std::string_view step) const;
  [[nodiscard]] std::optional<Time> milestone(std::string_view what) const;
  void truth(std::string_view step, std::string missing);

  // ledger_view.cpp: windows and first detections
  [[nodiscard]] std::vector<SensorId> sensors_here() const;
  [[nodiscard]] std::string sensor_list() const;
  [[nodiscard]] std::vector<sense::Window> windows(SensorId sensor) const;
  [[nodiscard]] Waited limit(SensorId sensor, std::uint32_t face, sense::Limit limit, std::string_view verb,
                             Time at) const;
  void visible();
  void left_field();
  void first_detection();
  [[nodiscard]] std::string no_detection() const;
  [[nodiscard]] Waited detection_wait(const FirstHit& first) const;
  [[nodiscard]] Waited slow_wait(const FirstHit& first, SensorId sensor, std::int64_t opened_in,
                                 std::int64_t frames) const;
  [[nodiscard]] std::vector<DetectionId> earlier(const FirstHit& first, std::int64_t from) const;
  [[nodiscard]] Waited earlier_wait(const FirstHit& first, const std::vector<DetectionId>& earlier) const;
  [[nodiscard]] std::string where(const std::vector<DetectionId>& detections) const;
  [[nodiscard]] bool is_mine(const Hit& hit) const;
  [[nodiscard]] static bool goes_on(const std::vector<sense::Window>& all, const sense::Window& w);
  [[nodiscard]] static bool is_limit(sense::Limit limit);

  // ledger_tracks.cpp: the lives of its own tracks
  [[nodiscard]] const Mine* first_by(TrackMoment TrackLog::*moment) const;
  [[nodiscard]] bool confirmed() const { return first_by(&TrackLog::confirmed) != nullptr; }
  [[nodiscard]] std::string no_track() const;
  [[nodiscard]] std::vector<Life> lives() const;
  [[nodiscard]] std::optional<Waited> closed_on(const Mine& mine, std::size_t evidence, Time by) const;
  void track();
  void coasting();
  void lost();

  // ledger_estimates.cpp: what it concluded of a track
  [[nodiscard]] const Judged* first_judged(TrackMoment EstimateLog::*moment) const;
  [[nodiscard]] std::string no_estimate() const;
  [[nodiscard]] std::string no_launch_call() const;
  [[nodiscard]] std::string no_impact_point() const;
  [[nodiscard]] std::string no_exclusion() const;
  [[nodiscard]] std::string no_threat() const;
  [[nodiscard]] std::string no_class() const;
  [[nodiscard]] bool has_assets() const;
  void estimate_step(std::string_view step, TrackMoment EstimateLog::*moment, std::string missing);
  void put_estimate(LedgerRow& row, const Judged& judged, const TrackMoment& moment) const;
  [[nodiscard]] Waited estimate_wait(const Judged& judged, const TrackMoment& moment, bool call) const;
  [[nodiscard]] std::string estimate_param(const Judged& judged, const TrackMoment& moment, bool call) const;
  [[nodiscard]] const Mine* own(TrackId id) const;
  void second_kind();
  [[nodiscard]] Waited second_wait(std::size_t kind, const Judged& by, const TrackMoment& moment, Time first_call) const;
  [[nodiscard]] std::optional<Look> first_look(sense::Kind kind, const TrackMoment& moment) const;
  [[nodiscard]] bool is_about(const Told& told, const Owners& owners) const;
  [[nodiscard]] Waited told_wait(const Told& told) const;
  void told();

  // ledger_alerts.cpp: the steps of its alerts
  [[nodiscard]] bool is_about(const warn::Alert& alert, const Owners& owners) const;
  [[nodiscard]] std::vector<std::string> states() const;
  [[nodiscard]] const warn::Alert* find_alert(const std::string& state, const auto& wanted) const;
  [[nodiscard]] const warn::Alert* first_alert(warn::Step step, const std::string& state) const;
  [[nodiscard]] const warn::Alert* taken_down(const std::string& state) const;
  [[nodiscard]] std::string no_alert(warn::Step step, const std::string& state) const;
  [[nodiscard]] const warn::Alert* last_withdraw_met(const std::string& state) const;
  [[nodiscard]] std::string given_up(const warn::Alert& drop, const warn::Alert& met) const;
  [[nodiscard]] std::string not_yet(const warn::Alert* before, const std::string& missing) const;
  [[nodiscard]] std::string unmet(const std::string& state) const;
  [[nodiscard]] std::string graded(const std::string& waited_for, const std::string& limit_param) const;
  [[nodiscard]] std::string grade_of(const std::string& word, const std::string& limit_param) const;
  [[nodiscard]] std::string human_param(std::string_view word) const;
  [[nodiscard]] std::optional<DetectionId> newest_of(const std::vector<DetectionId>& evidence) const;
  void alert_step(warn::Step step);
  void put_alert(LedgerRow& row, const warn::Alert& alert) const;
  void assessed();
  void decision();
  [[nodiscard]] std::string no_decision(const warn::Alert* declared, const std::string& state) const;
  void human_step(std::string_view step, std::string_view word, const warn::Alert& alert, Time due);
  void delivered();
  void delivered_to(NodeId receiver, const std::string& state, const warn::Alert* declared);
  [[nodiscard]] std::string undelivered(const Delivery& delivery) const;

  const Context& c_;
  const LedgerLog& log_;
  NodeId node_;
  Owner object_;
  std::vector<Mine> tracks_;
  std::vector<const TrackLog*> about_; ///< every centre's tracks of it
  std::vector<Judged> judged_;
  std::vector<const warn::Alert*> alerts_;
  std::vector<const Told*> news_;
  std::optional<Time> impact_;
  std::vector<LedgerRow> rows_;
};

} // namespace dewline::record
