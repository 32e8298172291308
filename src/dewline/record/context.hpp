// What the recorder knows of a model besides the facts: names, windows, truth's own milestones.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/labels.hpp"

namespace dewline::record {

/// Truth's milestones of one object.
struct Milestone {
  std::string what;  ///< `launch`, `burnout`, `apogee`, `impact`, `end of data`
  Time at{};
  earth::Geodetic where;
};

/// Names by id index (sorted by name), and what is fixed before the run.
struct Context {
  std::string title, scenario_name, epoch_utc;
  std::vector<std::string> objects, sensors, nodes, links, assets;
  std::vector<std::string> asset_of;                     ///< by asset: the centre that declared it
  std::vector<std::string> sensor_reports_to;            ///< by sensor
  std::vector<sense::Kind> sensor_kinds;                 ///< by sensor
  std::vector<std::vector<Milestone>> milestones;        ///< by object
  std::vector<std::vector<sense::Window>> windows;       ///< by sensor
  std::vector<double> revisit_s;                         ///< by sensor
  std::map<std::string, std::string> value_words; ///< path -> `3 deg (assumption)`, for waited_for texts
  std::vector<std::vector<std::string>> alert_states;    ///< by node: the words that its rules can raise
  std::vector<std::vector<std::uint32_t>> alert_receivers; ///< by node: the centres to which its alerts are sent
  std::vector<std::string> confirm_words, confirm_param; ///< by node: `3 of 5`, and the parameter's path
  std::uint64_t seed = 1, run = 0;
};

} // namespace dewline::record
