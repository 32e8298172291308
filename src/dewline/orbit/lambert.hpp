// Lambert's problem: the two-body arc between two points in a given time.
#pragma once
#include <cstdint>
#include <optional>

#include "dewline/base/vec.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::orbit {

/// Which way round: anticlockwise seen from +z (prograde) or clockwise. It settles short or long way.
enum class Way { prograde, retrograde };
/// With whole revolutions there are two arcs; `low` is the one with the smaller x of Izzo's variable
/// (the greater semi-major axis on the left of the least time, called low path), `high` the other.
enum class Branch { low, high };

struct LambertArc {
  Vec3 v1, v2; ///< velocities [m/s] at r1 and r2, in the (inertial) axes of the points
};

/// The arc from r1 to r2 [m], inertial, in tof_s > 0 [s] with num_revs whole revolutions: velocities in m/s.
/// Nothing if no such arc exists (the time is too short for num_revs) or its plane is undefined (r1 and r2 on
/// one line). Method: the one known as Izzo's (2015), Lancaster-Blanchard's x and Householder's iteration,
/// from general knowledge, held against the published tables: 1e-11 relative on
/// ballistics_lambert_problems.csv (known_orbit). Throws ContractError on tof <= 0 or a zero r.
std::optional<LambertArc> lambert(const Vec3& r1_m, const Vec3& r2_m, double tof_s,
                                  double mu_m3_s2 = earth::kMu_m3_s2, std::uint32_t num_revs = 0,
                                  Way way = Way::prograde, Branch branch = Branch::low);

} // namespace dewline::orbit
