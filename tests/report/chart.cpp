// Axes and labels of charts: round ticks, the right places, nothing on top of each other.
#include "dewline/report/chart.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "dewline/report/ledger_axis.hpp"

namespace dewline::report {
namespace {

std::string words_of(const std::vector<Tick>& list) {
  std::string out;
  for (const Tick& t : list) out += t.words + " ";
  return out;
}

TEST(Chart, TicksAreRound) {
  EXPECT_EQ(words_of(ticks({Scale::linear, 0, 1, ""}, 5)), "0 0.2 0.4 0.6 0.8 1.0 ");
  EXPECT_EQ(words_of(ticks({Scale::linear, -3, 3, ""}, 6)), "-3 -2 -1 0 1 2 3 ");
  EXPECT_EQ(words_of(ticks({Scale::linear, 0, 1500, ""}, 4)), "0 500 1000 1500 ");
  EXPECT_EQ(words_of(ticks({Scale::time, 0, 600, ""}, 5)), "T+00:00 T+02:00 T+04:00 T+06:00 T+08:00 T+10:00 ");
  EXPECT_EQ(words_of(ticks({Scale::time, -60, 30, ""}, 4)), "T-01:00 T-00:30 T+00:00 T+00:30 ");
  EXPECT_EQ(words_of(ticks({Scale::log, 0.1, 100, ""}, 4)), "0.1   1   10   100 ");
}

TEST(Chart, ALogAxisPutsDecadesApartEvenly) {
  const Axis axis{Scale::log, 0.01, 100, ""};
  EXPECT_DOUBLE_EQ(axis.share(1), 0.5);
  EXPECT_DOUBLE_EQ(axis.share(10), 0.75);
  EXPECT_LT(axis.share(0), -1) << "zero is off the axis";
}

TEST(Chart, AnAxisHoldsItsValues) {
  const double values[] = {3, 70, NAN, INFINITY, 0};
  const Axis log = axis_over(Scale::log, values, ""), linear = axis_over(Scale::linear, values, "");
  EXPECT_EQ(log.low, 2);
  EXPECT_EQ(log.high, 100);
  EXPECT_LT(linear.low, 0);
  EXPECT_GT(linear.high, 70);
  const double one[] = {5};
  for (const Scale scale : {Scale::linear, Scale::log, Scale::time}) {
    const Axis single = axis_over(scale, one, ""), none = axis_over(scale, {}, "");
    EXPECT_LT(single.low, single.high);
    EXPECT_LT(none.low, none.high);
  }
}

TEST(Chart, LabelsNeverOverlap) {
  std::mt19937 any(7);
  for (int n = 1; n < 30; ++n) {
    std::vector<Point> wanted;
    for (int i = 0; i < n; ++i) wanted.push_back({double(any() % 600), 20.0 + double(any() % 120)});
    const auto placed = place_labels(wanted, 0, 600);
    for (int i = 0; i < n; ++i) {
      EXPECT_GE(placed[i].left, 0);
      EXPECT_LE(placed[i].left + wanted[i].y, 600);
      for (int j = 0; j < i; ++j)
        EXPECT_TRUE(placed[i].row != placed[j].row || placed[i].left + wanted[i].y < placed[j].left ||
                    placed[j].left + wanted[j].y < placed[i].left);
    }
  }
}

TEST(Chart, WordsForXml) {
  EXPECT_EQ(xml("a<b & \"c\">"), "a&lt;b &amp; &quot;c&quot;&gt;");
  EXPECT_EQ(xml("\x01\xff\xc3("), "   (");
  EXPECT_EQ(xml("\xc3\xa5 \xe2\x82\xac"), "\xc3\xa5 \xe2\x82\xac");
  EXPECT_EQ(xml("\xed\xa0\x80"), "   ") << "half of a surrogate pair";
  EXPECT_EQ(px(-0.001), "0");
  EXPECT_EQ(px(12.5), "12.5");
  EXPECT_EQ(px(NAN), "0");
}

TEST(LedgerAxis, IsCutWhereNothingHappens) {
  const LedgerAxis even({0, 30, 60, 90, 120}, 0, 100), cut({0, 30, 60, 90, 120, 3600}, 0, 100);
  EXPECT_FALSE(even.is_cut());
  ASSERT_TRUE(cut.is_cut());
  EXPECT_GT(cut.x(120) - cut.x(0), 40) << "the crowded minutes have room";
  for (const LedgerAxis* axis : {&even, &cut})
    for (double t = 0; t < 3600; t += 10) EXPECT_LE(axis->x(t), axis->x(t + 10));
}

} // namespace
} // namespace dewline::report
