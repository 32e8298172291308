// Do the rooms agree with each other? A real radar looks at a real object, the real tracker follows its scans, the
// real judge says where it will fall: time of validity, light time, frames, axes and sigmas of all of them must fit.
// Seeds are fixed: the numbers never change. Were they drawn anew: the mean NEES of 600 runs scatters by 0.12 (a run's
// errors are one error seen 23 times; printed with each case) about 6.1, so 6 +- 10 % fails by luck in fewer than 1 of
// 10,000. The ellipses hold 66.4 / 93.8 % at 2,000 km and 68.1 / 94.4 % at 3,000 km (8,000 runs of two seeds; the fall is
// predicted 0.2 sigma off along the track); in 4,000 runs that scatters by 0.75 and 0.38 %, so >= 93 % at 2,000 km fails
// by luck in 1 of 50, each other bound in fewer than 1 of 10,000.
#include <gtest/gtest.h>

#include <eigen3/Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/track/motion.hpp"
#include "dewline/track/tracker.hpp"
#include "dewline/truth/model.hpp"
#include "dewline/warn/estimate/judge.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;

constexpr int kFrames = 31; ///< 300 s of track at 10 s revisit
constexpr double kSnr = 100; ///< 20 dB: nothing is missed at a false alarm probability of 1e-6
constexpr double kRangeErrorOf1Hz_m = 299792458.0 / 2; ///< c / 2B

/// An arc that begins at the epoch with this Earth-fixed state; free flight in vacuum, as truth flies it.
truth::ObjectParams arc_from(const PosVel& x_E) {
  const earth::Geodetic at = earth::geodetic(x_E.p);
  const Vec3 v_L = earth::enu_axes(at) * x_E.v;
  truth::ObjectParams o;
  o.launch.time_s = 0;
  o.arc = truth::ArcParams{};
  o.arc->burnout = truth::BurnoutParams{at.lat_rad, at.lon_rad, at.h_m, norm(v_L), std::atan2(v_L.x, v_L.y),
                                        std::atan2(v_L.z, std::hypot(v_L.x, v_L.y))};
  o.rcs_m2 = {{"any", 1.0}};
  return o;
}

/// Crosses the radar's view at a range that hardly changes: the angles decide.
truth::ObjectParams crossing(double range_m) {
  return arc_from(rig::orientation().to_E(rig::target(range_m, 155, 0), {}));
}
/// Comes towards the radar at kilometres per second: a millisecond of wrong time is metres of wrong range.
truth::ObjectParams inbound() {
  const earth::Geodetic at{80 * rig::kDeg, 28 * rig::kDeg, 700e3};
  const Vec3 v_L = 5000 * earth::enu_direction(175 * rig::kDeg, 20 * rig::kDeg);
  return arc_from({earth::ecef(at), transpose(earth::enu_axes(at)) * v_L});
}

/// A radar whose errors at range_m on boresight are these: no bias, no floor, no false detection.
sense::RadarParams radar(double range_m, const rig::Errors& sigma) {
  sense::RadarParams p;
  p.at = {rig::kSite.lat_rad, rig::kSite.lon_rad, rig::kSite.h_m};
  p.faces = {{0, 25 * rig::kDeg, 120 * rig::kDeg, {3 * rig::kDeg, 80 * rig::kDeg}}};
  p.reference_range_m = range_m;
  p.reference_snr_db = 10 * std::log10(kSnr);
  p.max_range_m = 6000e3;
  p.swerling = sense::Swerling::zero;
  p.bandwidth_Hz = kRangeErrorOf1Hz_m / (sigma.range_m * std::sqrt(2 * kSnr));
  p.beamwidth_rad = sigma.direction * 1.6 * std::sqrt(2 * kSnr);
  p.sigma_range_floor_m = p.sigma_angle_floor_rad = 0;
  p.range_bias_m = p.angle_bias_rad = p.refraction_residual = 0;
  p.num_cells = 0;
  return p;
}

struct Case {
  truth::ObjectParams object;
  sense::RadarParams radar;
  std::function<void(sense::Scan&)> spoil = [](sense::Scan&) {};
};

struct Score {
  double nees = 0, scatter = 0; ///< mean, and the standard deviation of that mean
  int num_nees = 0, num_detections = 0, num_judged = 0, num_lost = 0;
  double cover68 = 0, cover95 = 0, time68 = 0; ///< shares of the judged runs
};

double nees(const Gaussian<6>& x_G, const PosVel& truth_G) {
  using V6 = Eigen::Matrix<double, 6, 1>;
  const VecN<6> truth = track::six(truth_G);
  const V6 e = Eigen::Map<const V6>(truth.data()) - Eigen::Map<const V6>(x_G.mean.data());
  return e.dot(Eigen::Map<const Eigen::Matrix<double, 6, 6, Eigen::RowMajor>>(x_G.cov.a.data()).ldlt().solve(e));
}

/// Squared distance of a place from the predicted one, in units of its covariance.
double squared_sigmas(const warn::PlaceEstimate& p, const earth::Geodetic& at) {
  const auto course = earth::course(p.at, {at.lat_rad, at.lon_rad, 0});
  const double e = course.distance_m * std::sin(course.az_start_rad);
  const double n = course.distance_m * std::cos(course.az_start_rad);
  const double det = p.var_east_m2 * p.var_north_m2 - p.cov_east_north_m2 * p.cov_east_north_m2;
  return (p.var_north_m2 * e * e - 2 * p.cov_east_north_m2 * e * n + p.var_east_m2 * n * n) / det;
}

/// What all runs of a case share.
struct Scene {
  const earth::Orientation& orientation = rig::orientation();
  truth::Model model;
  truth::State state;
  truth::View view;
  sense::Radar radar;
  track::Tracker tracker{NodeId{0}, {}};
  truth::Milestone fall;
  explicit Scene(const Case& c)
      : model({{"target", c.object}}, rig::orientation(), time_from_s(10.0 * kFrames)),
        state(truth::start(model)),
        view(model, state),
        radar(c.radar, SensorId{0}, 77, view, time_from_s(10.0 * kFrames)),
        fall(*std::ranges::find(model.milestones(ObjectId{0}), "impact", &truth::Milestone::what)) {}
};

void judge_run(const Scene& scene, const track::Track& track, Score& s) {
  warn::JudgeParams vacuum; // as the objects of this test fly
  vacuum.ballistic_coefficient_kg_m2 = 1e9;
  const warn::Estimate e = warn::judge(track, vacuum, scene.orientation, track.valid);
  if (!e.impact) return;
  ++s.num_judged;
  const double d2 = squared_sigmas(*e.impact, scene.fall.where);
  s.cover68 += d2 <= -2 * std::log(1 - 0.68);
  s.cover95 += d2 <= -2 * std::log(1 - 0.95);
  s.time68 += std::abs(seconds(scene.fall.at - e.impact->when)) <= e.impact->sigma_when_s;
}

Score score(const Case& c, int num_runs, const char* what) {
  const Scene scene(c);
  Score s;
  double sum = 0, sum2 = 0;
  for (int r = 0; r < num_runs; ++r) {
    const Draws draws(1995, static_cast<std::uint64_t>(r));
    sense::Radar::State seen = scene.radar.start(draws);
    track::Tracker::State tracks;
    double run_sum = 0;
    int run_num = 0, ballistic_updates = 0;
    for (int k = 0; k < kFrames; ++k) {
      sense::Scan scan = scene.radar.look(seen, k, scene.view, draws).scan;
      c.spoil(scan);
      s.num_detections += static_cast<int>(scan.detections.size());
      const sense::Scan* one[] = {&scan};
      const Time now = scene.radar.frame_end(k);
      const track::Picture picture = scene.tracker.assimilate(tracks, now, one, scene.orientation);
      if (picture.tracks.size() != 1) continue;
      const track::Track& track = picture.tracks[0];
      ballistic_updates += track.motion == track::Motion::ballistic && !scan.detections.empty();
      if (ballistic_updates > 5 && track.motion == track::Motion::ballistic) {
        EXPECT_EQ(track.valid, now);
        run_sum += nees(track.x_G, scene.orientation.to_G(scene.view.state_E(ObjectId{0}, now), now));
        ++run_num;
      }
      if (k + 1 == kFrames) judge_run(scene, track, s);
    }
    s.num_lost += run_num == 0 || tracks.tracks.size() != 1;
    if (run_num == 0) continue;
    s.num_nees += run_num;
    sum += run_sum / run_num;
    sum2 += run_sum / run_num * run_sum / run_num;
  }
  s.nees = sum / num_runs;
  s.scatter = std::sqrt((sum2 / num_runs - s.nees * s.nees) / num_runs);
  for (double* share : {&s.cover68, &s.cover95, &s.time68}) *share /= std::max(1, s.num_judged);
  std::printf("  %s: NEES %.2f +- %.2f (%.1f estimates a run), %.2f detections a run, lost %d; of %d falls the ellipses "
              "hold %.1f / %.1f %%, 1 sigma of the time %.1f %%\n",
              what, s.nees, s.scatter, s.num_nees / double(num_runs), s.num_detections / double(num_runs), s.num_lost,
              s.num_judged, 100 * s.cover68, 100 * s.cover95, 100 * s.time68);
  return s;
}

Case inbound_case() { return {inbound(), radar(2000e3, {30, 0.8e-3})}; }

TEST(RoomsAgree, NeesFromRadarToTrackIsSixWhereRangeIsNearlyFlat) {
  for (const auto& [what, c] : {std::pair{"crossing at 2,000 km, 30 m, 0.8 mrad", Case{crossing(2000e3), radar(2000e3, {30, 0.8e-3})}},
                                std::pair{"crossing at 3,000 km, 1,000 m, 2 mrad", Case{crossing(3000e3), radar(3000e3, {1000, 2e-3})}},
                                std::pair{"inbound, 30 m, 0.8 mrad", inbound_case()}}) {
    const Score s = score(c, 600, what);
    EXPECT_NEAR(s.nees, 6, 0.6) << what;
    EXPECT_EQ(s.num_lost, 0) << what;
    EXPECT_GE(s.num_detections, 0.99 * 600 * (kFrames - 1)) << what;
    EXPECT_GE(s.num_nees, 600 * 20) << what;
  }
}

// The number of runs was raised after a look: the first 1,000 at 2,000 km gave 62.7 % (bound 63), another 4,000 with a
// second seed 66.6 / 94.2 %. The bands are the issue's; stats_track holds them with 1,000 runs of the tracker alone.
TEST(RoomsAgree, ImpactEllipsesOfTheJudgeHoldTheTrueFallAtLongRange) {
  for (const auto& [what, range_m] : {std::pair{"2,000 km, 30 m, 3.8 mrad", 2000e3}, std::pair{"3,000 km, 30 m, 3.8 mrad", 3000e3}}) {
    const Score s = score({crossing(range_m), radar(range_m, {30, 3.8e-3})}, 4000, what);
    EXPECT_EQ(s.num_lost, 0) << what;
    EXPECT_GE(s.num_judged, 3960) << what;
    EXPECT_GE(s.cover68, 0.63) << what;
    EXPECT_LE(s.cover68, 0.76) << what;
    EXPECT_GE(s.cover95, 0.93) << what;
    EXPECT_NEAR(s.time68, 0.6827, 0.06) << what;
  }
}

/// The test above is worth something: each of these small lies between rooms is found out.
TEST(RoomsAgree, AWrongInstantAxisOrSigmaIsFoundOut) {
  const auto each = [](auto change) {
    return [change](sense::Scan& scan) { std::ranges::for_each(scan.detections, change); };
  };
  const std::map<std::string, std::function<void(sense::Scan&)>> lies{
      {"instant of the echo instead of the target's",
       each([](auto& z) { z.valid = z.valid + duration_from_s(z.range_m / 299792458.0); })},
      {"direction cosines the other way round", each([](auto& z) { std::swap(z.u, z.v); })},
      {"sigmas a fifth too small", each([](auto& z) {
         for (double* sigma : {&z.sigma_range_m, &z.sigma_u, &z.sigma_v}) *sigma *= 0.8;
       })}};
  for (const auto& [what, spoil] : lies) {
    Case c = inbound_case();
    c.spoil = spoil;
    const Score s = score(c, 50, what.c_str());
    EXPECT_TRUE(s.num_lost > 0 || std::abs(s.nees - 6) > 0.6) << what;
  }
}

} // namespace
