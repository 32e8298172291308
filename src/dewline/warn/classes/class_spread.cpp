#include "dewline/warn/classes/class_spread.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dewline::warn {
namespace {

double below(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}
double bell(double z) {
  return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
}
double normal_density(double x, double mean, double sigma) {
  return bell((x - mean) / sigma) / sigma;
}
/// The integral of below(z / sigma) up to z; without error the part of z above 0.
double ramp(double z, double sigma) {
  return sigma > 0 ? z * below(z / sigma) + sigma * bell(z / sigma) : std::max(0.0, z);
}

double uniform_density(double low, double high, double x, double sigma) {
  if (!(sigma > 0)) return x >= low && x <= high ? 1 / (high - low) : 0;
  return (below((high - x) / sigma) - below((low - x) / sigma)) / (high - low);
}

} // namespace

double density(const Spread& spread, double value, double sigma) {
  const auto [a, b] = spread.p;
  switch (spread.shape) {
    case SpreadShape::normal:
      return normal_density(value, a, std::hypot(b, sigma));
    case SpreadShape::uniform:
      return uniform_density(a, b, value, sigma);
    case SpreadShape::lognormal:
      break;
  }
  return value > 0 ? normal_density(std::log(value), std::log(a), std::hypot(b, sigma / value)) / value : 0;
}

double prob_above(const Spread& spread, double value, double sigma) {
  const auto [a, b] = spread.p;
  switch (spread.shape) {
    case SpreadShape::normal:
      return below((a - value) / std::hypot(b, sigma));
    case SpreadShape::uniform:
      return std::min(1.0, (ramp(b - value, sigma) - ramp(a - value, sigma)) / (b - a));
    case SpreadShape::lognormal:
      break;
  }
  return value > 0 ? below((std::log(a) - std::log(value)) / std::hypot(b, sigma / value)) : 1;
}

} // namespace dewline::warn
