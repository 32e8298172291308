#include "dewline/base/time.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <type_traits>

namespace dewline {
namespace {

using namespace std::chrono_literals;

template <class Clock>
concept CanBeAsked = requires { Clock::now(); };
static_assert(!CanBeAsked<SimClock>, "wall time must not leak in");

TEST(Time, SecondsBecomeTheNearestNanosecond) {
  EXPECT_EQ(duration_from_s(1.0), 1s);
  EXPECT_EQ(duration_from_s(-1.0), -1s);
  EXPECT_EQ(duration_from_s(0.1), 100ms);
  EXPECT_EQ(duration_from_s(1.4e-9), 1ns);
  EXPECT_EQ(duration_from_s(1.6e-9), 2ns);
  EXPECT_EQ(duration_from_s(-1.6e-9), -2ns);
  EXPECT_EQ(time_from_s(86400.0), Time{24h});
}

TEST(Time, SecondsBeyond292YearsOrNaNClampToTheEnds) {
  EXPECT_EQ(duration_from_s(1e300), Duration::max());
  EXPECT_EQ(duration_from_s(-1e300), Duration::min());
  EXPECT_EQ(duration_from_s(std::numeric_limits<double>::quiet_NaN()), Duration::max());
  EXPECT_EQ(time_from_s(std::numeric_limits<double>::infinity()), kNever);
}

TEST(Time, NanosecondsOfAWeekSurviveTheWayThroughDouble) {
  for (std::int64_t ns :
       {0LL, 1LL, 999'999'999LL, 604'800'000'000'000LL, 604'799'999'999'999LL, -1'234'567LL})
    EXPECT_EQ(duration_from_s(seconds(Duration{ns})).count(), ns);
}

TEST(Time, NeverIsLaterThanEveryInstant) { EXPECT_GT(kNever, time_from_s(9e9)); }

} // namespace
} // namespace dewline
