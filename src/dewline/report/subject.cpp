#include "dewline/report/subject.hpp"

#include "dewline/base/hash.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/record/reader.hpp"

namespace dewline::report {

Subject read_subject(const std::filesystem::path& run_folder, const std::filesystem::path& data_dir) {
  Subject subject;
  subject.tables = record::read_run(run_folder);
  subject.summary = record::read_summary(run_folder / "summary.json");
  const auto file = run_folder / "scenario.resolved.yaml";
  io::Loaded loaded = io::load(file, {{}, data_dir, data_dir.parent_path() / "scenarios"});
  if (loaded.scenario.hash != subject.summary.scenario_hash)
    throw record::RecordError(file.string() + ": is not the scenario of this run: its hash is " +
                              hex(loaded.scenario.hash) + ", summary.json says " + hex(subject.summary.scenario_hash));
  if (record::tables_hash(subject.tables) != subject.summary.tables_hash)
    throw record::RecordError((run_folder / "run.duckdb").string() + ": its tables are not those of summary.json");
  if (!(time_from_s(subject.summary.until_s) <= time_from_s(loaded.scenario.duration_s))) // both to the nanosecond
    throw record::RecordError((run_folder / "summary.json").string() + ": until_s is after the scenario's end");
  subject.summary.ledger = subject.tables.all<record::LedgerRow>(); // the one that the hash speaks for
  subject.scenario = std::move(loaded.scenario);
  subject.sources = std::move(loaded.sources);
  subject.false_alerts = read_false_alerts(run_folder / "false_alarms.json");
  subject.model = run::compile(subject.scenario);
  return subject;
}

} // namespace dewline::report
