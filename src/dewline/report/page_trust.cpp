// "Can I trust this?": poorly known inputs, checks for paper and pencil, models used, sources.
#include <algorithm>
#include <map>
#include <set>

#include "dewline/report/page_parts.hpp"
#include "dewline/run/answer.hpp"

namespace dewline::report {
namespace {

bool is_weak(const run::Note& note) {
  return note.grade == run::Grade::assumption || note.grade == run::Grade::fitted;
}

/// By path of a value or of a block around it: the steps that waited for it, `moscow declared launch-alert`, each once.
using Waiting = std::map<std::string, Texts>;
Waiting waiting_steps(const std::vector<record::LedgerRow>& ledger) {
  Waiting out;
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& row : ledger) {
    const std::string& path = row.limit_param;
    const std::string words = row.centre + " " + row.step + (row.state.empty() ? "" : " " + row.state);
    if (path.empty() || !seen.insert({path, words}).second) continue;
    for (std::size_t end = path.find_first_of(".["); ; end = path.find_first_of(".[", end + 1)) {
      Texts& steps = out[path.substr(0, end)];
      if (!std::ranges::count(steps, words)) steps.push_back(words);
      if (end == std::string::npos) break;
    }
  }
  return out;
}

Texts used_by(const Waiting& waiting, const std::string& path) {
  const auto it = waiting.find(path);
  return it == waiting.end() ? Texts{} : it->second;
}

Input input_of(const Subject& subject, const Waiting& waiting, const std::string& path, const run::Note& note) {
  Input in;
  const auto value = subject.scenario.values.find(path);
  in.path = path;
  in.value = !note.value_text.empty() ? note.value_text : value == subject.scenario.values.end() ? "" : value->second;
  if (note.between) in.between = note.between->first + " to " + note.between->second;
  in.grade = std::string(word(*note.grade));
  in.note = note.note, in.fitted_to = note.fitted_to, in.sources = note.sources;
  in.used_by = used_by(waiting, path);
  return in;
}

/// Those that the result leaned on first, in the order of the ledger, also the program's own defaults.
std::vector<Input> inputs(const Subject& subject) {
  const Waiting waiting = waiting_steps(subject.summary.ledger);
  std::vector<Input> used, others;
  std::set<std::string> seen;
  for (const auto& weak : subject.summary.weakest) {
    const auto note = subject.scenario.notes.find(weak.path);
    if (note != subject.scenario.notes.end() && note->second.grade) used.push_back(input_of(subject, waiting, weak.path, note->second));
    else used.push_back({weak.path, weak.value, weak.between, weak.grade, weak.note, "", {}, used_by(waiting, weak.path)});
    seen.insert(weak.path);
  }
  for (const auto& [path, note] : subject.scenario.notes)
    if (note.grade && is_weak(note) && seen.insert(path).second) {
      Input in = input_of(subject, waiting, path, note);
      (in.used_by.empty() ? others : used).push_back(std::move(in));
    }
  used.insert(used.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  return used;
}

void add_sensor(const sense::SensorParams& params, std::set<std::string>& out) {
  switch (sense::kind(params)) {
    case sense::Kind::radar: out.insert({"radar-detection", "radar-measurement", "refraction"}); break;
    case sense::Kind::infrared: out.insert({"infrared", "orbits"}); break;
    case sense::Kind::surveillance:
    case sense::Kind::feed: out.insert("surveillance"); break;
  }
  if (const auto* radar = std::get_if<sense::RadarParams>(&params); radar != nullptr && radar->budget)
    out.insert("radar-budget");
}

Texts models_used(const run::Scenario& s) {
  std::set<std::string> out{"time-and-frames", "random-draws", "trajectories", "warning-definitions", "io-scenario"};
  for (const auto& [id, object] : s.objects) {
    if (object.boost) out.insert({"boost", "gravity-and-atmosphere", "ballistic-motion"});
    if (object.arc) out.insert({"ballistic-motion", "gravity-and-atmosphere"});
    if (object.glide) out.insert("boost-glide");
    if (object.orbit || object.shell || object.elements) out.insert("orbits");
    if (object.elements) out.insert("satellites");
    if (object.route && !object.waypoints.empty()) out.insert("routes");
  }
  for (const auto& [id, params] : s.sensors) add_sensor(params, out);
  if (!s.centres.empty()) out.insert({"tracker", "impact-prediction", "alert-rules"});
  return {out.begin(), out.end()};
}

std::string source_text(const io::Source& s) {
  std::string text = s.author.empty() ? "" : s.author + ": ";
  text += s.title;
  return s.year.empty() ? text : text + " (" + s.year + ")";
}

std::vector<PageSource> bibliography(const Subject& subject) {
  std::vector<PageSource> out;
  for (const auto& [key, source] : subject.sources) {
    PageSource p{key, source_text(source), source.url, source.note, {}, {}};
    for (const auto& [path, note] : subject.scenario.notes) {
      if (!std::ranges::count(note.sources, key)) continue;
      p.cited_by.push_back(path);
      const std::string grade = note.grade ? std::string(word(*note.grade)) : "";
      if (!grade.empty() && !std::ranges::count(p.grades, grade)) p.grades.push_back(grade);
    }
    out.push_back(std::move(p));
  }
  return out;
}

} // namespace

Trust trust_part(const Subject& subject) {
  Trust t;
  t.inputs = inputs(subject);
  for (const auto& c : run::hand_checks(subject.model->context))
    t.hand_checks.push_back({c.object, c.ground_range_m, c.apogee_h_m, c.kepler_time_s, c.flown_time_s});
  for (const auto& s : run::first_sights(*subject.model))
    t.first_sights.push_back({s.sensor, s.object, s.opened_by, s.t_s, s.range_m, s.height_m});
  t.models = models_used(subject.scenario);
  t.bibliography = bibliography(subject);
  return t;
}

} // namespace dewline::report
