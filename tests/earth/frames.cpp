#include "dewline/earth/frames.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::earth {
namespace {

const JulianDate kEpoch = parse_utc("1995-01-25T06:24:00Z");

TEST(Frames, TheEarthTurnsOnceInASiderealDay) {
  const Orientation earth(kEpoch);
  const Duration day = duration_from_s(2 * 3.14159265358979323846 / kOmega_rad_s);
  const Vec3 x{1, 0, 0};
  EXPECT_LT(norm(earth.R_EG(Time{day}) * x - earth.R_EG(Time{}) * x), 1e-6); // the pole moves 1e-7 in a day
  EXPECT_GT(norm(earth.R_EG(Time{day / 2}) * x - earth.R_EG(Time{}) * x), 1.99);
}

TEST(Frames, APointFixedOnTheEarthMovesEastInG) {
  const Orientation earth(kEpoch);
  const PosVel x_G = earth.to_G({{kA_m, 0, 0}, {0, 0, 0}}, Time{});
  EXPECT_NEAR(norm(x_G.v), kA_m * kOmega_rad_s, 1e-3);
  EXPECT_NEAR(dot(x_G.p, x_G.v), 0, 1e-3);
  EXPECT_GT(cross(x_G.p, x_G.v).z, 0);
}

TEST(Frames, VelocityInEIsTheRateOfPositionInE) {
  const Orientation earth(kEpoch, {0.3, 5e-7, -2e-6, 0, 0, 0.002});
  const PosVel x_G{{7e6, 1e6, 2e6}, {-1000, 7000, 500}};
  const auto moved = [&](double dt_s) {
    return earth.to_E({x_G.p + dt_s * x_G.v, x_G.v}, time_from_s(100 + dt_s)).p;
  };
  const Vec3 rate = 0.5 * (moved(1) - moved(-1));
  // 1e-3 m/s of curvature over the second, 5e-5 m/s for the pole's own motion, which we leave out.
  EXPECT_LT(norm(rate - earth.to_E(x_G, time_from_s(100)).v), 2e-3);
}

TEST(Frames, ALongerDayTurnsTheEarthMoreSlowly) {
  EXPECT_NEAR(norm(Orientation(kEpoch).omega_E()), kOmega_rad_s, 1e-18);
  EXPECT_NEAR(norm(Orientation(kEpoch, {0, 0, 0, 0, 0, 0.0027471}).omega_E()),
              kOmega_rad_s * (1 - 0.0027471 / 86400), 1e-18);
}

TEST(Frames, TheEpochIsKept) {
  EXPECT_EQ(print_utc(Orientation(kEpoch).utc_epoch(), 0), "1995-01-25T06:24:00Z");
}

TEST(Frames, ASpanOutsideItsRangeBreaksTheContract) {
  EXPECT_THROW(Orientation(kEpoch, {}, Duration{-1}), ContractError);
  EXPECT_THROW(Orientation(kEpoch, {}, std::chrono::hours{24 * 10000}), ContractError);
}

} // namespace
} // namespace dewline::earth
