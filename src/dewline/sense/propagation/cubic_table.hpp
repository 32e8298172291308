// Look-up in a table of two axes with knots a unit apart: cubic (Lagrange) in both.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace dewline::sense {

/// Cell and the four cubic weights at position t of an axis with `count` knots a unit apart.
struct Stencil {
  std::size_t first;
  std::array<double, 4> w;
  Stencil(double t, std::size_t count) {
    const auto last = static_cast<double>(count - 4);
    first = static_cast<std::size_t>(std::clamp(std::floor(t) - 1, 0.0, last));
    const double a = t - static_cast<double>(first), b = a - 1, c = a - 2, d = a - 3;
    w = {-b * c * d / 6, a * c * d / 2, -a * b * d / 2, a * b * c / 6};
  }
};

/// table[row * num_columns + column].
inline double look_up(const std::vector<double>& table, std::size_t num_columns, const Stencil& rows,
                      const Stencil& columns) {
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double* row = &table[(rows.first + i) * num_columns + columns.first];
    sum += rows.w[i] *
           (columns.w[0] * row[0] + columns.w[1] * row[1] + columns.w[2] * row[2] + columns.w[3] * row[3]);
  }
  return sum;
}

/// An axis of equal steps in log(1 + (x - low) / scale) from low to high: fine near low, coarse far away.
class LogAxis {
 public:
  LogAxis(double low, double high, double scale, std::size_t count)
      : low_(low), high_(high), scale_(scale), count_(count), span_(std::log1p((high - low) / scale)) {}
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] double knot(std::size_t i) const {
    return i + 1 == count_ ? high_
                           : low_ + scale_ * std::expm1(span_ * static_cast<double>(i) / double(count_ - 1));
  }
  /// Outside, the nearest end.
  [[nodiscard]] Stencil at(double x) const {
    const double y = std::log1p((std::clamp(x, low_, high_) - low_) / scale_);
    return {y / span_ * static_cast<double>(count_ - 1), count_};
  }

 private:
  double low_, high_, scale_;
  std::size_t count_;
  double span_;
};

} // namespace dewline::sense
