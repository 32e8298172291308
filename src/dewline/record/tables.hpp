// The tables of a run file: one row type each, its columns declared once for C++, SQL, Python and the web.
//
// Conventions. Times are seconds since the scenario epoch as double: they turn back into the same int64
// nanoseconds for 25 days (two roundings of 1.1e-16 stay below 0.5 ns up to 2.2e6 s), and people plot
// seconds. `t_s` is when it happened, `known_s` when it reached the centre. +infinity is `never`: it sorts
// last and no median can lose it. NaN is "there is no such number". Entries go by the author's ids, never by
// an index; a detection is `sensor/frame.number`. Letters: E Earth-fixed (ITRF/WGS84), G inertial (GCRF).
#pragma once
#include <string>
#include <string_view>
#include <tuple>

#include "dewline/record/table.hpp"
#include "dewline/record/tables_run.hpp"
#include "dewline/record/tables_sense.hpp"
#include "dewline/record/tables_track.hpp"
#include "dewline/record/tables_truth.hpp"
#include "dewline/record/tables_warn.hpp"

namespace dewline::record {

/// Every table, in the order of the file.
using AllRows = std::tuple<TruthSampleRow, MilestoneRow, WindowRow, ScanRow, CoverageRow, DetectionRow,
                           LabelRow, DwellRow, TrackRow, TrackEventRow, TrackEvidenceRow, CatalogueMatchRow, UncataloguedRow,
                           EstimateRow,
                           AssetProbabilityRow, ClassProbabilityRow, ThreatRow, ThreatAssetRow, AlertRow,
                           AlertEvidenceRow, ReportRow, MessageRow, MailRow, LedgerRow, RunInfoRow>;

/// Calls f.template operator()<R>() for every row type, in order.
template <class F>
void for_each_table(F&& f) {
  [&]<class... R>(std::tuple<R...>*) { (f.template operator()<R>(), ...); }(static_cast<AllRows*>(nullptr));
}

/// All tables, empty.
RunTables empty_run_tables();
/// The schema for machines: {"tables": [{name, doc, origin, columns: [{name, type, unit, doc}]}]}.
std::string schema_json();
/// The same for people: the tables of docs/record.md.
std::string schema_markdown();
/// The unit that a column's name ends in: `range_m` -> `m`, `cov_x_vx_m2_s` -> `m2/s`; empty: none.
std::string_view column_unit(std::string_view column);

} // namespace dewline::record
