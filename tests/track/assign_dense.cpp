#include "dewline/track/association/assign_dense.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "dewline/base/check.hpp"
#include "dewline/track/association/workspace.hpp"
#include "dewline/track/association/assign.hpp"
#include "track/association.hpp"

namespace {

using namespace dewline::track;

double checked_cost(std::uint32_t num_rows, std::uint32_t num_columns, const std::vector<double>& cost,
                    std::span<const std::int32_t> taken) {
  double sum = 0;
  std::set<std::int32_t> used;
  EXPECT_EQ(taken.size(), num_rows);
  for (std::uint32_t i = 0; i < num_rows; ++i) {
    if (taken[i] == kNone) continue;
    EXPECT_TRUE(used.insert(taken[i]).second);
    sum += cost[i * num_columns + static_cast<std::uint32_t>(taken[i])];
  }
  EXPECT_EQ(used.size(), std::min(num_rows, num_columns));
  return sum;
}

/// The sparse assignment with gains so great that nothing is left out.
double cost_by_sparse(std::uint32_t num_rows, std::uint32_t num_columns, const std::vector<double>& cost) {
  std::vector<Pairing> list;
  for (std::uint32_t i = 0; i < num_rows; ++i)
    for (std::uint32_t j = 0; j < num_columns; ++j) list.push_back({i, j, 1e5 - cost[i * num_columns + j]});
  double sum = 0;
  for (const std::int32_t p : assign(num_rows, num_columns, list))
    if (p != kNone) sum += cost[static_cast<std::size_t>(p)];
  return sum;
}

TEST(AssignDense, EqualsTheSparseOneOnRandomMatrices) {
  DenseScratch scratch;
  for (std::uint64_t c = 0; c < 400; ++c) {
    brute::Dice dice(c);
    const std::uint32_t most = c % 20 == 0 ? 150 : 12;
    const std::uint32_t n = 1 + dice.below(most), m = c % 3 == 0 ? n : 1 + dice.below(most);
    std::vector<double> cost(std::size_t{n} * m);
    const bool ties = c % 4 == 0;
    for (double& x : cost) x = ties ? std::round(dice.uniform(-3, 3)) : dice.uniform(-100, 100);
    const auto taken = assign_dense(n, m, cost, scratch);
    ASSERT_NEAR(checked_cost(n, m, cost, taken), cost_by_sparse(n, m, cost), 1e-6) << c;
  }
}

TEST(AssignDense, EqualsEnumeration) {
  DenseScratch scratch;
  for (std::uint64_t c = 0; c < 1000; ++c) {
    brute::Dice dice(c);
    const std::uint32_t n = 1 + dice.below(5), m = 1 + dice.below(5);
    std::vector<double> cost(std::size_t{n} * m);
    std::vector<Pairing> list;
    for (std::uint32_t k = 0; k < n * m; ++k)
      list.push_back({k / m, k % m, 1000 - (cost[k] = dice.uniform(-9, 9))});
    double best = 0;
    for (const auto& e : brute::events(n, m, list)) best = std::max(best, e.gain);
    ASSERT_NEAR(1000.0 * std::min(n, m) - checked_cost(n, m, cost, assign_dense(n, m, cost, scratch)), best,
                1e-9)
        << c;
  }
}

TEST(AssignDense, HandlesTheOddAndRefusesTheRest) {
  DenseScratch scratch;
  EXPECT_EQ(assign_dense(0, 5, {}, scratch).size(), 0U);
  const auto none = assign_dense(2, 0, {}, scratch);
  EXPECT_EQ(std::vector<std::int32_t>(none.begin(), none.end()), (std::vector<std::int32_t>{kNone, kNone}));
  const std::vector<double> same(49 * 49, 3.5);
  EXPECT_NEAR(checked_cost(49, 49, same, assign_dense(49, 49, same, scratch)), 49 * 3.5, 1e-12);
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinity = std::numeric_limits<double>::infinity();
  for (const double bad : {nan, infinity, -infinity})
    EXPECT_THROW(assign_dense(1, 2, std::vector<double>{1, bad}, scratch), dewline::ContractError);
  EXPECT_THROW(assign_dense(2, 2, std::vector<double>{1}, scratch), dewline::ContractError);
}

} // namespace
