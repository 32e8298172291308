// The same scenario under other values, run with the same seeds: what each variant is worth.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/record/bands.hpp"
#include "dewline/record/tables.hpp"

namespace dewline::record {

/// Centres and the objects that come down on their assets (a centre without assets: on the ground at all).
using Threats = std::set<std::pair<std::string, std::string>>;

/// A step of a centre in one run: the first about any object of the scenario.
struct FirstStep {
  double known_s = kNeverS;
  double warning_s = kNoNumber;   ///< impact less known: of the first impact among the objects that it is about
  double time_left_s = kNoNumber; ///< of `declared`: impact less the decision of those who are warned
  bool threat = false;            ///< something that it is about comes down on this centre's assets
};
/// By centre, step and state.
using StepKey = std::tuple<std::string, std::string, std::string>;
using FirstSteps = std::map<StepKey, FirstStep>;

/// The steps that a comparison tells of, in the ledger's order.
std::span<const std::string_view> compared_steps();
/// Of one run, those that happened.
FirstSteps first_steps(std::span<const LedgerRow> ledger, const Threats& threats);

/// One step of one centre under one variant, over all repeats.
struct VariantRow {
  std::string variant, centre, step, state;
  Share share;
  Spread known_s, warning_s, time_left_s;
  Share false_share;   ///< of `declared`: runs in which nothing that it is about threatens this centre
  Spread gained_s;     ///< sooner than in the variant compared against: pairs of equal seed in which both have it
  std::int64_t pairs = 0, only_here = 0, only_there = 0; ///< seeds in which both, this one alone, the other alone has it
};

/// CENTRE.STATE.what: what a comparison is about.
struct Measure {
  std::string centre, state, what; ///< what: known, warning_time, time_left
};

struct Variant {
  std::string name;
  std::map<std::string, std::string> changes; ///< path: value
};

/// A comparison's result.
struct Variants {
  Measure measure;                ///< centre empty: none
  std::string against;
  std::int64_t runs = 0;          ///< of each variant
  std::vector<Variant> variants;  ///< `against` first, then by name
  std::vector<VariantRow> rows;   ///< by variant, centre, step and state
};

/// Rows from the first steps of each run: samples[variant][run]; every variant has the same runs, the first variant is the
/// one compared against. A step that no variant has is left out; one that some have is a row of each.
std::vector<VariantRow> variant_rows(std::span<const Variant> variants, std::span<const std::vector<FirstSteps>> samples);

} // namespace dewline::record
