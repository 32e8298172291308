// The integrator against Boost.Odeint's and against forces with kinks, jumps and holes.
#include "dewline/orbit/dopri5.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <cmath>
#include <numeric>

#include "dewline/orbit/propagate.hpp"

namespace {
using namespace dewline;

/// A flight of 10,000 km, burnt out at 200 km.
const PosVel kFlight{{-2894218.79771, 4133372.80703, 4206543.09414},
                     {-2059.44302894, -3237.05560419, 5946.64692202}};

PosVel by_odeint(const PosVel& start, const orbit::Forces& forces, double t_end_s) {
  using State = std::array<double, 6>;
  const auto rate = [&](const State& s, State& d, double) {
    const Vec3 a = orbit::acceleration_G({{s[0], s[1], s[2]}, {s[3], s[4], s[5]}}, forces);
    d = {s[3], s[4], s[5], a.x, a.y, a.z};
  };
  State s{start.p.x, start.p.y, start.p.z, start.v.x, start.v.y, start.v.z};
  namespace odeint = boost::numeric::odeint;
  const auto stepper = odeint::make_controlled(1e-9, 1e-14, odeint::runge_kutta_dopri5<State>());
  odeint::integrate_adaptive(stepper, rate, s, 0.0, t_end_s, 1.0);
  return {{s[0], s[1], s[2]}, {s[3], s[4], s[5]}};
}

TEST(Dopri5, ItsTableMeetsTheOrderConditions) {
  const auto& t = orbit::kDopri5;
  const auto moment = [&](const auto& row, int power) { // of the row over c; the last row of a is b
    double sum = 0;
    for (std::size_t j = 0; j < row.size(); ++j) sum += row[j] * (power == 0 ? 1 : std::pow(t.c[j], power));
    return sum;
  };
  for (std::size_t i = 1; i < 7; ++i) EXPECT_NEAR(moment(t.a[i], 0), t.c[i], 1e-14);
  for (int power = 0; power < 5; ++power) EXPECT_NEAR(moment(t.a[6], power), 1.0 / (power + 1), 1e-15);
  for (int power = 0; power < 4; ++power) EXPECT_NEAR(moment(t.e, power), 0, 1e-15) << "both are of 4th order";
  // two integrations at once: t^k in the acceleration moves the place by 1/((k+1)(k+2))
  for (int power = 0; power < 4; ++power)
    EXPECT_NEAR(moment(t.aa[6], power), 1.0 / ((power + 1) * (power + 2)), 1e-15);
  for (std::size_t j = 0; j < 6; ++j) {
    double sum = 0;
    for (std::size_t m = 0; m < 6; ++m) sum += t.a[6][m] * t.a[m][j];
    EXPECT_NEAR(t.aa[6][j], sum, 1e-15);
  }
}

TEST(Dopri5, AgreesWithBoostOdeintOverAFlight) {
  for (const auto gravity : {earth::Gravity::two_body, earth::Gravity::j2, earth::Gravity::j6}) {
    const orbit::Forces forces{gravity, {}, earth::kMu_m3_s2};
    const PosVel ours = orbit::propagate_G(kFlight, 2000, forces), theirs = by_odeint(kFlight, forces, 2000);
    EXPECT_LE(norm(ours.p - theirs.p), 1e-5);
    EXPECT_LE(norm(ours.v - theirs.v), 1e-8);
  }
  const orbit::Forces air{earth::Gravity::j6, 500, earth::kMu_m3_s2};
  const PosVel ours = orbit::propagate_G(kFlight, 2060, air), theirs = by_odeint(kFlight, air, 2060);
  EXPECT_LE(norm(ours.p - theirs.p), 1e-3); // through the kinks of the air
  EXPECT_LE(norm(ours.v - theirs.v), 1e-5);
}

TEST(Dopri5, DenseOutputIsAsGoodAsTheSteps) {
  const orbit::Forces forces;
  const auto a = [&](double, const PosVel& x) { return orbit::acceleration_G(x, forces); };
  orbit::Dopri5 run({0, kFlight}, a, 2000, {1e-11, 120});
  while (run.step())
    for (const double u : {0.1, 0.3, 0.5, 0.9}) {
      const double t = run.from().t_s + u * (run.to().t_s - run.from().t_s);
      const PosVel good = orbit::propagate_G(run.from().x, t - run.from().t_s, forces);
      EXPECT_LE(norm(run.at(t).p - good.p), 2e-4);
      EXPECT_LE(norm(run.at(t).v - good.v), 2e-5);
    }
}

TEST(Dopri5, AKinkAndAJumpOfTheForceCostStepsAndNoAccuracy) {
  const auto kink = [](double t_s, const PosVel&) { return Vec3{std::abs(t_s - 3.3), 0, 0}; };
  orbit::Dopri5 run({0, {}}, kink, 10, {1e-12, 60});
  int num_steps = 0;
  while (run.step()) ++num_steps;
  EXPECT_NEAR(run.to().x.v.x, 0.5 * (3.3 * 3.3 + 6.7 * 6.7), 1e-6);
  EXPECT_LE(num_steps, 60);

  const auto jump = [](double t_s, const PosVel&) { return Vec3{t_s < 3.3 ? 10.0 : -10.0, 0, 0}; };
  for (const double tolerance : {1e-8, 1e-12, 1e-15}) {
    orbit::Dopri5 thrown({0, {}}, jump, 10, {tolerance, 60});
    num_steps = 0;
    while (thrown.step()) ++num_steps;
    EXPECT_NEAR(thrown.to().x.v.x, 33 - 67, 1e6 * tolerance);
    EXPECT_LE(num_steps, 100);
  }
}

TEST(Dopri5, LeavesNoCrumbBeforeTheEnd) {
  const auto none = [](double, const PosVel&) { return Vec3{}; };
  orbit::Dopri5 run({0, {{0, 0, 1e6}, {1, 2, 3}}}, none, 121, {1e-11, 60});
  double shortest = 60;
  while (run.step()) shortest = std::min(shortest, run.to().t_s - run.from().t_s);
  EXPECT_GT(shortest, 30);
  EXPECT_EQ(run.to().t_s, 121);
  EXPECT_NEAR(run.to().x.p.z, 1e6 + 363, 1e-6);
}

TEST(Dopri5, LimitShortensTheNextStepOnly) {
  const auto none = [](double, const PosVel&) { return Vec3{}; };
  orbit::Dopri5 run({0, {}}, none, -300, {1e-11, 60});
  run.limit_next(7);
  ASSERT_TRUE(run.step());
  EXPECT_EQ(run.to().t_s, -7);
  ASSERT_TRUE(run.step());
  EXPECT_EQ(run.to().t_s, -7 - 35); // growth is by five at most
}

/// A fall through the centre of a point's gravity has no end of ever shorter steps.
TEST(Dopri5, AForceWithoutBoundBreaksTheContractInsteadOfCrawling) {
  const PosVel at_rest{{7e6, 0, 0}, {}};
  for (const auto gravity : {earth::Gravity::two_body, earth::Gravity::j2, earth::Gravity::j6}) {
    orbit::Forces forces;
    forces.gravity = gravity;
    EXPECT_THROW((void)orbit::propagate_G(at_rest, 3000, forces), ContractError);
  }
}

TEST(Dopri5, AForceThatIsNoNumberBreaksTheContract) {
  const auto hole = [](double t_s, const PosVel&) { return Vec3{t_s > 5 ? NAN : 0.0, 0, 0}; };
  orbit::Dopri5 run({0, {}}, hole, 10);
  EXPECT_THROW(while (run.step()) {}, ContractError);
  EXPECT_LE(run.from().t_s, 5);
}

} // namespace
