// The same scenario under other values, run with the same seeds.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "dewline/record/variants.hpp"
#include "dewline/run/model.hpp"
#include "dewline/run/session.hpp"
#include "dewline/run/study_params.hpp"

namespace dewline::run {

/// The repeats of each variant are at most so many: a comparison must not take longer than the run that it follows.
inline constexpr std::uint32_t kMostComparedRuns = 20;

/// Who is threatened by what: objects whose impact in truth lies inside an asset of the centre; of a centre without
/// assets all that come down.
record::Threats threats(const Model& model);

/// A variant by its name, its scenario loaded with its changes.
struct LoadedVariant {
  record::Variant variant;
  Scenario scenario;
};

/// Repeats 1 .. n of each variant with the same seed, in the order of study_order. Empty if it was stopped.
/// progress: repeats done of all variants together.
std::optional<record::Variants> compare_variants(const StudyParams& study, const std::vector<LoadedVariant>& variants,
                                                 std::uint64_t seed, std::uint32_t n, unsigned threads,
                                                 const std::function<void(std::uint32_t)>& progress = {},
                                                 const Stop& stop = {});

/// The variants of a study: the one compared against first, then by name.
std::vector<record::Variant> study_order(const StudyParams& study);
/// `south.attack-warning.time_left` in its parts; nothing if it is malformed.
std::optional<record::Measure> parse_measure(const std::string& text);

} // namespace dewline::run
