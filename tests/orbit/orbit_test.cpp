#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/integrate.hpp"
#include "dewline/orbit/lambert.hpp"
#include "dewline/orbit/propagate.hpp"

namespace {
using namespace dewline;
constexpr double kDeg = M_PI / 180;

PosVel from_ground(earth::Geodetic at, double speed_m_s, double az_rad, double el_rad) {
  return {earth::ecef(at),
          transpose(earth::enu_axes(at)) * (speed_m_s * earth::enu_direction(az_rad, el_rad))};
}

TEST(Integrate, HarmonicOscillatorIsACosine) {
  const auto spring = [](double, const PosVel& x) { return -x.p; };
  const double m = 8388608; // unit of the error control
  const PosVel x = orbit::integrate({0, {{m, 0, 0}, {}}}, spring, 20, orbit::kTight);
  EXPECT_NEAR(x.p.x / m, std::cos(20.0), 1e-10);
}

TEST(Integrate, LandsOnTheEndAndSamplesWithinTheStep) {
  const auto fall = [](double, const PosVel&) { return Vec3{0, 0, -10}; };
  for (const double end : {33.3, -33.3}) {
    orbit::Integrator run({0, {{0, 0, 1e6}, {}}}, fall, end, {1e-11, 7});
    while (run.step()) {
      const double t = 0.5 * (run.from().t_s + run.to().t_s);
      EXPECT_NEAR(run.at(t).p.z, 1e6 - 5 * t * t, 1e-6);
      EXPECT_LE(std::abs(run.to().t_s - run.from().t_s), 7 + 1e-9);
    }
    EXPECT_EQ(run.to().t_s, end);
    EXPECT_NEAR(run.to().x.v.z, -10 * end, 1e-9);
  }
}

TEST(Integrate, ARunToItsOwnStartTakesNoStep) {
  const auto none = [](double, const PosVel&) { return Vec3{}; };
  orbit::Integrator run({5, {{1, 2, 3}, {}}}, none, 5);
  EXPECT_FALSE(run.step());
  EXPECT_EQ(run.to().x.p.y, 2);
}

TEST(Integrate, RootsAreFoundInEitherOrder) {
  const auto f = [](double t) { return t * t * t - 2; };
  EXPECT_NEAR(orbit::find_root(f, 0, 4), std::cbrt(2.0), 1e-9);
  EXPECT_NEAR(orbit::find_root(f, 4, 0), std::cbrt(2.0), 1e-9);
}

TEST(Elements, CircleAndEscape) {
  const double r = 7e6, v = std::sqrt(earth::kMu_m3_s2 / r);
  EXPECT_NEAR(orbit::eccentricity({{r, 0, 0}, {0, v, 0}}), 0, 1e-12);
  EXPECT_NEAR(orbit::perigee_radius({{r, 0, 0}, {0, v, 0}}), r, 1e-3);
  EXPECT_NEAR(orbit::apogee_radius({{r, 0, 0}, {0, v, 0}}), r, 1e-3);
  EXPECT_EQ(orbit::apogee_radius({{r, 0, 0}, {0, 1.5 * v, 0}}), std::numeric_limits<double>::infinity());
  EXPECT_NEAR(orbit::specific_energy({{r, 0, 0}, {0, v, 0}}), -earth::kMu_m3_s2 / (2 * r), 1e-6);
}

TEST(Kepler, HalfACircleTurnsTheStateRound) {
  const double r = 7e6, v = std::sqrt(earth::kMu_m3_s2 / r);
  const PosVel x = orbit::kepler({{r, 0, 0}, {0, v, 0}}, M_PI * r / v);
  EXPECT_NEAR(x.p.x, -r, 1e-5);
  EXPECT_NEAR(x.v.y, -v, 1e-8);
}

TEST(Kepler, BrokenContractsThrow) {
  EXPECT_THROW(orbit::kepler({{0, 0, 0}, {1, 0, 0}}, 1), ContractError);
  EXPECT_THROW(orbit::kepler({{7e6, 0, 0}, {NAN, 0, 0}}, 1), ContractError);
  EXPECT_THROW(orbit::kepler({{7e6, 0, 0}, {0, 7e3, 0}}, INFINITY), ContractError);
  EXPECT_THROW(orbit::propagate_G({{NAN, 0, 0}, {0, 7e3, 0}}, 1, {}), ContractError);
}

TEST(Lambert, NothingOnALineOrInTooShortATime) {
  EXPECT_FALSE(orbit::lambert({7e6, 0, 0}, {-8e6, 0, 0}, 3000));
  EXPECT_FALSE(orbit::lambert({7e6, 0, 0}, {0, 8e6, 0}, 3000, earth::kMu_m3_s2, 2));
  EXPECT_TRUE(orbit::lambert({7e6, 0, 0}, {0, 8e6, 0}, 30000, earth::kMu_m3_s2, 2));
  EXPECT_THROW(orbit::lambert({7e6, 0, 0}, {0, 8e6, 0}, 0), ContractError);
}

TEST(Impact, StraightUpFromThePoleFallsBack) {
  const auto x = from_ground({90 * kDeg, 0, 0}, 3000, 0, 90 * kDeg);
  const auto hit = orbit::impact(x, {earth::Gravity::two_body, {}, earth::kMu_m3_s2});
  ASSERT_TRUE(hit);
  EXPECT_NEAR(hit->at.lat_rad, 90 * kDeg, 1e-6);
  EXPECT_NEAR(hit->speed_m_s, 3000, 1e-4);
  const double r = earth::kA_m * (1 - earth::kF);
  EXPECT_NEAR(hit->apogee_h_m, 1 / (1 / r - 4.5e6 / earth::kMu_m3_s2) - r, 0.01); // energy
}

TEST(Impact, AShortHopWithinOneStepIsSeen) {
  const auto hit = orbit::impact(from_ground({0.5, 1, 0}, 30, 1, 45 * kDeg), {});
  ASSERT_TRUE(hit);
  EXPECT_NEAR(hit->tof_s, 2 * 30 * std::sin(45 * kDeg) / 9.79, 0.01);
}

TEST(Impact, DragShortensTheFallAndSlowsIt) {
  const auto x = from_ground({0.5, 1, 120e3}, 3000, 1, -20 * kDeg);
  orbit::Forces air;
  air.ballistic_coefficient_kg_m2 = 5000;
  const auto vacuum = orbit::impact(x, {}), dragged = orbit::impact(x, air);
  ASSERT_TRUE(vacuum && dragged);
  EXPECT_LT(dragged->speed_m_s, 1000);
  EXPECT_GT(vacuum->speed_m_s, 3300);
  EXPECT_LT(dragged->angle_rad, vacuum->angle_rad);
}

TEST(Impact, NothingFallsFromOrbitOrEscape) {
  const double r = 7e6, v = std::sqrt(earth::kMu_m3_s2 / r);
  EXPECT_FALSE(orbit::impact({{r, 0, 0}, {0, v, 0}}, {}));
  EXPECT_FALSE(orbit::impact({{r, 0, 0}, {2 * v, 0, 0}}, {}));
  EXPECT_FALSE(orbit::impact(from_ground({0.5, 1, -10}, 30, 1, -0.1), {})) << "below and sinking: no return";
}

TEST(Propagate, ManyTimesAreEachFromTheStart) {
  const PosVel x{{-2.1e6, 6.1e6, 1.6e6}, {-4000, -2000, 5000}};
  const std::vector<double> times{600, 0, -300, 100, 900};
  for (const auto frame : {orbit::Frame::gcrf, orbit::Frame::itrf}) {
    const auto all = orbit::propagate(x, times, {}, frame);
    ASSERT_EQ(all.size(), times.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
      const auto one = frame == orbit::Frame::itrf ? orbit::propagate_E(x, times[i], {})
                                                   : orbit::propagate_G(x, times[i], {});
      EXPECT_LE(norm(all[i].p - one.p), 1e-5) << times[i];
    }
  }
}

TEST(RadialHeight, IsTheGeodeticHeightNearTheGround) {
  for (const double lat : {-1.5, -0.7, 0.0, 0.4, 0.8, 1.2})
    for (const double h : {0.0, 1e4, 1e5, 1e6}) {
      EXPECT_NEAR(orbit::radial_height(earth::ecef({lat, 0.3, h})), h, 6e-6 * h + 1e-6);
    }
}

} // namespace
