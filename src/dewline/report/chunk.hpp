// The binary files beside run.json: rows of float32, one entry after another.
//
// Both kinds: magic (4 bytes), length of the header (u32, little-endian), a JSON header padded with spaces so that the
// rows begin at a multiple of 8, then the rows. f32 Earth-fixed metres: 0.5 m in low orbit, 4 m at GEO; enough to draw.
// Analysis reads run.duckdb.
//   DWK1  paths: header [{"id", "n"}], 7 columns: t_s, position [m], velocity [m/s], Earth-fixed (ITRF). Cubic Hermite
//         between rows; two rows of one t are a jump. Outside its rows the entity is not there.
//   DWT1  tables: header {"columns": [...], "entries": [{"id", "n"}]}; the first column is a time.
// Times are rounded down to f32 (steps of 0.24 ms in the first hour, 8 ms in a day, 0.06 s in ten): at the very instant of a
// row, in double, the row has begun. keyframes() takes positions at the rounded times, so only the ends of a path are early.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/base/vec.hpp"

namespace dewline::report {

/// One row of a path: when, where, how fast; Earth-fixed.
struct Keyframe {
  double t_s = 0;
  PosVel x_E;
};
struct Path {
  std::string id;
  std::vector<Keyframe> rows; ///< t_s never falls
};
/// The time that stands for t in a chunk: the last f32 that is not after it [s].
double chunk_time_s(double t_s);
/// The bytes of a DWK1 chunk.
std::string paths_chunk(const std::vector<Path>& paths);

struct Rows {
  std::string id;
  std::vector<std::vector<double>> rows; ///< each as long as there are columns; NaN: no number
};
/// The bytes of a DWT1 chunk.
std::string table_chunk(const std::vector<std::string>& columns, const std::vector<Rows>& entries);

/// Its name as a file: `truth.dwk`, `history.dwt`.
std::string chunk_file(const std::string& name, std::string_view bytes);

/// Reads a DWK1 chunk back (the tests' side of the contract). Throws RecordError on anything that is not one.
std::vector<Path> read_paths(std::string_view bytes);

} // namespace dewline::report
