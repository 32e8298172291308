#include "dewline/earth/gravity.hpp"

#include <gtest/gtest.h>

#include <GeographicLib/NormalGravity.hpp>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::earth {
namespace {

TEST(Gravity, ThePointMassIsMuOverRSquared) {
  const Vec3 g = gravity({7e6, 0, 0}, Gravity::two_body);
  EXPECT_DOUBLE_EQ(g.x, -kMu_m3_s2 / 49e12);
  EXPECT_EQ(g.y, 0);
  EXPECT_DOUBLE_EQ(potential({0, 7e6, 0}, Gravity::two_body), -kMu_m3_s2 / 7e6);
}

TEST(Gravity, J2IsItsTextbookClosedForm) {
  const Vec3 p{4e6, -3e6, 5e6};
  const double r = norm(p), z2 = p.z * p.z / (r * r),
               k = 1.5 * kJ2 * kMu_m3_s2 * kA_m * kA_m / std::pow(r, 5);
  const Vec3 extra{k * p.x * (5 * z2 - 1), k * p.y * (5 * z2 - 1), k * p.z * (5 * z2 - 3)};
  const Vec3 expected = gravity(p, Gravity::two_body) + extra;
  EXPECT_LT(norm(gravity(p, Gravity::j2) - expected), 1e-15 * 10);
}

TEST(Gravity, ZonalCoefficientsAreTheNormalisedOnesOfEgm96) {
  const double c[] = {0, 0, -0.484165371736e-3, 0.957254173792e-6, 0.539873863789e-6, 0.685323475630e-7,
                      -0.149957994714e-6};
  for (std::size_t n = 2; n <= 6; ++n)
    EXPECT_NEAR(kZonal[n] / (-std::sqrt(2.0 * n + 1) * c[n]), 1, n == 2 ? 4e-9 : 1e-11) << n;
}

TEST(Gravity, AtSeaLevelItIsTheNormalGravityOfGeographicLib) {
  // Zonal terms above J2, and the odd ones, which normal gravity does not have, move it by less than 2e-4
  // m/s^2.
  const auto& normal = GeographicLib::NormalGravity::WGS84();
  const double turning = kOmega_rad_s * kOmega_rad_s * kA_m;
  for (Gravity field : {Gravity::j2, Gravity::j6}) {
    EXPECT_NEAR(norm(gravity({kA_m, 0, 0}, field)) - turning, normal.SurfaceGravity(0), 2e-4);
    EXPECT_NEAR(norm(gravity({0, 0, kA_m * (1 - kF)}, field)), normal.SurfaceGravity(90), 2e-4);
  }
}

/// The field by the recurrence of the Legendre polynomials, any degree: slow, and plain.
Vec3 by_recurrence(const Vec3& p, int last) {
  const double r = norm(p), s = p.z / r, g = kMu_m3_s2 / (r * r);
  double before = 1, legendre = s, slope = 1, scale = kA_m / r, radial = 0, along = 0;
  for (int n = 2; n <= last; ++n) {
    const double next = ((2 * n - 1) * s * legendre - (n - 1) * before) / n;
    slope = n * legendre + s * slope; // P_n' = n P_{n-1} + s P_{n-1}'
    before = legendre;
    legendre = next;
    scale *= kA_m / r;
    const double j = kZonal[static_cast<std::size_t>(n)] * scale;
    radial += (n + 1) * j * legendre;
    along += j * slope;
  }
  const Vec3 up = p / r;
  return -g * ((1 - radial) * up + along * (Vec3{0, 0, 1} - s * up));
}

TEST(Gravity, TheUnrolledFieldIsTheSumByRecurrenceToItsRounding) {
  double most = 0;
  for (double lat = -1.57; lat < 1.58; lat += 0.01)
    for (const double r : {6.36e6, 6.5e6, 8e6, 4.2e7}) {
      const Vec3 p{r * std::cos(lat) * 0.6, r * std::cos(lat) * -0.8, r * std::sin(lat)};
      for (const auto& [field, last] : {std::pair{Gravity::two_body, 1}, {Gravity::j2, 2}, {Gravity::j6, 6}}) {
        const Vec3 slow = by_recurrence(p, last);
        most = std::max(most, norm(gravity(p, field) - slow) / norm(slow));
      }
    }
  EXPECT_LT(most, 1e-15);
}

TEST(Gravity, OnThePoleItPointsStraightDown) {
  const Vec3 g = gravity({0, 0, 7e6}, Gravity::j6);
  EXPECT_EQ(g.x, 0);
  EXPECT_EQ(g.y, 0);
  EXPECT_LT(g.z, 0);
}

TEST(Gravity, TheCentreBreaksTheContract) {
  EXPECT_THROW(gravity({0, 0, 0}, Gravity::two_body), ContractError);
  EXPECT_THROW(potential({0, 0, 0}, Gravity::j2), ContractError);
}

} // namespace
} // namespace dewline::earth
