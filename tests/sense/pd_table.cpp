#include "dewline/sense/pd_table.hpp"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/draws_batch.hpp"

namespace dewline::sense {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

/// SNR of -80 to 120 dB, the edges of cells and the ends of the numbers.
std::vector<double> many_snr(const PdTable& table) {
  std::vector<double> snr(1500);
  fill_uniforms(Draws(3, 1), {{}, snr.size()}, snr);
  for (double& x : snr) x = std::pow(10, -8 + 20 * x);
  const auto c = table.cells();
  for (double edge = c.first; edge < 2 * c.last; edge *= 2)
    for (const double x : {edge, std::nextafter(edge, 0), std::nextafter(edge, kInf)}) snr.push_back(x);
  for (const double x : {0.0, -0.0, 5e-324, 1e-300, 1e300, kInf}) snr.push_back(x);
  return snr;
}

TEST(PdTable, EveryWidthAndLengthGivesTheBitsOfOneAtATime) {
  for (const auto& table : {PdTable(1e-6, 1, Swerling::zero), PdTable(1e-6, 1, Swerling::one),
                            PdTable(1e-12, 10, Swerling::one), PdTable(1e-2, 100, Swerling::four)}) {
    const auto all = many_snr(table);
    for (const auto target : hwy::SupportedAndGeneratedTargets()) {
      SCOPED_TRACE(hwy::TargetName(target));
      hwy::SetSupportedTargetsForTest(target);
      for (std::size_t size = 0; size <= all.size(); size = size < 40 ? size + 1 : size + 487) {
        const std::span snr(all.data() + (all.size() - size), size);
        std::vector<double> pd(size + 1, -7);
        table.at(snr, {pd.data(), size});
        for (std::size_t i = 0; i < size; ++i)
          ASSERT_EQ(std::bit_cast<std::uint64_t>(pd[i]), std::bit_cast<std::uint64_t>(table.at(snr[i]))) << snr[i];
        ASSERT_EQ(pd.back(), -7);
      }
    }
    hwy::SetSupportedTargetsForTest(0);
  }
}

TEST(PdTable, NoSignalIsPfaAndEndlessSignalIsCertain) {
  for (const auto swerling : {Swerling::zero, Swerling::one, Swerling::two, Swerling::three, Swerling::four})
    for (const std::uint32_t n : {1u, 5u}) {
      const PdTable table(1e-3, n, swerling);
      EXPECT_NEAR(table.at(0), 1e-3, 1e-8);
      EXPECT_NEAR(table.at(kInf), 1, 1e-8);
      EXPECT_LE(table.at(kInf), 1);
    }
}

TEST(PdTable, BadArgumentsBreakTheContract) {
  EXPECT_THROW(PdTable(0, 1, Swerling::one), ContractError);
  EXPECT_THROW(PdTable(1e-6, 0, Swerling::one), ContractError);
  for (const auto swerling : {Swerling::zero, Swerling::one}) {
    const PdTable table(1e-6, 1, swerling);
    EXPECT_THROW(static_cast<void>(table.at(-1)), ContractError);
    EXPECT_THROW(static_cast<void>(table.at(std::nan(""))), ContractError);
    std::vector<double> snr(11, 1), pd(11), fewer(10);
    EXPECT_THROW(table.at(snr, fewer), ContractError);
    for (const std::size_t bad : {0u, 5u, 10u}) {
      snr.assign(11, 1);
      snr[bad] = bad == 5 ? -1 : std::nan("");
      EXPECT_THROW(table.at(snr, pd), ContractError);
    }
  }
}

} // namespace
} // namespace dewline::sense
