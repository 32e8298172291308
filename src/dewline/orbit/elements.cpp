#include "dewline/orbit/elements.hpp"

#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"

namespace dewline::orbit {

double specific_energy(const PosVel& x_G, double mu_m3_s2) {
  return 0.5 * dot(x_G.v, x_G.v) - mu_m3_s2 / norm(x_G.p);
}

Vec3 angular_momentum(const PosVel& x_G) { return cross(x_G.p, x_G.v); }

double eccentricity(const PosVel& x_G, double mu_m3_s2) {
  DW_CHECK(dot(x_G.p, x_G.p) > 0);
  return norm(cross(x_G.v, angular_momentum(x_G)) / mu_m3_s2 - unit(x_G.p));
}

double perigee_radius(const PosVel& x_G, double mu_m3_s2) {
  const Vec3 h = angular_momentum(x_G);
  return dot(h, h) / mu_m3_s2 / (1 + eccentricity(x_G, mu_m3_s2)); // p / (1 + e): sound for every conic
}

double apogee_radius(const PosVel& x_G, double mu_m3_s2) {
  const double energy = specific_energy(x_G, mu_m3_s2);
  if (!(energy < 0)) return std::numeric_limits<double>::infinity();
  return -0.5 * mu_m3_s2 / energy * (1 + eccentricity(x_G, mu_m3_s2));
}

} // namespace dewline::orbit
