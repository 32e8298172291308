#include "dewline/sense/frame.hpp"

#include <algorithm>
#include <tuple>

namespace dewline::sense {

Frame numbered(Scan scan, std::vector<Found> found) {
  std::ranges::sort(found, {}, [](const Found& f) {
    return std::tuple(f.first.valid, f.first.range_m, f.first.u, f.first.v);
  });
  Frame frame{std::move(scan), {}, {}};
  frame.scan.detections.reserve(found.size());
  frame.labels.reserve(found.size());
  for (auto& [detection, label] : found) {
    const auto place = static_cast<std::uint32_t>(frame.scan.detections.size());
    detection.id = label.detection = {frame.scan.sensor, frame.scan.frame, place};
    frame.scan.detections.push_back(detection);
    frame.labels.push_back(std::move(label));
  }
  return frame;
}

} // namespace dewline::sense
