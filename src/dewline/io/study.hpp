// A variant of the scenario as it is written in the block `study`.
#pragma once
#include "dewline/io/type.hpp"
#include "dewline/run/study_params.hpp"

namespace dewline::io {

/// `{links.north-to-south.share: nothing, centres.south.rules: infrared-only}`
template <>
struct Custom<run::VariantParams> {
  static Type describe();
};

} // namespace dewline::io
