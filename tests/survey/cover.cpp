#include "dewline/survey/cover.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/survey/watch.hpp"
#include "survey/network.hpp"

namespace dewline::survey {
namespace {

CoverRequest request(const GridParams& grid) {
  CoverRequest r;
  r.grid = grid;
  r.target = truth::Signature({{"any", 1}}, {});
  return r;
}

TEST(Cover, ACellIsWhatTheWatcherSaysOfItsMiddle) {
  const Sky sky({{"radar", radar(60, 20, 0)}, {"eye", stationary(10)}});
  const CoverMap map = cover_map(request(region(40, 80, -10, 50, 2)), sky.network.watchers());
  ASSERT_TRUE(map.complete);
  const auto& site = std::get<RadarWatcher>(sky.network.watchers()[1]);
  const auto& eye = std::get<InfraredWatcher>(sky.network.watchers()[0]);
  ASSERT_EQ(map.watchers, (std::vector<std::string>{"eye", "radar"}));
  std::size_t seen = 0;
  for (std::size_t i = 0; i < map.grid.size(); ++i) {
    earth::Geodetic at = map.grid.centre(i);
    at.h_m = 200e3;
    const auto look = site.look(earth::ecef(at), Time{});
    const double pd = look ? site.prob_detect(look->snr_1m2) : 0;
    const bool sees = eye.sees(earth::ecef(at), Time{});
    EXPECT_EQ(map.prob_detect[2 * i + 1], pd);
    EXPECT_EQ(map.num_sensors[i], (pd >= 0.5) + sees);
    EXPECT_EQ(map.num_satellites[i], sees);
    seen += pd >= 0.5;
    if (sees) {
      EXPECT_LE(map.first_s[i], 30) << "three scans, or fewer looks of the radar";
    }
  }
  EXPECT_GT(seen, 50u);
  EXPECT_LT(seen, map.grid.size() / 2);
}

TEST(Cover, CumulativePdAndFirstDetectionOfOneRadar) {
  const Sky sky({{"radar", radar(60, 20, 0)}});
  CoverRequest r = request(region(70, 80, 10, 30, 1));
  r.exposure_s = 65; // six looks
  r.target = truth::Signature({{"any", 0.1}}, {});
  const CoverMap map = cover_map(r, sky.network.watchers());
  std::size_t found = 0;
  for (std::size_t i = 0; i < map.grid.size(); ++i) {
    const double pd = map.prob_detect[i];
    EXPECT_NEAR(map.cumulative[i], 1 - std::pow(1 - pd, 6), 1e-12);
    const double looks = pd > 0 ? std::ceil(std::log(0.1) / std::log(1 - pd) - 1e-9) : 1e9;
    if (looks > 6) {
      EXPECT_TRUE(std::isnan(map.first_s[i]));
      continue;
    }
    EXPECT_NEAR(map.first_s[i], 10 * looks, 1e-9);
    ++found;
  }
  EXPECT_GT(found, 20u);
}

TEST(Cover, TheEdgeOfAStationarySatelliteIsWhereItStandsOnTheHorizon) {
  auto wide = stationary(0);
  wide.limb_exclusion_m = 0;
  const Sky sky({{"eye", wide}});
  CoverRequest r = request(region(-1, 1, -90, 90, 1));
  r.height_m = 1;
  const CoverMap map = cover_map(r, sky.network.watchers());
  const double edge_rad = std::acos(6378.137 / 42164.2); // on the equator: 81.30 deg
  for (std::size_t i = 0; i < map.grid.size(); ++i) {
    const double lon_rad = std::abs(map.grid.centre(i).lon_rad);
    if (std::abs(lon_rad - edge_rad) < 0.6 * kDeg) continue;
    EXPECT_EQ(map.num_satellites[i], lon_rad < edge_rad) << lon_rad / kDeg;
  }
}

TEST(Cover, ThreadsChangeNothing) {
  const Sky sky;
  CoverRequest r = request(region(-90, 90, -180, 180, 10));
  std::vector<CoverMap> maps;
  for (const unsigned threads : {1u, 2u, 8u}) {
    r.threads = threads;
    maps.push_back(cover_map(r, sky.network.watchers()));
  }
  for (const CoverMap& map : maps) {
    EXPECT_EQ(map.prob_detect, maps[0].prob_detect);
    EXPECT_EQ(map.cumulative, maps[0].cumulative);
    EXPECT_EQ(map.num_sensors, maps[0].num_sensors);
  }
}

TEST(Gaps, AStationarySatelliteLeavesTheSameGapAllDay) {
  auto no_sun = stationary(0);
  no_sun.sun_exclusion_rad = 0;
  const Sky sky({{"eye", no_sun}});
  GapRequest r;
  r.grid = region(-60, 60, -180, 180, 20);
  r.sample_s = 1200;
  const GapMap map = gap_map(r, sky.network.watchers());
  for (std::size_t cell = 0; cell < map.grid.size(); ++cell)
    for (std::size_t h = 0; h < 24; ++h) EXPECT_EQ(map.uncovered[24 * cell + h], map.uncovered[24 * cell]);
  EXPECT_GT(map.mean_uncovered[0], 0.5);
  EXPECT_LT(map.mean_uncovered[0], 0.65);
}

TEST(Gaps, AnEllipticOneLeavesGapsAboutItsPerigees) {
  auto eye = elliptic(60, 6); // apogees at 6 h over 60 E and at 18 h over 120 W
  eye.sun_exclusion_rad = 0;
  const Sky sky({{"eye", eye}});
  GapRequest r;
  r.grid = region(64, 66, 59, 61, 2);
  const GapMap map = gap_map(r, sky.network.watchers());
  double hours = 0;
  for (const std::size_t h : {4u, 5u, 6u, 7u, 8u, 16u, 17u, 18u, 19u, 20u})
    EXPECT_EQ(map.uncovered[h], 0) << h;
  for (const double share : map.uncovered) hours += share;
  EXPECT_GT(hours, 2) << "about its perigees at 0 h and 12 h it is low in the south";
  EXPECT_LT(hours, 8) << "even from the other apogee it looks over the pole";
}

TEST(Gaps, WithoutASatelliteThereIsNothingToAsk) {
  const Sky sky({{"radar", radar(60, 20, 0)}});
  EXPECT_THROW(gap_map({}, sky.network.watchers()), ContractError);
}

} // namespace
} // namespace dewline::survey
