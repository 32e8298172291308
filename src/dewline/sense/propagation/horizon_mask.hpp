// A site's skyline: the least apparent elevation at which anything can be seen, by azimuth.
#pragma once
#include <array>
#include <vector>

#include "dewline/base/problem.hpp"

namespace dewline::sense {

/// What hills, trees and buildings hide, as rows of (azimuth, least apparent elevation): linear between rows,
/// around through north. Without rows the mask is 0 everywhere; one row holds for all azimuths.
class HorizonMask {
 public:
  using Rows = std::vector<std::array<double, 2>>; ///< {az_rad, el_min_rad}
  static constexpr double kLeast_rad = -0.08726646259971647, kMost_rad = 1.0471975511965976; ///< -5, 60 deg

  HorizonMask() = default;
  /// Sorts a copy of the rows; azimuths of any turn. Throws ContractError if check() has something to say.
  explicit HorizonMask(Rows rows);

  /// Least apparent elevation [rad] at an azimuth of any turn [rad, clockwise from north].
  [[nodiscard]] double el_min_rad(double az_rad) const;
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] const Rows& rows() const { return rows_; } ///< sorted, azimuths in [0, 2 pi)

 private:
  Rows rows_;
};

/// Reports rows that are not finite, lie outside -5 to 60 deg, or repeat an azimuth (0 and 360 deg are one).
void check(const HorizonMask::Rows& rows, Problems& problems);

} // namespace dewline::sense
