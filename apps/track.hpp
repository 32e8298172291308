// What `dewline track` makes of a tracker's work: time spent, scores, files.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "commands.hpp"
#include "dewline/io/track_log.hpp"
#include "dewline/io/track_scans.hpp"
#include "dewline/io/track_setup.hpp"
#include "dewline/record/metrics/score.hpp"
#include "dewline/track/recorded/tracker.hpp"

namespace dewline::apps {

/// A tracker at work on scans, its time measured: inside Tracker::feed only.
class TrackRun {
 public:
  TrackRun(const io::TrackSetup& setup, bool flat);
  void feed(const std::vector<io::RecordedScan>& scans);

  io::TrackLog log;
  double cpu_s = 0;
  std::uint64_t num_scans = 0, num_detections = 0;
  Duration widest{}; ///< longest time between the first and the last row of a scan
  [[nodiscard]] const track::recorded::Counters& counters() const { return tracker_.counters(); }

 private:
  track::recorded::Tracker tracker_;
  track::recorded::Result result_;
};

/// How well tracks kept to the labels of their detections, where there is no truth to compare states with.
struct LabelScore {
  std::int64_t num_labelled = 0; ///< detections with a label
  double completeness = 0;       ///< share of them that a confirmed track took (with a probability over 1/2)
  double purity = 1;             ///< share of a track's detections that have its commonest label
  std::int64_t num_changes = 0;  ///< a label's track is another than its last one
};
LabelScore score_labels(const io::TrackLog& log, const std::vector<std::string>& labels);

/// Truth for a scorer: ids as numbers; rows of one id at one instant only once (`num_repeated` were left
/// out).
std::vector<record::StateRow> truth_rows(const std::string& file, std::uint64_t& num_repeated,
                                         std::vector<std::string>& warnings);

/// All that one call found out.
struct TrackReport {
  std::string name, config;                ///< of the detections, of the configuration; empty: none
  std::string first_detection;             ///< in words
  std::optional<record::Score> score;
  std::optional<LabelScore> label_score;
  std::vector<record::StateRow> truth;
  std::vector<std::string> picks, warnings;
  std::uint64_t num_bad_rows = 0, num_silent = 0;
  bool complete = true; ///< false: interrupted
};
std::string report_json(const TrackReport& report, const TrackRun& run);
/// What went wrong with the data, in words; empty: nothing.
std::string bad_data_words(const TrackReport& report, const TrackRun& run);

/// Detections for the picture: all, or every 2nd, 4th, 8th ... of many.
struct PlottedDetections {
  std::vector<Vec3> p_L;
  std::uint64_t num_all = 0, every = 1;
  void add(const track::recorded::Params& params, const std::vector<io::RecordedScan>& scans);
};
/// tracks.csv, tracks.parquet, associations.parquet, scores.json and tracks.svg in a new folder.
void write_track_folder(const std::filesystem::path& folder, const TrackReport& report, const TrackRun& run,
                        const PlottedDetections& detections);

/// `dewline track RUN --tracks`: another tracker in the place of a centre's own; the process's exit code.
int track_put_back(const TrackOptions& options);

} // namespace dewline::apps
