#include "dewline/io/variants.hpp"

#include "dewline/io/compose.hpp"

namespace dewline::io {
namespace {

/// Where the file writes the changes of a variant, by the option that stands for each: who wrote `study` wrote no --set.
std::map<std::string, Where> places(const std::filesystem::path& file, const Options& options,
                                    const record::Variant& variant) {
  Node types;
  Diagnostics ignored; // the file has been loaded before
  const Node root = compose(file, {options.overrides, options.data_dir / "types", {}}, types, ignored);
  const Node* changes = &root;
  for (const std::string& key : {std::string("study"), std::string("compare"), variant.name})
    if (changes != nullptr) changes = changes->find(key);
  std::map<std::string, Where> all;
  for (const auto& [path, value] : variant.changes)
    if (const Node* at = changes != nullptr ? changes->find(path) : nullptr)
      all[override_option(path + "=" + value)] = at->at;
  return all;
}

} // namespace

std::vector<run::LoadedVariant> load_variants(const std::filesystem::path& file, const Options& options,
                                              const run::StudyParams& study) {
  std::vector<run::LoadedVariant> out;
  std::vector<Diagnostic> wrong;
  for (record::Variant& variant : run::study_order(study)) {
    Options with = options;
    for (const auto& [path, value] : variant.changes) with.overrides.push_back(path + "=" + value);
    try {
      run::Scenario scenario = load_scenario(file, with);
      out.push_back({std::move(variant), std::move(scenario)});
    } catch (const ScenarioError& error) {
      const auto written = places(file, options, variant);
      for (Diagnostic d : error.diagnostics()) {
        if (const auto at = written.find(d.at.file); at != written.end()) d.at = at->second;
        d.what = "in the variant `" + variant.name + "`: " + d.what;
        wrong.push_back(std::move(d));
      }
    }
  }
  if (!wrong.empty()) throw ScenarioError(std::move(wrong));
  return out;
}

} // namespace dewline::io
