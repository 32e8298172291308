// A map in a figure: azimuthal equidistant about its middle, so distances and directions from there are true.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/report/chart.hpp"

namespace dewline::report {

using Places = std::vector<earth::Geodetic>;

/// One polygon of land: its outline, then its holes.
using LandPolygon = std::vector<Places>;
/// The land of the world, Natural Earth 1:110m (data/maps/land.json, built into the program). Read once.
const std::vector<LandPolygon>& land();

/// The part of a ring inside a box, as one ring (Sutherland and Hodgman's method, from general knowledge).
std::vector<Point> clip_ring(std::vector<Point> ring, const Plot& box);
/// Twice the signed area, positive if the ring runs from +x to +y.
double ring_area(std::span<const Point> ring);

/// Draws places into a box of an Svg that outlives it. Geodesics of WGS84 (earth::course) lead from the
/// middle to each.
class MapSheet {
 public:
  /// Holds all of `shown` with a margin; `lowest` to `highest` bound height over width.
  MapSheet(Svg& svg, Point corner, double width_px, std::span<const earth::Geodetic> shown,
           double lowest = 0.6, double highest = 1.1);

  [[nodiscard]] const Plot& plot() const { return plot_; }
  [[nodiscard]] double px_per_m() const { return px_per_m_; }
  [[nodiscard]] Point at(const earth::Geodetic& place) const;
  [[nodiscard]] bool holds(Point p) const;

  void ground(); ///< sea, land, meridians and parallels
  void edge(); ///< the border with its degrees, and a scale bar
  void line(std::span<const earth::Geodetic> places, const std::string& kind);
  /// An outline as a shape; returns the largest piece that is to be seen.
  std::vector<Point> area(const Places& outline, const std::string& kind);
  /// A name beside a mark, where it covers neither a mark nor another name; left out if there is no such
  /// place.
  void name(Point mark, std::string_view words, const std::string& kind);
  void keep_clear(Point mark, double half = 7);
  void clip();
  void unclip() { svg_->close(); }

 private:
  struct Line {
    Places places;
    std::string words;
    bool meridian = false;
  };
  [[nodiscard]] std::vector<Line> net() const;
  void degrees(const Line& line);
  void scale_bar();
  [[nodiscard]] bool is_free(const Plot& box) const;

  Svg* svg_;
  Plot plot_;
  earth::Geodetic middle_;
  double px_per_m_ = 1, west_m_ = 0, north_m_ = 0; ///< of the plot's upper left corner from the middle
  std::vector<Plot> taken_;
};

/// Points of an ellipse on the ground: semi-axes [m] and azimuth of the major one.
Places ellipse_on_ground(const earth::Geodetic& middle, double major_m, double minor_m, double az_rad);
/// The way between two places with a point every 100 km or so; the first place is left out.
Places geodesic(const earth::Geodetic& from, const earth::Geodetic& to);

} // namespace dewline::report
