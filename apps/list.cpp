// dewline list: what is in the library.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/sources.hpp"
#include "dewline/record/ledger.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

struct Listing {
  std::string title;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};

Listing scenarios() {
  Listing out{"scenarios", {"name", "title", "purpose"}, {}};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(scenarios_dir()))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::ranges::sort(files);
  for (const auto& file : files) {
    const auto scenario = io::load(file, {{}, data_dir()}).scenario;
    out.rows.push_back({scenario.name, scenario.title, scenario.purpose});
  }
  return out;
}

Listing types() {
  Listing out{"types", {"name", "kind", "what it is"}, {}};
  for (const auto& type : io::list_types(data_dir())) out.rows.push_back({type.name, type.kind, type.doc});
  return out;
}

Listing rules() {
  Listing out{"rules", {"name", "state", "in plain words", "resembles"}, {}};
  for (const auto& [name, set] : io::list_rules(data_dir())) {
    out.rows.push_back({name, "", set.doc, ""});
    for (const std::string& state : set.order) {
      const auto like = set.resembles.find(state);
      out.rows.push_back({name, state, set.states.at(state), like == set.resembles.end() ? "" : like->second});
    }
  }
  return out;
}

Listing sources() {
  Listing out{"sources", {"key", "year", "author", "title"}, {}};
  for (const auto& [key, s] : io::list_sources(data_dir())) out.rows.push_back({key, s.year, s.author, s.title});
  return out;
}

Listing steps() {
  Listing out{"steps", {"step", "known to", "what it is", "when exactly", "never means"}, {}};
  for (const auto& s : record::ledger_steps())
    out.rows.push_back({std::string(s.name), s.truth ? "truth" : "centre", std::string(s.line), std::string(s.when), std::string(s.never)});
  return out;
}

void print(const Listing& listing) {
  std::cout << bold(listing.title) << '\n';
  std::vector<std::vector<std::string>> rows{listing.head};
  rows.insert(rows.end(), listing.rows.begin(), listing.rows.end());
  std::cout << table(rows) << '\n';
}

void print_json(const std::vector<Listing>& listings) {
  nlohmann::ordered_json out;
  for (const auto& listing : listings) {
    out[listing.title] = nlohmann::json::array();
    for (const auto& row : listing.rows) {
      nlohmann::ordered_json entry;
      for (std::size_t i = 0; i < row.size(); ++i) entry[listing.head[i]] = row[i];
      out[listing.title].push_back(entry);
    }
  }
  std::cout << out.dump(2) << '\n';
}

} // namespace

int list(const ListOptions& options) {
  std::vector<Listing> listings;
  if (options.what.empty() || options.what == "scenarios") listings.push_back(scenarios());
  if (options.what.empty() || options.what == "types") listings.push_back(types());
  if (options.what == "rules") listings.push_back(rules());
  if (options.what == "sources") listings.push_back(sources());
  if (options.what == "steps") listings.push_back(steps());
  if (options.json) print_json(listings);
  else
    for (const auto& listing : listings) print(listing);
  return kOk;
}

} // namespace dewline::apps
