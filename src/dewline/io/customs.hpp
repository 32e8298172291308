// Types that write themselves in their own way: random times, alert conditions, aims.
#pragma once
#include "dewline/base/distribution.hpp"
#include "dewline/io/type.hpp"
#include "dewline/truth/object.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::io {

/// `2 min`, `{uniform: [1 min, 3 min]}`, `{triangular: [1 min, 2 min, 4 min]}`, `{lognormal: [2 min, 0.5]}`.
template <>
struct Custom<Delay> {
  static Type describe();
};
/// `radar.launch_call`, or `{all_of: [...], same_object: true, within: 25 min, for: 60 s}`.
template <>
struct Custom<warn::Condition> {
  static Type describe();
};
/// `capital`, the name of an asset, or a place: `{lat: 40 deg, lon: 116 deg}`.
template <>
struct Custom<truth::AimParams> {
  static Type describe();
};

} // namespace dewline::io
