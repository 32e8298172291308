#include "dewline/report/cite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dewline/base/hash.hpp"
#include "dewline/record/words.hpp"
#include "dewline/report/figure_parts.hpp"
#include "dewline/report/page_parts.hpp"
#include "dewline/run/answer.hpp"

namespace dewline::report {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kMostUses = 6; ///< paths listed for one source

/// Adds words broken into lines; those after the first are indented by `hang`.
void put(std::string& out, std::string_view words, std::size_t hang = 0) {
  std::size_t column = 0;
  bool begins = true;
  while (!words.empty()) {
    const auto end = std::min(words.find_first_of(" \n"), words.size());
    const std::string_view word = words.substr(0, end);
    if (!begins && column + 1 + word.size() > kWidth) out += "\n" + std::string(hang, ' '), column = hang;
    else if (!begins) out += ' ', ++column;
    out += word, column += word.size(), begins = false;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  out += '\n';
}

void heading(std::string& out, const std::string& words) {
  out += "\n" + words + "\n" + std::string(words.size(), '-') + "\n";
}

std::string listed(const Texts& all, std::size_t most) {
  Texts words;
  for (const auto& w : all)
    if (!std::ranges::count(words, w)) words.push_back(w);
  std::string out;
  for (std::size_t i = 0; i < std::min(most, words.size()); ++i) out += (i ? ", " : "") + words[i];
  return words.size() > most ? out + fmt::format(" and {} more", words.size() - most) : out;
}

void add_run(std::string& out, const Subject& s) {
  heading(out, "What was run");
  const auto& m = s.summary;
  put(out, fmt::format("Scenario {} (\"{}\"), hash {}, epoch T = {}, {} of {} simulated.", s.scenario.name,
                       s.scenario.title, hex(m.scenario_hash), s.scenario.epoch,
                       record::clock_words(m.until_s), record::clock_words(s.scenario.duration_s)));
  put(out, fmt::format("Dewline {}, seed {}; tables hash {}. The same file, seed, version and machine type "
                       "give the same bytes.",
                       m.version, m.seed, hex(m.tables_hash)));
  put(out, m.repeats > 0
               ? fmt::format("The bands come from n = {} repeats of the scenario with other luck.", m.repeats)
               : std::string("No repeats were made: there are no bands."));
  if (!m.complete) put(out, "The run was stopped before its end.");
  put(out, "Answer: " + m.headline);
  for (const auto& line : run::luck(m.bands)) put(out, "Luck: " + line, 2);
}

/// One sentence a model page; a page without one is named alone.
std::string_view sentence_of(std::string_view page) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kSentences{{
      {"alert-rules",
       "Alerts are raised and withdrawn by the scenario's rules, and take the delays of its human chain"},
      {"ballistic-motion", "Free flight is integrated with J2 gravity, with drag where the air is dense"},
      {"boost", "Powered flight is a point mass on staged motors"},
      {"gravity-and-atmosphere", "Gravity and air density follow published standards"},
      {"impact-prediction",
       "A centre predicts launch and impact from its track alone, with the ellipse of their error"},
      {"io-scenario", "Inputs are read with units, and carry sources and grades"},
      {"infrared", "Satellites see burning plumes above the clouds as lines of sight, and false fires and glints"},
      {"radar-budget", "A radar's search, confirmations and track updates compete for its time and energy"},
      {"radar-detection", "A radar sees what its sector, elevation limits, range and search frame let it; "
                          "detection is drawn from its probability"},
      {"radar-measurement", "Detections carry errors that follow from signal strength, beam and bandwidth"},
      {"random-draws",
       "Every random number is a function of its address, so repeats differ only in their seed's luck"},
      {"refraction", "Radar rays bend in the troposphere"},
      {"surveillance", "Transponders and other systems' files report places with their errors"},
      {"time-and-frames",
       "Time scales and Earth rotation follow the IERS conventions (ERFA), places the WGS84 ellipsoid"},
      {"tracker", "Centres track detections with a filter that sees no truth"},
      {"trajectories", "Objects are functions of time, fixed before the run"},
      {"warning-definitions", "Every word of the warning ledger has one definition"},
  }};
  for (const auto& [name, words] : kSentences)
    if (name == page) return words;
  return {};
}

void add_methods(std::string& out, const Trust& trust) {
  heading(out, "Methods");
  put(out, "Parametric models from the open literature; each has a page with its equations, its tests and "
           "what it leaves out.");
  for (const auto& page : trust.models) {
    const std::string words(sentence_of(page));
    put(out, fmt::format("- {}{}docs/models/{}.md", words, words.empty() ? "" : ": ", page), 2);
  }
}

void add_sources(std::string& out, const Trust& trust) {
  heading(out, "Sources");
  if (trust.bibliography.empty()) put(out, "The scenario cites none.");
  for (const auto& source : trust.bibliography) {
    put(out, fmt::format("[{}] {}.{}{}", source.key, source.text, source.url.empty() ? "" : " ", source.url),
        2);
    if (!source.grades.empty()) put(out, "  Grade: " + listed(source.grades, source.grades.size()) + ".", 2);
    put(out,
        "  Used for: " +
            (source.cited_by.empty() ? "no value directly" : listed(source.cited_by, kMostUses)) + ".",
        2);
    if (!source.note.empty()) put(out, "  Note: " + source.note + ".", 2);
  }
  put(out,
      "Land on the map: Natural Earth, 1:110m land, public domain (naturalearth110m in data/sources.bib). "
      "It is no input of the model.");
}

void add_inputs(std::string& out, const Trust& trust) {
  for (const std::string grade : {"assumption", "fitted"}) {
    std::vector<const Input*> inputs;
    for (const auto& in : trust.inputs)
      if (in.grade == grade) inputs.push_back(&in);
    heading(out, fmt::format("Inputs of grade {}: {}", grade, inputs.size()));
    if (grade == "fitted") put(out, "What a value was fitted to is never evidence for the model.");
    for (const Input* in : inputs) {
      std::string words = "- " + in->path + (in->value.empty() ? "" : " = " + in->value);
      if (!in->between.empty()) words += " (disputed: " + in->between + ")";
      if (!in->fitted_to.empty()) words += ", fitted to " + in->fitted_to;
      if (!in->used_by.empty()) words += "; the result waited for it: " + listed(in->used_by, kMostUses);
      put(out, words, 2);
    }
  }
}

void add_citation(std::string& out, const Subject& s) {
  heading(out, "How to cite");
  const auto& m = s.summary;
  put(out,
      fmt::format("The Dewline authors: Dewline, version {}. Scenario {}, hash {}, seed {}, n = {} repeats.",
                  m.version, s.scenario.name, hex(m.scenario_hash), m.seed, m.repeats));
  out +=
      fmt::format("\n@software{{dewline,\n  author = {{{{The Dewline authors}}}},\n  title = {{Dewline}},\n"
                  "  version = {{{}}},\n  license = {{Apache-2.0}},\n"
                  "  note = {{scenario {}, hash {}, seed {}, n = {} repeats}}\n}}\n\n",
                  m.version, s.scenario.name, hex(m.scenario_hash), m.seed, m.repeats);
  put(out, "Cite the sources above with it (data/sources.bib has them as BibTeX).");
  put(out, "Licence: Apache-2.0. No warranty.");
}

} // namespace

std::string cite_text(const Subject& subject) {
  const Trust trust = trust_part(subject);
  std::string out;
  put(out, subject.scenario.title);
  put(out, capital(kSimulation) +
               ". A model from the open literature: it shows what follows from the inputs below, not what "
               "any real system does.");
  add_run(out, subject);
  add_methods(out, trust);
  add_sources(out, trust);
  add_inputs(out, trust);
  add_citation(out, subject);
  return out;
}

} // namespace dewline::report
