// A boost fitted to lines of sight of one satellite. Seeds are fixed: the numbers never change.
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/draws.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/filters/boost_templates.hpp"
#include "dewline/track/filters/initiate.hpp"

namespace {

using namespace dewline;
using namespace dewline::track;

constexpr double kSigma_rad = 30e-6; ///< 1.1 km at 36,000 km
const Vec3 kSatellite = earth::ecef({0.05, 0.3, 35786e3});

/// Launch, heading, loft and stretch of one run.
struct Boost {
  const BoostTemplate* from;
  earth::Geodetic launch;
  double az_rad, ignition_s, loft, stretch;

  [[nodiscard]] Vec3 at(double time_s) const {
    const BoostPath p = path_of(*from, (time_s - ignition_s) * stretch, loft);
    earth::Geodetic g = earth::destination(launch, az_rad, p.way_m);
    g.h_m = p.height_m;
    return earth::ecef(g);
  }
  [[nodiscard]] VecN<6> state(double time_s) const {
    const Vec3 p = at(time_s), v = (at(time_s + 0.01) - at(time_s - 0.01)) / 0.02;
    return {p.x, p.y, p.z, v.x, v.y, v.z};
  }
};
Boost any_boost(const Draws& draws) {
  const auto a = draws.normal4({.owner = 1}), b = draws.normal4({.owner = 2});
  const auto templates = boost_templates();
  const auto which = std::min<std::size_t>(2, static_cast<std::size_t>(3 * draws.uniform({.owner = 3})));
  return {&templates[which], {0.7 + 0.2 * a[0], 0.3 + 0.3 * a[1], 0}, 2 * M_PI * draws.uniform({.owner = 4}),
          -45 + 10 * a[2], 0.5 * b[0], 1 + 0.03 * b[1]};
}
std::vector<LineOfSight> look(const Boost& boost, const Draws& draws, double seconds) {
  std::vector<LineOfSight> lines;
  for (std::uint64_t k = 0; 5.0 * static_cast<double>(k) <= seconds; ++k) {
    const double t = 5.0 * static_cast<double>(k);
    const auto n = draws.normal4({.owner = 5, .event = k});
    const Vec3 d = unit(boost.at(t) - kSatellite), e = unit(cross(d, {0, 0, 1})), f = cross(d, e);
    lines.push_back({t, kSatellite, unit(d + kSigma_rad * (n[0] * e + n[1] * f)), kSigma_rad});
  }
  return lines;
}

TEST(BoostTemplates, PathIsSmoothAndItsRatesAreItsDerivatives) {
  for (const BoostTemplate& t : boost_templates())
    for (double at = 3.3; at < t.burn_s(); at += 7) {
      const BoostPath p = path_of(t, at, 0.4), low = path_of(t, at - 0.01, 0.4),
                      high = path_of(t, at + 0.01, 0.4);
      EXPECT_NEAR(p.climb_m_s, (high.height_m - low.height_m) / 0.02, 1e-3 * (1 + std::abs(p.climb_m_s)));
      EXPECT_NEAR(p.speed_m_s, (high.way_m - low.way_m) / 0.02, 1e-3 * (1 + std::abs(p.speed_m_s)));
    }
}

// 60 s of a boost of an unknown class. NEES/6 above 2 would be over-confident; the sigma for what no template
// knows makes it small here, where truth is a template.
TEST(BoostTemplates, OneSatelliteFixesABoostOfAKnownClass) {
  constexpr int kRuns = 40;
  double nees = 0, p2 = 0, v2 = 0, right = 0;
  int found = 0;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    const Draws draws(1983, run);
    const Boost boost = any_boost(draws);
    const auto fit = fit_boost(look(boost, draws, 60));
    if (!fit) continue;
    ++found;
    const VecN<6> e = minus(fit->x_E.mean, boost.state(60));
    nees += Cholesky<6>(fit->x_E.cov).mahalanobis2(e);
    p2 += e[0] * e[0] + e[1] * e[1] + e[2] * e[2];
    v2 += e[3] * e[3] + e[4] * e[4] + e[5] * e[5];
    right += fit->name == boost.from->name;
  }
  std::printf("  %d of %d fits: position %.1f km, speed %.0f m/s (rms), NEES %.2f, class right %.0f %%\n",
              found, kRuns, std::sqrt(p2 / found) / 1e3, std::sqrt(v2 / found), nees / found,
              100 * right / found);
  EXPECT_EQ(found, kRuns);
  EXPECT_LT(nees / found, 9);
  EXPECT_GT(nees / found, 1);
  EXPECT_LT(std::sqrt(p2 / found), 40e3);
  EXPECT_LT(std::sqrt(v2 / found), 1000);
}

TEST(BoostTemplates, TooLittleIsNoFit) {
  const Draws draws(1983, 0);
  const Boost boost = any_boost(draws);
  auto lines = look(boost, draws, 60);
  EXPECT_FALSE(fit_boost(std::span(lines).first(3)));
  EXPECT_FALSE(fit_boost({}));
  for (LineOfSight& l : lines) l.direction_E = -l.direction_E; // away from the Earth
  EXPECT_FALSE(fit_boost(lines));
}

} // namespace
