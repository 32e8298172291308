// Statistics of the infrared satellite with fixed seeds. Every bound is set so that a right program fails
// with probability below 1e-6 a test program: 5.5 standard deviations for counts, Anderson-Darling at 8e-8
// and Kolmogorov-Smirnov at 7e-8 each.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sense/overhead.hpp"

namespace dewline::sense {
namespace {

constexpr double kSigmas = 5.5;
constexpr Time kLong = time_from_s(4e5);

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

/// Anderson and Darling's A^2 of numbers that should be uniform in (0, 1). A^2 is a sum of chi-square numbers
/// with weights 1 / (j (j + 1)), so its upper tail goes as sqrt(3 / (pi z)) exp(-z): 8e-8 at 15.
double anderson_darling(std::vector<double> u) {
  std::ranges::sort(u);
  const double n = static_cast<double>(u.size());
  double sum = 0;
  for (std::size_t i = 0; i < u.size(); ++i)
    sum += (2 * static_cast<double>(i) + 1) * (std::log(u[i]) + std::log1p(-u[u.size() - 1 - i]));
  return -n - sum / n;
}
constexpr double kAd = 15;

double ks(std::vector<double> u) {
  std::ranges::sort(u);
  const double n = static_cast<double>(u.size());
  double worst = 0;
  for (std::size_t i = 0; i < u.size(); ++i)
    worst = std::max({worst, u[i] - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - u[i]});
  return worst * std::sqrt(n);
}
constexpr double kKs = 2.93;

Sky hovering(double intensity_W_sr) {
  Sky sky;
  sky.add("a", 30, 20, 0, {{0, intensity_W_sr}}, 50e3);
  return sky;
}

TEST(InfraredLook, DetectsWithTheProbabilityOfItsSnr) {
  for (const double intensity_W_sr : {1.9e4, 2.1e4, 2.6e4}) {
    const Sky sky = hovering(intensity_W_sr);
    const Infrared geo(overhead(), {}, 3, equinox(), sky.view(), kLong);
    auto state = geo.start(Draws(5, 0));
    const double range_m = norm(sky.model.objects[0].state_E(0).p - geo.state_E({}).p);
    const double pd = geo.prob_detect(geo.snr(intensity_W_sr, range_m));
    EXPECT_GT(pd, 0.05);
    EXPECT_LT(pd, 0.95);
    const int trials = 20000;
    int hits = 0;
    for (int k = 0; k < trials; ++k)
      hits += !geo.look(state, k, sky.view(), Draws(5, 0)).scan.detections.empty();
    EXPECT_NEAR(hits, trials * pd, kSigmas * std::sqrt(trials * pd * (1 - pd)) + 0.002 * trials) << pd;
  }
}

TEST(InfraredLook, ResidualsOverReportedSigmaAreStandardNormal) {
  const Sky sky = hovering(4e4);
  const Infrared geo(overhead(), {}, 3, equinox(), sky.view(), kLong);
  auto state = geo.start(Draws(8, 0));
  std::array<std::vector<double>, 2> u;
  double both = 0;
  for (int k = 0; u[0].size() < 10000; ++k) {
    ASSERT_LT(k, 39000);
    const Frame frame = geo.look(state, k, sky.view(), Draws(8, 0));
    for (const Detection& d : frame.scan.detections) {
      const Vec3 p_O = sky.model.objects[0].state_E(0).p;
      const Vec3 d_S = frame.scan.coverage[0].R_SE * unit(p_O - geo.state_E(d.valid).p);
      const double zu = (d.u - d_S.x) / d.sigma_u, zv = (d.v - d_S.y) / d.sigma_v;
      u[0].push_back(normal_cdf(zu));
      u[1].push_back(normal_cdf(zv));
      both += zu * zv;
    }
  }
  for (const auto& each : u) {
    EXPECT_LT(anderson_darling(each), kAd);
    EXPECT_LT(ks(each), kKs);
  }
  EXPECT_LT(std::abs(both), kSigmas * 100);
}

TEST(InfraredLook, TheAttitudeErrorIsOneForTheRunAndUniformOverRuns) {
  auto p = overhead();
  p.attitude_bias_rad = 50e-6;
  const Infrared geo(p, {}, 3, equinox(), kLong);
  std::vector<double> u;
  for (std::uint64_t run = 0; run < 3000; ++run) {
    const auto a = geo.start(Draws(1, run)).attitude_rad;
    for (const double each : {a.x, a.y, a.z}) u.push_back((each / 50e-6 + 1) / 2);
  }
  EXPECT_LT(ks(u), kKs);
}

TEST(InfraredNoise, IsPoissonEvenOverTheConeAndHasTheNormalTail) {
  for (const double mean : {0.5, 6.0, 30.0}) {
    auto p = overhead();
    p.num_cells = mean / p.prob_fa;
    const Infrared geo(p, {}, 3, equinox(), kLong);
    EXPECT_NEAR(geo.mean_false(), mean, 1e-6 * mean);
    auto state = geo.start(Draws(2, 0));
    const Sky nothing;
    std::vector<double> rho2, phi, tail;
    const int frames = 3000;
    double sum = 0, square = 0;
    for (int k = 0; k < frames; ++k) {
      const Frame frame = geo.look(state, k, nothing.view(), Draws(2, 0));
      const double n = static_cast<double>(frame.scan.detections.size());
      sum += n;
      square += (n - mean) * (n - mean);
      for (const Detection& d : frame.scan.detections) {
        EXPECT_GE(d.valid, frame.scan.begin - std::chrono::milliseconds{200});
        EXPECT_LT(d.valid, frame.scan.end);
        rho2.push_back((d.u * d.u + d.v * d.v) / std::pow(std::sin(geo.half_angle_rad({})), 2));
        phi.push_back(std::atan2(d.v, d.u) / (2 * std::numbers::pi) + 0.5);
        tail.push_back(0.5 * std::erfc(std::pow(10, d.snr_db / 20) / std::sqrt(2.0)) / p.prob_fa);
      }
    }
    EXPECT_NEAR(sum, frames * mean, kSigmas * std::sqrt(frames * mean));
    EXPECT_NEAR(square, frames * mean, kSigmas * std::sqrt(frames * (mean + 2 * mean * mean)));
    EXPECT_LT(ks(rho2), kKs);
    EXPECT_LT(ks(phi), kKs);
    EXPECT_LT(ks(tail), kKs);
  }
}

TEST(InfraredFalseEvents, CountAsPoissonNumbersUniformInTimeAndArea) {
  auto p = overhead();
  p.fires.rate_per_day = 40, p.flares.rate_per_day = 900, p.meteors.rate_per_day = 2;
  std::array<std::vector<double>, 3> counts;
  std::vector<double> time, lon, lat;
  const auto index = [](Cause c) { return c == Cause::fire ? 0u : c == Cause::flare ? 1u : 2u; };
  for (std::uint64_t run = 0; run < 400; ++run) {
    std::array<double, 3> n{};
    for (const FalseEvent& e : false_events(p, Draws(9, run), time_from_s(86400))) {
      if (e.begin < Time{}) continue;
      ++n[index(e.cause)];
      if (e.cause != Cause::fire) continue;
      time.push_back(seconds(e.begin) / 86400);
      lon.push_back(std::atan2(e.p_E.y, e.p_E.x) / (2 * std::numbers::pi) + 0.5);
      const double s = std::sin(earth::geodetic(e.p_E).lat_rad), low = std::sin(-0.96), high = std::sin(1.22);
      lat.push_back((s - low) / (high - low));
    }
    for (std::size_t i = 0; i < 3; ++i) counts[i].push_back(n[i]);
  }
  const std::array mean{40.0, 900.0, 2.0};
  for (std::size_t i = 0; i < 3; ++i) {
    double sum = 0, square = 0;
    for (const double n : counts[i]) sum += n, square += (n - mean[i]) * (n - mean[i]);
    EXPECT_NEAR(sum, 400 * mean[i], kSigmas * std::sqrt(400 * mean[i])) << i;
    EXPECT_NEAR(square, 400 * mean[i], kSigmas * std::sqrt(400 * (mean[i] + 2 * mean[i] * mean[i]))) << i;
  }
  EXPECT_LT(ks(time), kKs);
  EXPECT_LT(ks(lon), kKs);
  EXPECT_LT(ks(lat), kKs);
}

} // namespace
} // namespace dewline::sense
