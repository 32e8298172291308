// What a run was made from.
#pragma once
#include <string_view>

#include "dewline/record/writer.hpp"
#include "dewline/run/scenario.hpp"

namespace dewline::run {

/// Version, scenario and data hashes, compiler, machine type, maths library: rows of `run_info`.
record::RunInfo provenance(const Scenario& scenario, std::string_view version);

} // namespace dewline::run
