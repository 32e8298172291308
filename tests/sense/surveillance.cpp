// Transponders heard by a receiver.
#include "dewline/sense/surveillance/surveillance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

SurveillanceParams receiver() {
  SurveillanceParams p;
  p.at = {60 * kDeg, 30 * kDeg, 20};
  p.revisit_s = 5;
  p.prob_report = 0.9;
  p.sigma_position_m = 30;
  return p;
}
/// Eastwards from 400 km west of the receiver, at 250 m/s and 10 km.
truth::FakeObject airliner(const char* name, bool speaks) {
  const earth::Geodetic middle{60 * kDeg, 30 * kDeg, 10e3};
  const Vec3 east = transpose(earth::enu_axes(middle)) * Vec3{1, 0, 0};
  truth::FakeObject o{.name = name,
                      .state_E = truth::straight({earth::ecef(middle) - 400e3 * east, 250 * east}),
                      .ended = time_from_s(3200)};
  o.has_transponder = speaks;
  return o;
}

TEST(Surveillance, HearsThoseWhoSpeakWhileTheyAreAboveTheHorizon) {
  const truth::Model model{{airliner("silent", false), airliner("speaks", true)}};
  const truth::State state;
  const truth::View view(model, state);
  const Surveillance heard(receiver(), {}, 1, view, time_from_s(3200));
  ASSERT_EQ(heard.windows().size(), 1u);
  const Window& w = heard.windows()[0];
  EXPECT_EQ(w.object, ObjectId{1});
  EXPECT_EQ(w.begin, Time{}); // it begins at 400 km, in reach: 20 m and 10 km hear each other over 430 km
  EXPECT_EQ(w.opened_by, Limit::existence);
}

TEST(Surveillance, TheHorizonIsThatOfAFourThirdsEarth) {
  const Station station({60 * kDeg, 30 * kDeg, 10}, Kind::surveillance, 1e6, 1, 0);
  EXPECT_NEAR(station.reach_m(10000), 425.216e3, 5); // 13.034 km + 412.181 km, sqrt(2 k R h) each
}

TEST(Surveillance, AnAirlinerIsHeardUntilItSinksBelowTheHorizon) {
  SurveillanceParams p = receiver();
  p.max_range_m = 1e6; // the horizon ends it
  truth::FakeObject o = airliner("speaks", true);
  o.ended = time_from_s(5000);
  o.state_E = [](double t) { return PosVel{earth::ecef({60 * kDeg, (30 + 1e-3 * t) * kDeg, 2e3}), {}}; };
  const truth::Model model{{o}};
  const truth::State state;
  const truth::View view(model, state);
  const Surveillance heard(p, {}, 1, view, time_from_s(5000));
  ASSERT_EQ(heard.windows().size(), 1u);
  const Window& w = heard.windows()[0];
  EXPECT_EQ(w.closed_by, Limit::horizon);
  const Vec3 there = view.state_E(ObjectId{0}, w.end).p;
  const Station station(earth::to_geodetic(p.at), Kind::surveillance, p.max_range_m, 1, 0);
  EXPECT_NEAR(norm(there - station.p_ES_E()), station.reach_m(earth::geodetic(there).h_m), 1);
  EXPECT_NEAR(norm(there - station.p_ES_E()), 202.7e3, 0.5e3); // 18.4 km + 184.3 km, by the equation
}

TEST(Surveillance, ReportsAreHonestAndAsManyAsExpected) {
  const truth::Model model{{airliner("speaks", true)}};
  const truth::State state;
  const truth::View view(model, state);
  const Surveillance heard(receiver(), {}, 1, view, time_from_s(3200));
  const Draws draws(3, 0);
  Surveillance::State none;
  std::size_t num = 0, frames = 600;
  double sum2 = 0;
  for (std::size_t k = 0; k < frames; ++k) {
    const Frame frame = heard.look(none, static_cast<std::int64_t>(k), view, draws);
    EXPECT_EQ(frame.scan.coverage.size(), 4u);
    for (const Detection& d : frame.scan.detections) {
      EXPECT_TRUE(d.valid >= frame.scan.begin && d.valid < frame.scan.end);
      EXPECT_EQ(d.identity, view.key(ObjectId{0}));
      const Coverage& c = frame.scan.coverage[d.face];
      const Vec3 s = c.R_SE * (view.state_E(ObjectId{0}, d.valid).p - c.p_ES_E), e = unit(s);
      sum2 += std::pow((d.range_m - norm(s)) / d.sigma_range_m, 2) + std::pow((d.u - e.x) / d.sigma_u, 2) +
              std::pow((d.v - e.y) / d.sigma_v, 2);
      ++num;
    }
  }
  // Binomial(600, 0.9): sd 7.3; chi-square of 3 x num values: sd sqrt(6 num): both within 5 sigma (1e-6).
  EXPECT_NEAR(static_cast<double>(num), 540, 37);
  EXPECT_NEAR(sum2, 3.0 * static_cast<double>(num), 5 * std::sqrt(6.0 * static_cast<double>(num)));
}

TEST(Surveillance, AnErrorBeyondTheReachIsRefused) {
  Problems problems;
  SurveillanceParams p = receiver();
  p.sigma_position_m = 2 * p.max_range_m;
  check(p, problems);
  ASSERT_EQ(problems.list().size(), 1u);
  EXPECT_EQ(problems.list()[0].path, "sigma_position");
}

} // namespace
} // namespace dewline::sense
