#include "dewline/track/association/assign_dense.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/track/association/pairing.hpp"

namespace dewline::track {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kLanes = 8, kBlock = 64; ///< columns

/// Least and second least of a row's reduced costs.
struct Two {
  double least = kInfinity, second = kInfinity;
  std::size_t column = 0;
};

/// A problem with no more rows than columns; the width is padded to whole blocks with infinite costs.
class Dense {
 public:
  Dense(std::size_t num_rows, std::size_t width, DenseScratch& s)
      : num_rows_(num_rows), width_(width), s_(s) {
    s.price.assign(width, 0);
    s.row_of.assign(width, kNone);
    s.column_of.assign(num_rows, kNone);
    s.length.resize(width), s.done_length.resize(width), s.from.resize(width), s.low.resize(width / kBlock);
  }

  void solve(bool is_square) {
    s_.free_rows.clear();
    if (is_square) reduce_columns();
    for (std::uint32_t i = 0; i < num_rows_; ++i)
      if (s_.column_of[i] == kNone) s_.free_rows.push_back(i);
    for (int pass = 0; pass < 2; ++pass) reduce_rows();
    for (const std::uint32_t row : s_.free_rows) augment(row);
  }

 private:
  [[nodiscard]] const double* row(std::size_t i) const { return s_.cost.data() + i * width_; }
  void give(std::size_t column, std::uint32_t i) {
    s_.row_of[column] = static_cast<std::int32_t>(i);
    s_.column_of[i] = static_cast<std::int32_t>(column);
  }

  /// Each column's price is its least cost; its row takes it if still free. For square problems only:
  /// elsewhere a column that stays free must have price 0.
  void reduce_columns() {
    std::fill_n(s_.price.begin(), num_rows_, kInfinity);
    s_.from.assign(width_, 0);
    for (std::size_t i = 0; i < num_rows_; ++i) {
      const double* cost = row(i);
      double* price = s_.price.data();
      std::int64_t* from = s_.from.data();
      for (std::size_t j = 0; j < num_rows_; ++j) {
        const bool less = cost[j] < price[j];
        price[j] = less ? cost[j] : price[j];
        from[j] = less ? static_cast<std::int64_t>(i) : from[j];
      }
    }
    for (std::size_t j = num_rows_; j-- > 0;)
      if (s_.column_of[static_cast<std::size_t>(s_.from[j])] == kNone)
        give(j, static_cast<std::uint32_t>(s_.from[j]));
  }

  /// Least of each block of cost - price.
  void find_lows(const double* cost) {
    const double* price = s_.price.data();
    for (std::size_t b = 0; b < width_; b += kBlock) {
      std::array<double, kLanes> low;
      low.fill(kInfinity);
      for (std::size_t j = b; j < b + kBlock; j += kLanes)
        for (std::size_t l = 0; l < kLanes; ++l) {
          const double x = cost[j + l] - price[j + l];
          low[l] = x < low[l] ? x : low[l];
        }
      s_.low[b / kBlock] = *std::min_element(low.begin(), low.end());
    }
  }

  Two two_least(std::size_t i) {
    const double* cost = row(i);
    find_lows(cost);
    const std::size_t best =
        static_cast<std::size_t>(std::min_element(s_.low.begin(), s_.low.end()) - s_.low.begin());
    Two two;
    for (std::size_t j = best * kBlock; j < (best + 1) * kBlock; ++j) {
      const double x = cost[j] - s_.price[j];
      if (x < two.least) two.second = two.least, two.least = x, two.column = j;
      else two.second = std::min(two.second, x);
    }
    for (std::size_t b = 0; b < s_.low.size(); ++b)
      if (b != best) two.second = std::min(two.second, s_.low[b]);
    return two;
  }

  /// A free row takes its best column at the price at which the second best is as good; the row that had it
  /// is free, and goes on at once if the price has changed. Bounded: with rounding, prices may creep.
  void reduce_rows() {
    std::vector<std::uint32_t>& rows = s_.free_rows;
    std::size_t num_left = 0, steps = 0;
    const std::size_t num = rows.size(), most_steps = 8 * num_rows_;
    for (std::size_t k = 0; k < num; ++k) {
      for (std::uint32_t i = rows[k];;) {
        const Two two = two_least(i);
        const std::int32_t before = s_.row_of[two.column];
        const bool moves =
            two.second < kInfinity && s_.price[two.column] - (two.second - two.least) < s_.price[two.column];
        if (before != kNone && !moves) { // a tie: leave it to the search
          rows[num_left++] = i;
          break;
        }
        if (moves) s_.price[two.column] -= two.second - two.least;
        give(two.column, i);
        if (before == kNone) break;
        s_.column_of[before] = kNone;
        i = static_cast<std::uint32_t>(before);
        if (++steps > most_steps) {
          rows[num_left++] = i;
          break;
        }
      }
    }
    rows.resize(num_left);
  }

  /// Brings the lengths up to date with the ways over row i, whose own column has been reached at `offset`
  /// less its reduced cost; gives the nearest column that is not done.
  std::size_t look_from(std::size_t i, double offset) {
    const double *cost = row(i), *price = s_.open_price.data();
    double* length = s_.length.data();
    std::int64_t* from = s_.from.data();
    for (std::size_t b = 0; b < width_; b += kBlock) {
      std::array<double, kLanes> low;
      low.fill(kInfinity);
      for (std::size_t j = b; j < b + kBlock; j += kLanes)
        for (std::size_t l = 0; l < kLanes; ++l) {
          const double x = cost[j + l] - price[j + l] + offset;
          const bool less = x < length[j + l];
          const double y = less ? x : length[j + l];
          length[j + l] = y;
          from[j + l] = less ? static_cast<std::int64_t>(i) : from[j + l];
          low[l] = y < low[l] ? y : low[l];
        }
      s_.low[b / kBlock] = *std::min_element(low.begin(), low.end());
    }
    const std::size_t best =
        static_cast<std::size_t>(std::min_element(s_.low.begin(), s_.low.end()) - s_.low.begin());
    return static_cast<std::size_t>(std::min_element(length + best * kBlock, length + (best + 1) * kBlock) -
                                    length);
  }

  /// Shortest way from a free row to a free column; prices of the columns passed move with it.
  void augment(std::uint32_t start) {
    std::fill(s_.length.begin(), s_.length.end(), kInfinity);
    s_.open_price = s_.price;
    s_.done.clear();
    std::size_t column = look_from(start, 0);
    while (s_.row_of[column] != kNone) {
      const auto i = static_cast<std::size_t>(s_.row_of[column]);
      const double reached = s_.done_length[column] = s_.length[column];
      s_.done.push_back(static_cast<std::uint32_t>(column));
      s_.length[column] = kInfinity;
      s_.open_price[column] = -kInfinity;
      column = look_from(i, reached - (row(i)[column] - s_.price[column]));
      DW_CHECK(s_.length[column] < kInfinity);
    }
    for (const std::uint32_t j : s_.done) s_.price[j] -= s_.length[column] - s_.done_length[j];
    for (std::size_t j = column;;) {
      const auto i = static_cast<std::uint32_t>(s_.from[j]);
      const std::int32_t before = s_.column_of[i];
      give(j, i);
      if (i == start) return;
      j = static_cast<std::size_t>(before);
    }
  }

  std::size_t num_rows_, width_;
  DenseScratch& s_;
};

} // namespace

std::span<const std::int32_t> assign_dense(std::uint32_t num_rows, std::uint32_t num_columns,
                                           std::span<const double> cost, DenseScratch& s) {
  DW_CHECK(cost.size() == std::size_t{num_rows} * num_columns);
  const bool turned = num_rows > num_columns;
  const std::size_t rows = std::min(num_rows, num_columns), columns = std::max(num_rows, num_columns);
  const std::size_t width = (columns + kBlock - 1) / kBlock * kBlock;
  s.cost.resize(rows * width);
  double sum = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j)
      sum += 0 * (s.cost[i * width + j] = turned ? cost[j * num_columns + i] : cost[i * num_columns + j]);
    std::fill_n(s.cost.begin() + static_cast<std::ptrdiff_t>(i * width + columns), width - columns,
                kInfinity);
  }
  DW_CHECK(sum == 0); // NaN if one was not finite
  Dense(rows, width, s).solve(rows == columns);
  if (!turned) return {s.column_of.data(), num_rows};
  return {s.row_of.data(), num_rows};
}

} // namespace dewline::track
