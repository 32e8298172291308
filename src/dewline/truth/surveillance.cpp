#include "dewline/truth/surveillance.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <map>
#include <numbers>

#include <fmt/format.h>

#include "dewline/base/csv.hpp"

namespace dewline::truth {
namespace {

using csv::cells, csv::Lines, csv::trimmed;

constexpr double kDeg = std::numbers::pi / 180, kFoot_m = 0.3048;
constexpr double kLowest_m = -1000, kHighest_m = 100e3; ///< where aircraft and drones fly
constexpr std::size_t kMaxRows = 5'000'000, kMaxTracks = 20'000, kLeast = 5;
constexpr double kMaxGap_s = 120;

using Row = std::vector<std::string_view>;

/// What may stand in an aircraft's name: it goes into the record, tables and addresses.
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

/// A column and what its numbers are multiplied by.
struct Column {
  std::size_t at = 0;
  double factor = 1;
};
struct Name {
  const char* name;
  double factor = 1;
};

std::optional<Column> find(const Row& header, std::initializer_list<Name> names) {
  for (const auto& [name, factor] : names)
    if (const auto found = std::ranges::find(header, name); found != header.end())
      return Column{static_cast<std::size_t>(found - header.begin()), factor};
  return {};
}

std::optional<Column> altitude_of(const Row& header, Altitude which) {
  if (which == Altitude::barometric)
    return find(header, {{"baroaltitude"},
                         {"baro_altitude"},
                         {"baroaltitude_m"},
                         {"baro_altitude_m"},
                         {"baroaltitude_ft", kFoot_m},
                         {"baro_altitude_ft", kFoot_m}});
  return find(header, {{"geoaltitude"},
                       {"geo_altitude"},
                       {"geoaltitude_m"},
                       {"geo_altitude_m"},
                       {"geoaltitude_ft", kFoot_m},
                       {"geo_altitude_ft", kFoot_m},
                       {"altitude_m"},
                       {"altitude_ft", kFoot_m},
                       {"height_m"}});
}

struct Columns {
  std::size_t id = 0;
  Column time, lat, lon, altitude;
  std::optional<Column> own_time;
};

std::optional<Columns> columns_of(const Row& header, const FileParams& file, Problems& problems) {
  const auto id = find(header, {{"icao24"}, {"callsign"}, {"id"}});
  const auto time = find(header, {{"time"}, {"timestamp"}, {"time_s"}});
  const auto lat = find(header, {{"lat"}, {"latitude"}, {"lat_deg"}, {"latitude_deg"}});
  const auto lon = find(header, {{"lon"}, {"longitude"}, {"lon_deg"}, {"longitude_deg"}});
  const Altitude which = file.altitude.value_or(Altitude::geometric);
  const auto altitude = altitude_of(header, which);
  if (id && time && lat && lon && altitude)
    return Columns{id->at, *time,     *lat,
                   *lon,   *altitude, find(header, {{"lastposupdate"}, {"time_position"}})};
  if (!altitude && find(header, {{"altitude"}}))
    problems.add("line 1", "altitude", "is a column that does not state its unit",
                 "call it altitude_m or altitude_ft (above the ellipsoid)");
  else if (!altitude && altitude_of(header, Altitude::barometric))
    problems.add("", "", "has no geometric altitude, only a barometric one",
                 "`altitude: barometric` takes it as it is");
  else
    problems.add("", "", "lacks a column of time, aircraft, place or altitude",
                 "time, icao24, lat, lon, geoaltitude (metres)");
  return {};
}

/// A cell: empty, a number, or neither.
struct Cell {
  bool empty = false;
  std::optional<double> value;
};
Cell cell(const Row& row, const Column& column) {
  const std::string_view text = row[column.at];
  if (text.empty()) return {true, {}};
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return {false, value * column.factor};
}

/// One aircraft while its rows are read.
struct Reports {
  double row_time_s = -1e300; ///< of the last row, used or not
  SurveillanceTrack track;    ///< times as in the file
  std::string first_line;
};

class Reader {
 public:
  Reader(const Columns& columns, const FileParams& file, Problems& problems)
      : columns_(columns), file_(file), problems_(problems) {}

  /// False, and a problem, if the row is wrong.
  bool take(const Row& row, const std::string& where) {
    const std::string_view id = row[columns_.id];
    const Cell time = cell(row, columns_.time);
    if (time.value) earliest_s_ = std::min(earliest_s_, *time.value);
    if (id.empty() || time.empty || (file_.pick && id != *file_.pick)) return true;
    if (!file_.pick && !std::ranges::all_of(id, is_name))
      return wrong(where, id, "is no name for a body: letters, digits, `-`, `_` and `.` only");
    if (!time.value || !(std::abs(*time.value) < 1e11))
      return wrong(where, row[columns_.time.at], "is no time");
    Reports& reports = all_[std::string(id)];
    if (reports.first_line.empty()) reports.first_line = where;
    if (!(*time.value > reports.row_time_s))
      return wrong(where, row[columns_.time.at],
                   *time.value == reports.row_time_s ? "is the time of the row before of this aircraft"
                                                     : "is before the row before of this aircraft");
    reports.row_time_s = *time.value;
    return all_.size() <= kMaxTracks ? position(row, where, reports)
                                     : wrong(where, id, "is one aircraft too many: 20,000 at most");
  }

  std::optional<std::vector<SurveillanceTrack>> finish() {
    std::vector<SurveillanceTrack> out;
    for (auto& [id, reports] : all_) {
      SurveillanceTrack& track = reports.track;
      if (track.time_s.size() < kLeast) {
        problems_.add(reports.first_line, id,
                      fmt::format("has {} positions, fewer than five", track.time_s.size()),
                      "leave it out of the file, or pick another");
        return {};
      }
      track.id = id;
      for (double& t : track.time_s) t -= earliest_s_;
      out.push_back(std::move(track));
    }
    if (!out.empty()) return out;
    problems_.add("", "", file_.pick ? "has no row of `" + *file_.pick + "`" : "has no rows",
                  "pick states an icao24 or id as the file writes it");
    return {};
  }

 private:
  bool wrong(const std::string& where, std::string_view value, std::string what) {
    problems_.add(where, std::string(value.substr(0, 40)), std::move(what));
    return false;
  }
  bool position(const Row& row, const std::string& where, Reports& reports) {
    const Cell lat = cell(row, columns_.lat), lon = cell(row, columns_.lon), h = cell(row, columns_.altitude);
    const Cell own = columns_.own_time ? cell(row, *columns_.own_time) : Cell{false, reports.row_time_s};
    if (lat.empty || lon.empty || h.empty || own.empty) return true;
    if (!lat.value || !(std::abs(*lat.value) <= 90))
      return wrong(where, row[columns_.lat.at], "is no latitude");
    if (!lon.value || !(std::abs(*lon.value) <= 360))
      return wrong(where, row[columns_.lon.at], "is no longitude");
    if (!h.value || !(*h.value >= kLowest_m && *h.value <= kHighest_m))
      return wrong(where, row[columns_.altitude.at], "is no altitude from -1 to 100 km");
    if (!own.value || !(*own.value <= reports.row_time_s + 1 && *own.value >= reports.row_time_s - 3600))
      return wrong(where, row[columns_.own_time->at], "is no time of a position heard in the hour before");
    auto& times = reports.track.time_s;
    if (!times.empty() && !(*own.value > times.back() + 1e-3)) return true; // heard before
    const double gap_s = times.empty() ? 0 : *own.value - times.back();
    if (!(gap_s <= file_.max_gap_s.value_or(kMaxGap_s)))
      return wrong(where, row[columns_.time.at],
                   fmt::format("comes {:.0f} s after the last position of {}: "
                               "longer than max_gap",
                               gap_s, row[columns_.id]));
    times.push_back(*own.value);
    reports.track.sample.push_back({*lat.value * kDeg, *lon.value * kDeg, *h.value});
    return true;
  }

  const Columns& columns_;
  const FileParams& file_;
  Problems& problems_;
  std::map<std::string, Reports> all_;
  double earliest_s_ = 1e300;
};

} // namespace

bool is_surveillance(std::string_view text) {
  Lines lines(text);
  if (!lines.next()) return false;
  const Row header = cells(lines.line());
  return find(header, {{"icao24"}, {"callsign"}}) || (find(header, {{"id"}}) && find(header, {{"lat"}}));
}

std::optional<std::vector<SurveillanceTrack>> read_surveillance(std::string_view text, const FileParams& file,
                                                                Problems& problems) {
  Lines lines(text);
  if (!lines.next()) {
    problems.add("", "", "is empty");
    return {};
  }
  const Row header = cells(lines.line());
  const auto columns = columns_of(header, file, problems);
  if (!columns) return {};
  Reader reader(*columns, file, problems);
  for (std::size_t num = 0; lines.next(); ++num) {
    const Row row = cells(lines.line());
    if (row.size() != header.size() || num >= kMaxRows) {
      problems.add(lines.where(), std::string(lines.line().substr(0, 40)),
                   num >= kMaxRows
                       ? "is one row too many: five million at most"
                       : fmt::format("has {} fields, the header has {}", row.size(), header.size()));
      return {};
    }
    if (!reader.take(row, lines.where())) return {};
  }
  return reader.finish();
}

} // namespace dewline::truth
