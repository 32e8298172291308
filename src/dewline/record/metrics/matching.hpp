// Which track stands for which true object at one instant: the assignment behind GOSPA, OSPA and continuity.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/base/vec.hpp"

namespace dewline::record {

/// Point a of the first set and point b of the second, closer than c.
struct Match {
  std::uint32_t a = 0, b = 0; ///< indices
  double distance_m = 0;
};

/// d^p
double power(double d, double p);

/// The one-to-one pairs, all closer than c_m, that make the sum of c^p - d^p greatest: the same pairs that
/// make the sum of min(d, c)^p over a full assignment least. In order of a. Only pairs closer than c are
/// looked at (the second set is sorted by x), each connected group of them is solved by itself: near-linear
/// for scattered targets. Throws ContractError unless every point is finite, c_m > 0 and p >= 1.
std::vector<Match> match(std::span<const Vec3> a, std::span<const Vec3> b, double c_m, double p);

} // namespace dewline::record
