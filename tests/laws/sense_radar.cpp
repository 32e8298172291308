// Properties that hold for every radar: triangles close, budgets add up, valid parameters never break.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "dewline/sense/radar/bistatic.hpp"
#include "dewline/sense/radar/range_check.hpp"
#include "sense/north_budget.hpp"
#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

TEST(Bistatic, RangeSumAndRangeGoThereAndBack) {
  for (const double length : {0.0, 500.0, 1500.0, 3e5})
    for (const double cosine : {-1.0, -0.3, 0.0, 0.7, 0.999})
      for (const double range : {4e5, 1e6, 6e6}) {
        const Baseline b{length, cosine};
        const double sum = range + transmit_range_m(b, range);
        EXPECT_NEAR(receiver_range_m(b, sum), range, 1e-9 * range);
        const double step = 1;
        EXPECT_NEAR(by_sum(b, sum), (receiver_range_m(b, sum + step) - receiver_range_m(b, sum - step)) / 2,
                    1e-6);
        const double turn = 1e-4;
        EXPECT_NEAR(by_cos_m(b, sum),
                    (receiver_range_m({length, cosine + turn}, sum) -
                     receiver_range_m({length, cosine - turn}, sum)) / (2 * turn),
                    1e-3 * (1 + length));
      }
  EXPECT_DOUBLE_EQ(by_sum({0, 0.4}, 1e6), 0.5); // both in one place: half the sum
}

/// Uniform numbers of one case of the fuzz.
class Dice {
 public:
  explicit Dice(std::uint64_t run) : draws_(20261122, run) {}
  double in(double low, double high) { return low + (high - low) * draws_.uniform({Purpose::test, n_++}); }
  bool likely(double prob) { return in(0, 1) < prob; }
  std::uint32_t up_to(std::uint32_t most) { return 1 + static_cast<std::uint32_t>(in(0, most - 1e-9)); }

 private:
  Draws draws_;
  std::uint32_t n_ = 0;
};

WaveformParams some_waveform(Dice& dice) {
  WaveformParams w = pulses(dice.in(1e-5, 20e-3), dice.in(0, 40e-3));
  w.num_shared = dice.up_to(4);
  if (dice.likely(0.3)) w.num_pulses = dice.up_to(4);
  w.num_coherent = dice.up_to(3);
  if (dice.likely(0.3)) w.prob_fa = std::pow(10, dice.in(-9, -3));
  return w;
}

void add_budget(Dice& dice, RadarParams& p) {
  BudgetParams b;
  b.duty = dice.in(0.01, 1);
  b.search = some_waveform(dice);
  if (dice.likely(0.7)) b.confirm = some_waveform(dice);
  if (dice.likely(0.7)) b.track = some_waveform(dice);
  for (std::uint32_t i = dice.up_to(6); i > 0; --i) std::ranges::next_permutation(b.priority);
  if (dice.likely(0.5)) b.num_positions = dice.in(1, 500);
  b.num_background = dice.likely(0.5) ? dice.in(0, 300) : 0;
  if (dice.likely(0.5)) b.track_interval_s = p.revisit_s * dice.in(1, 5);
  p.budget = b;
}

void add_surroundings(Dice& dice, RadarParams& p) {
  if (dice.likely(0.3)) p.gas = GasParams{dice.in(0, 20)};
  if (dice.likely(0.3)) p.rain = RainParams{dice.in(0, 100), dice.in(0, 6000), dice.in(0, 5e4), {}};
  if (dice.likely(0.3)) p.ionosphere = IonosphereParams{};
  if (dice.likely(0.3)) p.multipath = MultipathParams{.antenna_height_m = dice.in(5, 50)};
  if (dice.likely(0.3))
    p.mask_rad = {{dice.in(0, 3), dice.in(-0.05, 0.3)}, {dice.in(3.1, 6), dice.in(-0.05, 0.3)}};
  if (dice.likely(0.3)) p.jamming = {{dice.in(0, 6), dice.in(0, 6), dice.in(0, 60), dice.in(0, 100), {}}};
  if (dice.likely(0.4))
    p.clutter = {{dice.likely(0.5) ? Cause::aurora : Cause::meteor, dice.in(0, 5)}};
  p.resolution = dice.likely(0.4);
  if (dice.likely(0.2)) p.unambiguous_range_m = dice.in(5e5, 3e6);
  else if (dice.likely(0.2)) {
    p.transmitter = p.at;
    p.transmitter->lat_rad += dice.in(-0.02, 0.02);
    p.coherent_time_s.reset();
  }
  if (dice.likely(0.2)) p.unambiguous_sine = dice.in(0.3, 2);
  if (dice.likely(0.2)) p.outages = {{dice.in(0, 100), dice.in(101, 150)}};
  if (dice.likely(0.2)) p.availability = AvailabilityParams{dice.in(60, 500), dice.in(1, 100)};
}

RadarParams some_radar(Dice& dice) {
  RadarParams p = north(dice.in(5, 40), static_cast<Swerling>(dice.up_to(5) - 1));
  p.revisit_s = dice.in(0.5, 20);
  p.num_pulses = dice.up_to(5);
  p.num_cells = dice.likely(0.5) ? dice.in(0, 5e7) : 0;
  if (dice.likely(0.5)) p.coherent_time_s = dice.in(1e-3, 0.1);
  if (dice.likely(0.3)) p.at.height_m = dice.in(0, 3000);
  if (dice.likely(0.3)) p.faces[0].elevation_rad[0] = dice.in(-0.05, 0.05);
  if (dice.likely(0.2)) {
    p.faces.clear();
    p.rotating = RotatingParams{};
  } else if (dice.likely(0.4)) {
    p.faces.push_back(p.faces[0]);
    p.faces[1].boresight_rad = dice.in(-6, 6); // may overlap
  }
  if (dice.likely(0.4)) {
    const double low = p.rotating ? 0.0 : p.faces[0].elevation_rad[0], middle = dice.in(0.1, 0.4);
    p.fences = {{{low, middle}, {}, {}}, {{middle, 0.7}, {}, p.revisit_s * (p.rotating ? 1 : dice.in(1, 4))}};
    if (dice.likely(0.5)) p.fences[1].azimuth_rad = {{dice.in(-1, 0), dice.in(0.1, 1)}};
  }
  if (dice.likely(0.7) && !p.rotating) add_budget(dice, p);
  add_surroundings(dice, p);
  return p;
}

void expect_sound(const Frame& frame, const RadarParams& p, std::size_t num_faces) {
  for (std::size_t i = 0; i < frame.scan.detections.size(); ++i) {
    const Detection& d = frame.scan.detections[i];
    ASSERT_LT(d.face, frame.scan.coverage.size());
    ASSERT_EQ(frame.labels[i].detection, d.id);
    ASSERT_TRUE(std::isfinite(d.range_m) && d.range_m > 0 && d.sigma_range_m > 0);
    ASSERT_TRUE(d.u * d.u + d.v * d.v < 1 && d.sigma_u > 0 && d.sigma_v > 0);
    ASSERT_TRUE(std::isfinite(d.snr_db) && std::isfinite(d.az_rad) && std::isfinite(d.sigma_az_rad));
  }
  if (!p.budget) return;
  ASSERT_EQ(frame.spent.size(), 4 * num_faces);
  std::vector<double> sum(num_faces), transmit(num_faces);
  for (const Spent& s : frame.spent) {
    ASSERT_GE(s.time_s, 0);
    ASSERT_LE(s.num_done, s.num_wanted + 1e-9);
    sum[s.face] += s.time_s;
    transmit[s.face] += s.transmit_s;
  }
  for (std::size_t face = 0; face < num_faces; ++face) {
    ASSERT_NEAR(sum[face], p.revisit_s, 1e-9);
    ASSERT_LE(transmit[face], p.budget->duty * p.revisit_s + 1e-9);
  }
}

TEST(RadarLaw, ValidParametersGiveSoundFramesAndLedgersThatAddUp) {
  int num_valid = 0, num_detections = 0;
  for (std::uint64_t run = 0; run < 300; ++run) {
    Dice dice(run);
    const RadarParams p = some_radar(dice);
    Problems problems;
    check(p, problems);
    if (!problems.empty()) continue;
    ++num_valid;
    SCOPED_TRACE(run);
    truth::Model model;
    const truth::State none;
    for (int i = 0; i < 12; ++i)
      model.objects.push_back(
          {"o" + std::to_string(i),
           truth::straight({truth::still(kSite, dice.in(-1.2, 1.2), dice.in(0, 0.8), dice.in(1e5, 3e6))(0).p,
                            {dice.in(-5e3, 5e3), dice.in(-5e3, 5e3), dice.in(-5e3, 5e3)}}),
           time_from_s(dice.in(-50, 50)), time_from_s(dice.in(60, 400)), dice.in(0.01, 30)});
    const truth::View view(model, none);
    const Radar radar(p, {1}, run, view, time_from_s(300));
    auto state = radar.start(Draws(3, run));
    auto again = state;
    for (std::int64_t k = 0; k < 25; ++k) {
      const Frame frame = radar.look(state, k, view, Draws(3, run));
      expect_sound(frame, p, radar.faces().size());
      if (testing::Test::HasFatalFailure()) return;
      num_detections += static_cast<int>(frame.scan.detections.size());
      const Frame same = radar.look(again, k, view, Draws(3, run)); // a copied state goes on the same way
      ASSERT_EQ(same.scan.detections.size(), frame.scan.detections.size());
      for (std::size_t i = 0; i < same.scan.detections.size(); ++i)
        ASSERT_EQ(same.scan.detections[i].range_m, frame.scan.detections[i].range_m);
    }
    for (std::uint32_t face = 0; face < radar.faces().size(); ++face)
      ASSERT_GE(search_load(radar, face).revisit_s, p.revisit_s - 1e-9);
  }
  EXPECT_GT(num_valid, 80);
  EXPECT_GT(num_detections, 1000);
}

} // namespace
} // namespace dewline::sense
