// Everything that a tracker of recorded detections reported, as known at each scan: tables and CSV.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "dewline/record/metrics/rows.hpp"
#include "dewline/record/table.hpp"
#include "dewline/track/recorded/tracker.hpp"

namespace dewline::io {

class TrackLog {
 public:
  explicit TrackLog(bool flat) : flat_(flat) {}
  void add(std::int64_t scan, const track::recorded::Result& result);

  [[nodiscard]] bool flat() const { return flat_; } ///< in the plane: no heights
  /// tracks.csv's columns: one row a confirmed track and scan.
  [[nodiscard]] record::Table tracks() const;
  [[nodiscard]] record::Table associations() const;
  /// Rows of tracks for a scorer, and their covariances.
  [[nodiscard]] std::vector<record::StateRow> states() const;
  [[nodiscard]] std::vector<MatNM<6>> covariances() const;
  [[nodiscard]] std::size_t num_rows() const { return rows_.size(); }
  [[nodiscard]] std::size_t num_tracks() const;

  struct Row {
    std::int64_t scan = 0;
    Time time{};
    track::recorded::Estimate estimate;
  };
  struct Link {
    std::int64_t scan = 0;
    Time time{};
    track::recorded::Association of;
  };
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<Link>& links() const { return links_; }
  /// Column names and the rows from `first` on, as CSV.
  [[nodiscard]] std::string csv_header() const;
  [[nodiscard]] std::string csv_rows(std::size_t first) const;

 private:
  bool flat_;
  std::vector<Row> rows_;
  std::vector<Link> links_;
};

} // namespace dewline::io
