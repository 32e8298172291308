// A drawing of one flight: its profile and its ground track. What is drawn is truth; no sensor is asked.
#pragma once
#include <string>
#include <vector>

#include "dewline/report/map_sheet.hpp"

namespace dewline::report {

/// A body's path: the profile's points [km over ground, or min; km high], and the places below it.
struct DrawnPath {
  std::string name;
  std::vector<Point> profile;
  Places ground;
};
/// A moment with a name, on the profile and on the map.
struct DrawnMoment {
  std::string words;
  Point profile;
  earth::Geodetic at;
};
struct DrawnFlight {
  std::string title, subtitle;  ///< the head's two lines
  std::string foot;             ///< where it comes from
  std::string x_label;          ///< `ground range [km]`
  std::vector<DrawnPath> paths; ///< the object itself first; at least two points each
  std::vector<DrawnMoment> moments;
};

/// An SVG 1.1 document: the profile above, the ground track below (azimuthal equidistant about its middle).
/// The same flight gives the same bytes.
std::string draw_flight(const DrawnFlight& flight);

} // namespace dewline::report
