#include "dewline/warn/alert.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dewline::warn {

Ellipse ellipse(const PlaceEstimate& place) {
  const double mean = 0.5 * (place.var_east_m2 + place.var_north_m2);
  const double difference = 0.5 * (place.var_north_m2 - place.var_east_m2);
  const double radius = std::hypot(difference, place.cov_east_north_m2);
  double az_rad = 0.5 * std::atan2(place.cov_east_north_m2, difference);
  if (az_rad < 0) az_rad += std::numbers::pi;
  return {std::sqrt(std::max(0.0, mean + radius)), std::sqrt(std::max(0.0, mean - radius)), az_rad};
}

} // namespace dewline::warn
