#include "dewline/truth/route/terrain.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <memory>
#include <numbers>
#include <sstream>

#include "dewline/base/check.hpp"

namespace dewline::truth {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
constexpr double kMetresPerDegree = 110574; ///< of latitude at the equator, its least

/// low, the whole numbers between, high.
std::vector<double> cuts(double low, double high) {
  std::vector<double> out{low};
  for (double k = std::floor(low) + 1; k < high; ++k) out.push_back(k);
  out.push_back(high);
  return out;
}

std::optional<std::string> contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return {};
  return text.str();
}

std::string lower_end(const std::string& path) {
  std::string end = path.substr(path.size() < 4 ? 0 : path.size() - 4);
  std::ranges::transform(end, end.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return end;
}

std::optional<RasterFile> read_raster(const std::string& path, Problems& problems) {
  const std::string end = lower_end(path);
  if (end != ".asc" && end != ".hgt") {
    problems.add("", path, "is no raster that can be read", "ESRI ASCII grid (.asc) or SRTM tile (.hgt)");
    return {};
  }
  const auto text = contents(path);
  if (!text) {
    problems.add("", path, "cannot be read", "the path is relative to the scenario file");
    return {};
  }
  if (end == ".asc") return read_esri_ascii(*text, problems);
  return read_srtm(*text, path.substr(path.find_last_of("/\\") + 1), problems);
}

} // namespace

Raster::Raster(const Grid& grid, std::vector<float> height_m, const std::optional<double>& void_height_m)
    : grid_(grid), height_m_(std::move(height_m)) {
  DW_CHECK(grid_.num_rows > 0 && grid_.num_columns > 0 && grid_.step_deg > 0);
  DW_CHECK(height_m_.size() == grid_.num_rows * grid_.num_columns);
  num_voids_ =
      static_cast<std::size_t>(std::ranges::count_if(height_m_, [](float h) { return std::isnan(h); }));
  if (void_height_m)
    std::ranges::replace_if(
        height_m_, [](float h) { return std::isnan(h); }, static_cast<float>(*void_height_m));
  else if (num_voids_ > 0)
    fill_voids();
}

void Raster::fill_voids() {
  DW_CHECK(num_voids_ < height_m_.size());
  std::vector<std::size_t> front;
  for (std::size_t i = 0; i < height_m_.size(); ++i)
    if (!std::isnan(height_m_[i])) front.push_back(i);
  const std::size_t columns = grid_.num_columns;
  while (!front.empty()) { // each round reaches one step further into the voids
    std::vector<std::size_t> next;
    const auto reach = [&](std::size_t from, std::size_t to) {
      if (!std::isnan(height_m_[to])) return;
      height_m_[to] = height_m_[from];
      next.push_back(to);
    };
    for (const std::size_t i : front) {
      const std::size_t column = i % columns;
      if (i >= columns) reach(i, i - columns);
      if (column > 0) reach(i, i - 1);
      if (column + 1 < columns) reach(i, i + 1);
      if (i + columns < height_m_.size()) reach(i, i + columns);
    }
    front = std::move(next);
  }
}

std::optional<Raster::Node> Raster::node(const earth::Geodetic& place) const {
  const double last_row = static_cast<double>(grid_.num_rows - 1);
  const double last_column = static_cast<double>(grid_.num_columns - 1);
  const double row = (grid_.north_deg - place.lat_rad / kDeg) / grid_.step_deg;
  const double round = 360 / grid_.step_deg;
  double column = std::fmod((place.lon_rad / kDeg - grid_.west_deg) / grid_.step_deg, round);
  if (column < -0.5) column += round;
  if (column > last_column + 0.5) column -= round;
  if (!(row >= -0.5 && row <= last_row + 0.5 && column >= -0.5 && column <= last_column + 0.5)) return {};
  return Node{row, column};
}

double Raster::at(double row, double column) const {
  const auto split = [](double x, std::size_t num, std::size_t& low, double& part) {
    const double in = std::clamp(x, 0.0, static_cast<double>(num - 1));
    low = std::min(static_cast<std::size_t>(in), num < 2 ? 0 : num - 2);
    part = in - static_cast<double>(low);
  };
  std::size_t r = 0, c = 0;
  double u = 0, v = 0;
  split(row, grid_.num_rows, r, u);
  split(column, grid_.num_columns, c, v);
  const auto height = [&](std::size_t i, std::size_t j) {
    return static_cast<double>(
        height_m_[std::min(i, grid_.num_rows - 1) * grid_.num_columns + std::min(j, grid_.num_columns - 1)]);
  };
  return (1 - u) * ((1 - v) * height(r, c) + v * height(r, c + 1)) +
         u * ((1 - v) * height(r + 1, c) + v * height(r + 1, c + 1));
}

std::optional<double> Raster::height_m(const earth::Geodetic& place) const {
  const auto n = node(place);
  if (!n) return {};
  return at(n->row, n->column);
}

std::optional<double> Raster::highest_m(const earth::Geodetic& place, double half_m) const {
  const auto n = node(place);
  if (!n) return {};
  const double rows = half_m / (kMetresPerDegree * grid_.step_deg);
  const double columns = rows / std::max(std::cos(place.lat_rad), 1e-3);
  const double last_row = static_cast<double>(grid_.num_rows - 1);
  const double last_column = static_cast<double>(grid_.num_columns - 1);
  double highest = -1e300;
  // beyond the edge nodes all is as at the edge, so the cuts need not go further
  for (const double row :
       cuts(std::clamp(n->row - rows, 0.0, last_row), std::clamp(n->row + rows, 0.0, last_row)))
    for (const double column : cuts(std::clamp(n->column - columns, 0.0, last_column),
                                    std::clamp(n->column + columns, 0.0, last_column)))
      highest = std::max(highest, at(row, column));
  return highest;
}

std::optional<Terrain> read_terrain(const TerrainParams& params, Problems& problems) {
  const auto rasters = std::make_shared<std::vector<Raster>>();
  double step_deg = 1e9;
  const auto read = [&](const std::string& key, const std::string& path) {
    problems.at(key, [&] {
      auto file = read_raster(path, problems);
      if (!file) return;
      if (!params.void_height_m &&
          std::ranges::all_of(file->height_m, [](float h) { return std::isnan(h); })) {
        problems.add("", path, "has no heights, only voids", "give void_height, or another file");
        return;
      }
      rasters->emplace_back(file->grid, std::move(file->height_m), params.void_height_m);
      step_deg = std::min(step_deg, file->grid.step_deg);
    });
  };
  read("path", params.path);
  for (std::size_t i = 0; i < params.more.size(); ++i)
    read("more[" + std::to_string(i) + "]", params.more[i]);
  if (rasters->size() != 1 + params.more.size()) return {};
  const double undulation_m = params.undulation_m;
  return Terrain{
      [rasters, undulation_m](const earth::Geodetic& place, double half_m) -> std::optional<double> {
        for (const Raster& raster : *rasters)
          if (const auto h = raster.highest_m(place, half_m)) return *h + undulation_m;
        return {};
      },
      step_deg* kMetresPerDegree};
}

} // namespace dewline::truth
