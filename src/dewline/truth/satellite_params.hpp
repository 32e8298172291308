// A satellite as a scenario states it: a designed orbit, or element sets.
#pragma once
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"

namespace dewline::truth {

/// A designed orbit by its heights, moved by Kepler's motion and the mean rates of J2.
struct OrbitParams {
  std::optional<double> perigee_m, apogee_m, inclination_rad;
  static constexpr auto fields() {
    using O = OrbitParams;
    return std::tuple{field("perigee_m", &O::perigee_m, "least height", between(100e3, 1e9)),
                      field("apogee_m", &O::apogee_m, "greatest height", between(100e3, 1e9)),
                      field("inclination_rad", &O::inclination_rad, "to the equator",
                            between(0, std::numbers::pi))};
  }
};
static_assert(complete<OrbitParams>());

} // namespace dewline::truth
