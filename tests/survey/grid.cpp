#include "dewline/survey/grid.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "dewline/base/check.hpp"
#include "survey/network.hpp"

namespace dewline::survey {
namespace {

double area(const Grid& grid) {
  double sum = 0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const CellEdges e = grid.edges(i);
    sum += (std::sin(e.north_rad) - std::sin(e.south_rad)) * (e.east_rad - e.west_rad);
  }
  return sum;
}

TEST(Grid, TheWholeEarthAtOneDegreeHas64800Cells) {
  const Grid grid(GridParams{});
  EXPECT_EQ(grid.num_rows(), 180u);
  EXPECT_EQ(grid.num_columns(), 360u);
  EXPECT_NEAR(grid.centre(0).lat_rad, -89.5 * kDeg, 1e-12);
  EXPECT_NEAR(grid.centre(0).lon_rad, -179.5 * kDeg, 1e-12);
  EXPECT_NEAR(grid.centre(64799).lat_rad, 89.5 * kDeg, 1e-12);
  EXPECT_NEAR(area(grid), 4 * std::numbers::pi, 1e-9);
}

TEST(Grid, ARegionAcrossTheDateLineRunsEastwards) {
  const Grid grid(region(50, 60, 170, -170, 5));
  ASSERT_EQ(grid.num_columns(), 4u);
  EXPECT_NEAR(grid.lon_rad()[0], 172.5 * kDeg, 1e-12);
  EXPECT_NEAR(grid.lon_rad()[2], -177.5 * kDeg, 1e-12);
  const CellEdges beyond = grid.edges(1); // 175 to 180
  EXPECT_NEAR(beyond.east_rad, 180 * kDeg, 1e-12);
  const Grid odd(region(50, 60, 178, -174, 4)); // 178 to 182 crosses it
  EXPECT_NEAR(odd.edges(0).east_rad, 182 * kDeg, 1e-12);
  EXPECT_NEAR(odd.centre(0).lon_rad, -180 * kDeg, 1e-12);
}

TEST(Grid, CellsAreCutAtTheRegionsEdgeAndFillIt) {
  const Grid grid(region(40, 47, -10, 15, 4));
  EXPECT_EQ(grid.num_rows(), 2u);
  EXPECT_EQ(grid.num_columns(), 7u);
  EXPECT_NEAR(grid.lat_rad()[1], 45.5 * kDeg, 1e-12); // 44 to 47
  EXPECT_NEAR(area(grid), (std::sin(47 * kDeg) - std::sin(40 * kDeg)) * 25 * kDeg, 1e-12);
}

TEST(Grid, CellsAtThePolesAreApartFromThem) {
  const Grid grid(region(60, 90, 0, 360, 30));
  ASSERT_EQ(grid.size(), 12u);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    EXPECT_NEAR(grid.centre(i).lat_rad, 75 * kDeg, 1e-12);
    EXPECT_NEAR(grid.edges(i).north_rad, 90 * kDeg, 1e-12);
  }
}

TEST(Grid, TheSameCellHasTheSameAddressInEveryRegion) {
  const Grid world(GridParams{}), part(region(50, 60, 170, -170, 1));
  std::set<std::uint64_t> addresses;
  for (std::size_t i = 0; i < world.size(); ++i) addresses.insert(world.address(i));
  EXPECT_EQ(addresses.size(), world.size());
  for (std::size_t i = 0; i < part.size(); ++i) EXPECT_TRUE(addresses.contains(part.address(i))) << i;
}

TEST(Grid, BadGridsAreRefusedWithWhatIsWrong) {
  const double no = std::numeric_limits<double>::quiet_NaN();
  const auto says = [](const GridParams& p) {
    Problems problems;
    check(p, problems);
    return problems.empty() ? std::string() : problems.list().front().path;
  };
  EXPECT_EQ(says(GridParams{}), "");
  EXPECT_EQ(says(region(-90, 90, 0, 360, 1)), "");
  EXPECT_EQ(says(region(0, 10, 0, 10, 0)), "grid");
  EXPECT_EQ(says(region(0, 10, 0, 10, no)), "grid");
  EXPECT_EQ(says(region(0, 10, 0, 10, 40)), "grid");
  EXPECT_EQ(says(region(-90, 90, -180, 180, 0.02)), "grid") << "too many cells";
  EXPECT_EQ(says(region(10, 10, 0, 10, 1)), "region");
  EXPECT_EQ(says(region(20, 10, 0, 10, 1)), "region");
  EXPECT_EQ(says(region(0, 91, 0, 10, 1)), "region");
  EXPECT_EQ(says(region(0, 10, 5, 5, 1)), "region");
  EXPECT_EQ(says(region(0, 10, -180, 181, 1)), "region");
  EXPECT_EQ(says(region(no, 10, 0, 10, 1)), "region");
  EXPECT_EQ(says(region(0, 10, 0, no, 1)), "region");
  EXPECT_THROW(Grid(region(0, 10, 0, 10, 0)), ContractError);
}

} // namespace
} // namespace dewline::survey
