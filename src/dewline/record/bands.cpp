#include "dewline/record/bands.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "dewline/record/ledger.hpp"

namespace dewline::record {
namespace {

std::size_t step_index(std::string_view step) {
  const auto steps = ledger_steps();
  const auto it =
      std::find_if(steps.begin(), steps.end(), [&](const LedgerStep& s) { return s.name == step; });
  DW_CHECK(it != steps.end());
  return static_cast<std::size_t>(it - steps.begin());
}

/// Type 7: the value at rank p (n - 1), counted from 0.
double quantile_sorted(const std::vector<double>& sorted, double p) {
  const double rank = p * static_cast<double>(sorted.size() - 1);
  const auto i = static_cast<std::size_t>(rank);
  if (i + 1 >= sorted.size()) return sorted.back();
  return sorted[i] + (rank - static_cast<double>(i)) * (sorted[i + 1] - sorted[i]);
}

/// The reason without its details: runs differ in those. `3 detections, not confirmed: 2 of 5` counts by its
/// head.
std::string reason(const std::string& missing) { return missing.substr(0, missing.find(':')); }

} // namespace

std::string receiver(const LedgerRow& row) { return row.step == "delivered" ? row.other : std::string(); }

Share share(std::int64_t happened, std::int64_t runs, double confidence) {
  DW_CHECK(0 <= happened && happened <= runs && confidence > 0 && confidence < 1);
  const double k = static_cast<double>(happened), n = static_cast<double>(runs), tail = (1 - confidence) / 2;
  Share s{happened, runs, 0, 1};
  if (happened > 0) s.low = boost::math::ibeta_inv(k, n - k + 1, tail);
  if (happened < runs) s.high = boost::math::ibetac_inv(k + 1, n - k, tail);
  return s;
}

Spread spread(std::vector<double> values) {
  if (values.empty()) return {};
  DW_CHECK(std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }));
  std::sort(values.begin(), values.end());
  return {quantile_sorted(values, 0.5), quantile_sorted(values, 0.05), quantile_sorted(values, 0.95)};
}

void Bands::add(std::span<const LedgerRow> ledger) {
  ++num_runs_;
  for (const LedgerRow& row : ledger) {
    Samples& s = samples_[{row.centre, row.object, step_index(row.step), row.state, receiver(row)}];
    s.truth = row.truth;
    ++s.rows;
    if (!row.happened) {
      ++s.missing[reason(row.missing)];
      continue;
    }
    s.known_s.push_back(row.truth ? row.t_s : row.known_s);
    if (std::isfinite(row.to_impact_s)) s.to_impact_s.push_back(row.to_impact_s);
  }
}

std::vector<Band> Bands::result() const {
  std::vector<Band> out;
  for (const auto& [key, s] : samples_) {
    const auto& [centre, object, step, state, other] = key;
    Band band{centre, object, std::string(ledger_steps()[step].name), state, other, s.truth, {}, {}, {}, {}};
    band.share = share(static_cast<std::int64_t>(s.known_s.size()), num_runs_);
    band.known_s = spread(s.known_s);
    band.to_impact_s = spread(s.to_impact_s);
    band.missing.assign(s.missing.begin(), s.missing.end());
    if (num_runs_ > s.rows) band.missing.emplace_back("no such entry in that run", num_runs_ - s.rows);
    std::stable_sort(band.missing.begin(), band.missing.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    out.push_back(std::move(band));
  }
  return out;
}

} // namespace dewline::record
