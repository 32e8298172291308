// Aimed boosts, and the parts that a rocket leaves behind.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dewline/base/draws.hpp"
#include "dewline/truth/aim.hpp"
#include "dewline/truth/hit.hpp"
#include "truth/support_truth.hpp"

namespace {
using namespace support;
using truth::Loft;

enum class Kind { solid, liquid, irbm };

/// The reference boosters (tests/known/data/ballistics_generic_boosters.csv).
truth::ObjectParams booster(Kind kind) {
  truth::ObjectParams o = object_at(48, -105);
  truth::BoostParams b;
  b.vertical_rise_s = 8;
  if (kind == Kind::solid) {
    b.payload_kg = 900;
    b.stages = {stage(21000, 2200, 265, 60, .9, 2.2), stage(6500, 700, 288, 60, 0, 2.2), stage(3300, 350, 290, 60, 0, 2.2)};
  } else if (kind == Kind::liquid) {
    b.payload_kg = 1500;
    b.stages = {stage(70000, 6000, 290, 130, 1.6, 3.5), stage(12500, 2300, 312, 110, 0, 3.5)};
  } else {
    b.payload_kg = 800;
    b.stages = {stage(24000, 2400, 264, 115, .5, 2)};
  }
  b.stages.back().shutdown = kind != Kind::solid;
  o.boost = b;
  o.ballistic_coefficient_kg_m2 = 8000;
  return o;
}

void aim_at(truth::ObjectParams& o, const earth::Geodetic& at, Loft loft) {
  o.aim = truth::AimParams{"", earth::PlaceParams{at.lat_rad, at.lon_rad, 0}};
  o.loft = loft;
}
earth::Geodetic pad_of(const truth::ObjectParams& o) { return {*o.launch.lat_rad, *o.launch.lon_rad, 0}; }

std::string problem_of(const truth::ObjectParams& o) {
  Problems problems;
  truth::check(o, around(), problems);
  return problems.empty() ? "" : problems.list()[0].path + ": " + problems.list()[0].what;
}

/// Flies it and returns the miss; the arc's flight-path angle less that of least energy is compared by the caller.
double miss_m(const truth::ObjectParams& o, const earth::Geodetic& at) {
  const auto bodies = bodies_of(o);
  const auto& end = bodies.front().flight.milestones.back();
  EXPECT_EQ(end.what, "impact");
  return earth::course(end.where, at).distance_m;
}

truth::BodyParams body(double coefficient, double rcs_m2) {
  truth::BodyParams b;
  b.ballistic_coefficient_kg_m2 = coefficient, b.rcs_m2 = {{"any", rcs_m2}};
  return b;
}

TEST(Aim, ThreeLoftsOfThreeRocketsComeDownWithinAKilometre) {
  for (const Kind kind : {Kind::solid, Kind::liquid, Kind::irbm})
    for (const Loft loft : {Loft::minimum_energy, Loft::lofted, Loft::depressed}) {
      auto o = booster(kind);
      const auto at = earth::destination(pad_of(o), -0.5, kind == Kind::irbm ? 1500e3 : 6500e3);
      aim_at(o, at, loft);
      EXPECT_LE(miss_m(o, at), 200);
    }
}

TEST(Aim, LoftsOrderTheFlightsByTimeAndApogeeAndAWantedApogeeIsMet) {
  double before_s = 0, before_m = 0;
  for (const Loft loft : {Loft::depressed, Loft::minimum_energy, Loft::lofted}) {
    auto o = booster(Kind::liquid);
    aim_at(o, earth::destination(pad_of(o), 0.3, 6000e3), loft);
    const auto f = flight_of(o);
    EXPECT_GT(seconds(f.path.end()), before_s + 120);
    EXPECT_GT(milestone(f, "apogee").where.h_m, before_m + 200e3);
    before_s = seconds(f.path.end()), before_m = milestone(f, "apogee").where.h_m;
  }
  auto o = booster(Kind::liquid);
  const auto at = earth::destination(pad_of(o), 0.3, 6000e3);
  aim_at(o, at, Loft::minimum_energy);
  o.loft.reset();
  o.apogee_m = 1900e3;
  EXPECT_NEAR(milestone(flight_of(o), "apogee").where.h_m, 1900e3, 1e3);
  EXPECT_LE(miss_m(o, at), 200);
}

/// Least energy, by trial: from the burnout's own place an arc to the same impact in any other direction is faster.
TEST(Aim, MinimumEnergyIsTheSlowestArcFromTheBurnout) {
  auto o = booster(Kind::liquid);
  aim_at(o, earth::destination(pad_of(o), 1.0, 8000e3), Loft::minimum_energy);
  const auto f = flight_of(o);
  const Time burnout = milestone(f, "burnout").at;
  const PosVel x = f.path.at(burnout);
  const auto hit = truth::two_body_hit(x, norm(x.p) - 300e3, earth::kOmega_rad_s).value();
  EXPECT_NEAR(hit.loft_rad, 0, 0.02); // another radius than the aim's, so not quite
  const Vec3 v_G = x.v + cross({0, 0, earth::kOmega_rad_s}, x.p), forward = unit(cross(cross(x.p, v_G), x.p));
  const Vec3 up = unit(x.p);
  const double angle = std::asin(dot(v_G, up) / norm(v_G));
  // the speed with which an arc at another angle covers the same angle on a sphere through both ends
  const auto speed = [&](double at_rad) {
    double low = 3000, high = 12000;
    for (int i = 0; i < 60; ++i) {
      const double v = 0.5 * (low + high);
      const Vec3 turned = v * (std::cos(at_rad) * forward + std::sin(at_rad) * up);
      const auto there = truth::two_body_hit({x.p, turned}, norm(x.p), 0);
      (there && dot(unit(there->p_E), up) > dot(unit(hit.p_E), up) ? low : high) = v;
    }
    return low;
  };
  const auto best = truth::two_body_hit({x.p, speed(angle) * (std::cos(angle) * forward + std::sin(angle) * up)}, norm(x.p), 0);
  const double least_rad = angle - best->loft_rad;
  for (const double off : {-0.2, -0.05, 0.05, 0.2}) EXPECT_GT(speed(least_rad + off), speed(least_rad) + 1) << off;
}

TEST(Aim, WithNothingToTakeTheSurplusTheLoftDecides) {
  auto o = booster(Kind::solid);
  o.boost->surplus = truth::Surplus::loft;
  const auto near = earth::destination(pad_of(o), 2.0, 7000e3), far = earth::destination(pad_of(o), 2.0, 12500e3);
  aim_at(o, near, Loft::lofted);
  EXPECT_LE(miss_m(o, near), 200);
  aim_at(o, near, Loft::depressed); // so flat that it would not leave the air
  EXPECT_NE(problem_of(o).find("is too near"), std::string::npos) << problem_of(o);
  aim_at(o, far, Loft::lofted);
  EXPECT_LE(miss_m(o, far), 200);
  const double steep_m = milestone(flight_of(o), "apogee").where.h_m;
  aim_at(o, far, Loft::depressed);
  EXPECT_LE(miss_m(o, far), 200);
  EXPECT_GT(steep_m, milestone(flight_of(o), "apogee").where.h_m + 500e3);
}

TEST(Aim, OutOfRangeSaysByHowMuchAndTooNearToo) {
  auto o = booster(Kind::irbm);
  aim_at(o, earth::destination(pad_of(o), 0, 5000e3), Loft::minimum_energy);
  EXPECT_NE(problem_of(o).find("aim: is out of range: 5000 km away, and this rocket reaches 2"), std::string::npos)
      << problem_of(o);
  EXPECT_NE(problem_of(o).find("km short"), std::string::npos);
  o = booster(Kind::solid);
  aim_at(o, earth::destination(pad_of(o), 0, 800e3), Loft::minimum_energy);
  EXPECT_NE(problem_of(o).find("aim: is too near: 800 km away, and the least this rocket flies"), std::string::npos)
      << problem_of(o);
}

TEST(Aim, RulesOfItsKeys) {
  auto o = booster(Kind::irbm);
  aim_at(o, earth::destination(pad_of(o), 0, 1500e3), Loft::minimum_energy);
  o.boost->azimuth_rad = 1;
  EXPECT_NE(problem_of(o).find("boost.azimuth: stands beside aim"), std::string::npos);
  o.boost->azimuth_rad.reset();
  o.apogee_m = 1e6;
  EXPECT_NE(problem_of(o).find("apogee: stands beside loft"), std::string::npos);
  o.apogee_m.reset();
  o.loft_angle_rad = 0.1;
  EXPECT_NE(problem_of(o).find("loft_angle: stands without"), std::string::npos);
  o = booster(Kind::irbm);
  EXPECT_NE(problem_of(o).find("boost.azimuth: is missing"), std::string::npos);
  o.loft = Loft::lofted;
  EXPECT_NE(problem_of(o).find("loft: stands without aim"), std::string::npos);
}

TEST(Aim, APlaceThatIsNoneIsRefused) {
  auto o = booster(Kind::irbm);
  o.aim = truth::AimParams{};
  EXPECT_NE(problem_of(o).find("aim: says no place"), std::string::npos) << problem_of(o);
  aim_at(o, pad_of(o), Loft::minimum_energy);
  EXPECT_NE(problem_of(o).find("aim: "), std::string::npos) << problem_of(o);
  aim_at(o, earth::destination(pad_of(o), 0, 1500e3), Loft::minimum_energy);
  o.aim->place->height_m = 100;
  EXPECT_NE(problem_of(o).find("aim.height: must be 0"), std::string::npos) << problem_of(o);
}

TEST(Parts, AStageDroppedOnAVerticalPathParts) {
  auto o = object_at(0, 0);
  truth::BoostParams b;
  b.vertical_rise_s = 20, b.azimuth_rad = 1, b.payload_kg = 900;
  b.stages = {stage(21000, 2200, 265, 15, 0, 2), stage(3000, 300, 280, 30, 0, 2)};
  b.stages[0].spent = body(200, 1), b.stages[0].separation_m_s = 3;
  o.boost = b;
  EXPECT_EQ(bodies_of(o).size(), 2u);
}

/// 1,000 random pads, directions and ranges. None may be wrong; a refusal is right only if it says so and a nearer (or
/// farther) aim is reached.
TEST(Aim, RandomPairsAreHitOrRefusedWithTheReach) {
  const Draws draws(11, 0);
  int hit = 0, far = 0, near = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const auto u = [&](std::uint32_t k) { return draws.uniform({Purpose::test, k, 1, i, 0}); };
    const Kind kind = static_cast<Kind>(i % 3);
    auto o = booster(kind);
    o.launch.lat_rad = std::asin(2 * u(0) - 1), o.launch.lon_rad = 2 * M_PI * u(1) - M_PI;
    const double low = kind == Kind::solid ? 4600e3 : kind == Kind::liquid ? 2500e3 : 300e3;
    const double high = kind == Kind::irbm ? 2200e3 : 8500e3;
    const double range = low + (high - low) * u(3), az = 2 * M_PI * u(2);
    const auto at = earth::destination(pad_of(o), az, range);
    aim_at(o, at, static_cast<Loft>(i / 3 % 3));
    Problems problems;
    const auto bodies = truth::build_bodies(o, around(), problems);
    if (!bodies.empty()) {
      const auto& end = bodies.front().flight.milestones.back();
      EXPECT_EQ(end.what, "impact") << i;
      EXPECT_LE(earth::course(end.where, at).distance_m, 1000) << i;
      ++hit;
      continue;
    }
    const std::string& what = problems.list().at(0).what;
    const bool short_of_it = what.find("out of range") != std::string::npos;
    ASSERT_TRUE(short_of_it || what.find("too near") != std::string::npos) << i << ": " << what;
    ++(short_of_it ? far : near);
    const std::string mark = short_of_it ? "reaches " : "with that loft is ";
    std::size_t digits = what.find(mark) + mark.size();
    if (what.compare(digits, 5, "some ") == 0) digits += 5;
    const double reach = 1e3 * std::stod(what.substr(digits));
    EXPECT_TRUE(short_of_it ? reach < range : reach > range) << i << ": " << what;
    aim_at(o, earth::destination(pad_of(o), az, reach * (short_of_it ? 0.97 : 1.04)), *o.loft);
    Problems none;
    EXPECT_FALSE(truth::build_bodies(o, around(), none).empty()) << i << ": " << what << "; then " << none.list()[0].what;
  }
  std::printf("  %d hit, %d beyond the reach of their loft, %d too near\n", hit, far, near);
  EXPECT_GE(hit, 800);
}

TEST(Boost, ItsQuinticsFollowAHundredTimesTighterIntegrationAcrossStaging) {
  for (const Kind kind : {Kind::solid, Kind::liquid, Kind::irbm}) {
    auto o = booster(kind);
    o.boost->azimuth_rad = 0.4, o.boost->kick_rad = (kind == Kind::solid ? 18 : kind == Kind::liquid ? 1.7 : 6) * kDeg;
    const auto f = flight_of(o);
    const truth::Rocket tight(*o.boost, pad_of(o), 0, around(), {1e-13, 0.05});
    truth::ClimbLog log;
    ASSERT_TRUE(tight.climb(tight.stated(), &log));
    double worst_p = 0, worst_v = 0;
    for (const auto& step : log.steps) {
      const Time t = time_from_s(step.to.t_s);
      if (t == time_from_s(8)) continue; // the kick: the velocity jumps
      const PosVel x = f.path.at(t);
      worst_p = std::max(worst_p, norm(x.p - step.to.x.p)), worst_v = std::max(worst_v, norm(x.v - step.to.x.v));
    }
    std::printf("  boost: %.1e m, %.1e m/s over %zu instants\n", worst_p, worst_v, log.steps.size());
    EXPECT_LE(worst_p, 1);
    EXPECT_LE(worst_v, 1e-3);
  }
}

TEST(Parts, SpentStagesAndReleasesFlyOnTheirOwn) {
  auto o = booster(Kind::liquid);
  aim_at(o, earth::destination(pad_of(o), 0.2, 7000e3), Loft::minimum_energy);
  for (auto& s : o.boost->stages) s.spent = body(200, 10), s.separation_m_s = 3, s.plume_W_sr = 1e6, s.rcs_m2 = {{"any", 20}};
  truth::ReleaseParams release;
  release.name = "decoy", release.count = 3, release.after_burnout_s = 60, release.interval_s = 20, release.up_m_s = 4;
  release.body = body(50, 0.5);
  o.releases = {release};
  const auto bodies = bodies_of(o);
  std::vector<std::string> names;
  for (const auto& b : bodies) names.push_back(b.suffix);
  EXPECT_EQ(names, (std::vector<std::string>{"", "stage-1", "stage-2", "decoy-1", "decoy-2", "decoy-3"}));
  const auto& main = bodies[0].flight;
  const Time dropped = milestone(main, "burnout 1").at, burnout = milestone(main, "burnout").at;
  EXPECT_EQ(bodies[1].flight.path.begin(), dropped);
  const PosVel apart = bodies[1].flight.path.at(dropped), together = main.path.at(dropped);
  EXPECT_LE(norm(apart.p - together.p), 1e-3);
  EXPECT_NEAR(norm(together.v) - norm(apart.v), 3, 1e-3);
  EXPECT_LT(earth::course(bodies[1].flight.milestones.back().where, pad_of(o)).distance_m, 1500e3); // falls far short
  EXPECT_EQ(bodies[2].flight.path.begin(), burnout);
  for (std::size_t k = 3; k < 6; ++k) {
    const Time at = burnout + std::chrono::seconds(60 + 20 * (k - 3));
    EXPECT_EQ(bodies[k].flight.path.begin(), at);
    EXPECT_NEAR(norm(bodies[k].flight.path.at(at).v - main.path.at(at).v), 4, 1e-3);
    EXPECT_GT(bodies[k].flight.path.end(), main.path.end()); // lighter for its size: slower through the air
  }
}

TEST(Parts, NeedALookAndNamesOfTheirOwn) {
  auto o = booster(Kind::liquid);
  o.boost->azimuth_rad = 0, o.boost->kick_rad = 1.7 * kDeg;
  o.boost->stages[0].spent = truth::BodyParams{};
  EXPECT_NE(problem_of(o).find("boost.stages[0].spent.rcs: is missing"), std::string::npos) << problem_of(o);
  o.boost->stages[0].spent.reset(), o.boost->stages[0].separation_m_s = 2;
  EXPECT_NE(problem_of(o).find("boost.stages[0].separation: stands without spent"), std::string::npos) << problem_of(o);
  o.boost->stages[0].separation_m_s = 0;
  truth::ReleaseParams release;
  release.name = "Decoy 1", release.body = body(50, 1);
  o.releases = {release};
  EXPECT_NE(problem_of(o).find("releases[0].name: must be"), std::string::npos) << problem_of(o);
  o.releases[0].name = "stage";
  EXPECT_NE(problem_of(o).find("releases[0].name: is used already"), std::string::npos) << problem_of(o);
}

TEST(Parts, AModelKnowsThemByNameLookAndPlume) {
  auto o = booster(Kind::liquid);
  o.boost->azimuth_rad = 0, o.boost->kick_rad = 1.7 * kDeg;
  for (auto& s : o.boost->stages) s.spent = body(200, 10), s.plume_W_sr = 1e6, s.rcs_m2 = {{"any", 20}};
  o.boost->stages[1].coast_s = 5;
  auto other = object_at(0, 0);
  other.orbit.reset();
  other.waypoints = {{0, 0, 1000, {}, {}}, {0, 0.1, 1000, {}, 200.0}};
  const truth::Model model({{"arc-1", o}, {"arc-10", other}}, orientation(), time_from_s(3600));
  EXPECT_EQ(model.names(), (std::vector<std::string>{"arc-1", "arc-1/stage-1", "arc-1/stage-2", "arc-10"}));
  EXPECT_EQ(model.entry(ObjectId{1}), "arc-1");
  const truth::State state = truth::start(model);
  const truth::View view(model, state);
  EXPECT_EQ(view.born(ObjectId{1}), time_from_s(130));
  const auto rcs = [&](double t) { return view.rcs_m2(ObjectId{0}, time_from_s(t), {}, {}, 1e9); };
  EXPECT_DOUBLE_EQ(rcs(100), 20);
  EXPECT_DOUBLE_EQ(rcs(200), 20);
  EXPECT_NEAR(rcs(250), 1, 1e-12); // after the last burnout: the object's own
  const auto plume = [&](double t) { return view.plume_W_sr(ObjectId{0}, time_from_s(t)); };
  EXPECT_EQ(plume(0), 1e6);
  EXPECT_EQ(plume(129), 1e6);
  EXPECT_EQ(plume(132), 0); // between the stages
  EXPECT_EQ(plume(140), 1e6);
  EXPECT_EQ(plume(246), 0);
  EXPECT_EQ(view.plume_W_sr(ObjectId{1}, time_from_s(140)), 0);
}

TEST(Signature, AspectIsInterpolatedOnTheLogarithmAndBandsByTheNearest) {
  const truth::Signature s({{"uhf", 2}}, {{"x", {{0, 0.01}, {M_PI / 2, 1}, {M_PI, 0.1}}}});
  EXPECT_FALSE(s.round());
  EXPECT_DOUBLE_EQ(s.rcs_m2(440e6, 1), 2);
  EXPECT_NEAR(s.rcs_m2(10e9, 0), 0.01, 1e-12);
  EXPECT_NEAR(s.rcs_m2(10e9, M_PI / 4), 0.1, 1e-12);
  EXPECT_NEAR(s.rcs_m2(10e9, M_PI), 0.1, 1e-12);
}

} // namespace
