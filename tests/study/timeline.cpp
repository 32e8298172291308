// Spans of time: united, cut, negated, remembered.
#include "dewline/study/timeline.hpp"

#include <gtest/gtest.h>

#include <array>

namespace dewline::study {
namespace {

TEST(Timeline, SpansThatTouchBecomeOneAndEmptyOnesGo) {
  EXPECT_EQ(timeline({{5, 7}, {1, 2}, {2, 3}, {4, 4}}), (Timeline{{1, 3}, {5, 7}}));
}

TEST(Timeline, AtLeastKHold) {
  const std::array<Timeline, 3> parts{Timeline{{0, 10}}, Timeline{{5, 15}}, Timeline{{8, 9}, {12, 20}}};
  EXPECT_EQ(at_least(parts, 1, {0, 30}), (Timeline{{0, 20}}));
  EXPECT_EQ(at_least(parts, 2, {0, 30}), (Timeline{{5, 10}, {12, 15}}));
  EXPECT_EQ(at_least(parts, 3, {0, 30}), (Timeline{{8, 9}}));
  EXPECT_EQ(at_least(parts, 0, {0, 30}), (Timeline{{0, 30}}));
}

TEST(Timeline, WhatDoesNotHoldIsTheRestOfTheFrame) {
  EXPECT_EQ(complement({{-5, 1}, {3, 4}}, {0, 10}), (Timeline{{1, 3}, {4, 10}}));
  EXPECT_EQ(complement({}, {0, 10}), (Timeline{{0, 10}}));
  EXPECT_EQ(complement({{0, 10}}, {0, 10}), Timeline{});
}

TEST(Timeline, MemoryLengthensAndRipeningShortens) {
  EXPECT_EQ(lingering({{0, 1}, {5, 6}}, 4.5), (Timeline{{0, 10.5}}));
  EXPECT_EQ(ripened({{0, 1}, {5, 9}}, 2), (Timeline{{7, 9}}));
}

TEST(Timeline, HoldsFromItsBeginToBeforeItsEnd) {
  EXPECT_TRUE(holds_at({{1, 2}}, 1));
  EXPECT_FALSE(holds_at({{1, 2}}, 2));
  EXPECT_EQ(shifted({{1, 2}}, 3), (Timeline{{4, 5}}));
}

} // namespace
} // namespace dewline::study
