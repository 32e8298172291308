// Warning at one node: from its picture to estimates and alerts.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/catalog/notice.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/centre.hpp"
#include "dewline/warn/classes/features.hpp"
#include "dewline/warn/estimate/judge.hpp"
#include "dewline/warn/message.hpp"
#include "dewline/warn/region.hpp"
#include "dewline/warn/rules/rule.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::warn {

/// A declared asset of the node.
struct Asset {
  AssetId id;
  std::string name;
  AssetParams params;
};

/// What a node's Model is built from. All of it has passed `check`.
struct Setup {
  NodeId node;
  std::string name;                    ///< the author's: `moscow`; its hash is the owner of the node's draws
  CentreParams centre;
  RuleSetParams rules;
  std::vector<Asset> assets;           ///< this node's own, in order of id
  std::vector<std::string> node_names; ///< of all nodes by id, for `alert.<node>`
  Watching watching;                   ///< what this node would notice of a body
};

/// What there is to judge at one instant.
struct Inputs {
  Time now{};                                  ///< never decreases
  const track::Picture& picture;               ///< of the node's own tracker
  std::span<const track::Report> foreign{};    ///< the newest report of each foreign track
  std::span<const Notice> notices{};           ///< that arrived since the last call
  std::span<const Message> messages{};         ///< that arrived since the last call
  std::span<const catalog::Match> catalogued{}; ///< tracks that are known space objects, now
  std::span<const NodeId> confirm_only{};      ///< centres whose word only confirms (net::Trust::confirm)
  std::span<const TrackId> confirm_only_tracks{}; ///< own tracks of detections that only confirm; sorted
};

/// What an assessment brings.
struct Outcome {
  std::vector<Estimate> estimates; ///< those made now, in order of track
  std::optional<ThreatPicture> threat; ///< if it changed
  std::vector<Alert> alerts;       ///< changes now, in order of state name
  Time wake = kNever;              ///< next instant at which time alone may change something
};

/// One alert state of the node, from quiet to declared and back.
struct Watch {
  enum class Phase { quiet, pending, declared, standing_down, stepping_down };
  Phase phase = Phase::quiet;
  bool armed = true;             ///< the raise rule has been false since the last withdrawal
  std::uint32_t number = 0;      ///< of the current alert
  std::uint32_t num_raised = 0;  ///< how often this state's rule was met
  Time due = kNever;             ///< end of the human chain that runs
  Time assessed = kNever;        ///< end of its first part, the assessment; kNever: it had none
  Time changed = Time::min();    ///< last declaration or withdrawal
  std::set<TrackId> tracks;      ///< behind the current alert
  std::set<TrackId> dismissed;   ///< behind alerts that were withdrawn
  std::string waited_for, limit_param; ///< of the human chain that runs
  Memory raise, downgrade, withdraw;
};

/// The state stands declared, whether or not it is being taken down.
inline bool stands(const Watch& watch) {
  return watch.phase == Watch::Phase::declared || watch.phase >= Watch::Phase::standing_down;
}

/// Warning at one node. Const for ever; shared by threads.
class Model {
 public:
  /// Everything that changes. Copyable.
  struct State {
    std::map<TrackId, Judged> judged;       ///< newest estimate of each track, lost ones included
    Noticed noticed;                        ///< states that stand declared at other nodes
    std::map<std::pair<NodeId, std::string>, std::set<SensorId>> heard; ///< sensors behind each of them; none: no track
    std::map<std::pair<NodeId, std::string>, std::pair<std::uint32_t, Step>> newest; ///< notice, by node and state
    std::map<std::string, Watch> watches;   ///< by state
    std::uint32_t num_alerts = 0;
    std::vector<Message> notifications;     ///< launches that were announced, in order of arrival
    std::map<std::string, std::uint32_t> shown; ///< missiles on the display, by who put them there
    ThreatPicture threat;                   ///< the newest
    std::set<NodeId> confirm_only;          ///< centres whose word only confirms
  };

  /// Keeps a reference to `orientation`, which must outlive it. Throws ContractError on unchecked parameters.
  Model(const Setup& setup, const earth::Orientation& orientation);

  /// Judges the node's own and foreign tracks and moves its alerts. About 0.3 ms for each track with
  /// new evidence (bench/warn_assess.cpp); no draw unless a random human delay begins.
  [[nodiscard]] Outcome assess(State& state, const Inputs& inputs, const Draws& draws) const;

  [[nodiscard]] const Setup& setup() const { return setup_; }

 private:
  struct Turn; ///< one state's watch at one instant
  Time judge_all(State& state, const Inputs& inputs, Outcome& outcome) const;
  bool judge_one(State& state, const Inputs& inputs, const track::Track& track, Outcome& outcome, Time& wake) const;
  [[nodiscard]] Estimate estimate(const track::Track& track, const Inputs& inputs, const State& state,
                                  const Judged& before) const;
  void assess_all(State& state, Time now, Outcome& outcome) const;
  void move_alerts(State& state, Time now, const Draws& draws, Outcome& outcome) const;
  void step(Turn& turn) const;
  void raise_alert(Turn& turn, const Rule::Answer& raised) const;
  void start_down(Turn& turn, bool withdraws) const;
  void settle_pending(Turn& turn, bool raised) const;
  void go_over_to_withdrawal(Turn& turn) const;
  void settle_down(Turn& turn, bool cleared) const;
  void put_below(Turn& turn) const;
  [[nodiscard]] double delay_s(const Turn& turn, std::string_view word, const Delay& delay) const;
  void run_chain(Turn& turn, std::initializer_list<std::pair<const char*, const Delay*>> steps) const;
  void tell(Turn& turn, Step step, const Rule::Why& why) const;

  Setup setup_;
  std::uint64_t key_ = 0;
  Classifier classifier_;
  std::vector<Region> regions_; ///< by place in setup_.assets
  std::vector<AssetWeight> weights_; ///< the same
  std::map<std::string, Rule> raise_, downgrade_, withdraw_;
  std::map<std::string, Actions> actions_; ///< by state
  const earth::Orientation* orientation_;
};

} // namespace dewline::warn
