// The ledger in words: one sentence a centre and object, and which rows are worth a line.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/record/tables.hpp"

namespace dewline::record {

/// `declared launch-alert`, `delivered launch-alert to south`, `track`.
std::string row_words(const LedgerRow& row);

/// Does a row tell something that the others of the same centre and object do not? Whatever happened does. A step that
/// never came does if it could have come and no earlier `never` already says why: a missing declaration says nothing
/// about delivery, a missing track nothing about an impact point.
bool tells_something(const LedgerRow& row, std::span<const LedgerRow* const> pair);

/// `South centre about arc-1: first detection T+00:55 by geo-1; launch call T+01:16 by geo-1; second kind of sensor
/// T+20:30 (radar beside infrared); ... attack-warning declared T+23:08, 9.1 min before impact; decision time left
/// 7.1 min. Never: ...` Times are when the centre knew; truth appears only as the impact. Empty if the ledger has no such
/// pair.
std::string ledger_text(std::span<const LedgerRow> ledger, std::string_view centre, std::string_view object);

} // namespace dewline::record
