#include "dewline/record/variants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "dewline/base/check.hpp"

namespace dewline::record {
namespace {

constexpr std::array<std::string_view, 6> kCompared{"first-detection", "launch-call", "second-kind", "rule-met", "declared",
                                                    "withdrawn"};

bool is_compared(std::string_view step) { return std::ranges::find(kCompared, step) != kCompared.end(); }

/// The row is about this step of the run: sooner than what was there, or at the same instant about another object.
void take(FirstStep& first, const LedgerRow& row, bool threat) {
  if (row.known_s > first.known_s) return;
  if (row.known_s < first.known_s) first = {row.known_s, kNoNumber, kNoNumber, false};
  first.warning_s = std::fmin(first.warning_s, row.to_impact_s); // a NaN gives way
  first.threat = first.threat || threat;
}

Spread spread_of(std::span<const FirstSteps> runs, const StepKey& key, double FirstStep::*value) {
  std::vector<double> values;
  for (const FirstSteps& run : runs)
    if (const auto step = run.find(key); step != run.end() && std::isfinite(step->second.*value))
      values.push_back(step->second.*value);
  return spread(std::move(values));
}

std::int64_t count(std::span<const FirstSteps> runs, const StepKey& key, auto&& wanted) {
  return std::ranges::count_if(runs, [&](const FirstSteps& run) {
    const auto step = run.find(key);
    return step != run.end() && wanted(step->second);
  });
}

/// Seed by seed against the other variant.
void pair_up(std::span<const FirstSteps> here, std::span<const FirstSteps> there, const StepKey& key, VariantRow& row) {
  std::vector<double> gained;
  for (std::size_t i = 0; i < here.size(); ++i) {
    const auto a = here[i].find(key), b = there[i].find(key);
    const bool in_a = a != here[i].end(), in_b = b != there[i].end();
    row.only_here += in_a && !in_b;
    row.only_there += in_b && !in_a;
    if (in_a && in_b) gained.push_back(b->second.known_s - a->second.known_s);
  }
  row.pairs = static_cast<std::int64_t>(gained.size());
  row.gained_s = spread(std::move(gained));
}

} // namespace

std::span<const std::string_view> compared_steps() { return kCompared; }

FirstSteps first_steps(std::span<const LedgerRow> ledger, const Threats& threats) {
  FirstSteps out;
  std::map<std::pair<std::string, std::string>, FirstStep> decisions; // by centre and state
  for (const LedgerRow& row : ledger) {
    const bool alerting = !row.state.empty();
    if (!row.happened || row.truth || (row.object == kNoObject && !alerting)) continue;
    const bool threat = threats.contains({row.centre, row.object});
    if (row.step == "decision") take(decisions[{row.centre, row.state}], row, threat);
    if (is_compared(row.step)) take(out[{row.centre, row.step, row.state}], row, threat);
  }
  for (auto& [key, first] : out)
    if (const auto decision = decisions.find({std::get<0>(key), std::get<2>(key)}); std::get<1>(key) == "declared" && decision != decisions.end())
      first.time_left_s = decision->second.warning_s;
  return out;
}

std::vector<VariantRow> variant_rows(std::span<const Variant> variants, std::span<const std::vector<FirstSteps>> samples) {
  DW_CHECK(variants.size() == samples.size());
  std::set<StepKey> keys;
  for (const auto& runs : samples)
    for (const FirstSteps& run : runs)
      for (const auto& [key, step] : run) keys.insert(key);
  std::vector<StepKey> ordered(keys.begin(), keys.end());
  const auto place = [](const StepKey& k) {
    return std::tuple(std::get<0>(k), std::ranges::find(kCompared, std::get<1>(k)) - kCompared.begin(), std::get<2>(k));
  };
  std::ranges::sort(ordered, {}, place);
  std::vector<VariantRow> rows;
  for (std::size_t v = 0; v < variants.size(); ++v) {
    DW_CHECK(samples[v].size() == samples[0].size());
    const auto num = static_cast<std::int64_t>(samples[v].size());
    for (const StepKey& key : ordered) {
      const auto& [centre, step, state] = key;
      VariantRow row{variants[v].name, centre, step, state, {}, {}, {}, {}, {}, {}, 0, 0, 0};
      row.share = share(count(samples[v], key, [](const FirstStep&) { return true; }), num);
      row.known_s = spread_of(samples[v], key, &FirstStep::known_s);
      row.warning_s = spread_of(samples[v], key, &FirstStep::warning_s);
      row.time_left_s = spread_of(samples[v], key, &FirstStep::time_left_s);
      const bool declared = step == "declared";
      row.false_share = share(count(samples[v], key, [&](const FirstStep& s) { return declared && !s.threat; }), num);
      if (v > 0) pair_up(samples[v], samples[0], key, row);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

} // namespace dewline::record
