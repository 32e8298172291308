#include "dewline/track/motion.hpp"

#include <gtest/gtest.h>

#include <array>

#include "dewline/earth/gravity.hpp"
#include "dewline/orbit/propagate.hpp"

namespace {

using namespace dewline;

constexpr PosVel kState{{3.2e6, -4.1e6, 4.9e6}, {4.5e3, 3.9e3, 1.1e3}};

TEST(Motion, GravityIsTheEarthRoomsJ2AndItsGradientIsTheNumericOne) {
  const track::FieldAt f = track::gravity_with_gradient(kState.p);
  EXPECT_LT(norm(f.accel_m_s2 - earth::gravity(kState.p, earth::Gravity::j2)), 1e-12);
  for (std::size_t j = 0; j < 3; ++j) {
    Vec3 h;
    h[j] = 50;
    const Vec3 slope = (earth::gravity(kState.p + h, earth::Gravity::j2) -
                        earth::gravity(kState.p - h, earth::Gravity::j2)) / 100;
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(f.gradient(i, j), slope[i], 1e-14);
  }
}

TEST(Motion, CoastingAgreesWithTheAdaptiveIntegratorToACentimetreAMinute) {
  for (const double dt : {7.3, 60.0, -60.0, 600.0}) {
    const PosVel ours = track::coast(kState, dt), good = orbit::propagate_G(kState, dt, {});
    EXPECT_LT(norm(ours.p - good.p), 0.01 * std::abs(dt) / 60) << dt;
  }
}

TEST(Motion, GoingThereAndBackIsNoMove) {
  const PosVel back = track::coast(track::coast(kState, 300), -300);
  EXPECT_LT(norm(back.p - kState.p), 0.1);
}

TEST(Motion, TransitionMatrixIsTheNumericDerivative) {
  for (const double dt : {10.0, 75.0, -20.0}) {
    const track::Transition t = track::transition(kState, dt);
    EXPECT_LT(norm(t.x_G.p - track::coast(kState, dt).p), 1e-9);
    for (std::size_t j = 0; j < 6; ++j) {
      VecN<6> low = track::six(kState), high = low;
      const double h = j < 3 ? 10 : 0.01;
      low[j] -= h;
      high[j] += h;
      const VecN<6> a = track::six(track::coast(track::pos_vel(low), dt));
      const VecN<6> b = track::six(track::coast(track::pos_vel(high), dt));
      for (std::size_t i = 0; i < 6; ++i)
        EXPECT_NEAR(t.stm(i, j), (b[i] - a[i]) / (2 * h), 2e-6 * (i < 3 && j >= 3 ? std::abs(dt) : 1))
            << i << j;
    }
  }
}

TEST(Motion, NoiseOfTwoStepsIsTheNoiseOfOneWithoutGravity) {
  const MatNM<6> q = track::white_acceleration(3, 10), half = track::white_acceleration(3, 5);
  // position: both halves, the first one's velocity carried over 5 s
  EXPECT_NEAR(q(0, 0), 2 * half(0, 0) + 2 * 5 * half(0, 3) + 25 * half(3, 3), 1e-9);
  EXPECT_NEAR(q(3, 3), 2 * half(3, 3), 1e-12);
  EXPECT_EQ(track::white_acceleration(3, -10).a, q.a);
}

} // namespace
