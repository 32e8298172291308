// One radar: geometry, windows, frames, holding, reported errors. Every answer here is computed by hand.
#include "dewline/sense/radar/radar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dewline/sense/radar/accuracy.hpp"
#include "dewline/sense/radar/radar_equation.hpp"
#include "dewline/sense/radar/windows.hpp"
#include "sense/north.hpp"
#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

struct World {
  truth::Model model;
  truth::State state;
  [[nodiscard]] truth::View view() const { return {model, state}; }
};

Vec3 at(double az_rad, double el_rad, double range_m) {
  return truth::still(kSite, az_rad, el_rad, range_m)(0).p;
}

TEST(RadarAxes, AreRightHandedWithZOnTheBoresightAndYUp) {
  for (const double boresight_deg : {0.0, 77.0, 200.0, -30.0}) {
    RadarParams p = north(40, Swerling::zero);
    p.faces[0].boresight_rad = boresight_deg * kDeg;
    const Radar radar(p, {}, 1);
    const Mat3 R_SL = radar.coverage()[0].R_SE * transpose(earth::enu_axes(kSite));
    const Vec3 z = R_SL * earth::enu_direction(boresight_deg * kDeg, 20 * kDeg);
    EXPECT_NEAR(z.z, 1, 1e-12);
    const Vec3 up = R_SL * Vec3{0, 0, 1};
    EXPECT_NEAR(up.x, 0, 1e-12); // x is level
    EXPECT_NEAR(up.y, std::cos(20 * kDeg), 1e-12); // y points up
    const Vec3 right = R_SL * earth::enu_direction((boresight_deg + 90) * kDeg, 0);
    EXPECT_NEAR(right.x, -1, 1e-12); // x to the left, seen from behind
    const Vec3 x{R_SL(0, 0), R_SL(0, 1), R_SL(0, 2)}, y{R_SL(1, 0), R_SL(1, 1), R_SL(1, 2)};
    EXPECT_NEAR(dot(cross(x, y), Vec3{R_SL(2, 0), R_SL(2, 1), R_SL(2, 2)}), 1, 1e-12);
  }
}

TEST(RadarSensitivity, FallsWithTheFourthPowerOfRangeAndTheScanAngle) {
  const Radar radar(north(40, Swerling::zero), {}, 1);
  EXPECT_NEAR(10 * std::log10(radar.snr(1, 1e6, 1)), 40, 1e-9);
  EXPECT_NEAR(10 * std::log10(radar.snr(1, 2e6, 1)), 40 - 40 * std::log10(2), 1e-9);
  EXPECT_NEAR(10 * std::log10(radar.snr(0.1, 1e6, 1)), 30, 1e-9);
  EXPECT_NEAR(10 * std::log10(radar.snr(1, 1e6, 0.5)), 40 - 20 * std::log10(2), 1e-9);
}

TEST(RadarSensitivity, ReferenceAndEquationAgree) {
  RadarParams p = north(40, Swerling::zero);
  p.reference_range_m.reset();
  p.frequency_Hz = 1e9;
  p.peak_power_W = 1e6;
  p.pulse_width_s = 0.2e-6;
  p.gain_db = 20;
  p.noise_temperature_K = 290;
  EXPECT_NEAR(10 * std::log10(Radar(p, {}, 1).snr(1, 50e3, 1)), 5.5868051,
              1e-6); // MathWorks radareqsnr ex. 1
}

TEST(RadarSensitivity, DetectionRangeGivesTheAskedPd) {
  RadarParams p = north(40, Swerling::zero);
  p.reference_snr_db = 13;
  p.swerling = Swerling::one;
  const Radar radar(p, {}, 1);
  const double range = detection_range_m(radar, 10, 0.8);
  EXPECT_NEAR(prob_detect(10 * std::log10(radar.snr(10, range, 1)), 1e-6, 1, Swerling::one), 0.8, 1e-9);
  EXPECT_EQ(detection_range_m(radar, 1e9, 0.8), 3e6); // no further than the instruments
}

// Spherical answer of coverage_slant_range.csv with k = 1: 5 deg ... by hand here: R = -a sin e + sqrt(a^2
// sin^2 e + 2 a h + h^2).
TEST(RadarGeometry, HorizonRangeIsTheSphericalOneStretchedByRefraction) {
  const Radar radar(north(40, Swerling::zero), {}, 1);
  const double a = 6378137 * std::sqrt(1 - 0.00669437999014) / (1 - 0.00669437999014 * 0.75); // at 60 deg
  const double e = 3 * kDeg - 4.72e-3, h = 1.32e6; // refraction bends 4.7 mrad at 3 deg
  const double up = a * std::sin(e);
  EXPECT_NEAR(horizon_range_m(radar, 3 * kDeg, h), std::sqrt(up * up + 2 * a * h + h * h) - up, 2e3);
  EXPECT_NEAR(horizon_range_m(radar, 3 * kDeg, h), 4.02e6, 0.02e6);
}

TEST(RadarWindows, AStraightPathOpensAndClosesWhereItCrossesTheLimits) {
  // Level flight along the line az = 0 .. : a point moving east on a line through (az 0, el 40 deg, 500 km):
  // in L: (x, d cos 40, d sin 40). Sector edge |az| = 60 deg at |x| = d cos 40 tan 60; elevation there is
  // above 3 deg.
  const double d = 500e3, speed = 4000;
  const Mat3 R_EL = transpose(earth::enu_axes(kSite));
  const Vec3 p0 = earth::ecef(kSite) + R_EL * Vec3{-1.5e6, d * std::cos(40 * kDeg), d * std::sin(40 * kDeg)};
  World w;
  w.model.objects.push_back({"a", truth::straight({p0, R_EL * Vec3{speed, 0, 0}}), {}, time_from_s(750)});
  const Radar radar(north(40, Swerling::zero), {}, 1, w.view(), time_from_s(2000));
  ASSERT_EQ(radar.windows().size(), 1u);
  const Window window = radar.windows()[0];
  const double edge = d * std::cos(40 * kDeg) * std::tan(60 * kDeg);
  EXPECT_NEAR(seconds(window.begin), (1.5e6 - edge) / speed, 2e-6);
  EXPECT_NEAR(seconds(window.end), (1.5e6 + edge) / speed, 2e-6);
  EXPECT_EQ(window.opened_by, Limit::sector);
  EXPECT_EQ(window.closed_by, Limit::sector);
}

TEST(RadarWindows, ElevationFloorIsApparentAndCeilingAndRangeAreNamed) {
  // Straight up at a ground distance: rises through the floor, then through the ceiling of 30 deg.
  RadarParams p = north(40, Swerling::zero);
  p.faces[0].elevation_rad = {3 * kDeg, 30 * kDeg};
  const Mat3 R_EL = transpose(earth::enu_axes(kSite));
  const double away = 600e3, speed = 2000;
  World w;
  const Vec3 foot = earth::ecef(kSite) + R_EL * Vec3{0, away, -20e3};
  w.model.objects.push_back({"up", truth::straight({foot, R_EL * Vec3{0, 0, speed}}), {}, time_from_s(900)});
  w.model.objects.push_back({"away", truth::straight({at(0, 15 * kDeg, 2.9e6),
                                                      R_EL * (1000 * earth::enu_direction(0, 15 * kDeg))})});
  const Radar radar(p, {}, 1, w.view(), time_from_s(900));
  ASSERT_EQ(radar.windows().size(), 2u);
  const Window far = radar.windows()[0], up = radar.windows()[1];
  EXPECT_EQ(far.object.index, 1u);
  EXPECT_EQ(far.opened_by, Limit::existence);
  EXPECT_EQ(far.closed_by, Limit::range);
  EXPECT_NEAR(seconds(far.end), 100, 2e-6);
  EXPECT_EQ(up.opened_by, Limit::elevation_floor);
  EXPECT_EQ(up.closed_by, Limit::elevation_ceiling);
  const double opens_z = -20e3 + speed * seconds(up.begin), closes_z = -20e3 + speed * seconds(up.end);
  const double true_floor = std::atan2(opens_z, away), h = opens_z + away * away / 2 / 6.38e6;
  const Ray ray = trace({}, 3 * kDeg, h, 0, 6.3915e6);
  EXPECT_NEAR(true_floor, ray.true_el_rad, 10e-6); // seen from 4 mrad below the floor
  EXPECT_LT(true_floor, 3 * kDeg - 3e-3);
  EXPECT_NEAR(std::atan2(closes_z, away), 30 * kDeg, 0.6e-3);
}

TEST(RadarWindows, TheHorizonTheScenarioAndTheEndOfAnObjectAreNamed) {
  RadarParams p = north(40, Swerling::zero);
  p.faces[0].elevation_rad[0] = 0;
  const Mat3 R_EL = transpose(earth::enu_axes(kSite));
  World w;
  w.model.objects.push_back({"sets", truth::straight({at(0, 2 * kDeg, 1e6), R_EL * Vec3{0, 0, -500}})});
  w.model.objects.push_back({"stays", truth::still(kSite, 0.1, 10 * kDeg, 1e6), time_from_s(-50)});
  w.model.objects.push_back(
      {"ends", truth::still(kSite, 0.1, 10 * kDeg, 1e6), time_from_s(20), time_from_s(90)});
  const Radar radar(p, {}, 1, w.view(), time_from_s(600));
  ASSERT_EQ(radar.windows().size(), 3u);
  const auto of = [&](std::uint32_t i) {
    return *std::ranges::find(radar.windows(), ObjectId{i}, &Window::object);
  };
  EXPECT_EQ(of(0).closed_by, Limit::horizon);
  EXPECT_EQ(of(1).opened_by, Limit::scenario);
  EXPECT_EQ(of(1).closed_by, Limit::scenario);
  EXPECT_EQ(of(1).end, time_from_s(600));
  EXPECT_EQ(of(2).opened_by, Limit::existence);
  EXPECT_EQ(of(2).closed_by, Limit::existence);
  EXPECT_EQ(of(2).begin, time_from_s(20));
  EXPECT_EQ(of(2).end, time_from_s(90));
}

TEST(RadarFrame, LooksOnceWhenTheScanPassesAndStampsTheTimeAtTheTarget) {
  // Sector -60 .. 60 deg, 10 s: azimuth 30 deg is passed after 90/120 of a frame; the echo left 2/3 of 10 ms
  // x 2 earlier.
  World w;
  w.model.objects.push_back({"a", truth::still(kSite, 30 * kDeg, 40 * kDeg, 1.2e6)});
  const Radar radar(north(40, Swerling::zero), {3}, 1, w.view(), time_from_s(600));
  auto state = radar.start(Draws(1, 0));
  for (std::int64_t k : {0, 1, 7}) {
    const Frame frame = radar.look(state, k, w.view(), Draws(1, 0));
    ASSERT_EQ(frame.scan.detections.size(), 1u);
    const Detection& d = frame.scan.detections[0];
    EXPECT_NEAR(seconds(d.valid), 10.0 * k + 7.5 - 1.2e6 / kC_m_s, 2e-9);
    EXPECT_EQ(d.id, (DetectionId{{3}, k, 0}));
    ASSERT_EQ(frame.labels.size(), 1u);
    EXPECT_EQ(frame.labels[0].detection, d.id);
    EXPECT_EQ(frame.labels[0].objects, std::vector{ObjectId{0}});
    EXPECT_EQ(frame.scan.begin, time_from_s(10.0 * k));
    EXPECT_EQ(frame.scan.end, time_from_s(10.0 * (k + 1)));
  }
}

TEST(RadarFrame, AMovingTargetIsMeasuredWhereItWasWhenTheEchoLeft) {
  RadarParams p = north(40, Swerling::zero);
  p.reference_snr_db = 60;
  p.bandwidth_Hz = 1e10; // errors far below the motion within one light time
  p.coherent_time_s = 1;
  World w;
  const Mat3 R_EL = transpose(earth::enu_axes(kSite));
  w.model.objects.push_back(
      {"a", truth::straight({at(0, 30 * kDeg, 5e5), R_EL * (7000 * earth::enu_direction(0, 30 * kDeg))})});
  const Radar radar(p, {}, 1, w.view(), time_from_s(60));
  auto state = radar.start(Draws(1, 0));
  const auto d = radar.look(state, 1, w.view(), Draws(1, 0)).scan.detections.at(0);
  // echo at 15 s: range r with r = r0 + v (15 s - r / c); not looking back would be 14 m off
  const double expected = (5e5 + 7000 * 15.0) / (1 + 7000 / kC_m_s);
  EXPECT_NEAR(d.range_m, expected, 1e-3 + 6 * d.sigma_range_m);
  EXPECT_LT(d.sigma_range_m, 0.01);
  EXPECT_TRUE(d.has_range_rate);
  EXPECT_NEAR(d.range_rate_m_s, 7000, 6 * d.sigma_range_rate_m_s + 1e-6);
}

TEST(RadarFrame, OutsideTheFenceAnObjectIsSeenOnlyWhileItIsHeld) {
  RadarParams p = north(40, Swerling::zero);
  p.fence.elevation_rad = {{3 * kDeg, 16 * kDeg}};
  p.hold_s = 25;
  const Mat3 R_EL = transpose(earth::enu_axes(kSite));
  World w; // climbs through the fence; another was never in it
  w.model.objects.push_back({"climbs", truth::straight({at(0, 14 * kDeg, 8e5), R_EL * Vec3{0, 0, 3000}})});
  w.model.objects.push_back({"above", truth::still(kSite, 0.2, 40 * kDeg, 8e5)});
  const Radar radar(p, {}, 1, w.view(), time_from_s(600));
  auto state = radar.start(Draws(1, 0));
  int seen_above_fence = 0;
  for (std::int64_t k = 0; k < 20; ++k)
    for (const Label& label : radar.look(state, k, w.view(), Draws(1, 0)).labels) {
      EXPECT_EQ(label.objects.at(0).index, 0u);
      seen_above_fence += k >= 3;
    }
  EXPECT_EQ(seen_above_fence, 17); // SNR 40 dB, steady: held in every frame
  auto lost = radar.start(Draws(1, 0)); // the same object, first looked at above the fence: nothing holds it
  EXPECT_TRUE(radar.look(lost, 10, w.view(), Draws(1, 0)).scan.detections.empty());
  radar.look(lost, 0, w.view(), Draws(1, 0));
  EXPECT_TRUE(radar.look(lost, 3, w.view(), Draws(1, 0))
                  .scan.detections.empty()); // 30 s after the hit: hold has run out
}

TEST(RadarFrame, AnEndedObjectIsSeenNoMore) {
  World w;
  w.model.objects.push_back({"a", truth::still(kSite, 0, 30 * kDeg, 8e5)});
  const Radar radar(north(40, Swerling::zero), {}, 1, w.view(), time_from_s(600));
  w.state.ended = {time_from_s(33)};
  auto state = radar.start(Draws(1, 0));
  for (std::int64_t k = 0; k < 8; ++k)
    EXPECT_EQ(radar.look(state, k, w.view(), Draws(1, 0)).scan.detections.size(), k < 3 ? 1u : 0u) << k;
}

TEST(RadarFrame, AnObjectOutsideEveryFieldOfViewChangesNothingElse) {
  RadarParams p = north(40, Swerling::zero);
  p.swerling = Swerling::one;
  p.reference_snr_db = 15;
  p.num_cells = 2e6;
  World one, two;
  one.model.objects = {{"m", truth::still(kSite, 0.3, 30 * kDeg, 8e5)}};
  two.model.objects = {{"a", truth::still(kSite, kPi, 30 * kDeg, 8e5)}, one.model.objects[0]};
  const Radar r1(p, {}, 1, one.view(), time_from_s(600)), r2(p, {}, 1, two.view(), time_from_s(600));
  auto s1 = r1.start(Draws(1, 0)), s2 = r2.start(Draws(1, 0));
  std::size_t num = 0;
  for (std::int64_t k = 0; k < 60; ++k) {
    const auto f1 = r1.look(s1, k, one.view(), Draws(1, 0)), f2 = r2.look(s2, k, two.view(), Draws(1, 0));
    ASSERT_EQ(f1.scan.detections.size(), f2.scan.detections.size());
    for (std::size_t i = 0; i < f1.scan.detections.size(); ++i, ++num) {
      const Detection &a = f1.scan.detections[i], &b = f2.scan.detections[i];
      EXPECT_EQ(std::tuple(a.id, a.valid, a.range_m, a.u, a.v, a.snr_db, a.sigma_u),
                std::tuple(b.id, b.valid, b.range_m, b.u, b.v, b.snr_db, b.sigma_u));
    }
  }
  EXPECT_GT(num, 100u);
}

TEST(RadarFrame, TwoFacesThatOverlapLookIndependently) {
  auto p = north(13, Swerling::one);
  p.faces.push_back(p.faces[0]);
  p.faces[1].boresight_rad = 60 * kDeg;
  World w;
  w.model.objects.push_back({"a", truth::still(kSite, 30 * kDeg, 25 * kDeg, 1e6), {}, time_from_s(20000)});
  const Radar radar(p, {}, 1, w.view(), time_from_s(20000));
  ASSERT_EQ(radar.windows().size(), 2u);
  auto state = radar.start(Draws(1, 0));
  int first = 0, second = 0, both = 0;
  for (std::int64_t k = 0; k < 2000; ++k) {
    bool seen[2] = {};
    for (const Detection& d : radar.look(state, k, w.view(), Draws(1, 0)).scan.detections) {
      seen[d.face] = true;
      EXPECT_NEAR(d.az_rad, 30 * kDeg, 7 * d.sigma_az_rad); // each in its own axes, one direction
      EXPECT_NEAR(d.el_rad, 25 * kDeg, 7 * d.sigma_el_rad);
    }
    first += seen[0];
    second += seen[1];
    both += seen[0] && seen[1];
  }
  EXPECT_GT(std::min(first, second), 500);
  const double expected = first / 2000.0 * second;
  EXPECT_NEAR(both, expected, 5.5 * std::sqrt(expected)); // independent draws
}

TEST(RadarFrame, DetectionsAreSortedByWhatWasMeasured) {
  RadarParams p = north(40, Swerling::zero);
  p.num_cells = 1e7;
  World w;
  w.model.objects = {{"a", truth::still(kSite, 0.9, 30 * kDeg, 8e5)},
                     {"b", truth::still(kSite, -0.9, 30 * kDeg, 8e5)}};
  const Radar radar(p, {}, 1, w.view(), time_from_s(600));
  auto state = radar.start(Draws(1, 0));
  const Frame frame = radar.look(state, 0, w.view(), Draws(1, 0));
  ASSERT_GT(frame.scan.detections.size(), 5u);
  for (std::size_t i = 1; i < frame.scan.detections.size(); ++i) {
    EXPECT_LT(frame.scan.detections[i - 1].valid, frame.scan.detections[i].valid);
    EXPECT_EQ(frame.scan.detections[i].id.index, i);
    EXPECT_EQ(frame.labels[i].detection, frame.scan.detections[i].id);
  }
}

TEST(RadarMeasurement, AzimuthErrorGrowsAsOneOverCosineOfElevation) {
  const Radar radar(north(40, Swerling::zero), {}, 1);
  const Mat3 R_SL = radar.coverage()[0].R_SE * transpose(earth::enu_axes(kSite));
  for (const double el_deg : {0.0, 20.0, 45.0, 70.0}) { // in the boresight's plane: u is pure azimuth
    const Vec3 d = R_SL * earth::enu_direction(0, el_deg * kDeg);
    const auto local = local_direction(R_SL, d.x, d.y, 1e-3, 1e-3);
    EXPECT_NEAR(local.el_rad, el_deg * kDeg, 1e-12);
    EXPECT_NEAR(local.sigma_az_rad, 1e-3 / std::cos(el_deg * kDeg), 1e-12);
    EXPECT_NEAR(local.sigma_el_rad, 1e-3 / d.z, 1e-12); // and v is elevation, stretched off boresight
  }
}

TEST(RadarMeasurement, LocalErrorsAreTheNumericDerivatives) {
  const Radar radar(north(40, Swerling::zero), {}, 1);
  const Mat3 R_SL = radar.coverage()[0].R_SE * transpose(earth::enu_axes(kSite));
  const double step = 1e-6;
  for (const auto& [u, v] : {std::pair(0.5, 0.2), {-0.7, 0.1}, {0.1, -0.2}, {0.3, 0.8}}) {
    const auto base = local_direction(R_SL, u, v, 2e-3, 3e-3);
    const auto du = local_direction(R_SL, u + step, v, 0, 0), dv = local_direction(R_SL, u, v + step, 0, 0);
    const auto turn = [](double a) { return std::remainder(a, 2 * kPi); };
    EXPECT_NEAR(base.sigma_az_rad,
                std::hypot(turn(du.az_rad - base.az_rad) * 2e-3, turn(dv.az_rad - base.az_rad) * 3e-3) / step,
                1e-7);
    EXPECT_NEAR(base.sigma_el_rad,
                std::hypot((du.el_rad - base.el_rad) * 2e-3, (dv.el_rad - base.el_rad) * 3e-3) / step, 1e-7);
  }
}

TEST(RadarMeasurement, BiasesAreDrawnOnceARunWithinTheirHalfRanges) {
  RadarParams p = north(40, Swerling::zero);
  p.range_bias_m = 100;
  p.angle_bias_rad = 1e-3;
  p.refraction_residual = 0.1;
  const Radar radar(p, {}, 77);
  double sum = 0;
  for (std::uint64_t run = 0; run < 2000; ++run) {
    const auto s = radar.start(Draws(1, run));
    EXPECT_LE(std::abs(s.range_bias_m), 100);
    EXPECT_LE(std::max(std::abs(s.u_bias), std::abs(s.v_bias)), 1e-3);
    EXPECT_LE(std::abs(s.refraction_residual), 0.1);
    EXPECT_NE(s.u_bias, s.v_bias);
    sum += s.range_bias_m * s.range_bias_m;
  }
  EXPECT_NEAR(sum / 2000, 1e4 / 3, 5 * 1e4 * std::sqrt(4.0 / 45 / 2000)); // uniform: variance h^2/3, 5 sigma
}

TEST(RadarMeasurement, ResidualRefractionRaisesElevationAndRange) {
  RadarParams p = north(40, Swerling::zero);
  p.refraction_residual = 0.5;
  p.beamwidth_rad = 1e-4;
  p.reference_snr_db = 60;
  World w;
  w.model.objects.push_back({"a", truth::still(kSite, 0, 4 * kDeg, 1e6)});
  const Radar radar(p, {}, 1, w.view(), time_from_s(60));
  auto state = radar.start(Draws(1, 0));
  state.refraction_residual = 0.5;
  const auto d = radar.look(state, 0, w.view(), Draws(1, 0)).scan.detections.at(0);
  const Look look = radar.look_at(w.model.objects[0].state_E(0).p);
  EXPECT_GT(look.el_error_rad, 3e-3);
  EXPECT_NEAR(d.el_rad, 4 * kDeg + 0.5 * look.el_error_rad, 6 * d.sigma_el_rad);
  EXPECT_LT(d.sigma_el_rad, 1e-6);
  EXPECT_NEAR(d.range_m, 1e6 + 0.5 * look.range_error_m, 6 * d.sigma_range_m);
}

TEST(RadarFrame, FalseRangeRatesFillTheSpanThatScansAreWeighedWith) {
  RadarParams p = north(13, Swerling::one);
  p.num_cells = 5e8; // 500 false detections
  p.coherent_time_s = 0.01;
  World w;
  const Radar radar(p, {}, 1, w.view(), time_from_s(100));
  Radar::State state = radar.start(Draws(2, 0));
  double low = 0, high = 0, sum2 = 0;
  const auto list = radar.look(state, 0, w.view(), Draws(2, 0)).scan.detections;
  for (const Detection& d : list) {
    low = std::min(low, d.range_rate_m_s);
    high = std::max(high, d.range_rate_m_s);
    sum2 += d.range_rate_m_s * d.range_rate_m_s / static_cast<double>(list.size());
  }
  EXPECT_GT(list.size(), 400u);
  EXPECT_GE(low, -kFalseRangeRateSpan_m_s / 2);
  EXPECT_LE(high, kFalseRangeRateSpan_m_s / 2);
  EXPECT_GT(high - low, 0.97 * kFalseRangeRateSpan_m_s);
  EXPECT_NEAR(std::sqrt(12 * sum2), kFalseRangeRateSpan_m_s, 0.1 * kFalseRangeRateSpan_m_s);
}

TEST(RadarWindows, AnObjectLaunchedAfterTheEndIsNeverLookedAt) {
  World w;
  w.model.objects = {{"late", truth::still(kSite, 0, 30 * kDeg, 500e3), time_from_s(1000), time_from_s(2000), 1}};
  const Radar radar(north(40, Swerling::zero), {}, 1, w.view(), time_from_s(600));
  EXPECT_TRUE(radar.windows().empty());
  Radar::State state = radar.start(Draws(1, 0));
  for (std::int64_t k = 0; k < 70; ++k) EXPECT_TRUE(radar.look(state, k, w.view(), Draws(1, 0)).labels.empty());
}

TEST(RadarCoverage, SaysWhatASearchCouldHaveSeen) {
  RadarParams p = north(40, Swerling::zero);
  p.fence.elevation_rad = {{3 * kDeg, 16 * kDeg}};
  p.num_cells.reset();
  p.reference_snr_db = 13;
  const Radar radar(p, {}, 1);
  const Coverage& c = radar.coverage().at(0);
  EXPECT_NEAR(c.az_start_rad, 300 * kDeg, 1e-12);
  EXPECT_NEAR(c.fence_min_rad, 3 * kDeg - 4.71e-3, 0.03e-3); // geometric: the table's 3 deg, 1000 km row
  EXPECT_EQ(c.reference_range_m, 1e6);
  EXPECT_EQ(c.scan_loss_exponent, p.scan_loss_exponent);
  EXPECT_DOUBLE_EQ(c.prob_detect, prob_detect(13, 1e-6, 1, Swerling::zero));
  // the area in direction cosines, by the midpoint rule
  double uv = 0;
  const int n = 400;
  const double d_az = 120 * kDeg / n, d_el = (c.fence_max_rad - c.fence_min_rad) / n;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      const double az = -60 * kDeg + (i + 0.5) * d_az, el = c.fence_min_rad + (j + 0.5) * d_el;
      const double w = std::cos(el) * std::cos(az) * std::cos(20 * kDeg) + std::sin(el) * std::sin(20 * kDeg);
      uv += w * std::cos(el) * d_az * d_el;
    }
  const double cells = uv / (p.beamwidth_rad * p.beamwidth_rad) * 3e6 / (kC_m_s / 2e6);
  EXPECT_NEAR(radar.mean_false(), 1e-6 * cells, 1e-5 * 1e-6 * cells);
  EXPECT_NEAR(c.clutter_density * uv * 3e6, radar.mean_false(), 1e-5 * radar.mean_false());
}

} // namespace
} // namespace dewline::sense
