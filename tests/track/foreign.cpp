#include "dewline/track/foreign.hpp"

#include <gtest/gtest.h>

#include "dewline/base/check.hpp"
#include "dewline/base/matrix.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

Time at(double t_s) { return time_from_s(t_s); }
ForeignUpdate row(std::uint32_t number, double valid_s, double known_s, std::uint32_t num_updates) {
  ForeignUpdate u{number, at(valid_s), at(known_s), {}, Motion::ballistic, num_updates, {}, 0};
  u.x_G = {{7e6, 0, 0, 0, 7000, 0}, diagonal<6>({1e6, 1e6, 1e6, 100, 100, 100})};
  return u;
}
const ForeignParams kParams{duration_from_s(25), duration_from_s(60), 0, 0};

TEST(ForeignPicture, UsesNothingBeforeItIsKnown) {
  const ForeignTracks tracks({row(1, 10, 30, 1)}, kParams);
  EXPECT_TRUE(tracks.picture({}, {}, at(29)).tracks.empty());
  const Picture p = tracks.picture({}, {}, at(30));
  ASSERT_EQ(p.tracks.size(), 1u);
  EXPECT_EQ(p.tracks[0].confirmed_at, at(30));
  EXPECT_EQ(p.tracks[0].last_detection, at(10));
}

TEST(ForeignPicture, FliesOnToNow) {
  const ForeignTracks tracks({row(1, 10, 10, 1)}, kParams);
  const Track t = tracks.picture({}, {}, at(20)).tracks.at(0);
  const Gaussian<6> expected = predict(row(1, 10, 10, 1).x_G, 10, 0);
  EXPECT_EQ(t.x_G.mean, expected.mean);
  EXPECT_EQ(t.x_G.cov.a, expected.cov.a);
  EXPECT_EQ(t.valid, at(20));
}

TEST(ForeignPicture, LivesFromItsFirstRowUntilItsLastIsOld) {
  const ForeignTracks tracks({row(7, 10, 10, 1), row(7, 200, 200, 2)}, kParams);
  Picture p;
  std::vector<std::pair<double, Change>> told;
  for (const double t_s : {5.0, 10.0, 20.0, 40.0, 150.0, 200.0, 230.0, 260.0, 261.0}) {
    p = tracks.picture(p, {}, at(t_s));
    for (const TrackEvent& e : p.events) told.emplace_back(t_s, e.change);
  }
  const std::vector<std::pair<double, Change>> expected{
      {10, Change::started},   {10, Change::confirmed}, {40, Change::coasting},
      {200, Change::reacquired}, {230, Change::coasting}, {261, Change::deleted}};
  EXPECT_EQ(told, expected) << "the gap of 190 s does not end it: a row follows";
}

TEST(ForeignPicture, RefusesARowKnownBeforeItsTime) {
  EXPECT_THROW(ForeignTracks({row(1, 10, 9, 1)}, kParams), ContractError);
}

} // namespace
} // namespace dewline::track
