#include "dewline/warn/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dewline/base/check.hpp"

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
/// What the atom compares: `impact < p` must not hold out of ignorance, so it is asked of the upper bound.
double largest_prob(const Scene& scene, const Atom& a) {
  double p = 0;
  for (const Seen& s : scene.tracks) p = std::max(p, asks_for_little(a) ? s.prob_reach : s.prob_impact);
  return p;
}
/// An upper bound on the probability needs every track's impact to be predictable; a lower bound only one.
bool compares_prob(const Scene& scene, const Atom& a) {
  const auto known = [](const Seen& s) { return s.predictable; };
  const bool enough = asks_for_little(a) ? std::all_of(scene.tracks.begin(), scene.tracks.end(), known)
                                         : std::any_of(scene.tracks.begin(), scene.tracks.end(), known);
  return !scene.tracks.empty() && enough && compares(a.compare, largest_prob(scene, a), a.threshold);
}
Time first_impact(const Scene& scene) {
  Time t = kNever;
  for (const Seen& s : scene.tracks) t = std::min(t, s.impact);
  return t;
}
auto num_held(const Scene& scene) {
  return std::count_if(scene.tracks.begin(), scene.tracks.end(), [](const Seen& s) { return s.held; });
}
bool by_kind(const Seen& s, Subject subject) {
  const bool infrared = subject == Subject::infrared_track || subject == Subject::infrared_launch_call;
  return infrared ? s.infrared : s.radar;
}
auto num_held(const Scene& scene, Subject subject) {
  return std::count_if(scene.tracks.begin(), scene.tracks.end(),
                       [&](const Seen& s) { return s.held && by_kind(s, subject); });
}
auto num_calls(const Scene& scene, Subject subject) {
  return std::count_if(scene.tracks.begin(), scene.tracks.end(),
                       [&](const Seen& s) { return s.launch_call && by_kind(s, subject); });
}
bool stands(const Noticed& noticed, NodeId node, const std::string& state) {
  const auto found = noticed.find(node);
  return found != noticed.end() && (state.empty() ? !found->second.empty() : found->second.contains(state));
}
/// The instant at which a time to impact crosses the threshold.
Time crossing(const Atom& atom, const Scene& scene) {
  const Time impact = first_impact(scene);
  if (impact == kNever) return kNever;
  const Time at = impact - duration_from_s(atom.threshold);
  return at >= scene.now ? at + kTick : kNever;
}
} // namespace

/// Null memory: for this instant alone.
struct Rule::Asking {
  Memory* memory;
  Time wake = kNever;
  void by(Time t, Time now) {
    if (t > now) wake = std::min(wake, t);
  }
};

Rule::Rule(const Condition& condition, const std::vector<std::string>& node_names) { add(condition, node_names); }

std::uint32_t Rule::add(const Condition& c, const std::vector<std::string>& node_names) {
  const auto index = static_cast<std::uint32_t>(places_.size());
  places_.push_back({c.kind, c.text, {}, {}, c.for_s, c.within_s, c.same_object, {}});
  if (c.kind == Condition::Kind::atom) {
    const auto parsed = parse_atom(c.text);
    DW_CHECK(std::holds_alternative<Atom>(parsed));
    Place& place = places_.back();
    place.atom = std::get<Atom>(parsed);
    place.for_s = place.atom.for_s;
    if (place.atom.what == Subject::alert) {
      const auto found = std::find(node_names.begin(), node_names.end(), place.atom.node);
      DW_CHECK(found != node_names.end());
      place.node = {static_cast<std::uint32_t>(found - node_names.begin())};
    }
    return index;
  }
  DW_CHECK(!c.parts.empty());
  for (const Condition& part : c.parts) {
    const std::uint32_t added = add(part, node_names);
    places_[index].parts.push_back(added);
  }
  return index;
}

bool Rule::test(const Place& place, const Scene& scene) const {
  const Atom& a = place.atom;
  switch (a.what) {
    case Subject::radar_track:
    case Subject::infrared_track: return num_held(scene, a.what) > 0;
    case Subject::radar_launch_call:
    case Subject::infrared_launch_call: return num_calls(scene, a.what) > 0;
    case Subject::impact_in_asset: return compares_prob(scene, a);
    case Subject::time_to_impact:
      return first_impact(scene) != kNever && compares(a.compare, seconds(first_impact(scene) - scene.now), a.threshold);
    case Subject::tracks: return compares(a.compare, static_cast<double>(num_held(scene)), a.threshold);
    case Subject::alert: return scene.noticed && stands(*scene.noticed, place.node, a.state);
  }
  return false;
}

bool Rule::group(const Place& place, const Scene& scene, Asking& asking, TrackId key) const {
  std::size_t num_true = 0;
  for (const std::uint32_t part : place.parts) {
    bool holds = ask(part, scene, asking, key);
    if (asking.memory && place.within_s > 0) {
      Held& held = (*asking.memory)[{part, key}];
      if (holds) held.last = scene.now;
      const Time end = held.last == Time::min() ? Time::min() : held.last + duration_from_s(place.within_s);
      holds = end >= scene.now;
      if (holds) asking.by(end + kTick, scene.now);
    }
    num_true += holds;
  }
  switch (place.kind) {
    case Condition::Kind::all_of: return num_true == place.parts.size();
    case Condition::Kind::any_of: return num_true > 0;
    default: return num_true == 0;
  }
}

bool Rule::ask(std::uint32_t index, const Scene& scene, Asking& asking, TrackId key) const {
  const Place& place = places_[index];
  bool holds = false;
  if (place.kind == Condition::Kind::atom) {
    holds = test(place, scene);
    if (place.atom.what == Subject::time_to_impact) asking.by(crossing(place.atom, scene), scene.now);
  } else if (place.same_object) {
    for (const Seen& s : scene.tracks)
      if (group(place, {scene.now, {s}, scene.noticed}, asking, s.track)) holds = true;
  } else {
    holds = group(place, scene, asking, key);
  }
  if (!asking.memory || !(place.for_s > 0)) return holds;
  Held& held = (*asking.memory)[{index, key}];
  if (!holds) held.since = kNever;
  else held.since = std::min(held.since, scene.now);
  if (!holds) return false;
  const Time ripe = held.since + duration_from_s(place.for_s);
  asking.by(ripe, scene.now);
  return scene.now >= ripe;
}

Rule::Answer Rule::ask(Memory& memory, const Scene& scene) const {
  for (auto& [key, held] : memory) // a track that is gone has broken what it held
    if (key.track.number != 0 && std::none_of(scene.tracks.begin(), scene.tracks.end(),
                                              [&](const Seen& s) { return s.track == key.track; }))
      held.since = kNever;
  Asking asking{&memory};
  const bool holds = ask(0, scene, asking, {});
  return {holds, asking.wake};
}

bool Rule::holds_now(const Scene& scene) const {
  Asking asking{nullptr};
  return ask(0, scene, asking, {});
}

std::string Rule::words(const Scene& scene) const {
  std::string text;
  for (const Place& place : places_) {
    if (place.kind != Condition::Kind::atom || !test(place, scene)) continue;
    if (!text.empty()) text += ", ";
    text += place.text;
    switch (place.atom.what) {
      case Subject::impact_in_asset:
        text += asks_for_little(place.atom) ? " (at most " : " (";
        text += fmt::format("{:.2g})", largest_prob(scene, place.atom));
        break;
      case Subject::time_to_impact: text += fmt::format(" ({:.0f} s)", seconds(first_impact(scene) - scene.now)); break;
      case Subject::tracks: text += fmt::format(" ({})", num_held(scene)); break;
      case Subject::radar_launch_call:
      case Subject::infrared_launch_call:
        text += fmt::format(" ({} of {})", num_calls(scene, place.atom.what), scene.tracks.size());
        break;
      default: break;
    }
  }
  return text.empty() ? "none of the excluded conditions holds" : text;
}

double Rule::longest_for_s() const {
  double longest = 0;
  for (const Place& place : places_) longest = std::max(longest, place.for_s);
  return longest;
}

} // namespace dewline::warn
