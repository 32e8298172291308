// Close approaches of catalogued objects: a given pair, one object against all, or every pair of a short
// list.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "dewline/catalog/entry.hpp"
#include "dewline/catalog/notice.hpp"
#include "dewline/earth/time_scales.hpp"

namespace dewline::catalog {

/// Two entries by their places in the list.
using Pair = std::pair<std::uint32_t, std::uint32_t>;

struct ApproachSearch {
  earth::JulianDate from_utc;
  double duration_s = 86400;
  double within_m = 5000;
  std::function<bool(double part_done)> go_on = {}; ///< asked some times a second; false ends the search
};

/// Every least distance of a pair within `within_m` strictly inside the time span, in order of time.
///
/// The positions of all objects on a grid of 60 s (orbit::Sgp4Batch); a pair is looked at between two
/// instants if the distance's rate d.v turns from falling to rising there and, at no more than the sum of the
/// two escape speeds, it could come within reach; the root of d.v is then found with Sgp4::state to 1 us.
/// Radial, in-track and cross-track are those of the first object. Least distances are found if two of one
/// pair are more than 60 s apart, which holds for orbits: they come near the crossings of the planes, or once
/// a revolution (test_catalog Approaches: brute force at 10 ms). Element sets are good to a kilometre at
/// best: a miss distance is no more certain than that, and no probability is told. Objects that SGP4 has no
/// state for, and those that have decayed, have no approaches. Throws ContractError on a pair that names an
/// entry which is not there, or times beyond orbit::kSgp4MaxMinutes of an epoch.
std::vector<Approach> approaches(std::span<const Entry> entries, std::span<const Pair> pairs,
                                 const ApproachSearch& search);

/// Every pair of n entries whose heights can meet within `within_m` (perigee of one below apogee of the
/// other, with 50 km to spare for what J2, Sun and Moon move them).
std::vector<Pair> all_pairs(std::span<const Entry> entries, double within_m);
/// One entry with each other, likewise.
std::vector<Pair> pairs_of(std::span<const Entry> entries, std::uint32_t one, double within_m);

} // namespace dewline::catalog
