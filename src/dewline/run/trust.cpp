#include "dewline/run/trust.hpp"

#include <algorithm>

namespace dewline::run {

void FrameTrust::note(const sense::Scan& scan, net::Trust trust) {
  bool& known = trusted[{scan.sensor, scan.frame}];
  known = known || trust == net::Trust::override_own;
}

bool FrameTrust::none_of(const track::Track& track) const {
  return !track.evidence.empty() && std::ranges::all_of(track.evidence, [&](const DetectionId& id) {
    const auto frame = trusted.find({id.sensor, id.frame});
    return frame != trusted.end() && !frame->second;
  });
}

std::vector<TrackId> confirm_only_tracks(const FrameTrust& frames, const track::Picture& own, const track::FusedPicture& bodies,
                                         std::span<const NodeId> confirm_only) {
  std::vector<TrackId> out;
  if (frames.trusted.empty()) return out;
  for (std::size_t i = 0; i < own.tracks.size(); ++i) {
    const auto confirms = [&](const TrackId& id) {
      return id.node == own.node || std::ranges::binary_search(confirm_only, id.node);
    };
    if (frames.none_of(own.tracks[i]) && std::ranges::all_of(bodies.own.tracks[i].sources, confirms))
      out.push_back(own.tracks[i].id);
  }
  return out;
}

} // namespace dewline::run
