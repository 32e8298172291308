// The lanes' own functions, compiled for plain C++; that the other instruction sets give the same bytes is
// laws_orbit's.
#include "dewline/base/lanes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace dewline::HWY_NAMESPACE {
namespace {

double first(F x) { return hn::GetLane(x.v); }

struct Luck {
  std::mt19937_64 engine;
  explicit Luck(std::uint64_t seed) : engine(seed) {}
  double between(double low, double high) {
    return low + (high - low) * 0x1p-53 * static_cast<double>(engine() >> 11);
  }
};

TEST(Lanes, TurnIsSineAndCosine) {
  Luck luck(5);
  for (const double span : {1e-9, 1.0, 10.0, 1e4, 1e6}) {
    for (int k = 0; k < 20000; ++k) {
      const double x = luck.between(-span, span);
      const Turn t = turn(x);
      ASSERT_NEAR(first(t.s), std::sin(x), 2.3e-16) << x;
      ASSERT_NEAR(first(t.c), std::cos(x), 2.3e-16) << x;
    }
  }
}

TEST(Lanes, SmallAnglesAndTheirFallBack) {
  Luck luck(6);
  for (int k = 0; k < 20000; ++k) {
    const double x = luck.between(-0.07, 0.07);
    ASSERT_NEAR(first(quick_turn(x).s), std::sin(x), 5e-17 + 1.2e-16 * std::abs(x)) << x;
    ASSERT_NEAR(first(quick_turn(x).c), std::cos(x), 1.2e-16) << x;
    ASSERT_NEAR(first(small_turn(F(x * 1.57)).s), std::sin(x * 1.57), 8e-15) << x;
  }
  EXPECT_EQ(first(quick_turn(0.0).s), 0);
  EXPECT_EQ(first(quick_turn(0.0).c), 1);
}

TEST(Lanes, AngleOfIsTheArctangentOfTwo) {
  Luck luck(7);
  for (int k = 0; k < 50000; ++k) {
    const double x = luck.between(-1, 1), y = luck.between(-1, 1) * (k % 3 == 0 ? 1e-5 : 1);
    ASSERT_NEAR(first(angle_of(y, x)), std::atan2(y, x), 4.5e-16) << y << " " << x;
  }
  for (const auto& [y, x] :
       {std::pair{0.0, 1.0}, {0.0, 0.0}, {1.0, 0.0}, {-1.0, 0.0}, {0.0, -1.0}, {1.0, 1.0}})
    EXPECT_NEAR(first(angle_of(y, x)), std::atan2(y, x), 4.5e-16) << y << " " << x;
}

} // namespace
} // namespace dewline::HWY_NAMESPACE
