// When a sensor is down: spans that are planned, and outages that are drawn.
#pragma once
#include <tuple>

#include "dewline/base/field.hpp"

namespace dewline::sense {

/// A span of time after the epoch in which a sensor is down.
struct OutageParams {
  double from_s = 0, to_s = 0;

  static constexpr auto fields() {
    return std::tuple{required("from_s", &OutageParams::from_s, "goes down at this time after the epoch"),
                      required("to_s", &OutageParams::to_s, "is up again at this time")};
  }
};
static_assert(complete<OutageParams>());

/// Unplanned outages: times up and times of repair are exponential; drawn once a run.
struct AvailabilityParams {
  double mean_up_s = 0, mean_repair_s = 0;

  static constexpr auto fields() {
    return std::tuple{required("mean_up_s", &AvailabilityParams::mean_up_s, "mean time between outages",
                               between(60, 1e9)),
                      required("mean_repair_s", &AvailabilityParams::mean_repair_s, "mean time of an outage",
                               between(1, 1e8))};
  }
};
static_assert(complete<AvailabilityParams>());

} // namespace dewline::sense
