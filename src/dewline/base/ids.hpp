// Ids of all rooms. An id is the index of an entry among its kind, sorted by the author's name,
// so that the order of entries in a file never matters. Results and draws never use the index
// itself: they use the author's name or its hash (`key`).
#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace dewline {

template <class Tag>
struct Id {
  std::uint32_t index = 0;
  auto operator<=>(const Id&) const = default;
};

using ObjectId = Id<struct ObjectTag>;
using SensorId = Id<struct SensorTag>;
using NodeId = Id<struct NodeTag>; ///< a centre (or any seat that tracks and warns)
using LinkId = Id<struct LinkTag>;
using AssetId = Id<struct AssetTag>; ///< a declared region or place

/// A track's name at one node: numbers count up from 1 in the order in which tracks were started there.
struct TrackId {
  NodeId node;
  std::uint32_t number = 0;
  auto operator<=>(const TrackId&) const = default;
};

/// A detection's name: its sensor, that sensor's frame on its own absolute grid, its place in the
/// frame after sorting by measured values. Printed as `sensor/frame.index`.
struct DetectionId {
  SensorId sensor;
  std::int64_t frame = 0;
  std::uint32_t index = 0;
  auto operator<=>(const DetectionId&) const = default;
};

} // namespace dewline

template <class Tag>
struct std::hash<dewline::Id<Tag>> {
  std::size_t operator()(dewline::Id<Tag> id) const noexcept { return id.index; }
};
