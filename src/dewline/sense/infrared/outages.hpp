// When a satellite reports nothing: spans that are given, and random ones.
#pragma once
#include <cstdint>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/time.hpp"
#include "dewline/sense/infrared/params.hpp"

namespace dewline::sense {

/// Up and down by turns, both times exponential; at the epoch it is down with probability mean_repair /
/// (mean_up + mean_repair), as after a long time. Purpose::bias at (owner = key, event = the change, item =
/// hash of `infrared:outage`): one chain a run, so the count is of its own past only. Sorted by from.
std::vector<OutageParams> outages(const InfraredParams& params, std::uint64_t key, const Draws& draws,
                                  Time end);

} // namespace dewline::sense
