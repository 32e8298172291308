// dewline coverage: reach of radars, coverage at a height, gaps of satellites, minutes of warning.
#include "coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "dewline/base/hash.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/record/writer.hpp"
#include "paths.hpp"
#include "picture_file.hpp"
#include "terminal.hpp"
#include "trajectory.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

void must_be_one_kind(const CoverageOptions& o) {
  const int kinds = !o.request.from.empty() + !o.request.height.empty() + o.request.gaps;
  if (kinds > 1)
    throw std::invalid_argument(
        "--from (minutes of warning), --height (coverage there) and --gaps (hours without a "
        "satellite) are three questions: ask one of them");
}

/// The bar, and Ctrl-C between rows.
survey::Watchdog watchdog(std::unique_ptr<Progress>& bar) {
  return {[&bar](std::uint64_t done, std::uint64_t total) {
            if (!bar) bar = std::make_unique<Progress>("rows", total);
            bar->update(done);
          },
          interrupted};
}

std::optional<CoverageResult> survey_of(const CoverageOptions& o, const io::Surveyed& s) {
  std::unique_ptr<Progress> bar;
  const auto finished = [&](const auto& map) -> std::optional<CoverageResult> {
    bar.reset();
    if (!map.complete) return {};
    return result_of(o, s, map);
  };
  if (!o.request.from.empty())
    return finished(
        survey::warning_map(io::warning_of(o.request, s, data_dir()), s.network.watchers(), watchdog(bar)));
  if (!o.request.height.empty())
    return finished(
        survey::cover_map(io::cover_of(o.request, data_dir()), s.network.watchers(), watchdog(bar)));
  if (o.request.gaps)
    return finished(survey::gap_map(io::gaps_of(o.request, s), s.network.watchers(), watchdog(bar)));
  std::vector<std::vector<survey::Reach>> reach;
  for (const auto& watcher : s.network.watchers())
    if (const auto* radar = std::get_if<survey::RadarWatcher>(&watcher))
      reach.push_back(survey::reach(*radar, io::reach_of(o.request, data_dir())));
  if (reach.empty())
    throw std::invalid_argument("there is no radar among the sensors: ask --height, --gaps or --from");
  return result_of(o, s, reach);
}

/// The table as JSON: columns by name; what is no number is null.
std::string table_json(const record::Table& table) {
  nlohmann::ordered_json out;
  for (const auto& column : table.columns)
    std::visit([&](const auto& cells) { out[column.name] = cells; }, column.cells);
  return out.dump() + "\n";
}

void write_files(const CoverageResult& r, const fs::path& folder) {
  record::write_whole(folder / "summary.json", r.summary);
  record::write_whole(folder / "table.csv", csv_of(r.table));
  record::write_parquet(r.table, folder / "table.parquet");
  if (r.geojson.empty())
    record::write_whole(folder / "table.json", table_json(r.table));
  else
    record::write_whole(folder / "cells.geojson", r.geojson);
  for (const auto& [stem, svg] : r.pictures) {
    record::write_whole(folder / (stem + ".svg"), svg);
    rasterised(folder / (stem + ".svg"), folder / (stem + ".png"));
  }
}

/// The folder that holds exactly this already, else a new one.
fs::path write_folder(const CoverageOptions& o, const io::Surveyed& s, const CoverageResult& r) {
  const fs::path usual = o.out.empty() ? fs::path("out") / s.scenario.name /
                                             fmt::format("coverage-{}-{}", r.kind, hex(s.hash).substr(0, 8))
                                       : fs::path(o.out);
  const fs::path plain = usual.has_filename() ? usual : usual.parent_path();
  if (!o.out.empty() && fs::exists(plain))
    throw std::invalid_argument("--out: " + plain.string() +
                                " is there already; nothing is ever overwritten");
  fs::path folder = plain;
  for (int k = 2; fs::exists(folder); ++k) {
    if (text_of(folder / "summary.json") == r.summary) return folder;
    folder = fmt::format("{}-{}", plain.string(), k);
  }
  write_folder_whole(folder, [&](const fs::path& partial) { write_files(r, partial); });
  return folder;
}

std::string file_words(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return fmt::format("wrote {}/   {}\n", folder.string(), fmt::join(names, "   "));
}

} // namespace

int coverage(const CoverageOptions& o) {
  must_be_one_kind(o);
  catch_interrupt();
  io::Loaded loaded = io::load(find_scenario(o.scenario), {o.sets, data_dir()});
  const auto s = io::surveyed(std::move(loaded.scenario), o.request);
  const auto result = survey_of(o, *s);
  if (!result) {
    std::cerr << "interrupted: nothing was written\n";
    return kInterrupted;
  }
  const fs::path folder = write_folder(o, *s, *result);
  if (o.json) {
    auto out = nlohmann::ordered_json::parse(result->summary);
    out["folder"] = folder.string();
    std::cout << out.dump(2) << '\n';
    return kOk;
  }
  std::cout << result->words << '\n' << file_words(folder);
  return kOk;
}

} // namespace dewline::apps
