// Properties of the path's models over many random sites, elevations, ranges and frequencies; seeds fixed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "dewline/sense/propagation/cfar.hpp"
#include "dewline/sense/propagation/gases.hpp"
#include "dewline/sense/propagation/horizon_mask.hpp"
#include "dewline/sense/propagation/jamming.hpp"
#include "dewline/sense/propagation/multipath.hpp"
#include "dewline/sense/propagation/rain.hpp"
#include "dewline/sense/propagation/refraction.hpp"

namespace dewline::sense {
namespace {

constexpr double kRadius_m = 6371e3;

class Luck {
 public:
  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(engine_);
  }
  double across(double low, double high) {
    return low * std::pow(high / low, between(0, 1));
  } ///< by its logarithm
 private:
  std::mt19937_64 engine_{20261122};
};

// A marched ray's end, put back as true elevation and range, is seen where the ray left.
TEST(PropagationLaw, SeenAtInvertsTheTracedRay) {
  Luck luck;
  for (int site = 0; site < 30; ++site) {
    const double h = luck.across(1, 5000);
    const Refraction refraction({}, h, kRadius_m);
    for (int i = 0; i < 60; ++i) {
      const double range = luck.across(3e3, 6e6), dip = refraction.least_apparent_el_rad(range);
      const double el = i % 2 ? luck.between(dip, 0.02) : luck.between(0, 1.57);
      const Ray ray = trace_to_range({}, el, range, h, kRadius_m);
      const auto seen = refraction.seen_at(ray.true_el_rad, range);
      const double coarse = range < 20e3 ? 5 : 1; // a few metres above the site the height table is coarser
      EXPECT_NEAR(seen.apparent_el_rad, el, coarse * 5e-6) << h << " " << el << " " << range;
      EXPECT_NEAR(seen.range_error_m, ray.range_error_m, coarse * 0.05) << h << " " << el << " " << range;
    }
  }
}

// Higher is seen higher, and what is open is what stands above the ground before the horizon.
TEST(PropagationLaw, ApparentElevationGrowsAndTheGroundHidesWhatLiesBelowIt) {
  Luck luck;
  for (int site = 0; site < 20; ++site) {
    const double h = luck.across(2, 5000), r0 = kRadius_m + h;
    const Refraction refraction({}, h, kRadius_m);
    for (int i = 0; i < 100; ++i) {
      const double range = luck.across(1e3, 4e6), el = luck.between(-0.06, 0.06);
      const double step = luck.across(1e-6, 1e-2);
      EXPECT_LT(refraction.seen_at(el, range).apparent_el_rad,
                refraction.seen_at(el + step, range).apparent_el_rad + 1e-7);
      if (!(range < refraction.horizon_range_m())) continue;
      const double target_h = luck.between(-50, 50), r = kRadius_m + target_h;
      const double sine = ((r - r0) * (r + r0) - range * range) / (2 * r0 * range);
      if (std::abs(sine) > 1 || std::abs(target_h) < 0.02) continue;
      const bool open = refraction.seen_at(std::asin(sine), range).apparent_el_rad >=
                        refraction.least_apparent_el_rad(range);
      EXPECT_EQ(open, target_h > 0) << h << " " << range << " " << target_h;
    }
  }
}

TEST(PropagationLaw, LossesAreNotNegativeAndGrowWithTheWay) {
  Luck luck;
  for (int radar = 0; radar < 12; ++radar) {
    const double f = luck.across(1e8, 1e11), h = luck.across(1, 4000);
    const GasLoss gas({f, h, kRadius_m, luck.between(0, 20e-3), {}});
    for (int i = 0; i < 100; ++i) {
      const double el = luck.between(-0.03, 1.57), range = luck.across(100, 5e6),
                   more = range * luck.across(1, 3);
      const double near = gas.one_way_db(el, range);
      EXPECT_GE(near, 0);
      EXPECT_LE(near, gas.one_way_db(el, more) * (1 + 1e-3) + 1e-6) << f << " " << el << " " << range;
      const RainField rain{luck.between(0, 100), luck.between(0, 5000), luck.across(1e3, 1e5)};
      const double wet = rain_one_way_db(rain, f, el, 0.3, h, range);
      EXPECT_GE(wet, 0);
      EXPECT_LE(wet, rain_one_way_db(rain, f, el, 0.3, h, more));
    }
  }
}

TEST(PropagationLaw, LobesStayBetweenNothingAndSixteen) {
  Luck luck;
  for (int i = 0; i < 3000; ++i) {
    const Multipath m{luck.across(1e8, 2e10),
                      i % 2 ? Polarisation::horizontal : Polarisation::vertical,
                      {luck.between(2, 80), luck.between(0, 5), luck.between(0, 2)}};
    const double antenna = luck.across(1, 3000), target = luck.across(1, 1e6), range = luck.across(100, 3e6);
    const double factor4 = propagation_factor4(m, antenna, target, range);
    EXPECT_GE(factor4, 0);
    EXPECT_LE(factor4, 16);
    if (!multipath_visible(antenna, target, range, m.earth_radius_m)) continue;
    const Reflection a = reflection(antenna, target, range, m.earth_radius_m);
    const Reflection b =
        reflection(target, antenna, range, m.earth_radius_m); // the way back is the way there
    EXPECT_NEAR(a.path_difference_m, b.path_difference_m, 1e-6 * a.path_difference_m + 1e-9);
    EXPECT_NEAR(a.divergence, b.divergence, 1e-6);
    EXPECT_LE(a.el_reflected_rad, a.el_direct_rad);
  }
}

TEST(PropagationLaw, AMaskNeverLeavesTheSpanOfItsRows) {
  Luck luck;
  for (int i = 0; i < 200; ++i) {
    HorizonMask::Rows rows;
    double low = 9, high = -9;
    for (int k = 0; k <= i % 7; ++k) {
      rows.push_back({luck.between(-10, 10), luck.between(HorizonMask::kLeast_rad, HorizonMask::kMost_rad)});
      low = std::min(low, rows.back()[1]);
      high = std::max(high, rows.back()[1]);
    }
    const HorizonMask mask(rows);
    for (const auto& [az, el] : rows) EXPECT_NEAR(mask.el_min_rad(az), el, 1e-9);
    for (int k = 0; k < 30; ++k) {
      const double el = mask.el_min_rad(luck.between(-20, 20));
      EXPECT_GE(el, low - 1e-12);
      EXPECT_LE(el, high + 1e-12);
    }
  }
}

TEST(PropagationLaw, JammingNeverHelpsAndCfarNeverBeatsAKnownLevel) {
  Luck luck;
  for (int i = 0; i < 1000; ++i) {
    const double clear = luck.across(1e3, 1e7), jnr = luck.across(1e-6, 1e9);
    EXPECT_LE(self_screening_burn_through_m(clear, jnr), clear);
    EXPECT_LE(self_screening_burn_through_m(clear, jnr),
              stand_off_burn_through_m(clear, jnr)); // it comes closer
    const double prob_fa = luck.across(1e-12, 1e-2), prob = luck.between(0.05, 0.99);
    const auto cells = static_cast<std::uint32_t>(luck.across(2, 1000));
    EXPECT_GT(cfar_loss_db(prob, prob_fa, cells), 0);
    EXPECT_GT(cfar_multiplier(prob_fa, cells), -std::log(prob_fa));
  }
}

} // namespace
} // namespace dewline::sense
