// Another system's detections, from a file.
#include "dewline/sense/feed/feed.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <random>

#include "support/fake_truth.hpp"
#include "support/scratch.hpp"

#define LLVMFuzzerTestOneInput fuzz_feed
#include "fuzz/sense_feed.cpp"
#undef LLVMFuzzerTestOneInput

namespace dewline::sense {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
const earth::PlaceParams kAt{60 * kDeg, 30 * kDeg, 100};

FeedParams params() {
  FeedParams p;
  p.at = kAt;
  p.azimuth = Azimuth::north_clockwise;
  return p;
}

std::vector<FeedRow> rows_of(std::string_view text, const FeedParams& p = params()) {
  Problems problems;
  const auto rows = read_feed(text, p, problems);
  EXPECT_TRUE(rows && problems.empty()) << (problems.empty() ? "" : problems.list()[0].what);
  return rows.value_or(std::vector<FeedRow>{});
}

std::string fault_of(std::string_view text, const FeedParams& p = params()) {
  Problems problems;
  EXPECT_FALSE(read_feed(text, p, problems));
  return problems.empty() ? "none" : problems.list()[0].path + " " + problems.list()[0].value + ": " + problems.list()[0].what;
}

/// The Earth-fixed place that a detection points to.
Vec3 place_of(const Detection& d, const std::vector<Coverage>& coverage) {
  const Coverage& c = coverage[d.face];
  const double w = std::sqrt(1 - d.u * d.u - d.v * d.v);
  return c.p_ES_E + d.range_m * (transpose(c.R_SE) * Vec3{d.u, d.v, w});
}

TEST(Feed, RangesAndAnglesBecomePlacesWhateverTheFace) {
  const Station station(earth::to_geodetic(kAt), Kind::feed, 6e6, 0.9, 0);
  for (int az_deg = 0; az_deg < 360; az_deg += 15) {
    const auto row = rows_of("time_s,range_m,az_deg,el_deg\n12.5,200000," + std::to_string(az_deg) + ",7\n")[0];
    const Vec3 there = earth::ecef(earth::to_geodetic(kAt)) +
                       transpose(earth::enu_axes(earth::to_geodetic(kAt))) * (2e5 * earth::enu_direction(az_deg * kDeg, 7 * kDeg));
    EXPECT_NEAR(norm(place_of(row.detection, station.coverage()) - there), 0, 1e-6) << az_deg;
    EXPECT_EQ(row.detection.valid, time_from_s(12.5));
    EXPECT_EQ(row.detection.sigma_range_m, params().sigma_range_m);
  }
}

TEST(Feed, EastCounterclockwiseIsTheMirroredCount) {
  FeedParams p = params();
  p.azimuth = Azimuth::east_counterclockwise;
  const auto row = rows_of("time_s,range_m,az_deg,el_deg\n1,1000,90,0\n", p)[0]; // north
  EXPECT_NEAR(std::remainder(row.detection.az_rad, 2 * std::numbers::pi), 0, 1e-12);
}

TEST(Feed, PlacesAreReportedWithTheirErrors) {
  const auto row = rows_of("lat_deg,lon_deg,height_m,time_s,sigma_position_m,id\n60.5,30.5,9000,3,12,abc\n")[0];
  const Station station(earth::to_geodetic(kAt), Kind::feed, 6e6, 0.9, 0);
  EXPECT_NEAR(norm(place_of(row.detection, station.coverage()) - earth::ecef({60.5 * kDeg, 30.5 * kDeg, 9000})), 0, 1e-6);
  EXPECT_EQ(row.detection.sigma_range_m, 12);
  EXPECT_NE(row.detection.identity, 0u);
}

TEST(Feed, WhatIsWrongIsSaid) {
  EXPECT_EQ(fault_of(""), "path : is empty");
  EXPECT_EQ(fault_of("time_s,range_m,az_deg,el_deg,colour\n"), "path colour: is no column of a file of detections");
  EXPECT_EQ(fault_of("range_m,az_deg,el_deg\n1,2,3\n"), "path time_s: is missing in the header");
  EXPECT_EQ(fault_of("time_s,range_m,az_deg,el_deg\n1,x,3,4\n"), "path x: line 2: range_m is no number");
  EXPECT_EQ(fault_of("time_s,range_m,az_deg,el_deg\n\n1,7e6,3,4\n"), "path 7e6: line 3: range_m is out of bounds");
  EXPECT_EQ(fault_of("time_s,range_m,az_deg,el_deg\n1,2,3\n").substr(0, 28), "path 3: line 2: cells, but t");
  EXPECT_EQ(fault_of("time_s,range_m,az_deg,el_deg\n1,10,3,95\n"), "path 95: line 2: el_deg is out of bounds");
  FeedParams p = params();
  p.azimuth.reset();
  EXPECT_EQ(fault_of("time_s,range_m,az_deg,el_deg\n1,10,3,5\n", p), "azimuth : must be stated for a file with azimuths");
}

TEST(Feed, WhatHasNoDirectionFromTheSiteIsRefused) {
  const FeedParams p = params();
  const std::string head = "time_s,lat_deg,lon_deg,height_m\n";
  EXPECT_EQ(fault_of(head + "1,60,30,100\n"), "path : line 2: lies at the site itself: it has no direction");
  EXPECT_EQ(fault_of("time_s,range_m,az_deg,el_deg\n1,1000,45,-60\n"),
            "path : line 2: lies too steeply below the site to be stated");
  EXPECT_EQ(fault_of(head + "1,60,30,-9000\n"), "path : line 2: lies too steeply below the site to be stated");
  const Station station(earth::to_geodetic(kAt), Kind::feed, 6e6, 0.9, 0);
  for (int az_deg = 0; az_deg < 360; az_deg += 5) { // whatever is taken is stated rightly
    const Vec3 p_SO_L = 1e5 * earth::enu_direction(az_deg * kDeg, -40 * kDeg);
    const auto row = rows_of("time_s,range_m,az_deg,el_deg\n1,100000," + std::to_string(az_deg) + ",-40\n")[0];
    const Vec3 there = earth::ecef(earth::to_geodetic(kAt)) + transpose(earth::enu_axes(earth::to_geodetic(kAt))) * p_SO_L;
    EXPECT_NEAR(norm(place_of(row.detection, station.coverage()) - there), 0, 1e-6) << az_deg;
  }
}

TEST(Feed, AFolderIsNoFile) {
  const support::ScratchFolder scratch;
  FeedParams p = params();
  p.path = scratch.path().string();
  Problems problems;
  check(p, problems);
  ASSERT_EQ(problems.list().size(), 1u);
  EXPECT_EQ(problems.list()[0].what, "is no file");
}

TEST(Feed, FramesHoldTheirRowsSortedAndLabelled) {
  const support::ScratchFolder scratch;
  FeedParams p = params();
  p.path = (scratch.path() / "seen.csv").string();
  std::ofstream(p.path) << "time_s,range_m,az_deg,el_deg,label\n25,1000,1,1,arc\n12,3000,1,1,\n11,2000,1,1,arc\n";
  Problems problems;
  check(p, problems);
  ASSERT_TRUE(problems.empty());
  const truth::Model model{{{.name = "arc", .state_E = {}}}};
  const truth::State state;
  const truth::View view(model, state);
  const Feed feed(p, SensorId{2}, 7, view);
  Feed::State none;
  const Frame frame = feed.look(none, 1, view, Draws(1, 0));
  ASSERT_EQ(frame.scan.detections.size(), 2u);
  EXPECT_NEAR(frame.scan.detections[0].range_m, 2000, 1e-9);
  EXPECT_EQ(frame.labels[0].objects, std::vector<ObjectId>{ObjectId{0}});
  EXPECT_TRUE(frame.labels[1].objects.empty());
  EXPECT_EQ(frame.scan.coverage.size(), 4u);
  EXPECT_EQ(feed.look(none, 0, view, Draws(1, 0)).scan.detections.size(), 0u);
  EXPECT_EQ(feed.look(none, 2, view, Draws(1, 0)).scan.detections.size(), 1u);
}

TEST(Feed, TakesAnyBytes) {
  std::mt19937_64 random(20261122);
  const std::string seeds[] = {"time_s,range_m,az_deg,el_deg,sigma_range_m,label\n1,2000,3,4,5,a\n2,3000,30,40,,b\n",
                               "time_s,lat_deg,lon_deg,height_m,id\n1,0,0,0,a\n2,1,-2,30,b\n3,0,0,-900,c\n"};
  for (int i = 0; i < 20000; ++i) {
    const std::string& seed = seeds[i % 2];
    std::string text = seed;
    for (int k = static_cast<int>(random() % 6); k >= 0; --k)
      text[random() % text.size()] = static_cast<char>(random() % 3 == 0 ? random() : seed[random() % seed.size()]);
    fuzz_feed(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
}

} // namespace
} // namespace dewline::sense
