#include "dewline/io/track_recorded_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

namespace dewline::io {
namespace {

using record::CoverageRow;
using record::DetectionRow;
using record::ScanRow;

TrackColumns polar_columns() {
  TrackColumns c;
  c.file = "run.duckdb";
  c.measures = track::recorded::Measures::range_azimuth_elevation;
  c.sensor = 0;                               // rows say who saw them ...
  for (auto& stated : c.sigma) stated = {0};  // ... and how well
  return c;
}

std::string known_centre(const record::RunTables& run, const std::string& wanted) {
  std::set<std::string> centres;
  for (const auto& row : run.all<ScanRow>())
    if (!row.centre.empty() && std::isfinite(row.known_s)) centres.insert(row.centre);
  if (centres.empty()) throw std::invalid_argument("the run has no scan that reached a centre");
  if (wanted.empty()) return *centres.begin();
  if (centres.contains(wanted)) return wanted;
  throw std::invalid_argument(
      fmt::format("--centre: no scan reached `{}`; there are: {}", wanted, fmt::join(centres, ", ")));
}

/// By id: what the run says of the sensors that report ranges and angles from a site (of a radar's first
/// face).
std::map<std::string, CoverageRow> sites_of(const record::RunTables& run) {
  std::map<std::string, CoverageRow> sites;
  for (const auto& row : run.all<CoverageRow>())
    if (row.kind == "radar" || row.kind == "feed") sites.emplace(row.sensor, row);
  return sites;
}

/// Site and azimuths are the run's; so are false detections and the probability of detection where nobody
/// says more: both are those on boresight, of the reference target at its range. Per unit of u and v or per
/// rad2 is the same there.
TrackSensorConfig sensor_of(TrackSensorConfig sensor, const CoverageRow& row) {
  sensor.site = TrackSite{earth::PlaceParams{row.lat_rad, row.lon_rad, row.h_m}};
  sensor.azimuth = sense::Azimuth::north_clockwise;
  if (!sensor.clutter_density && !sensor.false_per_scan && row.clutter_density > 0)
    sensor.clutter_density = row.clutter_density;
  if (!sensor.prob_detect) sensor.prob_detect = std::clamp(row.prob_detect, 0.1, 0.99);
  return sensor;
}

track::recorded::Plot plot_of(const DetectionRow& d, std::uint32_t row) {
  return {row, {d.range_m, north_clockwise(d.az_rad, sense::Azimuth::north_clockwise), d.el_rad, 0},
          {d.sigma_range_m, d.sigma_az_rad, d.sigma_el_rad, 0}};
}

/// Cubic between two samples that carry places and velocities.
PosVel between(const record::TruthSampleRow& a, const record::TruthSampleRow& b, double t_s) {
  const double h = b.t_s - a.t_s, s = h > 0 ? (t_s - a.t_s) / h : 0;
  const Vec3 p0{a.x_m, a.y_m, a.z_m}, p1{b.x_m, b.y_m, b.z_m};
  const Vec3 v0 = h * Vec3{a.vx_m_s, a.vy_m_s, a.vz_m_s}, v1 = h * Vec3{b.vx_m_s, b.vy_m_s, b.vz_m_s};
  const double rise = s * s * (3 - 2 * s), bend0 = s * (1 - s) * (1 - s), bend1 = s * s * (s - 1);
  const Vec3 p = p0 + rise * (p1 - p0) + bend0 * v0 + bend1 * v1;
  if (!(h > 0)) return {p0, {a.vx_m_s, a.vy_m_s, a.vz_m_s}};
  return {p, (6 * s * (1 - s) * (p1 - p0) + (1 - s) * (1 - 3 * s) * v0 + s * (3 * s - 2) * v1) / h};
}

/// When an object can be seen by one of these sensors.
using Spans = std::map<std::string, std::vector<std::pair<double, double>>>;
Spans visible(const record::RunTables& run, const TrackConfig& config) {
  Spans spans;
  for (const auto& w : run.all<record::WindowRow>())
    if (config.sensors.contains(w.sensor)) spans[w.object].emplace_back(w.begin_s, w.end_s);
  return spans;
}

using Frames = std::map<std::pair<std::string, std::int64_t>, RecordedScan>; ///< by sensor and frame

/// The frames that reached the centre, still without plots; each sensor that made one joins the
/// configuration.
Frames frames_of(const record::RunTables& run, const std::string& centre, const TrackConfig& config,
                 RunDetections& out) {
  const auto sites = sites_of(run);
  Frames frames;
  std::set<std::string> blind;
  out.config.sensors.clear();
  for (const auto& row : run.all<ScanRow>()) {
    if (row.centre != centre || !std::isfinite(row.known_s)) continue;
    if (!sites.contains(row.sensor)) {
      blind.insert(row.sensor);
      continue;
    }
    const auto given = config.sensors.find(row.sensor);
    out.config.sensors[row.sensor] =
        sensor_of(given == config.sensors.end() ? config.every : given->second, sites.at(row.sensor));
    frames[{row.sensor, row.frame}] = {time_from_s((row.begin_s + row.t_s) / 2), 0, row.frame, {}, {}};
  }
  for (const std::string& id : blind)
    out.left_out.push_back(id + ": has lines of sight or places, not ranges from a site");
  return frames;
}

/// A frame with plots is of their time: it begins with the first and is as long as the last says.
void add_plots(const record::RunTables& run, const std::string& centre, Frames& frames, RunDetections& out) {
  std::map<std::string, std::string> labels;
  for (const auto& l : run.all<record::LabelRow>())
    labels.emplace(l.detection, l.object == record::kNoObject ? "" : l.object);
  for (const auto& d : run.all<DetectionRow>()) {
    const auto frame = frames.find({d.sensor, d.frame});
    if (d.centre != centre || frame == frames.end() || !std::isfinite(d.range_m)) continue;
    RecordedScan& scan = frame->second;
    const Time t = time_from_s(d.t_s);
    const Time first = scan.plots.empty() ? t : std::min(scan.time, t);
    const Time last = scan.plots.empty() ? t : std::max(scan.time + scan.spread, t);
    scan.time = first, scan.spread = last - first;
    scan.plots.push_back(plot_of(d, static_cast<std::uint32_t>(out.names.size())));
    out.names.push_back(d.detection);
    out.labels.push_back(labels[d.detection]);
  }
}

} // namespace

RunDetections run_detections(const record::RunTables& run, const std::string& wanted,
                             const TrackConfig& config) {
  const std::string centre = known_centre(run, wanted);
  RunDetections out{polar_columns(), config, {}, {}, {}, {}};
  Frames frames = frames_of(run, centre, config, out);
  for (const auto& [id, sensor] : config.sensors)
    if (!out.config.sensors.contains(id))
      throw std::invalid_argument("sensors." + id + ": no scan of such a sensor reached " + centre);
  if (frames.empty())
    throw std::invalid_argument(centre + " received no ranges from a site: there is nothing to track");
  add_plots(run, centre, frames, out);
  for (auto& [key, scan] : frames) {
    scan.time += scan.spread / 2;
    scan.sensor = static_cast<std::uint32_t>(
        std::distance(out.config.sensors.begin(), out.config.sensors.find(key.first)));
    out.scans.push_back(std::move(scan));
  }
  std::ranges::stable_sort(out.scans, {}, [](const RecordedScan& s) { return std::tuple(s.time, s.sensor); });
  return out;
}

std::vector<record::StateRow> run_truth(const record::RunTables& run, const RunDetections& detections,
                                        const track::recorded::Origin& axes) {
  std::map<std::string, std::vector<record::TruthSampleRow>> samples;
  for (auto& row : run.all<record::TruthSampleRow>()) samples[row.object].push_back(row);
  const Spans spans = visible(run, detections.config);
  std::set<Time> times;
  for (const auto& scan : detections.scans) times.insert(scan.time);
  std::vector<record::StateRow> out;
  std::int64_t id = 0;
  for (const auto& [object, path] : samples) {
    const auto seen = spans.find(object);
    for (const Time t : seen == spans.end() ? std::set<Time>{} : times) {
      const auto inside = [&](const auto& span) {
        return seconds(t) >= span.first && seconds(t) <= span.second;
      };
      const auto next = std::ranges::upper_bound(path, seconds(t), {}, &record::TruthSampleRow::t_s);
      if (next == path.begin() || next == path.end() || std::ranges::none_of(seen->second, inside)) continue;
      const PosVel x_E = between(*(next - 1), *next, seconds(t));
      out.push_back({t, id, {axes.R_LE * (x_E.p - axes.p_EL_E), axes.R_LE * x_E.v}});
    }
    ++id;
  }
  return out;
}

} // namespace dewline::io
