// A radar that has to pay for its looks: the ledger, the order of priorities, search that stretches.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "dewline/sense/radar/frame_ledger.hpp"
#include "dewline/sense/radar/radar_equation.hpp"
#include "dewline/sense/radar/range_check.hpp"
#include "dewline/sense/radar/sweep.hpp"
#include "sense/north_budget.hpp"
#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

struct World {
  truth::Model model;
  truth::State state;
  [[nodiscard]] truth::View view() const { return {model, state}; }
};

/// Objects that stand all over the sector at 20 deg elevation, far above the noise.
World crowd(int num) {
  World w;
  for (int i = 0; i < num; ++i)
    w.model.objects.push_back({"o" + std::to_string(i),
                               truth::still(kSite, (-59 + 118.0 * i / std::max(1, num - 1)) * kDeg, 20 * kDeg,
                                            8e5 + 1e3 * i),
                               {}, time_from_s(1e5)});
  return w;
}

double sum_s(const Frame& frame, std::uint32_t face) {
  double sum = 0;
  for (const Spent& s : frame.spent) sum += s.face == face ? s.time_s : 0;
  return sum;
}

// 120 positions in 2.5 s and at least 38 ms of listening (National Research Council 2005, as given in
// shared/reference/systems), here all of one face: one after the other they take 4.56 s of listening alone.
TEST(RadarBudget, PavePawsSearchFitsOnlyIfPulsesShareTheirListening) {
  const auto time_s = [](std::uint32_t num_shared) {
    RadarParams p = north(20, Swerling::one);
    p.revisit_s = 2.5;
    BudgetParams b;
    b.search = pulses(5e-3, 38e-3);
    b.search.num_shared = num_shared;
    b.num_positions = 120;
    p.budget = b;
    const Radar radar(p, {}, 1);
    return std::pair(search_load(radar, 0), radar);
  };
  EXPECT_NEAR(time_s(1).first.time, 120 * 43e-3 / 2.5, 1e-12); // 2.064: twice the time there is
  EXPECT_NEAR(time_s(2).first.time, 120 * 24e-3 / 2.5, 1e-12); // 1.152: still too much
  EXPECT_NEAR(time_s(3).first.time, 120 * (5 + 38 / 3.0) * 1e-3 / 2.5, 1e-12);
  EXPECT_LT(time_s(3).first.time, 0.85);
  EXPECT_NEAR(time_s(3).first.energy, 120 * 5e-3 / (0.25 * 2.5), 1e-12); // 96 % of the duty
  EXPECT_LT(time_s(3).first.energy, 1);
  // and the running radar agrees: with one pulse each it does 48 % of its positions a frame, with three all
  const World none;
  for (const std::uint32_t num_shared : {1u, 3u}) {
    const auto [load, radar] = time_s(num_shared);
    auto state = radar.start(Draws(1, 0));
    const Frame frame = radar.look(state, 0, none.view(), Draws(1, 0));
    EXPECT_NEAR(of(frame, Work::search).num_done, 120 * std::min(1.0, 1 / load.time), 1e-9);
    EXPECT_NEAR(sum_s(frame, 0), 2.5, 1e-9);
  }
}

TEST(RadarBudget, TheLedgerOfEveryFaceAddsUpToTheFrame) {
  RadarParams p = busy(20, Swerling::one);
  p.faces.push_back(p.faces[0]);
  p.faces[1].boresight_rad = 120 * kDeg;
  p.num_cells = 2e8; // 200 false crossings a frame
  p.budget->num_background = 60;
  const World w = crowd(40);
  const Radar radar(p, {}, 1, w.view(), time_from_s(1000));
  auto state = radar.start(Draws(1, 0));
  for (std::int64_t k = 0; k < 50; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    ASSERT_EQ(frame.spent.size(), 8u);
    for (std::uint32_t face = 0; face < 2; ++face) {
      EXPECT_NEAR(sum_s(frame, face), 10, 1e-9);
      double transmit_s = 0;
      for (const Work work : {Work::search, Work::confirm, Work::track, Work::idle}) {
        const Spent s = of(frame, work, face);
        EXPECT_GE(s.time_s, 0);
        EXPECT_LE(s.num_done, s.num_wanted + 1e-9);
        EXPECT_LE(s.transmit_s, s.time_s);
        transmit_s += s.transmit_s;
      }
      EXPECT_LE(transmit_s, 0.25 * 10 + 1e-9);
    }
    EXPECT_NEAR(of(frame, Work::search).time_s, of(frame, Work::search).num_done * 22e-3, 1e-9);
    EXPECT_NEAR(of(frame, Work::confirm).time_s, of(frame, Work::confirm).num_done * 24e-3, 1e-9);
    EXPECT_NEAR(of(frame, Work::track).time_s, of(frame, Work::track).num_done * 30e-3, 1e-9);
  }
}

TEST(RadarBudget, AnUnloadedRadarDoesAllThatItWants) {
  const World w = crowd(20);
  const Radar radar(busy(40, Swerling::zero), {}, 1, w.view(), time_from_s(1000));
  auto state = radar.start(Draws(1, 0));
  const Frame first = radar.look(state, 0, w.view(), Draws(1, 0));
  EXPECT_NEAR(of(first, Work::search).num_done, 100, 1e-9);
  EXPECT_EQ(of(first, Work::confirm).num_done, 20); // each is new
  EXPECT_EQ(of(first, Work::track).num_wanted, 0);
  EXPECT_EQ(first.scan.detections.size(), 20u);
  for (std::int64_t k = 1; k < 10; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    EXPECT_NEAR(of(frame, Work::search).num_done, 100, 1e-9);
    EXPECT_EQ(of(frame, Work::confirm).num_wanted, 0); // all are known
    EXPECT_EQ(of(frame, Work::track).num_done, 20);
    ASSERT_EQ(frame.scan.detections.size(), 20u); // once each
    ASSERT_EQ(frame.scan.coverage.size(), 2u);
    EXPECT_NEAR(frame.scan.coverage[0].az_width_rad, 120 * kDeg, 1e-12);
    EXPECT_EQ(frame.scan.coverage[0].fence_min_rad, radar.coverage()[0].fence_min_rad);
    for (const Detection& d : frame.scan.detections) EXPECT_EQ(d.face, 1u); // as tracked
  }
}

TEST(RadarBudget, TracksAreMeasuredWithTheirLongerPulse) {
  const World w = crowd(1);
  const Radar radar(busy(30, Swerling::zero), {}, 1, w.view(), time_from_s(1000));
  auto state = radar.start(Draws(1, 0));
  const Frame first = radar.look(state, 0, w.view(), Draws(1, 0));
  const Frame next = radar.look(state, 1, w.view(), Draws(1, 0));
  const Detection a = first.scan.detections.at(0), b = next.scan.detections.at(0);
  // confirmed with twice the search energy, tracked with five times: sigma goes with the root
  EXPECT_NEAR(a.sigma_range_m / b.sigma_range_m, std::sqrt(2.5), 0.3);
  // each SNR refers to its coverage's waveform, so that one cross-section explains both
  const Coverage& ca = first.scan.coverage.at(a.face);
  const Coverage& cb = next.scan.coverage.at(b.face);
  EXPECT_NEAR(cb.reference_snr_db - ca.reference_snr_db, 10 * std::log10(5), 1e-9);
  EXPECT_NEAR(a.snr_db - ca.reference_snr_db, b.snr_db - cb.reference_snr_db, 1.0);
}

TEST(RadarBudget, ARaidStretchesTheSearchAndOldTracksComeFirst) {
  const World w = crowd(400); // 400 dwells of 30 ms are 12 s of a frame of 10 s
  RadarParams p = busy(40, Swerling::zero);
  p.budget->duty = 1;
  const Radar radar(p, {}, 1, w.view(), time_from_s(4000));
  auto state = radar.start(Draws(1, 0));
  std::vector<std::int64_t> last(400, -1);
  double passed = 0;
  for (std::int64_t k = 0; k < 60; ++k) {
    const std::vector<std::int64_t> before = state.last_track;
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    const Spent track = of(frame, Work::track), search = of(frame, Work::search);
    EXPECT_NEAR(sum_s(frame, 0), 10, 1e-9);
    EXPECT_NEAR(search.num_wanted, 100, 1e-9);
    passed += search.num_done / 100;
    if (k < 10) continue;
    EXPECT_GT(track.num_wanted, 333); // found before the search came to a halt
    EXPECT_EQ(track.num_done, std::min(333.0, track.num_wanted)); // all the time there is
    std::int64_t youngest_served = -2, oldest_left = k;
    for (std::size_t i = 0; i < 400; ++i) {
      if (state.last_track[i] == k) youngest_served = std::max(youngest_served, before[i]);
      else if (before[i] >= k - 3) oldest_left = std::min(oldest_left, before[i]); // others are forgotten
    }
    if (track.num_done < track.num_wanted) {
      EXPECT_LE(youngest_served, oldest_left);
      EXPECT_EQ(frame.scan.coverage.back().az_width_rad, 0); // no miss can be counted
    }
    EXPECT_LT(search.num_done, 5); // what is left of the frame
  }
  EXPECT_LT(passed, 10); // 60 frames, and not yet ten searches
}

TEST(RadarBudget, AScanSaysWhatWasSweptAndGoesOnThere) {
  RadarParams p = busy(40, Swerling::zero);
  p.budget->num_positions = 1000; // 22 s of a frame of 10 s
  p.budget->duty = 1;
  const World w = crowd(13);
  const Radar radar(p, {}, 1, w.view(), time_from_s(4000));
  auto state = radar.start(Draws(1, 0));
  double expected_start = 300 * kDeg, swept = 0;
  for (std::int64_t k = 0; k < 12; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    std::vector<Coverage> pieces = frame.scan.coverage;
    pieces.pop_back(); // what is held
    ASSERT_GE(pieces.size(), 1u);
    ASSERT_LE(pieces.size(), 2u);
    EXPECT_NEAR(std::remainder(pieces[0].az_start_rad - expected_start, 2 * kPi), 0, 1e-9);
    double width = 0;
    for (const Coverage& c : pieces) width += c.az_width_rad;
    EXPECT_NEAR(width / (120 * kDeg), of(frame, Work::search).num_done / 1000, 1e-9);
    if (pieces.size() == 2) {
      EXPECT_NEAR(pieces[1].az_start_rad, 300 * kDeg, 1e-9); // begins again
    }
    expected_start = pieces.back().az_start_rad + pieces.back().az_width_rad;
    swept += width / (120 * kDeg);
    if (k == 0) { // nobody beyond the swept part was found
      for (const Detection& d : frame.scan.detections)
        EXPECT_LE(std::remainder(d.az_rad, 2 * kPi) + 60 * kDeg, width + 5 * d.sigma_az_rad);
      EXPECT_GT(frame.scan.detections.size(), 4u);
      EXPECT_LT(frame.scan.detections.size(), 8u);
    }
  }
  EXPECT_NEAR(swept, 12 * 10 / 22.0, 0.6); // less what confirmations and tracks took
}

TEST(RadarBudget, FalseCrossingsSaturateIt) {
  const World none;
  double before = 1;
  for (const double num_false : {0.0, 200.0, 400.0, 800.0}) {
    RadarParams p = busy(20, Swerling::one);
    p.num_cells = num_false / 1e-6;
    const Radar radar(p, {}, 1);
    auto state = radar.start(Draws(1, 0));
    double done = 0;
    for (std::int64_t k = 0; k < 40; ++k)
      done += of(radar.look(state, k, none.view(), Draws(1, 0)), Work::search).num_done;
    const double part = done / 4000;
    // a search of 2.2 s and F confirmations of 24 ms share 10 s: part (2.2 + 0.024 F) = 10 at most
    EXPECT_NEAR(part, std::min(1.0, 10 / (2.2 + 0.024 * num_false)), 0.02) << num_false;
    EXPECT_LE(part, before);
    before = part;
  }
}

/// Shares of what each kind of work wanted that it got, in a frame with too much of all.
std::map<Work, double> shares(const std::vector<Work>& priority) {
  RadarParams p = busy(20, Swerling::one);
  p.num_cells = 400 / 1e-6; // 9.6 s of confirmations
  p.budget->num_positions = 300; // 6.6 s of search
  p.budget->num_background = 250; // 7.5 s of tracks
  p.budget->duty = 1;
  p.budget->priority = priority;
  const World none;
  const Radar radar(p, {}, 1);
  auto state = radar.start(Draws(1, 0));
  std::map<Work, double> wanted, done;
  for (std::int64_t k = 0; k < 20; ++k) {
    const Frame frame = radar.look(state, k, none.view(), Draws(1, 0));
    EXPECT_NEAR(sum_s(frame, 0), 10, 1e-9);
    for (const Spent& s : frame.spent) {
      wanted[s.work] += s.num_wanted;
      done[s.work] += s.num_done;
    }
  }
  for (auto& [work, num] : done) num /= wanted[work];
  return done;
}

TEST(RadarBudget, OverloadDegradesInTheStatedOrder) {
  using enum Work;
  auto s = shares({confirm, track, search});
  EXPECT_NEAR(s[track], 1, 1e-9);
  EXPECT_GT(s[confirm], 0.97); // every crossing is paid for, but the last of a frame
  EXPECT_NEAR(s[search], 2.5 / 16.2, 0.02);
  s = shares({confirm, search, track});
  EXPECT_NEAR(s[search], 10 / 16.2, 0.02);
  EXPECT_LT(s[track], 0.05);
  s = shares({search, track, confirm});
  EXPECT_NEAR(s[search], 1, 1e-9);
  EXPECT_NEAR(s[track], 3.4 / 7.5, 0.01);
  EXPECT_LT(s[confirm], 0.01);
  s = shares({search, confirm, track});
  EXPECT_NEAR(s[search], 1, 1e-9);
  EXPECT_NEAR(s[confirm], 3.4 / 9.6, 0.02);
  EXPECT_LT(s[track], 0.02);
  s = shares({track, search, confirm});
  EXPECT_NEAR(s[track], 1, 1e-9);
  EXPECT_NEAR(s[search], 2.5 / 6.6, 0.01);
  EXPECT_LT(s[confirm], 0.01);
}

TEST(RadarBudget, BeforeSearchThereIsNothingToConfirm) {
  using enum Work;
  auto one = shares({confirm, track, search}), other = shares({track, confirm, search});
  for (const Work work : {confirm, track, search}) EXPECT_EQ(one[work], other[work]);
}

/// Shares of a whole sweep that two volumes got, over all frames: those of the lower one first.
std::array<double, 2> swept(const RadarParams& p, int num_frames) {
  const World none;
  const Radar radar(p, {}, 1);
  auto state = radar.start(Draws(1, 0));
  std::array<double, 2> sum{};
  for (std::int64_t k = 0; k < num_frames; ++k)
    for (const Coverage& c : radar.look(state, k, none.view(), Draws(1, 0)).scan.coverage)
      if (c.fence_max_rad > 0) sum[c.fence_min_rad > 15 * kDeg] += c.az_width_rad / (120 * kDeg);
  return sum;
}

TEST(RadarBudget, VolumesShareTheSearchByWhatTheyNeed) {
  for (const double num_false : {0.0, 300.0}) { // confirmations take their part from both
    RadarParams p = busy(20, Swerling::one);
    p.num_cells = num_false / 1e-6;
    p.budget->num_positions = 1000; // 22 s of a frame of 10 s
    p.budget->duty = 1;
    p.fences = {{{3 * kDeg, 20 * kDeg}, {}, {}}, {{20 * kDeg, 45 * kDeg}, {}, {}}};
    const auto equal = swept(p, 40);
    EXPECT_NEAR(equal[0], equal[1], 0.06 * equal[0]) << num_false; // both as far
    EXPECT_GT(equal[0], 10);
    p.fences[1].revisit_s = 80; // an eighth of it is due in a frame, and what was left
    const auto slow = swept(p, 40);
    EXPECT_NEAR(slow[1], 5, 2.5);
    EXPECT_GT(slow[0], equal[0]);
  }
}

TEST(RadarBudget, VolumesThatFitLeaveNothingUndone) {
  RadarParams p = busy(20, Swerling::one);
  p.num_cells = 100 / 1e-6; // 2.4 s of confirmations
  p.fences = {{{3 * kDeg, 20 * kDeg}, {}, {}}, {{20 * kDeg, 45 * kDeg}, {}, {}}};
  const auto both = swept(p, 40);
  EXPECT_NEAR(both[0], 40, 1e-6);
  EXPECT_NEAR(both[1], 40, 1e-6);
}

// Whoever stands where the sweep begins is not seen by a search that has no time left.
TEST(RadarBudget, WithoutTimeNothingIsFoundWhereTheSweepBegins) {
  RadarParams p = busy(40, Swerling::zero);
  p.fences = {{{3 * kDeg, 15 * kDeg}, {}, {}}, {{15 * kDeg, 45 * kDeg}, {}, {}}};
  p.budget->track.reset();
  p.budget->num_positions = 10000; // 220 s of a frame of 10 s
  p.budget->confirm = pulses(4e-3, 10 - 4e-3); // and one confirmation takes all of it
  p.budget->duty = 1;
  World w;
  for (const double el_deg : {10.0, 30.0}) // at the very edge, in both volumes
    w.model.objects.push_back({"o" + std::to_string(el_deg), truth::still(kSite, -60 * kDeg + 1e-9, el_deg * kDeg, 8e5),
                               {}, time_from_s(1e5)});
  const Radar radar(p, {}, 1, w.view(), time_from_s(2000));
  auto state = radar.start(Draws(1, 0));
  for (std::int64_t k = 0; k < 100; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    for (const Detection& d : frame.scan.detections) {
      const Coverage& c = frame.scan.coverage.at(d.face);
      EXPECT_GE(d.el_rad, c.fence_min_rad - 0.01);
      EXPECT_LE(d.el_rad, c.fence_max_rad + 0.01);
    }
  }
}

TEST(RadarBudget, ADetectionBelongsToThePieceOfTheSweepThatMadeIt) {
  RadarParams p = busy(40, Swerling::zero);
  p.budget->num_positions = 600; // 13.2 s: most sweeps run over their end
  p.budget->duty = 1;
  p.budget->track.reset();
  const World w = crowd(13);
  const Radar radar(p, {}, 1, w.view(), time_from_s(4000));
  auto state = radar.start(Draws(1, 0));
  int in_second = 0;
  for (std::int64_t k = 0; k < 20; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    for (const Detection& d : frame.scan.detections) {
      const Coverage& c = frame.scan.coverage.at(d.face);
      const double inside = turn_rad(d.az_rad - c.az_start_rad + 0.02);
      EXPECT_LE(inside, c.az_width_rad + 0.04) << k;
      in_second += d.face == 1;
    }
  }
  EXPECT_GT(in_second, 10);
}

TEST(RadarBudget, AnObjectIsReportedAtMostOnceAFaceAndFrame) {
  RadarParams p = busy(16, Swerling::one);
  p.fences = {{{3 * kDeg, 30 * kDeg}, {}, {}}, {{15 * kDeg, 45 * kDeg}, {}, 20.0}}; // they overlap
  const World w = crowd(30);
  const Radar radar(p, {}, 1, w.view(), time_from_s(4000));
  auto state = radar.start(Draws(1, 0));
  std::size_t num = 0;
  for (std::int64_t k = 0; k < 100; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    std::set<std::uint32_t> seen;
    for (const Label& label : frame.labels)
      for (const ObjectId object : label.objects) EXPECT_TRUE(seen.insert(object.index).second);
    num += seen.size();
    for (const Detection& d : frame.scan.detections) ASSERT_LT(d.face, frame.scan.coverage.size());
  }
  EXPECT_GT(num, 1500u);
}

TEST(RadarBudget, WhatIsHeldIsFollowedOutsideTheFenceAndForgottenAfterHold) {
  RadarParams p = busy(40, Swerling::zero);
  p.fence.elevation_rad = {{3 * kDeg, 16 * kDeg}};
  const Mat3 R_EL = transpose(earth::enu_axes(kSite));
  World w;
  const Vec3 low = truth::still(kSite, 0.3, 14 * kDeg, 8e5)(0).p;
  w.model.objects.push_back(
      {"climbs", truth::straight({low, R_EL * Vec3{0, 0, 3000}}), {}, time_from_s(600)});
  w.model.objects.push_back({"above", truth::still(kSite, 0.2, 40 * kDeg, 8e5), {}, time_from_s(600)});
  const Radar radar(p, {}, 1, w.view(), time_from_s(600));
  auto state = radar.start(Draws(1, 0));
  int seen = 0;
  for (std::int64_t k = 0; k < 20; ++k)
    for (const Label& label : radar.look(state, k, w.view(), Draws(1, 0)).labels) {
      EXPECT_EQ(label.objects.at(0).index, 0u);
      ++seen;
    }
  EXPECT_GE(seen, 19);
  EXPECT_TRUE(radar.look(state, 25, w.view(), Draws(1, 0)).scan.detections.empty()); // 50 s later
}

TEST(RadarBudget, AFaceDoesNotKnowWhatAnotherFoundInTheSameFrame) {
  RadarParams p = busy(40, Swerling::zero);
  p.faces.push_back(p.faces[0]); // both see everything
  const World w = crowd(10);
  const Radar radar(p, {}, 1, w.view(), time_from_s(1000));
  auto state = radar.start(Draws(1, 0));
  const Frame first = radar.look(state, 0, w.view(), Draws(1, 0));
  const Frame second = radar.look(state, 1, w.view(), Draws(1, 0));
  for (std::uint32_t face = 0; face < 2; ++face) {
    EXPECT_EQ(of(first, Work::track, face).num_wanted, 0) << face;
    EXPECT_EQ(of(first, Work::confirm, face).num_wanted, 10) << face;
    EXPECT_EQ(of(second, Work::track, face).num_wanted, 10) << face;
  }
}

TEST(RadarBudget, TracksWaitForTheirInterval) {
  RadarParams p = busy(40, Swerling::zero);
  p.budget->track_interval_s = 30;
  const World w = crowd(10);
  const Radar radar(p, {}, 1, w.view(), time_from_s(4000));
  auto state = radar.start(Draws(1, 0));
  double dwells = 0;
  for (std::int64_t k = 0; k < 30; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    dwells += of(frame, Work::track).num_done;
    EXPECT_EQ(frame.scan.detections.size(), 10u); // search goes on to see them
  }
  EXPECT_NEAR(dwells, 10 * 10, 10);
}

TEST(RadarBudget, OtherObjectsMoveNoDrawOfThisOneWhileThereIsTime) {
  RadarParams p = busy(14, Swerling::one);
  World one = crowd(3), two = crowd(3);
  two.model.objects.insert(two.model.objects.begin(),
                           {"z", truth::still(kSite, 0.05, 30 * kDeg, 9e5), {}, time_from_s(1e5)});
  const Radar r1(p, {}, 1, one.view(), time_from_s(1000)), r2(p, {}, 1, two.view(), time_from_s(1000));
  auto s1 = r1.start(Draws(1, 0)), s2 = r2.start(Draws(1, 0));
  std::size_t num = 0;
  for (std::int64_t k = 0; k < 60; ++k) {
    const auto of_first = [](const Frame& frame, std::uint32_t object) {
      std::vector<double> ranges;
      for (std::size_t i = 0; i < frame.labels.size(); ++i)
        if (frame.labels[i].objects.at(0).index == object) ranges.push_back(frame.scan.detections[i].range_m);
      return ranges;
    };
    const Frame a = r1.look(s1, k, one.view(), Draws(1, 0)), b = r2.look(s2, k, two.view(), Draws(1, 0));
    EXPECT_EQ(of_first(a, 0), of_first(b, 1));
    num += of_first(a, 0).size();
  }
  EXPECT_GT(num, 20u);
}

TEST(FrameLedgerTest, RefusesWhatIsNotThere) {
  FrameLedger ledger(0, 10, 0.1);
  EXPECT_EQ(ledger.affordable({1, 0.2}), 5); // energy
  EXPECT_EQ(ledger.affordable({4, 0.2}), 2.5); // time
  ledger.spend(Work::search, 2, {4, 0.2});
  EXPECT_ANY_THROW(ledger.spend(Work::track, 1, {4, 0.2}));
}

TEST(TurnsTest, GiveBothKindsTheSameShare) {
  EXPECT_EQ(turns(10, 4, 3).whole, 4);
  EXPECT_EQ(turns(10, 4, 3).rest, 3);
  EXPECT_EQ(turns(10, 12, 8).whole, 6);
  EXPECT_EQ(turns(10, 12, 8).rest, 4);
  EXPECT_EQ(turns(0, 12, 8).whole, 0);
  EXPECT_EQ(turns(2.5, 10, 0).whole, 2);
  EXPECT_EQ(turns(2.5, 10, 0).rest, 0);
}

} // namespace
} // namespace dewline::sense
