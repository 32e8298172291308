#include "dewline/sense/propagation/horizon_mask.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/base/units.hpp"

namespace dewline::sense {
namespace {

constexpr double kTurn = 2 * std::numbers::pi, kSameAz_rad = 1e-9;

/// In [0, 2 pi): whole turns taken off, and a rounding short of a full turn is north.
double turned(double az_rad) {
  const double az = az_rad - kTurn * std::floor(az_rad / kTurn);
  return az < kTurn ? az : 0;
}

bool same(double a, double b) { return std::abs(std::remainder(a - b, kTurn)) < kSameAz_rad; }

} // namespace

HorizonMask::HorizonMask(Rows rows) : rows_(std::move(rows)) {
  Problems problems;
  check(rows_, problems);
  DW_CHECK(problems.empty());
  for (auto& row : rows_) row[0] = turned(row[0]);
  std::ranges::sort(rows_);
}

double HorizonMask::el_min_rad(double az_rad) const {
  DW_CHECK(std::isfinite(az_rad));
  if (rows_.empty()) return 0;
  const double az = turned(az_rad);
  const auto after = std::ranges::upper_bound(rows_, az, {}, [](const auto& row) { return row[0]; });
  const auto& b = after == rows_.end() ? rows_.front() : *after; // beyond the last row comes the first
  const auto& a = after == rows_.begin() ? rows_.back() : *std::prev(after);
  const double width = rows_.size() == 1 ? kTurn : turned(b[0] - a[0]);
  const double part = turned(az - a[0]) / width;
  return a[1] + part * (b[1] - a[1]);
}

void check(const HorizonMask::Rows& rows, Problems& problems) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [az, el] = rows[i];
    const std::string key = '[' + std::to_string(i) + ']';
    if (!std::isfinite(az)) problems.add(key, std::to_string(az), "the azimuth must be finite");
    if (!(el >= HorizonMask::kLeast_rad && el <= HorizonMask::kMost_rad))
      problems.add(key, print_quantity(el, Dimension::angle), "the elevation must be from -5 deg to 60 deg");
    for (std::size_t j = 0; j < i && std::isfinite(az); ++j)
      if (same(az, rows[j][0]))
        problems.add(key, print_quantity(az, Dimension::angle),
                     "the azimuth is that of row " + std::to_string(j), "keep one row an azimuth");
  }
}

} // namespace dewline::sense
