// Surveys as tables and as GeoJSON: degrees, kilometres and seconds, one row a cell or a direction.
#pragma once
#include <string>

#include "dewline/record/table.hpp"
#include "dewline/survey/cover.hpp"
#include "dewline/survey/reach.hpp"
#include "dewline/survey/warning.hpp"

namespace dewline::survey {

/// Columns: radar, az_deg, el_deg, range_m, height_m, searched (0 or 1), end.
record::Table table_of(const std::string& radar, const std::vector<Reach>& reach);
/// Appends the rows of another radar.
void append_rows(record::Table& table, const record::Table& more);
/// lat_deg, lon_deg, num_sensors, num_satellites, cumulative, first_s, then pd.NAME of each sensor.
record::Table table_of(const CoverMap& map);
/// lat_deg, lon_deg, then uncovered.00 to uncovered.23: shares of the hours of the day.
record::Table table_of(const GapMap& map);
/// lat_deg, lon_deg, launch, tof_s, apogee_m, warning_s, joint_warning_s, most_warning_s, then first_s.NAME
/// and detected_s.NAME of each sensor.
record::Table table_of(const WarningMap& map);

/// A FeatureCollection (RFC 7946) of the cells that have a finite number beside their place: polygons with
/// the row's numbers as properties, six digits after the point of a degree; a cell across the date line is
/// two polygons.
std::string geojson(const Grid& grid, const record::Table& table);

} // namespace dewline::survey
