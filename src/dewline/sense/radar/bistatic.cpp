#include "dewline/sense/radar/bistatic.hpp"

#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::sense {

double transmit_range_m(const Baseline& b, double receiver_range_m) {
  const double r = receiver_range_m, L = b.length_m;
  return std::sqrt(r * r + L * L - 2 * r * L * b.cos_angle);
}

double receiver_range_m(const Baseline& b, double range_sum_m) {
  DW_CHECK(range_sum_m > b.length_m);
  const double S = range_sum_m, L = b.length_m;
  return (S * S - L * L) / (2 * (S - L * b.cos_angle));
}

double by_sum(const Baseline& b, double range_sum_m) {
  const double S = range_sum_m, L = b.length_m, rest = S - L * b.cos_angle;
  return (S * S + L * L - 2 * S * L * b.cos_angle) / (2 * rest * rest);
}

double by_cos_m(const Baseline& b, double range_sum_m) {
  const double S = range_sum_m, L = b.length_m, rest = S - L * b.cos_angle;
  return (S * S - L * L) * L / (2 * rest * rest);
}

} // namespace dewline::sense
