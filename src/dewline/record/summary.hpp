// summary.json: the answer and its bands, for machines and golden tests.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dewline/record/bands.hpp"
#include "dewline/record/variants.hpp"

namespace dewline::record {

/// An input that the answer leans on and that is poorly known.
struct WeakInput {
  std::string path, value, grade, between, note;
};

/// What summary.json holds (its keys are described in docs/record.md).
struct Summary {
  std::string headline, title, question, scenario, epoch_utc, version;
  std::uint64_t scenario_hash = 0, tables_hash = 0, seed = 1;
  std::vector<LedgerRow> ledger;             ///< of this run
  std::vector<Band> bands;                   ///< over the repeats; may be empty
  std::int64_t repeats = 0;
  bool complete = true;                      ///< false: the run was stopped before its end
  double until_s = 0;                        ///< simulated time that it reached
  std::map<std::string, std::int64_t> counts; ///< rows by table
  std::vector<WeakInput> weakest;
  std::optional<Variants> variants;          ///< the scenario's comparison, if it was made
};

/// Rows of every table, for Summary::counts.
std::map<std::string, std::int64_t> row_counts(const RunTables& run);
/// The document. Times that never come and numbers that do not exist are null (beside `happened: false`).
std::string summary_json(const Summary& summary);
/// The document read back. Throws RecordError naming the file and what is wrong with it.
Summary read_summary(const std::filesystem::path& file);
/// Writes it whole or not at all. Throws RecordError.
void write_summary(const Summary& summary, const std::filesystem::path& file);
/// Writes text whole or not at all: temporary name beside it, fsync, rename. Throws RecordError.
void write_whole(const std::filesystem::path& file, std::string_view text);

} // namespace dewline::record
