#include "dewline/sense/infrared/band.hpp"

#include <cmath>
#include <numbers>

namespace dewline::sense {
namespace {

constexpr double kEarthRadius_m = 6371e3;

/// exp(z^2) erfc(z) without overflow for z >= 0.
double scaled_erfc(double z) {
  if (z < 0) return 2 * std::exp(z * z) - scaled_erfc(-z);
  if (z < 10) return std::exp(z * z) * std::erfc(z);
  const double w = 1 / (z * z); // asymptotic series: 7e-8 at 10
  return (1 - w * (0.5 - w * (0.75 - w * 1.875))) / (z * std::sqrt(std::numbers::pi));
}

} // namespace

double slant_factor(double x, double sin_elevation) {
  return std::sqrt(0.5 * std::numbers::pi * x) * scaled_erfc(std::sqrt(0.5 * x) * sin_elevation);
}

double transmission(double depth, double scale_height_m, double height_m, double sin_elevation) {
  const double above = depth * std::exp(-height_m / scale_height_m);
  if (!(above > 1e-12)) return 1;
  return std::exp(-above * slant_factor((kEarthRadius_m + height_m) / scale_height_m, sin_elevation));
}

} // namespace dewline::sense
