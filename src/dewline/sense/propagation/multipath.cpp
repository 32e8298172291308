#include "dewline/sense/propagation/multipath.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {
namespace {

constexpr double kPi = std::numbers::pi;

/// A straight ray from a point at height h to the surface an angle away at the centre of the sphere.
struct Leg {
  double length_m, grazing_rad; ///< grazing < 0: the surface is in the way
};
Leg leg(double h_m, double angle, double radius_m) {
  const double half = std::sin(0.5 * angle), r = radius_m + h_m;
  const double across = 2 * std::sqrt(radius_m * r) * half; // length^2 = h^2 + across^2
  const double rise = h_m - 2 * r * half * half;            // r cos(angle) - radius
  return {std::hypot(h_m, across), std::atan2(rise, r * std::sin(angle))};
}

/// Elevation of the straight line from height h to a point of height h2 an angle away.
double elevation(double h_m, double h2_m, double angle, double radius_m) {
  const double half = std::sin(0.5 * angle), r2 = radius_m + h2_m;
  return std::atan2(h2_m - h_m - 2 * r2 * half * half, r2 * std::sin(angle));
}

/// Angle from the antenna's foot to the mirror point, where both grazing angles are equal: bisection, as the
/// difference falls all the way.
double mirror_angle(double antenna_h_m, double target_h_m, double angle, double radius_m) {
  double low = 0, high = angle;
  for (int i = 0; i < 100 && high - low > 1e-15 * angle; ++i) {
    const double middle = 0.5 * (low + high);
    const bool too_near = leg(antenna_h_m, middle, radius_m).grazing_rad >
                          leg(target_h_m, angle - middle, radius_m).grazing_rad;
    (too_near ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

} // namespace

std::complex<double> fresnel(const Surface& surface, double frequency_Hz, double grazing_rad,
                             Polarisation polarisation) {
  DW_CHECK(frequency_Hz > 0 && grazing_rad >= 0 && grazing_rad <= kPi / 2 + 1e-12);
  DW_CHECK(surface.permittivity >= 1 && surface.conductivity_S_m >= 0);
  constexpr double kEpsilon0_F_m = 8.8541878128e-12;
  const std::complex<double> eps{surface.permittivity,
                                 -surface.conductivity_S_m / (2 * kPi * frequency_Hz * kEpsilon0_F_m)};
  const double sine = std::sin(grazing_rad), cosine = std::cos(grazing_rad);
  const std::complex<double> root = std::sqrt(eps - cosine * cosine);
  const std::complex<double> direct = polarisation == Polarisation::horizontal ? sine : eps * sine;
  return (direct - root) / (direct + root);
}

double roughness_factor(const Surface& surface, double frequency_Hz, double grazing_rad) {
  DW_CHECK(surface.rms_height_m >= 0 && frequency_Hz > 0);
  const double phase = 4 * kPi * surface.rms_height_m * std::sin(grazing_rad) * frequency_Hz / kC_m_s;
  return std::exp(-0.5 * phase * phase);
}

bool multipath_visible(double antenna_h_m, double target_h_m, double ground_range_m, double earth_radius_m) {
  DW_CHECK(antenna_h_m > 0 && target_h_m > 0 && ground_range_m > 0 && earth_radius_m > 0);
  const auto horizon = [&](double h_m) { // arc cosine of R / (R + h), also where that is nearly 1
    return 2 * std::asin(std::sqrt(0.5 * h_m / (earth_radius_m + h_m)));
  };
  return ground_range_m / earth_radius_m < horizon(antenna_h_m) + horizon(target_h_m);
}

Reflection reflection(double antenna_h_m, double target_h_m, double ground_range_m, double earth_radius_m) {
  DW_CHECK(multipath_visible(antenna_h_m, target_h_m, ground_range_m, earth_radius_m));
  const double angle = ground_range_m / earth_radius_m;
  const double near = mirror_angle(antenna_h_m, target_h_m, angle, earth_radius_m);
  const Leg in = leg(antenna_h_m, near, earth_radius_m), out = leg(target_h_m, angle - near, earth_radius_m);
  const double grazing = std::max(0.0, 0.5 * (in.grazing_rad + out.grazing_rad)), sine = std::sin(grazing);

  Reflection r;
  r.grazing_rad = grazing;
  // The triangle of both legs, its angle at the mirror point pi - 2 grazing: no difference of long paths.
  const double legs = in.length_m + out.length_m, product = in.length_m * out.length_m;
  const double direct = std::sqrt(legs * legs - 4 * product * sine * sine);
  r.path_difference_m = 4 * product * sine * sine / (legs + direct);
  r.divergence = std::sqrt(sine / (sine + 2 * product / (earth_radius_m * legs)));
  r.el_direct_rad = elevation(antenna_h_m, target_h_m, angle, earth_radius_m);
  r.el_reflected_rad = elevation(antenna_h_m, 0, near, earth_radius_m);
  return r;
}

double propagation_factor4(const Multipath& m, double antenna_h_m, double target_h_m, double ground_range_m,
                           double reflected_gain) {
  if (!multipath_visible(antenna_h_m, target_h_m, ground_range_m, m.earth_radius_m)) return 0;
  const Reflection r = reflection(antenna_h_m, target_h_m, ground_range_m, m.earth_radius_m);
  const double phase = 2 * kPi * m.frequency_Hz / kC_m_s * r.path_difference_m;
  const double size =
      reflected_gain * r.divergence * roughness_factor(m.surface, m.frequency_Hz, r.grazing_rad);
  const std::complex<double> mirror = fresnel(m.surface, m.frequency_Hz, r.grazing_rad, m.polarisation);
  const double power = std::norm(1.0 + size * mirror * std::polar(1.0, -phase));
  return power * power;
}

} // namespace dewline::sense
