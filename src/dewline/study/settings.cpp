// Making episodes: which scenario, which luck, which span of time.
#include <algorithm>
#include <cmath>

#include "dewline/base/hash.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/sense/infrared/false_events.hpp"
#include "dewline/study/episodes.hpp"

namespace dewline::study {
namespace {

constexpr double kDay_s = 86400, kLead_s = 30; // a random event begins so long after its episode
constexpr std::uint32_t kDates = 6;             // days of the year that random events are spread over
constexpr std::uint32_t kOffsets = 12;          // stated pairs: so many differences in time
constexpr std::uint64_t kMostRuns = 4'000'000;  // to find lucks in which the wanted events happen
constexpr double kGolden = 0.6180339887498949;

/// Nothing but these parts, on another day of the year, for so long; without episodes.
Setting made(const run::Scenario& scenario, std::int64_t day, double duration_s, std::vector<Part> parts) {
  Setting s{quiet(scenario), {}, std::move(parts), day};
  if (day != 0)
    s.scenario.epoch = earth::print_utc(
        earth::utc_after(earth::parse_utc(scenario.epoch), time_from_s(kDay_s * static_cast<double>(day))), 3);
  s.scenario.duration_s = duration_s;
  for (const Part& p : s.parts)
    if (p.cause.random) add(s.scenario, scenario, *p.cause.random, p.per_day);
    else add(s.scenario, scenario, p.cause.name, p.later_s);
  return s;
}

std::int64_t day_of(std::uint32_t stratum) { return static_cast<std::int64_t>(stratum * 365.25 / kDates); }

/// Episodes i of n that fall into stratum s of so many.
std::uint32_t part(std::uint32_t n, std::uint32_t s, std::uint32_t strata) { return n / strata + (s < n % strata); }

std::uint64_t seed_of(const EpisodeRequest& r, const std::string& what) { return combine(r.seed, hash64(what)); }

/// When events of a kind begin that last into [0, end), under that luck.
std::vector<sense::FalseEvent> drawn(const sense::InfraredParams& params, sense::Cause kind, const Draws& draws,
                                     double end_s) {
  sense::InfraredParams only = params;
  only.events.clear();
  std::vector<sense::FalseEvent> events = sense::false_events(only, draws, time_from_s(end_s));
  std::erase_if(events, [&](const sense::FalseEvent& e) { return e.cause != kind; });
  return events;
}

/// Those that last into [from, until).
std::vector<double> begins_within(const std::vector<sense::FalseEvent>& events, double from_s, double until_s) {
  std::vector<double> out;
  for (const sense::FalseEvent& e : events)
    if (seconds(e.end) > from_s && seconds(e.begin) < until_s) out.push_back(seconds(e.begin));
  return out;
}

/// A day with exactly one event.
Setting random_day(const run::Scenario& scenario, const Cause& cause, const EpisodeRequest& request, std::uint32_t day) {
  Setting s = made(scenario, day_of(day), kDay_s + request.window_s, {{cause, 0, 1}});
  const sense::InfraredParams* params = leading(s.scenario, *cause.random);
  const std::uint64_t seed = combine(seed_of(request, cause.name), day);
  const std::uint32_t wanted = part(request.num, day, kDates);
  for (std::uint64_t run = 1; s.episodes.size() < wanted && run < kMostRuns; ++run) {
    const auto events = drawn(*params, *cause.random, Draws(seed, run), s.scenario.duration_s);
    const auto begins = begins_within(events, 0, s.scenario.duration_s);
    if (begins.size() != 1 || begins[0] < kLead_s || begins[0] >= kDay_s) continue;
    s.episodes.push_back({seed, run, begins[0] - kLead_s, begins[0] - kLead_s + request.window_s});
  }
  return s;
}

/// A pair with at least one random part: runs are drawn until the zone holds the events that are wanted, as far apart as
/// is wanted.
Setting random_pair(const run::Scenario& scenario, const Cause& a, const Cause& b, Interval after_s,
                    const EpisodeRequest& request, std::uint32_t stratum) {
  const std::uint64_t seed = combine(seed_of(request, a.name + "+" + b.name), stratum);
  const double t0_s = kDay_s * std::fmod(kGolden * (stratum + 0.5), 1.0);
  const double reach_s = std::max(std::abs(after_s.low), std::abs(after_s.high));
  const double end_s = t0_s + 2 * reach_s + request.window_s + 2 * kLead_s; // what begins before t0 is over or refused
  const double middle_s = t0_s + reach_s + kLead_s, per_day = kDay_s / (end_s - t0_s);
  const bool same = a.name == b.name;
  std::vector<Part> parts{{a, middle_s, same ? 2 * per_day : per_day}};
  if (!same) parts.push_back({b, middle_s, per_day});
  Setting s = made(scenario, day_of(stratum), end_s, std::move(parts));
  const std::uint32_t wanted = part(request.num, stratum, kDates);
  for (std::uint64_t run = 1; s.episodes.size() < wanted && run < kMostRuns; ++run) {
    const Draws draws(seed, run);
    const auto begins = [&](const Cause& c) -> std::vector<double> {
      if (!c.random) return {middle_s + kLead_s};
      return begins_within(drawn(*leading(s.scenario, *c.random), *c.random, draws, end_s), t0_s, end_s);
    };
    std::vector<double> first = begins(a);
    if (first.size() != (same ? 2u : 1u)) continue;
    const std::vector<double> second = same ? std::vector{first[1]} : begins(b);
    if (second.size() != 1) continue;
    const double apart_s = second[0] - first[0], from_s = std::min(first[0], second[0]) - kLead_s;
    if (apart_s < after_s.low || apart_s > after_s.high || from_s < t0_s) continue;
    const double until_s = std::max(first[0], second[0]) - kLead_s + request.window_s;
    if (until_s <= end_s) s.episodes.push_back({seed, run, from_s, until_s});
  }
  return s;
}

Setting stated_pair(const run::Scenario& scenario, const Cause& a, const Cause& b, Interval after_s,
                    const EpisodeRequest& request, std::uint32_t stratum) {
  const double apart_s = after_s.low + (stratum + 0.5) / kOffsets * (after_s.high - after_s.low);
  Setting s = made(scenario, 0, request.window_s + std::abs(apart_s),
                   {{a, std::max(0.0, -apart_s)}, {b, std::max(0.0, apart_s)}});
  const std::uint64_t seed = combine(seed_of(request, a.name + "+" + b.name), stratum);
  for (std::uint32_t i = 0; i < part(request.num, stratum, kOffsets); ++i)
    s.episodes.push_back({seed, i + 1, 0, s.scenario.duration_s});
  return s;
}

} // namespace

std::vector<Setting> settings(const run::Scenario& scenario, const Cause& cause, const EpisodeRequest& request) {
  std::vector<Setting> out;
  if (cause.random) {
    for (std::uint32_t day = 0; day < kDates; ++day) out.push_back(random_day(scenario, cause, request, day));
    return out;
  }
  Setting s = made(scenario, 0, request.window_s, {{cause}});
  for (std::uint32_t i = 0; i < request.num; ++i)
    s.episodes.push_back({seed_of(request, cause.name), i + 1, 0, request.window_s});
  out.push_back(std::move(s));
  return out;
}

std::vector<Setting> settings(const run::Scenario& scenario, const Cause& first, const Cause& second,
                              Interval after_s, const EpisodeRequest& request) {
  std::vector<Setting> out;
  if (first.random || second.random) {
    for (std::uint32_t k = 0; k < kDates; ++k)
      out.push_back(random_pair(scenario, first, second, after_s, request, k));
  } else if (first.name != second.name) {
    for (std::uint32_t k = 0; k < kOffsets; ++k)
      out.push_back(stated_pair(scenario, first, second, after_s, request, k));
  }
  return out;
}

Setting alone(const run::Scenario& scenario, const Setting& both, std::size_t part) {
  Setting s = made(scenario, both.day, both.scenario.duration_s, {both.parts.at(part)});
  s.episodes = both.episodes;
  return s;
}

} // namespace dewline::study
