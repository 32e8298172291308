// A boost whose glide ends at an aim.
#include <gtest/gtest.h>

#include <cstdio>

#include "dewline/base/draws.hpp"
#include "dewline/truth/glide.hpp"
#include "dewline/truth/glide_aim.hpp"
#include "truth/support_truth.hpp"

namespace {
using namespace support;

/// The stages of generic-solid-icbm under a glider of the HTV-2 class.
truth::ObjectParams boost_glide() {
  truth::ObjectParams o = object_at(50, 60);
  truth::BoostParams& b = o.boost.emplace();
  b.payload_kg = 1000;
  b.vertical_rise_s = 8;
  b.stages = {stage(21000, 2200, 265, 60, 0.9, 2.2), stage(6500, 700, 288, 60, 0, 2.2),
              stage(3300, 350, 290, 60, 0, 2.2)};
  truth::GlideParams& g = o.glide.emplace();
  g.lift_to_drag = 2.6;
  g.ballistic_coefficient_kg_m2 = 13000;
  g.pull_up_ballistic_coefficient_kg_m2 = 1400;
  return o;
}

struct Flown {
  std::optional<truth::Steering> steering;
  Problems problems;
  double distance_m = 0, miss_m = 0, apogee_m = 0;
};
Flown aimed(truth::ObjectParams o, double lat_deg, double lon_deg) {
  o.aim.emplace().place = earth::PlaceParams{lat_deg * kDeg, lon_deg * kDeg, 0};
  const auto where = around();
  const truth::Rocket rocket(*o.boost, truth::launch_place(o), 0, where);
  const earth::Geodetic to = earth::to_geodetic(*o.aim->place);
  Flown out;
  out.distance_m = earth::course(rocket.pad(), to).distance_m;
  out.steering = truth::solve_glide_aim(o, rocket, where, out.problems);
  if (!out.steering) return out;
  truth::Flight f;
  EXPECT_TRUE(truth::glide_to_ground(f, *rocket.climb(*out.steering), *o.glide, where, out.problems));
  out.miss_m = earth::course(to, milestone(f, "impact").where).distance_m;
  out.apogee_m = milestone(f, "apogee").where.h_m;
  return out;
}

TEST(GlideAim, TheGlideEndsAtTheAim) {
  for (const auto& [lat, lon] :
       {std::pair{40.0, 160.0}, {-20.0, 70.0}, {40.0, -75.0}, {-30.0, 140.0}, {48.0, -122.0}}) {
    const Flown f = aimed(boost_glide(), lat, lon);
    ASSERT_TRUE(f.steering) << lat << " " << lon << " " << f.problems.list().at(0).what;
    std::printf("  %.0f km: %.0f m beside, top at %.0f km\n", f.distance_m / 1e3, f.miss_m, f.apogee_m / 1e3);
    EXPECT_LE(f.miss_m, 500);
    EXPECT_NEAR(f.apogee_m, 120e3, 30e3);
  }
}

/// Aims all around within what this boost can do: each is met, none is silently missed.
TEST(GlideAim, RandomAimsAreMet) {
  int met = 0;
  constexpr int kTrials = 20;
  double worst = 0;
  for (int i = 0; i < kTrials; ++i) {
    const Draws draws(79, static_cast<std::uint64_t>(i));
    const auto in = [&](double low, double high, std::uint32_t n) {
      return low + (high - low) * draws.uniform({Purpose::test, n});
    };
    const auto to = earth::destination({50 * kDeg, 60 * kDeg, 0}, in(0, 6.28, 0), in(8e6, 12e6, 1));
    const Flown f = aimed(boost_glide(), to.lat_rad / kDeg, to.lon_rad / kDeg);
    met += f.steering.has_value();
    worst = std::max(worst, f.miss_m);
    if (!f.steering) std::printf("  %.0f km: %s\n", f.distance_m / 1e3, f.problems.list().at(0).what.c_str());
  }
  std::printf("  %d of %d met, %.0f m at worst\n", met, kTrials, worst);
  EXPECT_EQ(met, kTrials);
  EXPECT_LE(worst, 500);
}

TEST(GlideAim, WhatIsOutOfReachIsSaid) {
  const Flown far = aimed(boost_glide(), -45, -110), near = aimed(boost_glide(), 50, 65);
  for (const Flown* f : {&far, &near}) {
    ASSERT_FALSE(f->steering);
    ASSERT_EQ(f->problems.list().size(), 1u);
    std::printf("  %s: %s\n", f->problems.list()[0].path.c_str(), f->problems.list()[0].what.c_str());
    EXPECT_EQ(f->problems.list()[0].path, "aim");
    EXPECT_FALSE(f->problems.list()[0].hint.empty());
  }
}

} // namespace
