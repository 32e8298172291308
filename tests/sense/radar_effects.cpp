// What else happens to a radar: outages, jamming, cells that do not resolve, ambiguity, turning arrays,
// transmitters elsewhere, aurora, several fences.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "dewline/sense/radar/radar_equation.hpp"
#include "sense/north_budget.hpp"
#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

struct World {
  truth::Model model;
  truth::State state;
  [[nodiscard]] truth::View view() const { return {model, state}; }
  void still(const char* name, double az_rad, double el_rad, double range_m) {
    model.objects.push_back({name, truth::still(kSite, az_rad, el_rad, range_m), {}, time_from_s(1e5)});
  }
};

Frame look_once(const RadarParams& p, const World& w, std::int64_t k = 0) {
  const Radar radar(p, {}, 1, w.view(), time_from_s(2000));
  auto state = radar.start(Draws(1, 0));
  return radar.look(state, k, w.view(), Draws(1, 0));
}

TEST(RadarOutage, ReportsNeitherCoverageNorDetectionsWhileItIsDown) {
  for (const bool with_budget : {false, true}) {
    RadarParams p = with_budget ? busy(40, Swerling::zero) : north(40, Swerling::zero);
    p.outages = {{25, 47}};
    World w;
    w.still("a", 0, 30 * kDeg, 8e5);
    const Radar radar(p, {}, 1, w.view(), time_from_s(600));
    auto state = radar.start(Draws(1, 0));
    for (std::int64_t k = 0; k < 8; ++k) {
      const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
      const bool down = k >= 2 && k <= 4; // any instant of the frame
      EXPECT_EQ(frame.scan.coverage.empty(), down);
      EXPECT_EQ(frame.scan.detections.size(), down ? 0u : 1u);
      if (with_budget && down) {
        EXPECT_EQ(of(frame, Work::idle).time_s, 10);
      }
    }
  }
}

TEST(RadarOutage, UnplannedOnesHaveTheirMeansAndAreDrawnOnceARun) {
  RadarParams p = north(40, Swerling::zero);
  p.availability = AvailabilityParams{3600, 400};
  const World none;
  const Radar radar(p, {}, 1, none.view(), time_from_s(1e6));
  double down_s = 0, num = 0;
  for (std::uint64_t run = 0; run < 100; ++run)
    for (const auto& span : radar.start(Draws(1, run)).down) {
      down_s += seconds(std::min(span[1], time_from_s(1e6)) - span[0]);
      ++num;
    }
  // long-run share 0.1; about 250 outages a run, each exponential: 5.5 standard deviations
  EXPECT_NEAR(down_s / 1e8, 0.1, 5.5 * 0.1 * 0.9 * std::sqrt(2 / num));
  EXPECT_NEAR(down_s / num, 400, 5.5 * 400 / std::sqrt(num));
  EXPECT_EQ(radar.start(Draws(1, 3)).down, radar.start(Draws(1, 3)).down);
  EXPECT_NE(radar.start(Draws(1, 3)).down, radar.start(Draws(1, 4)).down);
}

TEST(RadarJamming, RaisesTheNoiseInItsSectorForItsTime) {
  RadarParams p = north(40, Swerling::zero);
  p.reference_snr_db = 50;
  p.jamming = {{20 * kDeg, 10 * kDeg, 30, 0, 100}};
  World w;
  w.still("inside", 22 * kDeg, 30 * kDeg, 1e6);
  w.still("outside", -22 * kDeg, 30 * kDeg, 1e6);
  const auto snr_of = [&](std::int64_t k) {
    std::map<std::uint32_t, double> snr;
    const Frame f = look_once(p, w, k);
    for (std::size_t i = 0; i < f.labels.size(); ++i)
      snr[f.labels[i].objects.at(0).index] = f.scan.detections[i].snr_db;
    return snr;
  };
  auto before = snr_of(3), after = snr_of(12);
  EXPECT_NEAR(before[1] - before[0], 30, 1.5);
  EXPECT_NEAR(after[1] - after[0], 0, 0.3);
}

TEST(RadarResolution, ObjectsInOneCellGiveOneDetectionOfTheirPower) {
  RadarParams p = north(40, Swerling::zero); // cell: 150 m, 2.2 deg
  World w;
  w.still("a", 0, 30 * kDeg, 1e6);
  w.still("near", 0.3 * kDeg, 30 * kDeg, 1e6 + 60);
  w.still("far", 0, 30 * kDeg, 1e6 + 400);
  w.still("aside", 10 * kDeg, 30 * kDeg, 1e6);
  EXPECT_EQ(look_once(p, w).scan.detections.size(), 4u); // without it one each
  p.resolution = true;
  for (const bool with_budget : {false, true}) {
    if (with_budget) p.budget = busy(40, Swerling::zero).budget;
    const Frame frame = look_once(p, w);
    ASSERT_EQ(frame.scan.detections.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
      const Detection& d = frame.scan.detections[i];
      auto objects = frame.labels[i].objects;
      std::ranges::sort(objects);
      if (objects.front().index == 0) {
        EXPECT_EQ(objects, (std::vector<ObjectId>{{0}, {1}}));
        EXPECT_NEAR(d.snr_db, 43, 0.6); // twice the power
        EXPECT_NEAR(d.range_m, 1e6 + 30, 6 * d.sigma_range_m); // their middle
        EXPECT_NEAR(std::remainder(d.az_rad, 2 * kPi), 0.15 * kDeg, 6 * d.sigma_az_rad);
      } else {
        EXPECT_EQ(objects.size(), 1u);
        EXPECT_NEAR(d.snr_db, 40, 1.0);
      }
    }
  }
}

TEST(RadarAmbiguity, FoldsRangeAndKeepsTheTimeThatItBelieves) {
  RadarParams p = north(60, Swerling::zero);
  p.unambiguous_range_m = 7e5;
  World w;
  w.still("a", 0, 30 * kDeg, 1e6);
  const Frame frame = look_once(p, w);
  const Detection& d = frame.scan.detections.at(0);
  EXPECT_NEAR(d.range_m, 3e5, 6 * d.sigma_range_m);
  EXPECT_NEAR(seconds(d.valid), 5 - d.range_m / kC_m_s, 1e-6);
  EXPECT_EQ(frame.scan.coverage[0].range_max_m, 7e5);
  p.min_range_m = 4e5; // then the echo comes back while it transmits
  EXPECT_TRUE(look_once(p, w).scan.detections.empty());
}

TEST(RadarAmbiguity, FoldsTheDirectionCosine) {
  RadarParams p = north(60, Swerling::zero);
  p.unambiguous_sine = 0.8;
  World w;
  w.still("a", -50 * kDeg, 20 * kDeg, 1e6); // u = sin(50 deg) cos(20 deg) = 0.72
  const Detection d = look_once(p, w).scan.detections.at(0);
  EXPECT_NEAR(d.u, std::sin(50 * kDeg) * std::cos(20 * kDeg) - 0.8, 6 * d.sigma_u);
}

TEST(RadarRotating, LooksAllRoundOneQuarterAfterTheOther) {
  RadarParams p = north(40, Swerling::zero);
  p.faces.clear();
  p.rotating = RotatingParams{10 * kDeg, {0, 45 * kDeg}};
  World w;
  for (const double az_deg : {1.0, 44.0, 89.0, 91.0, 200.0, 300.0, 359.0})
    w.still(std::to_string(int(az_deg)).c_str(), az_deg * kDeg, 10 * kDeg, 1e6);
  const Frame frame = look_once(p, w);
  ASSERT_EQ(frame.scan.detections.size(), 7u);
  for (std::size_t i = 0; i < 7; ++i) {
    const Detection& d = frame.scan.detections[i];
    const double az_deg = std::stod(w.model.objects[frame.labels[i].objects[0].index].name);
    EXPECT_NEAR(std::remainder(d.az_rad - az_deg * kDeg, 2 * kPi), 0, 6 * d.sigma_az_rad);
    EXPECT_NEAR(seconds(d.valid), az_deg / 36 - 1e6 / kC_m_s, 1e-6); // ten seconds a turn, from north
    EXPECT_NEAR(d.snr_db, 40, 0.6); // no scan loss in azimuth
    // one beam everywhere
    EXPECT_NEAR(d.sigma_az_rad * std::cos(10 * kDeg), d.sigma_el_rad, 0.08 * d.sigma_el_rad);
    EXPECT_EQ(d.face, static_cast<std::uint32_t>(az_deg / 90));
  }
  EXPECT_EQ(frame.scan.coverage[0].scan_loss_exponent, 0);
}

// A part of a quarter is passed when the array points there, not spread over the quarter's time.
TEST(RadarRotating, PassesAVolumesAzimuthsWhenTheArrayPointsThere) {
  RadarParams p = north(40, Swerling::zero);
  p.faces.clear();
  p.rotating = RotatingParams{10 * kDeg, {0, 45 * kDeg}};
  p.fences = {{{0, 20 * kDeg}, {{30 * kDeg, 130 * kDeg}}, {}}};
  World w;
  for (const double az_deg : {35.0, 59.0, 88.0, 95.0, 128.0, 200.0})
    w.still(std::to_string(int(az_deg)).c_str(), az_deg * kDeg, 10 * kDeg, 1e6);
  const Frame frame = look_once(p, w);
  ASSERT_EQ(frame.scan.detections.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) {
    const double az_deg = std::stod(w.model.objects[frame.labels[i].objects[0].index].name);
    EXPECT_NEAR(seconds(frame.scan.detections[i].valid), az_deg / 36 - 1e6 / kC_m_s, 1e-6) << az_deg;
  }
}

TEST(RadarBistatic, ATransmitterAtTheReceiverChangesNothing) {
  RadarParams p = north(25, Swerling::one);
  World w;
  for (int i = 0; i < 20; ++i) w.still(std::to_string(i).c_str(), 0.1 * i - 1, 0.3, 9e5);
  const Frame one = look_once(p, w);
  p.transmitter = p.at;
  p.transmitter->lat_rad += 1e-9; // six millimetres
  const Frame two = look_once(p, w);
  ASSERT_EQ(one.scan.detections.size(), two.scan.detections.size());
  ASSERT_GT(one.scan.detections.size(), 10u);
  for (std::size_t i = 0; i < one.scan.detections.size(); ++i) {
    EXPECT_NEAR(one.scan.detections[i].range_m, two.scan.detections[i].range_m, 0.1);
    EXPECT_NEAR(one.scan.detections[i].sigma_range_m, two.scan.detections[i].sigma_range_m, 0.1);
  }
}

TEST(RadarBistatic, SnrFallsWithBothWaysAndRangesAreFromTheReceiver) {
  RadarParams p = north(40, Swerling::zero);
  p.transmitter = p.at;
  p.transmitter->lat_rad += 300e3 / 6.39e6; // 300 km ahead
  World w;
  w.still("a", 0, 30 * kDeg, 1e6);
  const Detection d = look_once(p, w).scan.detections.at(0);
  const double to_target =
      norm(w.model.objects[0].state_E(0).p - earth::ecef(earth::to_geodetic(*p.transmitter)));
  EXPECT_NEAR(d.snr_db, 40 + 20 * std::log10(1e6 / to_target), 0.5);
  EXPECT_NEAR(d.range_m, 1e6, 6 * d.sigma_range_m);
}

// Two in one cell that the transmitter does not light: noise alone crosses, and it has a place.
TEST(RadarResolution, WithoutAnyEchoTheLeaderKeepsItsPlace) {
  RadarParams p = north(40, Swerling::zero);
  p.resolution = true;
  p.prob_fa = 1e-2;
  p.transmitter = p.at;
  p.transmitter->lat_rad += 1; // all lies below its level
  World w;
  w.still("a", 0, 10 * kDeg, 1e6);
  w.still("b", 0, 10 * kDeg, 1e6 + 10);
  const Radar radar(p, {}, 1, w.view(), time_from_s(1e4));
  auto state = radar.start(Draws(1, 0));
  std::size_t num = 0;
  for (std::int64_t k = 0; k < 900; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    for (std::size_t i = 0; i < frame.labels.size(); ++i) {
      EXPECT_EQ(frame.labels[i].objects.size(), 2u);
      EXPECT_TRUE(std::isfinite(frame.scan.detections[i].range_m));
      ++num;
    }
  }
  EXPECT_GT(num, 0u); // 9 are expected of noise: none has a chance of 1e-4
}

TEST(RadarClutter, AuroraAndMeteorsComeAtTheirRatesWithTheirCauses) {
  RadarParams p = north(30, Swerling::one);
  p.clutter = {{Cause::aurora, 0.5, {-20 * kDeg, 20 * kDeg}, {5 * kDeg, 12 * kDeg}, {5e5, 9e5}},
               // all around: a third is in the sector
               {Cause::meteor, 0.2, {0, 0}, {3 * kDeg, 80 * kDeg}, {1e5, 1e6}}};
  const World none;
  for (const bool with_budget : {false, true}) {
    if (with_budget) p.budget = busy(30, Swerling::one).budget;
    const Radar radar(p, {}, 1);
    auto state = radar.start(Draws(1, 0));
    std::map<Cause, double> num;
    for (std::int64_t k = 0; k < 1000; ++k) {
      const Frame frame = radar.look(state, k, none.view(), Draws(1, 0));
      for (std::size_t i = 0; i < frame.labels.size(); ++i) {
        const Detection& d = frame.scan.detections[i];
        ++num[frame.labels[i].cause];
        EXPECT_TRUE(frame.labels[i].objects.empty());
        if (frame.labels[i].cause != Cause::aurora) continue;
        EXPECT_LE(std::abs(std::remainder(d.az_rad, 2 * kPi)), 20.01 * kDeg);
        EXPECT_GE(d.range_m, 5e5);
        EXPECT_LE(d.range_m, 9e5);
      }
    }
    EXPECT_NEAR(num[Cause::aurora], 5000, 5.5 * std::sqrt(5000));
    EXPECT_NEAR(num[Cause::meteor], 2000 / 3.0, 5.5 * std::sqrt(667));
    EXPECT_EQ(num[Cause::noise], 0);
  }
}

// The echo holds for all pulses of a dwell: beyond the threshold the power sum is exponential of mean 1 + N SNR.
TEST(RadarClutter, AnEchoOfNatureAddsUpOverThePulses) {
  RadarParams p = north(30, Swerling::one);
  p.num_pulses = 10;
  p.clutter = {{Cause::aurora, 1, {-20 * kDeg, 20 * kDeg}, {5 * kDeg, 12 * kDeg}, {5e5, 9e5}}};
  p.clutter[0].snr_db = 10;
  const World none;
  const Radar radar(p, {}, 1);
  auto state = radar.start(Draws(1, 0));
  double sum = 0, num = 0;
  for (std::int64_t k = 0; k < 1000; ++k)
    for (const Detection& d : radar.look(state, k, none.view(), Draws(1, 0)).scan.detections) {
      sum += 10 * (1 + std::pow(10, 0.1 * d.snr_db)) - radar.search().threshold;
      ++num;
    }
  EXPECT_NEAR(sum / num, 101, 5.5 * 101 / std::sqrt(num));
}

TEST(RadarFences, EachIsSweptInItsOwnTime) {
  RadarParams p = north(40, Swerling::zero);
  p.hold_s = 0;
  p.fences = {{{3 * kDeg, 10 * kDeg}, {}, {}}, {{10 * kDeg, 60 * kDeg}, {{-30 * kDeg, 30 * kDeg}}, 40.0}};
  World w;
  w.still("low", 0.4, 5 * kDeg, 1e6);
  w.still("high", 0.4, 30 * kDeg, 1e6);
  w.still("aside", 0.9, 30 * kDeg, 1e6); // outside the second fence's azimuths
  const Radar radar(p, {}, 1, w.view(), time_from_s(2000));
  auto state = radar.start(Draws(1, 0));
  std::map<std::uint32_t, int> seen;
  for (std::int64_t k = 0; k < 80; ++k) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    for (std::size_t i = 0; i < frame.labels.size(); ++i) {
      ++seen[frame.labels[i].objects[0].index];
      const Coverage& c = frame.scan.coverage.at(frame.scan.detections[i].face);
      EXPECT_LE(c.fence_min_rad, frame.scan.detections[i].el_rad + 1e-2);
      EXPECT_GE(c.fence_max_rad, frame.scan.detections[i].el_rad - 1e-2);
    }
    EXPECT_NEAR(frame.scan.coverage[1].az_width_rad, 15 * kDeg, 1e-9); // a quarter of 60 deg
  }
  EXPECT_EQ(seen[0], 80);
  EXPECT_EQ(seen[1], 20);
  EXPECT_EQ(seen[2], 0);
}

TEST(RadarFences, OneThatIsTheFieldOfRegardIsTheFence) {
  RadarParams p = north(15, Swerling::one);
  p.num_cells = 3e6;
  World w;
  for (int i = 0; i < 20; ++i) w.still(std::to_string(i).c_str(), 0.1 * i - 1, 0.3, 9e5);
  const Frame one = look_once(p, w, 3);
  p.fences = {{p.faces[0].elevation_rad, {}, {}}};
  const Frame two = look_once(p, w, 3);
  ASSERT_EQ(one.scan.detections.size(), two.scan.detections.size());
  for (std::size_t i = 0; i < one.scan.detections.size(); ++i)
    EXPECT_EQ(one.scan.detections[i].range_m, two.scan.detections[i].range_m);
}

// Across north: a sector from 300 to 60 deg, and a volume from 350 to 10 deg inside it.
TEST(RadarFences, GoAcrossNorth) {
  RadarParams p = north(40, Swerling::zero);
  p.hold_s = 0;
  p.fences = {{{3 * kDeg, 40 * kDeg}, {{350 * kDeg, 10 * kDeg}}, {}}};
  World w;
  for (const double az_deg : {-12.0, -8.0, 0.0, 8.0, 12.0})
    w.still(std::to_string(az_deg).c_str(), az_deg * kDeg, 0.3, 1e6);
  const Frame frame = look_once(p, w);
  EXPECT_EQ(frame.scan.detections.size(), 3u);
  EXPECT_NEAR(frame.scan.coverage[0].az_start_rad, 350 * kDeg, 1e-9);
  EXPECT_NEAR(frame.scan.coverage[0].az_width_rad, 20 * kDeg, 1e-9);
}

TEST(RadarIonosphere, LeavesItsResidualInRange) {
  RadarParams p = north(60, Swerling::zero);
  p.frequency_Hz = 155e6;
  p.ionosphere = IonosphereParams{10, 1, 350e3, 60e3};
  World w;
  w.still("above", 0, 80 * kDeg - 1e-3, 2e6); // nearly all of the layer, nearly vertical
  RadarParams q = p;
  q.faces[0].elevation_rad[1] = 85 * kDeg;
  const Radar radar(q, {}, 1, w.view(), time_from_s(100));
  auto state = radar.start(Draws(1, 0));
  state.ionosphere_residual = 1;
  const Detection d = radar.look(state, 0, w.view(), Draws(1, 0)).scan.detections.at(0);
  EXPECT_NEAR(d.range_m - 2e6, 40.3 * 10e16 / (155e6 * 155e6), 6 * d.sigma_range_m + 3); // 168 m
}

TEST(RadarMultipath, LobesRaiseAndCutTheEcho) {
  RadarParams p = north(60, Swerling::zero);
  p.faces[0].elevation_rad[0] = 0;
  p.frequency_Hz = 150e6;
  p.beamwidth_rad = 0.4;
  p.multipath = MultipathParams{.antenna_height_m = 20, .rms_height_m = 0};
  World w;
  for (int i = 0; i < 40; ++i) w.still(std::to_string(i).c_str(), 0.02 * i, (0.4 + 0.15 * i) * kDeg, 1e5);
  double least = 1e9, most = -1e9;
  for (const Detection& d : look_once(p, w).scan.detections) {
    const double free_db = 60 + 40 + 20 * std::log10(std::sqrt(1 - d.u * d.u - d.v * d.v));
    least = std::min(least, d.snr_db - free_db);
    most = std::max(most, d.snr_db - free_db);
  }
  EXPECT_GT(most, 8);  // up to 12 dB
  EXPECT_LE(most, 12.5);
  EXPECT_LT(least, -8);
}

} // namespace
} // namespace dewline::sense
