// A survey stated by a few words: what `dewline coverage` and Python's `dw.survey` ask for.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dewline/earth/frames.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/survey/cover.hpp"
#include "dewline/survey/network.hpp"
#include "dewline/survey/reach.hpp"
#include "dewline/survey/warning.hpp"

namespace dewline::io {

/// Words with units as in a scenario; angles may be bare numbers of degrees. Empty: not given.
struct SurveyRequest {
  std::vector<std::string> sensors; ///< empty: all
  std::string rcs = "1 m2", type; ///< what is looked for
  double pd = 0.5, cumulative = 0.9, cloud = 0.5;
  std::string step = "2 deg"; ///< of a radar's reach
  std::string height, exposure = "60 s", plume; ///< coverage at a height
  std::string grid = "1 deg", region, at = "0 s";
  bool gaps = false; ///< hours without a satellite
  std::uint32_t days = 1;
  std::string from, loft, apogee; ///< minutes of warning
  std::uint32_t count = 2; ///< sensors of the second answer
  unsigned threads = 0; ///< 0: as many as the machine has
};

/// A scenario's sensors, ready to be asked.
struct Surveyed {
  run::Scenario scenario;
  std::uint64_t hash = 0; ///< of the resolved scenario and of all words that matter to the answer
  earth::Orientation orientation;
  survey::Network network; ///< refers to the orientation: neither is copied

  Surveyed(run::Scenario&& of, std::uint64_t key, earth::Orientation&& sky,
           const std::map<std::string, sense::SensorParams>& sensors, Time end, double cloud_share)
      : scenario(std::move(of)),
        hash(key),
        orientation(std::move(sky)),
        network(sensors, orientation, end, cloud_share) {}
  Surveyed(const Surveyed&) = delete;
  Surveyed& operator=(const Surveyed&) = delete;
};

// All of these throw std::invalid_argument, or ScenarioError, that names the option (`--region`), the value,
// what is wrong and a hint.
/// The sensors asked for, with satellites for a day beyond `at`.
std::unique_ptr<const Surveyed> surveyed(run::Scenario&& scenario, const SurveyRequest& request);
survey::GridParams grid_of(const SurveyRequest& request);
survey::ReachRequest reach_of(const SurveyRequest& request, const std::filesystem::path& data_dir);
survey::CoverRequest cover_of(const SurveyRequest& request, const std::filesystem::path& data_dir);
/// From the first midnight (UTC) at or after `at`, so that columns are hours of the day.
survey::GapRequest gaps_of(const SurveyRequest& request, const Surveyed& surveyed);
survey::WarningRequest warning_of(const SurveyRequest& request, const Surveyed& surveyed,
                                  const std::filesystem::path& data_dir);

/// Where launches may stand: a place, or a circle about it, or what the scenario calls by that name (an
/// object's launch point, the circle about an asset).
struct LaunchArea {
  double lat_rad = 0, lon_rad = 0, radius_m = 0;
  std::optional<truth::ObjectParams> object; ///< the scenario's object of that name
};
LaunchArea launch_area(const SurveyRequest& request, const run::Scenario& scenario);

} // namespace dewline::io
