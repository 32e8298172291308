#include "dewline/survey/tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <numbers>

namespace dewline::survey {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

using Numbers = std::vector<double>;

record::Table begun(const char* name, const Grid& grid) {
  Numbers lat, lon;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    lat.push_back(grid.centre(i).lat_rad / kDeg);
    lon.push_back(grid.centre(i).lon_rad / kDeg);
  }
  return {name, {{"lat_deg", std::move(lat)}, {"lon_deg", std::move(lon)}}};
}

Numbers as_numbers(const std::vector<std::uint32_t>& whole) { return {whole.begin(), whole.end()}; }

/// One column of a row-major block.
Numbers column(const Numbers& block, std::size_t width, std::size_t k) {
  Numbers out;
  for (std::size_t i = k; i < block.size(); i += width) out.push_back(block[i]);
  return out;
}

std::string ring(double west, double east, double south, double north) {
  return fmt::format(
      "[[[{0:.6f},{2:.6f}],[{1:.6f},{2:.6f}],[{1:.6f},{3:.6f}],[{0:.6f},{3:.6f}],[{0:.6f},{2:.6f}]]]", west,
      east, south, north);
}

/// RFC 7946: counterclockwise, cut at the date line.
std::string geometry(const CellEdges& e) {
  const double west = e.west_rad / kDeg, east = e.east_rad / kDeg, south = e.south_rad / kDeg,
               north = e.north_rad / kDeg;
  if (east <= 180 + 1e-9)
    return "{\"type\":\"Polygon\",\"coordinates\":" + ring(west, std::min(east, 180.0), south, north) + "}";
  return "{\"type\":\"MultiPolygon\",\"coordinates\":[" + ring(west, 180, south, north) + "," +
         ring(-180, east - 360, south, north) + "]}";
}

} // namespace

record::Table table_of(const std::string& radar, const std::vector<Reach>& reach) {
  std::vector<std::string> names(reach.size(), radar), ends;
  Numbers az, el, range, height, searched;
  for (const Reach& r : reach) {
    az.push_back(r.az_rad / kDeg), el.push_back(r.el_rad / kDeg), range.push_back(r.range_m);
    height.push_back(r.height_m), searched.push_back(r.searched), ends.emplace_back(word(r.end));
  }
  return {"reach",
          {{"radar", std::move(names)},
           {"az_deg", std::move(az)},
           {"el_deg", std::move(el)},
           {"range_m", std::move(range)},
           {"height_m", std::move(height)},
           {"searched", std::move(searched)},
           {"end", std::move(ends)}}};
}

void append_rows(record::Table& table, const record::Table& more) {
  if (table.columns.empty()) {
    table = more;
    return;
  }
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    std::visit(
        [&](auto& to) {
          const auto& from = std::get<std::decay_t<decltype(to)>>(more.columns.at(c).cells);
          to.insert(to.end(), from.begin(), from.end());
        },
        table.columns[c].cells);
}

record::Table table_of(const CoverMap& map) {
  record::Table table = begun("coverage", map.grid);
  table.columns.push_back({"num_sensors", as_numbers(map.num_sensors)});
  table.columns.push_back({"num_satellites", as_numbers(map.num_satellites)});
  table.columns.push_back({"cumulative", map.cumulative});
  table.columns.push_back({"first_s", map.first_s});
  for (std::size_t w = 0; w < map.watchers.size(); ++w)
    table.columns.push_back({"pd." + map.watchers[w], column(map.prob_detect, map.watchers.size(), w)});
  return table;
}

record::Table table_of(const GapMap& map) {
  record::Table table = begun("gaps", map.grid);
  for (std::size_t h = 0; h < 24; ++h)
    table.columns.push_back({fmt::format("uncovered.{:02}", h), column(map.uncovered, 24, h)});
  return table;
}

record::Table table_of(const WarningMap& map) {
  record::Table table = begun("warning", map.grid);
  Numbers launch = as_numbers(map.launch);
  for (std::size_t i = 0; i < launch.size(); ++i)
    if (std::isnan(map.tof_s[i])) launch[i] = kNever;
  table.columns.push_back({"launch", std::move(launch)});
  table.columns.push_back({"tof_s", map.tof_s});
  table.columns.push_back({"apogee_m", map.apogee_h_m});
  table.columns.push_back({"warning_s", map.warning_s});
  table.columns.push_back({"joint_warning_s", map.joint_warning_s});
  table.columns.push_back({"most_warning_s", map.most_warning_s});
  for (std::size_t w = 0; w < map.watchers.size(); ++w) {
    table.columns.push_back({"first_s." + map.watchers[w], column(map.first_s, map.watchers.size(), w)});
    table.columns.push_back(
        {"detected_s." + map.watchers[w], column(map.detected_s, map.watchers.size(), w)});
  }
  return table;
}

std::string geojson(const Grid& grid, const record::Table& table) {
  std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
  bool first = true;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    std::string properties;
    for (std::size_t c = 2; c < table.columns.size(); ++c) {
      const double value = std::get<Numbers>(table.columns[c].cells)[i];
      if (!std::isfinite(value)) continue;
      fmt::format_to(std::back_inserter(properties), "{}\"{}\":{:.6g}", properties.empty() ? "" : ",",
                     table.columns[c].name, value);
    }
    if (properties.empty()) continue;
    fmt::format_to(std::back_inserter(out),
                   "{}\n{{\"type\":\"Feature\",\"geometry\":{},\"properties\":{{{}}}}}", first ? "" : ",",
                   geometry(grid.edges(i)), properties);
    first = false;
  }
  return out + "\n]}\n";
}

} // namespace dewline::survey
