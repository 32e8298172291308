// The ground: heights of a raster that the user has.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/truth/route/route_params.hpp"

namespace dewline::truth {

/// The ground as low flight asks for it. From C++ any function will do; `read_terrain` makes one from
/// rasters.
struct Terrain {
  /// The greatest height above the ellipsoid [m] less than `half_m` north, south, east and west of a place;
  /// nothing where the ground is not known.
  std::function<std::optional<double>(const earth::Geodetic& place, double half_m)> highest_m;
  /// What it resolves [m]: a way is asked for in steps of half that.
  double resolution_m = 100;
};

/// Heights at the nodes of a grid in latitude and longitude, bilinear between them. Half a cell beyond the
/// outermost nodes their heights go on, so that cells (not only nodes) cover the area that a file states.
class Raster {
 public:
  /// Where the north-western node stands and how far apart nodes are [deg].
  struct Grid {
    std::size_t num_rows = 0, num_columns = 0;
    double north_deg = 0, west_deg = 0, step_deg = 0;
  };
  /// `height_m` by rows from the north; NaN is a void. Voids get `void_height_m`, or the height of the
  /// nearest node (in steps along rows and columns) that has one. At least one node must have a height or a
  /// void's be given.
  Raster(const Grid& grid, std::vector<float> height_m, const std::optional<double>& void_height_m);

  /// [m]; nothing outside.
  [[nodiscard]] std::optional<double> height_m(const earth::Geodetic& place) const;
  /// The greatest height [m] less than half_m north, south, east and west of a place: exact, as a bilinear
  /// surface is highest at a corner. Nothing if the place is outside.
  [[nodiscard]] std::optional<double> highest_m(const earth::Geodetic& place, double half_m) const;
  [[nodiscard]] const Grid& grid() const { return grid_; }
  [[nodiscard]] std::size_t num_voids() const { return num_voids_; }

 private:
  struct Node {
    double row, column;
  };
  [[nodiscard]] std::optional<Node> node(const earth::Geodetic& place) const;
  [[nodiscard]] double at(double row, double column) const;
  void fill_voids();

  Grid grid_;
  std::vector<float> height_m_;
  std::size_t num_voids_ = 0;
};

/// A grid with its heights as a file states them, NaN where it has none.
struct RasterFile {
  Raster::Grid grid;
  std::vector<float> height_m;
};
/// ESRI ASCII raster in degrees: keywords ncols, nrows, xllcorner or xllcenter, yllcorner or yllcenter,
/// cellsize and optionally nodata_value (-9999 if absent), in any order and case, then the heights by rows
/// from the north, at the middles of the cells ("Esri ASCII raster format",
/// desktop.arcgis.com/en/arcmap/10.6/manage-data/ raster-and-images/esri-ascii-raster-format.htm). Any bytes
/// are safe to pass; problems name the line.
std::optional<RasterFile> read_esri_ascii(std::string_view text, Problems& problems);
/// SRTM tile of one degree: 1201 x 1201 or 3601 x 3601 big-endian 16-bit heights [m] by rows from the north,
/// -32768 a void; its name (`N51E010.hgt`) states the middle of its south-western cell (GRASS GIS manual,
/// r.in.srtm). Any bytes and name are safe to pass.
std::optional<RasterFile> read_srtm(std::string_view bytes, std::string_view name, Problems& problems);

/// The ground from the rasters of a route; where several cover a place the first one counts. Both formats
/// usually count from sea level (SRTM: the EGM96 geoid), up to 110 m from the ellipsoid: `undulation_m` is
/// added, one number for all of it (left out: its change over the area). Nothing, and problems with the path,
/// if a file cannot be read.
std::optional<Terrain> read_terrain(const TerrainParams& params, Problems& problems);

} // namespace dewline::truth
