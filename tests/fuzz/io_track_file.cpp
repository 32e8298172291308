// Recorded detections, states and gzip from any bytes: taken or refused with a place; what is taken is sound.
#include <cmath>
#include <cstdint>
#include <string_view>

#include "dewline/base/csv.hpp"
#include "dewline/io/gunzip.hpp"
#include "dewline/io/track_file.hpp"
#include "dewline/io/track_scans.hpp"
#include "dewline/io/track_states.hpp"

using namespace dewline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)io::gunzip(text, 1u << 20);
  try {
    (void)io::read_states(text, "fuzz");
  } catch (const io::ScenarioError& error) {
    if (error.diagnostics().empty()) __builtin_trap();
  }
  io::Diagnostics diagnostics;
  csv::Lines lines(text);
  if (!lines.next()) return 0;
  const auto columns = io::read_track_header(lines.line(), {"fuzz", 1, 1}, diagnostics);
  if (columns.has_value() != diagnostics.empty()) __builtin_trap();
  if (!columns) return 0;
  io::TrackRows reader(*columns, {{"radar", sense::Azimuth::east_counterclockwise}});
  std::vector<io::TrackRow> rows;
  while (lines.next())
    if (auto row = reader.read(lines.line(), static_cast<int>(lines.number()), diagnostics)) rows.push_back(*row);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < 4; ++i)
      if (!std::isfinite(row.plot.z[i]) || !(row.plot.sigma[i] >= 0)) __builtin_trap();
  std::size_t plots = 0;
  for (const auto& scan : io::scans_of(rows)) plots += scan.plots.size();
  if (plots > rows.size()) __builtin_trap();
  return 0;
}
