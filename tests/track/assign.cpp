#include "dewline/track/association/assign.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

namespace {

using namespace dewline::track;

double best_by_trying_all(const std::vector<Pairing>& list, std::uint32_t track, std::uint32_t num_tracks,
                          std::set<std::uint32_t>& used) {
  if (track == num_tracks) return 0;
  double best = best_by_trying_all(list, track + 1, num_tracks, used);
  for (const Pairing& p : list) {
    if (p.track != track || used.count(p.detection) > 0) continue;
    used.insert(p.detection);
    best = std::max(best, p.gain + best_by_trying_all(list, track + 1, num_tracks, used));
    used.erase(p.detection);
  }
  return best;
}

double total(const std::vector<Pairing>& list, const std::vector<std::int32_t>& taken) {
  double sum = 0;
  std::set<std::uint32_t> used;
  for (std::uint32_t t = 0; t < taken.size(); ++t) {
    if (taken[t] == kNone) continue;
    const Pairing& p = list[static_cast<std::size_t>(taken[t])];
    EXPECT_EQ(p.track, t);
    EXPECT_TRUE(used.insert(p.detection).second) << "a detection is taken twice";
    sum += p.gain;
  }
  return sum;
}

TEST(Assign, IsOptimalOnRandomSmallCases) {
  rc::check("total gain equals that of trying all", [] {
    const auto num_tracks = *rc::gen::inRange<std::uint32_t>(0, 6),
               num_detections = *rc::gen::inRange<std::uint32_t>(1, 6);
    std::vector<Pairing> list;
    const int density = *rc::gen::inRange(1, 100);
    for (std::uint32_t t = 0; t < num_tracks; ++t)
      for (std::uint32_t d = 0; d < num_detections; ++d)
        if (*rc::gen::inRange(0, 100) < density) list.push_back({t, d, *rc::gen::inRange(-200, 1000) / 10.0});
    const auto taken = assign(num_tracks, num_detections, list);
    std::set<std::uint32_t> used;
    RC_ASSERT(std::abs(total(list, taken) - best_by_trying_all(list, 0, num_tracks, used)) < 1e-9);
  });
}

TEST(Assign, GivesUpTheNearestForTheBestSum) {
  const std::vector<Pairing> list{{0, 0, 10}, {0, 1, 9}, {1, 0, 8}};
  EXPECT_EQ(assign(2, 2, list), (std::vector<std::int32_t>{1, 2}));
}

TEST(Assign, NeverTakesALoss) {
  EXPECT_EQ(assign(1, 1, std::vector<Pairing>{{0, 0, -1}}), (std::vector<std::int32_t>{kNone}));
  EXPECT_EQ(assign(2, 0, {}), (std::vector<std::int32_t>{kNone, kNone}));
}

} // namespace
