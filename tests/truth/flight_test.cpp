#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>

#include "dewline/base/check.hpp"
#include "truth/support_truth.hpp"

namespace {
using namespace support;

TEST(Trajectory, AQuinticIsReproducedExactly) {
  const auto motion = [](double t) {
    return truth::Motion{{1 + t * t * t * t * t, 2 * t * t, 7e6 + 3 * t},
                         {5 * t * t * t * t, 4 * t, 3}, {20 * t * t * t, 4, 0}};
  };
  truth::Trajectory path;
  path.append(time_from_s(0), motion(0), time_from_s(2), motion(2));
  path.append(time_from_s(2), motion(2), time_from_s(2.5), motion(2.5));
  path.finish();
  for (const double t : {0.0, 0.3, 1.9999, 2.0, 2.2, 2.5}) {
    const PosVel x = path.at(time_from_s(t));
    EXPECT_LE(norm(x.p - motion(t).p), 1e-8) << t;
    EXPECT_LE(norm(x.v - motion(t).v), 1e-8) << t;
  }
  EXPECT_THROW((void)path.at(time_from_s(2.6)), ContractError);
  EXPECT_THROW((void)path.at(time_from_s(-0.1)), ContractError);
}

TEST(Trajectory, LookUpFindsThePieceWhateverTheirLengths) {
  truth::Trajectory path;
  double t = 0;
  const auto motion = [](double at) { return truth::Motion{{at, 0, 0}, {1, 0, 0}, {}}; };
  for (int i = 0; i < 300; ++i) {
    const double next = t + (i % 50 == 0 ? 700.0 : 0.001);
    path.append(time_from_s(t), motion(t), time_from_s(next), motion(next));
    t = seconds(time_from_s(next));
  }
  path.finish();
  std::size_t guess = 0;
  for (int k = 0; k <= 5000; ++k) {
    const double at = t * ((k * 2654435761u) % 5001) / 5000.0;
    EXPECT_NEAR(path.at(time_from_s(at)).p.x, at, 1e-6);
    EXPECT_NEAR(path.at(time_from_s(at), guess).p.x, at, 1e-6);
  }
  EXPECT_NEAR(path.at(path.end()).p.x, t, 1e-6);
}

/// Worst difference between the trajectory and an integration a hundred times tighter, from `t0` to `t1`.
void compare_coast(const truth::Flight& f, const truth::ObjectParams& o, double t0, double t1) {
  const orbit::Forces forces = truth::free_flight(o);
  const Vec3 omega = orientation().omega_E();
  const auto a = [&](double, const PosVel& x) { return orbit::acceleration_E(x, forces, omega); };
  orbit::Integrator run({t0, f.path.at(time_from_s(t0))}, a, t1, {1e-14, 0.7});
  double worst_p = 0, worst_v = 0;
  while (run.step()) {
    const PosVel x = f.path.at(time_from_s(run.to().t_s));
    worst_p = std::max(worst_p, norm(x.p - run.to().x.p));
    worst_v = std::max(worst_v, norm(x.v - run.to().x.v));
  }
  std::printf("  coast: %.2e m, %.2e m/s\n", worst_p, worst_v);
  EXPECT_LE(worst_p, 1.0);
  EXPECT_LE(worst_v, 1e-3);
}

TEST(Trajectory, CornersAreWhereTheMotionJumpsAndNowhereElse) {
  using truth::Motion;
  const Motion still{{0, 0, 0}, {100, 0, 0}, {}}, further{{1000, 0, 0}, {100, 0, 0}, {}};
  const Motion turned{{1000, 0, 0}, {0, 100, 0}, {}}, away{{1000, 1000, 0}, {0, 100, 0}, {}};
  const Motion pushed{{1000, 1000, 0}, {0, 100, 0}, {0, 0, 30}}, up{{1000, 2000, 1500}, {0, 100, 300}, {0, 0, 30}};
  truth::Trajectory path;
  path.append(time_from_s(0), still, time_from_s(5), {{500, 0, 0}, {100, 0, 0}, {}});
  path.append(time_from_s(5), {{500, 0, 0}, {100, 0, 0}, {}}, time_from_s(10), further); // runs through
  path.append(time_from_s(10), turned, time_from_s(20), away);
  path.append(time_from_s(20), pushed, time_from_s(30), up); // ignition
  EXPECT_EQ(path.corners(), (std::vector{time_from_s(10), time_from_s(20)}));
}

TEST(Flight, CoastStaysWithinAMetreOfTheIntegratorInVacuumAndInAir) {
  const auto o = black_brant();
  const auto f = flight_of(o);
  const double burnout = seconds(milestone(f, "burnout").at), impact = seconds(f.path.end());
  compare_coast(f, o, burnout, impact - 1e-3);
  auto vacuum = o;
  vacuum.ballistic_coefficient_kg_m2.reset();
  const auto g = flight_of(vacuum);
  compare_coast(g, vacuum, burnout, seconds(g.path.end()) - 1e-3);
}

TEST(Flight, PositionAndVelocityRunThroughStaging) {
  const auto f = flight_of(black_brant());
  for (const auto& m : f.milestones) {
    if (m.at <= f.path.begin() || m.at >= f.path.end()) continue;
    const PosVel before = f.path.at(m.at - kTick), after = f.path.at(m.at);
    EXPECT_LE(norm(after.p - before.p), 1e-4) << m.what;
    EXPECT_LE(norm(after.v - before.v), 1e-5) << m.what;
  }
}

TEST(Flight, VelocityIsTheDerivativeOfPosition) {
  const auto f = flight_of(black_brant());
  for (double t = 0.5; t < seconds(f.path.end()) - 1; t += 3.7) {
    const Vec3 d = (f.path.at(time_from_s(t + 1e-3)).p - f.path.at(time_from_s(t - 1e-3)).p) / 2e-3;
    EXPECT_LE(norm(d - f.path.at(time_from_s(t)).v), 2e-4) << t;
  }
}

TEST(Flight, VacuumCoastKeepsItsEnergyToOneInAMillion) {
  auto o = black_brant();
  o.ballistic_coefficient_kg_m2.reset();
  const auto f = flight_of(o);
  const auto energy = [&](double t) {
    const PosVel x = orientation().to_G(f.path.at(time_from_s(t)), time_from_s(t));
    return 0.5 * dot(x.v, x.v) +
           earth::potential(orientation().to_E(x, time_from_s(t)).p, earth::Gravity::j6);
  };
  const double t0 = seconds(milestone(f, "burnout").at), first = energy(t0);
  for (double t = t0; t < seconds(f.path.end()); t += 7) EXPECT_LE(std::abs(energy(t) / first - 1), 1e-6);
}

TEST(BlackBrant, ClimbsTo1453KilometresAndFallsNearSpitsbergen) {
  const auto f = flight_of(black_brant());
  const auto& apogee = milestone(f, "apogee");
  const auto& fall = milestone(f, "impact");
  EXPECT_NEAR(apogee.where.h_m, 1453e3, 1453e3 * 1e-3);
  EXPECT_GE(seconds(fall.at), 23 * 60);
  EXPECT_LE(seconds(fall.at), 24 * 60);
  EXPECT_GE(fall.where.lat_rad / kDeg, 77);
  EXPECT_LE(fall.where.lat_rad / kDeg, 78);
  EXPECT_NEAR(fall.where.h_m, 0, 1);
  const char* order[] = {"launch",    "burnout 1",  "ignition 2", "burnout 2", "ignition 3",
                         "burnout 3", "ignition 4", "burnout",    "apogee",    "impact"};
  ASSERT_EQ(f.milestones.size(), std::size(order));
  for (std::size_t i = 0; i < std::size(order); ++i) EXPECT_EQ(f.milestones[i].what, order[i]);
  EXPECT_NEAR(seconds(milestone(f, "burnout").at), 5.2 + 4 + 3.5 + 4 + 32.4 + 40 + 17.8, 1e-6);
}

/// A stage in vacuum, straight up and weightless by comparison, gains Isp g0 ln(mass ratio) less gravity.
TEST(Boost, ShortHardBurnGainsTheRocketEquation) {
  auto o = object_at(0, 0);
  truth::BoostParams b;
  b.azimuth_rad = 0;
  b.payload_kg = 100;
  b.rail_m = 0;
  b.stages = {stage(900, 1e-3, 300, 1.0, 0, 0)};
  o.boost = b;
  const auto f = flight_of(o);
  const double want = 300 * 9.80665 * std::log(10.0) - 9.78 * 1.0;
  EXPECT_NEAR(norm(f.path.at(milestone(f, "burnout").at).v), want, 0.2);
}

TEST(Boost, BackPressureTakesThrustOnTheGround) {
  auto o = object_at(0, 0);
  truth::BoostParams b;
  b.payload_kg = 1000;
  b.stages = {stage(100, 1e-3, 300, 2.0, 0, 0)};
  o.boost = b;
  const double free = norm(flight_of(o).path.at(time_from_s(2)).v);
  o.boost->stages[0].nozzle_exit_area_m2 = 0.1;
  const double pressed = norm(flight_of(o).path.at(time_from_s(2)).v);
  EXPECT_NEAR(free - pressed, 101325 * 0.1 / 1050 * 2, 0.6); // p A / m t, mean mass
}

TEST(Boost, WhatCannotLiftOffIsAProblem) {
  auto o = black_brant();
  o.boost->stages.resize(1);
  o.boost->stages[0].burn_s = 2000;
  Problems problems;
  truth::check(o, around(Time{}), problems);
  ASSERT_EQ(problems.list().size(), 1u);
  EXPECT_NE(problems.list()[0].what.find("falls back"), std::string::npos);
}

truth::ObjectParams aimed(std::optional<double> apogee_m, double boost_s, bool air) {
  auto o = object_at(48, -105);
  o.arc = truth::ArcParams{};
  o.arc->impact = earth::PlaceParams{40 * kDeg, 116 * kDeg, 0};
  o.arc->apogee_m = apogee_m;
  o.arc->boost_time_s = boost_s;
  if (boost_s > 0) o.arc->burnout_height_m = 250e3;
  if (air) o.ballistic_coefficient_kg_m2 = 5000;
  return o;
}

TEST(Arc, FallsWithinAKilometreOfTheAimAndReachesTheApogee) {
  const Vec3 aim = earth::ecef({40 * kDeg, 116 * kDeg, 0});
  for (const double boost : {0.0, 180.0})
    for (const bool air : {false, true})
      for (const auto apogee : {std::optional<double>{}, std::optional{1000e3}, std::optional{2500e3}}) {
        const auto f = flight_of(aimed(apogee, boost, air));
        EXPECT_LE(norm(earth::ecef(milestone(f, "impact").where) - aim), 1000)
            << boost << air << apogee.value_or(0);
        if (apogee) {
          EXPECT_NEAR(milestone(f, "apogee").where.h_m, *apogee, 1e-3 * *apogee);
        }
      }
}

TEST(Arc, AzimuthApogeeAndRangeAreKept) {
  auto o = object_at(69.3, 16);
  o.arc = truth::ArcParams{};
  o.arc->azimuth_rad = -0.1;
  o.arc->apogee_m = 1453e3;
  o.arc->range_m = 930e3;
  o.arc->boost_time_s = 100;
  const auto f = flight_of(o);
  EXPECT_NEAR(milestone(f, "apogee").where.h_m, 1453e3, 1453);
  EXPECT_NEAR(earth::course({69.3 * kDeg, 16 * kDeg, 0}, milestone(f, "impact").where).distance_m, 930e3,
              1000);
}

TEST(Arc, RangeAloneOrApogeeAloneIsALeastEnergyArc) {
  auto o = object_at(0, 0);
  o.arc = truth::ArcParams{};
  o.arc->azimuth_rad = 0;
  o.arc->range_m = 5000e3;
  const auto by_range = flight_of(o);
  EXPECT_NEAR(milestone(by_range, "apogee").where.h_m, 976e3, 30e3); // minimum_energy.csv, sphere at rest
  o.arc->range_m.reset();
  o.arc->apogee_m = 976e3;
  const auto by_apogee = flight_of(o);
  EXPECT_NEAR(milestone(by_apogee, "apogee").where.h_m, 976e3, 976);
}

TEST(Arc, TheClimbJoinsThePadToTheBurnout) {
  const auto f = flight_of(aimed(1200e3, 180, false));
  EXPECT_EQ(f.milestones[0].what, "launch");
  EXPECT_LE(norm(f.path.at(time_from_s(0)).v), 1e-9);
  const Time b = milestone(f, "burnout").at;
  EXPECT_LE(norm(f.path.at(b).v - f.path.at(b - kTick).v), 1e-6);
  double last = -1;
  for (double t = 0; t <= 180; t += 1) {
    EXPECT_GT(height_m(f, t), last);
    last = height_m(f, t);
  }
}

TEST(Arc, FromABurnoutStateItIsOrbitImpact) {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  o.arc = truth::ArcParams{};
  o.arc->burnout = truth::BurnoutParams{40 * kDeg, 125 * kDeg, 200e3, 6900, 30 * kDeg, 23 * kDeg};
  const auto f = flight_of(o);
  const auto hit = orbit::impact(truth::at_place({40 * kDeg, 125 * kDeg, 200e3}, 6900, 30 * kDeg, 23 * kDeg),
                                 truth::free_flight(o));
  EXPECT_NEAR(seconds(f.path.end()), hit->tof_s, 1e-3);
  EXPECT_LE(norm(f.path.at(f.path.end()).p - hit->x_E.p), 5);
}

TEST(Arc, WhatHasNoSolutionSaysSo) {
  auto o = object_at(0, 0);
  o.arc = truth::ArcParams{};
  o.arc->azimuth_rad = 0;
  o.arc->range_m = 600e3;
  o.arc->boost_time_s = 100;
  o.arc->burnout_height_m = 250e3;
  o.arc->apogee_m = 200e3; // below its own burnout
  Problems problems;
  truth::check(o, around(Time{}), problems);
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems.list()[0].path, "arc");
}

TEST(Waypoints, SpeedAndPlaceAreKept) {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 5}};
  o.waypoints = {{50 * kDeg, 10 * kDeg, 10e3, {}, {}},
                 {55 * kDeg, 30 * kDeg, 10e3, {}, 250},
                 {55 * kDeg, 31 * kDeg, 9e3, 6500, {}}};
  const auto f = flight_of(o);
  const double leg = earth::course({50 * kDeg, 10 * kDeg, 0}, {55 * kDeg, 30 * kDeg, 0}).distance_m;
  EXPECT_NEAR(norm(f.path.at(time_from_s(1000)).v), 250 * (1 + 10e3 / 6.38e6), 0.02);
  EXPECT_NEAR(height_m(f, leg / 250 / 2), 10e3, 0.01);
  EXPECT_EQ(seconds(f.path.end()), 6500);
  EXPECT_NEAR(height_m(f, 6500), 9e3, 0.01);
}

TEST(File, ALongRecordOfAKnownArcIsFollowed) {
  const auto arc = flight_of(aimed(1000e3, 0, false));
  const std::string path = testing::TempDir() + "/dewline_arc.csv";
  {
    std::ofstream out(path);
    out << "time_s,x_m,y_m,z_m\n";
    out.precision(12);
    for (double t = 0; t < seconds(arc.path.end()); t += 5) {
      const Vec3 p = arc.path.at(time_from_s(t)).p;
      out << t << ',' << p.x << ',' << p.y << ',' << p.z << '\n';
    }
  }
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  o.file = truth::FileParams{path, {}, 0, {}, {}, {}};
  const auto f = flight_of(o);
  for (double t = 0; t < seconds(f.path.end()); t += 1.3) {
    EXPECT_LE(norm(f.path.at(time_from_s(t)).p - arc.path.at(time_from_s(t)).p), 0.5) << t;
    EXPECT_LE(norm(f.path.at(time_from_s(t)).v - arc.path.at(time_from_s(t)).v), 0.5) << t;
  }
  std::remove(path.c_str());
}

TEST(Check, ABurnoutOnTheGroundGoingDownIsRefusedWithWords) {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  o.arc = truth::ArcParams{};
  for (const double height_m : {0.0, 1e-9}) {
    o.arc->burnout = truth::BurnoutParams{0.5, 0.5, height_m, 3000, 1, -0.5};
    Problems problems;
    EXPECT_NO_THROW(truth::check(o, around(Time{}), problems));
    ASSERT_EQ(problems.list().size(), 1u) << height_m;
    EXPECT_EQ(problems.list()[0].path, "arc.burnout");
    EXPECT_EQ(problems.list()[0].what, "starts on the ground going down");
    EXPECT_FALSE(problems.list()[0].hint.empty());
  }
  o.arc->burnout->height_m = 1000;
  Problems none;
  truth::check(o, around(Time{}), none);
  EXPECT_TRUE(none.empty());
}

TEST(Check, AnAzimuthAndAHighApogeeMakeAnArc) { // above 1,319 km the first guess was no number
  truth::ObjectParams o = object_at(60, 30);
  o.arc = truth::ArcParams{};
  o.arc->azimuth_rad = 1;
  o.arc->apogee_m = 2000e3;
  const auto f = flight_of(o, time_from_s(7200));
  EXPECT_NEAR(milestone(f, "apogee").where.h_m, 2000e3, 100);
}

TEST(Check, AStageWithoutMassToCarryIsRefusedAtOnce) { // it was integrated for ever
  auto o = black_brant();
  o.boost->stages[0].propellant_kg = 4e11;
  Problems problems;
  truth::check(o, around(Time{}), problems);
  ASSERT_EQ(problems.list().size(), 1u);
  EXPECT_EQ(problems.list()[0].path, "boost.stages[0]");
}

TEST(Check, ALaunchTooLateForNanosecondsIsRefused) {
  auto o = black_brant();
  o.launch.time_s = 1e300;
  Problems problems;
  EXPECT_NO_THROW(truth::check(o, around(Time{}), problems));
  ASSERT_EQ(problems.list().size(), 1u);
  EXPECT_EQ(problems.list()[0].path, "launch.time");
}

TEST(Model, AnObjectLaunchedAfterTheEndNeverExistsInTheRun) {
  std::map<std::string, truth::ObjectParams> objects{{"boost", black_brant()}, {"arc", aimed(1000e3, 0, false)}};
  objects["way"].rcs_m2 = {{"any", 5}};
  objects["way"].waypoints = {{0.9, 0.2, 10e3, {}, {}}, {0.95, 0.5, 10e3, {}, 250}};
  for (auto& [name, object] : objects) object.launch.time_s = 9 * 86400.0;
  const truth::Model model(objects, orientation(), time_from_s(1800));
  const truth::State state = truth::start(model);
  const truth::View view(model, state);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(view.born(ObjectId{i}), time_from_s(9 * 86400.0));
    EXPECT_GT(view.ended(ObjectId{i}), view.born(ObjectId{i}));
    for (int k = 0; k <= 18; ++k) EXPECT_FALSE(view.exists(ObjectId{i}, Time{k * std::chrono::seconds{100}}));
    EXPECT_NO_THROW((void)view.state_E(ObjectId{i}, view.ended(ObjectId{i})));
  }
}

TEST(Check, CollectsEveryProblemOfAnObject) {
  truth::ObjectParams o;
  o.arc = truth::ArcParams{};
  o.arc->impact = earth::PlaceParams{};
  o.arc->azimuth_rad = 1;
  o.arc->range_m = 1e6;
  o.rcs_m2 = {{"q-band", 1}};
  Problems problems;
  truth::check(o, around(Time{}), problems);
  ASSERT_EQ(problems.list().size(), 4u); // azimuth and range beside impact, no launch place, unknown band
  o.boost = truth::BoostParams{};
  Problems twice;
  truth::check(o, around(Time{}), twice);
  EXPECT_EQ(twice.list()[0].what, "says more than once how it moves");
  Problems none;
  truth::check(truth::ObjectParams{}, around(Time{}), none);
  EXPECT_EQ(none.list().size(), 2u);
}

TEST(Model, IdsFollowNamesAndTheViewAnswers) {
  std::map<std::string, truth::ObjectParams> objects{{"b", black_brant()}, {"a", aimed(1000e3, 0, false)}};
  objects["b"].rcs_m2 = {{"uhf", 1}, {"vhf", 2}};
  objects["b"].launch.time_s = 100;
  const truth::Model model(objects, orientation(), time_from_s(1800));
  const truth::State state = truth::start(model);
  const truth::View view(model, state);
  ASSERT_EQ(view.num_objects(), 2u);
  EXPECT_EQ(model.name(ObjectId{1}), "b");
  EXPECT_EQ(view.born(ObjectId{1}), time_from_s(100));
  EXPECT_EQ(view.rcs_m2(ObjectId{1}, {}, {}, {}, 160e6), 2);
  EXPECT_EQ(view.rcs_m2(ObjectId{1}, {}, {}, {}, 440e6), 1);
  EXPECT_EQ(view.rcs_m2(ObjectId{1}, {}, {}, {}, 10e9), 1);
  EXPECT_EQ(view.rcs_m2(ObjectId{0}, {}, {}, {}, 1e9), 1);
  EXPECT_FALSE(view.exists(ObjectId{1}, time_from_s(99)));
  const std::vector<ObjectId> ids{{0}, {1}, {1}, {0}};
  const std::vector<Time> times{time_from_s(300), time_from_s(300), time_from_s(900), time_from_s(1)};
  std::vector<PosVel> out(4);
  view.states_E(ids, times, out);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(out[i].p, view.state_E(ids[i], times[i]).p);
  EXPECT_THROW((void)view.state_E(ObjectId{1}, time_from_s(50)), ContractError);
}

} // namespace
