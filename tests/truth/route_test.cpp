// Routes: the way over ground, turns, climbs, speeds, times and what is refused.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <cstdio>

#include "dewline/truth/route/route.hpp"
#include "truth/support_truth.hpp"

namespace {
using namespace support;
using truth::ObjectParams;
using truth::RouteParams;
using truth::WaypointParams;

WaypointParams point(double lat_deg, double lon_deg, double height_m, double speed_m_s = 0) {
  WaypointParams w{lat_deg * kDeg, lon_deg * kDeg, height_m, {}, {}};
  if (speed_m_s > 0) w.speed_m_s = speed_m_s;
  return w;
}

/// A right turn, a climb, a sharper left turn at another speed, a descent.
ObjectParams tour() {
  ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  o.waypoints = {point(60, 10, 3000), point(60.4, 10.2, 3000, 200), point(60.5, 11.5, 5000, 250),
                 point(61.0, 10.4, 1000, 150), point(61.4, 10.3, 1000, 150)};
  o.route.emplace();
  return o;
}

truth::Flight route_of(const ObjectParams& o) {
  Problems problems;
  check_route(o, problems);
  auto bodies = problems.empty() ? build_route(o, problems) : std::vector<truth::Body>{};
  if (bodies.empty() || !problems.empty())
    throw std::runtime_error(problems.list().at(0).path + " " + problems.list().at(0).what);
  return std::move(bodies.front().flight);
}

std::string refusal(const ObjectParams& o) {
  Problems problems;
  truth::check(o, around(), problems);
  return problems.empty() ? "flown" : problems.list()[0].path + ": " + problems.list()[0].what;
}

/// What a path does at a time, from its states alone.
struct Doing {
  double height_m, speed_m_s, climb_m_s, turn_rad_s, acceleration_m_s2, vertical_m_s2;
};
Doing doing(const truth::Trajectory& path, Time t) {
  const Duration h = duration_from_s(1e-3);
  const PosVel x = path.at(t), a = path.at(t - h), b = path.at(t + h);
  const earth::Geodetic at = earth::geodetic(x.p);
  const Vec3 up = transpose(earth::enu_axes(at)) * Vec3{0, 0, 1};
  const Vec3 acc = (b.v - a.v) / (2 * seconds(h));
  const Vec3 level = x.v - dot(x.v, up) * up;
  const double v = norm(level);
  // over ground at height 0: the path is (1 + h / R) longer up there, R near enough the Earth's
  const double down = earth::kA_m / (earth::kA_m + at.h_m);
  // the local vertical turns with the way: v^2 / R of the acceleration is no climb
  return {at.h_m,
          v * down,
          dot(x.v, up),
          -dot(up, cross(x.v, acc)) / (v * v),
          dot(acc, level) / v * down,
          dot(acc, up) + v * v / (earth::kA_m + at.h_m)};
}

std::vector<Time> times_of(const truth::Trajectory& path, double step_s) {
  std::vector<Time> out;
  const std::vector<Time> corners = path.corners();
  for (Time t = path.begin() + duration_from_s(0.01); t < path.end() - duration_from_s(0.01);
       t += duration_from_s(step_s)) {
    const bool near = std::ranges::any_of(corners, [&](Time c) { return std::abs(seconds(t - c)) < 2e-3; });
    if (!near) out.push_back(t);
  }
  return out;
}

TEST(Route, TurnsAreCirclesThatTouchTheLegs) {
  const auto o = tour();
  const auto f = route_of(o);
  Problems problems;
  const auto track = lay_ground_track(o.waypoints, *o.route, 0, problems);
  ASSERT_TRUE(track);
  int circles = 0;
  double worst_m = 0, off_m = 0;
  for (const truth::Stretch& s : track->stretches()) {
    const double end_s = s.begin_s + s.duration_s;
    if (s.radius_m == 0) { // on the geodesic between its ends
      const earth::Geodetic a = earth::geodetic(f.path.at(time_from_s(s.begin_s)).p);
      const earth::Geodetic b = earth::geodetic(f.path.at(time_from_s(end_s)).p);
      const earth::Course way = earth::course(a, b);
      for (double part = 0.1; part < 1; part += 0.1) {
        const earth::Geodetic at = earth::geodetic(f.path.at(time_from_s(s.begin_s + part * s.duration_s)).p);
        const earth::Course here = earth::course(a, at);
        off_m = std::max(off_m, std::abs(here.distance_m * std::sin(here.az_start_rad - way.az_start_rad)));
      }
      continue;
    }
    // the centre lies a radius to the side of where the circle begins
    ++circles;
    const earth::Geodetic from = track->at(s.begin_s, s.begin_s + 1e-3),
                          next = track->at(s.begin_s + 1e-2, s.begin_s + 1e-3);
    const double az = earth::course(from, next).az_start_rad - 0.5e-2 * s.turn_rate_rad_s();
    const earth::Geodetic centre =
        earth::destination(from, az + std::copysign(M_PI / 2, s.radius_m), std::abs(s.radius_m));
    for (double t = s.begin_s; t < end_s; t += 0.37) {
      const earth::Geodetic at = earth::geodetic(f.path.at(time_from_s(t)).p);
      worst_m = std::max(worst_m, std::abs(earth::course(centre, at).distance_m - std::abs(s.radius_m)));
    }
    EXPECT_NEAR(std::abs(s.radius_m), s.speed_m_s / (3 * kDeg), 1e-6);
  }
  std::printf("  circles: %.1e m from the radius; lines: %.1e m off the geodesic\n", worst_m, off_m);
  EXPECT_EQ(circles, 3);
  EXPECT_LT(worst_m, 0.05);
  EXPECT_LT(off_m, 0.01);
}

TEST(Route, ThePathIsContinuousAndPiecesKeepToTheExactMotion) {
  for (const bool swing : {false, true}) {
    ObjectParams o = tour();
    if (swing) o.formation = truth::FormationParams{3, 800, truth::FormationShape::line_abreast};
    Problems problems;
    const auto lead = lay_ground_track(o.waypoints, *o.route, 0, problems);
    const auto heights = climb_profile(o.waypoints, *o.route, lead->passed_s(), problems);
    const auto bodies = build_route(o, problems);
    ASSERT_TRUE(problems.empty() && lead && heights);
    const auto all = swing ? stations(*o.formation, *o.route, *lead) : std::vector<truth::Station>{{}};
    double worst_p = 0, worst_v = 0, jump_p = 0, jump_v = 0;
    int num = 0;
    for (std::size_t k = 0; k < bodies.size(); ++k) {
      const auto& path = bodies[k].flight.path;
      const truth::StationTrack track(*lead, all[k]);
      PosVel last = path.at(path.begin());
      for (Time t = path.begin() + duration_from_s(0.01); t < path.end(); t += duration_from_s(0.01)) {
        const PosVel x = path.at(t);
        jump_p = std::max(jump_p, norm(x.p - last.p - 0.005 * (x.v + last.v)));
        jump_v = std::max(jump_v, norm(x.v - last.v));
        last = x;
        if (++num % 17 != 0) continue;
        const truth::Motion exact = truth::route_motion(track, *heights, seconds(t), seconds(t));
        worst_p = std::max(worst_p, norm(x.p - exact.p));
        worst_v = std::max(worst_v, norm(x.v - exact.v));
      }
    }
    std::printf("  pieces: %.1e m, %.1e m/s off; in 10 ms p jumps %.1e m, v %.1e m/s\n", worst_p, worst_v,
                jump_p, jump_v);
    EXPECT_LT(worst_p, 1e-3);
    EXPECT_LT(worst_v, 1e-3);
    EXPECT_LT(jump_p, 1e-3);
    EXPECT_LT(jump_v, 0.01 * 20); // 15 m/s2 at most, of a turn at 280 m/s
  }
}

TEST(Route, HeightsAndSpeedsAreThoseOfTheWaypoints) {
  const auto o = tour();
  const auto f = route_of(o);
  Problems problems;
  const auto track = lay_ground_track(o.waypoints, *o.route, 0, problems);
  for (std::size_t i = 0; i < o.waypoints.size(); ++i)
    EXPECT_NEAR(height_m(f, track->passed_s()[i]), o.waypoints[i].height_m, 1e-3) << i;
  // the climb begins at once, the descent ends at its waypoint
  EXPECT_GT(height_m(f, track->passed_s()[1] + 30), 3200);
  EXPECT_NEAR(height_m(f, track->passed_s()[2] + 10), 5000, 1e-3);
  const auto speed = [&](double t) { return doing(f.path, time_from_s(t)).speed_m_s; };
  EXPECT_NEAR(speed(5), 200, 0.5);
  EXPECT_NEAR(speed(track->passed_s()[1]), 200, 0.5); // the corner at the slower speed
  EXPECT_NEAR(speed(0.5 * (track->passed_s()[1] + track->passed_s()[2])), 250, 0.5);
  EXPECT_NEAR(speed(track->passed_s()[2]), 150, 0.5);
}

TEST(Route, TimesAreKept) {
  ObjectParams o = tour();
  o.waypoints[0].time_s = 100;
  o.waypoints[2].speed_m_s.reset(), o.waypoints[2].time_s = 700;
  o.waypoints[3].speed_m_s.reset(), o.waypoints[3].time_s = 1300;
  Problems problems;
  const auto track = lay_ground_track(o.waypoints, *o.route, 50, problems);
  ASSERT_TRUE(track);
  EXPECT_EQ(track->begin_s(), 150);
  EXPECT_NEAR(track->passed_s()[2], 750, 1e-6);
  EXPECT_NEAR(track->passed_s()[3], 1350, 1e-6);
}

TEST(Route, BankAndLoadFactorMeanTheirRadius) {
  RouteParams route;
  EXPECT_NEAR(truth::turn_radius_m(route, 100), 100 / (3 * kDeg), 1e-9);
  route.bank_rad = 60 * kDeg; // a load factor of 2
  const double radius = truth::turn_radius_m(route, 200);
  EXPECT_NEAR(radius, 200 * 200 / (9.80665 * std::sqrt(3.0)), 1e-9);
  route.bank_rad.reset(), route.load_factor = 2;
  EXPECT_NEAR(truth::turn_radius_m(route, 200), radius, 1e-9);
}

/// Random ways: legs of 5 to 60 km with turns up to 120 degrees, speeds, heights; some are refused.
ObjectParams random_tour() {
  ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  const auto number = [](double low, double high) {
    return low + (high - low) * *rc::gen::inRange(0, 100001) / 1e5;
  };
  o.launch.time_s = number(0, 1000);
  earth::Geodetic at{number(-80, 80) * kDeg, number(-180, 180) * kDeg, 0};
  double az = number(0, 2 * M_PI);
  auto& route = o.route.emplace();
  route.turn_rate_rad_s = number(1, 6) * kDeg;
  route.climb_rate_m_s = number(5, 50), route.descent_rate_m_s = number(5, 50);
  route.acceleration_m_s2 = number(0.5, 10), route.vertical_acceleration_m_s2 = number(0.5, 10);
  const int num = *rc::gen::inRange(2, 6);
  for (int i = 0; i < num; ++i) {
    o.waypoints.push_back(
        point(at.lat_rad / kDeg, at.lon_rad / kDeg, number(50, 4000), i == 0 ? 0 : number(50, 300)));
    at = earth::destination(at, az, number(5e3, 60e3));
    az += number(-2, 2);
  }
  return o;
}

void keeps_limits(const ObjectParams& o, const truth::Trajectory& path) {
  const RouteParams& r = *o.route;
  double top = 0;
  for (const auto& w : o.waypoints) top = std::max(top, w.speed_m_s.value_or(0));
  Time last = path.begin();
  for (const Time t : times_of(path, 0.73)) {
    const Doing d = doing(path, t);
    RC_ASSERT(d.speed_m_s <= top * 1.004); // the Earth is not round: R of the way against its equator's
    RC_ASSERT(std::abs(d.turn_rad_s) <= *r.turn_rate_rad_s * 1.0005 + 1e-6);
    RC_ASSERT(d.climb_m_s <= r.climb_rate_m_s + 1e-3);
    RC_ASSERT(d.climb_m_s >= -r.descent_rate_m_s - 1e-3);
    RC_ASSERT(std::abs(d.acceleration_m_s2) <= r.acceleration_m_s2 * 1.005 + 0.01);
    RC_ASSERT(std::abs(d.vertical_m_s2) <=
              r.vertical_acceleration_m_s2 + 0.15); // v^2/R: R is not the equator's
    const PosVel a = path.at(last), b = path.at(t);
    const double gap = seconds(t - last);
    RC_ASSERT(norm(b.p - a.p) <= (top + 60) * 1.01 * gap + 1e-3);
    last = t;
  }
}

TEST(Route, RandomWaysKeepTheirLimitsOrAreRefused) {
  int flown = 0, all = 0;
  rc::check("speed, turn rate, climb rate and accelerations", [&] {
    const ObjectParams o = random_tour();
    ++all;
    Problems problems;
    check_route(o, problems);
    const auto bodies = build_route(o, problems);
    RC_ASSERT(bodies.empty() != problems.empty());
    if (bodies.empty()) return;
    ++flown;
    keeps_limits(o, bodies.front().flight.path);
  });
  std::printf("  %d of %d flown\n", flown, all);
  EXPECT_GT(flown, all / 4);
}

TEST(Route, RefusalsNameTheWaypointAndTheRoom) {
  ObjectParams o = tour();
  o.waypoints[2] = point(60.405, 10.22, 3000, 200);
  EXPECT_EQ(
      refusal(o),
      "waypoints[1]: is too sharp a corner: 49.1 deg at 200.0 m/s, a radius of 3820 m, needs 1746 m of the "
      "leg from it, which is 1235 m long; the corner at its other end takes 1486 m");
  o = tour();
  o.waypoints[1].speed_m_s = 2000;
  EXPECT_EQ(refusal(o).substr(0, 39), "waypoints[1]: has no room to change spe") << refusal(o);
  o = tour();
  o.waypoints[3].height_m = 20000;
  EXPECT_EQ(refusal(o).substr(0, 40), "waypoints[3]: cannot be reached in heigh") << refusal(o);
  o = tour();
  o.waypoints[2] = o.waypoints[1];
  EXPECT_EQ(refusal(o), "waypoints[2]: is less than 1 m from the point before");
  o = tour();
  o.waypoints[2].speed_m_s.reset(), o.waypoints[2].time_s = 1;
  EXPECT_EQ(refusal(o), "waypoints[2]: is not later than the point before");
  o = tour();
  o.waypoints[1].time_s = 5;
  EXPECT_EQ(refusal(o), "waypoints[1]: needs time or speed, one of them");
  o = tour();
  o.route->bank_rad = 0.5, o.route->load_factor = 2;
  EXPECT_EQ(refusal(o), "route: says more than once how fast it turns");
  o = tour();
  o.route->height_above = truth::HeightAbove::terrain;
  EXPECT_EQ(refusal(o), "route.height_above: is terrain, but no ground is given");
  o = tour();
  o.route->clearance_m = 50;
  EXPECT_EQ(refusal(o), "route.clearance: stands without terrain or profile");
  o = tour();
  o.route->profile = {{0, 0}, {0, 10}};
  EXPECT_EQ(refusal(o), "route.profile[1].distance: does not rise");
  o.route->terrain.emplace().path = "x.asc";
  EXPECT_EQ(refusal(o), "route.profile: stands beside terrain");
  o = tour();
  o.route.reset();
  o.formation.emplace().spacing_m = 100;
  EXPECT_EQ(refusal(o), "formation: stands without waypoints and route");
  o = tour();
  o.formation = truth::FormationParams{9, 2000, truth::FormationShape::line_abreast};
  EXPECT_EQ(refusal(o).substr(0, 42), "formation.spacing: makes it 8000 m wide to") << refusal(o);
}

TEST(Formation, StationsAreWhereTheirShapeSays) {
  using F = truth::FormationShape;
  ObjectParams o = tour();
  o.waypoints = {point(60, 10, 3000), point(60.9, 10, 3000, 200), point(61.4, 11, 3000, 200)};
  // right and back of members 2 and 3, in spacings
  const double h = std::sqrt(0.5);
  const std::vector<std::pair<F, std::array<double, 4>>> shapes = {{F::line_abreast, {1, 0, -1, 0}},
                                                                   {F::trail, {0, 1, 0, 2}},
                                                                   {F::echelon, {h, h, 2 * h, 2 * h}},
                                                                   {F::vee, {h, h, -h, h}},
                                                                   {F::box, {1, 0, 0, 1}}};
  for (const auto& [shape, place] : shapes) {
    o.formation = truth::FormationParams{3, 1000, shape};
    const auto bodies = bodies_of(o);
    ASSERT_EQ(bodies.size(), 3u);
    for (std::size_t k = 1; k < 3; ++k) {
      EXPECT_EQ(bodies[k].suffix, std::to_string(k + 1));
      const Time t = time_from_s(300); // on the first leg, northward
      const PosVel lead = bodies[0].flight.path.at(t), own = bodies[k].flight.path.at(t);
      const Vec3 off = earth::enu_axes(earth::geodetic(lead.p)) * (own.p - lead.p);
      EXPECT_NEAR(off.x, 1000 * place[2 * k - 2], 1)
          << word(shape) << k; // the path is 1.0005 longer up there
      EXPECT_NEAR(off.y, -1000 * place[2 * k - 1], 1.1) << word(shape) << k;
      EXPECT_NEAR(height_m(bodies[k].flight, 300), 3000, 1e-3);
      EXPECT_NEAR(norm(own.v - lead.v), 0, 0.1);
    }
  }
}

TEST(Formation, InTurnsMembersStayBesideTheLeaderAndHastenWithinTheLimit) {
  ObjectParams o = tour();
  o.waypoints = {point(60, 10, 3000), point(60.9, 10, 3000, 200), point(61.4, 11, 3000, 200)};
  o.formation = truth::FormationParams{3, 1000, truth::FormationShape::line_abreast};
  const auto bodies = bodies_of(o);
  double most = 0, worst_m = 0;
  for (std::size_t k = 1; k < 3; ++k)
    for (const Time t : times_of(bodies[k].flight.path, 0.31)) {
      worst_m = std::max(
          worst_m, std::abs(norm(bodies[k].flight.path.at(t).p - bodies[0].flight.path.at(t).p) - 1000));
      most = std::max(most, std::abs(doing(bodies[k].flight.path, t).acceleration_m_s2));
    }
  std::printf("  %.2f m from 1000 m at worst; %.3f m/s2 along the way\n", worst_m, most);
  EXPECT_LT(worst_m, 1);
  EXPECT_LT(most, 1.3); // the limit of 1 along the way, and the swing's own share of the turn
  EXPECT_GT(most, 0.5);
}

TEST(Formation, TrailPassesTheSamePlacesLater) {
  ObjectParams o = tour();
  o.formation = truth::FormationParams{2, 600, truth::FormationShape::trail};
  const auto bodies = bodies_of(o);
  const Duration delay = duration_from_s(3); // 600 m at 200 m/s
  for (double t = 1; t < 900; t += 13)
    EXPECT_LT(
        norm(bodies[1].flight.path.at(time_from_s(t) + delay).p - bodies[0].flight.path.at(time_from_s(t)).p),
        1e-3);
}

TEST(Route, TheOldWayWithoutARouteIsAsItWas) {
  ObjectParams o = tour();
  o.route.reset();
  const auto f = flight_of(o);
  EXPECT_EQ(f.path.num_pieces(), 4u);
  // constant climb, corners at once: half way between two points in height and time
  const PosVel x = f.path.at(f.path.begin() + (f.path.end() - f.path.begin()) / 2);
  EXPECT_TRUE(std::isfinite(norm(x.p)));
  EXPECT_EQ(f.path.corners().size(), 3u);
}

} // namespace
