// What a centre holds by the word of links that may only confirm (net::Trust).
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/net/link.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/track/fusion/centre.hpp"
#include "dewline/track/picture.hpp"

namespace dewline::run {

/// The frames that have reached a node, and whether any of the ways by which each came is trusted. Kept only where some
/// link of detections may but confirm.
struct FrameTrust {
  std::map<std::pair<SensorId, std::int64_t>, bool> trusted;

  void note(const sense::Scan& scan, net::Trust trust);
  /// None of the track's detections came by a trusted way.
  [[nodiscard]] bool none_of(const track::Track& track) const;
};

/// The node's own tracks that nothing trusted stands behind, in order: every detection came only to confirm, and the
/// tracks that were fused with it are those of centres whose word only confirms (sorted).
std::vector<TrackId> confirm_only_tracks(const FrameTrust& frames, const track::Picture& own, const track::FusedPicture& bodies,
                                         std::span<const NodeId> confirm_only);

} // namespace dewline::run
