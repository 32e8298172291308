// A radar that is wrong in the same way all the time: with the biases considered the covariance is honest,
// without it is not. Seeds are fixed. Were they drawn anew: a run's bias is one draw of three values, so a
// run's mean NEES of 6 scatters by about 3 and the mean of 200 runs by 0.25: outside 5 to 7.2 by luck in
// fewer than 1 of 1,000.
#include <gtest/gtest.h>

#include <cstdio>

#include "dewline/base/matrix.hpp"
#include "dewline/track/motion.hpp"
#include "dewline/track/tracker.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;

constexpr double kRangeBias_m = 200, kAngleBias = 1e-3;

/// Mean NEES after the tenth update of 200 runs, each with its own biases; two radars at one site if asked.
double mean_nees(const track::TrackerParams& params, int num_sensors) {
  constexpr int kRuns = 200, kFrames = 31;
  const track::Tracker tracker({}, params);
  double sum = 0;
  for (int r = 0; r < kRuns; ++r) {
    const Draws draws(2006, static_cast<std::uint64_t>(r));
    track::Tracker::State state;
    for (int k = 0; k < kFrames; ++k) {
      std::vector<sense::Scan> scans;
      for (int s = 0; s < num_sensors; ++s) {
        const auto bias = draws.normal4({Purpose::test, 2, 0, static_cast<std::uint64_t>(s), 0});
        sense::Detection z =
            rig::noisy(rig::exact(rig::coverage(), rig::target(2000e3, 155, seconds(rig::dwell(k))),
                                  rig::dwell(k), {30, 1e-3}),
                       draws, static_cast<std::uint64_t>(k), static_cast<std::uint64_t>(s) + 1);
        z.range_m += kRangeBias_m * bias[0];
        z.u += kAngleBias * bias[1];
        z.v += kAngleBias * bias[2];
        scans.push_back(rig::scan(k, {z}, SensorId{static_cast<std::uint32_t>(s)}));
      }
      std::vector<const sense::Scan*> list;
      for (const auto& s : scans) list.push_back(&s);
      const track::Picture p = tracker.assimilate(state, scans[0].end, list, rig::orientation());
      if (p.tracks.empty() || k < 10) continue;
      const VecN<6> truth = track::six(rig::target(2000e3, 155, 10.0 * (k + 1)));
      sum += Cholesky<6>(p.tracks[0].x_G.cov).mahalanobis2(minus(truth, p.tracks[0].x_G.mean)) /
             (kRuns * (kFrames - 10));
    }
  }
  return sum;
}

TEST(TrackBias, ConsideredBiasesKeepTheCovarianceHonest) {
  track::TrackerParams params;
  const double without = mean_nees(params, 1);
  params.range_bias_m = kRangeBias_m;
  params.angle_bias_rad = kAngleBias;
  const double with = mean_nees(params, 1), with_two = mean_nees(params, 2);
  std::printf(
      "  biased radar: mean NEES %.1f with the biases left out, %.2f with them considered; two radars %.2f\n",
      without, with, with_two);
  EXPECT_GT(without, 20);
  EXPECT_GT(with, 5);
  EXPECT_LT(with, 7.2);
  EXPECT_GT(with_two, 5);
  EXPECT_LT(with_two, 7.2);
}

} // namespace
