// Laws of motion, for random cases.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/integrate.hpp"
#include "dewline/orbit/lambert.hpp"
#include "dewline/orbit/propagate.hpp"

namespace {
using namespace dewline;

double within(double low, double high) {
  // at full size from the first case: small sizes would only try the low end
  return low +
         (high - low) * *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 1 << 30)) / double(1 << 30);
}
Vec3 direction() {
  const double z = within(-1, 1), angle = within(0, 2 * M_PI), s = std::sqrt(1 - z * z);
  return {s * std::cos(angle), s * std::sin(angle), z};
}
/// Any state 6,500 to 45,000 km out, slow fall to fast escape.
PosVel any_state() { return {within(6.5e6, 4.5e7) * direction(), within(500, 12000) * direction()}; }
/// A ballistic flight that stays above 6,400 km for ten minutes.
PosVel any_flight() {
  const Vec3 up = direction(), side = unit(cross(up, Vec3{0.3, -0.5, 0.8}));
  return {within(6.6e6, 6.8e6) * up, within(2500, 6000) * up + within(1000, 6000) * side};
}
double apart(const PosVel& a, const PosVel& b) {
  return norm(a.p - b.p) / norm(b.p) + norm(a.v - b.v) / norm(b.v);
}

RC_GTEST_PROP(OrbitLaws, KeplerOfASumIsKeplerOfKepler, ()) {
  const PosVel x = any_state();
  RC_PRE(orbit::perigee_radius(x) > 1e6);
  const double a = within(-5000, 5000), b = within(-5000, 5000);
  RC_ASSERT(apart(orbit::kepler(orbit::kepler(x, a), b), orbit::kepler(x, a + b)) < 1e-9);
}

RC_GTEST_PROP(OrbitLaws, KeplerKeepsEnergyAndAngularMomentum, ()) {
  const PosVel x = any_state();
  RC_PRE(orbit::perigee_radius(x) > 1e5);
  const PosVel y = orbit::kepler(x, within(-20000, 20000));
  const double scale = earth::kMu_m3_s2 / norm(x.p);
  RC_ASSERT(std::abs(orbit::specific_energy(y) - orbit::specific_energy(x)) < 1e-9 * scale);
  const Vec3 h = orbit::angular_momentum(x);
  RC_ASSERT(norm(orbit::angular_momentum(y) - h) < 1e-10 * (norm(h) + norm(x.p) * norm(x.v)));
}

RC_GTEST_PROP(OrbitLaws, NumericalMotionAgreesWithKeplerInThePointMassField, ()) {
  const PosVel x = any_flight();
  const double dt = within(-600, 600);
  const orbit::Forces forces{earth::Gravity::two_body, {}, earth::kMu_m3_s2};
  RC_PRE(orbit::perigee_radius(x) > 3e5);
  RC_ASSERT(apart(orbit::propagate_G(x, dt, forces), orbit::kepler(x, dt)) < 1e-11);
}

RC_GTEST_PROP(OrbitLaws, PropagateOfASumIsPropagateOfPropagate, ()) {
  const PosVel x = any_flight();
  const double a = within(0, 400), b = within(0, 400);
  const PosVel two = orbit::propagate_E(orbit::propagate_E(x, a, {}), b, {});
  RC_ASSERT(apart(two, orbit::propagate_E(x, a + b, {})) < 1e-11);
}

RC_GTEST_PROP(OrbitLaws, ZonalMotionKeepsItsEnergy, ()) {
  const PosVel x = any_flight();
  orbit::Forces forces;
  forces.gravity = earth::Gravity::j6;
  const PosVel y = orbit::propagate_G(x, within(0, 600), forces);
  const auto energy = [&](const PosVel& s) {
    return 0.5 * dot(s.v, s.v) + earth::potential(s.p, forces.gravity);
  };
  RC_ASSERT(std::abs(energy(y) - energy(x)) < 1e-11 * std::abs(earth::potential(x.p, forces.gravity)));
}

RC_GTEST_PROP(OrbitLaws, TheIntegratorDriftsInEnergyByLessThanABillionthOverAFlight, ()) {
  const PosVel x = any_flight();
  const auto field = *rc::gen::element(earth::Gravity::two_body, earth::Gravity::j2, earth::Gravity::j6);
  const orbit::Forces forces{field, {}, earth::kMu_m3_s2};
  const auto energy = [&](const PosVel& s) { return 0.5 * dot(s.v, s.v) + earth::potential(s.p, field); };
  const auto a = [&](double, const PosVel& s) { return orbit::acceleration_G(s, forces); };
  orbit::Integrator run({0, x}, a, within(600, 2400)); // at the tolerance of impact and ascent
  while (run.step() && norm(run.to().x.p) > 6e6)
    RC_ASSERT(std::abs(energy(run.to().x) - energy(x)) < 1e-9 * std::abs(energy(x)));
}

RC_GTEST_PROP(OrbitLaws, TimeReversedTheMotionReturns, ()) {
  const PosVel x = any_flight();
  const double t = within(0, 600);
  const orbit::Forces forces{earth::Gravity::j6, {}, earth::kMu_m3_s2};
  RC_ASSERT(apart(orbit::propagate_E(orbit::propagate_E(x, t, forces), -t, forces), x) < 1e-11);
  const PosVel end = orbit::propagate_G(x, t, forces);
  const PosVel back = orbit::propagate_G({end.p, -end.v}, t, forces); // in vacuum the same path, in inertial axes
  RC_ASSERT(apart({back.p, -back.v}, x) < 1e-11);
}

RC_GTEST_PROP(OrbitLaws, PropagateOfASumIsPropagateOfPropagateInAir, ()) {
  const Vec3 up = direction(), side = unit(cross(up, Vec3{0.3, -0.5, 0.8}));
  const PosVel x{6.5e6 * up, within(-3000, -500) * up + within(1000, 6000) * side};
  const orbit::Forces forces{earth::Gravity::j6, within(100, 10000), earth::kMu_m3_s2};
  const double a = within(0, 40), b = within(0, 40);
  const PosVel two = orbit::propagate_E(orbit::propagate_E(x, a, forces), b, forces);
  RC_ASSERT(apart(two, orbit::propagate_E(x, a + b, forces)) < 1e-9);
}

RC_GTEST_PROP(OrbitLaws, KeplerFliesLambertsArc, ()) {
  const Vec3 r1 = within(6.5e6, 4.5e7) * direction(), r2 = within(6.5e6, 4.5e7) * direction();
  RC_PRE(norm(cross(unit(r1), unit(r2))) > 0.02);
  const auto way = *rc::gen::element(orbit::Way::prograde, orbit::Way::retrograde);
  const auto branch = *rc::gen::element(orbit::Branch::low, orbit::Branch::high);
  const auto revs = static_cast<std::uint32_t>(within(0, 3.999));
  const double s = 0.5 * (norm(r1) + norm(r2) + norm(r2 - r1));
  const double tof = within(0.05, 60) * std::sqrt(s * s * s / (2 * earth::kMu_m3_s2));
  const auto arc = orbit::lambert(r1, r2, tof, earth::kMu_m3_s2, revs, way, branch);
  if (revs == 0) RC_ASSERT(arc.has_value());
  RC_PRE(arc.has_value());
  const PosVel start{r1, arc->v1};
  RC_PRE(orbit::perigee_radius(start) > 1e4);
  const PosVel end = orbit::kepler(start, tof);
  RC_ASSERT(norm(end.p - r2) < 1e-8 * (norm(r1) + norm(r2)));
  RC_ASSERT(norm(end.v - arc->v2) < 1e-7 * norm(arc->v2));
  RC_ASSERT((orbit::angular_momentum(start).z >= 0) == (way == orbit::Way::prograde));
}

RC_GTEST_PROP(OrbitLaws, AscentAndImpactMeetOnTheGround, ()) {
  const double lat = within(-1.4, 1.4), lon = within(-3, 3), az = within(0, 6.28), angle = within(0.35, 1.4);
  const earth::Geodetic pad{lat, lon, 0};
  const Vec3 v_L = within(2000, 6800) * earth::enu_direction(az, angle);
  const PosVel x{earth::ecef(pad), transpose(earth::enu_axes(pad)) * v_L};
  const auto hit = orbit::impact(x, {});
  RC_PRE(hit.has_value());
  RC_ASSERT(hit->at.h_m < 1e-3 && hit->at.h_m > -1e-3 && hit->angle_rad < 0);
  const double t = hit->tof_s * within(0.2, 0.9);
  const auto back = orbit::ascent(orbit::propagate_E(x, t, {}), {});
  RC_ASSERT(back.has_value());
  RC_ASSERT(norm(earth::ecef(back->at) - x.p) < 1.0);
  RC_ASSERT(std::abs(back->tof_s + t) < 1e-3);
}

} // namespace
