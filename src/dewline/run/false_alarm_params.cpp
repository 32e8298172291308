#include "dewline/run/false_alarm_params.hpp"

#include <algorithm>

namespace dewline::run {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::string at(const char* key, std::size_t i) { return std::string(key) + "[" + std::to_string(i) + "]"; }

std::string words(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all.empty() ? "there is none" : "there are: " + all;
}

void must_be_among(const std::vector<std::string>& given, const char* key, const std::vector<std::string>& names,
                   const char* what, Problems& problems) {
  for (std::size_t i = 0; i < given.size(); ++i)
    if (!has(names, given[i])) problems.add(at(key, i), given[i], std::string("no such ") + what, words(names));
}

void check_uses(const FalseCauseParams& cause, const FalseAlarmNames& names, Problems& problems) {
  for (std::size_t i = 0; i < cause.uses.size(); ++i) {
    const std::string& name = cause.uses[i];
    const int found = has(names.objects, name) + has(names.messages, name) + has(names.sensors, name);
    if (found == 0) problems.add(at("uses", i), name, "no such object, message or sensor");
    if (found > 1)
      problems.add(at("uses", i), name, "names more than one of an object, a message and a sensor",
                   "rename one of them");
  }
}

void check_cause(const FalseCauseParams& cause, const FalseAlarmNames& names, double window_s, Problems& problems) {
  check_uses(cause, names, problems);
  must_be_among(cause.seen_by, "seen_by", names.infrared, "infrared satellite", problems);
  if (cause.uses.empty() && cause.messages.empty() && cause.events.empty())
    problems.add("uses", "", "nothing happens in its episodes", "name what it uses, or give messages or events");
  if (!cause.events.empty() && names.infrared.empty()) problems.add("events", "", "there is no infrared satellite");
  if (cause.num_manifestations > 1 && cause.spacing_s <= window_s)
    problems.add("spacing", "", "must be longer than an episode",
                 "what follows at once belongs into one episode: several messages or events");
  for (const auto& [id, message] : cause.messages)
    problems.at("messages." + id, [&] {
      warn::check(message, problems);
      if (!has(names.centres, message.to)) problems.add("to", message.to, "no such centre", words(names.centres));
    });
}

} // namespace

void check(const FalseAlarmParams& params, const FalseAlarmNames& names, double duration_s, Problems& problems) {
  const double window_s = params.window_s.value_or(duration_s);
  for (const auto& [id, cause] : params.causes)
    problems.at("causes." + id, [&] { check_cause(cause, names, window_s, problems); });
  must_be_among(params.threats, "threats", names.objects, "object", problems);
  must_be_among(params.apart, "apart", names.objects, "object", problems);
  for (const auto& [id, count] : params.counts)
    problems.at("counts." + id, [&] {
      if (!has(names.centres, count.centre)) problems.add("centre", count.centre, "no such centre", words(names.centres));
      if (count.state.empty() && !count.is_input) problems.add("state", "", "is missing", "the state that is counted");
    });
}

} // namespace dewline::run
