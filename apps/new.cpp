// dewline new: a commented scenario, checked, ready to run.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <regex>
#include <stdexcept>

#include "commands.hpp"
#include "dewline/io/document.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/schema.hpp"
#include "dewline/record/summary.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

void require_id(const std::string& name) {
  static const std::regex kId("[a-z0-9][a-z0-9-]*");
  if (!std::regex_match(name, kId))
    throw std::invalid_argument(fmt::format("new: `{}` is no name for a scenario\n  use small letters, digits and -, e.g. my-radar", name));
}

/// A file that the scenario names goes along, under the same relative path; one that is there stays as it is.
void copy_beside(const fs::path& folder, const fs::path& relative) {
  if (relative.is_absolute() || *relative.begin() == ".." || fs::exists(relative)) return;
  if (relative.has_parent_path()) fs::create_directories(relative.parent_path());
  fs::copy_file(folder / relative, relative);
}

/// Includes, theirs too.
void copy_includes(const fs::path& folder, const fs::path& relative) {
  io::Diagnostics seen_by_load; // the file has been loaded: nothing new can be wrong with it
  const std::string name = (folder / relative).string();
  const io::Node root = io::read_document(name, name, {name, 1, 1}, "", seen_by_load);
  const io::Node* list = root.find("include");
  if (list == nullptr) return;
  for (const auto& item : list->items) {
    const fs::path included = relative.parent_path() / item.text;
    copy_beside(folder, included);
    copy_includes(folder, included);
  }
}

} // namespace

int new_scenario(const NewOptions& options) {
  require_id(options.name);
  const fs::path file = options.name + ".yaml";
  if (fs::exists(file)) throw std::invalid_argument(file.string() + " is there already; it is never overwritten");
  const fs::path from = options.from.empty() ? scenarios_dir() / "template" / "template.yaml" : find_scenario(options.from);
  const io::Loaded loaded = io::load(from, {{}, data_dir()}); // what is handed out has been checked
  for (const auto& [path, hash] : loaded.scenario.data_files) copy_beside(from.parent_path(), path);
  copy_includes(from.parent_path(), from.filename());
  record::write_whole(file, text_of(from));
  record::write_whole("scenario.schema.json", io::json_schema());
  io::load(file, {{}, data_dir()}); // and what was written stands on its own
  std::cout << fmt::format("wrote  {}   and scenario.schema.json, with which an editor completes and explains\n"
                           "next   {} check {}   |   {} run {}\n",
                           file.string(), program(), file.string(), program(), file.string());
  return kOk;
}

} // namespace dewline::apps
