// Inside the record: what speaks for and against a conclusion about a track, or who told it.
#pragma once
#include <string>

#include "dewline/record/tables.hpp"

namespace dewline::record {

/// Lines `for` and `against` of a ledger row that rests on an estimate or on another's word; empty for other steps.
std::string estimate_words(const RunTables& run, const LedgerRow& row);

} // namespace dewline::record
