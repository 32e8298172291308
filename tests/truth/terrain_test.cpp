// Rasters, low flight above the ground, height profiles.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "dewline/truth/data_paths.hpp"
#include "dewline/truth/route/route.hpp"
#include "support/scratch.hpp"
#include "truth/support_truth.hpp"

namespace {
using namespace support;
using truth::Raster;
using truth::RouteParams;
namespace fs = std::filesystem;

const std::string kGrid =
    "NCOLS 4\nnrows 3\nxllcorner 10.0\nYLLCORNER 60\ncellsize 0.5\nNODATA_value -32768\n"
    "100 200 300 400\n10 20 -32768 40\n1 2 3 4\n";

earth::Geodetic at(double lat_deg, double lon_deg) {
  return {lat_deg * kDeg, lon_deg * kDeg, 0};
}

Raster raster_of(const std::string& text, const std::optional<double>& void_m = {}) {
  Problems problems;
  auto file = truth::read_esri_ascii(text, problems);
  if (!file) throw std::runtime_error(problems.list().at(0).what);
  return Raster(file->grid, std::move(file->height_m), void_m);
}

std::string refused(const std::string& text) {
  Problems problems;
  EXPECT_FALSE(truth::read_esri_ascii(text, problems));
  return problems.empty() ? "no problem" : problems.list()[0].path + ": " + problems.list()[0].what;
}

TEST(Raster, EsriCellsStandAtTheirMiddlesAndAreBilinearBetween) {
  const Raster r = raster_of(kGrid);
  EXPECT_EQ(r.num_voids(), 1u);
  EXPECT_NEAR(*r.height_m(at(60.25, 10.25)), 1, 1e-6);   // the south-western cell's middle
  EXPECT_NEAR(*r.height_m(at(61.25, 11.75)), 400, 1e-4); // the north-eastern one's
  EXPECT_NEAR(*r.height_m(at(61.0, 10.5)), 0.25 * (100 + 200 + 10 + 20), 1e-4);
  EXPECT_NEAR(*r.height_m(at(60.01, 10.01)), 1, 1e-6); // half a cell beyond the outermost middles
  EXPECT_FALSE(r.height_m(at(59.99, 10.5)));
  EXPECT_FALSE(r.height_m(at(60.5, 12.01)));
  EXPECT_TRUE(r.height_m(at(60.5, 11 - 360)));
  EXPECT_NEAR(*r.height_m(at(60.75, 11.25)), 300, 1e-6); // a void: the nearest, first in order of rows
  EXPECT_NEAR(*raster_of(kGrid, 7.0).height_m(at(60.75, 11.25)), 7, 1e-6);
}

TEST(Raster, HighestIsNeverPassedNearbyAndReachedSomewhere) {
  rc::check("highest_m", [] {
    std::vector<float> heights(30);
    for (float& h : heights) h = static_cast<float>(*rc::gen::inRange(0, 1000));
    const Raster r({5, 6, 50.4, 8, 0.1}, heights, {});
    const auto number = [](double low, double high) {
      return low + (high - low) * *rc::gen::inRange(0, 10001) / 1e4;
    };
    const earth::Geodetic place = at(number(50.02, 50.38), number(8.02, 8.48));
    const double half_m = number(1, 9000);
    const double highest = *r.highest_m(place, half_m);
    double seen = -1e9;
    for (double n = -1; n <= 1; n += 0.05)
      for (double e = -1; e <= 1; e += 0.05)
        if (const auto h = r.height_m({place.lat_rad + n * half_m / 6.4e6,
                                       place.lon_rad + e * half_m / 6.4e6 / std::cos(place.lat_rad), 0}))
          seen = std::max(seen, *h);
    RC_ASSERT(seen <= highest + 1e-6);
    RC_ASSERT(highest <= seen + 200);
  });
}

TEST(Raster, RefusalsNameTheLine) {
  EXPECT_EQ(refused(""), ": has no ncols");
  EXPECT_EQ(refused("ncols x\n"), "line 1: is no number");
  EXPECT_EQ(refused("ncols 4\nncols 4\n"), "line 2: states ncols again");
  EXPECT_EQ(refused("ncols 4\nnrows 3\ncellsize 1\n1 2 3"), ": does not say where it lies");
  EXPECT_EQ(refused("ncols 2\nnrows 1\nxllcorner 378923\nyllcorner 4072345\ncellsize 30\n1 2"),
            ": does not lie on the globe: cellsize and corners must be degrees");
  EXPECT_EQ(refused("ncols 2.5\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2"),
            ": has ncols and nrows that are no whole numbers from 1, or over 100 million cells");
  EXPECT_EQ(refused("ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n3\n"),
            "line 8: ends after 3 of 4 heights");
  EXPECT_EQ(refused("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n3\n"),
            "line 7: goes on after ncols x nrows heights");
  EXPECT_EQ(refused("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 nan\n"),
            "line 6: is no number");
  EXPECT_EQ(refused("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 32000\n"),
            "line 6: is no height: from -12000 to 9000 m");
}

std::string tile(std::size_t side, double (*height)(double row, double column)) {
  std::string bytes;
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j) {
      const auto h = static_cast<std::uint16_t>(static_cast<std::int16_t>(height(i, j)));
      bytes += static_cast<char>(h >> 8), bytes += static_cast<char>(h & 255);
    }
  return bytes;
}

TEST(Raster, SrtmTilesAreBigEndianFromTheNorthWest) {
  Problems problems;
  auto file = truth::read_srtm(
      tile(1201, [](double i, double j) { return i == 600 && j == 600 ? -32768 : i - 0.5 * j; }),
      "S02W010.hgt", problems);
  ASSERT_TRUE(file);
  const Raster r(file->grid, std::move(file->height_m), {});
  EXPECT_EQ(r.num_voids(), 1u);
  EXPECT_NEAR(*r.height_m(at(-1, -10)), 0, 1e-6);
  EXPECT_NEAR(*r.height_m(at(-2, -10)), 1200, 1e-6);
  EXPECT_NEAR(*r.height_m(at(-2, -9)), 600, 1e-6);
  EXPECT_NEAR(*r.height_m(at(-1.25, -9.5)), 0, 1);
  EXPECT_FALSE(truth::read_srtm("123", "N51E010.hgt", problems));
  EXPECT_FALSE(truth::read_srtm(std::string(2 * 1201 * 1201, '\0'), "map.hgt", problems));
  EXPECT_FALSE(truth::read_srtm(std::string(2 * 1201 * 1201, '\0'), "N95E010.hgt", problems));
  ASSERT_EQ(problems.list().size(), 3u);
  EXPECT_EQ(problems.list()[0].what, "has 3 bytes: no SRTM tile");
  EXPECT_EQ(problems.list()[1].what, "does not say where the tile lies");
}

/// Hills of a few hundred metres, 2 km to 20 km across.
double hills(const earth::Geodetic& p) {
  const double n = p.lat_rad / kDeg, e = p.lon_rad / kDeg;
  return 300 + 150 * std::sin(40 * n) * std::cos(23 * e) + 100 * std::sin(190 * n + 1) +
         30 * std::cos(400 * e);
}

Raster hill_raster() {
  Raster::Grid grid{601, 1201, 61, 9, 1.0 / 600};
  std::vector<float> heights;
  for (std::size_t i = 0; i < grid.num_rows; ++i)
    for (std::size_t j = 0; j < grid.num_columns; ++j)
      heights.push_back(static_cast<float>(
          hills(at(grid.north_deg - i * grid.step_deg, grid.west_deg + j * grid.step_deg))));
  return Raster(grid, heights, {});
}

truth::ObjectParams low_flight() {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  for (const auto& [lat, lon] : {std::pair{60.1, 9.2}, {60.5, 9.5}, {60.6, 10.4}, {60.2, 10.8}})
    o.waypoints.push_back({lat * kDeg, lon * kDeg, 0, {}, 240});
  auto& route = o.route.emplace();
  route.height_above = truth::HeightAbove::terrain;
  route.clearance_m = 60, route.climb_rate_m_s = 40, route.descent_rate_m_s = 25,
  route.vertical_acceleration_m_s2 = 10;
  return o;
}

struct Low {
  double least_m = 1e9, mean_m = 0, climb_m_s = 0, sink_m_s = 0, bend_m_s2 = 0;
};
Low low(const truth::Trajectory& path, const Raster& ground) {
  Low out;
  int num = 0;
  double last_rate = NAN;
  for (Time t = path.begin(); t <= path.end(); t += duration_from_s(0.05), ++num) {
    const PosVel x = path.at(t);
    const earth::Geodetic p = earth::geodetic(x.p);
    const double above = p.h_m - ground.height_m(p).value();
    out.least_m = std::min(out.least_m, above);
    out.mean_m += above;
    const double rate = dot(x.v, transpose(earth::enu_axes(p)) * Vec3{0, 0, 1});
    out.climb_m_s = std::max(out.climb_m_s, rate);
    out.sink_m_s = std::max(out.sink_m_s, -rate);
    if (!std::isnan(last_rate)) out.bend_m_s2 = std::max(out.bend_m_s2, std::abs(rate - last_rate) / 0.05);
    last_rate = rate;
  }
  out.mean_m /= num;
  return out;
}

TEST(LowFlight, KeepsItsClearanceAndItsLimitsOverHills) {
  const Raster ground = hill_raster();
  const truth::Terrain terrain{
      [&](const earth::Geodetic& p, double half) { return ground.highest_m(p, half); }, 180};
  truth::ObjectParams o = low_flight();
  for (const bool wide : {false, true}) {
    if (wide) o.formation = truth::FormationParams{3, 1500, truth::FormationShape::vee};
    Problems problems;
    const auto bodies = build_route(o, &terrain, problems);
    ASSERT_TRUE(problems.empty());
    for (const auto& body : bodies) {
      const Low l = low(body.flight.path, ground);
      std::printf("  `%s`: %.2f m at least, %.1f m in the mean; %.2f up, %.2f down, %.2f m/s2\n",
                  body.suffix.c_str(), l.least_m, l.mean_m, l.climb_m_s, l.sink_m_s, l.bend_m_s2);
      EXPECT_GE(l.least_m, 60 - 1e-3);
      EXPECT_LT(l.least_m, 90);
      EXPECT_LT(l.mean_m, 250);
      EXPECT_LE(l.climb_m_s, 40.001);
      EXPECT_LE(l.sink_m_s, 25.001);
      EXPECT_LE(l.bend_m_s2, 10.01);
      EXPECT_GT(l.climb_m_s, 20); // it does follow the hills
    }
  }
}

TEST(LowFlight, WaypointHeightsAboveTheGroundAreKeptLegByLeg) {
  const Raster ground = hill_raster();
  const truth::Terrain terrain{
      [&](const earth::Geodetic& p, double half) { return ground.highest_m(p, half); }, 180};
  truth::ObjectParams o = low_flight();
  o.waypoints[1].height_m = 1000;
  Problems problems;
  const auto bodies = build_route(o, &terrain, problems);
  ASSERT_TRUE(problems.empty());
  const auto above = [&](double t) {
    const earth::Geodetic p = earth::geodetic(bodies[0].flight.path.at(time_from_s(t)).p);
    return p.h_m - *ground.height_m(p);
  };
  for (double t = 0; t < 190; t += 5) EXPECT_GE(above(t), 1000 - 1e-3) << t;
  EXPECT_LT(above(300), 500);
}

TEST(LowFlight, AClimbIsLiftedOnlyWhereTheGroundAsksForIt) {
  const Raster ground = hill_raster();
  const truth::Terrain terrain{
      [&](const earth::Geodetic& p, double half) { return ground.highest_m(p, half); }, 180};
  truth::ObjectParams o = low_flight();
  o.route->height_above = truth::HeightAbove::ellipsoid;
  for (auto& w : o.waypoints) w.height_m = 2000;
  Problems problems;
  auto bodies = build_route(o, &terrain, problems);
  EXPECT_EQ(bodies.at(0).flight.path.num_pieces(),
            build_route(o, nullptr, problems).at(0).flight.path.num_pieces());
  for (auto& w : o.waypoints) w.height_m = 400;
  bodies = build_route(o, &terrain, problems);
  ASSERT_TRUE(problems.empty());
  const Low l = low(bodies.at(0).flight.path, ground);
  EXPECT_GE(l.least_m, 60 - 1e-3);
  const double end_m = height_m(bodies.at(0).flight, seconds(bodies.at(0).flight.path.end()));
  EXPECT_GE(end_m, 400 - 1e-6);
}

TEST(LowFlight, AProfileAlongTheWayIsFollowed) {
  truth::ObjectParams o = low_flight();
  o.route->profile = {{0, 0}, {20e3, 0}, {22e3, 500}, {23e3, 500}, {25e3, 0}};
  Problems problems;
  truth::check(o, around(), problems);
  ASSERT_TRUE(problems.empty());
  const auto f = flight_of(o);
  const auto track = lay_ground_track(o.waypoints, *o.route, 0, problems);
  double least = 1e9;
  for (double t = 0; t < seconds(f.path.end()); t += 0.1) {
    const double s = track->way_m(t);
    const double ground = s < 20e3 || s > 25e3 ? 0
                          : s < 22e3           ? (s - 20e3) / 4
                          : s < 23e3           ? 500
                                               : (25e3 - s) / 4;
    least = std::min(least, height_m(f, t) - ground);
  }
  EXPECT_GE(least, 60 - 1e-6);
  EXPECT_NEAR(height_m(f, 10), 60, 1e-6);
  EXPECT_NEAR(height_m(f, seconds(f.path.end()) - 10), 60, 1e-6);
}

TEST(LowFlight, FilesAreReadBesideTheirUndulationAndTheirFaultsAreNamed) {
  const dewline::support::ScratchFolder scratch;
  const fs::path folder = scratch.path();
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return (folder / name).string();
  };
  truth::ObjectParams o = low_flight();
  o.route->terrain.emplace().path =
      write("flat.asc", "ncols 2\nnrows 1\nxllcorner 9\nyllcorner 60\ncellsize 1\n100 100\n");
  o.route->terrain->undulation_m = 40;
  const auto f = flight_of(o);
  EXPECT_NEAR(height_m(f, 100), 100 + 40 + 60, 1e-3);
  EXPECT_EQ(truth::data_paths(o).size(), 1u);
  const auto fault = [&] {
    Problems problems;
    truth::check(o, around(), problems);
    return problems.empty() ? "flown" : problems.list()[0].path + ": " + problems.list()[0].what;
  };
  o.route->terrain->path =
      write("small.asc", "ncols 1\nnrows 1\nxllcorner 9\nyllcorner 60\ncellsize 1\n100\n");
  EXPECT_EQ(fault().substr(0, 43), "route.terrain: does not cover the way at 60") << fault();
  o.route->terrain->more = {
      write("east.asc", "ncols 1\nnrows 1\nxllcorner 10\nyllcorner 60\ncellsize 1\n100\n")};
  EXPECT_EQ(fault(), "flown");
  EXPECT_EQ(truth::data_paths(o).size(), 2u);
  o.route->terrain->more = {(folder / "none.asc").string()};
  EXPECT_EQ(fault(), "route.terrain.more[0]: cannot be read");
  o.route->terrain->more.clear();
  o.route->terrain->path =
      write("void.asc", "ncols 1\nnrows 1\nxllcorner 9\nyllcorner 60\ncellsize 1\n-9999\n");
  EXPECT_EQ(fault(), "route.terrain.path: has no heights, only voids");
  o.route->terrain->path = write("map.tif", "x");
  EXPECT_EQ(fault(), "route.terrain.path: is no raster that can be read");
  o.route->terrain->path = write("bad.asc", "ncols 1\nnrows 1\nxllcorner 9\nyllcorner 60\ncellsize 1\nx\n");
  EXPECT_EQ(fault(), "route.terrain.path.line 6: is no number");
  o.route->terrain->path =
      write("flat.asc", "ncols 2\nnrows 1\nxllcorner 9\nyllcorner 60\ncellsize 1\n100 100\n");
  o.route->vertical_acceleration_m_s2 = 1e-3, o.route->climb_rate_m_s = o.route->descent_rate_m_s = 1000;
  EXPECT_EQ(fault(), "flown"); // a window far longer than the flight
}

TEST(LowFlight, RandomProfilesAreKeptClear) {
  rc::check("low_profile", [] {
    RouteParams route;
    const auto number = [](double low_, double high) {
      return low_ + (high - low_) * *rc::gen::inRange(0, 10001) / 1e4;
    };
    route.climb_rate_m_s = number(1, 60), route.descent_rate_m_s = number(1, 60),
    route.vertical_acceleration_m_s2 = number(0.5, 20);
    const double end_s = number(1, 400);
    std::vector<double> steps(50);
    for (double& s : steps) s = number(0, 800);
    const auto at_time = [&](double t) {
      return steps[static_cast<std::size_t>(std::clamp(t / end_s * 49, 0.0, 49.0))];
    };
    const truth::HeightProfile h = truth::low_profile(route, 0, end_s, [&](double a, double b) {
      double out = std::max(at_time(a), at_time(b));
      for (double t = a; t < b; t += end_s / 500) out = std::max(out, at_time(t));
      return out;
    });
    double last = NAN;
    for (double t = 0; t <= end_s; t += end_s / 3000) {
      RC_ASSERT(h.at(t) >= at_time(t) - 1e-6);
      const double rate = h.piece(t).rate_at(t);
      RC_ASSERT(rate <= route.climb_rate_m_s + 1e-6);
      RC_ASSERT(rate >= -route.descent_rate_m_s - 1e-6);
      RC_ASSERT(std::abs(h.piece(t).acceleration_m_s2) <=
                route.vertical_acceleration_m_s2 * (1 + 1e-9) + 1e-9);
      if (!std::isnan(last))
        RC_ASSERT(std::abs(rate - last) <= route.vertical_acceleration_m_s2 * end_s / 3000 + 1e-6);
      last = rate;
    }
  });
}

} // namespace
