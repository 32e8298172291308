#include "dewline/net/link.hpp"

#include <gtest/gtest.h>

#include "dewline/base/hash.hpp"

namespace dewline::net {
namespace {

using namespace std::chrono_literals;
const Draws kDraws(1, 0);

LinkParams link_of(double delay_s, double jitter_s, double delivery_ratio) {
  return {"radar", "centre", Share::detections, delay_s, jitter_s, delivery_ratio};
}

TEST(Link, WithoutJitterOrLossTheDelayIsExact) {
  EXPECT_EQ(transit(link_of(2, 0, 1), 1, 7, kDraws), 2s);
}

TEST(Link, NothingTravelsInLessThanATick) { EXPECT_EQ(transit(link_of(0, 0, 1), 1, 7, kDraws), kTick); }

TEST(Link, JitterOnlyAdds) {
  for (std::uint64_t letter = 0; letter < 1000; ++letter)
    EXPECT_GE(transit(link_of(2, 0.5, 1), 1, letter, kDraws), 2s);
}

TEST(Link, ADeliveryRatioOfZeroLosesEverything) {
  for (std::uint64_t letter = 0; letter < 1000; ++letter)
    EXPECT_EQ(transit(link_of(0, 0, 0), 1, letter, kDraws), std::nullopt);
}

TEST(Link, OneLetterHasOneLuckOnOneLinkAndAnotherElsewhere) {
  const LinkParams link = link_of(1, 1, 0.9);
  EXPECT_EQ(transit(link, 1, 7, kDraws), transit(link, 1, 7, kDraws));
  EXPECT_NE(transit(link, 1, 7, kDraws), transit(link, 2, 7, kDraws));
  EXPECT_NE(transit(link, 1, 7, kDraws), transit(link, 1, 8, kDraws));
  EXPECT_NE(transit(link, 1, 7, kDraws), transit(link, 1, 7, Draws(1, 1)));
}

TEST(Link, LosingMoreLettersDoesNotChangeTheJitterOfTheOthers) {
  const LinkParams sure = link_of(0, 1, 1), lossy = link_of(0, 1, 0.5);
  int num_arrived = 0;
  for (std::uint64_t letter = 0; letter < 1000; ++letter) {
    const auto travel = transit(lossy, 1, letter, kDraws);
    if (!travel) continue;
    ++num_arrived;
    EXPECT_EQ(travel, transit(sure, 1, letter, kDraws));
  }
  EXPECT_GT(num_arrived, 400);
}

TEST(Link, AWordForEachShare) {
  EXPECT_EQ(word(Share::nothing), "nothing");
  EXPECT_EQ(word(Share::detections), "detections");
}

} // namespace
} // namespace dewline::net
