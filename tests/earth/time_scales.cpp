#include "dewline/earth/time_scales.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "dewline/base/check.hpp"

namespace dewline::earth {
namespace {

TEST(TimeScales, UtcIsReadAndPrinted) {
  for (const char* text : {"1995-01-25T06:24:00Z", "2016-12-31T23:59:60Z", "2000-02-29T00:00:00Z"})
    EXPECT_EQ(print_utc(parse_utc(text), 0), text);
  EXPECT_EQ(print_utc(parse_utc("2004-04-06T07:51:28.386009"), 6), "2004-04-06T07:51:28.386009Z");
  EXPECT_EQ(print_utc(parse_utc("2004-04-06T07:51:28.386009Z"), 0), "2004-04-06T07:51:28Z");
  EXPECT_EQ(print_utc(parse_utc("2004-04-06T07:51:28Z"), 9), "2004-04-06T07:51:28.000000000Z");
}

TEST(TimeScales, MalformedTextIsRefusedWithTheRightForm) {
  for (const char* text :
       {"", "soon", "1995-01-25", "1995-01-25 06:24:00", "1995-1-25T06:24:00Z", "1995-13-25T06:24:00Z",
        "1995-02-29T06:24:00Z", "1995-01-25T24:00:00Z", "1995-01-25T06:60:00Z", "1995-01-25T06:24:60Z",
        "1995-01-25T23:59:60Z", "1995-01-25T06:24:00+01:00", "1995-01-25T06:24:00ZZ", "1995-01-25T06:24:00.Z",
        "-995-01-25T06:24:00Z", "1995-01-25T06:24:-1Z", "1995-01-25T06:24", "1995-01-25T06:24:00.5e3Z"}) {
    try {
      parse_utc(text);
      ADD_FAILURE() << text;
    } catch (const std::invalid_argument& e) {
      EXPECT_NE(std::string(e.what()).find("2026-03-20T12:00:00Z"), std::string::npos) << text;
    }
  }
}

TEST(TimeScales, TaiIs29SecondsAheadIn1995) {
  const JulianDate utc = parse_utc("1995-01-25T06:24:00Z"), tai = tai_from_utc(utc), tt = tt_from_utc(utc);
  EXPECT_NEAR(((tai.day - utc.day) + (tai.fraction - utc.fraction)) * 86400, 29, 1e-9);
  EXPECT_NEAR(((tt.day - tai.day) + (tt.fraction - tai.fraction)) * 86400, 32.184, 1e-9);
}

TEST(TimeScales, SimulatedTimeRunsThroughALeapSecond) {
  const JulianDate epoch = parse_utc("2016-12-31T23:59:58Z");
  EXPECT_EQ(print_utc(utc_after(epoch, time_from_s(1)), 0), "2016-12-31T23:59:59Z");
  EXPECT_EQ(print_utc(utc_after(epoch, time_from_s(2)), 0), "2016-12-31T23:59:60Z");
  EXPECT_EQ(print_utc(utc_after(epoch, time_from_s(2.5)), 1), "2016-12-31T23:59:60.5Z");
  EXPECT_EQ(print_utc(utc_after(epoch, time_from_s(3)), 0), "2017-01-01T00:00:00Z");
}

TEST(TimeScales, NanosecondsSurviveAndTimeMayRunBackwards) {
  const JulianDate epoch = parse_utc("1995-01-25T06:24:00Z");
  EXPECT_EQ(print_utc(utc_after(epoch, Time{Duration{123'456'789}}), 9), "1995-01-25T06:24:00.123456789Z");
  EXPECT_EQ(print_utc(utc_after(epoch, time_from_s(-24 * 60)), 0), "1995-01-25T06:00:00Z");
  EXPECT_EQ(print_utc(utc_after(epoch, time_from_s(10 * 86400.0)), 0), "1995-02-04T06:24:00Z");
}

TEST(TimeScales, DecimalsBeyondNanosecondsBreakTheContract) {
  EXPECT_THROW(print_utc(parse_utc("1995-01-25T06:24:00Z"), 10), ContractError);
  EXPECT_THROW(print_utc(parse_utc("1995-01-25T06:24:00Z"), -1), ContractError);
}

} // namespace
} // namespace dewline::earth
