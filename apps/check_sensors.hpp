// What `dewline check` says of sensors: ranges beside the published claims, the search's load, satellites.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "dewline/run/model.hpp"
#include "dewline/sense/radar/range_check.hpp"

namespace dewline::apps {

/// A published claim beside what the radar's parameters give.
struct Claim {
  std::string sensor, target;
  sense::RangeCheck check;
  double low_m = 0, high_m = 0; ///< the claim's own range; 10 % either way if it states none
  double computed_m = 0;        ///< by the waveform that the claim is about
  [[nodiscard]] bool holds() const { return computed_m >= low_m && computed_m <= high_m; }
};
std::vector<Claim> claims_of(const run::Scenario& scenario, const run::Model& model);

void print_sensors(const run::Scenario& scenario, const run::Model& model);
void sensors_json(const run::Scenario& scenario, const run::Model& model, nlohmann::ordered_json& out);

} // namespace dewline::apps
