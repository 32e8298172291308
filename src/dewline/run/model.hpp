// A compiled scenario: const for ever, shared by all threads.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/catalog/correlate.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/net/agenda.hpp"
#include "dewline/net/link.hpp"
#include "dewline/record/context.hpp"
#include "dewline/run/scenario.hpp"
#include "dewline/sense/sensor.hpp"
#include "dewline/track/foreign.hpp"
#include "dewline/track/tracker.hpp"
#include "dewline/truth/model.hpp"
#include "dewline/warn/message.hpp"
#include "dewline/warn/model.hpp"

namespace dewline::run {

/// A link of the scenario, resolved: from a sensor or a node to a node.
struct Link {
  std::string name;
  std::uint64_t key = 0; ///< hash of its two ends and what it shares: its address in draws
  net::LinkParams params;
  net::Place from;       ///< {sense, sensor} or {track or warn, node}
  NodeId to;
};

/// A sensor that a declared state points at its track, and by which of the sensor's links the cue goes back.
struct Cue {
  std::string state;
  SensorId sensor;
  std::size_t link = 0; ///< in Model::sensor_links
};

/// A message of the scenario on its way to a node.
struct PostedMessage {
  NodeId to;
  warn::Message message;
};

/// A seat that tracks and warns.
struct Node {
  std::string name;
  std::uint64_t key = 0;
  track::Tracker tracker;
  warn::Model warn;
  std::optional<track::ForeignTracks> foreign; ///< in the place of what `tracker` makes; usually none
  std::vector<NodeId> confirm_only;   ///< centres whose tracks and alerts come here by links that may only confirm; sorted
  bool weighs_frames = false;         ///< detections of some link may only confirm
  std::optional<std::map<std::string, std::vector<NodeId>>> notifies; ///< by state; nothing: every alert goes to all
  std::vector<Cue> cues;              ///< in order of state

  /// An alert of this state goes to that centre, if a link of alerts leads there.
  [[nodiscard]] bool tells(NodeId to, const std::string& state) const;
};

struct Model {
  earth::Orientation orientation;
  Time end{};
  Duration truth_step{};
  truth::Model truth;
  std::vector<sense::Sensor> sensors;
  std::vector<std::vector<Link>> sensor_links; ///< by sensor: where its scans go
  std::vector<Node> nodes;
  std::optional<catalog::Model> catalogue;     ///< known to every node
  std::vector<std::vector<Link>> node_links;   ///< by node: where its alerts, tracks or detections go
  std::vector<PostedMessage> messages;         ///< in order of their names, undelivered ones too
  record::Context context;

  Model(const Scenario& scenario, earth::Orientation orientation);
  Model(const Model&) = delete; // parts hold references to each other
  Model& operator=(const Model&) = delete;

 private:
  void add_links(const Scenario& scenario);
  void add_trust();
  void add_actions(std::uint32_t node);
};

/// Builds every model of a checked scenario. Throws ContractError if `io` let something wrong pass.
std::unique_ptr<const Model> compile(const Scenario& scenario);

} // namespace dewline::run
