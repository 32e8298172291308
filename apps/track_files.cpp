// The files of `dewline track`, and its report as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "dewline/record/summary.hpp"
#include "dewline/record/writer.hpp"
#include "dewline/report/figure_tracks.hpp"
#include "dewline/track/recorded/prior.hpp"
#include "paths.hpp"
#include "track.hpp"

namespace dewline::apps {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kMostDots = 8000;

Json counters_json(const TrackReport& report, const TrackRun& run) {
  const auto& c = run.counters();
  return {{"bad_rows", report.num_bad_rows},
          {"bad_detections", c.num_bad_plots},
          {"repeated_detections", c.num_repeated_plots},
          {"scans_out_of_order", c.num_out_of_order},
          {"scans_added_as_empty", report.num_silent},
          {"singular_updates", c.num_singular},
          {"tracks_started", c.num_started},
          {"tracks_confirmed", c.num_confirmed},
          {"tracks_ended", c.num_ended}};
}

/// Places of ids in order of time, as curves with their names.
template <class Rows>
std::vector<report::DrawnTrack> curves(const Rows& rows, const char* prefix) {
  std::map<std::int64_t, report::DrawnTrack> by_id;
  for (const record::StateRow& row : rows) {
    auto& curve = by_id[row.id];
    curve.name = fmt::format("{}{}", prefix, row.id);
    curve.places.push_back({row.x.p.x, row.x.p.y});
  }
  std::vector<report::DrawnTrack> out;
  for (auto& [id, curve] : by_id) out.push_back(std::move(curve));
  return out;
}

report::DrawnTracks drawing(const TrackReport& report, const TrackRun& run,
                            const PlottedDetections& detections) {
  report::DrawnTracks d;
  d.title = fmt::format("{}: {} tracks", report.name, run.log.num_tracks());
  d.subtitle = fmt::format("{} detections in {} scans{}", run.num_detections, run.num_scans,
                           detections.p_L.size() < detections.num_all
                               ? fmt::format("; {} of them drawn", detections.p_L.size())
                               : "");
  d.foot = report.score ? fmt::format("mean GOSPA {:.1f} m ({})", report.score->mean.gospa_m,
                                      record::conditions(report.score->params))
                        : report.picks.front();
  for (const Vec3& p : detections.p_L) d.detections.push_back({p.x, p.y});
  d.tracks = curves(run.log.states(), "");
  d.truth = curves(report.truth, "");
  return d;
}

} // namespace

std::string report_json(const TrackReport& report, const TrackRun& run) {
  Json out;
  out["file"] = report.name, out["config"] = report.config, out["complete"] = report.complete;
  out["first_detection"] = report.first_detection;
  out["detections"] = run.num_detections, out["scans"] = run.num_scans, out["tracks"] = run.log.num_tracks();
  out["tracker_cpu_s"] = run.cpu_s;
  out["detections_per_cpu_s"] =
      run.cpu_s > 0 ? Json(static_cast<double>(run.num_detections) / run.cpu_s) : Json();
  out["picks"] = report.picks, out["warnings"] = report.warnings;
  out["counters"] = counters_json(report, run);
  out["scores"] = report.score ? Json::parse(record::score_json(*report.score)) : Json();
  if (const auto& l = report.label_score)
    out["label_scores"] = {{"labelled_detections", l->num_labelled},
                           {"completeness", l->completeness},
                           {"purity", l->purity},
                           {"track_changes", l->num_changes}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string bad_data_words(const TrackReport& report, const TrackRun& run) {
  std::string out;
  const auto say = [&](std::uint64_t n, const char* what) {
    if (n > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, what);
  };
  const auto& c = run.counters();
  say(report.num_bad_rows + c.num_bad_plots, "rows that are not finite or out of range left out");
  say(c.num_repeated_plots, "repeated detections left out");
  say(c.num_out_of_order, "scans older than the newest left out");
  say(report.num_silent, "scans that the file leaves out counted as empty");
  say(c.num_singular, "updates left out for a singular covariance");
  if (run.widest > Duration{})
    out += fmt::format("{}rows of one scan up to {:g} s apart: all taken midway", out.empty() ? "" : ", ",
                       seconds(run.widest));
  return out;
}

void PlottedDetections::add(const track::recorded::Params& params,
                            const std::vector<io::RecordedScan>& scans) {
  for (const auto& scan : scans)
    for (const auto& plot : scan.plots) {
      if (num_all++ % every != 0) continue;
      const VecN<3> p = track::recorded::place(params.sensors[scan.sensor], plot).mean;
      p_L.push_back({p[0], p[1], p[2]});
      if (p_L.size() <= kMostDots) continue;
      for (std::size_t i = 0; 2 * i < p_L.size(); ++i) p_L[i] = p_L[2 * i];
      p_L.resize((p_L.size() + 1) / 2);
      every *= 2;
    }
}

void write_track_folder(const std::filesystem::path& folder, const TrackReport& report, const TrackRun& run,
                        const PlottedDetections& detections) {
  write_folder_whole(folder, [&](const std::filesystem::path& partial) {
    record::write_whole(partial / "tracks.csv", run.log.csv_header() + run.log.csv_rows(0));
    record::write_parquet(run.log.tracks(), partial / "tracks.parquet");
    record::write_parquet(run.log.associations(), partial / "associations.parquet");
    record::write_whole(partial / "scores.json", report_json(report, run) + "\n");
    record::write_whole(partial / "tracks.svg", report::draw_tracks(drawing(report, run, detections)));
  });
}

} // namespace dewline::apps
