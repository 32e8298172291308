// Each variant of a study, loaded.
#pragma once
#include <filesystem>
#include <vector>

#include "dewline/io/scenario.hpp"
#include "dewline/run/study_params.hpp"
#include "dewline/run/variants.hpp"

namespace dewline::io {

/// The scenario of each variant: the file again, its changes after the overrides of `options`. In the order of
/// run::study_order. Throws ScenarioError with every problem of every variant, each under the variant's name.
std::vector<run::LoadedVariant> load_variants(const std::filesystem::path& file, const Options& options,
                                              const run::StudyParams& study);

} // namespace dewline::io
