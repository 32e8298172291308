#include "dewline/track/merge.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "track/rig.hpp"

namespace {

using namespace dewline;
using track::Change;
using track::Picture;
using track::Tracker;

Picture take(const Tracker& tracker, Tracker::State& state, const sense::Scan& scan) {
  const sense::Scan* one[] = {&scan};
  return tracker.assimilate(state, scan.end, one, rig::orientation());
}
sense::Detection seen(int frame, const Draws& draws, double range_m = 2000e3, std::uint64_t item = 0) {
  const PosVel x = rig::target(range_m, 155, seconds(rig::dwell(frame)));
  return rig::noisy(rig::exact(rig::coverage(), x, rig::dwell(frame), {}), draws,
                    static_cast<std::uint64_t>(frame), item);
}

TEST(Merge, ASecondTrackOfOneBodyGoesIntoTheOlder) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Draws draws(21, 0);
  for (int k = 0; k < 8; ++k) take(tracker, state, rig::scan(k, {seen(k, draws)}));
  ASSERT_EQ(state.tracks.size(), 1u);
  Tracker::Kept second = state.tracks[0]; // what another route of the same detections would have made
  second.about.id.number = state.next_number++;
  second.about.evidence = {{SensorId{3}, 7, 0}};
  state.tracks.push_back(second);
  std::vector<track::TrackEvent> merged;
  Picture p;
  for (int k = 8; k < 12; ++k) {
    p = take(tracker, state, rig::scan(k, {seen(k, draws)}));
    for (const auto& e : p.events)
      if (e.change == Change::merged) merged.push_back(e);
  }
  ASSERT_EQ(merged.size(), 1u);
  EXPECT_EQ(merged[0].track.number, 2u);
  ASSERT_TRUE(merged[0].other);
  EXPECT_EQ(merged[0].other->number, 1u);
  ASSERT_EQ(p.tracks.size(), 1u);
  EXPECT_EQ(p.tracks[0].id.number, 1u);
  EXPECT_EQ(p.tracks[0].sources, (std::vector<TrackId>{{NodeId{0}, 2}}));
  const auto& ids = p.tracks[0].evidence; // of both, each once
  EXPECT_EQ(std::count(ids.begin(), ids.end(), DetectionId{SensorId{3}, 7, 0}), 1);
  EXPECT_EQ(ids.size(), 13u);
}

TEST(Merge, TwoBodiesThatOneScanShowsStayTwo) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Draws draws(22, 0);
  for (int k = 0; k < 31; ++k) { // 500 m apart: nothing beside an error of 7.6 km across
    const Picture p =
        take(tracker, state, rig::scan(k, {seen(k, draws, 2000e3, 1), seen(k, draws, 2000.5e3, 2)}));
    for (const auto& e : p.events) EXPECT_NE(e.change, Change::merged) << k;
    if (k > 3) {
      EXPECT_EQ(p.tracks.size(), 2u) << k;
    }
  }
}

TEST(Merge, AReleasedObjectNamesItsParent) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Draws draws(23, 0);
  Picture p;
  for (int k = 0; k < 12; ++k) {
    std::vector<sense::Detection> list{seen(k, draws)};
    if (k >= 8) {
      sense::Detection z =
          rig::exact(rig::coverage(), rig::target(2000e3, 155, seconds(rig::dwell(k))), rig::dwell(k), {});
      z.range_m += 400 + 100 * (k - 8);
      list.push_back(rig::noisy(z, draws, static_cast<std::uint64_t>(k), 9));
    }
    p = take(tracker, state, rig::scan(k, list));
  }
  ASSERT_EQ(p.tracks.size(), 2u);
  EXPECT_FALSE(p.tracks[0].parent);
  ASSERT_TRUE(p.tracks[1].parent);
  EXPECT_EQ(*p.tracks[1].parent, p.tracks[0].id);
}

TEST(Merge, ExistenceRisesWithHitsAndFallsWithMisses) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Draws draws(24, 0);
  double prob = 0;
  for (int k = 0; k < 6; ++k) {
    const Picture p = take(tracker, state, rig::scan(k, {seen(k, draws)}));
    EXPECT_EQ(p.tracks[0].status == track::Status::confirmed, k >= 2 && 1 - p.tracks[0].prob_exists <= 1e-3)
        << k;
    EXPECT_GE(p.tracks[0].prob_exists, prob) << k;
    prob = p.tracks[0].prob_exists;
  }
  EXPECT_NEAR(1 - prob, 2e-5, 1e-7); // no surer than prob_lost
  for (int k = 6; k < 10; ++k) {
    const Picture p = take(tracker, state, rig::scan(k, {}));
    ASSERT_EQ(p.tracks.size(), 1u);
    EXPECT_LT(p.tracks[0].prob_exists, prob);
    prob = p.tracks[0].prob_exists;
  }
  EXPECT_LT(prob, 0.9);
}

} // namespace
