// The ledger, the record beside it, alerts with their evidence, and the list of events.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>
#include <tuple>

#include "dewline/record/ledger.hpp"
#include "dewline/record/words.hpp"
#include "dewline/report/page_parts.hpp"

namespace dewline::report {
namespace {

using record::LedgerRow;

constexpr std::size_t kMaxEvidence = 40; ///< detections of one alert step in a page, the newest

Number number(double v) { return std::isfinite(v) ? Number(v) : std::nullopt; }
/// Truth, and what became of letters: a sender gets no receipt, and nobody knows of word that never came.
bool nobody_knows(const LedgerRow& row) {
  return row.truth || row.step == "delivered" || (row.step == "told" && !row.happened);
}
double shown_s(const LedgerRow& row) { return row.truth ? row.t_s : row.known_s; }

PageBand page_band(const record::Band& b) {
  PageBand out{b.share.happened, b.share.runs, b.share.low, b.share.high, {}, {}, {}, {}};
  out.low_s = number(b.known_s.low), out.median_s = number(b.known_s.median), out.high_s = number(b.known_s.high);
  for (const auto& [words, n] : b.missing) out.missing.push_back({words, n});
  return out;
}

/// What names a step, in the ledger as in its bands.
using StepKey = std::array<std::string_view, 5>;
StepKey key_of(const LedgerRow& row) {
  return {row.centre, row.object, row.step, row.state, row.step == "delivered" ? row.other : std::string_view()};
}
StepKey key_of(const record::Band& band) { return {band.centre, band.object, band.step, band.state, band.other}; }

Number to_predicted(const Estimates& estimates, const LedgerRow& row, const TrackKey& track) {
  if (nobody_knows(row) || !row.happened) return {};
  const auto* e = estimate_at(estimates, track, row.known_s);
  return e ? number(e->impact_when_s - row.known_s) : Number{};
}

/// With the other centre, where there is one.
std::string whole_label(const LedgerRow& row) {
  const std::string label = step_label(row.step, row.state);
  return row.other.empty() ? label : label + (row.step == "delivered" ? " to " : ", by ") + row.other;
}

PageStep step_of(const LedgerRow& row, const TrackKey& track) {
  PageStep s;
  s.centre = row.centre, s.object = row.object, s.step = row.step, s.state = row.state;
  s.other = row.other, s.label = whole_label(row);
  s.truth = nobody_knows(row), s.happened = row.happened;
  s.t_s = number(s.truth ? shown_s(row) : row.t_s), s.known_s = s.truth ? Number{} : number(row.known_s);
  s.to_impact_s = number(row.to_impact_s);
  s.sensor = row.sensor, s.track = own_number(track), s.evidence = row.evidence;
  s.waited_for = row.waited_for, s.waited_for_known = known_words(row);
  s.limit_param = row.limit_param, s.missing = row.missing;
  return s;
}

/// The first row of a step that happened, else the first.
const LedgerRow* modelled(const std::vector<LedgerRow>& ledger, const run::RecordStep& step) {
  const LedgerRow* best = nullptr;
  for (const auto& row : ledger)
    if (row.centre == step.centre && row.step == step.step && (step.object.empty() || row.object == step.object))
      if (best == nullptr || (!best->happened && row.happened)) best = &row;
  return best;
}

/// What of an object's inputs was tuned, for steps of its flight.
std::string fitted_words(const run::Scenario& scenario, const std::string& object) {
  std::string out;
  const std::string entry = "objects." + object.substr(0, object.find('/')) + "."; // of a part: its object's
  for (const auto& [path, note] : scenario.notes)
    if (note.grade == run::Grade::fitted && path.starts_with(entry))
      out += (out.empty() ? "" : "; ") + path + " to " + note.fitted_to;
  return out;
}

using Detections = std::map<std::pair<std::string, std::string>, record::DetectionRow>;
Detections detections_by_name(const record::RunTables& tables) {
  Detections out;
  for (auto& d : tables.all<record::DetectionRow>()) {
    const std::pair key(d.centre, d.detection);
    out.emplace(key, std::move(d));
  }
  return out;
}

Evidence evidence_of(const record::AlertEvidenceRow& row, const Detections& detections) {
  Evidence e;
  e.stance = row.stance == "against" ? Stance::speaks_against : Stance::speaks_for;
  e.track = row.track, e.words = row.words, e.detection = row.detection;
  if (row.track > 0 && !row.words.empty() && row.words != "track of " + row.centre) { // another's: not among its own
    e.words = fmt::format("track {}{}", row.track, row.words.substr(row.words.find(' ')));
    e.track = 0;
  }
  const auto it = detections.find({row.centre, row.detection});
  if (it == detections.end()) return e;
  const auto& d = it->second;
  e.sensor = d.sensor, e.known_s = number(d.known_s), e.t_s = number(d.t_s), e.range_m = number(d.range_m);
  e.az_rad = number(d.az_rad), e.el_rad = number(d.el_rad), e.snr_db = number(d.snr_db);
  return e;
}

using AlertKey = std::tuple<std::string, std::int64_t, std::string, std::string, double>;

PageAlert alert_of(const record::AlertRow& row) {
  PageAlert a;
  a.centre = row.centre, a.raised_by = row.raised_by, a.number = row.number, a.state = row.state, a.step = row.step;
  a.level = row.level, a.label = step_label(row.step, row.state);
  a.t_s = row.t_s, a.known_s = row.known_s;
  a.due_s = row.due_s > row.t_s ? number(row.due_s) : Number{};
  a.because = row.because, a.waited_for = row.waited_for, a.limit_param = row.limit_param;
  a.num_for = row.num_for, a.num_against = row.num_against;
  return a;
}

void add_evidence(PageAlert& alert, std::vector<Evidence> all) {
  std::size_t hits = static_cast<std::size_t>(std::ranges::count_if(all, [](const auto& e) { return !e.detection.empty(); }));
  for (Evidence& e : all) {
    if (e.track > 0 && !std::ranges::count(alert.tracks, e.track)) alert.tracks.push_back(e.track);
    const bool too_many = !e.detection.empty() && hits-- > kMaxEvidence; // the oldest go
    if (!too_many) alert.evidence.push_back(std::move(e));
  }
}

Happening of_step(const LedgerRow& row, const TrackKey& track) {
  Happening h;
  h.kind = row.step, h.truth = nobody_knows(row), h.centre = h.truth ? "" : row.centre;
  h.t_s = h.truth ? shown_s(row) : row.t_s, h.known_s = shown_s(row), h.track = own_number(track), h.object = row.object, h.sensor = row.sensor;
  h.state = row.state;
  h.words = whole_label(row) + (row.sensor.empty() ? "" : ", " + row.sensor);
  return h;
}

/// Truth's steps stand in every centre's ledger; one event is enough.
void add_ledger_events(const Subject& subject, std::vector<Happening>& out) {
  std::set<std::tuple<std::string, std::string, std::string, double>> seen;
  const AlertTracks alerts = alert_tracks(subject.tables);
  for (const auto& row : subject.summary.ledger) {
    if (!row.happened || !std::isfinite(shown_s(row))) continue;
    if (nobody_knows(row) && !seen.insert({row.object, row.step, row.sensor, row.t_s}).second) continue;
    out.push_back(of_step(row, track_of(alerts, row)));
  }
}

void add_apogees(const Subject& subject, std::vector<Happening>& out) {
  for (const auto& m : subject.tables.all<record::MilestoneRow>()) {
    if (m.what != "apogee") continue;
    Happening h;
    h.kind = "apogee", h.truth = true, h.t_s = h.known_s = m.t_s, h.object = m.object;
    h.words = fmt::format("highest point, {:.0f} km", m.h_m / 1e3);
    out.push_back(h);
  }
}

/// What the ledger, which keeps the first of each step, leaves out: a track that comes back or is dropped.
void add_track_changes(const Subject& subject, std::vector<Happening>& out) {
  std::set<std::pair<std::string, std::int64_t>> confirmed; // most others are false, come and go, and tell nothing
  for (const auto& e : subject.tables.all<record::TrackEventRow>()) {
    if (e.change == "confirmed") confirmed.insert({e.centre, e.track});
    const bool ended = e.change == "deleted" || e.change == "merged";
    if ((e.change != "reacquired" && !ended) || !confirmed.contains({e.centre, e.track})) continue;
    Happening h;
    h.kind = e.change, h.centre = e.centre, h.t_s = e.t_s, h.known_s = e.known_s, h.track = e.track;
    h.words = fmt::format("track {} {}", e.track, e.change == "deleted" ? "dropped" : e.change);
    if (e.change == "merged") h.words += fmt::format(" into track {}", e.other);
    out.push_back(h);
  }
}

/// Alerts of other centres, and the later ones of its own.
void add_other_alerts(const Subject& subject, std::vector<Happening>& out) {
  std::set<std::tuple<std::string, std::string, std::string, double>> told;
  for (const auto& row : subject.summary.ledger)
    if (row.happened && !row.state.empty()) told.insert({row.centre, row.state, row.step, row.t_s});
  for (const auto& a : subject.tables.all<record::AlertRow>()) {
    if (a.centre == a.raised_by && told.contains({a.centre, a.state, a.step, a.t_s})) continue;
    Happening h;
    h.kind = "alert", h.centre = a.centre, h.t_s = a.t_s, h.known_s = a.known_s, h.state = a.state;
    h.words = (a.centre == a.raised_by ? "" : a.raised_by + ": ") + step_label(a.step, a.state);
    out.push_back(h);
  }
}

/// What it was told by people and by other computers.
void add_messages(const Subject& subject, std::vector<Happening>& out) {
  for (const auto& m : message_part(subject)) {
    Happening h;
    h.kind = "message", h.truth = m.truth, h.centre = m.truth ? "" : m.centre, h.t_s = h.known_s = m.known_s;
    h.words = (m.truth ? "never delivered to " + m.centre + ": " : "") + (m.sender.empty() ? "" : m.sender + ": ") + m.words;
    out.push_back(h);
  }
}

/// The first report of each track of another centre.
void add_reports(const Subject& subject, std::vector<Happening>& out) {
  std::set<std::tuple<std::string, std::string, std::int64_t>> told;
  for (const auto& r : subject.tables.all<record::ReportRow>()) {
    if (!told.insert({r.centre, r.sent_by, r.track}).second) continue;
    Happening h;
    h.kind = "report", h.centre = r.centre, h.t_s = r.t_s, h.known_s = r.known_s;
    h.words = fmt::format("track {} arrives from {}", r.track, r.sent_by);
    out.push_back(h);
  }
}

} // namespace

std::string step_label(const std::string& step, const std::string& state) {
  static const std::map<std::string, std::string> kPlain{
      {"launch", "launch"}, {"burnout", "burnout"}, {"visible", "comes into view"},
      {"first-detection", "first detection arrives"}, {"track", "track confirmed"}, {"launch-call", "called a launch"},
      {"second-kind", "second kind of sensor agrees"}, {"impact-point", "impact point known"},
      {"region-excluded", "what it guards is excluded"}, {"region-threatened", "what it guards is threatened"},
      {"classified", "class known"}, {"told", "told of it"}, {"assessed", "assessed by the crew"},
      {"delivered", "delivered"}, {"decision", "decided on"},
      {"rule-met", "rule met"}, {"declared", "declared"}, {"left-field", "leaves the field of view"},
      {"coasting", "track coasts"}, {"lost", "track lost"}, {"withdraw-met", "withdrawal rule met"},
      {"withdrawn", "withdrawn"}, {"dropped", "no longer holds"}, {"downgraded", "taken down to the state below"}, {"impact", "impact"}};
  const auto it = kPlain.find(step);
  const std::string plain = it == kPlain.end() ? step : it->second;
  return state.empty() ? plain : state + " " + plain;
}

std::string known_words(const LedgerRow& row) {
  if (nobody_knows(row) || row.limit_param.starts_with("objects.")) return {};
  std::string words = row.waited_for;
  if (row.step == "first-detection" && (words.starts_with("signal") || words.starts_with("link: "))) {
    const auto known = words.find("; known "); // that it was there before, unseen, is truth
    words.erase(0, known == std::string::npos ? known : known + 2);
  }
  for (const char* verb : {", opened ", ", closed "})
    if (const auto at = words.find(verb); at != std::string::npos) {
      const auto end = words.find_first_of(";,", at + 2);
      words.erase(at, end == std::string::npos ? end : end - at);
    }
  return words;
}

AlertTracks alert_tracks(const record::RunTables& tables) {
  static constexpr std::string_view kTrackOf = "track of "; // as record/writer.cpp puts it
  AlertTracks out;
  for (const auto& e : tables.all<record::AlertEvidenceRow>()) {
    if (e.track == 0 || !e.words.starts_with(kTrackOf)) continue;
    const std::string maker = e.words.substr(kTrackOf.size());
    out.try_emplace({e.centre, e.state, e.step, e.t_s}, TrackKey{e.centre, maker == e.centre ? "" : maker, e.track});
  }
  return out;
}

TrackKey track_of(const AlertTracks& alerts, const LedgerRow& row) {
  const auto it = row.state.empty() ? alerts.end() : alerts.find({row.centre, row.state, row.step, row.t_s});
  if (it != alerts.end()) return it->second;
  return {row.centre, row.track_of == row.centre ? "" : row.track_of, row.track};
}

std::vector<PageStep> ledger_part(const Subject& subject, const Estimates& estimates) {
  std::map<StepKey, const record::Band*> bands;
  for (const auto& band : subject.summary.bands) bands.try_emplace(key_of(band), &band);
  const AlertTracks alerts = alert_tracks(subject.tables);
  std::vector<PageStep> out;
  for (const auto& row : subject.summary.ledger) {
    const TrackKey track = track_of(alerts, row);
    out.push_back(step_of(row, track));
    out.back().to_predicted_s = to_predicted(estimates, row, track);
    if (const auto band = bands.find(key_of(row)); band != bands.end()) out.back().band = page_band(*band->second);
  }
  return out;
}

std::vector<PageRecordStep> record_part(const Subject& subject) {
  std::vector<PageRecordStep> out;
  for (const auto& step : subject.scenario.record) {
    const LedgerRow* row = modelled(subject.summary.ledger, step);
    PageRecordStep r;
    r.centre = step.centre, r.step = step.step, r.object = step.object, r.label = step_label(step.step, "");
    r.truth = row != nullptr && row->truth;
    r.at_s = step.at_s, r.text = step.text, r.sources = step.sources;
    if (row != nullptr && row->happened) r.modelled_s = number(shown_s(*row));
    if (r.truth) r.fitted = fitted_words(subject.scenario, step.object);
    out.push_back(std::move(r));
  }
  return out;
}

std::vector<PageAlert> alert_part(const Subject& subject) {
  const Detections detections = detections_by_name(subject.tables);
  std::map<AlertKey, std::vector<Evidence>> evidence;
  for (const auto& e : subject.tables.all<record::AlertEvidenceRow>())
    evidence[{e.centre, e.number, e.state, e.step, e.t_s}].push_back(evidence_of(e, detections));
  std::vector<PageAlert> out;
  for (const auto& row : subject.tables.all<record::AlertRow>()) {
    if (!(row.known_s <= subject.summary.until_s)) continue;
    out.push_back(alert_of(row));
    if (row.level == 0) out.back().level = level_of(subject.scenario, row.raised_by, row.state);
    const auto it = evidence.find({row.centre, row.number, row.state, row.step, row.t_s});
    if (it != evidence.end() && row.centre == row.raised_by) add_evidence(out.back(), std::move(it->second));
  }
  return out;
}

std::vector<Happening> event_part(const Subject& subject) {
  std::vector<Happening> out;
  add_ledger_events(subject, out);
  add_apogees(subject, out);
  add_track_changes(subject, out);
  add_other_alerts(subject, out);
  add_reports(subject, out);
  add_messages(subject, out);
  std::erase_if(out, [&](const auto& h) { return !(h.known_s <= subject.summary.until_s); }); // the run did not see it
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.known_s < b.known_s; });
  return out;
}

} // namespace dewline::report
