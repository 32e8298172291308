// What happened in a run, as it happens: the one virtual seam of the engine.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/catalog/notice.hpp"
#include "dewline/net/agenda.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/track/picture.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/message.hpp"

namespace dewline::record {

/// One object at one instant.
struct TruthSample {
  ObjectId object;
  Time at{};
  PosVel x_E;
};
/// A scan when it was made, with its labels and how the sensor spent its time.
struct ScanMade {
  const sense::Scan& scan;
  std::span<const sense::Label> labels;
  std::span<const sense::Spent> spent = {};
};
/// A node's picture after it took in what had arrived.
struct PictureMade {
  const track::Picture& picture;
};
/// What a node's tracks are by the catalogue, when its picture changes.
struct Correlated {
  NodeId node;
  std::span<const catalog::Match> matches;
  std::span<const catalog::Uncatalogued> uncatalogued;
};
/// What a node concluded at this instant, one estimate a confirmed track.
struct Assessed {
  NodeId node;
  std::span<const warn::Estimate> estimates;
};
struct Alerted {
  const warn::Alert& alert;
};
/// A node's threat picture, when it changes.
struct Threatened {
  const warn::ThreatPicture& picture;
};
/// A letter between seats of different owners (timers to oneself are not facts). due == kNever: lost on the
/// way.
struct Mailed {
  const net::Envelope& envelope;
  const char* kind;        ///< "scan", "track", "alert"
  std::string link;        ///< the link's name in the scenario; empty: direct
  std::uint64_t num_items; ///< detections in the scan; 1 otherwise
  /// Which scan a scan's letter holds. Frame < 0: the newest one of the sensor that sent it; a centre that
  /// passes a scan on must name it.
  SensorId sensor{};
  std::int64_t frame = -1;
  bool out = false; ///< the link was out when it was sent
};
/// A notice or a report from another node, or a message from outside, as it becomes known here.
struct Learnt {
  NodeId node;
  std::variant<std::reference_wrapper<const warn::Notice>, std::reference_wrapper<const track::Report>,
               std::reference_wrapper<const warn::Message>>
      what;
};
/// The run is over (until reached).
struct Finished {};

using Fact = std::variant<TruthSample, ScanMade, PictureMade, Correlated, Assessed, Alerted, Threatened, Mailed, Learnt, Finished>;

/// Sees every fact in order, at the simulated time at which it became one.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void see(Time at, const Fact& fact) = 0;
};

} // namespace dewline::record
