#include "dewline/record/why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "dewline/record/ledger_text.hpp"
#include "dewline/record/why_estimate.hpp"
#include "dewline/record/words.hpp"

namespace dewline::record {
namespace {

/// The words that a reader may have meant, in order of appearance.
std::string list_of(const std::vector<LedgerRow>& ledger, std::string LedgerRow::*member) {
  std::vector<std::string> seen;
  for (const LedgerRow& r : ledger)
    if (!(r.*member).empty() && std::find(seen.begin(), seen.end(), r.*member) == seen.end())
      seen.push_back(r.*member);
  return fmt::format("{}", fmt::join(seen, ", "));
}

void require(const std::vector<LedgerRow>& ledger, std::string LedgerRow::*member, std::string_view word,
             std::string_view kind) {
  const bool known =
      std::any_of(ledger.begin(), ledger.end(), [&](const LedgerRow& r) { return r.*member == word; });
  if (!known)
    throw RecordError(fmt::format("this run has no {} {}; it has: {}", kind, word, list_of(ledger, member)));
}

bool is_step(const LedgerRow& row, std::string_view step) {
  return row.step == step || (row.step == "declared" && !row.state.empty() && row.state == step);
}

const LedgerRow& find_row(const std::vector<LedgerRow>& ledger, std::string_view centre,
                          std::string_view step, std::string_view object) {
  const LedgerRow* best = nullptr;
  for (const LedgerRow& r : ledger) {
    if (r.centre != centre || !is_step(r, step) || (!object.empty() && r.object != object)) continue;
    if (!best || (r.happened && !best->happened)) best = &r;
  }
  if (!best)
    throw RecordError(fmt::format("the ledger of {} has no step {}; it has: {}, and the alert states: {}",
                                  centre, step, list_of(ledger, &LedgerRow::step),
                                  list_of(ledger, &LedgerRow::state)));
  return *best;
}

/// Detections by name, as the centre knew them; those that reached only others, as those knew them.
using Detections = std::map<std::string, DetectionRow>;

std::string detection_line(const std::string& name, std::string_view centre, const Detections& detections) {
  const auto it = detections.find(name);
  if (it == detections.end()) return "    " + name + "   (no scan with it reached a centre)\n";
  const DetectionRow& d = it->second;
  const std::string known = (d.centre == centre ? "known " : "known at " + d.centre + " ") + clock_words(d.known_s);
  constexpr double kDeg = 3.14159265358979323846 / 180;
  if (std::isnan(d.range_m))
    return fmt::format(
        "    {:<20} {} frame {}   at {}, {}   line of sight to {:.2f}, {:.2f} deg   SNR {:.1f} dB\n", name,
        d.sensor, d.frame, clock_words(d.t_s), known, d.line_lat_rad / kDeg, d.line_lon_rad / kDeg, d.snr_db);
  return fmt::format(
      "    {:<20} {} frame {}   at {}, {}   range {:.1f} km   SNR {:.1f} dB   el {:.1f} deg\n", name,
      d.sensor, d.frame, clock_words(d.t_s), known, d.range_m / 1e3, d.snr_db, d.el_rad / kDeg);
}

std::string when_words(const LedgerRow& r) {
  if (!r.happened) return "never";
  std::string out = clock_words(r.truth ? r.t_s : r.known_s);
  if (!r.truth && std::fabs(r.known_s - r.t_s) >= 1) out += " (happened " + clock_words(r.t_s) + ")";
  if (!std::isnan(r.to_impact_s)) out += ", " + clock_words(r.to_impact_s) + " to impact";
  return out;
}

std::string waited_words(const LedgerRow& r) {
  if (!r.happened) return "missing: " + r.missing;
  if (r.waited_for.empty()) return r.truth ? "[truth]" : "";
  const bool said = r.limit_value.empty() || r.waited_for.find(r.limit_value) != std::string::npos;
  const std::string param = r.limit_param + (said ? "" : " = " + r.limit_value);
  return "waited for " + r.waited_for + (r.limit_param.empty() ? "" : " [" + param + "]");
}

/// What speaks against an attack speaks for a withdrawal; its detections are those of the track that it is about.
bool withdraws(const LedgerRow& row) { return row.step == "withdraw-met" || row.step == "withdrawn"; }

/// The alert behind a row: rule, condition, for and against. Fills the detections for it.
/// A line with its label; those of a withdrawal are longer, and stand in one column too.
std::string labelled(const LedgerRow& row, std::string_view label, std::string_view words) {
  return fmt::format("  {:<{}}{}\n", label, withdraws(row) ? 20 : 12, words);
}

std::string alert_words(const RunTables& run, const LedgerRow& row, std::vector<std::string>& evidence) {
  std::string out;
  for (const AlertRow& a : run.all<AlertRow>()) {
    if (a.centre != row.centre || a.raised_by != row.centre || a.state != row.state || a.step != row.step ||
        a.t_s != row.t_s)
      continue;
    out += labelled(row, "because", a.because);
    if (std::isfinite(a.due_s) && a.due_s > a.t_s)
      out += labelled(row, "next due", clock_words(a.due_s));
    for (const AlertEvidenceRow& e : run.all<AlertEvidenceRow>()) {
      if (e.centre != a.centre || e.number != a.number || e.state != a.state || e.step != a.step) continue;
      if (e.stance == "against")
        out += labelled(row, withdraws(row) ? "for the withdrawal" : "against", e.words);
      else if (!e.detection.empty()) evidence.push_back(e.detection);
      else
        out += labelled(row, withdraws(row) ? "about" : "for", fmt::format("track {} ({})", e.track, e.words));
    }
    break;
  }
  return out;
}

/// The row of the alert's own step behind one that follows it by human delay or by a link.
const LedgerRow& alert_row(const std::vector<LedgerRow>& ledger, const LedgerRow& row) {
  const std::string_view step = row.step == "assessed" ? "rule-met" : row.step == "decision" || row.step == "delivered" ? "declared" : "";
  for (const LedgerRow& r : ledger)
    if (r.step == step && r.centre == row.centre && r.object == row.object && r.state == row.state) return r;
  return row;
}

bool is_own(const LedgerRow& row) { return row.track_of.empty() || row.track_of == row.centre; }

/// The detections that a row's track had used by then; of another centre's track, those of its report.
std::vector<std::string> track_evidence(const RunTables& run, const LedgerRow& row) {
  std::vector<std::string> out;
  for (const TrackEvidenceRow& e : run.all<TrackEvidenceRow>()) {
    if (e.track != row.track || e.centre != (is_own(row) ? row.centre : row.track_of)) continue;
    if (is_own(row) ? e.known_s <= (row.truth ? row.t_s : row.known_s) : e.number <= row.evidence) out.push_back(e.detection);
  }
  return out;
}

/// Those of the first launch call, which is the other kind's, and those of the track itself.
std::vector<std::string> evidence_of_both(const RunTables& run, const std::vector<LedgerRow>& ledger, const LedgerRow& row) {
  std::vector<std::string> out;
  for (const LedgerRow& r : ledger)
    if (r.step == "launch-call" && r.centre == row.centre && r.object == row.object) out = track_evidence(run, r);
  for (std::string& name : track_evidence(run, row))
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  return out;
}

/// The first hit itself, for the step that needs no track.
std::vector<std::string> first_detection(const LedgerRow& row, const Detections& detections,
                                         const std::vector<LabelRow>& labels) {
  std::set<std::string> mine;
  for (const LabelRow& l : labels)
    if (l.object == row.object) mine.insert(l.detection);
  for (const auto& [name, d] : detections)
    if (mine.contains(name) && d.known_s == row.known_s && d.t_s == row.t_s) return {name};
  return {};
}

std::string evidence_words(const LedgerRow& row, const std::vector<std::string>& evidence,
                           const Detections& detections) {
  if (evidence.empty()) return "";
  std::string out = labelled(row, withdraws(row) ? "the track behind it" : "evidence",
                             fmt::format("{} detections", evidence.size()));
  for (const std::string& name : evidence) out += detection_line(name, row.centre, detections);
  return out;
}

std::string chain(const std::vector<LedgerRow>& ledger, const LedgerRow& row) {
  std::string out = "  the chain before it\n";
  const double until = row.happened ? (row.truth ? row.t_s : row.known_s) : kNeverS;
  std::vector<const LedgerRow*> before;
  for (const LedgerRow& r : ledger)
    if (r.centre == row.centre && r.object == row.object && &r != &row &&
        (r.truth ? r.t_s : r.known_s) <= until && (row.happened ? r.happened : true))
      before.push_back(&r);
  std::stable_sort(before.begin(), before.end(), [](const LedgerRow* a, const LedgerRow* b) {
    return (a->truth ? a->t_s : a->known_s) < (b->truth ? b->t_s : b->known_s);
  });
  for (const LedgerRow* r : before)
    out += fmt::format("    {:>7}  {:<34} {}\n",
                       clock_words(r->happened ? (r->truth ? r->t_s : r->known_s) : kNeverS),
                       row_words(*r) + (r->truth ? " [truth]" : ""), waited_words(*r));
  return out;
}

} // namespace

std::string why(const RunTables& run, std::string_view centre, std::string_view step,
                std::string_view object) {
  const auto ledger = run.all<LedgerRow>();
  require(ledger, &LedgerRow::centre, centre, "centre");
  if (!object.empty()) require(ledger, &LedgerRow::object, object, "object");
  const LedgerRow& row = find_row(ledger, centre, step, object);

  Detections detections;
  for (const bool own : {true, false})
    for (DetectionRow& d : run.all<DetectionRow>())
      if ((d.centre == centre) == own && !d.centre.empty()) detections.emplace(d.detection, std::move(d));

  std::string out = fmt::format("{} about {}: {}{}\n  {}\n  {}\n", row.centre, row.object, row_words(row),
                                row.truth ? " [truth]" : "", when_words(row), waited_words(row));
  std::vector<std::string> evidence;
  if (row.happened && !row.state.empty()) out += alert_words(run, alert_row(ledger, row), evidence);
  if (row.happened) out += estimate_words(run, row);
  if (row.happened && evidence.empty() && row.track > 0 && row.step != "told")
    evidence = row.step == "second-kind" ? evidence_of_both(run, ledger, row) : track_evidence(run, row);
  if (row.happened && row.step == "first-detection")
    evidence = first_detection(row, detections, run.all<LabelRow>());
  out += evidence_words(row, evidence, detections);
  if (row.state.empty() && row.evidence > static_cast<std::int64_t>(evidence.size()))
    out += fmt::format("  and {} detections behind other centres' tracks of the same body\n", row.evidence - static_cast<std::int64_t>(evidence.size()));
  return out + chain(ledger, row);
}

} // namespace dewline::record
