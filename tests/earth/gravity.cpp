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
