#include "dewline/study/tree_rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/base/distribution.hpp"

namespace dewline::study {
namespace {

constexpr std::size_t kSamples = 6, kSteps = 48; // episodes of each cause, differences in time of each pair of them
constexpr int kShares = 4;                       // of a human delay's law

double longest_within_s(const warn::Condition& c) {
  double longest = c.within_s;
  for (const warn::Condition& part : c.parts) longest = std::max(longest, longest_within_s(part));
  return longest;
}

std::vector<double> midpoints(const Delay& delay) {
  if (delay.shape == Shape::fixed) return {delay.p[0]};
  std::vector<double> out;
  for (int i = 0; i < kShares; ++i) out.push_back(quantile(delay, (i + 0.5) / kShares));
  return out;
}

const AtomTimes* atoms_at(const Played& episode, const std::string& centre) {
  const auto it = episode.atoms.find(centre);
  return it == episode.atoms.end() ? nullptr : &it->second;
}

/// The share of the people's law under which it is declared.
double declared(const TreeRow& row, std::span<const AtomTimes* const> causes, HeldSpan frame) {
  const Timeline raised = holds(*row.raise, causes, frame);
  if (raised.empty()) return 0;
  std::vector<AtomTimes> later;
  for (const AtomTimes* cause : causes) later.push_back(kept(*cause));
  std::vector<const AtomTimes*> asked;
  for (const AtomTimes& each : later) asked.push_back(&each);
  const Timeline still = holds(*row.raise, asked, frame);
  double sum = 0;
  for (const double delay_s : row.delays_s) sum += !std::isnan(declared_at(raised, still, delay_s, frame.end_s));
  return sum / static_cast<double>(row.delays_s.size());
}

AtomTimes later(AtomTimes atoms, double by_s) {
  for (auto& [text, t] : atoms) t = shifted(std::move(t), by_s);
  return atoms;
}

/// Episodes in which something held, some of them, evenly chosen; `weight` is what one stands for.
std::vector<const AtomTimes*> samples(std::span<const Played> episodes, const std::string& centre, double& weight) {
  std::vector<const AtomTimes*> all, some;
  for (const Played& p : episodes)
    if (const AtomTimes* atoms = atoms_at(p, centre); atoms != nullptr && !atoms->empty()) all.push_back(atoms);
  const std::size_t n = std::min(kSamples, all.size());
  for (std::size_t i = 0; i < n; ++i) some.push_back(all[i * all.size() / n]);
  weight = n == 0 ? 0 : static_cast<double>(all.size()) / static_cast<double>(n) / static_cast<double>(episodes.size());
  return some;
}

/// From when to when something holds.
HeldSpan extent(const AtomTimes& atoms) {
  HeldSpan e{1e300, -1e300};
  for (const auto& [text, t] : atoms)
    for (const HeldSpan& s : t) e = {std::min(e.begin_s, s.begin_s), std::max(e.end_s, s.end_s)};
  return e;
}

/// Over which differences (b after a) the two can be seen together.
Interval differences(const AtomTimes& a, const AtomTimes& b, double within_s) {
  const HeldSpan ea = extent(a), eb = extent(b);
  return {ea.begin_s - eb.end_s - within_s, ea.end_s + within_s - eb.begin_s};
}

/// The share that both bring and neither alone.
double news(const TreeRow& row, const AtomTimes& a, const AtomTimes& b, double after_s, double window_s) {
  const AtomTimes moved = later(b, after_s);
  const HeldSpan frame{std::min(0.0, after_s), std::max(0.0, after_s) + window_s};
  const std::array both{&a, &moved};
  const double together = declared(row, both, frame);
  if (together == 0) return 0;
  const double alone = std::max(declared(row, std::span(both).first(1), frame), declared(row, std::span(both).last(1), frame));
  return std::max(0.0, together - alone);
}

} // namespace

TreeRow tree_row(const run::Scenario& scenario, const RuleVariant& variant, const std::string& centre,
                 const std::string& state) {
  const warn::RuleSetParams& rules = rules_of(scenario, variant, centre);
  TreeRow row{&rules.raise.at(state), centre, {}, 0, false};
  row.within_s = longest_within_s(*row.raise);
  row.by_others = scenario.centres.size() > 1 && asks_others(*row.raise); // else nobody else is there
  const bool confers = warn::actions_of(rules, state).conference;
  const warn::CentreParams& people = scenario.centres.at(centre);
  for (const double first_s : midpoints(people.assessment))
    for (const double second_s : confers ? midpoints(people.conference) : std::vector<double>{0})
      row.delays_s.push_back(first_s + second_s);
  return row;
}

double share_declared(const TreeRow& row, std::span<const Played> episodes, double window_s) {
  double sum = 0;
  for (const Played& p : episodes)
    if (const AtomTimes* atoms = atoms_at(p, row.centre)) sum += declared(row, {&atoms, 1}, {0, window_s});
  return episodes.empty() ? 0 : sum / static_cast<double>(episodes.size());
}

double coincidence_s(const TreeRow& row, std::span<const Played> a, std::span<const Played> b, double window_s,
                     Interval& range_s) {
  double weight_a = 0, weight_b = 0, sum_s = 0;
  const auto first = samples(a, row.centre, weight_a), second = samples(b, row.centre, weight_b);
  for (const AtomTimes* x : first)
    for (const AtomTimes* y : second) {
      const Interval range = differences(*x, *y, row.within_s);
      double hits = 0;
      for (std::size_t i = 0; i < kSteps; ++i)
        hits += news(row, *x, *y, range.low + (i + 0.5) / kSteps * (range.high - range.low), window_s);
      if (hits == 0) continue;
      range_s = {std::min(range_s.low, range.low), std::max(range_s.high, range.high)};
      sum_s += weight_a * weight_b * (range.high - range.low) * hits / kSteps;
    }
  return sum_s;
}

} // namespace dewline::study
