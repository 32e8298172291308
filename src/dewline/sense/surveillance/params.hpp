// Parameters of a receiver of transponders, as a scenario states them.
#pragma once
#include <tuple>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/place.hpp"

namespace dewline::sense {

/// A receiver of what transponders say.
struct SurveillanceParams {
  earth::PlaceParams at;
  double revisit_s = 5;
  double prob_report = 0.95;
  double sigma_position_m = 30;
  double max_range_m = 450e3;

  static constexpr auto fields() {
    using P = SurveillanceParams;
    return std::tuple{
        required("at", &P::at, "where the receiver stands"),
        field("revisit_s", &P::revisit_s, "each target is heard once in this time", between(0.1, 3600)),
        field("prob_report", &P::prob_report, "probability that a report is received", between(0.001, 1)),
        field("sigma_position_m", &P::sigma_position_m, "error of a reported place, each axis",
              between(0.1, 1e5)),
        field("max_range_m", &P::max_range_m, "farthest reception", between(1e3, 1e7))};
  }
};
static_assert(complete<SurveillanceParams>());
void check(const SurveillanceParams& params, Problems& problems);

} // namespace dewline::sense
