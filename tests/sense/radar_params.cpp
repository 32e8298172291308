#include "dewline/sense/radar_params.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dewline::sense {
namespace {

constexpr double kDeg = kPi / 180;

RadarParams good() {
  RadarParams p;
  p.faces = {{0, 20 * kDeg, 120 * kDeg, {3 * kDeg, 60 * kDeg}}};
  p.reference_range_m = 3e6;
  return p;
}

std::string paths(const RadarParams& p) {
  Problems problems;
  problems.at("sensors.x", [&] { check(p, problems); });
  std::string all;
  for (const Problem& problem : problems.list()) {
    EXPECT_FALSE(problem.what.empty());
    all += problem.path + ";";
  }
  return all;
}

TEST(RadarCheck, AGoodRadarHasNoProblem) { EXPECT_EQ(paths(good()), ""); }

TEST(RadarCheck, NoFace) {
  auto p = good();
  p.faces.clear();
  EXPECT_EQ(paths(p), "sensors.x.faces;");
}
TEST(RadarCheck, InvertedElevationsOfAFaceAndOfTheFence) {
  auto p = good();
  p.faces[0].elevation_rad = {60 * kDeg, 3 * kDeg};
  EXPECT_EQ(paths(p), "sensors.x.faces[0].elevation;");
  p = good();
  p.fence.elevation_rad = {{16 * kDeg, 4 * kDeg}};
  EXPECT_EQ(paths(p), "sensors.x.fence.elevation;");
}
TEST(RadarCheck, FenceOutsideTheFieldOfRegard) {
  auto p = good();
  p.fence.elevation_rad = {{2 * kDeg, 16 * kDeg}};
  EXPECT_EQ(paths(p), "sensors.x.fence.elevation;");
}
TEST(RadarCheck, SectorThatReachesBehindTheArray) {
  auto p = good();
  p.faces[0].width_rad = 175 * kDeg;
  EXPECT_EQ(paths(p), "sensors.x.faces[0].width;");
}
TEST(RadarCheck, SensitivityNeitherBothOrHalf) {
  auto p = good();
  p.reference_range_m.reset();
  EXPECT_EQ(paths(p), "sensors.x.reference_range;");
  p.peak_power_W = 1e6;
  EXPECT_EQ(paths(p), "sensors.x.pulse_width;sensors.x.gain;");
  p.pulse_width_s = 1e-3;
  p.gain_db = 38;
  EXPECT_EQ(paths(p), "");
  p.reference_range_m = 1e6;
  EXPECT_EQ(paths(p), "sensors.x.reference_range;");
}
TEST(RadarCheck, InvertedRanges) {
  auto p = good();
  p.min_range_m = 4e6;
  p.max_range_m = 3e6;
  EXPECT_EQ(paths(p), "sensors.x.max_range;");
}
TEST(RadarCheck, AllProblemsAtOnce) {
  auto p = good();
  p.reference_range_m.reset();
  p.faces[0].elevation_rad = {60 * kDeg, 3 * kDeg};
  p.max_range_m = 0.5;
  p.min_range_m = 1;
  EXPECT_EQ(paths(p), "sensors.x.faces[0].elevation;sensors.x.reference_range;sensors.x.max_range;");
}
TEST(RadarCheck, TheFieldListBoundsRefuseAZeroRevisitAndABadPfa) {
  for_each_field<RadarParams>([](const auto& f) {
    if (f.name == "revisit_s") {
      EXPECT_FALSE(f.bounds.holds(0));
    }
    if (f.name == "prob_fa") {
      EXPECT_FALSE(f.bounds.holds(0.5));
      EXPECT_TRUE(f.bounds.holds(1e-6));
    }
  });
}

} // namespace
} // namespace dewline::sense
