// Doorway: what a node's tracker knows. No truth in it.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::track {

enum class Status { tentative, confirmed, coasting }; ///< coasting: was confirmed, now without updates
/// What the detections speak for: gravity alone, or something more (thrust, drag) that no arc can predict.
enum class Motion { ballistic, manoeuvring };

/// One track: a state estimate in G (inertial) with its history of evidence.
struct Track {
  TrackId id;
  Status status = Status::tentative;
  Motion motion = Motion::ballistic;
  Time valid{};              ///< the estimate's instant
  Gaussian<6> x_G;           ///< position [m], velocity [m/s] and covariance
  Time first_detection{};    ///< validity of the first detection used
  Time last_detection{};     ///< validity of the last
  Time confirmed_at = kNever; ///< when this node confirmed it
  double prob_exists = 0;    ///< that a target stands behind it, and not clutter
  std::uint32_t num_updates = 0, num_misses = 0; ///< misses in a row
  std::uint8_t kinds = 0;    ///< of sensors that have seen it: bit by sense::Kind
  double mean_snr_at_reference_db = 0; ///< what mean_rcs_m2 returns at the last radar's reference range
  double mean_rcs_m2 = 0;    ///< of its echoes, each by the constants of the radar that measured it; 0: no echo
  std::vector<DetectionId> evidence;   ///< detections used, in order; those of a merged track after its own
  std::optional<TrackId> parent;       ///< the track beside which it was born: a stage, a released object
  std::vector<TrackId> sources;        ///< other tracks of the same body that it holds, in order: merged into it,
                                       ///< or of other nodes and fused with it
};

inline void mark_seen(Track& track, sense::Kind kind) {
  track.kinds = static_cast<std::uint8_t>(track.kinds | (1U << static_cast<unsigned>(kind)));
}
inline bool seen_by(const Track& track, sense::Kind kind) {
  return (track.kinds >> static_cast<unsigned>(kind) & 1U) != 0;
}
/// A radar measured it, or another system's file says so; a track that does not say by whom counts as a radar's.
/// What a target says of itself is no measurement.
inline bool seen_by_radar(const Track& track) {
  return track.kinds == 0 || seen_by(track, sense::Kind::radar) || seen_by(track, sense::Kind::feed);
}
/// Only lines of sight stand behind it: how far away it is, nobody has measured.
inline bool only_lines_of_sight(const Track& track) {
  return track.kinds == 1U << static_cast<unsigned>(sense::Kind::infrared);
}

/// What happened to a track.
enum class Change {
  started, confirmed, coasting, reacquired, deleted,
  merged, ///< this number ends: the body goes on under the number of `other`
  swapped ///< after an encounter it has exchanged what came before with `other`
};
struct TrackEvent {
  TrackId track;
  Time at{};
  Change change = Change::started;
  std::optional<DetectionId> detection; ///< the one that made it happen, if one did
  std::optional<TrackId> other;         ///< of merged and swapped; of started: the parent
};

/// All tracks of a node at one instant, in order of their numbers, and what changed at this instant.
struct Picture {
  NodeId node;
  Time at{};
  std::vector<Track> tracks;
  std::vector<TrackEvent> events;
};

/// A track as sent to another node.
struct Report {
  NodeId from;
  Track track;
  bool ended = false; ///< the sender holds it no longer; nothing follows under this number
};

} // namespace dewline::track
