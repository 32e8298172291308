// One recorded run, and many quick repeats of it with other luck.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "dewline/record/bands.hpp"
#include "dewline/record/writer.hpp"
#include "dewline/run/model.hpp"

namespace dewline::run {

/// What a recorded run leaves in memory.
struct Recorded {
  record::RunTables tables;
  std::vector<record::LedgerRow> ledger;
  std::uint64_t tables_hash = 0;
  bool complete = true; ///< false: stopped before the end; what was seen until then is kept
  double until_s = 0;   ///< the simulated time that was reached
};

/// Asked between slices of simulated time and between repeats; true stops.
using Stop = std::function<bool()>;

/// The run of (seed, run) in full, every fact recorded. Throws what the rooms throw (broken contracts).
Recorded run_recorded(const Model& model, std::uint64_t seed, std::uint64_t run, const record::RunInfo& info,
                      const Stop& stop = {});

/// The ledger of (seed, run) only: what a quick repeat costs.
std::vector<record::LedgerRow> run_quick(const Model& model, std::uint64_t seed, std::uint64_t run);

/// The ledgers of repeats 1 .. n of a seed, over threads, one after the other in the order of their numbers whatever
/// `threads` is (0: all cores). Stops early if asked and keeps a whole prefix.
void each_repeat(const Model& model, std::uint64_t seed, std::uint32_t n, unsigned threads,
                 const std::function<void(std::span<const record::LedgerRow>)>& take,
                 const std::function<void(std::uint32_t)>& progress = {}, const Stop& stop = {});

/// Repeats 1 .. n of a seed (run 0 is the recorded one), over threads; merged in the order of their numbers, so the
/// result does not depend on `threads` (0: all cores). Stops early if asked and keeps a whole prefix.
record::Bands repeat(const Model& model, std::uint64_t seed, std::uint32_t n, unsigned threads,
                     const std::function<void(std::uint32_t)>& progress = {}, const Stop& stop = {});

/// How many repeats should take about five seconds on one core: 50, 100, 200, 500 or 1000; 20 if 50 take longer. Judged by
/// what the recorded run held (scans, tracks, estimates), never by a clock: the same file and seed give the same number
/// everywhere.
std::uint32_t default_repeats(const record::RunTables& recorded);

} // namespace dewline::run
