#include "dewline/sense/infrared/band.hpp"

#include <algorithm>
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
  const double radius_m = kEarthRadius_m + height_m;
  const auto column = [&](double r_m, double sin_el) {
    const double density = depth * std::exp((kEarthRadius_m - r_m) / scale_height_m);
    return density > 1e-14 ? density * slant_factor(r_m / scale_height_m, sin_el) : 0;
  };
  if (sin_elevation >= 0) return std::exp(-column(radius_m, sin_elevation));
  // down to where the line is level and up again, less what lies behind the start
  const double tangent_m = radius_m * std::sqrt(1 - sin_elevation * sin_elevation);
  return std::exp(-std::max(0.0, 2 * column(tangent_m, 0) - column(radius_m, -sin_elevation)));
}

} // namespace dewline::sense
