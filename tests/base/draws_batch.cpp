#include "dewline/base/draws_batch.hpp"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <bit>
#include <cstring>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/philox_row.hpp"

namespace dewline {
namespace {

using Four = std::array<double, 4>;
const Draws kDraws(0xfeedfacecafebeef, 42);
const Address kAt{.purpose = Purpose::measure, .n = 7, .owner = 0x123456789abcdef0, .event = ~std::uint64_t{0}, .item = 5};

std::vector<std::uint64_t> some_items(std::size_t num) {
  std::vector<std::uint64_t> items(num);
  for (std::size_t i = 0; i < num; ++i) items[i] = kDraws.words({.n = static_cast<std::uint32_t>(i)})[0];
  return items;
}

/// Calls f once for each instruction set that was compiled and that this machine has.
template <class Body>
std::size_t for_each_target(Body&& body) {
  const auto targets = hwy::SupportedAndGeneratedTargets();
  for (const auto target : targets) {
    SCOPED_TRACE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    body();
  }
  hwy::SetSupportedTargetsForTest(0);
  return targets.size();
}

void expect_equal_to_single_draws(const AddressRow& row) {
  std::vector<double> uniforms(row.size() + 1, -7);
  std::vector<Four> normals(row.size() + 1, Four{-7, -7, -7, -7});
  fill_uniforms(kDraws, row, {uniforms.data(), row.size()});
  fill_normals4(kDraws, row, {normals.data(), row.size()});
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double uniform = kDraws.uniform(row[i]);
    const Four normal4 = kDraws.normal4(row[i]);
    ASSERT_EQ(std::bit_cast<std::uint64_t>(uniforms[i]), std::bit_cast<std::uint64_t>(uniform)) << i;
    ASSERT_EQ(std::memcmp(&normals[i], &normal4, sizeof normal4), 0) << i;
  }
  EXPECT_EQ(uniforms.back(), -7); // nothing is written beyond the end
  EXPECT_EQ(normals.back()[0], -7);
}

TEST(DrawsBatch, EveryWidthAndLengthGivesTheBitsOfSingleDraws) {
  const auto items = some_items(3001);
  const std::span all(items);
  const std::size_t num = for_each_target([&] {
    for (std::size_t size = 0; size <= 40; ++size) {
      expect_equal_to_single_draws({kAt, all.subspan(size, size)});
      expect_equal_to_single_draws({kAt, size});
    }
    expect_equal_to_single_draws({kAt, items});
    expect_equal_to_single_draws({kAt, items.size()});
  });
  if (HWY_ARCH_X86) {
    EXPECT_GE(num, 2U); // SSE4 at least, beside plain C++
  }
}

TEST(DrawsBatch, TheFastPhiloxIsTheOneOfRandom123) {
  const auto items = some_items(2000);
  for (std::size_t i = 0; i + 6 < items.size(); i += 6) {
    const Draws draws(items[i], items[i + 1]);
    const Address at{static_cast<Purpose>(items[i + 2] >> 32), static_cast<std::uint32_t>(items[i + 2]),
                     items[i + 3], items[i + 4], items[i + 5]};
    const PhiloxRow fast(draws.key());
    const PhiloxRow::Words counter{items[i + 2], items[i + 3], items[i + 4], items[i + 5]};
    EXPECT_EQ(fast.words(counter), draws.words(at));
    EXPECT_EQ(fast.words(fast.share(counter), at.item), draws.words(at));
  }
}

TEST(DrawsBatch, WrongLengthsBreakTheContract) {
  std::vector<double> out(3);
  EXPECT_THROW(fill_uniforms(kDraws, {kAt, 4}, out), ContractError);
  EXPECT_THROW(fill_normals4(kDraws, {kAt, 1}, {}), ContractError);
  EXPECT_THROW(AddressRow({.n = 0xfffffffe}, 3), ContractError);
  EXPECT_EQ(AddressRow({.n = 0xfffffffe}, 2)[1].n, 0xffffffff);
}

} // namespace
} // namespace dewline
