#include "dewline/survey/network.hpp"

#include "dewline/base/hash.hpp"

namespace dewline::survey {

Network::Network(const std::map<std::string, sense::SensorParams>& sensors,
                 const earth::Orientation& orientation, Time end, double cloud_share) {
  for (const auto& [name, params] : sensors) {
    if (const auto* radar = std::get_if<sense::RadarParams>(&params)) {
      radars_.push_back(std::make_unique<const sense::Radar>(*radar, SensorId{}, hash64(name)));
      watchers_.emplace_back(RadarWatcher(name, *radars_.back()));
    } else if (const auto* infrared = std::get_if<sense::InfraredParams>(&params)) {
      satellites_.push_back(
          std::make_unique<const sense::Infrared>(*infrared, SensorId{}, hash64(name), orientation, end));
      watchers_.emplace_back(InfraredWatcher(name, *satellites_.back(), cloud_share));
    }
  }
}

} // namespace dewline::survey
