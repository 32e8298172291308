// UTC, TAI, TT, UT1 (ERFA). The scenario's epoch is a UTC instant; simulated time is TAI-uniform after it.
#pragma once
#include <string>
#include <string_view>

#include "dewline/base/time.hpp"

namespace dewline::earth {

/// A two-part Julian date in ERFA's quasi-JD form.
struct JulianDate {
  double day = 0, fraction = 0;
};

/// A UTC instant, leap seconds included (ERFA's table). Throws std::invalid_argument on malformed text, on a
/// date that does not exist, and on a second 60 where there was no leap second (`2026-03-20T12:00:00Z`,
/// seconds may have a fraction, the final Z may be missing).
JulianDate parse_utc(std::string_view iso);
/// `1995-01-25T06:24:00Z`; num_decimals of the seconds 0..9.
std::string print_utc(const JulianDate& utc, int num_decimals);
/// UTC after `since` of uniform (TAI) time, leap seconds respected; good to 0.1 ns.
JulianDate utc_after(const JulianDate& utc_epoch, Time since);

JulianDate tai_from_utc(const JulianDate& utc);
JulianDate tt_from_utc(const JulianDate& utc);
JulianDate ut1_from_utc(const JulianDate& utc, double ut1_utc_s);

} // namespace dewline::earth
