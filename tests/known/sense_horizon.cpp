// Horizon and slant range: the tables of the 4/3 Earth and of straight lines against bent rays.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "dewline/sense/propagation/refraction.hpp"
#include "support/csv.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = M_PI / 180, kRadius_m = 6371e3; // the tables' radius
constexpr Atmosphere kNoAir{.n0 = 0};
/// Air of nearly one gradient up to 12 km, which bends level rays to 1/4 of the Earth's curvature:
/// decay (n - 1) / n = 1 / (4 R).
constexpr Atmosphere kLinearAir{.n0 = 1e6 * 0.0392403 / (1 - 0.0392403), .decay_per_m = 1e-6};

/// From a site's height to a target's, both at the horizon; the table's rows come antenna by antenna.
class TwoSided {
 public:
  explicit TwoSided(const Atmosphere& air) : air_(air) {}
  double km(const support::Row& row) {
    const double antenna = row.number("antenna_h_m"), target = row.number("target_h_m");
    if (!site_ || antenna != antenna_h_m_) site_.emplace(air_, antenna, kRadius_m);
    antenna_h_m_ = antenna;
    return 1e-3 * (target == 0 ? site_->horizon_range_m() : site_->range_m(site_->horizon_el_rad(), target));
  }

 private:
  Atmosphere air_;
  double antenna_h_m_ = 0;
  std::optional<Refraction> site_;
};

TEST(Horizon, StraightRaysMeetTheTableOfOneEarthRadius) {
  TwoSided two_sided(kNoAir);
  for (const auto& row : support::read_csv("horizon_4_3.csv")) {
    SCOPED_TRACE(row.where());
    const double km = two_sided.km(row);
    EXPECT_NEAR(km, row.number("los_k1_km"), 1e-6 + 2e-6 * km);
  }
}

TEST(Horizon, TheExponentialAirMeetsThe43EarthWithinPercents) {
  double low = 1, high = 1;
  TwoSided two_sided(Atmosphere{});
  for (const auto& row : support::read_csv("horizon_4_3.csv")) {
    SCOPED_TRACE(row.where());
    const double km = two_sided.km(row);
    const double ratio = km / row.number("los_k43_km");
    low = std::min(low, ratio);
    high = std::max(high, ratio);
    EXPECT_GT(ratio, row.number("target_h_m") > 3000 ? 0.95 : 0.98);
    EXPECT_LT(ratio, 1.03);
  }
  RecordProperty("lowest_ratio", std::to_string(low));
  RecordProperty("highest_ratio", std::to_string(high));
}

TEST(Horizon, LinearAirIsThe43Earth) {
  TwoSided two_sided(kLinearAir);
  for (const auto& row : support::read_csv("horizon_4_3.csv")) {
    SCOPED_TRACE(row.where());
    const double km = two_sided.km(row);
    EXPECT_NEAR(km, row.number("los_k43_km"), 2e-3 * km);
  }
}

TEST(Coverage, StraightSlantRangesMeetTheTable) {
  const Refraction site(kNoAir, 0, kRadius_m);
  for (const auto& row : support::read_csv("coverage_slant_range.csv")) {
    SCOPED_TRACE(row.where());
    const double h = row.number("target_alt_km") * 1e3, el = row.number("elevation_deg") * kDeg;
    const Ray ray = trace(kNoAir, el, h, 0, kRadius_m);
    EXPECT_NEAR(ray.true_range_m / 1e3, row.number("slant_k1_km"), 1e-6);
    EXPECT_NEAR(site.range_m(el, h) / 1e3, row.number("slant_k1_km"), 1e-6);
    const double angle = std::asin(ray.true_range_m * std::cos(el) / (kRadius_m + h));
    EXPECT_NEAR(kRadius_m * angle / 1e3, row.number("ground_k1_km"), 2e-6);
  }
}

// The 4/3 Earth bends a ray for ever; the exponential air stops where it ends. Up to 12 km they agree.
TEST(Coverage, TheExponentialAirMeetsThe43EarthBelow12Km) {
  const Refraction site({}, 0, kRadius_m);
  for (const auto& row : support::read_csv("coverage_slant_range.csv")) {
    if (row.number("target_alt_km") > 12) continue;
    SCOPED_TRACE(row.where());
    const double km =
        site.range_m(row.number("elevation_deg") * kDeg, row.number("target_alt_km") * 1e3) / 1e3;
    EXPECT_NEAR(km, row.number("slant_k43_km"), 0.025 * km);
  }
}

} // namespace
} // namespace dewline::sense
