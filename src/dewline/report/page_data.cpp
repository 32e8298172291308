#include "dewline/report/page_data.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <set>

#include "dewline/base/hash.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/report/keyframes.hpp"
#include "dewline/report/page_parts.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::report {
namespace {

constexpr const char* kDisclaimer = "simulation, not real-world data";
constexpr int kCircleCorners = 72;
constexpr double kRad = 180 / std::numbers::pi;

std::string info(const record::RunTables& tables, std::string_view key) {
  for (const auto& row : tables.all<record::RunInfoRow>())
    if (row.key == key) return row.value;
  return {};
}

/// What T = 0 is: a launch at the epoch, or the epoch.
std::string zero_words(const Subject& s) {
  for (const auto& m : s.tables.all<record::MilestoneRow>())
    if (m.what == "launch" && m.t_s == 0) return "launch of " + m.object + ", " + s.scenario.epoch;
  return s.scenario.epoch;
}

About about_part(const Subject& s) {
  About a;
  a.title = s.scenario.title, a.question = s.scenario.question, a.purpose = s.scenario.purpose;
  a.scenario = s.scenario.name, a.epoch_utc = s.scenario.epoch;
  a.zero = s.scenario.epoch, a.zero_true = zero_words(s);
  a.duration_s = s.scenario.duration_s, a.until_s = s.summary.until_s, a.complete = s.summary.complete;
  a.headline = s.summary.headline, a.luck = luck_part(s);
  a.seed = s.summary.seed, a.repeats = s.summary.repeats;
  const std::string run = info(s.tables, "run");
  std::from_chars(run.data(), run.data() + run.size(), a.run);
  a.program_version = s.summary.version;
  a.scenario_hash = hex(s.summary.scenario_hash), a.tables_hash = hex(s.summary.tables_hash);
  a.disclaimer = kDisclaimer;
  for (const auto& row : s.tables.all<record::RunInfoRow>()) a.made_with.push_back({row.key, row.value});
  return a;
}

/// The turn of the Earth as a picture needs it: about z alone, at a constant rate.
Earth earth_part(const Subject& s) {
  const Mat3 R_EG = s.model->orientation.R_EG(Time{});
  return {earth::kA_m, earth::kF, std::atan2(R_EG(0, 1), R_EG(0, 0)), norm(s.model->orientation.omega_E())};
}

std::string word_or_nothing(const std::map<std::string, std::string>& words, const std::string& key) {
  const auto it = words.find(key);
  return it == words.end() ? std::string() : it->second;
}

std::vector<Centre> centres_part(const Subject& s) {
  std::vector<Centre> out;
  for (const auto& [id, params] : s.scenario.centres) {
    Centre c{id, centre_headline(s, id), params.rules, {}, {}};
    if (const auto rules = s.scenario.rules.find(params.rules); rules != s.scenario.rules.end()) {
      c.rules_doc = rules->second.doc;
      for (const auto& state : states_in_order(rules->second))
        c.states.push_back({state, rules->second.states.at(state), word_or_nothing(rules->second.resembles, state)});
    }
    out.push_back(std::move(c));
  }
  return out;
}

/// Which symbol stands for an object: by what it is called, else by how it flies.
std::string symbol_of(const truth::ObjectParams& object) {
  const auto named = [&](std::string_view word) { return object.kind.find(word) != std::string::npos; };
  if (named("rocket") || named("launcher") || named("booster")) return "rocket";
  if (named("satellite") || object.orbit || object.shell || object.elements) return "satellite";
  if (named("missile") || named("icbm") || object.arc || object.boost) return "missile";
  if (named("aircraft") || named("fighter") || named("drone") || named("liner")) return "aircraft";
  return object.file ? "rocket" : "aircraft";
}

std::vector<TrueObject> objects_part(const Subject& s) {
  std::map<std::string, std::vector<Milestone>> milestones;
  for (const auto& m : s.tables.all<record::MilestoneRow>())
    milestones[m.object].push_back({m.what, m.t_s, m.lat_rad, m.lon_rad, m.h_m});
  const truth::State state = truth::start(s.model->truth);
  const truth::View view(s.model->truth, state);
  std::vector<TrueObject> out;
  for (std::uint32_t i = 0; i < view.num_objects(); ++i) {
    const std::string& name = s.model->truth.name({i});
    const auto& params = s.scenario.objects.at(s.model->truth.entry({i}));
    const double born_s = seconds(view.born({i})); // perhaps after the end of the run: then it is never there
    const double end_s = std::max(born_s, std::min(seconds(view.ended({i})), s.summary.until_s));
    out.push_back({name, params.kind, symbol_of(params), born_s, end_s, milestones[name]});
  }
  return out;
}

Face face_of(const sense::Coverage& c) {
  const auto number = [](double v) { return std::isfinite(v) ? Number(v) : std::nullopt; };
  return {c.az_start_rad,
          c.az_width_rad,
          c.el_min_rad,
          c.el_max_rad,
          number(c.fence_min_rad),
          number(c.fence_max_rad),
          c.range_min_m,
          c.range_max_m,
          number(c.reference_range_m)};
}

using TimedPlace = std::array<double, 4>; // t_s, then the Earth-fixed place

TimedPlace place_at(const sense::Sensor& sensor, double t_s) {
  const Vec3 p_E = sensor.p_ES_E(time_from_s(t_s));
  return {t_s, p_E.x, p_E.y, p_E.z};
}

/// Appends what lies between out.back() and `to`, and `to`: the straight line is halved until its middle is near.
void add_places(const sense::Sensor& sensor, const TimedPlace& to, std::vector<TimedPlace>& out) {
  constexpr double kNear_m = 500, kLeast_s = 1;
  const TimedPlace from = out.back(), middle = place_at(sensor, 0.5 * (from[0] + to[0]));
  const auto off = [&](std::size_t i) { return middle[i] - 0.5 * (from[i] + to[i]); };
  if (std::hypot(off(1), off(2), off(3)) > kNear_m && to[0] - from[0] > kLeast_s) {
    add_places(sensor, middle, out);
    add_places(sensor, to, out);
  } else {
    out.push_back(to);
  }
}

/// Where a satellite is: at least every five minutes, and so densely that straight lines are within 1 km of it.
std::vector<TimedPlace> places_of(const sense::Sensor& sensor, Time end) {
  constexpr double kStep_s = 300;
  const double end_s = seconds(end);
  const auto steps = std::max(1, static_cast<int>(std::ceil(end_s / kStep_s)));
  std::vector<TimedPlace> out{place_at(sensor, 0)};
  for (int i = 1; i <= steps; ++i) add_places(sensor, place_at(sensor, end_s * i / steps), out);
  return out;
}

std::vector<Sensor> sensors_part(const Subject& s) {
  std::vector<Sensor> out;
  for (std::size_t i = 0; i < s.model->sensors.size(); ++i) {
    const std::string& id = s.model->context.sensors[i];
    const sense::Sensor& sensor = s.model->sensors[i];
    const auto at = earth::geodetic(sensor.p_ES_E(Time{}));
    const auto centres = reports_to(s.scenario, id);
    const std::string kind(word(sensor.kind()));
    Sensor one{id, kind, sensor.kind() == sense::Kind::infrared ? "satellite" : "radar",
               {centres.begin(), centres.end()}, at.lat_rad, at.lon_rad, at.h_m, seconds(sensor.revisit()), {}, {}};
    if (sensor.infrared() != nullptr) one.places = places_of(sensor, s.model->end);
    else
      for (const sense::Coverage& face : sensor.coverage(Time{})) one.faces.push_back(face_of(face));
    out.push_back(std::move(one));
  }
  return out;
}

using Ring = std::vector<std::array<double, 2>>;

Ring ring_of(const std::vector<earth::PlaceParams>& corners) {
  Ring ring;
  for (const auto& corner : corners) {
    const auto at = earth::to_geodetic(corner);
    ring.push_back({at.lon_rad * kRad, at.lat_rad * kRad});
  }
  if (!ring.empty()) ring.push_back(ring.front());
  return ring;
}

Ring circle(const warn::AssetParams& a) {
  Ring ring;
  for (int i = 0; i <= kCircleCorners; ++i) {
    const double az_rad = 2 * std::numbers::pi * (i % kCircleCorners) / kCircleCorners;
    const auto at = earth::destination({*a.lat_rad, *a.lon_rad, 0}, az_rad, *a.radius_m);
    ring.push_back({at.lon_rad * kRad, at.lat_rad * kRad});
  }
  return ring;
}

std::vector<Asset> assets_part(const Subject& s) {
  std::vector<Asset> out;
  for (const auto& [id, params] : s.scenario.assets) {
    Asset a{id, params.of, {}};
    if (!params.polygon.empty()) a.outlines_deg.push_back(ring_of(params.polygon));
    for (const auto& outline : params.polygons) a.outlines_deg.push_back(ring_of(outline.vertices));
    if (params.lat_rad && params.lon_rad && params.radius_m) a.outlines_deg.push_back(circle(params));
    out.push_back(std::move(a));
  }
  return out;
}

std::vector<Sighting> sightings_part(const Subject& s) {
  std::vector<Sighting> out;
  for (const auto& w : s.tables.all<record::WindowRow>())
    out.push_back({w.sensor, w.object, w.begin_s, w.end_s, w.opened_by, w.closed_by});
  return out;
}

/// Rows of one object between its birth and its end in the run. At a corner of its path stand two rows, one with the
/// velocity before it and one with that after.
std::vector<Keyframe> truth_rows(const truth::View& view, ObjectId id, std::vector<Time> corners, Time end) {
  const Time begin = view.born(id);
  corners.push_back(end);
  std::vector<Keyframe> rows;
  Time from = begin;
  for (const Time to : corners) {
    if (to <= from || to > end) continue;
    const Time last = to == end ? to : to - kTick; // still on this side of the corner
    const auto state_at = [&](double t_s) { return view.state_E(id, std::clamp(time_from_s(t_s), from, last)); };
    for (const Keyframe& row : keyframes(state_at, seconds(from), seconds(to))) rows.push_back(row);
    from = to;
  }
  return rows;
}

std::vector<Path> truth_paths(const Subject& s) {
  const truth::State state = truth::start(s.model->truth);
  const truth::View view(s.model->truth, state);
  std::vector<Path> out;
  for (std::uint32_t i = 0; i < view.num_objects(); ++i) {
    const Time end = std::min(view.ended({i}), time_from_s(s.summary.until_s));
    out.push_back({s.model->truth.name({i}), truth_rows(view, {i}, s.model->truth.path({i}).corners(), end)});
  }
  return out;
}

void add_chunk(RunPage& page, std::map<std::string, std::string>& chunks, const std::string& name, ChunkKind kind,
               bool truth, std::string bytes) {
  page.chunks.push_back({name, kind, truth, static_cast<Int>(bytes.size())});
  chunks[name] = std::move(bytes);
}

} // namespace

std::vector<std::string> states_in_order(const warn::RuleSetParams& rules) {
  if (!rules.order.empty()) return rules.order;
  std::vector<std::string> out;
  for (const auto& [state, meaning] : rules.states)
    out.insert(rules.raise.contains(state) ? out.end() : out.begin(), state);
  return out;
}

std::int64_t level_of(const run::Scenario& scenario, const std::string& centre, const std::string& state) {
  const auto params = scenario.centres.find(centre);
  if (params == scenario.centres.end()) return 0;
  const auto rules = scenario.rules.find(params->second.rules);
  if (rules == scenario.rules.end()) return 0;
  const auto states = states_in_order(rules->second);
  const auto it = std::ranges::find(states, state);
  return it == states.end() ? 0 : it - states.begin();
}

std::set<std::string> reports_to(const run::Scenario& scenario, const std::string& sensor) {
  std::set<std::string> centres;
  if (const auto to = scenario.reports_to.find(sensor); to != scenario.reports_to.end()) centres.insert(to->second);
  for (const auto& [name, link] : scenario.links)
    if (link.from == sensor && link.share == net::Share::detections) centres.insert(link.to);
  return centres;
}

RunPage run_page(const Subject& s, std::map<std::string, std::string>& chunks) {
  const auto known = known_tracks(s);
  const auto estimates = estimates_of(s.tables);
  auto tracks = track_parts(s, known, estimates);
  auto detections = detection_parts(s);
  RunPage p;
  p.about = about_part(s);
  p.about.num_detections = detections.num, p.about.num_detections_kept = detections.num_kept;
  p.earth = earth_part(s);
  p.centres = centres_part(s);
  p.objects = objects_part(s);
  p.sensors = sensors_part(s);
  for (const auto& [id, link] : s.scenario.links)
    p.links.push_back({id, link.from, link.to, std::string(word(link.share)), link.delay_s});
  p.assets = assets_part(s);
  p.tracks = std::move(tracks.tracks);
  p.contacts = std::move(detections.contacts);
  p.sightings = sightings_part(s);
  p.ledger = ledger_part(s, estimates);
  p.record = record_part(s);
  p.alerts = alert_part(s);
  p.events = event_part(s);
  p.moments = moment_part(s, known, estimates);
  p.classes = class_part();
  p.assessments = assessment_words();
  p.judgements = judgement_part(estimates);
  p.messages = message_part(s);
  p.comparison = comparison_part(s);
  p.false_alerts = s.false_alerts;
  p.trust = trust_part(s);
  add_chunk(p, chunks, "truth", ChunkKind::paths, true, paths_chunk(truth_paths(s)));
  add_chunk(p, chunks, "tracks", ChunkKind::paths, false, paths_chunk(tracks.paths));
  add_chunk(p, chunks, "arcs", ChunkKind::paths, false, paths_chunk(tracks.arcs));
  add_chunk(p, chunks, "history", ChunkKind::table, false, table_chunk(history_columns(), tracks.history));
  add_chunk(p, chunks, "probabilities", ChunkKind::table, false,
            table_chunk(probability_columns(), probability_rows(s.tables)));
  add_chunk(p, chunks, "detections", ChunkKind::table, false, table_chunk(detection_columns(), detections.rows));
  add_chunk(p, chunks, "classes", ChunkKind::table, false, table_chunk(class_columns(), class_rows(s.tables)));
  add_chunk(p, chunks, "threats", ChunkKind::table, false, table_chunk(threat_columns(), threat_rows(s.tables)));
  add_chunk(p, chunks, "asset_threats", ChunkKind::table, false,
            table_chunk(asset_threat_columns(), asset_threat_rows(s.tables)));
  return p;
}

PageData page_data(const Subject& subject) {
  PageData data;
  const RunPage page = run_page(subject, data.chunks);
  data.run_json = page_json(page);
  return data;
}

} // namespace dewline::report
