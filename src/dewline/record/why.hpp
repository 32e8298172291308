// Why, and why not sooner: the evidence chain of one ledger step as text.
#pragma once
#include <string>

#include "dewline/record/tables.hpp"

namespace dewline::record {

/// The chain behind a step at a centre: its time, rule and condition, evidence for and against, every
/// detection with sensor, frame, time, range and SNR, and what each earlier step waited for. `step` is a word
/// of the ledger, or an alert state's word (its declaration). `object` empty: the first object for which the
/// step happened, else the first. Throws RecordError that lists the known words if centre, step or object is
/// unknown.
std::string why(const RunTables& run, std::string_view centre, std::string_view step,
                std::string_view object = {});

} // namespace dewline::record
