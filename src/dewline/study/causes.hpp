// The source events of a scenario's false alarms: those that it states, and the random events that its satellites see.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dewline/run/scenario.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/study/rates.hpp"

namespace dewline::study {

struct Cause {
  std::string name;              ///< the author's id, or `glint`, `fires`, `flares`, `meteors`, `reentries`
  std::string kind, doc;         ///< in words
  double per_year = 0;           ///< source events
  Interval disputed;             ///< of per_year: the stated range, else the value twice
  double num_manifestations = 1;
  std::optional<sense::Cause> random; ///< of what an infrared satellite draws: what it is
};

/// All with a rate above 0, stated ones first, each kind in order of name.
std::vector<Cause> causes_of(const run::Scenario& scenario);

/// What is there without any cause and without the attack: sensors, noise, clutter and whatever flies or arrives that
/// nobody names. Random infrared events and those given by the causes' satellites do not happen.
run::Scenario quiet(const run::Scenario& scenario);
/// Adds what a stated cause brings, so much later.
void add(run::Scenario& quiet, const run::Scenario& scenario, const std::string& cause, double later_s);
/// Lets satellites draw events of one kind: the one with the greatest rate so many a day, others in proportion.
void add(run::Scenario& quiet, const run::Scenario& scenario, sense::Cause random, double per_day);
/// The attack: the scenario with its threats and without what belongs to causes; random events at their own rates.
run::Scenario attacked(const run::Scenario& scenario);
/// When the first of the threats is launched; nothing if there is no threat.
std::optional<double> first_launch_s(const run::Scenario& scenario);

/// The satellite that draws most events of that kind; nullptr if none does.
const sense::InfraredParams* leading(const run::Scenario& scenario, sense::Cause random);

} // namespace dewline::study
