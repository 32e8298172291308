// Specific attenuation by gases against the ITU's examples.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "dewline/sense/propagation/gases.hpp"
#include "support/csv.hpp"

namespace dewline::sense {
namespace {

TEST(Gases, ItuExamplesToTheirDigits) {
  double worst = 0;
  for (const auto& row : support::read_csv("itu_p676_specific.csv")) {
    SCOPED_TRACE(row.where());
    const MoistAir air{101325, 288.15, 7.5e-3};
    const GasAttenuation a = gas_attenuation(air, row.number("f_GHz") * 1e9);
    const auto near = [&](double ours_db_m, const char* column, double digit) {
      const double expected = row.number(column);
      EXPECT_NEAR(ours_db_m * 1e3, expected, std::max(digit, 1e-9 * expected)) << column;
      worst = std::max(worst, std::abs(ours_db_m * 1e3 / expected - 1));
    };
    near(a.oxygen_db_m, "oxygen_db_km", 0.51e-8);
    near(a.vapour_db_m, "vapour_db_km", 0.51e-8);
    near(a.total_db_m(), "total_db_km", 1.1e-8);
  }
  RecordProperty("worst_relative", std::to_string(worst * 1e9) + "e-9");
}

} // namespace
} // namespace dewline::sense
