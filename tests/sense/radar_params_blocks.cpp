// Bad input of the optional blocks: a clear error or defined behaviour.
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "sense/north_budget.hpp"

namespace dewline::sense {
namespace {

std::string paths(const RadarParams& p) {
  Problems problems;
  check(p, problems);
  std::string all;
  for (const Problem& problem : problems.list()) {
    EXPECT_FALSE(problem.what.empty());
    all += problem.path + ";";
  }
  return all;
}

ClaimParams claim(Work work) {
  ClaimParams c;
  c.range_m = 1e6;
  c.work = work;
  return c;
}

template <class Struct>
bool holds(std::string_view name, double value) {
  bool found = false, ok = false;
  for_each_field<Struct>([&](const auto& f) {
    if (f.name != name) return;
    found = true;
    ok = f.bounds.holds(value);
  });
  EXPECT_TRUE(found) << name;
  return ok;
}

TEST(RadarBlocks, GoodOnesHaveNoProblem) {
  RadarParams p = busy(20, Swerling::one);
  p.fences = {{{3 * kDeg, 10 * kDeg}, {{350 * kDeg, 10 * kDeg}}, 20.0}};
  p.mask_rad = {{0, 0.1}, {3, 0.02}};
  p.outages = {{10, 20}};
  p.jamming = {{0, 1, 20, 5, 6.0}};
  p.clutter = {{Cause::aurora, 1}};
  p.claims = {claim(Work::track)};
  EXPECT_EQ(paths(p), "");
}

TEST(RadarBlocks, BoundsRefuseNonsense) {
  EXPECT_FALSE(holds<RadarParams>("noise_temperature_K", -1));
  EXPECT_FALSE(holds<RadarParams>("noise_temperature_K", 0));
  EXPECT_FALSE(holds<RadarParams>("revisit_s", 0));
  EXPECT_FALSE(holds<RadarParams>("frequency_Hz", 1e12)); // a band that is no radar's
  EXPECT_FALSE(holds<RadarParams>("frequency_Hz", std::numeric_limits<double>::quiet_NaN()));
  EXPECT_FALSE(holds<BudgetParams>("duty", 0));
  EXPECT_FALSE(holds<BudgetParams>("duty", 1.1));
  EXPECT_FALSE(holds<VolumeParams>("revisit_s", 0));
  EXPECT_FALSE(holds<WaveformParams>("pulse_width_s", 0));
}

TEST(RadarBlocks, FacesOrARotatingArray) {
  RadarParams p = north(20, Swerling::one);
  p.rotating = RotatingParams{};
  EXPECT_EQ(paths(p), "faces;");
  p.faces.clear();
  EXPECT_EQ(paths(p), "");
  p.rotating->elevation_rad = {0.5, 0.2};
  EXPECT_EQ(paths(p), "rotating.elevation;");
  p.rotating = RotatingParams{};
  p.fences = {{{0, 20 * kDeg}, {}, p.revisit_s}, {{20 * kDeg, 40 * kDeg}, {}, 2 * p.revisit_s}};
  EXPECT_EQ(paths(p), "fences[1].revisit;"); // the array turns as it turns
  p.fences.clear();
  p.budget = busy(20, Swerling::one).budget;
  EXPECT_EQ(paths(p), "budget;");
}

TEST(RadarBlocks, VolumesMustBeWhereFacesLook) {
  RadarParams p = north(20, Swerling::one);
  p.fences = {{{0.5, 0.2}, {}, {}}};
  EXPECT_EQ(paths(p), "fences[0].elevation;");
  p.fences = {{{1 * kDeg, 20 * kDeg}, {}, {}}};
  EXPECT_EQ(paths(p), "fences[0].elevation;");
  p.fences = {{{3 * kDeg, 20 * kDeg}, {{100 * kDeg, 200 * kDeg}}, {}}};
  EXPECT_EQ(paths(p), "fences[0].azimuth;");
  p.fences = {{{3 * kDeg, 20 * kDeg}, {}, 5.0}};
  EXPECT_EQ(paths(p), "fences[0].revisit;");
  p.fences = {{{3 * kDeg, 20 * kDeg}, {}, {}}};
  p.fence.elevation_rad = {{3 * kDeg, 20 * kDeg}};
  EXPECT_EQ(paths(p), "fence.elevation;");
}

TEST(RadarBlocks, ABudgetMustHaveRoomForOneDwell) {
  RadarParams p = busy(20, Swerling::one);
  p.budget->track->listen_s = 11;
  p.budget->confirm->num_pulses = 700; // 2.8 s of energy of 2.5 s, 16.8 s of time
  EXPECT_EQ(paths(p), "budget.confirm;budget.confirm;budget.track;");
  p = busy(20, Swerling::one);
  p.budget->priority = {Work::track, Work::search};
  EXPECT_EQ(paths(p), "budget.priority;");
  p.budget->priority = {Work::track, Work::search, Work::idle};
  EXPECT_EQ(paths(p), "budget.priority;");
  p = busy(20, Swerling::one);
  p.budget->track_interval_s = 5;
  EXPECT_EQ(paths(p), "budget.track_interval;");
}

TEST(RadarBlocks, TheSearchPulseIsSaidOnce) {
  RadarParams p = busy(20, Swerling::one);
  p.reference_range_m.reset();
  p.peak_power_W = 1e6;
  p.gain_db = 30;
  p.max_range_m = 3e6;
  EXPECT_EQ(paths(p), ""); // from the budget
  const double range = reference_range_m(p);
  p.pulse_width_s = 2e-3;
  EXPECT_EQ(paths(p), "");
  EXPECT_DOUBLE_EQ(reference_range_m(p), range);
  p.pulse_width_s = 1e-3;
  EXPECT_EQ(paths(p), "pulse_width;");
}

TEST(RadarBlocks, SpansAndPlaces) {
  RadarParams p = north(20, Swerling::one);
  p.outages = {{20, 10}};
  p.jamming = {{0, 1, 20, 5, 5.0}};
  EXPECT_EQ(paths(p), "outages[0].to;jamming[0].to;");
  p = north(20, Swerling::one);
  p.clutter = {{Cause::fire, 1}, {Cause::meteor, 1, {0, 0}, {0.5, 0.1}, {2e5, 1e5}}};
  EXPECT_EQ(paths(p), "clutter[0].cause;clutter[1].elevation;clutter[1].range;");
  p = north(20, Swerling::one);
  p.claims = {claim(Work::track), claim(Work::idle)};
  EXPECT_EQ(paths(p), "claims[0].work;claims[1].work;");
  p = north(20, Swerling::one);
  p.unambiguous_range_m = 1e6;
  p.transmitter = p.at;
  EXPECT_EQ(paths(p), "unambiguous_range;");
  p = north(20, Swerling::one);
  p.gas = GasParams{};
  p.frequency_Hz = 5e6;
  EXPECT_EQ(paths(p), "gas;");
  p = north(20, Swerling::one);
  p.mask_rad = {{0, 0.1}, {2 * kPi, 0.2}};
  EXPECT_NE(paths(p).find("mask"), std::string::npos);
}

} // namespace
} // namespace dewline::sense
