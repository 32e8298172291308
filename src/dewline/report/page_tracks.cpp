// What centres held: their tracks as paths, predicted arcs and histories.
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <iterator>

#include "dewline/orbit/propagate.hpp"
#include "dewline/report/keyframes.hpp"
#include "dewline/report/page_parts.hpp"

namespace dewline::report {
namespace {

using record::EstimateRow;
using record::TrackRow;

constexpr double kArcStep_s = 120;        ///< Hermite error of free flight: 120^4 x 1.2e-5 / 384 = 6.5 m, at the surface
constexpr double kHistoryStep_s = 60;     ///< a row at least so often
constexpr double kHistoryChange = 0.05;   ///< or when a figure changed by this share
constexpr double kArcMoved = 0.5;         ///< a new arc when the fall moved by this share of its ellipse ...
constexpr double kArcMovedLeast_m = 2e3;  ///< ... and at least this
constexpr double kPathSigmas = 0.5;       ///< an estimate is drawn on while it stays this near to the newest ...
constexpr double kPathLeast_m = 50;       ///< ... or this
constexpr double kPathTolerance_m = 20;   ///< of its keyframes

/// The last of rows in order of known_s that was known at t; nullptr: none.
template <class Row>
const Row* newest(const std::vector<Row>& rows, double t_s) {
  const auto later = std::ranges::upper_bound(rows, t_s, {}, &Row::known_s);
  return later == rows.begin() ? nullptr : &*std::prev(later);
}

/// What an estimate says of another time: free flight from it.
PosVel coasted_G(const TrackRow& row, double t_s) { return orbit::kepler(state_G(row), t_s - row.t_s); }

bool still_good(const TrackRow& anchor, const TrackRow& row) {
  const double moved_m = norm(coasted_G(anchor, row.t_s).p - state_G(row).p);
  return moved_m <= std::max(kPathLeast_m, kPathSigmas * sigma_m(row));
}

/// The track as its centre believed it to be at each instant: the newest estimate that matters, flown on.
std::vector<Keyframe> believed(const earth::Orientation& orientation, const KnownTrack& track) {
  std::vector<Keyframe> out;
  const auto fly_on = [&](const TrackRow& anchor, double until_s) {
    if (!(until_s > anchor.known_s)) return;
    const auto path = [&](double t_s) { return orientation.to_E(coasted_G(anchor, t_s), time_from_s(t_s)); };
    const auto rows = keyframes(path, anchor.known_s, until_s, {.tolerance_m = kPathTolerance_m});
    out.insert(out.end(), rows.begin(), rows.end());
  };
  const TrackRow* anchor = nullptr;
  for (const TrackRow& row : track.rows) {
    if (anchor && still_good(*anchor, row)) continue;
    if (anchor) fly_on(*anchor, row.known_s);
    anchor = &row;
  }
  if (anchor) fly_on(*anchor, track.end_s);
  return out;
}

bool falls(const EstimateRow& e) { return std::isfinite(e.impact_lat_rad) && std::isfinite(e.impact_when_s); }

double apart_m(const EstimateRow& a, const EstimateRow& b) {
  return earth::course({a.impact_lat_rad, a.impact_lon_rad, 0}, {b.impact_lat_rad, b.impact_lon_rad, 0}).distance_m;
}

bool moved(const EstimateRow& old, const EstimateRow& now) {
  return apart_m(old, now) > std::max(kArcMovedLeast_m, kArcMoved * now.impact_major_m);
}

/// From the estimate on to where it meets the ground, or to the predicted time of the fall: gravity with J2, no drag.
Path arc_of(const earth::Orientation& orientation, const TrackRow& row, const EstimateRow& e, std::string id) {
  const PosVel x_E = orientation.to_E(state_G(row), time_from_s(row.t_s));
  orbit::Forces forces;
  forces.tolerance = 1e-9;
  const auto fall = orbit::impact(x_E, forces, 0, e.impact_when_s - row.t_s + 600);
  const double flight_s = fall ? fall->tof_s : e.impact_when_s - row.t_s;
  Path arc{std::move(id), {}};
  if (!(flight_s > 0)) return arc;
  const auto steps = static_cast<int>(std::ceil(flight_s / kArcStep_s));
  std::vector<double> dt_s;
  for (int i = 0; i <= steps; ++i) dt_s.push_back(flight_s * i / steps);
  const auto states = orbit::propagate(x_E, dt_s, forces, orbit::Frame::itrf);
  for (std::size_t i = 0; i < states.size(); ++i) arc.rows.push_back({row.t_s + dt_s[i], states[i]});
  return arc;
}

/// The arcs that a centre predicted for a track: a new one when the fall moved.
void add_arcs(const Subject& subject, const KnownTrack& known, const std::vector<EstimateRow>& estimates, Track& track,
              std::vector<Path>& arcs) {
  const EstimateRow* shown = nullptr;
  for (const EstimateRow& e : estimates) {
    if (shown && falls(e) && !moved(*shown, e)) continue;
    if (shown && !track.arcs.empty() && track.arcs.back().end_s > e.known_s) track.arcs.back().end_s = e.known_s;
    shown = falls(e) ? &e : nullptr;
    const TrackRow* row = shown ? row_known_at(known, e.known_s) : nullptr;
    if (row == nullptr) continue;
    Path arc = arc_of(subject.model->orientation, *row, e, track.id + "@" + std::to_string(track.arcs.size()));
    if (arc.rows.empty()) continue;
    track.arcs.push_back({arc.id, e.known_s, std::max(e.known_s, known.end_s)});
    arcs.push_back(std::move(arc));
  }
}

std::vector<TrackSpan> spans_of(const KnownTrack& known) {
  std::vector<TrackSpan> spans;
  for (const TrackRow& row : known.rows) {
    if (!spans.empty() && spans.back().status == row.status) continue;
    if (!spans.empty()) spans.back().end_s = row.known_s;
    spans.push_back({row.status, row.known_s, known.end_s});
  }
  return spans;
}

using HistoryRow = std::vector<double>;

HistoryRow history_row(const TrackRow& row, const EstimateRow* e) {
  HistoryRow out{row.known_s, row.t_s, sigma_m(row)};
  if (e && falls(*e))
    out.insert(out.end(), {e->impact_lat_rad, e->impact_lon_rad, e->impact_when_s, e->impact_major_m, e->impact_minor_m,
                           e->impact_az_rad});
  else out.resize(9, record::kNoNumber);
  if (e && std::isfinite(e->region_lat_rad) && std::isfinite(e->region_when_s))
    out.insert(out.end(), {e->region_lat_rad, e->region_lon_rad, e->region_when_s, e->region_major_m, e->region_minor_m,
                           e->region_az_rad});
  else out.resize(15, record::kNoNumber);
  return out;
}

bool differs(double a, double b) {
  if (std::isnan(a) != std::isnan(b)) return true;
  return std::abs(a - b) > kHistoryChange * std::max(std::abs(a), std::abs(b));
}

/// Has it changed enough to be worth a row? Places by the ellipse, the rest by shares.
bool worth_a_row(const HistoryRow& last, const HistoryRow& now) {
  if (now[0] - last[0] >= kHistoryStep_s || differs(last[2], now[2]) || differs(last[6], now[6]) || differs(last[7], now[7]) ||
      differs(last[12], now[12]))
    return true;
  if (std::isnan(now[3])) return false;
  return earth::course({last[3], last[4], 0}, {now[3], now[4], 0}).distance_m > 0.1 * now[6];
}

Rows history_of(const KnownTrack& known, const std::vector<EstimateRow>& estimates, const std::string& id) {
  Rows out{id, {}};
  std::size_t next = 0;
  const EstimateRow* newest = nullptr;
  for (const TrackRow& row : known.rows) {
    while (next < estimates.size() && estimates[next].known_s <= row.known_s) newest = &estimates[next++];
    HistoryRow now = history_row(row, newest);
    if (out.rows.empty() || worth_a_row(out.rows.back(), now)) out.rows.push_back(std::move(now));
  }
  return out;
}

} // namespace

double sigma_m(const TrackRow& r) {
  Eigen::Matrix3d cov;
  cov << r.cov_x_x_m2, r.cov_x_y_m2, r.cov_x_z_m2, r.cov_x_y_m2, r.cov_y_y_m2, r.cov_y_z_m2, r.cov_x_z_m2,
      r.cov_y_z_m2, r.cov_z_z_m2;
  return std::sqrt(std::max(0.0, Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(cov, Eigen::EigenvaluesOnly)
                                     .eigenvalues()
                                     .maxCoeff()));
}

PosVel state_G(const TrackRow& r) { return {{r.x_m, r.y_m, r.z_m}, {r.vx_m_s, r.vy_m_s, r.vz_m_s}}; }

std::string track_id(const TrackKey& key) {
  return key.centre + (key.from.empty() ? "" : "<" + key.from) + "/" + std::to_string(key.number);
}

std::string track_words(const TrackKey& key) {
  return "track " + std::to_string(key.number) + (key.from.empty() ? "" : " of " + key.from);
}

const TrackRow* row_known_at(const KnownTrack& track, double t_s) { return newest(track.rows, t_s); }

Estimates estimates_of(const record::RunTables& tables) {
  Estimates out;
  for (EstimateRow& e : tables.all<EstimateRow>()) {
    const TrackKey key{e.centre, e.track_of == e.centre ? "" : e.track_of, e.track};
    out[key].push_back(std::move(e));
  }
  for (auto& [key, list] : out)
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.known_s < b.known_s; });
  return out;
}

const EstimateRow* estimate_at(const Estimates& estimates, const TrackKey& track, double t_s) {
  const auto it = estimates.find(track);
  return it == estimates.end() ? nullptr : newest(it->second, t_s);
}

std::vector<std::string> history_columns() {
  return {"known_s",       "t_s",            "sigma_m",        "impact_lat_rad", "impact_lon_rad",
          "impact_when_s", "impact_major_m", "impact_minor_m", "impact_az_rad",
          "region_lat_rad", "region_lon_rad", "region_when_s", "region_major_m", "region_minor_m", "region_az_rad"};
}

TrackParts track_parts(const Subject& subject, const std::vector<KnownTrack>& known, const Estimates& estimates) {
  TrackParts parts;
  static const std::vector<EstimateRow> kNone;
  for (const KnownTrack& k : known) {
    const auto own = estimates.find(k.key);
    const auto& mine = own == estimates.end() ? kNone : own->second;
    Track t;
    t.id = track_id(k.key);
    t.centre = k.key.centre, t.from = k.key.from, t.number = k.key.number;
    t.label = track_words(k.key);
    t.object = k.object, t.num_detections = k.num_detections;
    const double confirmed_s = k.rows.back().confirmed_s;
    if (std::isfinite(confirmed_s)) t.confirmed_s = std::max(confirmed_s, k.rows.front().known_s);
    t.spans = spans_of(k);
    add_arcs(subject, k, mine, t, parts.arcs);
    parts.paths.push_back({t.id, believed(subject.model->orientation, k)});
    parts.history.push_back(history_of(k, mine, t.id));
    parts.tracks.push_back(std::move(t));
  }
  return parts;
}

} // namespace dewline::report
