#include "dewline/warn/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dewline::warn {
namespace {
constexpr double kUnlikely = 0.5; // an impact less likely than this, at most, speaks against an attack

std::vector<const Judged*> of(const AllJudged& judged, const std::set<TrackId>& tracks) {
  std::vector<const Judged*> found;
  for (const TrackId& track : tracks)
    if (const auto it = judged.find(track); it != judged.end()) found.push_back(&it->second);
  return found;
}
/// What it more likely is than a missile, and whether it was announced.
void add_class(const Estimate& e, std::vector<std::string>& words) {
  const auto add = [&](std::string text) {
    if (std::find(words.begin(), words.end(), text) == words.end()) words.push_back(std::move(text));
  };
  if (e.notified) add("a launch notification covers it");
  const auto most = std::max_element(e.prob_class.begin(), e.prob_class.end());
  const auto best = static_cast<ObjectClass>(most - e.prob_class.begin());
  if (*most > 0 && !is_missile(best) && prob_missile(e.prob_class) < kUnlikely)
    add(fmt::format("more likely a {} ({:.2f})", word(best), *most));
}
} // namespace

std::vector<DetectionId> evidence_for(const AllJudged& judged, const std::set<TrackId>& tracks) {
  std::vector<DetectionId> all;
  for (const Judged* j : of(judged, tracks)) all.insert(all.end(), j->evidence.begin(), j->evidence.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<std::string> evidence_against(const AllJudged& judged, const std::set<TrackId>& tracks,
                                          const std::vector<std::string>& asset_names, bool notices_stand,
                                          bool count_shown) {
  const auto seen = of(judged, tracks);
  std::vector<std::string> words;
  const auto any = [&](auto&& test) {
    return std::any_of(seen.begin(), seen.end(), [&](const Judged* j) { return test(j->estimate); });
  };
  const bool unknown = any([](const Estimate& e) { return !e.impact && !e.region && !e.stays_up; });
  if (any([](const Estimate& e) { return e.thrusting; }))
    words.push_back(any([](const Estimate& e) { return e.only_fire; })
                        ? "only lines of sight to a fire: no impact can be predicted"
                        : "it may still be thrusting: no impact can be predicted");
  else if (unknown)
    words.push_back("no impact can be predicted yet");
  for (std::size_t a = 0; a < asset_names.size(); ++a) {
    double p = 0, reach = 0;
    for (const Judged* j : seen)
      if (a < j->estimate.assets.size()) {
        p = std::max(p, j->estimate.assets[a].prob_impact);
        reach = std::max(reach, j->estimate.assets[a].prob_reach);
      }
    if (!seen.empty() && !unknown && reach < kUnlikely) words.push_back(fmt::format("impact in {} {:.2g}", asset_names[a], p));
  }
  if (any([](const Estimate& e) { return e.manoeuvres; })) words.push_back("it glides: a region, no point of impact");
  for (const Judged* j : seen) add_class(j->estimate, words);
  std::set<SensorId> sensors;
  for (const DetectionId& id : evidence_for(judged, tracks)) sensors.insert(id.sensor);
  if (sensors.size() == 1) words.push_back("only one sensor");
  if (seen.size() == 1) words.push_back("a single object");
  if (!seen.empty() && std::none_of(seen.begin(), seen.end(), [](const Judged* j) { return j->estimate.ballistic; }))
    words.push_back("not shown to be ballistic");
  if (!seen.empty() && std::none_of(seen.begin(), seen.end(), [](const Judged* j) { return j->held; }))
    words.push_back("no longer tracked");
  if (seen.empty() && count_shown) words.push_back("no sensor of its own behind the count that is shown");
  if (seen.empty() && notices_stand) words.push_back("no track of its own, only another centre's word");
  return words;
}

std::string plain_time(double dt_s) {
  if (dt_s >= 60 && std::fmod(dt_s, 60) == 0) return fmt::format("{:.0f} min", dt_s / 60);
  return dt_s < 10 ? fmt::format("{:.2g} s", dt_s) : fmt::format("{:.0f} s", dt_s);
}

} // namespace dewline::warn
