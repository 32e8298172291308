// The parts of the infrared satellite: air, lines of sight, what stands, false events, staring, parameters.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "dewline/sense/infrared/band.hpp"
#include "dewline/sense/infrared/declare.hpp"
#include "dewline/sense/infrared/false_events.hpp"
#include "dewline/sense/infrared/glint.hpp"
#include "dewline/sense/infrared/line_of_sight.hpp"
#include "dewline/sense/infrared/outages.hpp"
#include "dewline/sense/sensor_params.hpp"
#include "dewline/orbit/propagate.hpp"
#include "sense/overhead.hpp"

namespace dewline::sense {
namespace {

constexpr Time kEnd = time_from_s(7200);

// Air ------------------------------------------------------------------------------------------------

/// The column of exp(-(r - r0)) along a line of elevation e from r0, in scale heights, by the trapezoid rule.
double column(double x, double e) {
  double sum = 0;
  const double far = 60 / std::max(0.02, std::abs(std::sin(e))) + 20 * std::sqrt(x), step = far / 400000;
  for (int i = 0; i <= 400000; ++i) {
    const double s = i * step;
    const double r = std::sqrt(x * x + s * s + 2 * x * s * std::sin(e));
    sum += std::exp(x - r) * (i == 0 || i == 400000 ? 0.5 : 1);
  }
  return sum * step;
}

TEST(Band, TheSlantFactorIsTheColumnAlongTheLine) {
  for (const double x : {800.0, 1600.0, 3000.0})
    for (const double e_deg : {-1.5, -0.5, 0.0, 0.5, 2.0, 10.0, 30.0, 89.9}) {
      const double exact = column(x, e_deg * kDegree);
      EXPECT_NEAR(slant_factor(x, std::sin(e_deg * kDegree)) / exact, 1, 0.002) << x << " " << e_deg;
    }
}

TEST(Band, TransmissionIsBeersLaw) {
  EXPECT_NEAR(transmission(2, 4e3, 0, 1), std::exp(-2 * slant_factor(6371e3 / 4e3, 1)), 1e-12);
  EXPECT_NEAR(transmission(2, 4e3, 4e3, 1) , std::exp(-2 / std::exp(1.0)), 1e-3);
  EXPECT_EQ(transmission(0, 4e3, 0, -1), 1);
  EXPECT_EQ(transmission(2, 4e3, 0, -0.5), 0); // through the Earth
  EXPECT_GT(transmission(2, 4e3, 30e3, 0), 0.9);
}

TEST(Band, ALineThatDescendsPastTheLimbGathersWhatLiesOnIt) {
  constexpr double kRadius_m = 6371e3, kScale_m = 8e3, kDepth = 2;
  for (const double e_deg : {-1.0, -5.0, -10.0, -14.0}) {
    const double s = std::sin(e_deg * kDegree), radius_m = (kRadius_m + 60e3) / std::cos(e_deg * kDegree);
    double column = 0; // optical depth by steps of 500 m along the line
    for (double along_m = 250; along_m < 8000e3; along_m += 500)
      column += kDepth / kScale_m * 500 *
                std::exp((kRadius_m - std::sqrt(radius_m * radius_m + along_m * along_m + 2 * radius_m * along_m * s)) / kScale_m);
    EXPECT_NEAR(-std::log(transmission(kDepth, kScale_m, radius_m - kRadius_m, s)) / column, 1, 0.003) << e_deg;
  }
}

// Lines of sight -------------------------------------------------------------------------------------

TEST(LineOfSight, MeetsTheEllipsoidOnItsNearSide) {
  const Vec3 s{20e6, 10e6, 30e6};
  for (const Vec3& d : {Vec3{-2, -1, -3}, Vec3{-2.2, -1, -3}, Vec3{-2, -0.8, -2.9}}) {
    const auto p = meets_earth(s, d);
    ASSERT_TRUE(p);
    EXPECT_NEAR(earth::geodetic(*p).h_m, 0, 1e-6);
    EXPECT_LT(norm(*p - s), norm(s));
    EXPECT_NEAR(norm(cross(unit(*p - s), unit(d))), 0, 1e-12);
  }
  EXPECT_FALSE(meets_earth(s, {2, 1, 3}));
  EXPECT_FALSE(meets_earth(s, {-2, 1, 3}));
  EXPECT_NEAR(norm(*meets_earth({4e7, 0, 0}, {-1, 0, 0}, 5e4)), earth::kA_m + 5e4, 1e-6);
}

TEST(LineOfSight, TheFootprintLiesOnTheConeOrTheLimb) {
  const Vec3 s{42164e3, 0, 0};
  const auto all = footprint(s, -s, 0.2, 72); // wider than the Earth
  ASSERT_EQ(all.size(), 72u);
  for (const auto& at : all) {
    const Vec3 p = earth::ecef(at);
    const Vec3 up{p.x, p.y, p.z * std::pow(earth::kA_m / (earth::kA_m * (1 - earth::kF)), 2)};
    EXPECT_NEAR(dot(unit(up), unit(s - p)), 0, 1e-6); // seen level
  }
  for (const auto& at : footprint(s, -s, 0.05, 36)) {
    const Vec3 p = earth::ecef(at);
    EXPECT_NEAR(std::acos(dot(unit(p - s), unit(-s))), 0.05, 1e-9);
  }
  EXPECT_TRUE(footprint(s, Vec3{0, 0, 1}, 0.05, 36).empty());
}

TEST(LineOfSight, AxesAreRightHandedEverywhere) {
  for (const Vec3& z : {Vec3{-1, 0, 0}, Vec3{0.3, -0.5, 0.7}, Vec3{0, 0, 1}, Vec3{0, 0, -5}}) {
    const Mat3 r = axes_S(z);
    const Vec3 x{r(0, 0), r(0, 1), r(0, 2)}, y{r(1, 0), r(1, 1), r(1, 2)};
    EXPECT_LT(norm(cross(x, y) - unit(z)), 1e-14);
    EXPECT_NEAR(norm(x), 1, 1e-14);
  }
}

// What stands ----------------------------------------------------------------------------------------

TEST(Declare, CountsFramesInARowWithinTheGate) {
  Coverage c;
  c.p_ES_E = {42164e3, 0, 0};
  c.R_SE = axes_S(-c.p_ES_E);
  const auto at = [](double u, double v) {
    Detection d;
    d.u = u, d.v = v;
    return d;
  };
  const std::vector<Detection> first{at(0, 0), at(0.05, 0.02)};
  const auto none = frames_in_a_row(first, c, {}, 1e-3);
  EXPECT_EQ(none, (std::vector<std::uint32_t>{1, 1}));
  const auto seeds = seeds_of(first, c, {3, 1});
  EXPECT_NEAR(earth::geodetic(seeds[0].p_E).h_m, 0, 1e-6);
  EXPECT_EQ(frames_in_a_row({at(0.0009, 0), at(0.05, 0.0211), at(0, -0.0005)}, c, seeds, 1e-3),
            (std::vector<std::uint32_t>{4, 1, 4}));
}

TEST(Declare, TheDensityStatedIsThatOfNoiseThatStands) {
  auto p = overhead();
  p.num_cells = 4e10; // 40 noise detections a frame
  p.frames_to_declare = 2;
  p.field_of_regard_rad = 0.02;
  const Infrared geo(p, {}, 5, equinox(), kEnd);
  auto state = geo.start(Draws(6, 0));
  const Sky nothing;
  double sum = 0;
  const int frames = 4000;
  for (int k = 0; k < frames; ++k)
    sum += static_cast<double>(geo.look(state, k, nothing.view(), Draws(6, 0)).scan.detections.size());
  const double mean = geo.mean_false();
  EXPECT_GT(mean, 0.2);
  EXPECT_LT(mean, 20);
  // The gate is cut at the field's rim: up to 7 % fewer. Neighbouring frames share seeds: variance up to
  // threefold.
  EXPECT_NEAR(sum / frames, 0.965 * mean, 0.05 * mean + 5.5 * std::sqrt(3 * mean / frames));
}

// Staring --------------------------------------------------------------------------------------------

TEST(Stare, AtAPlaceSeesOnlyItsField) {
  Sky sky;
  sky.add("in", 45, 10, 500, {{0, 1e6}}, 20e3);
  sky.add("out", 20, 10, 500, {{0, 1e6}}, 20e3);
  auto p = overhead();
  p.scan_period_s.reset();
  p.stare = StareParams{1, 0.01, earth::PlaceParams{45 * kDegree, 10 * kDegree, 0}, 60};
  const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
  EXPECT_EQ(seconds(geo.revisit()), 1);
  ASSERT_EQ(geo.windows().size(), 1u);
  EXPECT_EQ(geo.windows()[0].face, 1u);
  EXPECT_EQ(geo.windows()[0].closed_by, Limit::field); // it climbs out of the cone
  auto state = geo.start(Draws(1, 0));
  const Frame frame = geo.look(state, 5, sky.view(), Draws(1, 0));
  ASSERT_EQ(frame.scan.detections.size(), 1u);
  EXPECT_EQ(frame.labels[0].objects, std::vector{ObjectId{0}});
  EXPECT_EQ(frame.scan.coverage.at(0).face, 1u);
  EXPECT_EQ(frame.scan.coverage.at(0).half_angle_rad, 0.005);
  EXPECT_NEAR(seconds(frame.scan.detections[0].valid), 5.5, 0.2);
  EXPECT_LT(std::hypot(frame.scan.detections[0].u, frame.scan.detections[0].v), 0.005);
}

TEST(Stare, IsCuedByTheScannerAndLetsGo) {
  Sky sky;
  sky.add("a", 45, 10, 500, {{3, 1e6}, {62, 0}}, 20e3);
  auto p = overhead();
  p.stare = StareParams{1, 0.02, {}, 15};
  const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
  auto state = geo.start(Draws(1, 0));
  std::vector<int> scans, stares;
  int last_stare = 0;
  for (int k = 0; k < 120; ++k) {
    const Frame frame = geo.look(state, k, sky.view(), Draws(1, 0));
    const bool scanned = !frame.scan.coverage.empty() && frame.scan.coverage[0].face == 0;
    EXPECT_EQ(scanned, k % 10 == 9) << k; // a scan is reported where it ends
    const bool stared = !frame.scan.coverage.empty() && frame.scan.coverage.back().face == 1;
    if (stared) last_stare = k;
    for (const Detection& d : frame.scan.detections)
      (frame.scan.coverage.at(d.face).face == 0 ? scans : stares).push_back(k);
  }
  EXPECT_EQ(scans.front(), 9);
  EXPECT_EQ(stares.front(), 10); // the frame after the scan
  EXPECT_GT(stares.size(), 45u);
  EXPECT_EQ(stares.back(), 61);
  EXPECT_EQ(last_stare, scans.back() + 15); // hold
}

TEST(Stare, LooksWhereACentreSaysWhileTheCueLasts) {
  Sky sky;
  sky.add("seen-by-the-scanner", 45, 10, 500, {{3, 1e6}, {100, 0}}, 20e3);
  sky.add("cued", 20, 10, 500, {{3, 2e4}, {100, 0}}, 20e3); // too weak for the scanner's threshold at most times
  auto p = overhead();
  p.stare = StareParams{1, 0.02, {}, 15};
  const Infrared geo(p, {}, 1, equinox(), sky.view(), kEnd);
  auto state = geo.start(Draws(1, 0));
  const Vec3 there = earth::ecef({20 * kDegree, 10 * kDegree, 30e3});
  for (int k = 0; k < 60; ++k) {
    if (k == 30) geo.take(state, {there, geo.frame_begin(30)});
    const Frame frame = geo.look(state, k, sky.view(), Draws(1, 0));
    const auto& faces = frame.scan.coverage;
    if (faces.empty() || faces.back().face != 1) continue;
    const Vec3 z_E = transpose(faces.back().R_SE) * Vec3{0, 0, 1};
    const double off = std::acos(dot(z_E, unit(there - faces.back().p_ES_E)));
    EXPECT_EQ(off < 1e-6, k >= 30 && k < 45) << k; // hold: 15 s
  }
}

TEST(Stare, ThatAPlaceBindsTakesNoCue) {
  auto p = overhead();
  p.stare = StareParams{1, 0.01, earth::PlaceParams{45 * kDegree, 10 * kDegree, 0}, 60};
  EXPECT_FALSE(can_be_cued(p));
  const Infrared geo(p, {}, 1, equinox(), kEnd);
  auto state = geo.start(Draws(1, 0));
  EXPECT_THROW(geo.take(state, {Vec3{7e6, 0, 0}, Time{}}), ContractError);
  EXPECT_FALSE(can_be_cued(RadarParams{}));
  p.stare->at.reset();
  EXPECT_TRUE(can_be_cued(p));
}

// False events ---------------------------------------------------------------------------------------

TEST(FalseEvents, OfTwoSatellitesAreTheSameAndOfTheGreaterRateMore) {
  auto p = overhead();
  p.fires.rate_per_day = 200;
  const auto few = false_events(p, Draws(3, 1), time_from_s(86400));
  EXPECT_EQ(false_events(overhead(90), Draws(3, 1), time_from_s(86400)).size(), 0u);
  auto q = overhead(90);
  q.fires.rate_per_day = 600;
  const auto many = false_events(q, Draws(3, 1), time_from_s(86400));
  std::set<std::uint64_t> keys;
  for (const FalseEvent& e : many) keys.insert(e.key);
  EXPECT_EQ(keys.size(), many.size());
  for (const FalseEvent& e : few) {
    EXPECT_TRUE(keys.contains(e.key));
    EXPECT_EQ(e.cause, Cause::fire);
    EXPECT_NEAR(earth::geodetic(e.p_E).h_m, 0, 1e-3);
  }
  EXPECT_NEAR(static_cast<double>(few.size()), 200, 5.5 * std::sqrt(200.0));
}

TEST(FalseEvents, MoveAsTheyFall) {
  auto p = overhead();
  p.reentries.rate_per_day = 500;
  for (const FalseEvent& e : false_events(p, Draws(3, 1), time_from_s(86400))) {
    const double lasts_s = seconds(e.end - e.begin);
    const Vec3 a = position_E(e, e.begin), b = position_E(e, e.end);
    EXPECT_LT(norm(a - e.p_E), 1e-6);
    EXPECT_GT(orbit::radial_height(b), 14.9e3);
    EXPECT_NEAR(orbit::radial_height(b) - orbit::radial_height(a), -7.2e3 * std::sin(0.045) * lasts_s, 1);
    const Vec3 v = 100 * (position_E(e, e.begin + duration_from_s(0.01)) - a);
    EXPECT_NEAR(norm(v), 7.2e3, 30); // the ellipsoid under it tilts by 0.2 deg at most
  }
}

TEST(FalseEvents, AGivenOneIsAClusterAtItsPlaceForItsTime) {
  auto p = overhead();
  p.events = {{Cause::glint, {45 * kDegree, 10 * kDegree, 11e3}, 30, 100, 2e5}};
  p.background =
      Background::space; // a sensor that should see nothing against the Earth is deceived all the same
  const Infrared geo(p, {}, 1, equinox(), kEnd);
  auto state = geo.start(Draws(1, 0));
  const Sky nothing;
  int seen = 0;
  for (int k = 0; k < 30; ++k) {
    const Frame frame = geo.look(state, k, nothing.view(), Draws(1, 0));
    for (std::size_t i = 0; i < frame.labels.size(); ++i) {
      ++seen;
      EXPECT_TRUE(frame.labels[i].objects.empty());
      EXPECT_EQ(frame.labels[i].cause, Cause::glint);
      EXPECT_GE(frame.scan.detections[i].valid, time_from_s(30));
      EXPECT_LT(frame.scan.detections[i].valid, time_from_s(130));
      const auto at = earth::geodetic(ground_point(frame.scan.detections[i], frame.scan.coverage[0]));
      EXPECT_NEAR(at.lat_rad / kDegree, 45, 0.2); // 11 km high: the line goes on
      EXPECT_NEAR(at.lon_rad / kDegree, 10, 0.1);
    }
  }
  EXPECT_EQ(seen, 10);
}

TEST(Outages, AreDownForTheirShareOfTime) {
  auto p = overhead();
  p.availability = {3000, 1000};
  double down_s = 0;
  int at_start = 0;
  const int runs = 400;
  for (std::uint64_t run = 0; run < runs; ++run) {
    double last_s = 0;
    const auto spans = outages(p, 7, Draws(1, run), time_from_s(20000));
    at_start += !spans.empty() && spans[0].from_s == 0;
    for (const auto& o : spans) {
      EXPECT_GE(o.from_s, last_s);
      last_s = o.to_s;
      down_s += std::min(o.to_s, 20000.0) - o.from_s;
    }
  }
  EXPECT_NEAR(at_start, 100, 5.5 * std::sqrt(75.0));
  // variance of the share of an alternating process over t: about 2 f^2 (1 - f)^2 (up + down) / t
  const double sigma = std::sqrt(2 * 0.0625 * 0.5625 * 4000 / 20000 / runs);
  EXPECT_NEAR(down_s / (20000.0 * runs), 0.25, 5.5 * sigma);
}

// Glint ----------------------------------------------------------------------------------------------

TEST(Glint, GeometryByHand) {
  const Vec3 cloud{earth::kA_m + 11e3, 0, 0};
  const auto up = [&](double el_deg, double side) { // in the equator's plane
    return Vec3{std::sin(el_deg * kDegree), side * std::cos(el_deg * kDegree), 0};
  };
  const auto sun = [&](double el_deg, double side) { return 1.5e11 * up(el_deg, side); };
  const auto from = [&](double el_deg, double side) { return cloud + 4e7 * up(el_deg, side); };
  const auto g = glint_geometry(cloud, from(5, 1), sun(40, -1));
  EXPECT_NEAR(g.sun_el_rad / kDegree, 40, 0.01);
  EXPECT_NEAR(g.view_el_rad / kDegree, 5, 0.01);
  EXPECT_NEAR(g.scattering_rad / kDegree, 45, 0.01); // ahead of the Sun: the two elevations together
  EXPECT_NEAR(g.tilt_rad / kDegree, 17.5, 0.01);     // half their difference
  EXPECT_NEAR(glint_geometry(cloud, from(40, 1), sun(40, -1)).tilt_rad, 0, 1e-4); // a level mirror
  EXPECT_NEAR(glint_geometry(cloud, from(5, -1), sun(40, -1)).scattering_rad / kDegree, 145,
              0.01); // behind it
}

TEST(Glint, TheLayerScattersOnceAndForwardMost) {
  GlintParams p;
  p.albedo = 1;
  p.asymmetry = 0; // even in all directions, thin: F A depth / 4 pi
  p.optical_depth = 1e-4;
  GlintGeometry g{40 * kDegree, 30 * kDegree, 1, 0};
  EXPECT_NEAR(glint_W_sr(p, 1e6, g) / (p.sun_W_m2 * 1e6 * 1e-4 / (4 * std::numbers::pi)), 1, 1e-3);
  p.optical_depth = 1e3; // thick: mu mu0 / (mu + mu0)
  const double mu0 = std::sin(g.sun_el_rad), mu = std::sin(g.view_el_rad);
  EXPECT_NEAR(glint_W_sr(p, 1e6, g) / (p.sun_W_m2 * 1e6 / (4 * std::numbers::pi) * mu * mu0 / (mu + mu0)), 1,
              1e-9);
  p.asymmetry = 0.85;
  GlintGeometry ahead = g, aside = g;
  ahead.scattering_rad = 0.2, aside.scattering_rad = 1.5;
  EXPECT_GT(glint_W_sr(p, 1e6, ahead), 20 * glint_W_sr(p, 1e6, aside));
  // the phase function's mean over the sphere is 1
  double sum = 0;
  for (int i = 0; i < 20000; ++i) {
    GlintGeometry each = g;
    const double c = -1 + (i + 0.5) / 10000;
    each.scattering_rad = std::acos(c);
    sum += glint_W_sr(p, 1e6, each) / 20000;
  }
  p.asymmetry = 0;
  EXPECT_NEAR(sum / glint_W_sr(p, 1e6, g), 1, 1e-4);
  g.sun_el_rad = -0.01;
  EXPECT_EQ(glint_W_sr(p, 1e6, g), 0);
}

/// Of the patches in sunlight that a satellite has above their level, the share that it reports.
double share_seen(double lon_deg) { // noon over Greenwich
  auto p = overhead(lon_deg);
  p.glint.rate_per_day = 4e5;
  p.glint.duration_s = 1000, p.glint.duration_spread = 0;
  p.threshold_W_sr = 4e3;
  const Infrared geo(p, {}, 1, equinox(), time_from_s(100));
  auto state = geo.start(Draws(1, 0));
  const auto lit = [&](const Vec3& c) {
    const auto g = glint_geometry(c, geo.state_E({}).p, geo.sun_E({}));
    return g.sun_el_rad > 0.1 && g.view_el_rad > 0.1;
  };
  const auto num = static_cast<double>(
      std::ranges::count_if(state.events, [&](const FalseEvent& e) { return lit(e.p_E); }));
  EXPECT_GT(num, 100);
  const Sky nothing;
  const Frame frame = geo.look(state, 0, nothing.view(), Draws(1, 0));
  double seen = 0;
  for (std::size_t i = 0; i < frame.labels.size(); ++i) {
    EXPECT_EQ(frame.labels[i].cause, Cause::glint);
    const Vec3 c = ground_point(frame.scan.detections[i], frame.scan.coverage[0]);
    EXPECT_GT(glint_geometry(c, geo.state_E({}).p, geo.sun_E({})).sun_el_rad, -0.05);
    seen += lit(c);
  }
  return seen / num;
}

TEST(Glint, PatchesShineForwardAndOnlyInSunlight) {
  const double forward = share_seen(125), backward = share_seen(10); // light turned by about 55 and 170 deg
  EXPECT_GT(forward, 0.3);
  EXPECT_LT(backward, 0.5 * forward);
}

// Parameters -----------------------------------------------------------------------------------------

std::string paths(const InfraredParams& p) {
  Problems problems;
  check(p, problems);
  std::string all;
  for (const Problem& problem : problems.list()) {
    EXPECT_FALSE(problem.what.empty());
    all += problem.path + ";";
  }
  return all;
}

TEST(InfraredCheck, AGoodOneHasNoProblem) {
  EXPECT_EQ(paths(overhead()), "");
  InfraredParams p;
  p.orbit.geostationary_rad = 0;
  p.scan_period_s = 10;
  EXPECT_EQ(paths(p), "");
  p.stare = StareParams{};
  EXPECT_EQ(paths(p), "");
}
TEST(InfraredCheck, EachProblemIsNamed) {
  auto p = overhead();
  p.scan_period_s.reset();
  EXPECT_EQ(paths(p), "scan_period;");
  p.stare = StareParams{};
  EXPECT_EQ(paths(p), "stare.at;");
  p = overhead();
  p.stare = StareParams{3, 0.05, {}, 60};
  EXPECT_EQ(paths(p), "scan_period;"); // 10 s are no multiple of 3 s
  p = overhead();
  p.orbit.height_m = 1e6;
  EXPECT_EQ(paths(p), "orbit.height;");
  p = overhead();
  p.cloud = {0.7, 5e3, 0.6, {16e3, 1e3}};
  EXPECT_EQ(paths(p), "cloud.limits;");
  p.cloud = {0.7, 100, 0.1, {1e3, 16e3}};
  EXPECT_EQ(paths(p), "cloud.median_top;");
  p = overhead();
  p.fires.lat_rad = {1, -1};
  p.events = {{Cause::aurora, {}, 0, 1, 1}};
  p.outages = {{20, 10}};
  EXPECT_EQ(paths(p), "fires.lat;events[0].cause;outages[0].to;");
  p = overhead();
  p.num_cells.reset();
  p.prob_fa = 1e-3;
  EXPECT_EQ(paths(p), "prob_fa;");
}

TEST(InfraredCheck, CloudTopsFollowTheirLaw) {
  const CloudParams c;
  EXPECT_EQ(cloud_top_m(c, 0.71), 0);
  EXPECT_EQ(cloud_top_m({1, 10e3, 0, {1e3, 16e3}}, 0.3), 10e3);
  const auto cdf = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  const double low = cdf(std::log(0.2) / 0.6), high = cdf(std::log(3.2) / 0.6);
  for (const double share : {0.1, 0.5, 0.9}) {
    const double top = cloud_top_m(c, 0.7 * share);
    EXPECT_NEAR((cdf(std::log(top / 5e3) / 0.6) - low) / (high - low), share, 1e-12);
  }
}

/// Any parameters within the bounds of the field lists either have a problem or make a satellite that looks.
TEST(InfraredCheck, WhatPassesTheCheckLooks) {
  Sky sky;
  sky.add("a", 45, 10, 500, {{0, 1e6}, {60, 0}});
  const Draws luck(77, 0);
  int looked = 0;
  for (std::uint64_t trial = 0; trial < 300; ++trial) {
    std::uint32_t n = 0;
    const auto u = [&] { return luck.uniform({Purpose::test, n++, 1, trial, 0}); };
    InfraredParams p;
    for_each_field<InfraredParams>([&](const auto& f) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      if constexpr (std::is_same_v<T, double>) {
        const double low = std::max(f.bounds.low, 1e-12), high = std::min(f.bounds.high, 1e9);
        if (u() < 0.3) p.*(f.member) = low * std::pow(high / low, u());
      }
    });
    if (u() < 0.5) p.orbit.geostationary_rad = 6 * (u() - 0.5);
    else {
      p.orbit.perigee_m = 3e5 + 1e6 * u(), p.orbit.apogee_m = 1e6 + 4e7 * u();
      p.orbit.inclination_rad = 3 * u(), p.orbit.raan_rad = u(), p.orbit.arg_perigee_rad = 6 * u();
    }
    if (u() < 0.7) p.scan_period_s = 0.5 * std::ceil(40 * u());
    if (u() < 0.4) p.stare = StareParams{0.5, 0.3 * u(), {}, 60};
    if (p.stare && u() < 0.5) p.stare->at = earth::PlaceParams{3 * (u() - 0.5), 6 * (u() - 0.5), 0};
    p.frames_to_declare = 1 + static_cast<std::uint32_t>(3 * u());
    p.fires.rate_per_day = 100 * u(), p.glint.rate_per_day = 100 * u(), p.meteors.rate_per_day = 100 * u();
    Problems problems;
    check(p, problems);
    if (!problems.empty()) continue;
    if (!orbit::design(p.orbit, equinox(), problems)) continue;
    const Infrared infrared(p, {}, trial, equinox(), sky.view(), time_from_s(100));
    auto state = infrared.start(luck);
    for (int k = 0; k < 12; ++k) {
      const Frame frame = infrared.look(state, k, sky.view(), luck);
      ASSERT_EQ(frame.labels.size(), frame.scan.detections.size());
      for (const Detection& d : frame.scan.detections) {
        ASSERT_LT(d.face, frame.scan.coverage.size());
        ASSERT_TRUE(std::isfinite(d.u) && std::isfinite(d.v) && d.sigma_u > 0 && std::isfinite(d.snr_db));
        ASSERT_LT(d.u * d.u + d.v * d.v, 1);
      }
      for (const Coverage& c : frame.scan.coverage)
        ASSERT_TRUE(c.prob_detect >= 0 && c.prob_detect < 1 && std::isfinite(c.clutter_density));
    }
    ++looked;
  }
  EXPECT_GT(looked, 60);
}

} // namespace
} // namespace dewline::sense
