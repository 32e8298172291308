// Rows of detections as scans, in order of time; scans that saw nothing included.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dewline/io/track_file.hpp"
#include "dewline/track/recorded/plot.hpp"

namespace dewline::io {

/// One scan of one sensor and the number that the file gave it.
struct RecordedScan {
  Time time{};
  std::uint32_t sensor = 0;
  std::optional<std::int64_t> number;
  std::vector<track::recorded::Plot> plots;
  Duration spread{}; ///< between its first and its last row

  [[nodiscard]] track::recorded::Scan view() const { return {time, sensor, plots}; }
};

/// Rows of one number (without numbers: of one instant) and sensor are a scan; its time is midway between its
/// first and its last row. In order of time, then of sensors. The order of rows changes nothing but plots'
/// places.
std::vector<RecordedScan> scans_of(std::span<const TrackRow> rows);

/// Adds the scans that a file leaves out: where a sensor that looks every `period` has a gap of more than one
/// and a half of them, it looked and saw nothing. At most kMost in one gap (by then nothing is left to be
/// missed).
class SilentScans {
 public:
  static constexpr int kMost = 1000;
  /// By sensor; 0: not stated, nothing is added.
  explicit SilentScans(std::vector<Duration> periods);
  /// Scans in order of time in, the same with silent ones between them out. May be called again with later
  /// ones.
  std::vector<RecordedScan> filled(std::vector<RecordedScan> scans);
  [[nodiscard]] std::uint64_t num_added() const { return num_added_; }

 private:
  void fill(std::uint32_t sensor, Time until, std::vector<RecordedScan>& out);
  std::vector<Duration> periods_;
  std::vector<std::optional<Time>> last_; ///< of each sensor's scans
  std::uint64_t num_added_ = 0;
};

/// Rows as they arrive: gives back scans as soon as they are complete, that is when a row of a later scan
/// comes.
class ScanStream {
 public:
  /// Scans that `row` completes; none while it belongs to the newest one.
  std::vector<RecordedScan> add(const TrackRow& row);
  /// What is left at the end.
  std::vector<RecordedScan> finish();

 private:
  [[nodiscard]] bool belongs(const TrackRow& row) const;
  std::vector<TrackRow> rows_;
  Time newest_{};
};

} // namespace dewline::io
