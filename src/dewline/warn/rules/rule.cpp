#include "dewline/warn/rules/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dewline/base/check.hpp"

namespace dewline::warn {
namespace {
std::size_t index_in(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  DW_CHECK(found != names.end());
  return static_cast<std::size_t>(found - names.begin());
}
Ready ready(const std::string& text, const Names& names) {
  const auto parsed = parse_atom(text);
  DW_CHECK(std::holds_alternative<Atom>(parsed));
  Ready r{std::get<Atom>(parsed), {}, 0};
  if (r.atom.what == Subject::alert && r.atom.node != kAnyCentre)
    r.node = {static_cast<std::uint32_t>(index_in(names.nodes, r.atom.node))};
  if (r.atom.what == Subject::impact_in) r.asset = index_in(names.assets, r.atom.node);
  return r;
}
/// How many of the parts must hold for the group to.
bool enough(Condition::Kind kind, std::size_t num_true, std::size_t num_parts, std::uint32_t at_least) {
  switch (kind) {
    case Condition::Kind::all_of: return num_true == num_parts;
    case Condition::Kind::any_of: return num_true > 0;
    case Condition::Kind::votes: return num_true >= at_least;
    default: return num_true == 0;
  }
}
Scene with(const Scene& scene, const Seen& one) {
  Scene alone = scene;
  alone.tracks = {one};
  return alone;
}
std::string ago(Time then, Time now) { return fmt::format(" {:.0f} s ago", seconds(now - then)); }
} // namespace

/// Null memory: for this instant alone.
struct Rule::Asking {
  Memory* memory;
  Time wake = kNever;
  void by(Time t, Time now) {
    if (t > now) wake = std::min(wake, t);
  }
};

Rule::Rule(const Condition& condition, const Names& names) { add(condition, names); }

std::uint32_t Rule::add(const Condition& c, const Names& names) {
  const auto index = static_cast<std::uint32_t>(places_.size());
  places_.push_back({c.kind, c.text, {}, c.for_s, c.within_s, c.at_least, c.same_object, {}});
  if (c.kind == Condition::Kind::atom) {
    places_.back().ready = ready(c.text, names);
    places_.back().for_s = places_.back().ready.atom.for_s;
    return index;
  }
  DW_CHECK(!c.parts.empty());
  for (const Condition& part : c.parts) {
    const std::uint32_t added = add(part, names);
    places_[index].parts.push_back(added);
  }
  return index;
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
  return enough(place.kind, num_true, place.parts.size(), place.at_least);
}

bool Rule::ask(std::uint32_t index, const Scene& scene, Asking& asking, TrackId key) const {
  const Place& place = places_[index];
  bool holds = false;
  if (place.kind == Condition::Kind::atom) {
    holds = warn::holds(place.ready, scene);
    asking.by(next_change(place.ready, scene), scene.now);
  } else if (place.same_object) {
    for (const Seen& s : scene.tracks)
      if (group(place, with(scene, s), asking, s.track)) holds = true;
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

/// What has been found out so far, and the times that `within` remembers.
struct Rule::Telling {
  const Memory* memory;
  std::vector<std::string> words{};
  std::set<TrackId> tracks{};
  double longest_for_s = 0;
  void add(std::string text) {
    if (std::find(words.begin(), words.end(), text) == words.end()) words.push_back(std::move(text));
  }
  void add(const Telling& other) {
    for (const std::string& text : other.words) add(text);
    tracks.insert(other.tracks.begin(), other.tracks.end());
    longest_for_s = std::max(longest_for_s, other.longest_for_s);
  }
  /// Has it held for as long as it must?
  [[nodiscard]] bool ripe(std::uint32_t place, TrackId key, double for_s, Time now) const {
    const auto held = memory->find({place, key});
    return held != memory->end() && held->second.since != kNever && held->second.since + duration_from_s(for_s) <= now;
  }
  [[nodiscard]] std::optional<Time> last(std::uint32_t place, TrackId key, double within_s, Time now) const {
    const auto held = memory->find({place, key});
    const bool fresh = held != memory->end() && held->second.last != Time::min() &&
                       held->second.last + duration_from_s(within_s) >= now;
    return fresh ? std::optional(held->second.last) : std::nullopt;
  }
};

bool Rule::explain_group(const Place& place, const Scene& scene, TrackId key, Telling& telling) const {
  std::size_t num_true = 0;
  Telling found{telling.memory};
  for (const std::uint32_t part : place.parts) {
    Telling own{telling.memory};
    bool holds = explain(part, scene, key, own);
    if (const auto last = holds ? std::nullopt : telling.last(part, key, place.within_s, scene.now);
        last && place.within_s > 0) {
      holds = true;
      own.add((places_[part].text.empty() ? "a part of the rule" : places_[part].text) + ago(*last, scene.now));
    }
    if (holds) found.add(own);
    else if (place.kind == Condition::Kind::none_of && !places_[part].text.empty()) found.add("no " + places_[part].text);
    num_true += holds;
  }
  const bool holds = enough(place.kind, num_true, place.parts.size(), place.at_least);
  if (holds) telling.add(found);
  return holds;
}

bool Rule::explain(std::uint32_t index, const Scene& scene, TrackId key, Telling& telling) const {
  const Place& place = places_[index];
  if (place.for_s > 0 && !telling.ripe(index, key, place.for_s, scene.now)) return false;
  if (!explain_now(place, scene, key, telling)) return false;
  telling.longest_for_s = std::max(telling.longest_for_s, place.for_s);
  return true;
}

bool Rule::explain_now(const Place& place, const Scene& scene, TrackId key, Telling& telling) const {
  if (place.kind == Condition::Kind::atom) {
    if (!warn::holds(place.ready, scene)) return false;
    telling.add(place.text + value_words(place.ready, scene));
    telling.tracks.merge(tracks_behind(place.ready, scene));
    return true;
  }
  if (!place.same_object) return explain_group(place, scene, key, telling);
  bool holds = false;
  for (const Seen& s : scene.tracks)
    if (explain_group(place, with(scene, s), s.track, telling)) holds = true;
  return holds;
}

Rule::Why Rule::why(const Memory& memory, const Scene& scene) const {
  Telling telling{&memory};
  explain(0, scene, {}, telling);
  return {fmt::format("{}", fmt::join(telling.words, ", ")), std::move(telling.tracks), telling.longest_for_s};
}

} // namespace dewline::warn
