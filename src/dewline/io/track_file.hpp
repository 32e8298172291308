// Recorded detections from a CSV: columns by name, rows as plots. Labels are kept apart: no tracker sees
// them.
//
// The first line that is no comment (`#`) names the columns:
//   time_s                                      [s], since any epoch
//   x_m, y_m [, z_m]                            position in the sensor's axes (east, north, up), or
//   range_m, az_rad | az_deg [, el_rad | el_deg [, range_rate_m_s]]    azimuth counted as the configuration
//   says optional: scan (a number), sensor (an id of the configuration), snr_db (read, used by no tracker
//   here), sigma_position_m, sigma_x_m, sigma_y_m, sigma_z_m, sigma_range_m, sigma_az_rad, sigma_el_rad,
//   sigma_angle_mrad, sigma_range_rate_m_s (noise of this row), label or truth_id (where it came from; -1 or
//   empty: false)
// A row without measured values is an empty scan: everything was missed.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/io/error.hpp"
#include "dewline/sense/feed/params.hpp"
#include "dewline/track/recorded/params.hpp"
#include "dewline/track/recorded/plot.hpp"

namespace dewline::io {

/// The columns of a file of detections.
struct TrackColumns {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::string file;                              ///< for messages
  track::recorded::Measures measures = track::recorded::Measures::xy;
  std::size_t num_cells = 0;
  std::size_t time = kNone, scan = kNone, sensor = kNone, snr = kNone, label = kNone;
  std::array<std::size_t, 4> z{kNone, kNone, kNone, kNone};
  std::array<std::vector<std::size_t>, 4> sigma; ///< columns that state the error of each value
  std::array<double, 4> z_unit{1, 1, 1, 1};      ///< SI value of the column's unit
  std::vector<double> sigma_unit;                ///< by cell
  std::vector<std::string> names;                ///< by cell
  std::vector<std::string> unread;               ///< columns that nothing reads

  [[nodiscard]] std::size_t num_values() const;  ///< 2, 3 or 4
  [[nodiscard]] bool polar() const;
};

/// Reads the header. What is missing, twice there or contradictory is a diagnostic at its column; unknown
/// columns are kept in `unread` for a warning.
std::optional<TrackColumns> read_track_header(std::string_view line, const Where& at,
                                              Diagnostics& diagnostics);

/// An azimuth clockwise from north, between -pi and pi [rad], from one that is counted in this way.
double north_clockwise(double counted_rad, std::optional<sense::Azimuth> azimuth);

/// What a row needs to know of a sensor.
struct TrackSensor {
  std::string id;
  std::optional<sense::Azimuth> azimuth; ///< stated by the configuration; a polar file must have it
};

/// One row: a plot, or only a time.
struct TrackRow {
  Time time{};
  std::optional<std::int64_t> scan;
  std::uint32_t sensor = 0;
  bool empty = false; ///< a scan without detections
  track::recorded::Plot plot;
};

/// Turns lines into rows. Numbers that are not finite, ranges of nothing and errors that are not positive
/// leave a row out (`num_bad`); text where a number is due, angles beyond a turn and unknown sensors are
/// diagnostics.
class TrackRows {
 public:
  TrackRows(const TrackColumns& columns, std::vector<TrackSensor> sensors);

  /// Nothing for a row that is left out or wrong. Rows count from 0, in the order of the file, all of them.
  std::optional<TrackRow> read(std::string_view line, int number, Diagnostics& diagnostics);
  /// Where each row came from, by row; empty without such a column, and for false detections.
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] std::uint64_t num_rows() const { return num_rows_; }
  [[nodiscard]] std::uint64_t num_bad() const { return num_bad_; }

 private:
  struct Cells;
  bool read_place(const Cells& cells, TrackRow& row, Diagnostics& diagnostics) const;
  bool read_values(const Cells& cells, TrackRow& row, Diagnostics& diagnostics);
  bool read_angles(const Cells& cells, TrackRow& row, Diagnostics& diagnostics) const;
  bool read_sigmas(const Cells& cells, TrackRow& row, Diagnostics& diagnostics) const;
  void keep_label(const Cells& cells);

  TrackColumns columns_;
  std::vector<TrackSensor> sensors_;
  std::vector<std::string> labels_;
  std::uint64_t num_rows_ = 0, num_bad_ = 0;
};

/// The whole of a file, unpacked if it is gzip. Throws ScenarioError if it cannot be read.
std::string read_table_text(const std::string& file);

} // namespace dewline::io
