// A compiled scenario: const for ever, shared by all threads.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/net/agenda.hpp"
#include "dewline/net/link.hpp"
#include "dewline/record/context.hpp"
#include "dewline/run/scenario.hpp"
#include "dewline/sense/sensor.hpp"
#include "dewline/track/foreign.hpp"
#include "dewline/track/tracker.hpp"
#include "dewline/truth/model.hpp"
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

/// A seat that tracks and warns.
struct Node {
  std::string name;
  std::uint64_t key = 0;
  track::Tracker tracker;
  warn::Model warn;
  std::optional<track::ForeignTracks> foreign; ///< in the place of what `tracker` makes; usually none
};

struct Model {
  earth::Orientation orientation;
  Time end{};
  Duration truth_step{};
  truth::Model truth;
  std::vector<sense::Sensor> sensors;
  std::vector<std::vector<Link>> sensor_links; ///< by sensor: where its scans go
  std::vector<Node> nodes;
  std::vector<std::vector<Link>> node_links;   ///< by node: where its alerts, tracks or detections go
  record::Context context;

  Model(const Scenario& scenario, earth::Orientation orientation);
  Model(const Model&) = delete; // parts hold references to each other
  Model& operator=(const Model&) = delete;

 private:
  void add_links(const Scenario& scenario);
};

/// Builds every model of a checked scenario. Throws ContractError if `io` let something wrong pass.
std::unique_ptr<const Model> compile(const Scenario& scenario);

} // namespace dewline::run
