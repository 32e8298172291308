// What `dewline false-alarms` says of a study.
#pragma once
#include <string>

#include "commands.hpp"
#include "dewline/study/false_alarms.hpp"

namespace dewline::apps {

/// `1 in 120 years`, `3.2 a year`, `none`.
std::string rate_words(double per_year);
/// The whole answer for people.
std::string words_of(const FalseAlarmOptions& options, const run::Scenario& scenario, const study::FalseAlarms& result);
/// The same as JSON: docs/models/false-alarms.md lists the keys; the report reads `rows`.
std::string json_of(const FalseAlarmOptions& options, const run::Scenario& scenario, const study::FalseAlarms& result);

} // namespace dewline::apps
