#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::earth {
namespace {

constexpr double kPi = std::numbers::pi;

/// A number in [low, high], fine-grained.
double in(double low, double high) {
  return low + (high - low) * (*rc::gen::inRange(0, 1'000'000'001) * 1e-9);
}

Geodetic anywhere() { return {in(-kPi / 2, kPi / 2), in(-kPi, kPi), in(-10e3, 4e7)}; }
Vec3 outside() { return ecef({in(-kPi / 2, kPi / 2), in(-kPi, kPi), in(0, 4e7)}); }

double from_identity(const Mat3& m) {
  double most = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) most = std::max(most, std::abs(m(i, j) - (i == j)));
  return most;
}

RC_GTEST_PROP(EllipsoidLaw, GeodeticToEarthFixedAndBackWithinAMicrometre, ()) {
  const Vec3 p = ecef(anywhere());
  RC_ASSERT(norm(ecef(geodetic(p)) - p) < 1e-6);
}

RC_GTEST_PROP(EllipsoidLaw, EarthFixedToGeodeticAndBackEvenDeepInside, ()) {
  const Vec3 p{in(-7e6, 7e6), in(-7e6, 7e6), in(-7e6, 7e6)};
  RC_ASSERT(norm(ecef(geodetic(p)) - p) < 1e-6);
}

RC_GTEST_PROP(EllipsoidLaw, LocalAxesAreOrthonormalAndRightHanded, ()) {
  const Mat3 r = enu_axes(anywhere());
  RC_ASSERT(from_identity(r * transpose(r)) < 1e-15 * 4);
  RC_ASSERT(norm(cross({r(0, 0), r(0, 1), r(0, 2)}, {r(1, 0), r(1, 1), r(1, 2)}) -
                 Vec3{r(2, 0), r(2, 1), r(2, 2)}) < 1e-15 * 4);
}

RC_GTEST_PROP(EllipsoidLaw, DirectionAndAzimuthElevationAreInverse, ()) {
  const Geodetic site{in(-1.5, 1.5), in(-kPi, kPi), in(0, 3000)};
  const double az_rad = in(0, 2 * kPi - 1e-6), el_rad = in(-1.5, 1.5), range_m = in(1e3, 6e6);
  const Vec3 p = ecef(site) + range_m * (transpose(enu_axes(site)) * enu_direction(az_rad, el_rad));
  const AzElRange seen = az_el_range(site, p);
  RC_ASSERT(std::abs(std::remainder(seen.az_rad - az_rad, 2 * kPi)) * std::cos(el_rad) * range_m < 1e-6);
  RC_ASSERT(std::abs(seen.el_rad - el_rad) * range_m < 1e-6);
  RC_ASSERT(std::abs(seen.range_m - range_m) < 1e-7);
}

RC_GTEST_PROP(EllipsoidLaw, TheDestinationOfACourseIsItsEnd, ()) {
  const Geodetic from{in(-1.5, 1.5), in(-kPi, kPi), 0}, to{in(-1.5, 1.5), in(-kPi, kPi), 0};
  const Course c = course(from, to);
  RC_ASSERT(norm(ecef(destination(from, c.az_start_rad, c.distance_m)) - ecef(to)) < 1e-6);
}

const Orientation& orientation() {
  static const Orientation earth(parse_utc("1995-01-25T06:24:00Z"),
                                 {0.33, -5.8e-7, 2.3e-6, -3e-10, -8e-10, 0.0027});
  return earth;
}
Time any_time() { return time_from_s(in(-21600, 2 * 86400)); }

RC_GTEST_PROP(OrientationLaw, RotationsAreOrthogonal, ()) {
  const Mat3 r = orientation().R_EG(any_time());
  RC_ASSERT(from_identity(r * transpose(r)) < 1e-14);
  RC_ASSERT(std::abs(dot({r(0, 0), r(0, 1), r(0, 2)},
                         cross({r(1, 0), r(1, 1), r(1, 2)}, {r(2, 0), r(2, 1), r(2, 2)})) -
                     1) < 1e-14);
}

RC_GTEST_PROP(OrientationLaw, ToEAndBackToGIsTheSameState, ()) {
  const PosVel x_G{outside(), {in(-8e3, 8e3), in(-8e3, 8e3), in(-8e3, 8e3)}};
  const Time t = any_time();
  const PosVel back = orientation().to_G(orientation().to_E(x_G, t), t);
  RC_ASSERT(norm(back.p - x_G.p) < 1e-6);
  RC_ASSERT(norm(back.v - x_G.v) < 1e-9);
}

RC_GTEST_PROP(GravityLaw, TheAccelerationIsTheGradientOfThePotential, ()) {
  const auto field = *rc::gen::element(Gravity::two_body, Gravity::j2, Gravity::j6);
  const Vec3 p = outside(), g = gravity(p, field);
  const double step_m = 1e-4 * norm(p);
  Vec3 slope;
  for (std::size_t i = 0; i < 3; ++i) {
    // Fourth-order difference quotient: error about 1e-15 of the potential over the step, and (1e-4)^4.
    const auto at = [&](double k) {
      Vec3 q = p;
      q[i] += k * step_m;
      return potential(q, field);
    };
    slope[i] = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step_m);
  }
  RC_ASSERT(norm(slope + g) < 1e-9 * norm(g));
}

RC_GTEST_PROP(GravityLaw, TheFieldIsTheSameAllTheWayRoundThePole, ()) {
  const Vec3 p = outside();
  const double turn = in(0, 2 * kPi);
  const Vec3 q{std::cos(turn) * p.x - std::sin(turn) * p.y, std::sin(turn) * p.x + std::cos(turn) * p.y, p.z};
  RC_ASSERT(std::abs(norm(gravity(p, Gravity::j6)) - norm(gravity(q, Gravity::j6))) < 1e-13);
}

} // namespace
} // namespace dewline::earth
