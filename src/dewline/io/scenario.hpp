// Scenario files in, checked scenarios out; and back to a file that carries all it depends on.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/io/error.hpp"
#include "dewline/io/sources.hpp"
#include "dewline/run/scenario.hpp"

namespace dewline::io {

struct Options {
  std::vector<std::string> overrides; ///< `sensors.usolye.reference_range=4000 km`, as after --set
  std::filesystem::path data_dir;     ///< holds sources.bib and types/*.yaml
  std::filesystem::path base_dir =
      {}; ///< data files that are not beside the scenario are sought here (resolved files)
};

/// A scenario with what belongs to it as a document.
struct Loaded {
  run::Scenario scenario;
  std::string resolved; ///< the file with all defaults, types, cited sources and data hashes; loads to the
                        ///< same scenario
  Sources sources;      ///< those that it cites
};

/// Reads, resolves and checks a scenario file. Throws ScenarioError with every problem of it: file, line,
/// column, key, value, what is wrong with the bound, and a hint. Nothing else is thrown for any bytes in the
/// file. The scenario's hash is hash64 of `resolved`; comments, order of entries and spelling of defaults do
/// not change it.
Loaded load(const std::filesystem::path& file, const Options& options);
/// The same from text that stands in `file` (which need not exist).
Loaded load_text(std::string_view text, const std::filesystem::path& file, const Options& options);
run::Scenario load_scenario(const std::filesystem::path& file, const Options& options);
/// The resolved document; a fixed point: loading it and resolving again gives the same bytes.
inline const std::string& resolved_yaml(const Loaded& loaded) { return loaded.resolved; }

/// A type of the library, for lists.
struct LibraryType {
  std::string name, kind, doc, extends;
};
std::vector<LibraryType> list_types(const std::filesystem::path& data_dir);
/// A rule set of the library, for lists and for trying every one.
struct LibraryRules {
  std::string name;
  warn::RuleSetParams rules;
};
/// Throws ScenarioError if the file is broken.
std::vector<LibraryRules> list_rules(const std::filesystem::path& data_dir);
/// The bibliography of the library; throws ScenarioError if it is broken.
Sources list_sources(const std::filesystem::path& data_dir);

} // namespace dewline::io
