// US Standard Atmosphere 1976 against tables and printed values (tests/known/data/atmosphere_*.csv).
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/earth/atmosphere.hpp"
#include "support/csv.hpp"

namespace dewline::earth {
namespace {

double off(double value, double reference) { return std::abs(value / reference - 1); }

TEST(Ussa76, RowsOnGeometricHeightTo86KmWithin1e6) {
  double most = 0;
  for (const auto& row : support::read_csv("atmosphere_ussa76_0_86km.csv")) {
    SCOPED_TRACE(row.where());
    const Air air = ussa76(row.number("z_geometric_m"));
    for (double o : {off(air.temperature_K, row.number("T_K")), off(air.pressure_Pa, row.number("p_Pa")),
                     off(air.density_kg_m3, row.number("rho_kg_m3")),
                     off(air.sound_speed_m_s, row.number("a_m_s"))}) {
      EXPECT_LT(o, 1e-6);
      most = std::max(most, o);
    }
  }
  RecordProperty("worst", std::to_string(most * 1e9) + "e-9");
}

TEST(Ussa76, RowsFrom86To1000KmWithinATenthOfAPercent) {
  for (const auto& row : support::read_csv("atmosphere_ussa76_86_1000km.csv")) {
    SCOPED_TRACE(row.where());
    const Air air = ussa76(row.number("z_geometric_km") * 1000);
    EXPECT_LT(off(air.temperature_K, row.number("T_K")), 1e-3);
    EXPECT_LT(off(air.pressure_Pa, row.number("p_Pa")), 1e-3);
    EXPECT_LT(off(air.density_kg_m3, row.number("rho_kg_m3")), 1e-3);
  }
}

/// Half a unit in the last digit printed, as a share of the number: `1.1673` -> 4.3e-5.
double half_digit(const std::string& printed) {
  const auto e = printed.find_first_of("eE");
  const std::string digits = printed.substr(0, e);
  const auto point = digits.find('.');
  const double last = point == std::string::npos ? 1 : std::pow(10.0, -double(digits.size() - point - 1));
  return 0.5 * last / std::abs(std::stod(digits));
}

double geometric_km(const support::Row& row) {
  const double h = row.number("height");
  if (row.text("height_kind") == "z_km") return h;
  return 1e-3 * 6356766 * h / (6356766 - h); // geopotential metres; the standard's Earth radius
}

TEST(Ussa76, PrintedAnchorsOfTheReportToTheirDigitsOrATenthOfAPercentAbove86Km) {
  int num_lower = 0, num_upper = 0;
  for (const auto& row : support::read_csv("atmosphere_ussa76_published_anchors.csv")) {
    const double h_km = geometric_km(row);
    const Air air = ussa76(h_km * 1000);
    const std::string& quantity = row.text("quantity");
    double value = 0;
    if (quantity == "T_K" || (quantity == "TM_K" && h_km <= 80)) value = air.temperature_K;
    else if (quantity == "p_Pa") value = air.pressure_Pa;
    else if (quantity == "rho_kg_m3") value = air.density_kg_m3;
    else if (quantity == "a_m_s" && h_km <= 86) value = air.sound_speed_m_s;
    else continue; // number densities of single gases: we do not carry them
    SCOPED_TRACE(row.where() + " " + quantity);
    // The report prints rounded or truncated values: one unit of the last digit.
    const double digits = 2 * half_digit(row.text("published"));
    EXPECT_LT(off(value, row.number("published")),
              h_km <= 86 ? std::max(digits, 4e-5) : std::max(digits, 1e-3));
    ++(h_km <= 86 ? num_lower : num_upper);
  }
  EXPECT_GE(num_lower, 55);
  EXPECT_EQ(num_upper, 9);
}

} // namespace
} // namespace dewline::earth
