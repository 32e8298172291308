#include "dewline/net/link.hpp"

#include <gtest/gtest.h>

#include "dewline/base/hash.hpp"

namespace dewline::net {
namespace {

using namespace std::chrono_literals;
const Draws kDraws(1, 0);
const Time kSent = time_from_s(100);

LinkParams link_of(double delay_s, double jitter_s, double delivery_ratio) {
  LinkParams link{.from = "radar", .to = "centre"};
  link.delay_s = delay_s, link.jitter_s = jitter_s, link.delivery_ratio = delivery_ratio;
  return link;
}

TEST(Link, WithoutJitterOrLossTheDelayIsExact) {
  EXPECT_EQ(transit(link_of(2, 0, 1), 1, 7, kSent, kDraws), 2s);
}

TEST(Link, NothingTravelsInLessThanATick) { EXPECT_EQ(transit(link_of(0, 0, 1), 1, 7, kSent, kDraws), kTick); }

TEST(Link, JitterOnlyAdds) {
  for (std::uint64_t letter = 0; letter < 1000; ++letter)
    EXPECT_GE(transit(link_of(2, 0.5, 1), 1, letter, kSent, kDraws), 2s);
}

TEST(Link, ADeliveryRatioOfZeroLosesEverything) {
  for (std::uint64_t letter = 0; letter < 1000; ++letter)
    EXPECT_EQ(transit(link_of(0, 0, 0), 1, letter, kSent, kDraws), std::nullopt);
}

TEST(Link, OneLetterHasOneLuckOnOneLinkAndAnotherElsewhere) {
  const LinkParams link = link_of(1, 1, 0.9);
  EXPECT_EQ(transit(link, 1, 7, kSent, kDraws), transit(link, 1, 7, kSent, kDraws));
  EXPECT_NE(transit(link, 1, 7, kSent, kDraws), transit(link, 2, 7, kSent, kDraws));
  EXPECT_NE(transit(link, 1, 7, kSent, kDraws), transit(link, 1, 8, kSent, kDraws));
  EXPECT_NE(transit(link, 1, 7, kSent, kDraws), transit(link, 1, 7, kSent, Draws(1, 1)));
}

TEST(Link, LosingMoreLettersDoesNotChangeTheJitterOfTheOthers) {
  const LinkParams sure = link_of(0, 1, 1), lossy = link_of(0, 1, 0.5);
  int num_arrived = 0;
  for (std::uint64_t letter = 0; letter < 1000; ++letter) {
    const auto travel = transit(lossy, 1, letter, kSent, kDraws);
    if (!travel) continue;
    ++num_arrived;
    EXPECT_EQ(travel, transit(sure, 1, letter, kSent, kDraws));
  }
  EXPECT_GT(num_arrived, 400);
}

TEST(Link, WhatIsSentInAnOutageIsLostAndAllElseHasTheLuckItHadWithoutOne) {
  const LinkParams whole = link_of(2, 1, 0.8);
  LinkParams broken = whole;
  broken.outages = {{10, 20}, {15, 30}, {50, 51}};
  for (int t = 0; t < 60; ++t) {
    const Time sent = time_from_s(t);
    const bool out = (t >= 10 && t < 30) || t == 50;
    EXPECT_EQ(is_out(broken, sent), out) << t;
    const auto letter = static_cast<std::uint64_t>(t);
    if (out) EXPECT_EQ(transit(broken, 1, letter, sent, kDraws), std::nullopt) << t;
    else EXPECT_EQ(transit(broken, 1, letter, sent, kDraws), transit(whole, 1, letter, sent, kDraws)) << t;
  }
}

TEST(Link, AnOutageThatEndsBeforeItBeginsIsToldWithItsPlace) {
  LinkParams link = link_of(0, 0, 1);
  link.outages = {{10, 20}, {30, 30}, {50, 40}};
  Problems problems;
  check(link, problems);
  ASSERT_EQ(problems.list().size(), 2u);
  EXPECT_EQ(problems.list()[0].path, "outages[1].end");
  EXPECT_EQ(problems.list()[1].path, "outages[2].end");
}

TEST(Link, AWordForEachShare) {
  EXPECT_EQ(word(Share::nothing), "nothing");
  EXPECT_EQ(word(Share::detections), "detections");
  EXPECT_EQ(word(Trust::override_own), "override");
}

} // namespace
} // namespace dewline::net
