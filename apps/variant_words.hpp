// The comparison of a scenario's variants, in words.
#pragma once
#include <string>

#include "dewline/record/variants.hpp"

namespace dewline::apps {

/// A table for the terminal: what each variant is worth, of the state that the study measures, else of every state that is
/// declared. Times and gains are medians with their middle 90 %.
std::string variants_table(const record::Variants& variants);

} // namespace dewline::apps
