// dewline track RUN --tracks: tracks of another tracker in the place of a centre's own, and both ledgers.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "beside.hpp"
#include "dewline/io/foreign_tracks.hpp"
#include "dewline/io/track_scans.hpp"
#include "dewline/record/writer.hpp"
#include "dewline/report/subject.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/run/provenance.hpp"
#include "dewline/run/session.hpp"
#include "paths.hpp"
#include "terminal.hpp"
#include "track.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

run::PutBack request_of(const TrackOptions& o, io::ForeignTable table) {
  return {o.centre, o.frame, o.end_after_s, std::move(table.states)};
}

std::vector<std::string> warnings_of(const TrackOptions& o, const io::ForeignTable& table) {
  std::vector<std::string> out;
  if (!table.unread.empty())
    out.push_back(fmt::format("{}: nothing reads the columns {}", o.tracks, fmt::join(table.unread, ", ")));
  if (table.num_bad > 0)
    out.push_back(fmt::format("{}: {} rows are not finite and were left out", o.tracks, table.num_bad));
  return out;
}

std::string news_words(const run::PutBackNews& n) {
  std::string out = fmt::format("{} rows of {} tracks; {} of {} updates lie at a detection of the run",
                                n.num_rows, n.num_tracks, n.num_matched, n.num_updates);
  if (n.num_assumed > 0)
    out += fmt::format("\n{} rows state no covariance: {:g} m and {:g} m/s on each axis are assumed",
                       n.num_assumed, run::kSigmaPosition_m, run::kSigmaSpeed_m_s);
  return out + "\n";
}

/// The run as it was and as it is now, and what was said of the tracks.
struct Both {
  report::Subject before;
  run::Recorded after;
  run::PutBackNews news;
  std::vector<Moved> rows;
};

void write(const TrackOptions& o, const Both& both) {
  write_folder_whole(o.out, [&](const fs::path& partial) {
    record::write_tables(both.after.tables, partial / "run.duckdb");
    record::write_whole(partial / "scenario.resolved.yaml",
                        text_of(find_run(o.detections) / "scenario.resolved.yaml"));
    record::write_whole(partial / "tracks.csv", io::read_table_text(o.tracks));
  });
}

void print(const TrackOptions& o, const Both& both) {
  std::cout << news_words(both.news) << '\n'
            << bold("own tracker: ") << run::headline(both.before.tables) << '\n'
            << bold("these tracks: ") << run::headline(both.after.tables) << "\n\n"
            << beside_table(both.rows, "own", "these");
  if (!o.out.empty())
    std::cout << fmt::format("wrote {}/   run.duckdb   scenario.resolved.yaml   tracks.csv\n", o.out);
}

void print_json(const TrackOptions& o, const Both& both) {
  nlohmann::ordered_json out;
  out["run"] = o.detections, out["tracks"] = o.tracks, out["centre"] = o.centre, out["frame"] = o.frame;
  out["rows"] = both.news.num_rows, out["foreign_tracks"] = both.news.num_tracks;
  out["updates"] = both.news.num_updates, out["matched"] = both.news.num_matched;
  out["assumed_covariances"] = both.news.num_assumed;
  out["steps"] = beside_json(both.rows);
  out["folder"] = o.out;
  std::cout << out.dump(2) << '\n';
}

void check(const TrackOptions& o) {
  if (!fs::is_directory(o.detections))
    throw std::invalid_argument("--tracks: needs a run folder to put them back into");
  if (o.centre.empty())
    throw std::invalid_argument("--tracks: needs --centre, the one whose tracker they replace");
  if (!o.config.empty() || !o.truth.empty() || !o.sets.empty())
    throw std::invalid_argument("--tracks: takes no --config, --truth or --set: nothing is tracked here");
  if (!(o.end_after_s >= 0)) throw std::invalid_argument("--end-after: must be 0 s or more");
}

} // namespace

int track_put_back(const TrackOptions& o) {
  check(o);
  io::ForeignTable table = io::read_foreign_tracks(io::read_table_text(o.tracks), o.tracks);
  for (const auto& warning : warnings_of(o, table)) std::cerr << "warning: " << warning << '\n';
  Both both{report::read_subject(find_run(o.detections), data_dir()), {}, {}, {}};
  const report::Subject& before = both.before;
  const auto model =
      run::put_back(before.scenario, before.tables, request_of(o, std::move(table)), both.news);
  both.after = run::run_recorded(*model, before.summary.seed, run::number_of(before.tables),
                                 run::provenance(before.scenario, DEWLINE_VERSION), interrupted);
  if (!both.after.complete) {
    std::cerr << "interrupted: nothing is written\n";
    return kInterrupted;
  }
  both.rows = beside(before.summary.ledger, both.after.ledger);
  if (!o.out.empty()) write(o, both);
  if (o.json) print_json(o, both);
  else print(o, both);
  return kOk;
}

} // namespace dewline::apps
