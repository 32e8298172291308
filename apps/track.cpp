// dewline track: the tracker on recorded detections, from a file or as they arrive.
#include "track.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "dewline/base/csv.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/io/track_config.hpp"
#include "dewline/io/track_recorded_run.hpp"
#include "dewline/record/reader.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostDefects = 20;
constexpr const char* kStream = "-";
/// What is taken for a run's objects without a configuration: they boost and coast, far away.
constexpr const char* kRunConfig =
    "{target: ballistic, motion: {model: boost-coast}, score: {cutoff: 10 km}}";

/// One call, from its options to its report.
class Work {
 public:
  explicit Work(const TrackOptions& options) : o_(options) {
    report_.name = live() ? "standard input" : fs::path(o_.detections).filename().string();
    report_.config = o_.config;
    const std::string without = is_run() ? kRunConfig : "{}";
    config_ = io::read_track_config(o_.config.empty() ? without : io::read_table_text(o_.config),
                                    config_file(), o_.sets);
    if (!o_.truth.empty()) report_.truth = truth_rows(o_.truth, num_repeated_truth_, report_.warnings);
    if (num_repeated_truth_ > 0)
      report_.warnings.push_back(fmt::format("{}: {} rows repeat an object at an instant and were left out",
                                             o_.truth, num_repeated_truth_));
  }

  int run() {
    if (live()) follow();
    else if (is_run()) read_run_folder();
    else read_file();
    if (!run_) throw std::invalid_argument(o_.detections + ": has no line that names columns");
    report_.complete = !interrupted();
    if (rows_) {
      report_.num_bad_rows = rows_->num_bad(), report_.num_silent = silent_->num_added();
      labels_ = rows_->labels();
    }
    score();
    return tell();
  }

 private:
  [[nodiscard]] bool live() const { return o_.detections == kStream; }
  [[nodiscard]] bool is_run() const { return fs::is_directory(o_.detections); }
  [[nodiscard]] std::string config_file() const {
    return o_.config.empty() ? "(no configuration)" : o_.config;
  }
  [[nodiscard]] bool rows_to_stdout() const { return live() && o_.out.empty() && !o_.json; }
  std::ostream& words() { return o_.json || rows_to_stdout() ? std::cerr : std::cout; }

  void header(std::string_view line, int number) {
    columns_ =
        io::read_track_header(line, {live() ? "standard input" : o_.detections, number, 1}, diagnostics_);
    stop_if_wrong();
    if (!columns_->unread.empty())
      report_.warnings.push_back(
          fmt::format("{}: nothing reads the columns {}", report_.name, fmt::join(columns_->unread, ", ")));
    set_up();
    rows_.emplace(*columns_, setup_.sensors);
    silent_.emplace(setup_.periods);
  }

  /// The tracker for the columns at hand; what was picked is said.
  void set_up() {
    setup_ = io::set_up(config_, *columns_, config_file());
    run_.emplace(setup_, columns_->num_values() == 2);
    report_.picks = setup_.picks;
    for (const auto& w : setup_.warnings) report_.warnings.push_back(w);
    for (const auto& pick : report_.picks) words() << pick << '\n';
    for (const auto& warning : report_.warnings) std::cerr << "warning: " << warning << '\n';
  }

  std::optional<io::TrackRow> row(std::string_view line, int number) {
    auto row = rows_->read(line, number, diagnostics_);
    if (row && !row->empty) say_first(row->plot);
    return row;
  }
  void say_first(const track::recorded::Plot& plot) {
    if (!report_.first_detection.empty()) return;
    report_.first_detection = io::in_words(*columns_, plot);
    words() << "first detection: " << report_.first_detection << '\n';
  }

  void read_file() {
    const std::string text = io::read_table_text(o_.detections);
    csv::Lines lines(text);
    if (!lines.next()) throw std::invalid_argument(o_.detections + ": is empty");
    header(lines.line(), static_cast<int>(lines.number()));
    std::vector<io::TrackRow> rows;
    while (lines.next() && diagnostics_.size() < kMostDefects)
      if (auto one = row(lines.line(), static_cast<int>(lines.number()))) rows.push_back(std::move(*one));
    stop_if_wrong();
    feed_all(silent_->filled(io::scans_of(rows)));
  }

  /// What a centre of a run received, tracked again.
  void read_run_folder() {
    const record::RunTables tables = record::read_run(find_run(o_.detections));
    io::RunDetections found = io::run_detections(tables, o_.centre, config_);
    columns_ = found.columns, config_ = found.config, labels_ = found.labels;
    words() << "tracks again what a centre of the run received: ranges, azimuths and elevations at the sites "
               "with their\n"
               "reported errors. Range rates and what a face could see (the mission's tracker uses them) are "
               "left aside.\n";
    for (const std::string& why : found.left_out) report_.warnings.push_back("left out: " + why);
    set_up();
    for (const auto& scan : found.scans)
      if (!scan.plots.empty()) say_first(scan.plots.front());
    if (report_.truth.empty()) report_.truth = io::run_truth(tables, found, *setup_.params.origin);
    feed_all(found.scans);
  }

  void feed_all(const std::vector<io::RecordedScan>& scans) {
    Progress bar("scans", scans.size());
    constexpr std::size_t kSlice = 16;
    for (std::size_t i = 0; i < scans.size() && !interrupted(); i += kSlice) {
      const auto end = std::min(i + kSlice, scans.size());
      feed(
          {scans.begin() + static_cast<std::ptrdiff_t>(i), scans.begin() + static_cast<std::ptrdiff_t>(end)});
      bar.update(end);
    }
  }

  /// Scan by scan, as lines arrive.
  void follow() {
    std::string line;
    io::ScanStream stream;
    for (int number = 1; !interrupted() && std::getline(std::cin, line); ++number) {
      if (const auto text = csv::trimmed(line); text.empty() || text.front() == '#') continue;
      if (!run_) {
        header(line, number);
        if (rows_to_stdout()) std::cout << run_->log.csv_header() << std::flush;
        continue;
      }
      if (const auto one = row(line, number)) show(silent_->filled(stream.add(*one)));
      stop_if_wrong();
    }
    if (run_) show(silent_->filled(stream.finish()));
  }

  void feed(const std::vector<io::RecordedScan>& scans) {
    run_->feed(scans);
    plotted_.add(setup_.params, scans);
  }
  void show(const std::vector<io::RecordedScan>& scans) {
    const std::size_t before = run_->log.num_rows();
    feed(scans);
    if (rows_to_stdout()) std::cout << run_->log.csv_rows(before) << std::flush;
  }

  void stop_if_wrong() const {
    if (!diagnostics_.empty()) throw io::ScenarioError(diagnostics_.sorted());
  }

  void score() {
    if (!report_.truth.empty())
      report_.score = record::score(run_->log.states(), report_.truth, setup_.score, run_->log.covariances());
    if (!labels_.empty()) report_.label_score = score_labels(run_->log, labels_);
  }

  [[nodiscard]] fs::path folder() const {
    if (!o_.out.empty()) return o_.out;
    std::string stem = fs::path(o_.detections).filename().string();
    stem = stem.substr(0, stem.find('.'));
    if (stem.empty()) stem = "run"; // a folder's name that ends in a slash
    const std::string key = (is_run() ? fs::canonical(o_.detections).string() : text_of(o_.detections)) +
                            '\n' + text_of(o_.config) + fmt::format("{}", fmt::join(o_.sets, "\n"));
    const std::string plain = fmt::format("out/{}/track-{}", stem, hex(hash64(key)).substr(0, 8));
    fs::path free = plain;
    for (int k = 2; fs::exists(free); ++k) free = fmt::format("{}-{}", plain, k);
    return free;
  }

  int tell() {
    fs::path made;
    if (!live() || !o_.out.empty()) write_track_folder(made = folder(), report_, *run_, plotted_);
    if (o_.json) {
      auto out = nlohmann::ordered_json::parse(report_json(report_, *run_));
      out["folder"] = made.string();
      std::cout << out.dump(2) << '\n';
    } else {
      words() << summary();
      if (!made.empty())
        words() << fmt::format(
            "wrote {}/   tracks.csv   tracks.parquet   associations.parquet   scores.json   "
            "tracks.svg\n",
            made.string());
    }
    if (report_.complete) return kOk;
    std::cerr << "interrupted: what was tracked until then is kept\n";
    return kInterrupted;
  }

  [[nodiscard]] std::string summary() const {
    std::string out =
        fmt::format("\n{} detections in {} scans: {} confirmed tracks, {:.3g} s in the tracker\n",
                    run_->num_detections, run_->num_scans, run_->log.num_tracks(), run_->cpu_s);
    if (const std::string bad = bad_data_words(report_, *run_); !bad.empty()) out += "data: " + bad + "\n";
    if (report_.score) out += "\n" + record::score_text(*report_.score);
    if (const auto& l = report_.label_score)
      out += fmt::format(
          "labels: {} labelled detections, {:.1f} % of them in confirmed tracks, purity {:.1f} %, {} "
          "changes of track\n",
          l->num_labelled, 100 * l->completeness, 100 * l->purity, l->num_changes);
    return out;
  }

  const TrackOptions& o_;
  io::TrackConfig config_;
  std::uint64_t num_repeated_truth_ = 0;
  io::Diagnostics diagnostics_;
  std::optional<io::TrackColumns> columns_;
  io::TrackSetup setup_;
  std::optional<io::TrackRows> rows_;
  std::optional<io::SilentScans> silent_;
  std::vector<std::string> labels_;
  std::optional<TrackRun> run_;
  PlottedDetections plotted_;
  TrackReport report_;
};

} // namespace

int track(const TrackOptions& o) {
  if (o.schema) {
    std::cout << io::track_config_schema();
    return kOk;
  }
  if (o.detections.empty())
    throw std::invalid_argument("needs a file of detections, or - for standard input");
  if (!o.out.empty() && fs::exists(o.out))
    throw std::invalid_argument("--out: " + o.out + " is there already; nothing is ever overwritten");
  catch_interrupt();
  return o.tracks.empty() ? Work(o).run() : track_put_back(o);
}

} // namespace dewline::apps
