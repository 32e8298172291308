// Columns of a file of detections by their names.
#include <algorithm>
#include <numbers>

#include "dewline/io/track_cells.hpp"
#include "dewline/io/track_file.hpp"

namespace dewline::io {
namespace {

using track::recorded::Measures;
constexpr double kDeg = std::numbers::pi / 180;
constexpr std::size_t kNone = TrackColumns::kNone;

/// A column of measured values or of their errors: for which of them, in which unit.
struct ValueColumn {
  std::string_view name;
  std::vector<std::size_t> of;
  double unit = 1;
};
const std::vector<ValueColumn>& value_columns(bool polar) {
  static const std::vector<ValueColumn> kPlane{{"x_m", {0}}, {"y_m", {1}}, {"z_m", {2}}};
  static const std::vector<ValueColumn> kPolar{{"range_m", {0}},      {"az_rad", {1}}, {"az_deg", {1}, kDeg},
                                               {"el_rad", {2}},       {"el_deg", {2}, kDeg},
                                               {"range_rate_m_s", {3}}};
  return polar ? kPolar : kPlane;
}
/// What is said of several values stands before what is said of one: the later one wins.
const std::vector<ValueColumn>& sigma_columns(bool polar) {
  static const std::vector<ValueColumn> kPlane{
      {"sigma_position_m", {0, 1, 2}}, {"sigma_x_m", {0}}, {"sigma_y_m", {1}}, {"sigma_z_m", {2}}};
  static const std::vector<ValueColumn> kPolar{
      {"sigma_range_m", {0}},       {"sigma_angle_mrad", {1, 2}, 1e-3},
      {"sigma_az_rad", {1}},        {"sigma_az_deg", {1}, kDeg},
      {"sigma_el_rad", {2}},        {"sigma_el_deg", {2}, kDeg},
      {"sigma_range_rate_m_s", {3}}};
  return polar ? kPolar : kPlane;
}

/// Finds columns and notes which are read.
class Header {
 public:
  Header(const TableLine& line, Diagnostics& diagnostics)
      : line_(line), diagnostics_(diagnostics), read_(line.cells.size(), false) {}

  std::size_t find(std::string_view name) {
    const auto at = std::ranges::find(line_.cells, name);
    if (at == line_.cells.end()) return kNone;
    const auto i = static_cast<std::size_t>(at - line_.cells.begin());
    read_[i] = true;
    if (const auto again = std::find(at + 1, line_.cells.end(), name); again != line_.cells.end())
      diagnostics_.add(line_.where(static_cast<std::size_t>(again - line_.cells.begin())), std::string(name),
                       "", "is a column twice");
    return i;
  }
  std::size_t either(std::string_view name, std::string_view other) {
    const std::size_t a = find(name), b = find(other);
    if (a != kNone && b != kNone)
      diagnostics_.add(line_.where(b), std::string(other), "", "says the same as " + std::string(name),
                       "keep one of them");
    return a != kNone ? a : b;
  }
  void missing(const std::string& name, const std::string& hint) {
    diagnostics_.add(line_.at, name, "", "is missing among the columns", hint);
  }
  [[nodiscard]] std::vector<std::string> unread() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < read_.size(); ++i)
      if (!read_[i])
        out.emplace_back(line_.cells[i].empty() ? "(without a name)" : line_.cells[i].substr(0, 60));
    return out;
  }

 private:
  const TableLine& line_;
  Diagnostics& diagnostics_;
  std::vector<bool> read_;
};

void find_values(Header& header, bool polar, TrackColumns& c) {
  for (const ValueColumn& v : value_columns(polar))
    if (const std::size_t at = header.find(v.name); at != kNone)
      c.z[v.of[0]] = at, c.z_unit[v.of[0]] = v.unit;
  if (polar) header.either("az_rad", "az_deg"), header.either("el_rad", "el_deg");
  for (const ValueColumn& v : sigma_columns(polar))
    if (const std::size_t at = header.find(v.name); at != kNone) {
      c.sigma_unit[at] = v.unit;
      for (const std::size_t of : v.of) c.sigma[of].push_back(at);
    }
}

/// What is measured; columns that lack a companion are told.
Measures measures_of(Header& header, bool polar, const TrackColumns& c) {
  const auto has = [&](std::size_t i) { return c.z[i] != kNone; };
  if (!polar) {
    if (!has(1)) header.missing("y_m", "a position needs x_m and y_m, in metres");
    return has(2) ? Measures::xyz : Measures::xy;
  }
  if (!has(1)) header.missing("az_rad", "a range needs an azimuth: az_rad or az_deg");
  if (has(3) && !has(2))
    header.missing("el_rad", "a range rate needs an elevation beside it: el_rad or el_deg");
  if (has(3)) return Measures::range_azimuth_elevation_rate;
  return has(2) ? Measures::range_azimuth_elevation : Measures::range_azimuth;
}

} // namespace

std::size_t TrackColumns::num_values() const {
  switch (measures) {
    case Measures::xy:
    case Measures::range_azimuth: return 2;
    case Measures::xyz:
    case Measures::range_azimuth_elevation: return 3;
    case Measures::range_azimuth_elevation_rate: return 4;
  }
  return 2;
}
bool TrackColumns::polar() const { return measures != Measures::xy && measures != Measures::xyz; }

std::optional<TrackColumns> read_track_header(std::string_view text, const Where& at,
                                              Diagnostics& diagnostics) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3); // a byte order mark
  const TableLine line(text, at);
  const std::size_t before = diagnostics.size();
  Header header(line, diagnostics);
  TrackColumns c;
  c.file = at.file;
  c.num_cells = line.cells.size();
  c.sigma_unit.assign(c.num_cells, 1);
  c.names.assign(line.cells.begin(), line.cells.end());
  c.time = header.find("time_s");
  if (c.time == kNone)
    header.missing("time_s", table_number(line.cell(0))
                                 ? "the first line must name the columns: time_s,x_m,y_m"
                             : text.find_first_of(";\t") != text.npos ? "columns are parted by commas"
                                                                      : "the time of each row, in seconds");
  const bool polar = header.find("range_m") != kNone, plane = header.find("x_m") != kNone;
  if (polar == plane)
    header.missing(
        polar ? "(one kind of position)" : "x_m, y_m or range_m, az_rad",
        polar ? "a file has x_m, y_m or range_m, az_rad, not both" : "positions or ranges and angles");
  find_values(header, polar, c);
  if (polar != plane) c.measures = measures_of(header, polar, c);
  c.scan = header.find("scan"), c.sensor = header.find("sensor"), c.snr = header.find("snr_db");
  c.label = header.either("label", "truth_id");
  c.unread = header.unread();
  if (diagnostics.size() != before) return {};
  return c;
}

} // namespace dewline::io
