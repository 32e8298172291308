// The words and ids that go with an alert.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dewline/warn/alert.hpp"
#include "dewline/warn/estimate/judge.hpp"

namespace dewline::warn {

/// All that a node has judged, by track.
using AllJudged = std::map<TrackId, Judged>;

/// Detections behind the tracks, each once, in order.
std::vector<DetectionId> evidence_for(const AllJudged& judged, const std::set<TrackId>& tracks);
/// What speaks against an attack, in words: `impact in russia 0.003`, `only one sensor`, `a single object`.
/// asset_names in the order of Estimate::assets.
std::vector<std::string> evidence_against(const AllJudged& judged, const std::set<TrackId>& tracks,
                                          const std::vector<std::string>& asset_names, bool notices_stand,
                                          bool count_shown);
/// `2 min`, `97 s`, `1.5 s`, for people.
std::string plain_time(double dt_s);

} // namespace dewline::warn
