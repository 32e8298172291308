// dewline false-alarms: false alerts a year by rule set and state, the delay and the misses that they trade for.
#include "false_alarms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "dewline/base/hash.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/report/roc.hpp"
#include "paths.hpp"
#include "picture_file.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

std::vector<study::RuleVariant> library() {
  std::vector<study::RuleVariant> out;
  for (auto& set : io::list_rules(data_dir())) out.push_back({set.name, std::move(set.rules)});
  return out;
}

std::string foot_of(const FalseAlarmOptions& o, const run::Scenario& scenario) {
  return fmt::format("dewline {}, {} {}, seed {}, {} episodes of each cause", DEWLINE_VERSION, scenario.name,
                     hex(scenario.hash).substr(0, 8), o.seed, o.episodes);
}

/// The rows as the report's picture wants them.
report::DrawnRoc drawn(const FalseAlarmOptions& o, const run::Scenario& scenario, const fs::path& json) {
  return {scenario.title.empty() ? scenario.name : scenario.title,
          "false alerts a year by rule set and state, and what they buy",
          {foot_of(o, scenario)},
          report::read_false_alerts(json)};
}

void write_files(const FalseAlarmOptions& o, const run::Scenario& scenario, const std::string& json,
                 const std::string& words, const fs::path& folder) {
  record::write_whole(folder / "false_alarms.json", json);
  record::write_whole(folder / "false_alarms.txt", words);
  const report::DrawnRoc roc = drawn(o, scenario, folder / "false_alarms.json");
  record::write_whole(folder / "roc.svg", report::draw_roc(roc));
  record::write_whole(folder / "roc.csv", report::roc_csv(roc));
  record::write_whole(folder / "roc.txt", report::roc_caption(roc));
  rasterised(folder / "roc.svg", folder / "roc.png");
}

/// A run folder that has no study yet takes it: its report shows the picture.
bool takes(const fs::path& folder) {
  const bool any = fs::exists(folder / "false_alarms.json") || fs::exists(folder / "roc.svg");
  return fs::exists(folder / "run.duckdb") && !any;
}

/// The folder that holds exactly this already, a run folder without one, else a new one.
fs::path write_folder(const FalseAlarmOptions& o, const run::Scenario& scenario, const std::string& json,
                      const std::string& words, bool complete) {
  const fs::path usual = o.out.empty() ? fs::path("out") / scenario.name /
                                             fmt::format("false-alarms-{}-s{}{}", hex(scenario.hash).substr(0, 8), o.seed,
                                                         complete ? "" : "-stopped")
                                       : fs::path(o.out);
  const fs::path plain = usual.has_filename() ? usual : usual.parent_path();
  if (!o.out.empty() && takes(plain)) {
    write_files(o, scenario, json, words, plain);
    return plain;
  }
  if (!o.out.empty() && fs::exists(plain))
    throw std::invalid_argument("--out: " + plain.string() + " is there already; nothing is ever overwritten");
  fs::path folder = plain;
  for (int k = 2; fs::exists(folder); ++k) {
    if (text_of(folder / "false_alarms.json") == json) return folder;
    folder = fmt::format("{}-{}", plain.string(), k);
  }
  write_folder_whole(folder, [&](const fs::path& partial) { write_files(o, scenario, json, words, partial); });
  return folder;
}

} // namespace

int false_alarms(const FalseAlarmOptions& o) {
  if (!(o.years > 0)) throw std::invalid_argument("--years must be above 0");
  catch_interrupt();
  const run::Scenario scenario = io::load(find_scenario(o.scenario), {o.sets, data_dir()}).scenario;
  study::FalseAlarmRequest request{study::variants_of(scenario, library()), o.seed, o.episodes, 12, o.threads, {}, interrupted};
  std::unique_ptr<Progress> bar;
  request.progress = [&](std::uint64_t done, std::uint64_t total) {
    if (!bar) bar = std::make_unique<Progress>("episodes", total);
    bar->update(std::min(done, total));
  };
  const study::FalseAlarms result = study::false_alarms(scenario, request);
  bar.reset();
  const std::string json = json_of(o, scenario, result), words = words_of(o, scenario, result);
  const fs::path folder = write_folder(o, scenario, json, words, result.complete);
  if (o.json) {
    auto out = nlohmann::ordered_json::parse(json);
    out["folder"] = folder.string();
    std::cout << out.dump(2) << '\n';
  } else {
    std::cout << words << fmt::format("\nwrote {}/   false_alarms.json   roc.svg   roc.csv   roc.txt\n", folder.string());
  }
  if (result.complete) return kOk;
  std::cerr << "interrupted: the causes without episodes are not counted\n";
  return kInterrupted;
}

} // namespace dewline::apps
