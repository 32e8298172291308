// Satellites: designed orbits, Walker's shells, element sets.
#include "dewline/truth/satellite.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <set>

#include "truth/support_truth.hpp"

namespace {
using namespace support;
using namespace std::chrono_literals;

truth::ObjectParams satellite() {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 10}};
  return o;
}
truth::ObjectParams with(const truth::OrbitParams& orbit) {
  truth::ObjectParams o = satellite();
  o.orbit = orbit;
  return o;
}
truth::ObjectParams shell_of(const std::string& walker, double height_m, double inclination_deg,
                             truth::WalkerPattern pattern = truth::WalkerPattern::delta) {
  truth::ObjectParams o = satellite();
  o.shell = truth::ShellParams{walker, pattern, height_m, inclination_deg * kDeg, 0.4, 0.1};
  return o;
}
truth::ObjectParams with_sets(std::vector<truth::ElementSetParams> sets) {
  truth::ObjectParams o = satellite();
  o.elements.emplace();
  o.elements->sets = std::move(sets);
  return o;
}

/// Sets of the verification file (tests/known/data/sgp4_ver.tle), by hand.
truth::ElementSetParams delta_debris() { // 06251, near Earth
  return {"delta", "2006-06-25T19:46:43.980Z", 15.56387291, 0.0030035, 58.0579 * kDeg, 54.0425 * kDeg,
          139.1568 * kDeg, 221.1854 * kDeg, 0.12808e-3};
}
truth::ElementSetParams molniya_2_14() { // 08195, half-day resonance
  return {"molniya", "2006-06-25T07:58:18.298Z", 2.00491383, 0.6877146, 64.1586 * kDeg, 279.0717 * kDeg,
          264.7651 * kDeg, 20.2257 * kDeg, 0.11873e-3};
}
truth::ElementSetParams decaying() { // 28872: decays 45 to 50 minutes after its epoch
  return {"minotaur", "2005-11-29T00:00:00.000Z", 16.44, 0.0, 96.5 * kDeg, 0, 0, 0, 0.1};
}

const earth::Orientation& in_2006() {
  static const earth::Orientation o(earth::parse_utc("2006-06-25T12:00:00Z"), {}, 72h);
  return o;
}
truth::Surroundings around_2006(Time end) { return {in_2006().omega_E(), end, &in_2006()}; }

truth::OrbitParams tundra() { // the one of the first page
  truth::OrbitParams o;
  o.perigee_m = 1650e3, o.apogee_m = 38520e3, o.inclination_rad = 63.8 * kDeg;
  o.apogee_longitude_rad = -100 * kDeg, o.apogee_time_s = 0;
  return o;
}
truth::OrbitParams geostationary(double lon_deg) {
  truth::OrbitParams o;
  o.geostationary_rad = lon_deg * kDeg;
  return o;
}
truth::OrbitParams repeating(double repeats, double perigee_m) {
  truth::OrbitParams o;
  o.repeats = repeats, o.perigee_m = perigee_m, o.inclination_rad = 63.4 * kDeg;
  o.apogee_longitude_rad = 70 * kDeg, o.apogee_time_s = 7200;
  return o;
}

earth::Geodetic below(const truth::Trajectory& path, double t_s) {
  return earth::geodetic(path.at(time_from_s(t_s)).p);
}

TEST(Satellite, AGeostationaryOneStandsStill) {
  const auto bodies = bodies_of(with(geostationary(-135)), around(time_from_s(86400)));
  ASSERT_EQ(bodies.size(), 1u);
  EXPECT_EQ(bodies[0].suffix, "");
  const truth::Trajectory& path = bodies[0].flight.path;
  EXPECT_GT(path.end(), time_from_s(86400));
  for (double t_s = 0; t_s <= 86400; t_s += 777) {
    const earth::Geodetic at = below(path, t_s);
    EXPECT_NEAR(at.lat_rad, 0, 1e-9);
    EXPECT_NEAR(at.lon_rad, -135 * kDeg, 1e-9);
    EXPECT_NEAR(at.h_m, 35786e3, 2.5e3);
    EXPECT_LE(norm(path.at(time_from_s(t_s)).v), 1e-3);
  }
}

TEST(Satellite, TheTundraOfTheFirstPageHasItsApogeeWhereItSays) {
  const auto flight = flight_of(with(tundra()), time_from_s(86400));
  const earth::Geodetic at = below(flight.path, 0);
  EXPECT_NEAR(at.lon_rad, -100 * kDeg, 1e-9);
  EXPECT_NEAR(at.h_m, 38520e3, 20e3); // stated above the equator's radius; here the Earth is flatter
  EXPECT_NEAR(std::asin(flight.path.at(Time{}).p.z / norm(flight.path.at(Time{}).p)), 63.8 * kDeg, 1e-9);
  EXPECT_NEAR(norm(flight.path.at(Time{}).p), earth::kA_m + 38520e3, 0.1);
}

/// Times of apogee, by the sign of the radial speed.
std::vector<double> apogees_s(const truth::Trajectory& path, double end_s) {
  std::vector<double> out;
  const auto climb = [&](double t_s) {
    const PosVel x = path.at(time_from_s(t_s));
    return dot(x.p, x.v);
  };
  for (double t_s = 60; t_s < end_s; t_s += 60)
    if (climb(t_s - 60) > 0 && climb(t_s) <= 0) out.push_back(orbit::find_root(climb, t_s - 60, t_s));
  return out;
}

TEST(Satellite, ARepeatingApogeeStandsOverTheSameLongitudes) {
  const auto flight = flight_of(with(repeating(2, 600e3)), time_from_s(5 * 86400));
  const auto times = apogees_s(flight.path, 5 * 86400);
  ASSERT_GE(times.size(), 9u);
  EXPECT_NEAR(times[0], 7200, 0.01);
  for (std::size_t k = 0; k < times.size(); ++k) {
    const double lon = below(flight.path, times[k]).lon_rad, expected = (k % 2 == 0 ? 70 : -110) * kDeg;
    // mean anomaly and perigee drift against each other by a little: 63.4 deg is not quite the critical inclination
    EXPECT_NEAR(std::remainder(lon - expected, 2 * M_PI), 0, 2e-4) << k;
  }
}

TEST(Satellite, NodeLongitudeAndTimesSayWhatTheySay) {
  truth::OrbitParams o;
  o.height_m = 800e3, o.inclination_rad = 98 * kDeg, o.node_longitude_rad = 30 * kDeg;
  const auto flight = flight_of(with(o), time_from_s(7000));
  EXPECT_NEAR(below(flight.path, 0).lon_rad, 30 * kDeg, 1e-9);
  EXPECT_NEAR(below(flight.path, 0).lat_rad, 0, 1e-9);
  EXPECT_GT(flight.path.at(Time{}).v.z, 0);
  truth::OrbitParams perigee = repeating(2, 600e3);
  perigee.apogee_time_s.reset(), perigee.perigee_time_s = 3000;
  const auto second = flight_of(with(perigee), time_from_s(86400));
  EXPECT_NEAR(norm(second.path.at(time_from_s(3000)).p), earth::kA_m + 600e3, 0.1);
  const auto first_apogee = apogees_s(second.path, 86400).at(0); // of which apogee_longitude speaks
  EXPECT_NEAR(below(second.path, first_apogee).lon_rad, 70 * kDeg, 1e-6);
}

TEST(Satellite, LivesFromLaunchTimePastTheEnd) {
  truth::ObjectParams o = with(geostationary(10));
  o.launch.time_s = 500;
  const auto path = flight_of(o, time_from_s(1000)).path;
  EXPECT_EQ(path.begin(), time_from_s(500));
  EXPECT_GT(path.end(), time_from_s(1000));
  o.launch.time_s = 5000; // after the run: it is never there, and no error
  EXPECT_EQ(flight_of(o, time_from_s(1000)).path.begin(), time_from_s(5000));
}

/// Worst difference of the trajectory to positions in TEME and their derivative, at times off the pieces' grid.
void compare(const char* name, const truth::Trajectory& path, const std::function<Vec3(double)>& p_T,
             const earth::Orientation& orientation, double end_s) {
  double worst_p = 0, worst_v = 0;
  std::size_t guess = 0;
  for (double t_s = 20; t_s < end_s - 20; t_s += 7.31) {
    const auto p_E = [&](double at_s) { return orientation.R_ET(time_from_s(at_s)) * p_T(at_s); };
    const double d_s = 4;
    const Vec3 v = (8 * (p_E(t_s + d_s) - p_E(t_s - d_s)) - (p_E(t_s + 2 * d_s) - p_E(t_s - 2 * d_s))) / (12 * d_s);
    const PosVel x = path.at(time_from_s(t_s), guess);
    worst_p = std::max(worst_p, norm(x.p - p_E(t_s)));
    worst_v = std::max(worst_v, norm(x.v - v));
  }
  std::printf("  %s: %.2e m, %.2e m/s; %.1f pieces an hour\n", name, worst_p, worst_v,
              static_cast<double>(path.num_pieces()) / end_s * 3600);
  EXPECT_LE(worst_p, 1.0) << name;
  EXPECT_LE(worst_v, 1e-3) << name;
}

TEST(Satellite, TrajectoriesStayWithinAMetreOfTheDesign) {
  truth::OrbitParams low;
  low.height_m = 300e3, low.inclination_rad = 51.6 * kDeg, low.raan_rad = 1;
  const std::pair<const char*, truth::OrbitParams> cases[] = {
      {"low", low}, {"geostationary", geostationary(-135)}, {"Tundra", tundra()}, {"Molniya", repeating(2, 300e3)}};
  for (const auto& [name, params] : cases) {
    Problems problems;
    const auto elements = orbit::design(params, orientation(), problems).value();
    const auto flight = flight_of(with(params), time_from_s(86400));
    compare(name, flight.path, [&](double t_s) { return orbit::j2_state(elements, t_s).p; }, orientation(), 86400);
    // the derivative is what the formula says
    for (double t_s = 11; t_s < 86400; t_s += 3333) {
      const PosVel x_E = orientation().teme_to_E(orbit::j2_state(elements, t_s), time_from_s(t_s));
      EXPECT_LE(norm(flight.path.at(time_from_s(t_s)).v - x_E.v), 1e-3);
    }
  }
}

TEST(Satellite, EveryMemberOfAShellStaysWithinAMetre) {
  const truth::ObjectParams o = shell_of("12/3/1", 1200e3, 87);
  const auto all = truth::members(*o.shell);
  const auto bodies = bodies_of(o, around(time_from_s(7200)));
  ASSERT_EQ(bodies.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    compare(all[i].suffix.c_str(), bodies[i].flight.path,
            [&](double t_s) { return orbit::j2_state(all[i].elements, t_s).p; }, orientation(), 7200);
}

TEST(Satellite, ElementSetsStayWithinAMetreOfSgp4) {
  const auto bodies = bodies_of(with_sets({delta_debris(), molniya_2_14()}), around_2006(Time{48h}));
  ASSERT_EQ(bodies.size(), 2u);
  EXPECT_EQ(bodies[0].suffix, "delta");
  const truth::ElementSetParams sets[] = {delta_debris(), molniya_2_14()};
  for (std::size_t i = 0; i < 2; ++i) {
    const orbit::Sgp4 sgp4(truth::to_mean_elements(sets[i]));
    const double start_min = sgp4.minutes_at(in_2006().utc_epoch());
    compare(sets[i].id.c_str(), bodies[i].flight.path,
            [&](double t_s) { return sgp4.state(start_min + t_s / 60).x_TEME.p; }, in_2006(), 48 * 3600);
    // SGP4's own velocity is not quite the derivative of its positions
    double worst = 0;
    for (double t_s = 0; t_s < 86400; t_s += 60) {
      const PosVel x_E = in_2006().teme_to_E(sgp4.state(start_min + t_s / 60).x_TEME, time_from_s(t_s));
      worst = std::max(worst, norm(bodies[i].flight.path.at(time_from_s(t_s)).v - x_E.v));
    }
    std::printf("  %s: SGP4's own velocity differs by up to %.3f m/s\n", sets[i].id.c_str(), worst);
    EXPECT_LE(worst, 3);
  }
  EXPECT_EQ(bodies_of(with_sets({delta_debris()}), around_2006(Time{1h}))[0].suffix, ""); // alone: the object itself
}

TEST(Walker, MembersAreEvenlySpreadAndPhased) {
  const auto all = truth::members(*shell_of("24/3/1", 1200e3, 56).shell);
  ASSERT_EQ(all.size(), 24u);
  EXPECT_EQ(all[0].suffix, "p01-s01");
  EXPECT_EQ(all[23].suffix, "p03-s08");
  std::set<std::string> names;
  for (const auto& m : all) names.insert(m.suffix);
  EXPECT_EQ(names.size(), 24u);
  EXPECT_NEAR(all[8].elements.raan_rad - all[0].elements.raan_rad, 120 * kDeg, 1e-12);
  EXPECT_NEAR(all[8].elements.mean_anomaly_rad - all[0].elements.mean_anomaly_rad, 15 * kDeg, 1e-12); // 360 F / T
  EXPECT_NEAR(all[1].elements.mean_anomaly_rad - all[0].elements.mean_anomaly_rad, 45 * kDeg, 1e-12);
  const auto star = truth::members(*shell_of("66/6/2", 780e3, 86.4, truth::WalkerPattern::star).shell);
  EXPECT_NEAR(star[11].elements.raan_rad - star[0].elements.raan_rad, 30 * kDeg, 1e-12);
}

/// The pattern is symmetric: turned by a plane's spacing and a phase it is itself, at any time.
TEST(Walker, APatternIsItselfAgainAPlaneFurther) {
  const auto all = truth::members(*shell_of("24/4/3", 1200e3, 56).shell);
  for (const double t_s : {0.0, 5000.0, 86400.0})
    for (const auto& m : all) {
      const Vec3 p = orbit::j2_state(m.elements, t_s).p;
      const Vec3 turned{-p.y, p.x, p.z}; // 90 deg
      double nearest_m = 1e9;
      for (const auto& other : all) {
        orbit::KeplerElements ahead = other.elements;
        ahead.mean_anomaly_rad -= 3 * 15 * kDeg;
        nearest_m = std::min(nearest_m, norm(turned - orbit::j2_state(ahead, t_s).p));
      }
      EXPECT_LE(nearest_m, 1e-3);
    }
}

TEST(Walker, TheSumOfADeltaPatternIsItsCentre) {
  const auto all = truth::members(*shell_of("40/8/5", 1200e3, 53).shell);
  for (const double t_s : {0.0, 1234.5, 86400.0}) {
    Vec3 sum;
    for (const auto& m : all) sum = sum + orbit::j2_state(m.elements, t_s).p;
    EXPECT_LE(norm(sum), 1e-2);
  }
}

TEST(Walker, ReadsItsThreeNumbersAndNothingElse) {
  const auto w = truth::parse_walker("24/3/1");
  ASSERT_TRUE(w);
  EXPECT_EQ(w->num_satellites, 24);
  EXPECT_EQ(w->num_planes, 3);
  EXPECT_EQ(w->phasing, 1);
  for (const char* bad : {"", "24", "24/3", "24/3/", "24/3/1/2", "24/3/1 ", "a/b/c", "24-3-1", "24//1", "24/3/1.5"})
    EXPECT_FALSE(truth::parse_walker(bad)) << bad;
}

std::string problems_of(const truth::ObjectParams& object, const truth::Surroundings& where = around()) {
  Problems problems;
  truth::check(object, where, problems);
  std::string all;
  for (const Problem& p : problems.list()) all += p.path + ": " + p.what + "\n";
  return all;
}

TEST(SatelliteRules, SoundOnesPass) {
  EXPECT_EQ(problems_of(with(tundra())), "");
  EXPECT_EQ(problems_of(with(geostationary(1))), "");
  EXPECT_EQ(problems_of(with(repeating(2, 600e3))), "");
  EXPECT_EQ(problems_of(shell_of("24/3/1", 1200e3, 87)), "");
  EXPECT_EQ(problems_of(with_sets({delta_debris()}), around_2006(Time{1h})), "");
}

TEST(SatelliteRules, FormsExcludeEachOther) {
  truth::OrbitParams o = geostationary(1);
  o.inclination_rad = 0.1;
  EXPECT_EQ(problems_of(with(o)), "orbit.inclination: stands beside geostationary, which says all\n");
  o = tundra(), o.height_m = 500e3;
  EXPECT_EQ(problems_of(with(o)), "orbit.perigee: stands beside height\norbit.apogee: stands beside height\n");
  o = tundra(), o.raan_rad = 1;
  EXPECT_EQ(problems_of(with(o)), "orbit.apogee_longitude: stands beside raan\n");
  o = tundra(), o.mean_anomaly_rad = 1;
  EXPECT_EQ(problems_of(with(o)), "orbit.apogee_time: stands beside mean_anomaly\n");
  o = repeating(1, 2e7), o.eccentricity = 0.2;
  EXPECT_EQ(problems_of(with(o)), "orbit.eccentricity: stands beside perigee\n");
  o = tundra(), o.eccentricity = 0.2;
  EXPECT_EQ(problems_of(with(o)), "orbit.eccentricity: stands without repeats\n");
  truth::ObjectParams both = with(tundra());
  both.shell = shell_of("24/3/1", 1200e3, 87).shell;
  EXPECT_EQ(problems_of(both), ": says more than once how it moves\n");
}

TEST(SatelliteRules, WhatIsMissing) {
  truth::OrbitParams o;
  EXPECT_EQ(problems_of(with(o)), "orbit: does not say how large the orbit is\norbit.inclination: is missing\n"
                                  "orbit: does not say where its plane stands\n");
  o = tundra(), o.apogee_m.reset();
  EXPECT_EQ(problems_of(with(o)), "orbit.apogee: is missing\n");
  o = tundra(), o.perigee_m.reset();
  EXPECT_EQ(problems_of(with(o)), "orbit.perigee: is missing\n");
}

TEST(SatelliteRules, OrbitsThatAreNone) {
  truth::OrbitParams o = tundra();
  std::swap(o.perigee_m, o.apogee_m);
  EXPECT_EQ(problems_of(with(o)), "orbit.apogee: lies below the perigee\n");
  o = tundra(), o.perigee_m = 50e3;
  EXPECT_EQ(problems_of(with(o)), "orbit.perigee: puts the perigee at a height of 50 km\n");
  o = repeating(2, 30e6); // above the circle of half a day
  EXPECT_EQ(problems_of(with(o)), "orbit.perigee: fits no orbit of that many revolutions\n");
  o = repeating(2, 600e3), o.perigee_m.reset(), o.eccentricity = 0.8;
  EXPECT_NE(problems_of(with(o)).find("orbit.repeats: puts the perigee at a height of -"), std::string::npos);
}

TEST(SatelliteRules, WalkersNumbers) {
  EXPECT_EQ(problems_of(shell_of("24-3-1", 1200e3, 87)),
            "shell.walker: is not of the form satellites/planes/phasing\n");
  EXPECT_EQ(problems_of(shell_of("25/3/1", 1200e3, 87)), "shell.walker: has satellites that the planes do not divide\n");
  EXPECT_EQ(problems_of(shell_of("24/3/3", 1200e3, 87)), "shell.walker: needs a phasing from 0 to planes - 1\n");
  EXPECT_EQ(problems_of(shell_of("24/3/-1", 1200e3, 87)), "shell.walker: needs a phasing from 0 to planes - 1\n");
  for (const char* none : {"0/3/1", "24/0/0", "-24/3/1", "90000/3/1"})
    EXPECT_EQ(problems_of(shell_of(none, 1200e3, 87)),
              "shell.walker: needs 1 to 20,000 satellites and one plane at least\n") << none;
}

TEST(SatelliteRules, ElementSets) {
  EXPECT_EQ(problems_of(with_sets({})), "elements: says no element set\n");
  auto set = delta_debris();
  set.id = "Delta 1";
  EXPECT_EQ(problems_of(with_sets({set})), "elements.sets[0].id: must be lower-case letters, digits and `-`\n");
  EXPECT_EQ(problems_of(with_sets({delta_debris(), delta_debris()})),
            "elements.sets[1].id: is the name of another set of this object\n");
  set = delta_debris(), set.epoch = "yesterday", set.eccentricity = 1, set.revolutions_per_day = 0;
  const std::string all = problems_of(with_sets({set}));
  EXPECT_NE(all.find("elements.sets[0].eccentricity: must lie in [0, 1)"), std::string::npos) << all;
  EXPECT_NE(all.find("elements.sets[0].revolutions_per_day: must be > 0"), std::string::npos) << all;
  EXPECT_NE(all.find("elements.sets[0].epoch: "), std::string::npos) << all;
}

TEST(Decay, ASetThatDecaysInTheRunEndsThere) {
  static const earth::Orientation then(earth::parse_utc("2005-11-29T00:00:00Z"), {}, 72h);
  const truth::Surroundings where{then.omega_E(), Time{48h}, &then};
  const auto flight = std::move(bodies_of(with_sets({decaying()}), where)[0].flight);
  ASSERT_LT(flight.path.end(), Time{48h});
  const auto& decay = milestone(flight, "decay");
  EXPECT_EQ(decay.at, flight.path.end());
  const orbit::Sgp4 sgp4(truth::to_mean_elements(decaying()));
  const double end_s = seconds(flight.path.end());
  EXPECT_EQ(sgp4.state(end_s / 60).error, orbit::Sgp4Error::none);
  EXPECT_NE(sgp4.state((end_s + 10) / 60).error, orbit::Sgp4Error::none);
  compare("decaying", flight.path, [&](double t_s) { return sgp4.state(t_s / 60).x_TEME.p; }, then, end_s);
}

TEST(Decay, ASetThatHasDecayedBeforeIsAProblemWithTheTime) {
  static const earth::Orientation later(earth::parse_utc("2005-12-09T00:00:00Z"), {}, 72h);
  const truth::Surroundings where{later.omega_E(), Time{1h}, &later};
  EXPECT_EQ(problems_of(with_sets({decaying()}), where),
            "elements.sets[0]: is not in orbit at 2005-12-09T00:00:00Z: SGP4 has it decayed or refuses it\n");
}

} // namespace
