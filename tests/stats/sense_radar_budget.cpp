// Statistics of a running radar with a budget. Every bound: a right program fails with probability below 1e-7
// each.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sense/north_budget.hpp"
#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

constexpr double kSigmas = 5.5;

void expect_count(double count, double trials, double prob) {
  EXPECT_NEAR(count, trials * prob, kSigmas * std::sqrt(trials * prob * (1 - prob)) + 1);
}

/// Anderson-Darling's A^2 of standard normal numbers (all parameters known). The limiting law's tail falls
/// like exp(-A^2): about 1e-7 beyond 15 (its 1 % point, 3.86, and 0.1 % point, 6.0, are a factor ten apart at
/// 2.2).
double anderson_darling(std::vector<double> z) {
  std::ranges::sort(z);
  const double n = static_cast<double>(z.size());
  double sum = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double below = 0.5 * std::erfc(-z[i] / std::sqrt(2.0));
    const double above = 0.5 * std::erfc(z[z.size() - 1 - i] / std::sqrt(2.0));
    sum += (2 * static_cast<double>(i) + 1) * (std::log(below) + std::log(above));
  }
  return -n - sum / n;
}
constexpr double kAndersonDarling = 15;

struct Watch {
  truth::Model model;
  truth::State none;
  Radar radar;
  Radar::State state;
  Watch(const RadarParams& p, double range_m)
      : model(), none(), radar(p, {}, 9, with(range_m), time_from_s(4e5)), state(radar.start(Draws(7, 0))) {}
  truth::View with(double range_m) {
    model.objects.push_back({"a", truth::still(kSite, 0.4, 35 * kDeg, range_m), {}, time_from_s(4e5)});
    return {model, none};
  }
  Frame look(std::int64_t k) { return radar.look(state, k, {model, none}, Draws(7, 0)); }
  double snr_db() {
    const double cosine = radar.direction_S(0, model.objects[0].state_E(0).p).z;
    return 10 * std::log10(radar.snr(1, norm(model.objects[0].state_E(0).p - earth::ecef(kSite)), cosine));
  }
};

// Steady targets make search and confirmation independent: Pd is the product. hold 0: nothing is ever
// followed.
TEST(RadarBudgetStats, SearchAndConfirmationDetectWithTheProductOfTheirPd) {
  RadarParams p = busy(13, Swerling::zero);
  p.hold_s = 0;
  Watch run(p, 1.05e6);
  const double search = prob_detect(run.snr_db(), 1e-6, 1, Swerling::zero);
  const double confirm = prob_detect(run.snr_db() + 10 * std::log10(2), 1e-4, 1, Swerling::zero);
  double detected = 0, crossed = 0;
  const int trials = 20000;
  for (int k = 0; k < trials; ++k) {
    const Frame frame = run.look(k);
    crossed += of(frame, Work::confirm).num_done;
    detected += static_cast<double>(frame.scan.detections.size());
  }
  EXPECT_GT(search, 0.2);
  EXPECT_LT(search, 0.8);
  expect_count(crossed, trials, search);
  expect_count(detected, trials, search * confirm);
}

// A slow fluctuation is the same in both: whoever crosses the search is likely to be confirmed.
TEST(RadarBudgetStats, SlowFluctuationIsSharedBySearchAndConfirmation) {
  RadarParams p = busy(13, Swerling::one);
  p.hold_s = 0;
  Watch run(p, 1.05e6);
  const double snr = std::pow(10, 0.1 * run.snr_db());
  double both = 0, one = 0;
  const int steps = 20000;
  for (int i = 0; i < steps; ++i) { // over the exponential law of the cross-section
    const double x = -std::log((i + 0.5) / steps);
    const double s = prob_detect(10 * std::log10(snr * x), 1e-6, 1, Swerling::zero);
    one += s / steps;
    both += s * prob_detect(10 * std::log10(2 * snr * x), 1e-4, 1, Swerling::zero) / steps;
  }
  double detected = 0, crossed = 0;
  const int trials = 20000;
  for (int k = 0; k < trials; ++k) {
    const Frame frame = run.look(k);
    crossed += of(frame, Work::confirm).num_done;
    detected += static_cast<double>(frame.scan.detections.size());
  }
  EXPECT_NEAR(one, prob_detect(run.snr_db(), 1e-6, 1, Swerling::one), 1e-4);
  expect_count(crossed, trials, one);
  expect_count(detected, trials, both);
  EXPECT_GT(both, one * prob_detect(run.snr_db() + 3, 1e-4, 1, Swerling::one) * 1.1);
}

// Nothing is followed without confirmation: what a scan says of the reference target is what the radar does.
TEST(RadarBudgetStats, AScanStatesThePdOfSearchAndConfirmationTogether) {
  for (const Swerling swerling : {Swerling::zero, Swerling::one, Swerling::two, Swerling::three, Swerling::four}) {
    RadarParams p = busy(13, swerling);
    p.budget->track.reset();
    p.budget->confirm->num_pulses = 2;
    p.faces[0].boresight_rad = 0.4;
    p.faces[0].tilt_rad = 35 * kDeg;
    Watch run(p, 1e6); // at the reference range, on boresight
    ASSERT_NEAR(run.snr_db(), 13, 1e-6);
    double detected = 0, stated = 0;
    const int trials = 20000;
    for (int k = 0; k < trials; ++k) {
      const Frame frame = run.look(k);
      detected += static_cast<double>(frame.scan.detections.size());
      stated = frame.scan.coverage.at(0).prob_detect;
    }
    EXPECT_LT(stated, prob_detect(13, 1e-6, 1, swerling)) << word(swerling);
    expect_count(detected, trials, stated);
  }
}

TEST(RadarBudgetStats, ResidualsOverReportedSigmaAreStandardNormal) {
  for (const bool bistatic : {false, true}) {
    RadarParams p = busy(20, Swerling::one);
    p.budget->confirm->prob_fa = 1e-6;
    if (bistatic) {
      p.transmitter = p.at;
      p.transmitter->lon_rad += 0.02; // 64 km aside
    } else {
      p.coherent_time_s = 0.01;
    }
    Watch run(p, 1.1e6);
    const Vec3 d_S = run.radar.direction_S(0, run.model.objects[0].state_E(0).p);
    std::array<std::vector<double>, 4> z;
    for (int k = 0; z[0].size() < 10000; ++k) {
      ASSERT_LT(k, 30000);
      for (const Detection& d : run.look(k).scan.detections) {
        z[0].push_back((d.range_m - 1.1e6) / d.sigma_range_m);
        z[1].push_back((d.u - d_S.x) / d.sigma_u);
        z[2].push_back((d.v - d_S.y) / d.sigma_v);
        if (d.has_range_rate) z[3].push_back(d.range_rate_m_s / d.sigma_range_rate_m_s);
      }
    }
    for (std::size_t i = 0; i < (bistatic ? 3 : 4); ++i)
      EXPECT_LT(anderson_darling(z[i]), kAndersonDarling) << i << (bistatic ? " bistatic" : "");
  }
}

TEST(RadarBudgetStats, FalseDetectionsAreConfirmedAtTheRateOfTheGate) {
  RadarParams p = busy(13, Swerling::one);
  p.num_cells = 20 / 1e-6; // 20 false crossings a frame
  p.budget->confirm->prob_fa = 5e-3;
  p.budget->num_gate_cells = 20;
  const Radar radar(p, {}, 9);
  auto state = radar.start(Draws(5, 0));
  truth::Model model;
  const truth::State none;
  double crossed = 0, reported = 0, square = 0;
  const double frames = 3000, pass = 1 - std::pow(1 - 5e-3, 20), mean = 20 * pass;
  EXPECT_NEAR(radar.mean_false(), mean, 1e-9);
  for (int k = 0; k < frames; ++k) {
    const Frame frame = radar.look(state, k, {model, none}, Draws(5, 0));
    crossed += of(frame, Work::confirm).num_wanted;
    const double n = static_cast<double>(frame.scan.detections.size());
    reported += n;
    square += (n - mean) * (n - mean);
  }
  EXPECT_NEAR(crossed, 20 * frames, kSigmas * std::sqrt(20 * frames));
  EXPECT_NEAR(reported, mean * frames, kSigmas * std::sqrt(mean * frames));
  // Poisson's variance
  EXPECT_NEAR(square, frames * mean, kSigmas * std::sqrt(frames * (mean + 2 * mean * mean)));
}

// What is followed is detected with the track waveform's Pd.
TEST(RadarBudgetStats, TracksAreSeenWithTheLongPulsesPd) {
  RadarParams p = busy(13, Swerling::one);
  p.hold_s = 3600;
  // the target stands below the fence: only track dwells meet it
  p.fence.elevation_rad = {{40 * kDeg, 60 * kDeg}};
  p.hold_s = 1e3;
  Watch run(p, 1.3e6);
  run.state.last_hit[0] = Time{};
  const double pd = prob_detect(run.snr_db() + 10 * std::log10(5), 1e-6, 1, Swerling::one);
  double detected = 0, dwells = 0;
  for (int k = 0; k < 10000; ++k) {
    const Frame frame = run.look(k);
    dwells += of(frame, Work::track).num_done;
    detected += static_cast<double>(frame.scan.detections.size());
  }
  EXPECT_EQ(dwells, 10000); // it was never lost for 1,000 s
  EXPECT_GT(pd, 0.2);
  expect_count(detected, 10000, pd);
}

} // namespace
} // namespace dewline::sense
