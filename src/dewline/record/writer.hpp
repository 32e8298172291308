// Records a run: every fact becomes rows; the rows become a run file.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dewline/record/ledger.hpp"
#include "dewline/record/tables.hpp"

namespace dewline::record {

/// What a run was made from, besides its context: rows of `run_info`.
using RunInfo = std::vector<std::pair<std::string, std::string>>;

/// An Observer that keeps every fact as rows of tables.hpp, the ledger included. Rows are kept in memory
/// (a day of one radar is some 10 MB); nothing touches the disk before write().
class RunWriter final : public Observer {
 public:
  /// `context` must outlive the writer. `info` is stored as it is, after title, epoch, seed and run.
  RunWriter(const Context& context, const RunInfo& info);
  void see(Time at, const Fact& fact) override;

  /// All tables; complete after `Finished`.
  [[nodiscard]] const RunTables& tables() const { return tables_; }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }
  /// Content hash of the tables (record::tables_hash).
  [[nodiscard]] std::uint64_t hash() const { return tables_hash(tables_); }

 private:
  struct Sent { ///< one place that a scan was sent to
    std::string centre;
    double known_s;
  };
  struct Pending { ///< a scan whose letters may still come
    ScanRow row;
    std::vector<DetectionRow> detections;
    std::vector<Sent> sent;
  };
  void take(Time at, const TruthSample& sample);
  void take(Time at, const ScanMade& made);
  void take(Time at, const PictureMade& made);
  void take(Time at, const Correlated& correlated);
  void take(Time at, const Assessed& assessed);
  void take(Time at, const Alerted& alerted);
  void take(Time at, const Threatened& threatened);
  void take(Time at, const Mailed& mailed);
  void take(Time at, const Learnt& learnt);
  void take(Time at, const Finished&);
  void add_milestones();
  void add_coverage(const sense::Scan& scan);
  void add_alert(NodeId centre, Time known, const warn::Alert& alert);
  void settle(Pending& pending);
  [[nodiscard]] std::string seat(const net::Place& place) const;
  [[nodiscard]] std::string name(const DetectionId& id) const;

  const Context* context_;
  Ledger ledger_;
  RunTables tables_;
  std::map<std::pair<SensorId, std::int64_t>, Pending> pending_; ///< by sensor and frame; rows at the end
  std::map<SensorId, std::int64_t> newest_frame_;
  std::map<std::pair<SensorId, std::uint32_t>, sense::Coverage> coverage_;
  std::map<TrackId, std::size_t> num_evidence_; ///< already written, by track
};

/// Writes the tables as a DuckDB database: whole or not at all (temporary name, fsync, rename; an existing
/// file is an error). One thread, no extensions loaded or installed. Throws RecordError.
void write_tables(const RunTables& run, const std::filesystem::path& file);
/// Writes one table as a Parquet file, whole or not at all like write_tables. Throws RecordError.
void write_parquet(const Table& table, const std::filesystem::path& file);

} // namespace dewline::record
