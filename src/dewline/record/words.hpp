// Words for ids, enums and times in rows and texts.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "dewline/record/context.hpp"
#include "dewline/record/fact.hpp"
#include "dewline/record/tables.hpp"

namespace dewline::record {

/// Seconds since the epoch; kNever becomes infinity.
double time_s(Time t);
/// `olenegorsk/12.0`: sensor, frame, place in the frame.
std::string detection_name(const Context& context, const DetectionId& id);
std::string status_word(track::Status status);
std::string motion_word(track::Motion motion);
std::string change_word(track::Change change);
/// `rule-met`, `declared`, `withdraw-met`, `withdrawn`, `downgraded`: the words of the ledger; `dropped`.
std::string step_word(warn::Step step);
/// Kinds of sensor by their bits, in the order of sense::Kind: `radar+infrared`; empty: none.
std::string kinds_word(std::uint8_t kinds);
/// `horizon`, `elevation floor`, ...
std::string limit_word(sense::Limit limit);
/// `01:12` (minutes and seconds, `1:02:03` from an hour on), `-00:05`; `never` for infinity, `-` for NaN.
/// Rounded to the second.
std::string clock_words(double t_s);

/// What became of a letter: `used`, `confirms`, `ignored`, `lost`, `out`.
std::string fate_word(const Mailed& mailed);
/// Which scan a letter of kind `scan` holds (sensor, frame); nothing if it does not say.
std::optional<std::pair<SensorId, std::int64_t>> scan_in(
    const Mailed& mailed, const std::map<SensorId, std::int64_t>& newest_frame);

} // namespace dewline::record
