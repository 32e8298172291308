// The picture of false alerts: how often each state of each rule set would be declared with nothing behind it, against the
// share of true attacks that it misses and the time that it takes. From false_alarms.json of `dewline false-alarms`.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "dewline/report/page_warning.hpp"

namespace dewline::report {

/// The rows of a false_alarms.json: {"rows": [{centre, rule_set, state, false_per_year, low, high, ...}]}, the keys of
/// FalseAlertRow; a missing or null number is no such number. Empty if there is no such file. Throws RecordError, naming
/// the file, if it is there and cannot be read.
std::vector<FalseAlertRow> read_false_alerts(const std::filesystem::path& file);

struct DrawnRoc {
  std::string title, subtitle;
  std::vector<std::string> foot; ///< where the numbers come from, one part each
  std::vector<FalseAlertRow> rows;
};
/// A whole SVG document: false alerts a year, logarithmic, against misses (left) and against delay (right).
std::string draw_roc(const DrawnRoc& roc);
/// The numbers beside it, with the foot as comments.
std::string roc_csv(const DrawnRoc& roc);
/// What is seen, in two sentences, and the foot.
std::string roc_caption(const DrawnRoc& roc);

} // namespace dewline::report
