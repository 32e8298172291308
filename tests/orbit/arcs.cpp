// Many arcs at once against one at a time, over every width of registers.
#include "dewline/orbit/arcs.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <hwy/targets.h>
#include <random>

#include "dewline/base/check.hpp"

namespace {
using namespace dewline;

PosVel from_place(earth::Geodetic at, double speed_m_s, double az_rad, double el_rad) {
  return {earth::ecef(at),
          transpose(earth::enu_axes(at)) * (speed_m_s * earth::enu_direction(az_rad, el_rad))};
}

/// Short hops, long arcs, descents, orbits, escapes and starts below the ground.
struct Set {
  std::vector<PosVel> x;
  std::vector<double> b;

  explicit Set(std::size_t num) {
    std::mt19937_64 random(7);
    const auto within = [&](double low, double high) {
      return low + (high - low) * (static_cast<double>(random() >> 11) * 0x1p-53);
    };
    for (std::size_t i = 0; i < num; ++i) {
      const earth::Geodetic at{within(-1.57, 1.57), within(-3.14, 3.14), i % 5 == 0 ? 0 : within(1e3, 400e3)};
      const double speed = i % 50 == 0 ? within(7500, 12000) : within(30, 7400);
      x.push_back(from_place(at, speed, within(0, 6.28), within(i % 3 == 0 && i % 5 != 0 ? -1.5 : 0.01, 1.57)));
      b.push_back(i % 4 == 0 ? 0 : std::pow(10, within(1.5, 4)));
    }
    x[3] = from_place({0.5, 1, -10}, 30, 1, -0.1);
    x[4] = {{7e6, 0, 0}, {0, 7500, 0}};
    b[4] = 100; // an orbit that is far from decaying
  }
};

orbit::Forces forces_with(double tolerance, earth::Gravity field) {
  orbit::Forces forces;
  forces.gravity = field;
  forces.tolerance = tolerance;
  return forces;
}

double apart(const orbit::Impact& a, const orbit::Impact& b) {
  return std::max({norm(a.x_E.p - b.x_E.p), 100 * norm(a.x_E.v - b.x_E.v), std::abs(a.apogee_h_m - b.apogee_h_m),
                   1e3 * std::abs(a.tof_s - b.tof_s), std::abs(a.apogee_tof_s - b.apogee_tof_s),
                   1e7 * std::abs(a.angle_rad - b.angle_rad), std::abs(a.speed_m_s - b.speed_m_s),
                   norm(earth::ecef(a.at) - earth::ecef(b.at))});
}

TEST(Arcs, AreWhatImpactFindsOneAtATime) {
  const Set set(600);
  for (const auto field : {earth::Gravity::two_body, earth::Gravity::j2, earth::Gravity::j6})
    for (const double h_m : {0.0, 20e3}) {
      const orbit::Forces forces = forces_with(1e-11, field);
      const auto all = orbit::impacts(set.x, set.b, forces, h_m, 7200);
      int num = 0;
      for (std::size_t i = 0; i < set.x.size(); ++i) {
        SCOPED_TRACE(i);
        orbit::Forces own = forces;
        if (set.b[i] > 0) own.ballistic_coefficient_kg_m2 = set.b[i];
        const auto one = orbit::impact(set.x[i], own, h_m, 7200);
        ASSERT_EQ(all[i].has_value(), one.has_value());
        if (!one) continue;
        ++num;
        EXPECT_LT(apart(*all[i], *one), 0.2); // shallow entries amplify what the rounding of a step does
        EXPECT_LT(std::abs(all[i]->at.h_m - h_m), 1e-3);
      }
      EXPECT_GT(num, 300);
    }
}

TEST(Arcs, EveryWidthOfRegistersGivesTheSameBits) {
  const Set set(300);
  for (const double tolerance : {1e-7, 1e-10}) {
    const orbit::Forces forces = forces_with(tolerance, earth::Gravity::j6);
    const auto widest = orbit::impacts(set.x, set.b, forces);
    int num_targets = 0;
    for (const auto target : hwy::SupportedAndGeneratedTargets()) {
      hwy::SetSupportedTargetsForTest(target);
      const auto now = orbit::impacts(set.x, set.b, forces);
      hwy::SetSupportedTargetsForTest(0);
      ++num_targets;
      for (std::size_t i = 0; i < now.size(); ++i) {
        ASSERT_EQ(now[i].has_value(), widest[i].has_value()) << hwy::TargetName(target);
        if (!now[i]) continue;
        ASSERT_EQ(std::memcmp(&*now[i], &*widest[i], sizeof(orbit::Impact)), 0) << hwy::TargetName(target) << i;
      }
    }
    EXPECT_GE(num_targets, 2);
  }
}

TEST(Arcs, AnArcIsTheSameInAnyCompany) {
  const Set set(100);
  const orbit::Forces forces = forces_with(1e-8, earth::Gravity::j2);
  const auto all = orbit::impacts(set.x, set.b, forces);
  for (std::size_t i = 0; i < set.x.size(); ++i) {
    const auto alone = orbit::impacts({&set.x[i], 1}, {&set.b[i], 1}, forces);
    ASSERT_EQ(alone[0].has_value(), all[i].has_value());
    if (!all[i]) continue;
    ASSERT_EQ(std::memcmp(&*alone[0], &*all[i], sizeof(orbit::Impact)), 0) << i;
  }
}

TEST(Arcs, NoneAreNothingAndBrokenContractsThrow) {
  EXPECT_TRUE(orbit::impacts({}, {}, {}).empty());
  const Set set(5);
  const std::vector<double> few(3, 100.0), bad(5, -1.0);
  EXPECT_THROW(orbit::impacts(set.x, few, {}), ContractError);
  EXPECT_THROW(orbit::impacts(set.x, bad, {}), ContractError);
  EXPECT_THROW(orbit::impacts(set.x, {}, {}, NAN), ContractError);
  const std::vector<PosVel> hole{{{NAN, 0, 0}, {}}};
  EXPECT_THROW(orbit::impacts(hole, {}, {}), ContractError);
}

} // namespace
