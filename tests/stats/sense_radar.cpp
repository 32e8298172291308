// Statistics of the radar with fixed seeds. Every bound is set so that a right program fails with probability
// below 1e-6 a test program: 5.5 standard deviations for counts (30 of them), and Kolmogorov-Smirnov at 5e-8
// each (12 of them).
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/sense/detection.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "sense/north.hpp"
#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

constexpr double kSigmas = 5.5;

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

/// sqrt(n) times the Kolmogorov-Smirnov distance; above 2.93 with probability 2 exp(-2 x^2) = 7e-8.
double ks(std::vector<double> x, const std::function<double(double)>& cdf) {
  std::ranges::sort(x);
  const double n = static_cast<double>(x.size());
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double f = cdf(x[i]);
    worst = std::max({worst, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
  }
  return worst * std::sqrt(n);
}
constexpr double kKs = 2.93;

double uniform_cdf(double x) { return std::clamp(x, 0.0, 1.0); }

void expect_count(double count, double trials, double prob) {
  EXPECT_NEAR(count, trials * prob, kSigmas * std::sqrt(trials * prob * (1 - prob)) + 1);
}

TEST(PowerSum, CrossesTheThresholdWithTheExactSwerlingProbability) {
  const Draws draws(20260101, 0);
  const int trials = 40000;
  std::uint64_t item = 0;
  for (const Swerling swerling :
       {Swerling::zero, Swerling::one, Swerling::two, Swerling::three, Swerling::four})
    for (const std::uint32_t n : {1u, 4u, 30u})
      for (const double pd : {0.2, 0.8}) {
        SCOPED_TRACE(testing::Message() << "Swerling " << word(swerling) << ", N " << n << ", Pd " << pd);
        const double limit = threshold(1e-6, n);
        const double snr = std::pow(10, 0.1 * required_snr_db(pd, 1e-6, n, swerling));
        int crossed = 0;
        ++item;
        for (std::uint64_t k = 0; k < trials; ++k)
          crossed += draw_power_sum(snr, n, swerling, draws, {Purpose::test, 0, 5, k, item}) > limit;
        expect_count(crossed, trials, pd);
      }
}

TEST(RadarLook, DetectsAStillTargetWithTheProbabilityOfItsRangeAndScanAngle) {
  auto p = north(13, Swerling::one);
  p.reference_snr_db = 20;
  truth::Model model;
  truth::State state;
  const int trials = 20000;
  model.objects.push_back({"a", truth::still(kSite, 0.7, 35 * kDeg, 1.3e6), {}, time_from_s(10.0 * trials)});
  const truth::View view(model, state);
  const Radar radar(p, {}, 9, view, time_from_s(10.0 * trials));
  auto s = radar.start(Draws(7, 0));
  const Vec3 p_E = model.objects[0].state_E(0).p;
  const double snr_db = 10 * std::log10(radar.snr(1, 1.3e6, radar.direction_S(0, p_E).z));
  int detected = 0;
  for (int k = 0; k < trials; ++k) detected += !radar.look(s, k, view, Draws(7, 0)).scan.detections.empty();
  expect_count(detected, trials, prob_detect(snr_db, 1e-6, 1, Swerling::one));
  EXPECT_GT(detected, trials / 5);
  EXPECT_LT(detected, trials * 4 / 5);
}

TEST(RadarLook, ResidualsOverReportedSigmaAreStandardNormalAndIndependent) {
  auto p = north(13, Swerling::one);
  p.reference_snr_db = 22;
  p.coherent_time_s = 0.01;
  p.sigma_range_floor_m = 20;
  p.sigma_angle_floor_rad = 2e-4;
  truth::Model model;
  truth::State state;
  model.objects.push_back({"a", truth::still(kSite, -0.4, 30 * kDeg, 1.1e6), {}, time_from_s(2e5)});
  const truth::View view(model, state);
  const Radar radar(p, {}, 9, view, time_from_s(2e5));
  const Vec3 d_S = radar.direction_S(0, model.objects[0].state_E(0).p);
  auto s = radar.start(Draws(11, 0));
  std::array<std::vector<double>, 4> z;
  for (int k = 0; z[0].size() < 10000; ++k) {
    ASSERT_LT(k, 20000);
    for (const Detection& d : radar.look(s, k, view, Draws(11, 0)).scan.detections) {
      z[0].push_back((d.range_m - 1.1e6) / d.sigma_range_m);
      z[1].push_back((d.u - d_S.x) / d.sigma_u);
      z[2].push_back((d.v - d_S.y) / d.sigma_v);
      z[3].push_back(d.range_rate_m_s / d.sigma_range_rate_m_s);
    }
  }
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_LT(ks(z[i], normal_cdf), kKs) << i;
    for (std::size_t j = 0; j < i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < z[i].size(); ++k) sum += z[i][k] * z[j][k];
      EXPECT_LT(std::abs(sum), kSigmas * std::sqrt(10000.0)) << i << " " << j;
    }
  }
}

/// Frames of a radar with nothing but false detections.
struct FalseRun {
  RadarParams p;
  Radar radar;
  std::vector<Detection> all;
  std::vector<double> counts;
  FalseRun(const RadarParams& params, int num_frames) : p(params), radar(params, {}, 9) {
    truth::Model model;
    truth::State none;
    auto state = radar.start(Draws(3, 0));
    for (int k = 0; k < num_frames; ++k) {
      const Frame frame = radar.look(state, k, truth::View(model, none), Draws(3, 0));
      counts.push_back(static_cast<double>(frame.scan.detections.size()));
      for (const Label& label : frame.labels) EXPECT_TRUE(label.objects.empty());
      all.insert(all.end(), frame.scan.detections.begin(), frame.scan.detections.end());
    }
  }
};

RadarParams noisy(double num_cells) {
  auto p = north(13, Swerling::one);
  p.fence.elevation_rad = {{3 * kDeg, 40 * kDeg}};
  p.num_cells = num_cells;
  return p;
}

TEST(FalseDetections, AScanHasAPoissonNumberWithTheStatedMean) {
  for (const double mean : {0.3, 4.0, 25.0}) { // below and above the draw's change of method
    const FalseRun run(noisy(mean * 1e6), 4000);
    EXPECT_NEAR(run.radar.mean_false(), mean, 1e-9 * mean);
    double sum = 0, square = 0;
    for (const double n : run.counts) {
      sum += n;
      square += (n - mean) * (n - mean);
    }
    const double frames = 4000;
    EXPECT_NEAR(sum, frames * mean, kSigmas * std::sqrt(frames * mean));
    // a Poisson number's fourth central moment is m + 3 m^2
    EXPECT_NEAR(square, frames * mean, kSigmas * std::sqrt(frames * (mean + 2 * mean * mean)));
  }
}

TEST(FalseDetections, LieUniformlyInRangeAndDirectionCosinesOverTheFence) {
  const FalseRun run(noisy(4e6), 4000);
  const Coverage& c = run.radar.coverage()[0];
  std::vector<double> range, az, u, tail;
  for (const Detection& d : run.all) {
    EXPECT_GE(d.el_rad, c.fence_min_rad - 1e-9);
    EXPECT_LE(d.el_rad, c.fence_max_rad + 1e-9);
    range.push_back((d.range_m - c.range_min_m) / (c.range_max_m - c.range_min_m));
    az.push_back(std::remainder(d.az_rad, 2 * kPi));
    tail.push_back(
        std::exp(threshold(1e-6, 1) - (1 + std::pow(10, 0.1 * d.snr_db)))); // P(noise above it | crossed)
    EXPECT_GT(d.sigma_range_m, 0);
  }
  // share of the (u, v) area west of an azimuth: the sector's area formula, integrated over elevation by hand
  const double e0 = c.fence_min_rad, e1 = c.fence_max_rad, tilt = 20 * kDeg;
  const double level = 0.5 * (e1 - e0) + 0.25 * (std::sin(2 * e1) - std::sin(2 * e0));
  const double raised = 0.5 * (std::pow(std::sin(e1), 2) - std::pow(std::sin(e0), 2));
  const auto area = [&](double a) {
    return std::cos(tilt) * level * (std::sin(a) + std::sin(60 * kDeg)) +
           std::sin(tilt) * raised * (a + 60 * kDeg);
  };
  EXPECT_LT(ks(range, uniform_cdf), kKs);
  EXPECT_LT(ks(az, [&](double a) { return area(a) / area(60 * kDeg); }), kKs);
  EXPECT_LT(ks(tail, uniform_cdf), kKs);
  EXPECT_NEAR(static_cast<double>(run.all.size()) / 4000 / (area(60 * kDeg) * c.range_max_m),
              c.clutter_density, kSigmas * c.clutter_density / std::sqrt(16000.0));
}

TEST(FalseDetections, OfManyPulsesHaveTheNoiseTail) {
  auto p = noisy(4e6);
  p.num_pulses = 10;
  const FalseRun run(p, 1500);
  const double limit = threshold(1e-6, 10);
  std::vector<double> share;
  for (const Detection& d : run.all) {
    const double sum = 10 * (1 + std::pow(10, 0.1 * d.snr_db));
    EXPECT_GE(sum, limit * (1 - 1e-12));
    double q = 0, term = std::exp(-sum); // Q(10, sum): a finite sum
    for (int j = 0; j < 10; ++j) {
      q += term;
      term *= sum / (j + 1);
    }
    share.push_back(q / 1e-6);
  }
  EXPECT_GT(share.size(), 5000u);
  EXPECT_LT(ks(share, uniform_cdf), kKs);
}

} // namespace
} // namespace dewline::sense
