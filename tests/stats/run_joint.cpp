// Is a centre that hears others ever surer than it may be? NEES of its fused picture over repeats, two radars with their
// own errors, every way of sharing, loops included. Seeds are fixed: the numbers never change. Were they drawn anew: the
// mean NEES of 300 runs scatters by at most 0.2 (a run's twelve instants are nearly one: sqrt(12 / 300), printed with each
// network) about a true value of at most 6, so above 6.75 by luck in fewer than 1 of 5,000.
#include <gtest/gtest.h>

#include <cstdio>

#include "dewline/base/matrix.hpp"
#include "dewline/track/motion.hpp"
#include "run/joint.hpp"

namespace {

using namespace joint;

constexpr int kRuns = 300;
constexpr double kMost = 6.75;

struct Deaf : dewline::record::Observer {
  void see(Time, const dewline::record::Fact&) override {}
};

struct Score {
  double nees = 0, scatter = 0, sigma_m = 0; ///< means; the standard deviation of the first
  int num = 0;
};

double nees_of(const track::Track& track, const run::Model& model, const truth::View& view) {
  const PosVel x_G = model.orientation.to_G(view.state_E(ObjectId{0}, track.valid), track.valid);
  const VecN<6> truth = track::six(x_G);
  VecN<6> e;
  for (std::size_t i = 0; i < 6; ++i) e[i] = track.x_G.mean[i] - truth[i];
  return Cholesky<6>(track.x_G.cov).mahalanobis2(e);
}

/// The fused bodies of a centre from 200 s on, every 10 s, once free flight is believed.
Score score(run::Scenario scenario, std::uint32_t centre, const char* what) {
  scenario.rules.at("rules").assess_every_s = 3600; // what is judged of a track does not matter here, and takes its time
  const auto model = run::compile(scenario);
  Deaf nobody;
  Score s;
  double sum = 0, sum2 = 0, sigma = 0;
  int runs = 0, num_two = 0;
  for (std::uint64_t r = 1; r <= kRuns; ++r) {
    run::World world = run::start(*model, Draws(2026, r));
    const truth::View view(model->truth, world.truth);
    double run_sum = 0;
    int run_num = 0;
    for (double t_s = 200; t_s <= 310; t_s += 10) {
      run::advance(*model, world, time_from_s(t_s), nobody);
      run::NodeState state = world.nodes[centre];
      const track::FusedPicture bodies = run::fused(model->nodes[centre], state, time_from_s(t_s));
      std::vector<track::Track> all = bodies.own.tracks;
      for (const track::Report& report : bodies.foreign) all.push_back(report.track);
      num_two += all.size() > 1;
      if (all.empty() || all[0].motion != track::Motion::ballistic) continue;
      run_sum += nees_of(all[0], *model, view);
      sigma += std::sqrt(all[0].x_G.cov(0, 0) + all[0].x_G.cov(1, 1) + all[0].x_G.cov(2, 2));
      ++run_num;
    }
    if (run_num == 0) continue;
    ++runs, s.num += run_num;
    sum += run_sum / run_num, sum2 += run_sum / run_num * run_sum / run_num;
  }
  s.nees = sum / runs, s.scatter = std::sqrt((sum2 / runs - s.nees * s.nees) / runs), s.sigma_m = sigma / s.num;
  std::printf("  %-44s NEES %.2f +- %.2f, sigma %.0f m, %d pictures of %d runs\n", what, s.nees, s.scatter, s.sigma_m, s.num, runs);
  EXPECT_GE(s.num, kRuns * 10) << what;
  // A detection outside its gate (5 in 10,000) may start a second track, until the two are merged.
  EXPECT_LE(num_two, kRuns * 12 / 100) << what << ": pictures with more than the one body";
  return s;
}

constexpr std::uint32_t kA = 0, kC = 2;

void both_ways(run::Scenario& s, Share share) {
  link(s, "a", "b", share);
  link(s, "b", "a", share);
}

/// Two radars know better than one, and no better than they may.
void expect_worth_it(const run::Scenario& shared, const char* what) {
  const Score alone = score(network(), kA, "alone"), together = score(shared, kA, what);
  EXPECT_NEAR(alone.nees, 6, 0.75);
  EXPECT_LE(together.nees, kMost);
  EXPECT_LT(together.sigma_m, 0.85 * alone.sigma_m);
}

TEST(Sharing, TracksBothWaysMakesNoCentreTooSure) {
  run::Scenario s = network();
  both_ways(s, Share::tracks);
  expect_worth_it(s, "tracks, both ways");
}

TEST(Sharing, DetectionsBothWaysMakesNoCentreTooSure) {
  run::Scenario s = network();
  both_ways(s, Share::detections);
  expect_worth_it(s, "detections, both ways");
}

TEST(Sharing, TracksAndDetectionsInLoopsMakesNoCentreTooSure) {
  run::Scenario s = network();
  for (const Share share : {Share::tracks, Share::detections}) {
    both_ways(s, share);
    for (const char* ends : {"ac", "bc", "ca", "cb"}) link(s, {ends[0]}, {ends[1]}, share).jitter_s = 3;
  }
  EXPECT_LE(score(s, kA, "tracks and detections, all with all").nees, kMost);
  EXPECT_LE(score(s, kC, "the same, the centre without a sensor").nees, kMost);
}

// The test is worth something: taken as new each time it comes, the same news would make a centre four times too sure.
TEST(Sharing, CountedTwiceWouldBeFoundOut) {
  run::Scenario tracks = network();
  both_ways(tracks, Share::tracks);
  tracks.rules.at("rules").assess_every_s = 3600;
  const auto model = run::compile(tracks);
  Deaf nobody;
  double sum = 0;
  for (std::uint64_t r = 1; r <= 100; ++r) {
    run::World world = run::start(*model, Draws(2026, r));
    const truth::View view(model->truth, world.truth);
    run::advance(*model, world, time_from_s(300), nobody);
    run::NodeState state = world.nodes[kA];
    track::Track track = run::fused(model->nodes[kA], state, time_from_s(300)).own.tracks.at(0);
    track.x_G.cov = 0.25 * track.x_G.cov; // the same news four times over
    sum += nees_of(track, *model, view) / 100;
  }
  EXPECT_GT(sum, 2 * kMost);
}

} // namespace
