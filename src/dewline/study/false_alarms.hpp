// What an architecture's warning costs in false alarms: for every rule set and state the false alerts a year, the delay
// until an attack is declared and the share of attacks that never are. The ROC of an architecture.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dewline/record/bands.hpp"
#include "dewline/study/episodes.hpp"
#include "dewline/study/rates.hpp"

namespace dewline::study {

struct FalseAlarmRequest {
  std::vector<RuleVariant> variants; ///< at least one; the first without rules is the scenario's own
  std::uint64_t seed = 1;
  std::uint32_t num_episodes = 40;  ///< of each cause, each pair, and runs with the attack
  std::uint32_t max_pairs = 12;      ///< of causes that are simulated together
  unsigned threads = 0;              ///< 0: all; results do not depend on it
  std::function<void(std::uint64_t done, std::uint64_t total)> progress; ///< in episodes
  std::function<bool()> stop;
};

/// What one cause, or two at once, add to a row.
struct Contribution {
  std::vector<std::string> causes;
  double per_year = 0;    ///< source events or coincidences a year
  Interval disputed;      ///< of per_year, over the stated ranges
  double num_manifestations = 1;
  record::Share declared; ///< of episodes
  std::optional<double> tree; ///< declared share as the fault tree has it; nothing: the rule asks about other alerts
};

/// One rule set's state at one centre.
struct RocRow {
  std::string rules, centre, state;
  std::uint32_t level = 0;     ///< in the rule set's order, from 1
  RateEstimate false_alerts;   ///< source events that are declared, a year; a cluster counts once
  Interval disputed;           ///< of its value over the stated ranges of the causes' rates
  double alerts_per_year = 0;  ///< every manifestation counted
  std::optional<double> tree_per_year; ///< the fault tree's expectation
  bool agrees = true;          ///< it lies in the 99 % interval from counting
  std::optional<record::Share> missed; ///< of runs with the attack; nothing: there is none
  record::Spread delay_s;      ///< from the first launch to the declaration, where there was one
  std::vector<Contribution> parts;
};

/// A published count beside the model's.
struct CountRow {
  std::string name, centre, state, text;
  bool is_input = false;
  double published = 0, years = 1;
  Interval between;            ///< of `published`, as sources differ
  double expected = 0;         ///< the model's mean, at the stated rates
  std::int64_t low = 0, high = 0; ///< its middle 90 %, the low end at the lowest rates, the high end at the highest
};

struct FalseAlarms {
  std::vector<Cause> causes;
  std::vector<std::uint32_t> num_played; ///< episodes, by cause
  std::vector<RocRow> rows;              ///< in order of rules as requested, centre, level
  std::vector<CountRow> counts;
  std::vector<std::vector<std::string>> pairs; ///< simulated together
  std::uint32_t num_minor_pairs = 0;     ///< that would add less than 0.1 % to every row, or beyond max_pairs
  record::Share quiet_alerts;            ///< of windows with no cause at all, those in which any state was declared
  double window_s = 0;
  bool complete = true;                  ///< false: stopped; causes without episodes are not counted in any row
};

/// The scenario's own rules first, then those of a library that are not already its own.
std::vector<RuleVariant> variants_of(const run::Scenario& scenario, std::vector<RuleVariant> library);

/// Throws std::invalid_argument if there is no cause, no variant or nobody to warn.
FalseAlarms false_alarms(const run::Scenario& scenario, const FalseAlarmRequest& request);

/// Probability of at least one false alert in so many years, at the row's rate: 1 - exp(-rate years).
double prob_any(const RocRow& row, double years);

} // namespace dewline::study
