// Infrared satellites report directions only: how tracks live on them.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "dewline/track/filter.hpp"
#include "dewline/track/motion.hpp"
#include "dewline/track/tracker.hpp"
#include "track/rig.hpp"

namespace dewline::track {
namespace {

constexpr double kGeo_m = 42164e3, kSigma = 30e-6;

/// Geostationary over a longitude, S z to the Earth's centre.
sense::Coverage geostationary(double lon_deg) {
  sense::Coverage c;
  c.kind = sense::Kind::infrared;
  c.p_ES_E = kGeo_m * Vec3{std::cos(lon_deg * rig::kDeg), std::sin(lon_deg * rig::kDeg), 0};
  const Vec3 z = -1 * unit(c.p_ES_E), y{0, 0, -1}, x = cross(y, z);
  c.R_SE = {x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z};
  c.half_angle_rad = 9 * rig::kDeg;
  c.prob_detect = 0.95;
  c.clutter_density = 1;
  return c;
}

/// A boost straight up and east from 48 N 60 E: 30 m/s^2 along 50 deg, Earth-fixed.
PosVel boost_E(double t_s) {
  const earth::Geodetic pad{48 * rig::kDeg, 60 * rig::kDeg, 0};
  const Vec3 along = transpose(earth::enu_axes(pad)) * earth::enu_direction(60 * rig::kDeg, 50 * rig::kDeg);
  return {earth::ecef(pad) + 15 * t_s * t_s * along, 30 * t_s * along};
}
PosVel boost_G(Time t) { return rig::orientation().to_G(boost_E(seconds(t)), t); }

sense::Detection line_to(const sense::Coverage& c, Time t, const Draws& draws, std::uint64_t event, std::uint64_t item) {
  const Face face = face_at(c, t, rig::orientation().R_EG(t), rig::orientation().omega_E());
  const Polar at = polar(face, boost_G(t).p);
  const auto n = draws.normal4({Purpose::test, 7, 0, event, item});
  sense::Detection z;
  z.valid = t;
  z.has_range = false;
  z.sigma_u = z.sigma_v = kSigma;
  z.u = at.u + kSigma * n[0];
  z.v = at.v + kSigma * n[1];
  z.snr_db = 20;
  return z;
}

sense::Scan scan_of(const sense::Coverage& c, std::uint32_t sensor, std::int64_t frame, std::vector<sense::Detection> seen) {
  sense::Scan s = rig::scan(frame, std::move(seen), SensorId{sensor});
  s.coverage = {c};
  return s;
}

TEST(PlumeRange, IsWhereTheLineMeetsTheShellOfPlumes) {
  const Vec3 sat{kGeo_m, 0, 0};
  const PlumeRange down = plume_range(sat, {-1, 0, 0});
  EXPECT_NEAR(down.range_m, kGeo_m - earth::kA_m - kPlumeHeight_m, 1e-3);
  EXPECT_NEAR(down.sigma_m, kPlumeHeight_m, 1e-3); // straight down a height is a range
  // The line that just passes the pole's air: its nearest point, and half the chord of the shell twice as high.
  const double b = earth::kA_m * (1 - earth::kF) + 1.5 * kPlumeHeight_m;
  const PlumeRange past = plume_range(sat, unit(Vec3{-std::sqrt(kGeo_m * kGeo_m - b * b), 0, b}));
  EXPECT_NEAR(past.range_m, std::sqrt(kGeo_m * kGeo_m - b * b), 20e3);
  EXPECT_GT(past.sigma_m, 500e3);
  EXPECT_LT(past.sigma_m, 900e3);
}

TEST(LineOfSight, UpdatesAcrossAndLeavesTheRangeAlone) {
  const sense::Coverage c = geostationary(75);
  const Time t = time_from_s(60);
  const Face face = face_at(c, t, rig::orientation().R_EG(t), rig::orientation().omega_E());
  const sense::Detection z = line_to(c, t, Draws(1, 0), 0, 0);
  Gaussian<6> prior = start_estimate(z, face, 4000);
  const Vec3 los = polar(face, boost_G(t).p).line_of_sight_G;
  const auto along = [&](const Gaussian<6>& x) {
    double var = 0;
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) var += los[i] * x.cov(i, j) * los[j];
    return std::sqrt(var);
  };
  const Fit fit = update(prior, z, face);
  EXPECT_EQ(fit.num_values, 2);
  EXPECT_NEAR(along(fit.x_G) / along(prior), 1, 1e-3);
  EXPECT_GT(along(prior), kPlumeHeight_m);
}

TEST(LineOfSight, StartsWhereTheSatelliteWasAtThatInstant) {
  sense::Coverage c = geostationary(75);
  c.v_ES_E = {0, 300, -1500}; // as on a high orbit
  c.at = time_from_s(50);
  const Time t = time_from_s(60);
  sense::Coverage then = c;
  then.p_ES_E = c.p_ES_E + 10.0 * c.v_ES_E;
  then.v_ES_E = {};
  const Mat3 R_EG = rig::orientation().R_EG(t);
  const Face moving = face_at(c, t, R_EG, rig::orientation().omega_E()), still = face_at(then, t, R_EG, rig::orientation().omega_E());
  EXPECT_NEAR(norm(moving.p_ES_S - still.p_ES_S), 0, 1e-6);
  const sense::Detection z = line_to(c, t, Draws(1, 0), 0, 0);
  EXPECT_LT(across_m(z, moving, boost_G(t).p), 5 * 38e6 * kSigma);
  EXPECT_GT(across_m(z, face_at(geostationary(75), t, R_EG, rig::orientation().omega_E()), boost_G(t).p), 10e3);
}

TEST(LineOfSight, AChiSquareOfTwoHasItsQuantile) { EXPECT_NEAR(chi_square_quantile(0.95, 2), 5.991464547, 1e-9); }

/// Feeds one or two satellites' lines at t = 50 ... 170 s, every 10 s.
Picture followed(const Tracker& tracker, Tracker::State& state, int num_satellites, const Draws& draws) {
  Picture picture;
  for (std::int64_t k = 5; k < 17; ++k) {
    std::vector<sense::Scan> scans;
    for (int s = 0; s < num_satellites; ++s) {
      const sense::Coverage c = geostationary(75 - 60 * s);
      const auto at = rig::dwell(k);
      scans.push_back(scan_of(c, static_cast<std::uint32_t>(s), k,
                              {line_to(c, at, draws, static_cast<std::uint64_t>(k), static_cast<std::uint64_t>(s))}));
    }
    std::vector<const sense::Scan*> list;
    for (const auto& s : scans) list.push_back(&s);
    picture = tracker.assimilate(state, scans.back().end, list, rig::orientation());
  }
  return picture;
}

TEST(LineOfSight, OneSatelliteHoldsOneTrackThatSaysHowLittleItKnows) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Picture p = followed(tracker, state, 1, Draws(3, 0));
  ASSERT_EQ(p.tracks.size(), 1u);
  EXPECT_EQ(p.tracks[0].status, Status::confirmed);
  EXPECT_TRUE(only_lines_of_sight(p.tracks[0]));
  EXPECT_EQ(p.tracks[0].num_updates, 12u);
  const PosVel truth = boost_G(p.at);
  const Vec3 error = Vec3{p.tracks[0].x_G.mean[0], p.tracks[0].x_G.mean[1], p.tracks[0].x_G.mean[2]} - truth.p;
  const double sigma = std::sqrt(p.tracks[0].x_G.cov(0, 0) + p.tracks[0].x_G.cov(1, 1) + p.tracks[0].x_G.cov(2, 2));
  EXPECT_LT(norm(error), 5 * sigma);
  EXPECT_GT(sigma, 20e3); // nobody has measured the range
}

TEST(LineOfSight, TwoSatellitesFixThePlace) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Picture p = followed(tracker, state, 2, Draws(4, 0));
  ASSERT_EQ(p.tracks.size(), 1u);
  const PosVel truth = boost_G(p.at);
  const Vec3 error = Vec3{p.tracks[0].x_G.mean[0], p.tracks[0].x_G.mean[1], p.tracks[0].x_G.mean[2]} - truth.p;
  // 6 s after the last lines, which are 1.1 km wide, under a thrust that the filter only knows as noise
  const double sigma = std::sqrt(p.tracks[0].x_G.cov(0, 0) + p.tracks[0].x_G.cov(1, 1) + p.tracks[0].x_G.cov(2, 2));
  EXPECT_LT(sigma, 8e3);
  EXPECT_LT(norm(error), 3 * sigma);
}

/// A radar at 58 N 70 E that looks at a place in all directions about it.
sense::Coverage radar_towards(const Vec3& p_E) {
  const earth::Geodetic site{58 * rig::kDeg, 70 * rig::kDeg, 100};
  sense::Coverage c = rig::coverage();
  c.p_ES_E = earth::ecef(site);
  const Vec3 z = unit(p_E - c.p_ES_E), x = unit(cross(c.p_ES_E, z)), y = cross(z, x);
  c.R_SE = {x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z};
  c.az_start_rad = 0;
  c.az_width_rad = 360 * rig::kDeg;
  return c;
}

TEST(LineOfSight, ARadarsTrackAfterTheBoostAndTheSatellitesAreOne) {
  for (const int num_satellites : {1, 2})
    for (std::uint64_t run = 0; run < 20; ++run) {
      const Tracker tracker({}, {});
      Tracker::State state;
      const Draws draws(31, run);
      followed(tracker, state, num_satellites, draws);
      const Time burnout = time_from_s(170);
      Picture p;
      for (std::int64_t k = 18; k < 28; ++k) { // free flight
        const PosVel x = coast(boost_G(burnout), seconds(rig::dwell(k) - burnout));
        const sense::Coverage c = radar_towards(boost_E(170).p);
        const sense::Detection z = rig::exact(c, x, rig::dwell(k), {100, 2e-3});
        sense::Scan scan = rig::scan(k, {rig::noisy(z, draws, static_cast<std::uint64_t>(k), 5)}, SensorId{9});
        scan.coverage = {c};
        const sense::Scan* one[] = {&scan};
        p = tracker.assimilate(state, scan.end, one, rig::orientation());
      }
      ASSERT_EQ(p.tracks.size(), 1u) << num_satellites << " " << run;
      EXPECT_EQ(p.tracks[0].id.number, 1u);
      EXPECT_TRUE(seen_by(p.tracks[0], sense::Kind::radar) && seen_by(p.tracks[0], sense::Kind::infrared));
    }
}

TEST(LineOfSight, ASatellitesMissSaysNothingOfATrackThatARadarMeasured) {
  const Tracker tracker({}, {});
  Tracker::State state;
  for (std::int64_t k = 0; k < 6; ++k) {
    const PosVel x = rig::target(2000e3, 155, seconds(rig::dwell(k)));
    const sense::Scan seen = rig::scan(k, {rig::exact(rig::coverage(), x, rig::dwell(k), {})});
    const sense::Scan dark = scan_of(geostationary(30), 1, k, {});
    const sense::Scan* both[] = {&seen, &dark};
    tracker.assimilate(state, seen.end, both, rig::orientation());
  }
  ASSERT_EQ(state.tracks.size(), 1u);
  EXPECT_EQ(state.tracks[0].about.num_misses, 0u);
  EXPECT_EQ(state.tracks[0].about.kinds, 1u << static_cast<unsigned>(sense::Kind::radar));
}

TEST(LineOfSight, ATrackOfAFireEndsWhenTheFireIsOut) {
  const Tracker tracker({}, {});
  Tracker::State state;
  followed(tracker, state, 1, Draws(3, 0));
  std::int64_t k = 17;
  for (; k < 40 && !state.tracks.empty(); ++k) {
    const sense::Scan dark = scan_of(geostationary(75), 0, k, {});
    const sense::Scan* one[] = {&dark};
    tracker.assimilate(state, dark.end, one, rig::orientation());
  }
  EXPECT_LE(k, 17 + 6);
}

} // namespace
} // namespace dewline::track
