#include "dewline/earth/gravity.hpp"

#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/zonal.hpp"

namespace dewline::earth {
namespace {

/// Sum over the zonal terms n = 2..last of J_n (a/r)^n P_n.
double zonal(double sine, double a_over_r, int last) {
  double sum = 0, before = 1, p = sine, scale = a_over_r; // P_0, P_1, (a/r)^1
  for (int n = 2; n <= last; ++n) {
    const double next = ((2 * n - 1) * sine * p - (n - 1) * before) / n;
    before = p;
    p = next;
    scale *= a_over_r;
    sum += kZonal[static_cast<std::size_t>(n)] * scale * p;
  }
  return sum;
}

int last_degree(Gravity field) { return field == Gravity::two_body ? 1 : (field == Gravity::j2 ? 2 : 6); }

} // namespace

Vec3 gravity(const Vec3& p, Gravity field, double mu_m3_s2) {
  DW_CHECK(dot(p, p) > 0);
  if (field == Gravity::j6) return zonal_gravity<Gravity::j6>(p, mu_m3_s2);
  if (field == Gravity::j2) return zonal_gravity<Gravity::j2>(p, mu_m3_s2);
  return zonal_gravity<Gravity::two_body>(p, mu_m3_s2);
}

double potential(const Vec3& p, Gravity field, double mu_m3_s2) {
  const double r_m = norm(p);
  DW_CHECK(r_m > 0);
  return -mu_m3_s2 / r_m * (1 - zonal(p.z / r_m, kA_m / r_m, last_degree(field)));
}

} // namespace dewline::earth
