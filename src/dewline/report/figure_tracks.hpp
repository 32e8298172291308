// Drawing of recorded detections and what a tracker made of them, seen from above.
#pragma once
#include <string>
#include <vector>

#include "dewline/report/svg.hpp"

namespace dewline::report {

/// One track or true object: its places in order of time [m], x east (or the file's x), y north.
struct DrawnTrack {
  std::string name;
  std::vector<Point> places;
};
struct DrawnTracks {
  std::string title, subtitle, foot;
  std::vector<Point> detections;
  std::vector<DrawnTrack> tracks, truth;
};
/// An SVG 1.1 document: detections as dots, truth as thin dashes, tracks in colours with their names where
/// they end. One scale for both axes, wide enough for tracks and truth and 98 of 100 detections. The same
/// values give the same bytes.
std::string draw_tracks(const DrawnTracks& drawn);

} // namespace dewline::report
