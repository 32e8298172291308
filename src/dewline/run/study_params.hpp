// The same scenario under other values: what is compared, and by what.
#pragma once
#include <map>
#include <string>
#include <tuple>

#include "dewline/base/field.hpp"

namespace dewline::run {

/// Values by path, as after --set: `links.north-to-south.share: nothing`. Empty: the file as it is.
struct VariantParams {
  std::map<std::string, std::string> changes;
};

struct StudyParams {
  std::map<std::string, VariantParams> compare;
  std::string against;
  std::string measure;

  static constexpr auto fields() {
    using P = StudyParams;
    return std::tuple{
        field("compare", &P::compare, "variants: a name and what it changes, path: value, as after --set"),
        field("against", &P::against, "the variant from which gains are counted; left out: the first by name"),
        field("measure", &P::measure,
              "what the comparison is about: CENTRE.STATE.time_left (or known, or warning_time)")};
  }
};
static_assert(complete<StudyParams>());

} // namespace dewline::run
