#include "dewline/io/track_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

#include "dewline/io/document.hpp"
#include "dewline/io/gunzip.hpp"
#include "dewline/io/track_cells.hpp"

namespace dewline::io {
namespace {

constexpr double kPi = std::numbers::pi, kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kMaxTime_s = 9e9;                         ///< what an instant can hold
constexpr std::size_t kMaxBytes = std::size_t{4} << 30;    ///< unpacked
constexpr std::size_t kNone = TrackColumns::kNone;

std::string shown(std::string_view cell) { return std::string(cell.substr(0, 60)); }

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) return value;
  const auto number = table_number(text); // `12.0`, as tables with gaps are written
  if (number && std::abs(*number) < 9e15 && *number == std::floor(*number))
    return static_cast<std::int64_t>(*number);
  return {};
}

} // namespace

std::optional<double> table_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || text.empty()) return {};
  if (error == std::errc::result_out_of_range || !std::isfinite(value)) return kNaN;
  if (error != std::errc{}) return {};
  return value;
}

double north_clockwise(double counted_rad, std::optional<sense::Azimuth> azimuth) {
  const bool from_east = azimuth == sense::Azimuth::east_counterclockwise;
  return std::remainder(from_east ? kPi / 2 - counted_rad : counted_rad, 2 * kPi);
}

/// One line and the columns that say what its cells are.
struct TrackRows::Cells {
  const TrackColumns& columns;
  TableLine line;

  [[nodiscard]] std::string_view cell(std::size_t i) const {
    return i == kNone ? std::string_view{} : line.cell(i);
  }
  void wrong(std::size_t i, const std::string& what, const std::string& hint,
             Diagnostics& diagnostics) const {
    diagnostics.add(line.where(i), columns.names[i], shown(cell(i)), what, hint);
  }
  /// NaN for an empty cell; nothing and a diagnostic for words.
  std::optional<double> number(std::size_t i, Diagnostics& diagnostics) const {
    if (cell(i).empty()) return kNaN;
    const auto value = table_number(cell(i));
    if (!value) wrong(i, "is no number", "", diagnostics);
    return value;
  }
  [[nodiscard]] bool has_values() const {
    return std::ranges::any_of(columns.z, [&](std::size_t i) { return !cell(i).empty(); });
  }
};

TrackRows::TrackRows(const TrackColumns& columns, std::vector<TrackSensor> sensors)
    : columns_(columns), sensors_(std::move(sensors)) {}

/// Time, scan and sensor; false: this row is wrong or cannot be placed.
bool TrackRows::read_place(const Cells& cells, TrackRow& row, Diagnostics& diagnostics) const {
  const auto time_s = cells.number(columns_.time, diagnostics);
  if (!time_s) return false;
  row.time = time_from_s(*time_s);
  if (const auto text = cells.cell(columns_.scan); !text.empty()) {
    row.scan = whole_number(text);
    if (!row.scan) return cells.wrong(columns_.scan, "is no number of a scan", "", diagnostics), false;
  }
  if (const auto text = cells.cell(columns_.sensor); columns_.sensor != kNone) {
    const auto at = std::ranges::find(sensors_, text, &TrackSensor::id);
    std::string known;
    for (const TrackSensor& s : sensors_) known += (known.empty() ? "" : ", ") + s.id;
    if (at == sensors_.end())
      return cells.wrong(columns_.sensor, "is no sensor of the configuration", "there are: " + known,
                         diagnostics),
             false;
    row.sensor = static_cast<std::uint32_t>(at - sensors_.begin());
  }
  return std::abs(*time_s) <= kMaxTime_s;
}

bool TrackRows::read_angles(const Cells& cells, TrackRow& row, Diagnostics& diagnostics) const {
  auto& z = row.plot.z;
  const auto angle = [&](std::size_t i, double most) {
    if (!(std::abs(z[i]) > most)) return true;
    const bool rad = columns_.names[columns_.z[i]].ends_with("_rad");
    const std::string stem = columns_.names[columns_.z[i]].substr(0, 2);
    cells.wrong(columns_.z[i], i == 1 ? "is more than a turn" : "is beyond the zenith",
                rad ? "if these are degrees, name the column " + stem + "_deg" : "", diagnostics);
    return false;
  };
  if (!angle(1, 2 * kPi + 1e-9) || (columns_.z[2] != kNone && !angle(2, kPi / 2 + 1e-9))) return false;
  z[1] = north_clockwise(z[1], sensors_[row.sensor].azimuth);
  return true;
}

/// Errors that the row states; what is stated for one value wins over what is stated for several.
bool TrackRows::read_sigmas(const Cells& cells, TrackRow& row, Diagnostics& diagnostics) const {
  for (std::size_t i = 0; i < columns_.num_values(); ++i)
    for (const std::size_t column : columns_.sigma[i]) {
      if (cells.cell(column).empty()) continue;
      const auto value = cells.number(column, diagnostics);
      if (!value) return false;
      row.plot.sigma[i] = *value * columns_.sigma_unit[column];
    }
  return true;
}

/// False: wrong, or left out and counted.
bool TrackRows::read_values(const Cells& cells, TrackRow& row, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < columns_.num_values(); ++i) {
    const auto value = cells.number(columns_.z[i], diagnostics);
    if (!value) return false;
    row.plot.z[i] = *value * columns_.z_unit[i];
  }
  if (columns_.polar() && !read_angles(cells, row, diagnostics)) return false;
  if (!read_sigmas(cells, row, diagnostics)) return false;
  const auto finite = [](double v) { return std::isfinite(v); };
  const bool sound = std::ranges::all_of(row.plot.z, finite) &&
                     std::ranges::all_of(row.plot.sigma, [&](double s) { return finite(s) && s >= 0; }) &&
                     (!columns_.polar() || row.plot.z[0] > 0);
  if (!sound) ++num_bad_;
  return sound;
}

void TrackRows::keep_label(const Cells& cells) {
  if (columns_.label == kNone) return;
  const std::string_view text = cells.cell(columns_.label);
  labels_.emplace_back(text == "-1" ? std::string_view{} : text);
}

std::optional<TrackRow> TrackRows::read(std::string_view text, int number, Diagnostics& diagnostics) {
  const Cells cells{columns_, TableLine(text, {columns_.file, number, 1})};
  TrackRow row;
  row.plot.row = static_cast<std::uint32_t>(num_rows_++);
  keep_label(cells);
  row.empty = !cells.has_values();
  const std::size_t n = cells.line.cells.size();
  if (n > columns_.num_cells || (n < columns_.num_cells && !row.empty)) {
    diagnostics.add(
        cells.line.where(columns_.num_cells), "", "",
        "has " + std::to_string(n) + " cells, but the header has " + std::to_string(columns_.num_cells));
    return {};
  }
  const std::size_t before = diagnostics.size();
  if (!read_place(cells, row, diagnostics)) {
    num_bad_ += diagnostics.size() == before;
    return {};
  }
  if (!row.empty && !read_values(cells, row, diagnostics)) return {};
  return row;
}

std::string read_table_text(const std::string& file) {
  std::string bytes;
  Diagnostics diagnostics;
  if (!read_bytes(file, bytes))
    diagnostics.add({file, 1, 1}, "", "", "cannot be read", "is it there, and a file?");
  if (is_gzip(bytes)) {
    auto plain = gunzip(bytes, kMaxBytes);
    if (!plain) diagnostics.add({file, 1, 1}, "", "", "is damaged: it does not unpack", "gzip -t says where");
    bytes = plain.value_or(std::string());
  }
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  return bytes;
}

} // namespace dewline::io
