// Small joint networks made by hand: centres a, b, c, two radars that see one body, links between them.
#pragma once
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/run/session.hpp"
#include "dewline/run/world.hpp"
#include "track/rig.hpp"

namespace joint {

using namespace dewline;
using net::Share;
using net::Trust;

inline constexpr double kDuration_s = 320;

/// Errors of 30 m and 0.8 mrad at 2,000 km, 20 dB, no bias, no false detection: every frame has its hit.
inline sense::RadarParams radar(double lat_deg, double lon_deg) {
  sense::RadarParams p;
  p.at = {lat_deg * rig::kDeg, lon_deg * rig::kDeg, 100};
  p.faces = {{0, 25 * rig::kDeg, 120 * rig::kDeg, {3 * rig::kDeg, 80 * rig::kDeg}}};
  p.reference_range_m = 2000e3;
  p.reference_snr_db = 20;
  p.max_range_m = 6000e3;
  p.swerling = sense::Swerling::zero;
  p.bandwidth_Hz = 299792458.0 / 2 / (30 * std::sqrt(200.0));
  p.beamwidth_rad = 0.8e-3 * 1.6 * std::sqrt(200.0);
  p.sigma_range_floor_m = p.sigma_angle_floor_rad = 0;
  p.range_bias_m = p.angle_bias_rad = p.refraction_residual = 0;
  p.num_cells = 0;
  return p;
}

/// A body in free flight that both radars see for five minutes.
inline truth::ObjectParams body() {
  const PosVel x_E = rig::orientation().to_E(rig::target(2000e3, 155, 0), {});
  const earth::Geodetic at = earth::geodetic(x_E.p);
  const Vec3 v_L = earth::enu_axes(at) * x_E.v;
  truth::ObjectParams o;
  o.launch.time_s = 0;
  o.arc = truth::ArcParams{};
  o.arc->burnout = truth::BurnoutParams{at.lat_rad, at.lon_rad, at.h_m, norm(v_L), std::atan2(v_L.x, v_L.y),
                                        std::atan2(v_L.z, std::hypot(v_L.x, v_L.y))};
  o.rcs_m2 = {{"any", 1.0}};
  return o;
}

inline warn::Condition atom(std::string text) {
  warn::Condition c;
  c.text = std::move(text);
  return c;
}

/// Centres a, b and c, radars `radar-a` at a and `radar-b` at b; c has none. Every centre alarms while it holds a radar
/// track that it calls a launch.
inline run::Scenario network() {
  run::Scenario s;
  s.name = "joint";
  s.epoch = "2026-03-20T12:00:00Z";
  s.duration_s = kDuration_s;
  s.objects["body"] = body();
  s.sensors["radar-a"] = radar(60, 30);
  s.sensors["radar-b"] = radar(60, 36);
  s.reports_to = {{"radar-a", "a"}, {"radar-b", "b"}};
  warn::RuleSetParams rules;
  rules.states = {{"quiet", "nothing"}, {"seen", "a launch is tracked"}};
  rules.raise["seen"] = atom("radar.launch_call");
  s.rules["rules"] = rules;
  for (const char* centre : {"a", "b", "c"}) s.centres[centre].rules = "rules";
  return s;
}

inline net::LinkParams& link(run::Scenario& s, const std::string& from, const std::string& to, Share share) {
  net::LinkParams& l = s.links[from + "-" + to + "-" + std::string(word(share))];
  l.from = from, l.to = to, l.share = share, l.delay_s = 2;
  return l;
}

inline run::Recorded played(const run::Scenario& s, std::uint64_t run = 0) {
  return run::run_recorded(*run::compile(s), 1, run, {});
}

template <class T>
std::string text_of(const T& value) {
  if constexpr (std::is_same_v<T, double>) return fmt::format("{:a}", value); // to the bit
  else return fmt::format("{}", value);
}
template <class Row>
std::string text_of_row(const Row& row) {
  std::string text;
  for_each_field<Row>([&](const auto& f) { text += text_of(row.*(f.member)) + "|"; });
  return text;
}

/// Every row of a table that is a centre's, to the bit.
template <class Row>
std::vector<std::string> rows_of(const run::Recorded& run, const std::string& centre) {
  std::vector<std::string> out;
  for (const Row& row : run.tables.all<Row>())
    if (row.centre == centre) out.push_back(text_of_row(row));
  return out;
}

/// Everything that a centre knows, to the bit, by table.
inline std::map<std::string, std::vector<std::string>> knowledge(const run::Recorded& run, const std::string& centre) {
  using namespace dewline::record;
  return {{"tracks", rows_of<TrackRow>(run, centre)},
          {"track_events", rows_of<TrackEventRow>(run, centre)},
          {"track_evidence", rows_of<TrackEvidenceRow>(run, centre)},
          {"estimates", rows_of<EstimateRow>(run, centre)},
          {"asset_probabilities", rows_of<AssetProbabilityRow>(run, centre)},
          {"class_probabilities", rows_of<ClassProbabilityRow>(run, centre)},
          {"alerts", rows_of<AlertRow>(run, centre)},
          {"alert_evidence", rows_of<AlertEvidenceRow>(run, centre)},
          {"reports", rows_of<ReportRow>(run, centre)},
          {"messages", rows_of<MessageRow>(run, centre)}};
}

} // namespace joint
