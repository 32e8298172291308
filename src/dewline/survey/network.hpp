// The sensors of a scenario as watchers, built for geometry alone.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dewline/earth/frames.hpp"
#include "dewline/sense/sensor.hpp"
#include "dewline/survey/watcher.hpp"

namespace dewline::survey {

/// Owns sensors that watch nothing, and a watcher for each radar and infrared satellite, in order of name.
/// Other kinds (surveillance, feeds) report what others know: they cover nothing and are left out.
class Network {
 public:
  /// `end`: how long satellites are asked about, since the epoch; the orientation must outlive it.
  /// cloud_share: as InfraredWatcher has it. Throws ContractError for parameters that sense::check refuses.
  Network(const std::map<std::string, sense::SensorParams>& sensors, const earth::Orientation& orientation,
          Time end, double cloud_share = 0.5);

  [[nodiscard]] const std::vector<Watcher>& watchers() const { return watchers_; }

 private:
  std::vector<std::unique_ptr<const sense::Radar>> radars_;
  std::vector<std::unique_ptr<const sense::Infrared>> satellites_;
  std::vector<Watcher> watchers_;
};

} // namespace dewline::survey
