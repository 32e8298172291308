// What a report is about: a recorded run with the scenario, sources and model that it came from.
#pragma once
#include <filesystem>
#include <memory>

#include "dewline/io/sources.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/record/tables.hpp"
#include "dewline/report/roc.hpp"
#include "dewline/run/model.hpp"
#include "dewline/run/scenario.hpp"

namespace dewline::report {

/// Everything that pages, figures and citations are made from. Const once made; they only read it.
struct Subject {
  run::Scenario scenario;
  io::Sources sources;                     ///< those that the scenario cites
  std::shared_ptr<const run::Model> model; ///< compiled from `scenario`
  record::RunTables tables;
  record::Summary summary;
  std::vector<FalseAlertRow> false_alerts{}; ///< of the run folder's false_alerts.json; may be empty
};

/// Reads a run folder: run.duckdb, summary.json, false_alarms.json if it is there, and scenario.resolved.yaml (which carries types and sources; `data_dir`
/// serves only its data files). Throws RecordError or ScenarioError that name the file and what is wrong, also if the
/// three do not belong together.
Subject read_subject(const std::filesystem::path& run_folder, const std::filesystem::path& data_dir);

} // namespace dewline::report
