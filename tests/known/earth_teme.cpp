// TEME to ITRF for many states against ERFA (tests/known/data/frames_teme_itrf_erfa.csv).
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/earth/teme.hpp"
#include "support/csv.hpp"

namespace dewline::earth {
namespace {

constexpr double kArcsec = std::numbers::pi / 648000;

Vec3 km(const support::Row& row, const std::string& name, const std::string& unit) {
  return 1000 * Vec3{row.number(name + "_x_" + unit), row.number(name + "_y_" + unit),
                     row.number(name + "_z_" + unit)};
}

TEST(Teme, TheTablesStatesInItrf) {
  const auto rows = support::read_csv("frames_teme_itrf_erfa.csv");
  ASSERT_EQ(rows.size(), 5U);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.where());
    const Eop eop{row.number("ut1_minus_utc_s"),
                  row.number("xp_arcsec") * kArcsec,
                  row.number("yp_arcsec") * kArcsec,
                  0,
                  0,
                  row.number("lod_s")};
    const PosVel x_T{km(row, "r_teme", "km"), km(row, "v_teme", "km_s")};
    const PosVel x_E = Teme(parse_utc(row.text("utc")), eop).to_E(x_T);
    EXPECT_LT(norm(x_E.p - km(row, "r_itrf", "km")), 1e-3);
    EXPECT_LT(norm(x_E.v - km(row, "v_itrf", "km_s")), 1e-6);
  }
}

TEST(Teme, TheInertialFrameIsTheOneThatOrientationTurns) {
  const JulianDate utc = parse_utc("2026-11-22T06:00:00Z");
  const Teme teme(utc);
  const PosVel x_T{{7e6, 1e6, -2e6}, {1e3, 7e3, 2e3}};
  const PosVel by_G = Orientation(utc).to_E(teme.to_G(x_T), Time{}), direct = teme.to_E(x_T);
  EXPECT_LT(norm(by_G.p - direct.p), 1e-3);
  // TEME's axis is that of 1980's nutation: 50 mas from today's, which turns 7.5 km/s x 2.5e-7
  EXPECT_LT(norm(by_G.v - direct.v), 1e-3);
  EXPECT_NEAR(norm(teme.to_G(x_T).v), norm(x_T.v), 1e-9);
}

} // namespace
} // namespace dewline::earth
