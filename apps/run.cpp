// dewline run: one run in full, quick repeats, the answer in one sentence, the ledger, the run folder.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <string_view>
#include <tuple>

#include "commands.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/variants.hpp"
#include "dewline/record/ledger_text.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/record/words.hpp"
#include "dewline/record/writer.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/run/provenance.hpp"
#include "dewline/run/session.hpp"
#include "dewline/run/variants.hpp"
#include "paths.hpp"
#include "report.hpp"
#include "terminal.hpp"
#include "variant_words.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;
using record::Band;
using record::LedgerRow;

/// Everything that one call of `run` produces before it is printed and written.
struct Result {
  report::Subject subject;
  std::string resolved;
};

std::string hash8(std::uint64_t hash) { return hex(hash).substr(0, 8); }

std::string step_words(const LedgerRow& row) {
  std::string words = (row.truth ? "[truth] " : "") + record::row_words(row);
  if (!row.sensor.empty() && (row.step == "visible" || row.step == "first-detection" || row.step == "left-field"))
    words += ", " + row.sensor;
  return words;
}

/// Centre, object, step, state and receiver.
using Bands = std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, const Band*>;

Bands by_step(const std::vector<Band>& bands) {
  Bands out;
  for (const Band& b : bands) out.try_emplace({b.centre, b.object, b.step, b.state, b.other}, &b);
  return out;
}

const Band* band_of(const Bands& bands, const LedgerRow& row) {
  const auto it = bands.find({row.centre, row.object, row.step, row.state, record::receiver(row)});
  return it == bands.end() ? nullptr : it->second;
}

std::string band_words(const Band* band) {
  if (band == nullptr) return "";
  if (band->share.happened == 0) return "never";
  std::string words = record::clock_words(band->known_s.low);
  if (const std::string high = record::clock_words(band->known_s.high); high != words) words += "-" + high;
  if (band->share.happened < band->share.runs) words += fmt::format(" in {}/{}", band->share.happened, band->share.runs);
  return words;
}

double shown_s(const LedgerRow& row) { return row.truth ? row.t_s : row.known_s; }

std::vector<std::string> ledger_line(const LedgerRow& row, const Bands& bands) {
  return {"  " + step_words(row), row.happened ? record::clock_words(shown_s(row)) : "never", band_words(band_of(bands, row)),
          row.happened && std::isfinite(row.to_impact_s) ? record::clock_words(row.to_impact_s) : "",
          row.happened ? row.waited_for : row.missing};
}

/// What the sources say of a step, beside the modelled one.
void print_record(const Result& r) {
  if (r.subject.scenario.record.empty()) return;
  std::vector<std::vector<std::string>> lines{{"  step", "model", "record", "what the sources say"}};
  for (const auto& step : r.subject.scenario.record) {
    std::string modelled = "-";
    for (const auto& row : r.subject.summary.ledger) // the first that happened, if there are several alert states
      if (row.centre == step.centre && row.step == step.step && (step.object.empty() || row.object == step.object))
        if (modelled == "-" || modelled == "never") modelled = row.happened ? record::clock_words(shown_s(row)) : "never";
    std::string sources;
    for (const auto& source : step.sources) sources += (sources.empty() ? " [" : ", ") + source;
    lines.push_back({"  " + step.step, modelled, step.at_s ? record::clock_words(*step.at_s) : "-",
                     step.text + (sources.empty() ? "" : sources + "]")});
  }
  std::cout << bold("model beside record") << dim("   no agreement is forced; an input fitted to the case is no evidence") << '\n'
            << table(lines, {1, 2}) << '\n';
}

/// One of an entry's several bodies (spent stages, members of a shell) that no radar of the centre ever saw.
bool is_unseen_body(const std::vector<const LedgerRow*>& rows, const Bands& bands) {
  const LedgerRow& any = *rows.front();
  if (any.object.find('/') == std::string::npos) return false;
  return std::ranges::none_of(rows, [&](const LedgerRow* row) {
    if (row->truth) return false;
    const Band* band = band_of(bands, *row);
    return row->happened || (band != nullptr && band->share.happened > 0);
  });
}

void print_unseen(const std::vector<std::string>& bodies) {
  if (bodies.empty()) return;
  std::cout << fmt::format("never seen       {} bodies: {}{}\n\n", bodies.size(),
                           fmt::join(bodies.begin(), bodies.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bodies.size(), 8)), ", "),
                           bodies.size() > 8 ? ", ..." : "");
}

/// The same in one sentence, where somebody called it a launch.
void print_words(const Result& r, const LedgerRow& any) {
  const bool called = std::ranges::any_of(r.subject.summary.ledger, [&](const LedgerRow& row) {
    return row.centre == any.centre && row.object == any.object && row.step == "launch-call" && row.happened;
  });
  if (called) std::cout << table({{"  in words", record::ledger_text(r.subject.summary.ledger, any.centre, any.object)}});
}

void print_ledger(const Result& r) {
  const Bands bands = by_step(r.subject.summary.bands);
  std::vector<std::vector<const LedgerRow*>> pairs; // of a centre and an object, in the ledger's order
  for (const auto& row : r.subject.summary.ledger) { // where its rows stand together
    if (pairs.empty() || pairs.back().front()->centre != row.centre || pairs.back().front()->object != row.object) pairs.emplace_back();
    pairs.back().push_back(&row);
  }
  std::vector<std::string> unseen;
  for (auto& rows : pairs) {
    if (is_unseen_body(rows, bands)) {
      unseen.push_back(rows.front()->object);
      continue;
    }
    std::ranges::stable_sort(rows, {}, [](const LedgerRow* x) { return x->happened ? shown_s(*x) : INFINITY; });
    std::vector<std::vector<std::string>> lines{
        {rows.front()->centre + " about " + rows.front()->object, "this run", "middle 90 %", "to impact", "waited for"}};
    std::vector<std::string> silent;
    for (const LedgerRow* row : rows) {
      const Band* band = band_of(bands, *row);
      if (record::tells_something(*row, rows) || (band != nullptr && band->share.happened > 0)) lines.push_back(ledger_line(*row, bands));
      else if (std::ranges::find(silent, row->step) == silent.end()) silent.push_back(row->step);
    }
    std::cout << table(lines, {1, 2, 3});
    if (!silent.empty()) std::cout << dim(fmt::format("  never, as follows: {}", fmt::join(silent, ", "))) << '\n';
    print_words(r, *rows.front());
    std::cout << '\n';
  }
  print_unseen(unseen);
}

void print_checks(const Result& r) {
  for (const auto& c : run::hand_checks(r.subject.model->context))
    std::cout << fmt::format("check by hand    {}: Kepler arc over {:.0f} km with apogee {:.0f} km takes {:.1f} min; "
                             "flown with boost in {:.1f} min\n",
                             c.object, c.ground_range_m / 1e3, c.apogee_h_m / 1e3, c.kepler_time_s / 60, c.flown_time_s / 60);
  for (const auto& s : run::first_sights(*r.subject.model))
    std::cout << fmt::format("                 {} can first see {} at {}, {:.0f} km away, {:.0f} km high; the limit before: {}\n",
                             s.sensor, s.object, record::clock_words(s.t_s), s.range_m / 1e3, s.height_m / 1e3, s.opened_by);
}

void print_weakest(const Result& r) {
  const char* head = "weakest inputs   ";
  for (const auto& w : r.subject.summary.weakest) {
    std::cout << head << w.path << " = " << w.value << " (" << w.grade << (w.between.empty() ? "" : ", " + w.between) << ")"
              << (w.note.empty() ? "" : ": " + w.note) << '\n';
    head = "                 ";
  }
}

/// What T = 0 is: a launch at the epoch, or the epoch.
std::string zero_words(const Result& r) {
  for (std::size_t i = 0; i < r.subject.model->context.objects.size(); ++i)
    for (const auto& m : r.subject.model->context.milestones[i])
      if (m.what == "launch" && m.at == Time{}) return "launch of " + r.subject.model->context.objects[i] + ", " + r.subject.scenario.epoch;
  return r.subject.scenario.epoch;
}

void print_all(const Result& r) {
  const auto& s = r.subject.summary;
  std::cout << fmt::format("dewline {}   {} {}   seed {}   T = {}   {}\n\n", s.version, r.subject.scenario.name, hash8(s.scenario_hash),
                           s.seed, zero_words(r), bold("simulation, not real-world data"));
  if (!r.subject.scenario.question.empty()) std::cout << r.subject.scenario.question << '\n';
  std::cout << bold(s.headline) << '\n';
  if (s.repeats > 0) std::cout << fmt::format("  {} repeats with other luck, inputs as stated:\n", s.repeats);
  for (const auto& line : run::luck(r.subject.summary.bands)) std::cout << "    " << line << '\n';
  std::cout << '\n';
  print_ledger(r);
  if (s.variants) std::cout << variants_table(*s.variants) << '\n';
  print_record(r);
  print_weakest(r);
  print_checks(r);
}

/// The bands, from as many repeats as were asked for; fewer if the user stopped them.
void add_bands(record::Summary& summary, const run::Model& model, const record::RunTables& recorded, const RunOptions& options) {
  if (!summary.complete || options.repeats.value_or(1) == 0) return;
  const std::uint32_t n = options.repeats.value_or(run::default_repeats(recorded));
  Progress progress("repeats", n);
  const record::Bands bands = run::repeat(model, options.seed, n, options.threads,
                                          [&](std::uint32_t k) { progress.update(k); }, interrupted);
  summary.repeats = bands.num_runs();
  if (summary.repeats > 0) summary.bands = bands.result();
}

/// The variants that the scenario compares, with the repeats' seeds; they are read before anything runs, so that a slip in
/// one is told at once.
void add_variants(record::Summary& summary, const run::Scenario& scenario, const std::vector<run::LoadedVariant>& variants,
                  const RunOptions& options) {
  const auto n = static_cast<std::uint32_t>(std::min<std::int64_t>(summary.repeats, run::kMostComparedRuns));
  if (variants.empty() || n == 0 || interrupted()) return;
  Progress progress("variants", n * variants.size());
  summary.variants = run::compare_variants(scenario.study, variants, options.seed, n, options.threads,
                                           [&](std::uint32_t k) { progress.update(k); }, interrupted);
}

Result simulate(const RunOptions& options) {
  const fs::path file = find_scenario(options.scenario);
  const io::Options how{options.sets, data_dir()};
  io::Loaded loaded = io::load(file, how);
  const std::vector<run::LoadedVariant> variants =
      options.no_variants ? std::vector<run::LoadedVariant>{} : io::load_variants(file, how, loaded.scenario.study);
  const std::shared_ptr<const run::Model> model = run::compile(loaded.scenario);
  run::Recorded recorded = run::run_recorded(*model, options.seed, 0, run::provenance(loaded.scenario, DEWLINE_VERSION), interrupted);
  record::Summary summary = run::summarise(loaded.scenario, recorded, options.seed, DEWLINE_VERSION);
  add_bands(summary, *model, recorded.tables, options);
  add_variants(summary, loaded.scenario, variants, options);
  return {{std::move(loaded.scenario), std::move(loaded.sources), model, std::move(recorded.tables), std::move(summary)},
          std::move(loaded.resolved)};
}

void write_files(const Result& r, const fs::path& folder, const std::string& summary) {
  record::write_tables(r.subject.tables, folder / "run.duckdb");
  record::write_whole(folder / "scenario.resolved.yaml", r.resolved);
  record::write_whole(folder / "summary.json", summary);
  write_report(r.subject, folder);
}

/// The folder of this result: the one that already holds exactly it, else a new one written under a temporary name.
fs::path write_folder(const Result& r, const RunOptions& options, const std::string& summary) {
  const std::string name = hash8(r.subject.scenario.hash) + fmt::format("-s{}", options.seed) + (r.subject.summary.complete ? "" : "-stopped");
  const fs::path usual = options.out.empty() ? fs::path("out") / r.subject.scenario.name / name : fs::path(options.out);
  fs::path folder = usual.has_filename() ? usual : usual.parent_path(); // `--out mine/` is mine
  for (int k = 2; fs::exists(folder); ++k) {
    if (options.out.empty() && text_of(folder / "summary.json") == summary) return folder;
    folder = fmt::format("{}-{}", (usual.has_filename() ? usual : usual.parent_path()).string(), k);
  }
  write_folder_whole(folder, [&](const fs::path& partial) { write_files(r, partial, summary); });
  return folder;
}

void print_next(const Result& r, const fs::path& folder) {
  std::string files;
  for (const char* file : {"report.html", "figures", "run.duckdb", "summary.json", "scenario.resolved.yaml", "cite.txt"})
    if (fs::exists(folder / file)) files += fmt::format("   {}{}", file, fs::is_directory(folder / file) ? "/" : "");
  std::cout << fmt::format("wrote            {}/{}\n", folder.string(), files);
  if (fs::exists(folder / "report.html"))
    std::cout << fmt::format("look             {}   (double click)\n", (folder / "report.html").string());
  const LedgerRow* row = nullptr;
  for (const auto& each : r.subject.summary.ledger)
    if (each.happened && !each.truth && (each.step == "declared" || (each.step == "withdrawn") || row == nullptr)) row = &each;
  if (row != nullptr)
    std::cout << fmt::format("next             {0} why out/latest {1} {2}   |   {0} compare out/previous out/latest\n", program(),
                             row->centre, row->step);
}

} // namespace

int run(const RunOptions& options) {
  catch_interrupt();
  const Result r = simulate(options);
  const std::string summary = record::summary_json(r.subject.summary);
  const fs::path folder = write_folder(r, options, summary);
  link_latest(folder);
  if (options.json) {
    std::cout << summary;
  } else {
    print_all(r);
    print_next(r, folder);
  }
  if (!interrupted()) return kOk;
  std::cerr << (r.subject.summary.complete ? "interrupted: the run is whole, the repeats are fewer\n"
                                    : "interrupted: the run was recorded up to there\n");
  return kInterrupted;
}

} // namespace dewline::apps
