// Ionosphere, CFAR, binary integration and rain against their tables.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dewline/sense/propagation/cfar.hpp"
#include "dewline/sense/propagation/ionosphere.hpp"
#include "dewline/sense/propagation/rain.hpp"
#include "support/csv.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = M_PI / 180;

/// The number behind "name=" in a cell.
double value(const support::Row& row, const char* column, const std::string& name) {
  const std::string& cell = row.text(column);
  EXPECT_TRUE(cell.starts_with(name + "=")) << cell;
  return std::stod(cell.substr(name.size() + 1));
}

TEST(Ionosphere, RangeErrorTableToItsDigits) {
  for (const auto& row : support::read_csv("ionosphere_range_error.csv")) {
    SCOPED_TRACE(row.where());
    const double tec = row.number("slant_tec_tecu") * kTecu_m2;
    EXPECT_NEAR(ionosphere_range_error_m(tec, row.number("freq_mhz") * 1e6), row.number("range_error_m"),
                0.51e-6);
  }
}

TEST(Cfar, TableToItsDigits) {
  int rows = 0;
  for (const auto& row : support::read_csv("cfar_and_binary.csv")) {
    SCOPED_TRACE(row.where());
    const std::string& kind = row.text("kind");
    const double expected = row.number("result");
    double ours = 0;
    if (kind == "m_of_n") {
      ours = binary_probability(value(row, "a", "p"), static_cast<std::uint32_t>(value(row, "b", "M")),
                                static_cast<std::uint32_t>(value(row, "c", "N")));
    } else {
      const auto n = static_cast<std::uint32_t>(value(row, "a", "n"));
      const double prob_fa = value(row, "b", "pfa");
      ours = kind == "ca_cfar_alpha" ? cfar_multiplier(prob_fa, n)
                                     : cfar_prob_detect(value(row, "c", "snr_db"), prob_fa, n);
    }
    EXPECT_NEAR(ours / expected, 1, 1e-11);
    ++rows;
  }
  EXPECT_EQ(rows, 64);
}

TEST(Rain, ItuExamplesToTheirDigits) {
  for (const auto& row : support::read_csv("itu_p838_rain.csv")) {
    SCOPED_TRACE(row.where());
    const double f = row.number("f_GHz") * 1e9, el = row.number("el_deg") * kDeg;
    const double tilt = row.number("tilt_deg") * kDeg, rate = row.number("rate_mm_h");
    const RainLaw law = rain_law(f, el, tilt);
    EXPECT_NEAR(law.k, row.number("k"), 0.51e-8);
    EXPECT_NEAR(law.alpha, row.number("alpha"), 0.51e-8);
    EXPECT_NEAR(rain_attenuation_db_m(f, rate, el, tilt) * 1e3, row.number("gamma_db_km"), 1e-7);
  }
}

} // namespace
} // namespace dewline::sense
