#include <fmt/format.h>

#include <algorithm>

#include "dewline/sense/scan.hpp"
#include "dewline/warn/rules/rule.hpp"

namespace dewline::warn {
namespace {

bool compares(Compare c, double value, double threshold) {
  switch (c) {
    case Compare::less: return value < threshold;
    case Compare::less_equal: return value <= threshold;
    case Compare::greater: return value > threshold;
    case Compare::greater_equal: return value >= threshold;
    case Compare::none: break;
  }
  return false;
}
bool asks_for_little(const Atom& a) { return a.compare == Compare::less || a.compare == Compare::less_equal; }

bool by_kind(const Seen& s, Subject subject) {
  const bool infrared = subject == Subject::infrared_track || subject == Subject::infrared_launch_call;
  return infrared ? s.infrared : s.radar;
}
/// Is the track one that the subject is about?
bool counts(const Seen& s, Subject subject) {
  switch (subject) {
    case Subject::radar_track:
    case Subject::infrared_track: return s.held && by_kind(s, subject);
    case Subject::radar_launch_call:
    case Subject::infrared_launch_call: return s.launch_call && by_kind(s, subject);
    case Subject::phenomenologies:
    case Subject::sensors:
    case Subject::notified: return s.launch_call;
    case Subject::launches: return s.launch_call && s.held;
    case Subject::tracks: return s.held;
    case Subject::catalogued: return s.held && s.catalogued;
    case Subject::glides: return s.held && s.glides;
    case Subject::time_to_impact: return s.impact != kNever;
    default: return true;
  }
}
auto count_of(const Scene& scene, Subject subject) {
  return std::count_if(scene.tracks.begin(), scene.tracks.end(), [&](const Seen& s) { return counts(s, subject); });
}

double prob_of(const Seen& s, const Ready& r) {
  const bool little = asks_for_little(r.atom);
  if (r.atom.what == Subject::impact_in_asset) return little ? s.prob_reach : s.prob_impact;
  if (r.atom.what == Subject::impact_in) {
    if (r.asset >= s.assets.size()) return 0;
    return little ? s.assets[r.asset].prob_reach : s.assets[r.asset].prob_impact;
  }
  if (r.atom.node == "missile") return prob_missile(s.prob_class);
  for (const auto& [c, w] : enum_words(static_cast<ObjectClass*>(nullptr)))
    if (w == r.atom.node) return s.prob_class[static_cast<std::size_t>(c)];
  return 0;
}
/// Is anything known of it? Nothing is concluded from ignorance.
bool known_of(const Seen& s, Subject subject) {
  if (subject != Subject::class_prob) return s.predictable;
  return std::any_of(s.prob_class.begin(), s.prob_class.end(), [](double p) { return p > 0; });
}
double largest(const Scene& scene, const Ready& r) {
  double p = 0;
  for (const Seen& s : scene.tracks) p = std::max(p, prob_of(s, r));
  return p;
}
/// An upper bound needs to be known of every track; a lower bound of one only.
bool compares_prob(const Scene& scene, const Ready& r) {
  const auto known = [&](const Seen& s) { return known_of(s, r.atom.what); };
  const bool enough = asks_for_little(r.atom) ? std::all_of(scene.tracks.begin(), scene.tracks.end(), known)
                                              : std::any_of(scene.tracks.begin(), scene.tracks.end(), known);
  return !scene.tracks.empty() && enough && compares(r.atom.compare, largest(scene, r), r.atom.threshold);
}

Time first_impact(const Scene& scene) {
  Time t = kNever;
  for (const Seen& s : scene.tracks) t = std::min(t, s.impact);
  return t;
}
/// Kinds that see for themselves; what targets say of themselves is no phenomenon.
std::size_t num_kinds(const Scene& scene) {
  constexpr auto bit = [](sense::Kind kind) { return 1U << static_cast<unsigned>(kind); };
  unsigned kinds = 0;
  for (const Seen& s : scene.tracks)
    if (s.launch_call) kinds |= s.kinds == 0 ? bit(sense::Kind::radar) : s.kinds;
  std::size_t n = 0;
  for (const sense::Kind kind : {sense::Kind::radar, sense::Kind::infrared, sense::Kind::feed})
    n += (kinds & bit(kind)) != 0;
  return n;
}
std::size_t num_sensors(const Scene& scene) {
  std::set<SensorId> all;
  for (const Seen& s : scene.tracks)
    if (s.launch_call) all.insert(s.sensors.begin(), s.sensors.end());
  return all.size();
}
bool all_notified(const Scene& scene) {
  const auto launched = [](const Seen& s) { return s.launch_call; };
  return std::any_of(scene.tracks.begin(), scene.tracks.end(), launched) &&
         std::all_of(scene.tracks.begin(), scene.tracks.end(), [](const Seen& s) { return !s.launch_call || s.notified; });
}
bool stands(const Scene& scene, const Ready& r) {
  if (!scene.noticed) return false;
  const auto in = [&](const std::set<std::string>& states) {
    return r.atom.state.empty() ? !states.empty() : states.contains(r.atom.state);
  };
  if (r.atom.node == kAnyCentre)
    return std::any_of(scene.noticed->begin(), scene.noticed->end(), [&](const auto& n) { return in(n.second); });
  const auto found = scene.noticed->find(r.node);
  return found != scene.noticed->end() && in(found->second);
}
/// The number that a comparison is about, where the scene has one.
double value_of(const Ready& r, const Scene& scene) {
  switch (r.atom.what) {
    case Subject::phenomenologies: return static_cast<double>(num_kinds(scene));
    case Subject::sensors: return static_cast<double>(num_sensors(scene));
    case Subject::raid_size: return scene.threat ? scene.threat->raid.mean : 0;
    case Subject::prob_attack: return scene.threat ? scene.threat->prob_attack : 0;
    case Subject::assessment: return scene.threat ? static_cast<double>(scene.threat->assessment) : 0;
    case Subject::count_shown: return scene.count_shown;
    case Subject::time_to_impact: return seconds(first_impact(scene) - scene.now);
    default: return static_cast<double>(count_of(scene, r.atom.what));
  }
}
bool is_prob(Subject s) {
  return s == Subject::impact_in_asset || s == Subject::impact_in || s == Subject::class_prob;
}
} // namespace

bool holds(const Ready& r, const Scene& scene) {
  if (is_prob(r.atom.what)) return compares_prob(scene, r);
  switch (r.atom.what) {
    case Subject::alert: return stands(scene, r);
    case Subject::notified: return all_notified(scene);
    case Subject::time_to_impact:
      return first_impact(scene) != kNever && compares(r.atom.compare, value_of(r, scene), r.atom.threshold);
    default: break;
  }
  if (r.atom.compare == Compare::none) return count_of(scene, r.atom.what) > 0;
  return compares(r.atom.compare, value_of(r, scene), r.atom.threshold);
}

std::string value_words(const Ready& r, const Scene& scene) {
  if (is_prob(r.atom.what)) {
    const bool at_most = asks_for_little(r.atom) && r.atom.what != Subject::class_prob;
    return fmt::format(" ({}{:.2g})", at_most ? "at most " : "", largest(scene, r));
  }
  switch (r.atom.what) {
    case Subject::time_to_impact: return fmt::format(" ({:.0f} s)", value_of(r, scene));
    case Subject::radar_launch_call:
    case Subject::infrared_launch_call: return fmt::format(" ({} of {})", count_of(scene, r.atom.what), scene.tracks.size());
    case Subject::assessment:
      return fmt::format(" ({})", word(scene.threat ? scene.threat->assessment : Assessment::none));
    case Subject::alert: return {};
    case Subject::raid_size:
    case Subject::prob_attack: return fmt::format(" ({:.2g})", value_of(r, scene));
    default: break;
  }
  return r.atom.compare == Compare::none ? std::string() : fmt::format(" ({:.0f})", value_of(r, scene));
}

std::set<TrackId> tracks_behind(const Ready& r, const Scene& scene) {
  std::set<TrackId> all;
  if (r.atom.what == Subject::alert || r.atom.what == Subject::count_shown) return all;
  const bool single = is_prob(r.atom.what) && !asks_for_little(r.atom);
  const bool threat = r.atom.what == Subject::raid_size || r.atom.what == Subject::prob_attack ||
                      r.atom.what == Subject::assessment;
  for (const Seen& s : scene.tracks) {
    if (single ? compares(r.atom.compare, prob_of(s, r), r.atom.threshold)
               : threat ? s.launch_call : counts(s, r.atom.what))
      all.insert(s.track);
  }
  return all;
}

Time next_change(const Ready& r, const Scene& scene) {
  if (r.atom.what != Subject::time_to_impact) return kNever;
  const Time impact = first_impact(scene);
  if (impact == kNever) return kNever;
  const Time at = impact - duration_from_s(r.atom.threshold);
  return at >= scene.now ? at + kTick : kNever;
}

} // namespace dewline::warn
