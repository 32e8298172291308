// A geodetic grid: cells of equal steps in latitude and longitude.
#pragma once
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::survey {

/// A region and its step. Longitudes run eastwards from lon_min to lon_max; a region across the date line has
/// lon_max < lon_min (170 to -170 deg is 20 deg wide). From -180 to 180 is the whole circle.
struct GridParams {
  double step_rad = std::numbers::pi / 180;
  double lat_min_rad = -std::numbers::pi / 2, lat_max_rad = std::numbers::pi / 2;
  double lon_min_rad = -std::numbers::pi, lon_max_rad = std::numbers::pi;
};

inline constexpr std::size_t kMostCells =
    4'000'000; ///< more are refused (ours: a tenth of a degree is 6.5 million)

/// Adds every problem: no number, a step outside 0.01 to 30 deg, latitudes beyond the poles or not rising, an
/// empty span of longitudes, longitudes beyond a turn, more than kMostCells cells. Keys: grid, region.
void check(const GridParams& params, Problems& problems);

/// The four edges of a cell; west is in [-pi, pi), east above it (beyond pi if the cell crosses the date
/// line).
struct CellEdges {
  double south_rad = 0, north_rad = 0, west_rad = 0, east_rad = 0;
};

/// Row by row from the south-west corner. The last row and column are cut at the region's edge, so that the
/// cells fill it exactly. A row that touches a pole is of triangles; its centres stand half a step from the
/// pole, so that every cell has a longitude and a course to it.
class Grid {
 public:
  /// Throws ContractError for parameters that `check` refuses.
  explicit Grid(const GridParams& params);

  [[nodiscard]] std::size_t size() const { return lat_rad_.size() * lon_rad_.size(); }
  [[nodiscard]] std::size_t num_rows() const { return lat_rad_.size(); }
  [[nodiscard]] std::size_t num_columns() const { return lon_rad_.size(); }
  /// Of the centres: rising latitudes; longitudes eastwards from the western edge, in [-pi, pi).
  [[nodiscard]] const std::vector<double>& lat_rad() const { return lat_rad_; }
  [[nodiscard]] const std::vector<double>& lon_rad() const { return lon_rad_; }
  /// The middle of a cell, at height 0.
  [[nodiscard]] earth::Geodetic centre(std::size_t cell) const;
  [[nodiscard]] CellEdges edges(std::size_t cell) const;
  /// A hash of the centre to 1e-7 deg: the same cell has the same address in every region that holds it.
  [[nodiscard]] std::uint64_t address(std::size_t cell) const;
  [[nodiscard]] const GridParams& params() const { return params_; }

 private:
  GridParams params_; ///< lon_max_rad above lon_min_rad
  std::vector<double> lat_rad_, lon_rad_;
};

} // namespace dewline::survey
