// Tracks that another tracker made, in the place of a node's own.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "dewline/track/picture.hpp"

namespace dewline::track {

/// One row of a foreign track.
struct ForeignUpdate {
  std::uint32_t number = 0;  ///< of the track, from 1
  Time valid{}, known{};     ///< the estimate's instant; when the node has it, never before that
  Gaussian<6> x_G;           ///< position [m], velocity [m/s] and covariance
  Motion motion = Motion::ballistic;
  std::uint32_t num_updates = 0; ///< detections in the track by now
  std::optional<DetectionId> detection; ///< the one that it is taken to have used
  std::uint8_t kinds = 0;    ///< of that detection's sensor: bit by sense::Kind
};

/// How rows are read as tracks.
struct ForeignParams {
  Duration coast_after{};       ///< without an update a track is called coasting
  Duration end_after{};         ///< a track whose last row is older than this has ended
  double coast_psd_m2_s3 = 0;   ///< of a ballistic track's prediction from its newest row to now
  double boost_psd_m2_s3 = 0;   ///< of a manoeuvring one
};

/// The picture of a node from rows alone. A track is confirmed from its first row; between rows it flies on
/// (motion.hpp, predict); it ends when its last row is older than end_after. A track with rows still to come
/// does not end: the file says that its tracker held it. Nothing of a row is used before `known`.
class ForeignTracks {
 public:
  ForeignTracks() = default;
  /// Rows in any order. Throws ContractError for a row that is known before it is valid.
  ForeignTracks(std::vector<ForeignUpdate> updates, const ForeignParams& params);

  /// Every track that is held at `now`, and what changed since the picture before.
  [[nodiscard]] Picture picture(const Picture& before, NodeId node, Time now) const;

 private:
  ForeignParams params_;
  std::map<std::uint32_t, std::vector<ForeignUpdate>> tracks_; ///< by number; in order of known, then valid
};

} // namespace dewline::track
