#include "dewline/study/causes.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <variant>

#include "dewline/base/units.hpp"

namespace dewline::study {
namespace {

using sense::InfraredParams;

struct RandomKind {
  sense::Cause cause;
  const char *key, *doc;
};
constexpr std::array kRandom{
    RandomKind{sense::Cause::fire, "fires", "a bright fire somewhere on the Earth"},
    RandomKind{sense::Cause::flare, "flares", "a gas flare flickers on"},
    RandomKind{sense::Cause::glint, "glint", "a patch of high cloud that may scatter sunlight to a satellite"},
    RandomKind{sense::Cause::meteor, "meteors", "a fireball"},
    RandomKind{sense::Cause::reentry, "reentries", "a satellite or stage falls"},
};

double& per_day(InfraredParams& p, sense::Cause cause) {
  switch (cause) {
    case sense::Cause::fire: return p.fires.rate_per_day;
    case sense::Cause::flare: return p.flares.rate_per_day;
    case sense::Cause::meteor: return p.meteors.rate_per_day;
    case sense::Cause::reentry: return p.reentries.rate_per_day;
    default: return p.glint.rate_per_day;
  }
}
double per_day_of(InfraredParams p, sense::Cause cause) { return per_day(p, cause); }

/// The range that stands beside a value; the value twice if there is none.
Interval range_of(const run::Scenario& scenario, const std::string& path, double value) {
  const auto note = scenario.notes.find(path);
  if (note == scenario.notes.end() || !note->second.between) return {value, value};
  const auto read = [&](const std::string& text) {
    const Quantity q = parse_quantity(text, Dimension::none);
    return std::holds_alternative<double>(q) ? std::get<double>(q) : value;
  };
  return {read(note->second.between->first), read(note->second.between->second)};
}

std::optional<Cause> random_cause(const run::Scenario& scenario, const RandomKind& kind) {
  Cause out{kind.key, "random infrared event", kind.doc, 0, {}, 1, kind.cause};
  for (const auto& [id, sensor] : scenario.sensors) {
    const auto* infrared = std::get_if<InfraredParams>(&sensor);
    if (infrared == nullptr) continue;
    const double rate = per_day_of(*infrared, kind.cause);
    if (!(rate > out.per_year)) continue;
    out.per_year = rate;
    out.disputed = range_of(scenario, "sensors." + id + "." + kind.key + ".rate_per_day", rate);
  }
  if (!(out.per_year > 0)) return std::nullopt;
  constexpr double kDays = kYear_s / 86400;
  out.per_year *= kDays, out.disputed.low *= kDays, out.disputed.high *= kDays;
  return out;
}

bool is_used(const run::Scenario& scenario, const std::string& name) {
  return std::ranges::any_of(scenario.false_alarms.causes, [&](const auto& c) {
    return std::ranges::find(c.second.uses, name) != c.second.uses.end();
  });
}

std::set<std::string> threats_of(const run::Scenario& scenario) {
  const auto& named = scenario.false_alarms.threats;
  std::set<std::string> out(named.begin(), named.end());
  if (out.empty())
    for (const auto& [id, object] : scenario.objects)
      if (!is_used(scenario, id)) out.insert(id);
  return out;
}

/// Takes what belongs to causes out of the sensors.
void take_used(run::Scenario& s) {
  for (auto& [id, sensor] : s.sensors) {
    if (!is_used(s, id)) continue;
    if (auto* infrared = std::get_if<InfraredParams>(&sensor)) infrared->events.clear();
    if (auto* radar = std::get_if<sense::RadarParams>(&sensor)) radar->clutter.clear();
  }
}

/// Without objects and messages that belong to causes, and without the attack.
run::Scenario without_causes(const run::Scenario& scenario) {
  run::Scenario s = scenario;
  const std::set<std::string> threats = threats_of(scenario);
  std::erase_if(s.objects, [&](const auto& e) { return threats.contains(e.first) || is_used(scenario, e.first); });
  std::erase_if(s.messages, [&](const auto& e) { return is_used(scenario, e.first); });
  take_used(s);
  s.apart.clear();
  return s;
}

const truth::ObjectParams* object_of(const run::Scenario& scenario, const std::string& name) {
  if (const auto it = scenario.objects.find(name); it != scenario.objects.end()) return &it->second;
  const auto it = scenario.apart.find(name);
  return it == scenario.apart.end() ? nullptr : &it->second;
}

warn::MessageParams later(warn::MessageParams m, double by_s) {
  m.arrives_s += by_s;
  if (m.opens_s) *m.opens_s += by_s;
  if (m.closes_s) *m.closes_s += by_s;
  return m;
}

void add_events(InfraredParams& to, const std::vector<sense::FalseEventParams>& events, double later_s) {
  for (sense::FalseEventParams e : events) {
    e.time_s += later_s;
    to.events.push_back(e);
  }
}

void add_clutter(sense::RadarParams& to, const sense::RadarParams& from) { to.clutter = from.clutter; }

void add_used(run::Scenario& s, const run::Scenario& from, const std::string& name, double later_s) {
  if (const auto* object = object_of(from, name)) {
    truth::ObjectParams moved = *object;
    moved.launch.time_s += later_s;
    s.objects[name] = moved;
  } else if (const auto message = from.messages.find(name); message != from.messages.end()) {
    s.messages[name] = later(message->second, later_s);
  } else if (const auto sensor = from.sensors.find(name); sensor != from.sensors.end()) {
    if (const auto* infrared = std::get_if<InfraredParams>(&sensor->second))
      add_events(std::get<InfraredParams>(s.sensors.at(name)), infrared->events, later_s);
    if (const auto* radar = std::get_if<sense::RadarParams>(&sensor->second))
      add_clutter(std::get<sense::RadarParams>(s.sensors.at(name)), *radar);
  }
}

} // namespace

std::vector<Cause> causes_of(const run::Scenario& scenario) {
  std::vector<Cause> out;
  for (const auto& [id, c] : scenario.false_alarms.causes)
    if (c.rate_per_year > 0)
      out.push_back({id, std::string(word(c.kind)), c.doc, c.rate_per_year,
                     range_of(scenario, "false_alarms.causes." + id + ".rate_per_year", c.rate_per_year),
                     c.num_manifestations, {}});
  for (const RandomKind& kind : kRandom)
    if (auto cause = random_cause(scenario, kind)) out.push_back(*cause);
  return out;
}

run::Scenario quiet(const run::Scenario& scenario) {
  run::Scenario s = without_causes(scenario);
  for (auto& [id, sensor] : s.sensors)
    if (auto* infrared = std::get_if<InfraredParams>(&sensor))
      for (const RandomKind& kind : kRandom) per_day(*infrared, kind.cause) = 0;
  return s;
}

void add(run::Scenario& s, const run::Scenario& scenario, const std::string& name, double later_s) {
  const run::FalseCauseParams& cause = scenario.false_alarms.causes.at(name);
  for (const std::string& used : cause.uses) add_used(s, scenario, used, later_s);
  for (const auto& [id, message] : cause.messages) s.messages[name + "/" + id] = later(message, later_s);
  for (auto& [id, sensor] : s.sensors) {
    auto* infrared = std::get_if<InfraredParams>(&sensor);
    const bool sees = cause.seen_by.empty() || std::ranges::find(cause.seen_by, id) != cause.seen_by.end();
    if (infrared != nullptr && sees) add_events(*infrared, cause.events, later_s);
  }
}

void add(run::Scenario& s, const run::Scenario& scenario, sense::Cause random, double rate_per_day) {
  const InfraredParams* most = leading(scenario, random);
  for (auto& [id, sensor] : s.sensors)
    if (auto* infrared = std::get_if<InfraredParams>(&sensor); infrared != nullptr && most != nullptr)
      per_day(*infrared, random) = rate_per_day *
                                   per_day_of(std::get<InfraredParams>(scenario.sensors.at(id)), random) /
                                   per_day_of(*most, random);
}

run::Scenario attacked(const run::Scenario& scenario) {
  run::Scenario s = without_causes(scenario);
  for (const std::string& id : threats_of(scenario))
    if (const auto* object = object_of(scenario, id)) s.objects[id] = *object;
  return s;
}

std::optional<double> first_launch_s(const run::Scenario& scenario) {
  std::optional<double> first;
  for (const std::string& id : threats_of(scenario))
    if (const auto* object = object_of(scenario, id))
      first = std::min(first.value_or(object->launch.time_s), object->launch.time_s);
  return first;
}

const InfraredParams* leading(const run::Scenario& scenario, sense::Cause random) {
  const InfraredParams* most = nullptr;
  for (const auto& [id, sensor] : scenario.sensors)
    if (const auto* infrared = std::get_if<InfraredParams>(&sensor))
      if (per_day_of(*infrared, random) > (most == nullptr ? 0 : per_day_of(*most, random))) most = infrared;
  return most;
}

} // namespace dewline::study
