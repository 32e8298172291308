#include "dewline/earth/gravity.hpp"

#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::earth {
namespace {

/// Sums over the zonal terms n = 2..last of J_n (a/r)^n times P_n, (n + 1) P_n and P_n'.
struct Zonal {
  double p = 0, radial = 0, slope = 0;
};
Zonal zonal(double sine, double a_over_r, int last) {
  Zonal sum;
  double before = 1, p = sine, slope = 1, scale = a_over_r; // P_0, P_1, P_1', (a/r)^1
  for (int n = 2; n <= last; ++n) {
    const double next = ((2 * n - 1) * sine * p - (n - 1) * before) / n;
    slope = n * p + sine * slope; // P_n' = n P_{n-1} + s P_{n-1}'
    before = p;
    p = next;
    scale *= a_over_r;
    const double j = kZonal[static_cast<std::size_t>(n)] * scale;
    sum.p += j * p;
    sum.radial += (n + 1) * j * p;
    sum.slope += j * slope;
  }
  return sum;
}

int last_degree(Gravity field) { return field == Gravity::two_body ? 1 : (field == Gravity::j2 ? 2 : 6); }

} // namespace

Vec3 gravity(const Vec3& p, Gravity field, double mu_m3_s2) {
  const double r_m = norm(p);
  DW_CHECK(r_m > 0);
  const Vec3 up = p / r_m;
  const double g_m_s2 = mu_m3_s2 / (r_m * r_m);
  if (field == Gravity::two_body) return -g_m_s2 * up;
  const Zonal sum = zonal(up.z, kA_m / r_m, last_degree(field));
  const Vec3 along_pole{-up.z * up.x, -up.z * up.y, 1 - up.z * up.z}; // z axis less its radial part
  return -g_m_s2 * ((1 - sum.radial) * up + sum.slope * along_pole);
}

double potential(const Vec3& p, Gravity field, double mu_m3_s2) {
  const double r_m = norm(p);
  DW_CHECK(r_m > 0);
  return -mu_m3_s2 / r_m * (1 - zonal(p.z / r_m, kA_m / r_m, last_degree(field)).p);
}

} // namespace dewline::earth
