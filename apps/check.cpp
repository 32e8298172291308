// dewline check: a scenario's problems, or what a reader can verify by hand.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "check_sensors.hpp"
#include "commands.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/schema.hpp"
#include "dewline/io/variants.hpp"
#include "dewline/record/words.hpp"
#include "dewline/run/answer.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

void print_hand_checks(const run::Model& model) {
  for (const auto& c : run::hand_checks(model.context))
    std::cout << fmt::format("{}: range {:.0f} km, apogee {:.0f} km, flown in {:.1f} min; the Kepler arc with that range and "
                             "apogee takes {:.1f} min\n",
                             c.object, c.ground_range_m / 1e3, c.apogee_h_m / 1e3, c.flown_time_s / 60, c.kepler_time_s / 60);
  for (const auto& s : run::first_sights(model))
    std::cout << fmt::format("{} can first see {} at {}, {:.0f} km away and {:.0f} km high; before that: {}\n", s.sensor,
                             s.object, record::clock_words(s.t_s), s.range_m / 1e3, s.height_m / 1e3, s.opened_by == record::limit_word(sense::Limit::fire) ? "nothing burns" : s.opened_by);
}

void print_json(const run::Scenario& scenario, const run::Model& model) {
  nlohmann::ordered_json out{{"ok", true}};
  sensors_json(scenario, model, out);
  for (const auto& c : run::hand_checks(model.context))
    out["arcs"].push_back({{"object", c.object}, {"ground_range_m", c.ground_range_m}, {"apogee_h_m", c.apogee_h_m},
                           {"kepler_time_s", c.kepler_time_s}, {"flown_time_s", c.flown_time_s}});
  for (const auto& s : run::first_sights(model))
    out["first_sights"].push_back({{"sensor", s.sensor}, {"object", s.object}, {"t_s", s.t_s}, {"range_m", s.range_m},
                                   {"height_m", s.height_m}, {"opened_by", s.opened_by}});
  std::cout << out.dump(2) << '\n';
}

int report_json(const io::ScenarioError& error) {
  nlohmann::ordered_json out{{"ok", false}};
  for (const auto& d : error.diagnostics())
    out["problems"].push_back({{"file", d.at.file}, {"line", d.at.line}, {"column", d.at.column}, {"key", d.key},
                               {"value", d.value}, {"what", d.what}, {"hint", d.hint}});
  std::cout << out.dump(2) << '\n';
  return kBadInput;
}

} // namespace

int check(const CheckOptions& options) {
  if (options.schema) {
    std::cout << io::json_schema() << '\n';
    return kOk;
  }
  try {
    const io::Loaded loaded = io::load(find_scenario(options.scenario), {options.sets, data_dir()});
    const auto variants = io::load_variants(find_scenario(options.scenario), {options.sets, data_dir()}, loaded.scenario.study);
    if (options.resolved) {
      std::cout << loaded.resolved;
      return kOk;
    }
    const auto model = run::compile(loaded.scenario);
    if (options.json) {
      print_json(loaded.scenario, *model);
      return kOk;
    }
    std::cout << fmt::format("{}: good. {} objects, {} sensors, {} centres{}.\n\n", loaded.scenario.name,
                             loaded.scenario.objects.size(), loaded.scenario.sensors.size(), loaded.scenario.centres.size(),
                             variants.empty() ? "" : fmt::format(", {} variants to compare", variants.size()));
    print_sensors(loaded.scenario, *model);
    print_hand_checks(*model);
    return kOk;
  } catch (const io::ScenarioError& error) {
    if (options.json) return report_json(error);
    throw;
  }
}

} // namespace dewline::apps
