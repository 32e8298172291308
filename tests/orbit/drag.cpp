// Drag by Mach number.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/orbit/arcs.hpp"
#include "dewline/orbit/coast.hpp"

namespace {
using namespace dewline;

const PosVel kEntry{earth::ecef({0.5, 1, 120e3}),
                    transpose(earth::enu_axes({0.5, 1, 120e3})) * (3000 * earth::enu_direction(1, -0.4))};

TEST(DragByMach, OneCoefficientIsTheConstant) {
  const std::array rows{orbit::MachPoint{0, 2000}, orbit::MachPoint{5, 2000}};
  orbit::Forces constant, table;
  constant.ballistic_coefficient_kg_m2 = 2000;
  table.ballistic_coefficient_by_mach = rows;
  const auto a = orbit::impact(kEntry, constant), b = orbit::impact(kEntry, table);
  ASSERT_TRUE(a && b);
  EXPECT_NEAR(a->tof_s, b->tof_s, 1e-6);
  EXPECT_LE(norm(a->x_E.p - b->x_E.p), 1e-3);
  EXPECT_LE(norm(orbit::propagate_E(kEntry, 30, constant).p - orbit::propagate_E(kEntry, 30, table).p), 1e-6);
  EXPECT_EQ(orbit::acceleration_E(kEntry, table, orbit::kOmega_E), orbit::acceleration_E(kEntry, constant, orbit::kOmega_E));
}

TEST(DragByMach, TheInverseIsLinearBetweenRowsAndConstantOutside) {
  const std::array rows{orbit::MachPoint{1, 1000}, orbit::MachPoint{2, 500}, orbit::MachPoint{4, 2000}};
  const orbit::DragByMach drag{rows};
  EXPECT_DOUBLE_EQ(drag.inverse(0), 1e-3);
  EXPECT_DOUBLE_EQ(drag.inverse(1), 1e-3);
  EXPECT_DOUBLE_EQ(drag.inverse(1.5), 1.5e-3);
  EXPECT_DOUBLE_EQ(drag.inverse(2), 2e-3);
  EXPECT_DOUBLE_EQ(drag.inverse(3), 1.25e-3);
  EXPECT_DOUBLE_EQ(drag.inverse(9), 5e-4);
}

TEST(DragByMach, LiesBetweenItsExtremesAndIsTheSameInABatch) {
  const std::array rows{orbit::MachPoint{0.8, 2500}, orbit::MachPoint{1.1, 1000}, orbit::MachPoint{4, 1800}};
  orbit::Forces low, high, table;
  low.ballistic_coefficient_kg_m2 = 1000;
  high.ballistic_coefficient_kg_m2 = 2500;
  table.ballistic_coefficient_by_mach = rows;
  const auto one = orbit::impact(kEntry, table);
  ASSERT_TRUE(one);
  EXPECT_LT(one->tof_s, orbit::impact(kEntry, low)->tof_s);
  EXPECT_GT(one->tof_s, orbit::impact(kEntry, high)->tof_s);
  const auto many = orbit::impacts({&kEntry, 1}, {}, table);
  ASSERT_TRUE(many[0]);
  EXPECT_EQ(many[0]->tof_s, one->tof_s);
  EXPECT_EQ(many[0]->apogee_h_m, one->apogee_h_m);
  EXPECT_TRUE(orbit::ascent(kEntry, table).has_value()) << "ascent leaves the air out";
}

TEST(DragByMach, RowsOutOfOrderBreakTheContract) {
  const std::array rows{orbit::MachPoint{2, 1000}, orbit::MachPoint{1, 500}}, none{orbit::MachPoint{1, 0}, orbit::MachPoint{2, 5}};
  orbit::Forces table;
  table.ballistic_coefficient_by_mach = rows;
  EXPECT_THROW(orbit::impact(kEntry, table), ContractError);
  table.ballistic_coefficient_by_mach = none;
  EXPECT_THROW(orbit::impact(kEntry, table), ContractError);
}

} // namespace
