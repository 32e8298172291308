// When something holds: spans of time, and what can be said of several of them together.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace dewline::study {

/// [begin, end) in seconds.
struct HeldSpan {
  double begin_s = 0, end_s = 0;
  bool operator==(const HeldSpan&) const = default;
};
/// Sorted spans that neither overlap nor touch.
using Timeline = std::vector<HeldSpan>;

/// Any spans, put in order; empty ones are dropped, those that touch become one.
Timeline timeline(std::vector<HeldSpan> spans);
/// When at least `least` of them hold; 1: any of them, all: their intersection. `least` 0: the whole of `frame`.
Timeline at_least(std::span<const Timeline> parts, std::size_t least, HeldSpan frame);
/// When it does not hold, within `frame`.
Timeline complement(const Timeline& t, HeldSpan frame);
/// When it has held at some time in the last `within_s`.
Timeline lingering(Timeline t, double within_s);
/// When it has held without a break for `for_s`.
Timeline ripened(const Timeline& t, double for_s);
Timeline shifted(Timeline t, double by_s);
bool holds_at(const Timeline& t, double at_s);

} // namespace dewline::study
