// The state of a run, a copyable value, and the one loop that moves it.
#pragma once
#include <map>
#include <variant>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/net/agenda.hpp"
#include "dewline/record/fact.hpp"
#include "dewline/sense/task.hpp"
#include "dewline/warn/message.hpp"
#include "dewline/run/model.hpp"
#include "dewline/run/trust.hpp"
#include "dewline/track/fusion/centre.hpp"

namespace dewline::run {

/// A timer to oneself. A sensor's carries its frame number.
struct Wake {
  std::int64_t frame = 0;
};

/// Everything that can be in the mail.
using Letter = std::variant<Wake, sense::Scan, track::Report, warn::Notice, warn::Message, sense::Task>;

/// What one node knows: later rooms read the earlier room's table by const reference.
struct NodeState {
  track::Tracker::State track;
  track::Picture picture;              ///< the newest
  std::vector<track::Report> reports;  ///< newest report of each foreign track, ended ones included
  track::FusionState fusion;           ///< which of them are bodies that others track too
  std::map<TrackId, std::uint32_t> shared; ///< updates of each own track when it was last sent on
  FrameTrust frames;                   ///< which frames came, and whether by a way that is trusted
  catalog::Model::State catalogue;     ///< which tracks go with known space objects
  Time check = kNever;                 ///< the track timer that is in force: scans may have stopped coming
  warn::Model::State warn;
  Time wake = kNever;                  ///< the warn timer that is in force; others in the mail are stale
};

/// The sum of all states; a copy is a checkpoint, a fork, a replay point.
struct World {
  Time now{};
  Draws draws;
  truth::State truth;
  std::vector<sense::Sensor::State> sensors;
  std::vector<NodeState> nodes;
  net::Agenda<Letter> agenda;
};

/// The node's own tracks and other centres', each body once. What a centre said too long ago is no longer held.
track::FusedPicture fused(const Node& node, NodeState& state, Time at);

/// The world at the epoch of one run: per-run luck drawn, every sensor's first frame in the mail.
World start(const Model& model, Draws draws);

/// Moves the world to `until`, telling the observer every fact in order. Slicing changes nothing.
void advance(const Model& model, World& world, Time until, record::Observer& observer);

/// Tells the observer of the messages that never reach the people they are for.
void tell_undelivered(const Model& model, record::Observer& observer);

/// Tells the observer every object's states at the scenario's truth step, from birth to end.
void tell_truth(const Model& model, const World& world, record::Observer& observer);

} // namespace dewline::run
