// dewline new: a commented scenario, checked, ready to run.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <regex>
#include <stdexcept>

#include "commands.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/schema.hpp"
#include "dewline/record/summary.hpp"
#include "paths.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void require_id(const std::string& name) {
  static const std::regex kId("[a-z0-9][a-z0-9-]*");
  if (!std::regex_match(name, kId))
    throw std::invalid_argument(fmt::format("new: `{}` is no name for a scenario\n  use small letters, digits and -, e.g. my-radar", name));
}

/// Data files that the text names go along: they stand beside the new file under the same relative path.
void copy_data(const fs::path& from, const run::Scenario& scenario) {
  for (const auto& [path, hash] : scenario.data_files) {
    const fs::path relative = fs::relative(path, from.parent_path());
    if (relative.empty() || *relative.begin() == ".." || fs::exists(relative)) continue;
    if (relative.has_parent_path()) fs::create_directories(relative.parent_path());
    fs::copy_file(path, relative);
  }
}

} // namespace

int new_scenario(const NewOptions& options) {
  require_id(options.name);
  const fs::path file = options.name + ".yaml";
  if (fs::exists(file)) throw std::invalid_argument(file.string() + " is there already; it is never overwritten");
  const fs::path from = options.from.empty() ? scenarios_dir() / "template" / "template.yaml" : find_scenario(options.from);
  const io::Loaded loaded = io::load(from, {{}, data_dir()}); // what is handed out has been checked
  copy_data(from, loaded.scenario);
  record::write_whole(file, text_of(from));
  record::write_whole("scenario.schema.json", io::json_schema());
  std::cout << fmt::format("wrote  {}   and scenario.schema.json, with which an editor completes and explains\n"
                           "next   dewline check {}   |   dewline run {}\n",
                           file.string(), file.string(), file.string());
  return kOk;
}

} // namespace dewline::apps
