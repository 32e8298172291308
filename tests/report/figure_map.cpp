// The map: true distances and directions, land where it is, the run's own ellipses, a run in which nothing
// was seen.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <sstream>

#include "dewline/report/figure.hpp"
#include "dewline/report/map_sheet.hpp"
#include "report/make_subject.hpp"

namespace dewline::report {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

const Subject& rocket() {
  static const Subject s = shipped("norwegian-rocket-1995", 0);
  return s;
}

/// The rocket before a radar that looks the other way.
Subject unseen() {
  std::ifstream in(kSource / "scenarios/norwegian-rocket-1995.yaml");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::string to_norway = "value: 310 deg, between: [300 deg, 330 deg]";
  text.replace(text.find(to_norway), to_norway.size(), "value: 130 deg, between: [100 deg, 150 deg]");
  return make_subject(io::load_text(text, kSource / "scenarios/unseen.yaml", {{}, kSource / "data"}), 0);
}

/// Cells by row of the lines that begin with `what`; no cell of them needs quotes.
std::vector<std::vector<std::string>> rows_of(const std::string& csv, const std::string& what) {
  std::istringstream in(csv);
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(what + ",")) continue;
    std::istringstream cells(line);
    out.emplace_back();
    for (std::string cell; std::getline(cells, cell, ',');) out.back().push_back(cell);
  }
  return out;
}

TEST(FigureMap, ItsEllipsesAreEstimatesOfTheRun) {
  const auto estimates = rocket().tables.all<record::EstimateRow>();
  const auto rows = rows_of(draw_figure(rocket(), "map").csv, "impact ellipse");
  EXPECT_GE(rows.size(), 3u);
  for (const auto& row : rows) {
    const auto e = std::ranges::find(estimates, std::stod(row.at(3)), &record::EstimateRow::known_s);
    ASSERT_NE(e, estimates.end()) << row.at(3);
    EXPECT_EQ(std::stod(row.at(4)), e->impact_lat_rad / kDeg);
    EXPECT_EQ(std::stod(row.at(5)), e->impact_lon_rad / kDeg);
    EXPECT_EQ(std::stod(row.at(7)), e->impact_major_m / 1e3);
    EXPECT_EQ(std::stod(row.at(8)), e->impact_minor_m / 1e3);
  }
}

TEST(FigureMap, ItsPathsAreTheRuns) {
  const std::string csv = draw_figure(rocket(), "map").csv;
  const auto samples = rocket().tables.all<record::TruthSampleRow>();
  const auto rows = rows_of(csv, "truth");
  ASSERT_EQ(rows.size(), samples.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(std::stod(rows[i].at(4)), samples[i].lat_rad / kDeg);
  for (const auto& row : rows_of(csv, "track")) { // within a degree of where the rocket flew
    EXPECT_GT(std::stod(row.at(4)), 68) << row.at(2);
    EXPECT_LT(std::stod(row.at(4)), 79) << row.at(2);
  }
}

TEST(FigureMap, WithoutATrackItShowsTheTruthAlone) {
  const Figure f = draw_figure(unseen(), "map");
  EXPECT_EQ(rows_of(f.csv, "track").size(), 0u);
  EXPECT_EQ(rows_of(f.csv, "impact ellipse").size(), 0u);
  EXPECT_GT(rows_of(f.csv, "truth").size(), 100u);
  EXPECT_EQ(f.caption.find("Ellipses:"), std::string::npos);
  EXPECT_EQ(f.svg.find("predicted impact ("), std::string::npos);
}

TEST(Map, DistancesAndDirectionsFromItsMiddleAreTrue) {
  Svg svg;
  const Places shown{{69 * kDeg, 16 * kDeg, 0}, {71 * kDeg, 16 * kDeg, 0}};
  const MapSheet map(svg, {0, 0}, 500, shown);
  const earth::Geodetic south = shown[0], north = shown[1];
  const Point a = map.at(south), b = map.at(north);
  EXPECT_NEAR(std::hypot(a.x - b.x, a.y - b.y) / map.px_per_m(), earth::course(south, north).distance_m, 300);
  EXPECT_NEAR(a.x, b.x, 0.01);
  EXPECT_GT(a.y, b.y); // north is up
  EXPECT_TRUE(map.holds(a) && map.holds(b));
}

TEST(Map, LandIsWhereItIs) {
  const auto inside = [](double lat_deg, double lon_deg) {
    Svg svg;
    const Places here{{lat_deg * kDeg, lon_deg * kDeg, 0}};
    const MapSheet map(svg, {0, 0}, 100, here); // 400 m wide: all land or all sea
    int rings = 0;
    for (const LandPolygon& polygon : land())
      for (std::size_t i = 0; i < polygon.size(); ++i) {
        std::vector<Point> ring;
        for (const auto& place : polygon[i]) ring.push_back(map.at(place));
        const bool far_side = i == 0 && ring_area(ring) < 0;
        const double box = map.plot().width * map.plot().height;
        if (std::abs(ring_area(clip_ring(ring, map.plot()))) > box) ++rings; // twice the area: covers it
        rings += far_side;
      }
    return rings % 2 == 1;
  };
  for (const auto& [lat, lon] :
       {std::pair{55.0, 37.0}, {-75.0, 90.0}, {40.0, -100.0}, {-25.0, 135.0}, {67.0, 178.0}})
    EXPECT_TRUE(inside(lat, lon)) << lat << " " << lon;
  for (const auto& [lat, lon] :
       {std::pair{73.0, 20.0}, {-40.0, -100.0}, {0.0, -150.0}, {85.0, 0.0}, {-60.0, 20.0}})
    EXPECT_FALSE(inside(lat, lon)) << lat << " " << lon;
}

TEST(Map, ARingIsCutAtABox) {
  const auto cut = clip_ring({{-6, 5}, {5, -6}, {16, 5}, {5, 16}}, {0, 0, 10, 10});
  EXPECT_NEAR(std::abs(ring_area(cut)) / 2, 100, 1e-9); // the diamond holds the whole box
  EXPECT_NEAR(std::abs(ring_area(clip_ring({{-5, 2}, {4, 2}, {4, 6}, {-5, 6}}, {0, 0, 10, 10}))) / 2, 16,
              1e-9);
  EXPECT_TRUE(clip_ring({{20, 20}, {30, 20}, {30, 30}}, {0, 0, 10, 10}).empty());
}

} // namespace
} // namespace dewline::report
