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

/// TAI [days] of a UTC instant [quasi-JD days]: UTC plus the leap seconds of ERFA's table. The printed pairs
/// of frames_time_scales.csv within 0.1 ns (known_earth, TimeTable). Throws ContractError if ERFA refuses the
/// date (before 4800 BC); before 1960 the leap seconds are 0.
JulianDate tai_from_utc(const JulianDate& utc);
/// Terrestrial Time [days]: TAI + 32.184 s. Accuracy and throws as tai_from_utc.
JulianDate tt_from_utc(const JulianDate& utc);
/// UT1 [days]: UTC + ut1_utc_s [s], the offset of that instant as the Earth orientation tables give it.
/// Within 0.1 ns of ERFA's printed pairs (known_earth, TimeTable), so as good as the offset. Throws as
/// tai_from_utc.
JulianDate ut1_from_utc(const JulianDate& utc, double ut1_utc_s);

} // namespace dewline::earth
