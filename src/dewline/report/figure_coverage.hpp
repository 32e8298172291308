// Drawings of surveys: a map of cells in colours, and a radar's reach by azimuth.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "dewline/report/map_sheet.hpp"
#include "dewline/survey/grid.hpp"

namespace dewline::report {

/// A place with a name on a map.
struct DrawnPlace {
  std::string name;
  earth::Geodetic at;
  Shape shape = Shape::square;
};

/// Values of cells in classes: class i holds values from limits[i] up to limits[i + 1].
struct DrawnCells {
  std::string title, subtitle, foot;
  std::string legend; ///< what the colours are, with the unit
  std::vector<double> limits; ///< rising; at most 8; what is below the first is not coloured
  std::string none; ///< what an uncoloured cell means
  std::vector<double> values; ///< by cell; NaN: none
  std::vector<DrawnPlace> places;
};
/// An SVG 1.1 document: a plate carree of the grid's region (degrees are squares), cells of one class side by
/// side in a row drawn as one, coastlines above them (Natural Earth 1:110m). The same values give the same
/// bytes.
std::string draw_cells(const survey::Grid& grid, const DrawnCells& cells);

/// One curve of reach: range [km] by azimuth [rad], NaN where there is none.
struct DrawnReachCurve {
  std::string name;
  std::vector<Point> az_and_range; ///< x: azimuth [rad], y: range [km]
};
struct DrawnReach {
  std::string title, subtitle, foot;
  std::vector<DrawnReachCurve> curves;
};
/// An SVG 1.1 document: polar, north up, azimuth clockwise, rings of range.
std::string draw_reach(const DrawnReach& reach);

} // namespace dewline::report
