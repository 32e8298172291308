// Statistics of ledgers over repeats: how often a step happened, and when if it did.
#pragma once
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/record/tables.hpp"

namespace dewline::record {

/// A share k of n with its exact 95 % interval.
struct Share {
  std::int64_t happened = 0, runs = 0;
  double low = 0, high = 1; ///< of the probability
};
/// Clopper and Pearson's interval: it covers the true probability in at least `confidence` of all samples,
/// whatever that probability (the method of that name, from general knowledge; beta quantiles of Boost.Math;
/// coverage tested in stats_record). 0 <= happened <= runs; runs = 0 gives [0, 1].
Share share(std::int64_t happened, std::int64_t runs, double confidence = 0.95);

/// Median and middle 90 % of the runs in which it happened; NaN if there were none.
struct Spread {
  double median = kNoNumber, low = kNoNumber, high = kNoNumber; ///< 50 %, 5 % and 95 %
};
/// Order statistics with linear interpolation between them (known as type 7, numpy's default).
/// Values that are not finite are refused by DW_CHECK: a `never` has no place in a median.
Spread spread(std::vector<double> values);

/// One step of one centre about one object over all repeats.
struct Band {
  std::string centre, object, step, state, other; ///< other: of delivered the receiver; else empty
  bool truth = false;
  Share share;
  Spread known_s;     ///< when the centre knew it (truth: when it happened)
  Spread to_impact_s; ///< only over runs with an impact
  std::vector<std::pair<std::string, std::int64_t>> missing; ///< in the others, most frequent first
};

/// What tells rows of one step and state apart: of delivered the receiver; empty for all other steps.
std::string receiver(const LedgerRow& row);

/// Collects ledgers, one a run. A row that a run's ledger does not have counts as never in that run.
class Bands {
 public:
  void add(std::span<const LedgerRow> ledger);
  [[nodiscard]] std::int64_t num_runs() const { return num_runs_; }
  /// In the ledger's order.
  [[nodiscard]] std::vector<Band> result() const;

 private:
  struct Samples {
    bool truth = false;
    std::vector<double> known_s, to_impact_s;
    std::map<std::string, std::int64_t> missing;
    std::int64_t rows = 0;
  };
  std::map<std::tuple<std::string, std::string, std::size_t, std::string, std::string>, Samples> samples_;
  std::int64_t num_runs_ = 0;
};

} // namespace dewline::record
