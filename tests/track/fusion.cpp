#include "dewline/track/fusion/centre.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <cstdio>

#include "dewline/track/filter.hpp"
#include "dewline/track/fusion/intersection.hpp"
#include "dewline/track/motion.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;
using track::Smallest;

double trace(const MatNM<2>& m) { return m(0, 0) + m(1, 1); }

TEST(Intersection, OfTwoCrossedEllipsesIsTheSymmetricOne) {
  // diag(1, 4) and diag(4, 1): by symmetry w = 1/2, P = (diag(1, .25) + diag(.25, 1))^-1 * 2 =
  // diag(1.6, 1.6).
  const Gaussian<2> a{{1, 0}, {{1, 0, 0, 4}}}, b{{0, 1}, {{4, 0, 0, 1}}};
  for (const Smallest smallest : {Smallest::determinant, Smallest::trace}) {
    const auto x = track::intersect(a, b, smallest);
    ASSERT_TRUE(x);
    EXPECT_NEAR(x->weight, 0.5, 1e-5);
    EXPECT_NEAR(x->x.cov(0, 0), 1.6, 1e-5);
    EXPECT_NEAR(x->x.cov(1, 1), 1.6, 1e-5);
    EXPECT_NEAR(x->x.mean[0], 0.8, 1e-5);
    EXPECT_NEAR(x->x.mean[1], 0.8, 1e-5);
  }
}

TEST(Intersection, OfAnEstimateWithItselfOrWithAWorseOneIsItself) {
  const Gaussian<2> a{{3, 4}, {{2, 1, 1, 3}}}, worse{{5, 5}, {{20, 1, 1, 30}}};
  const auto twice = track::intersect(a, a, Smallest::determinant);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(twice->x.cov.a[i], a.cov.a[i], 1e-12);
  EXPECT_EQ(twice->x.mean, a.mean);
  EXPECT_EQ(track::intersect(a, worse, Smallest::determinant)->x.mean, a.mean);
  EXPECT_EQ(track::intersect(worse, a, Smallest::trace)->x.cov.a, a.cov.a);
  EXPECT_FALSE(track::intersect(a, Gaussian<2>{{0, 0}, {{0, 0, 0, 1}}}, Smallest::trace));
}

TEST(Intersection, IsNeverSurerThanTheErrorsAllowWhateverTheirCorrelation) {
  rc::check("P - E[e e'] is positive for every joint covariance", [] {
    const auto any = [] { return *rc::gen::inRange(-100, 101) / 100.0; };
    MatNM<4> L; // a joint covariance of both errors: L L'
    for (double& x : L.a) x = any();
    MatNM<4> J = times_transposed(L, L) + 0.01 * identity<4>();
    Gaussian<2> a, b;
    MatNM<2> cross;
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t j = 0; j < 2; ++j) {
        a.cov(i, j) = J(i, j);
        b.cov(i, j) = J(i + 2, j + 2);
        cross(i, j) = J(i, j + 2);
      }
    const auto x = track::intersect(a, b, Smallest::determinant);
    RC_ASSERT(x.has_value());
    const MatNM<2> A = x->weight * (x->x.cov * Cholesky<2>(a.cov).inverse());
    const MatNM<2> B = (1 - x->weight) * (x->x.cov * Cholesky<2>(b.cov).inverse());
    MatNM<2> E = times_transposed(A * a.cov, A) + times_transposed(B * b.cov, B);
    const MatNM<2> C = times_transposed(A * cross, B);
    E = E + C + transpose(C);
    const MatNM<2> D = x->x.cov - E;
    const double det = D(0, 0) * D(1, 1) - D(0, 1) * D(1, 0), scale = trace(x->x.cov);
    RC_ASSERT(D(0, 0) > -1e-6 * scale && D(1, 1) > -1e-6 * scale && det > -1e-5 * scale * scale);
  });
}

/// Three centres, each with a radar of its own, tell each other at every frame all that they know, fused: A
/// to B, B to C, C to A. What A knew comes back to it two frames later.
enum class Rule { intersection, as_if_independent };
using Centres = std::array<Gaussian<6>, 3>;

Centres ring(Rule rule, const Draws& draws, bool last_link, int num_frames) {
  Centres x;
  const sense::Coverage c = rig::coverage();
  for (int k = 0; k < num_frames; ++k) {
    const Time t = rig::dwell(k);
    const track::Face face = track::face_at(c, t, rig::orientation().R_EG(t), rig::orientation().omega_E());
    for (std::size_t i = 0; i < 3; ++i) {
      const auto z = rig::noisy(rig::exact(c, rig::target(2000e3, 155, seconds(t)), t, {30, 1e-3}), draws,
                                static_cast<std::uint64_t>(k), i + 1);
      x[i] = k == 0 ? track::start_estimate(z, face, 4000)
                    : track::update(track::predict(x[i], 10, 1.8e-6), z, face).x_G;
    }
    const Centres told = x;
    for (std::size_t i = 0; i < 3; ++i) {
      if (i == 0 && !last_link) continue;
      const Gaussian<6>& news = told[(i + 2) % 3];
      x[i] = rule == Rule::intersection ? track::intersect(told[i], news, Smallest::determinant)->x
                                        : *track::fuse_independent(told[i], news);
    }
  }
  return x;
}

double mean_nees(Rule rule, int num_runs) {
  constexpr int kFrames = 20;
  const PosVel truth = rig::target(2000e3, 155, seconds(rig::dwell(kFrames - 1)));
  double sum = 0;
  for (int r = 0; r < num_runs; ++r)
    for (const Gaussian<6>& x : ring(rule, Draws(77, static_cast<std::uint64_t>(r)), true, kFrames))
      sum += Cholesky<6>(x.cov).mahalanobis2(minus(track::six(truth), x.mean)) / 3 / num_runs;
  return sum;
}

// Seeds are fixed. Were they drawn anew: NEES of 6 degrees has standard deviation 3.5, the three centres'
// errors are nearly the same, so the mean over 200 runs scatters by at most 0.25 about a true value below 6:
// above 6.75 by luck in fewer than 1 of 700.
TEST(Triangle, NewsThatComesRoundMakesNobodyTooSure) {
  const double safe = mean_nees(Rule::intersection, 200), naive = mean_nees(Rule::as_if_independent, 200);
  std::printf("  three centres in a ring: mean NEES %.2f by intersection, %.0f as if independent\n", safe,
              naive);
  EXPECT_LE(safe, 6.75);
  EXPECT_GT(safe, 0.6);
  EXPECT_GT(naive, 60);
}

TEST(Triangle, AboutADeadLinkTheOthersKnowWhatTheyKnow) {
  const Draws draws(78, 0);
  const Centres open = ring(Rule::intersection, draws, false, 12);
  // A hears nobody: it is what its own radar says, bit for bit.
  Gaussian<6> alone;
  const sense::Coverage c = rig::coverage();
  for (int k = 0; k < 12; ++k) {
    const Time t = rig::dwell(k);
    const track::Face face = track::face_at(c, t, rig::orientation().R_EG(t), rig::orientation().omega_E());
    const auto z = rig::noisy(rig::exact(c, rig::target(2000e3, 155, seconds(t)), t, {30, 1e-3}), draws,
                              static_cast<std::uint64_t>(k), 1);
    alone = k == 0 ? track::start_estimate(z, face, 4000)
                   : track::update(track::predict(alone, 10, 1.8e-6), z, face).x_G;
  }
  EXPECT_EQ(open[0].mean, alone.mean);
  EXPECT_EQ(open[0].cov.a, alone.cov.a);
}

/// A confirmed track of a node at t: the target with an error, and detections of one sensor.
track::Track known(std::uint32_t node, std::uint32_t number, double t_s, double off_m, std::uint32_t sensor,
                   double range_m = 2000e3) {
  track::Track k;
  k.id = {NodeId{node}, number};
  k.status = track::Status::confirmed;
  k.valid = k.last_detection = time_from_s(t_s);
  k.confirmed_at = time_from_s(30);
  PosVel x = rig::target(range_m, 155, t_s);
  x.p = x.p + off_m * unit(x.v);
  k.x_G.mean = track::six(x);
  for (std::size_t i = 0; i < 6; ++i) k.x_G.cov(i, i) = i < 3 ? 1e6 : 100;
  k.num_updates = 6;
  for (std::int64_t f = 0; f < 6; ++f) k.evidence.push_back({SensorId{sensor}, f, 0});
  k.kinds = 1;
  return k;
}
track::Picture picture(std::vector<track::Track> tracks) {
  return {NodeId{0}, time_from_s(100), std::move(tracks), {}};
}

TEST(Fuse, OneBodyOfThreeCentresIsOneTrackUnderTheOwnNumber) {
  track::FusionState state;
  const auto own = picture({known(0, 4, 100, 500, 0)});
  const std::vector<track::Report> reports{{NodeId{1}, known(1, 7, 97, -300, 1), false},
                                           {NodeId{2}, known(2, 1, 99, 200, 2), false},
                                           {NodeId{2}, known(2, 3, 99, 0, 2, 2600e3), false}};
  const track::FusedPicture f = track::fuse({}, state, own, reports);
  ASSERT_EQ(f.own.tracks.size(), 1u);
  const track::Track& one = f.own.tracks[0];
  EXPECT_EQ(one.id, (TrackId{NodeId{0}, 4}));
  EXPECT_EQ(one.sources, (std::vector<TrackId>{{NodeId{1}, 7}, {NodeId{2}, 1}}));
  EXPECT_EQ(one.num_updates, 18u);
  EXPECT_NEAR(one.x_G.cov(0, 0), 1e6 / 3, 0.1e6); // three sensors, independent
  ASSERT_EQ(f.foreign.size(), 1u); // the other body
  EXPECT_EQ(f.foreign[0].track.id, (TrackId{NodeId{2}, 3}));
  EXPECT_EQ(f.foreign[0].track.x_G.mean, reports[2].track.x_G.mean);
  std::vector<track::Report> turned(reports.rbegin(), reports.rend());
  track::FusionState other;
  EXPECT_EQ(track::fuse({}, other, own, turned).own.tracks[0].x_G.cov.a, one.x_G.cov.a);
}

TEST(Fuse, TheSameSensorByTwoCentresIsNoNewKnowledge) {
  track::FusionState state;
  const auto own = picture({known(0, 4, 100, 0, 0)});
  const std::vector<track::Report> reports{{NodeId{1}, known(1, 7, 100, 0, 0), false}};
  const track::Track one = track::fuse({}, state, own, reports).own.tracks[0];
  EXPECT_NEAR(one.x_G.cov(0, 0), 1e6, 1000);
  EXPECT_EQ(one.num_updates, 6u);
  track::Track relayed = known(1, 7, 100, 0, 1); // from another sensor, but it holds the own track already
  relayed.sources = {{NodeId{0}, 4}};
  EXPECT_FALSE(track::independent(own.tracks[0], relayed));
  EXPECT_TRUE(track::independent(own.tracks[0], known(1, 7, 100, 0, 1)));
}

TEST(Fuse, WithoutReportsThePictureIsTheOwnBitForBit) {
  track::FusionState state;
  const auto own = picture({known(0, 4, 100, 0, 0), known(0, 5, 100, 0, 0, 2600e3)});
  const std::vector<track::Report> ended{{NodeId{1}, known(1, 7, 100, 0, 1), true}};
  for (const auto& reports : {std::vector<track::Report>{}, ended}) {
    const track::FusedPicture f = track::fuse({}, state, own, reports);
    EXPECT_TRUE(f.foreign.empty());
    ASSERT_EQ(f.own.tracks.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(f.own.tracks[i].x_G.mean, own.tracks[i].x_G.mean);
      EXPECT_EQ(f.own.tracks[i].x_G.cov.a, own.tracks[i].x_G.cov.a);
      EXPECT_EQ(f.own.tracks[i].num_updates, own.tracks[i].num_updates);
    }
  }
}

TEST(Fuse, ABodyThatOnlyOthersTrackIsOne) {
  track::FusionState state;
  const std::vector<track::Report> reports{{NodeId{1}, known(1, 7, 97, -300, 1), false},
                                           {NodeId{2}, known(2, 1, 99, 200, 2), false}};
  const track::FusedPicture f = track::fuse({}, state, picture({}), reports);
  ASSERT_EQ(f.foreign.size(), 1u);
  EXPECT_EQ(f.foreign[0].from, NodeId{1});
  EXPECT_EQ(f.foreign[0].track.valid, time_from_s(99));
}

TEST(Fuse, WhatWasOneBodyPartsLaterThanItJoined) {
  track::FusionState state;
  const auto own = picture({known(0, 4, 100, 0, 0)});
  const auto report = [](double off_m) {
    return std::vector<track::Report>{{NodeId{1}, known(1, 7, 100, off_m, 1), false}};
  };
  const auto num = [&](double off_m) { return track::fuse({}, state, own, report(off_m)).foreign.size(); };
  EXPECT_EQ(num(8000), 1u); // d2 = 32: never joined, two bodies
  EXPECT_EQ(num(1000), 0u);
  EXPECT_EQ(num(8000), 0u); // joined before: still one
  EXPECT_EQ(num(12000), 1u);
  EXPECT_EQ(num(8000), 1u);
}

} // namespace
