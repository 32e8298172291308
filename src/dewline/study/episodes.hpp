// Episodes: short runs in which one cause, or two together, certainly happen; and what every rule set makes of them.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/run/model.hpp"
#include "dewline/study/causes.hpp"
#include "dewline/study/fault_tree.hpp"
#include "dewline/survey/threads.hpp"

namespace dewline::study {

/// Rules to be tried. Without `rules`: every centre's own, as the scenario says.
struct RuleVariant {
  std::string name;
  std::optional<warn::RuleSetParams> rules;
};
/// The scenario with these rules in every centre.
run::Scenario with_rules(run::Scenario scenario, const RuleVariant& variant);
/// The rules that a centre follows then.
const warn::RuleSetParams& rules_of(const run::Scenario& scenario, const RuleVariant& variant,
                                    const std::string& centre);

/// One run's luck and the span of it that is played.
struct Episode {
  std::uint64_t seed = 0, run = 0;
  double from_s = 0, until_s = 0;
};
/// A cause in a setting: a stated one happens so much later than written, a random one so often a day.
struct Part {
  Cause cause;
  double later_s = 0, per_day = 0;
};
/// Episodes of one scenario.
struct Setting {
  run::Scenario scenario;
  std::vector<Episode> episodes;
  std::vector<Part> parts{};
  std::int64_t day = 0; ///< of the year, counted from the scenario's epoch
};

using CentreState = std::pair<std::string, std::string>;
/// One episode under every variant.
struct Played {
  std::map<std::string, AtomTimes> atoms; ///< by centre; of every variant's atoms
  std::vector<std::map<CentreState, double>> declared_s; ///< in order of the variants: since the episode's beginning
};

/// Plays all episodes. Each is played first with rules that only say when each atom of any variant's rules holds; then
/// with every variant that could declare something there (reach.hpp), until all that it could has been declared. `stop`
/// is asked before each episode, from several threads; once it has spoken the answer is empty.
std::vector<Played> play(const Setting& setting, std::span<const RuleVariant> variants, unsigned threads,
                         const std::function<bool()>& stop = {});

/// Atoms that ask about other centres' alerts: their times are not those of a cause alone.
bool asks_others(const warn::Condition& condition);

/// How episodes are made.
struct EpisodeRequest {
  std::uint64_t seed = 1;
  std::uint32_t num = 200;
  double window_s = 1800;
};
/// Episodes of one cause. A stated cause happens as written. A random infrared event begins at a random time of a day,
/// 30 s into its episode; days are spread over a year. Which event it is follows the sensors' own law, given that it is
/// the only one of that day: runs are drawn until there is exactly one.
std::vector<Setting> settings(const run::Scenario& scenario, const Cause& cause, const EpisodeRequest& request);

/// Episodes of two causes: the second one's begins between so long after the first one's (negative: before), uniformly.
/// Empty: two events of one stated cause, which are not modelled.
std::vector<Setting> settings(const run::Scenario& scenario, const Cause& first, const Cause& second,
                              Interval after_s, const EpisodeRequest& request);
/// The same episodes with one part of the two only.
Setting alone(const run::Scenario& scenario, const Setting& both, std::size_t part);

} // namespace dewline::study
