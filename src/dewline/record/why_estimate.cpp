#include "dewline/record/why_estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace dewline::record {
namespace {

constexpr double kWorthALine = 0.01; // a class less likely than this is no evidence against

std::string line(bool speaks_for, const std::string& words) {
  return words.empty() ? "" : fmt::format("  {:<12}{}\n", speaks_for ? "for" : "against", words);
}

/// Rows of a table about the row's track at its instant, as its centre knew them.
template <Row R>
std::vector<R> of(const RunTables& run, const LedgerRow& row) {
  std::vector<R> out = run.all<R>();
  std::erase_if(out, [&](const R& r) {
    return r.centre != row.centre || r.track != row.track || r.track_of != row.track_of || r.t_s != row.t_s;
  });
  return out;
}

std::string call_words(const EstimateRow& e) {
  const std::string notified = e.notified ? "a launch notification covers it" : "";
  const std::string known = e.catalogue_number > 0 ? fmt::format("it goes with space object {}", e.catalogue_number) : "";
  std::string reason = "it climbs fast";
  if (e.ballistic) reason = fmt::format("a ballistic arc: perigee {:.0f} km, apogee {:.0f} km", e.perigee_h_m / 1e3, e.apogee_h_m / 1e3);
  else if (e.kinds == "infrared") reason = "a fire, seen along lines of sight";
  return line(true, reason) + line(false, e.thrusting && e.ballistic ? "it may still be thrusting" : "") + line(false, notified) +
         line(false, known);
}

std::string impact_words(const EstimateRow& e) {
  if (std::isnan(e.impact_major_m)) return "";
  return line(true, fmt::format("1-sigma ellipse {:.0f} km by {:.0f} km, {:.0f} s", e.impact_major_m / 1e3,
                                e.impact_minor_m / 1e3, e.impact_sigma_when_s));
}

std::string asset_words(const RunTables& run, const LedgerRow& row) {
  const bool threatened = row.step == "region-threatened";
  std::string out;
  for (const AssetProbabilityRow& a : of<AssetProbabilityRow>(run, row)) {
    const bool speaks_for = !threatened || a.prob_impact >= 0.5;
    out += line(speaks_for, fmt::format("P({}) {:.2g}, at most {:.2g}", a.asset, a.prob_impact, a.prob_reach));
  }
  return out;
}

std::string class_words(const RunTables& run, const LedgerRow& row) {
  auto classes = of<ClassProbabilityRow>(run, row);
  std::stable_sort(classes.begin(), classes.end(), [](const auto& a, const auto& b) { return a.prob > b.prob; });
  std::string out;
  for (std::size_t i = 0; i < classes.size(); ++i)
    if (i == 0 || classes[i].prob >= kWorthALine)
      out += line(i == 0, fmt::format("{} {:.2f}", classes[i].object_class, classes[i].prob));
  return out;
}

std::string told_words(const RunTables& run, const LedgerRow& row) {
  std::string out;
  for (const AlertRow& a : run.all<AlertRow>())
    if (a.centre == row.centre && a.raised_by == row.other && a.known_s == row.known_s)
      out += line(true, fmt::format("{}'s alert {} {}: {}", a.raised_by, a.state, a.step, a.because));
  for (const ReportRow& r : run.all<ReportRow>())
    if (r.centre == row.centre && r.sent_by == row.other && r.track == row.track && r.known_s == row.known_s)
      out += line(true, fmt::format("{}'s track {}, {}, of {} detections", r.sent_by, r.track, r.status, r.num_updates));
  for (const MessageRow& m : run.all<MessageRow>())
    if (m.centre == row.centre && m.message == row.other) out += line(true, m.kind + " from " + m.sender);
  return out;
}

} // namespace

std::string estimate_words(const RunTables& run, const LedgerRow& row) {
  if (row.step == "told") return told_words(run, row);
  if (row.step == "classified") return class_words(run, row);
  if (row.step == "region-excluded" || row.step == "region-threatened") return asset_words(run, row);
  const bool call = row.step == "launch-call" || row.step == "second-kind";
  if (!call && row.step != "impact-point") return "";
  std::string out;
  for (const EstimateRow& e : of<EstimateRow>(run, row)) out += call ? call_words(e) : impact_words(e);
  return out;
}

} // namespace dewline::record
