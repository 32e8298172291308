// Assignment where every row may take every column.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace dewline::track {

/// Scratch of `assign_dense`, held by the caller.
struct DenseScratch {
  std::vector<double> cost;              ///< padded, and transposed if there are more rows than columns
  std::vector<double> price, open_price; ///< by column; open: -infinity once the search is through with it
  std::vector<double> length, done_length, low;  ///< by column; least length of each block of columns
  std::vector<std::int64_t> from;                ///< by column: row
  std::vector<std::int32_t> row_of, column_of;
  std::vector<std::uint32_t> free_rows, done;
};

/// By row: the column that it takes, or kNone (only if there are fewer columns than rows); the sum of the
/// costs is the least possible. `cost` is num_rows x num_columns, row-major. Column reduction, row reduction
/// by augmentation, then shortest augmenting paths (the scheme known as Jonker-Volgenant; general knowledge).
/// Rows are scanned in blocks of columns whose minima are kept, which the compiler turns into vector code;
/// results do not depend on its width. Throws ContractError unless every cost is finite and there are
/// num_rows * num_columns of them. Tested against enumeration and against `assign` (`AssignDense`). Equal
/// sums: the choice depends on the matrix only.
std::span<const std::int32_t> assign_dense(std::uint32_t num_rows, std::uint32_t num_columns,
                                           std::span<const double> cost, DenseScratch& scratch);

} // namespace dewline::track
