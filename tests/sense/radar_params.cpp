#include "dewline/sense/radar/params.hpp"

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
TEST(RadarCheck, TheDefaultRangeMustExceedTheLeast) {
  auto p = good();
  p.min_range_m = 7e6; // twice the reference range is 6,000 km
  EXPECT_EQ(paths(p), "sensors.x.min_range;");
}
TEST(RadarCheck, MoreFalseDetectionsThanAnyTrackerCanUse) {
  const auto problem = [](const RadarParams& p) {
    Problems problems;
    check(p, problems);
    return problems.empty() ? Problem{} : problems.list().at(0);
  };
  auto p = good();
  p.num_cells = 1e16; // took 77 s, then all memory
  EXPECT_EQ(problem(p).path, "prob_fa");
  EXPECT_EQ(problem(p).value, "1e-06");
  EXPECT_EQ(problem(p).what,
            "gives 1e+10 expected false detections a frame in 1e+16 resolution cells; at most 1e+04");
  EXPECT_FALSE(problem(p).hint.empty());
  p.num_cells = 1.001e10;
  EXPECT_EQ(paths(p), "sensors.x.prob_fa;");
  p.num_cells = 1e10;
  EXPECT_EQ(paths(p), "");
  p = good(); // the natural cells: about 4.0e7 at 1 MHz and 2.2 deg
  p.bandwidth_Hz = 1e9;
  p.beamwidth_rad = 1e-3;
  EXPECT_EQ(paths(p), "sensors.x.prob_fa;");
  p.prob_fa = 1e-12;
  EXPECT_EQ(paths(p), "");
  p.reference_range_m = 1e300; // not even a number of cells
  EXPECT_EQ(paths(p), "sensors.x.prob_fa;");
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
