#include "dewline/io/variants.hpp"

namespace dewline::io {

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
      for (Diagnostic d : error.diagnostics()) {
        d.what = "in the variant `" + variant.name + "`: " + d.what;
        wrong.push_back(std::move(d));
      }
    }
  }
  if (!wrong.empty()) throw ScenarioError(std::move(wrong));
  return out;
}

} // namespace dewline::io
