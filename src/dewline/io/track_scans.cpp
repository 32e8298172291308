#include "dewline/io/track_scans.hpp"

#include <algorithm>
#include <tuple>

namespace dewline::io {
namespace {

/// Rows of equal keys are one scan; the row's number keeps the order within it.
auto key(const TrackRow& row) {
  return std::tuple(row.sensor, row.scan.has_value(),
                    row.scan ? *row.scan : row.time.time_since_epoch().count());
}

RecordedScan scan_of(std::span<const TrackRow* const> rows) {
  const auto [first, last] = std::ranges::minmax_element(rows, {}, [](const TrackRow* r) { return r->time; });
  RecordedScan scan{(*first)->time + ((*last)->time - (*first)->time) / 2, rows[0]->sensor, rows[0]->scan, {},
                    (*last)->time - (*first)->time};
  for (const TrackRow* row : rows)
    if (!row->empty) scan.plots.push_back(row->plot);
  return scan;
}

void in_order(std::vector<RecordedScan>& scans) {
  std::ranges::stable_sort(scans, {}, [](const RecordedScan& s) { return std::tuple(s.time, s.sensor); });
}

} // namespace

std::vector<RecordedScan> scans_of(std::span<const TrackRow> rows) {
  std::vector<const TrackRow*> order;
  for (const TrackRow& row : rows) order.push_back(&row);
  std::ranges::stable_sort(order, {}, [](const TrackRow* r) { return key(*r); });
  std::vector<RecordedScan> scans;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && key(*order[end]) == key(*order[begin])) ++end;
    scans.push_back(scan_of(std::span(order).subspan(begin, end - begin)));
  }
  in_order(scans);
  return scans;
}

SilentScans::SilentScans(std::vector<Duration> periods)
    : periods_(std::move(periods)), last_(periods_.size()) {}

void SilentScans::fill(std::uint32_t sensor, Time until, std::vector<RecordedScan>& out) {
  const Duration period = periods_[sensor];
  if (period <= Duration{} || !last_[sensor]) return;
  for (int n = 0; n < kMost && until - *last_[sensor] > period + period / 2; ++n) {
    *last_[sensor] += period;
    out.push_back({*last_[sensor], sensor, {}, {}, {}});
    ++num_added_;
  }
}

std::vector<RecordedScan> SilentScans::filled(std::vector<RecordedScan> scans) {
  std::vector<RecordedScan> out;
  for (RecordedScan& scan : scans) {
    for (std::uint32_t sensor = 0; sensor < periods_.size(); ++sensor) fill(sensor, scan.time, out);
    last_[scan.sensor] = last_[scan.sensor] ? std::max(*last_[scan.sensor], scan.time) : scan.time;
    out.push_back(std::move(scan));
  }
  in_order(out);
  return out;
}

bool ScanStream::belongs(const TrackRow& row) const {
  return row.time <= newest_ ||
         std::ranges::any_of(rows_, [&](const TrackRow& r) { return row.scan && key(r) == key(row); });
}

std::vector<RecordedScan> ScanStream::add(const TrackRow& row) {
  std::vector<RecordedScan> done;
  if (!rows_.empty() && !belongs(row)) done = finish();
  newest_ = rows_.empty() ? row.time : std::max(newest_, row.time);
  rows_.push_back(row);
  return done;
}

std::vector<RecordedScan> ScanStream::finish() {
  auto scans = scans_of(rows_);
  rows_.clear();
  return scans;
}

} // namespace dewline::io
