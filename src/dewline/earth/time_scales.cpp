#include "dewline/earth/time_scales.hpp"

#include <erfa.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <stdexcept>

#include "dewline/base/check.hpp"

namespace dewline::earth {
namespace {

[[noreturn]] void malformed(std::string_view text, const char* why) {
  throw std::invalid_argument("'" + std::string(text) + "' is no UTC time: " + why +
                              "; write it as 2026-03-20T12:00:00Z");
}

/// Reads exactly `width` digits from the front of `rest`.
int digits(std::string_view& rest, std::size_t width, std::string_view whole) {
  int value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + std::min(width, rest.size()), value);
  if (error != std::errc() || end != rest.data() + width || rest.front() == '-')
    malformed(whole, "a digit is missing");
  rest.remove_prefix(width);
  return value;
}

void expect(std::string_view& rest, char c, std::string_view whole) {
  if (rest.empty() || rest.front() != c) malformed(whole, "wrong shape");
  rest.remove_prefix(1);
}

double fraction_of_second(std::string_view& rest, std::string_view whole) {
  if (rest.empty() || rest.front() != '.') return 0;
  const std::size_t last = rest.find_first_not_of("0123456789", 1);
  const std::string_view text = rest.substr(0, last);
  if (text.size() < 2) malformed(whole, "no digit after the point");
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  rest.remove_prefix(text.size());
  return value;
}

} // namespace

JulianDate parse_utc(std::string_view iso) {
  std::string_view rest = iso;
  const int year = digits(rest, 4, iso);
  expect(rest, '-', iso);
  const int month = digits(rest, 2, iso);
  expect(rest, '-', iso);
  const int day = digits(rest, 2, iso);
  expect(rest, 'T', iso);
  const int hour = digits(rest, 2, iso);
  expect(rest, ':', iso);
  const int minute = digits(rest, 2, iso);
  expect(rest, ':', iso);
  const double second = digits(rest, 2, iso) + fraction_of_second(rest, iso);
  if (!rest.empty()) expect(rest, 'Z', iso);
  if (!rest.empty()) malformed(iso, "text after the end");
  JulianDate utc;
  const int status = eraDtf2d("UTC", year, month, day, hour, minute, second, &utc.day, &utc.fraction);
  if (status < 0) malformed(iso, "no such date or time");
  if (status >= 2)
    malformed(iso, "beyond the end of the minute or of the day (a second 60 needs a leap second)");
  return utc;
}

std::string print_utc(const JulianDate& utc, int num_decimals) {
  DW_CHECK(num_decimals >= 0 && num_decimals <= 9);
  int year = 0, month = 0, day = 0, time[4] = {};
  const int status = eraD2dtf("UTC", num_decimals, utc.day, utc.fraction, &year, &month, &day, time);
  DW_CHECK(status >= 0);
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, time[0], time[1],
                time[2]);
  std::string result = text.data();
  if (num_decimals > 0) {
    std::snprintf(text.data(), text.size(), ".%0*d", num_decimals, time[3]);
    result += text.data();
  }
  return result + "Z";
}

JulianDate utc_after(const JulianDate& utc_epoch, Time since) {
  constexpr std::int64_t kDay_ns = 86'400'000'000'000;
  const std::int64_t ns = since.time_since_epoch().count();
  JulianDate tai = tai_from_utc(utc_epoch);
  tai.day += static_cast<double>(ns / kDay_ns); // whole days apart: the fraction keeps its 1e-11 s
  tai.fraction += static_cast<double>(ns % kDay_ns) / static_cast<double>(kDay_ns);
  JulianDate utc;
  DW_CHECK(eraTaiutc(tai.day, tai.fraction, &utc.day, &utc.fraction) >= 0);
  return utc;
}

JulianDate tai_from_utc(const JulianDate& utc) {
  JulianDate tai;
  DW_CHECK(eraUtctai(utc.day, utc.fraction, &tai.day, &tai.fraction) >= 0);
  return tai;
}

JulianDate tt_from_utc(const JulianDate& utc) {
  const JulianDate tai = tai_from_utc(utc);
  JulianDate tt;
  DW_CHECK(eraTaitt(tai.day, tai.fraction, &tt.day, &tt.fraction) >= 0);
  return tt;
}

JulianDate ut1_from_utc(const JulianDate& utc, double ut1_utc_s) {
  JulianDate ut1;
  DW_CHECK(eraUtcut1(utc.day, utc.fraction, ut1_utc_s, &ut1.day, &ut1.fraction) >= 0);
  return ut1;
}

} // namespace dewline::earth
