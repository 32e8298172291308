// The scenario block `false_alarms`: what can look like an attack and is none, and how often it happens.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/sense/infrared/false_params.hpp"
#include "dewline/warn/message.hpp"

namespace dewline::run {

enum class CauseKind {
  infrared_false_event, radar_false_track, space_object, test_launch, space_launch, exercise_data,
  computer_fault, operator_error
};
constexpr auto enum_words(CauseKind*) {
  using enum CauseKind;
  return std::array{std::pair{infrared_false_event, "infrared-false-event"},
                    std::pair{radar_false_track, "radar-false-track"},
                    std::pair{space_object, "space-object"},
                    std::pair{test_launch, "test-launch"},
                    std::pair{space_launch, "space-launch"},
                    std::pair{exercise_data, "exercise-data"},
                    std::pair{computer_fault, "computer-fault"},
                    std::pair{operator_error, "operator-error"}};
}

/// One kind of source event, a Poisson process. A fault that comes back (one chip on 3 and 6 June 1980) is one source
/// event with several manifestations, each an episode of its own: a cluster, not Poisson singles.
struct FalseCauseParams {
  CauseKind kind = CauseKind::computer_fault;
  std::string doc;
  double rate_per_year = 0;
  double num_manifestations = 1;
  double spacing_s = 86400;
  std::vector<std::string> uses;
  std::map<std::string, warn::MessageParams> messages;
  std::vector<sense::FalseEventParams> events;
  std::vector<std::string> seen_by;

  static constexpr auto fields() {
    using P = FalseCauseParams;
    return std::tuple{
        required("kind", &P::kind, "what it is"),
        field("doc", &P::doc, "what happens, in one plain line"),
        required("rate_per_year", &P::rate_per_year, "source events a year; a fault that comes back counts once",
                 between(0, 1e7)),
        field("num_manifestations", &P::num_manifestations,
              "how often one source event shows on average; 1: once. Beyond the first: a Poisson number",
              between(1, 1000)),
        field("spacing_s", &P::spacing_s, "typical time from one manifestation to the next; longer than an episode",
              between(1, 366 * 86400.0)),
        field("uses", &P::uses,
              "objects, messages or sensors of the scenario that belong to it (of a sensor its given events and "
              "clutter): in episodes of other causes they are not there"),
        field("messages", &P::messages, "further messages that arrive in its episodes only"),
        field("events", &P::events, "false events that infrared satellites see in its episodes only"),
        field("seen_by", &P::seen_by, "the satellites that see `events`; left out: all")};
  }
};
static_assert(complete<FalseCauseParams>());

/// A published count of alerts, to stand beside the model's. Never an input of the model unless it says so.
struct PublishedCountParams {
  std::string centre, state;
  double num_alerts = 0;
  double years = 1;
  bool is_input = false;
  std::string text;

  static constexpr auto fields() {
    using P = PublishedCountParams;
    return std::tuple{
        required("centre", &P::centre, "whose alerts"),
        field("state", &P::state, "the state of its rules that the source counts; of an input count: none"),
        required("num_alerts", &P::num_alerts, "how many in all; `between` where sources differ", at_least(0)),
        field("years", &P::years, "in how many years", above(0)),
        field("is_input", &P::is_input,
              "true: routine, not predicted; it stands in the table as a given number"),
        field("text", &P::text, "what the source says it counted")};
  }
};
static_assert(complete<PublishedCountParams>());

struct FalseAlarmParams {
  std::optional<double> window_s;
  std::map<std::string, FalseCauseParams> causes;
  std::vector<std::string> threats;
  std::vector<std::string> apart;
  std::map<std::string, PublishedCountParams> counts;

  static constexpr auto fields() {
    using P = FalseAlarmParams;
    return std::tuple{
        field("window_s", &P::window_s, "how long an episode lasts; left out: the scenario's duration",
              between(60, 86400)),
        field("causes", &P::causes, "source events by name; random infrared events are causes of their own"),
        field("threats", &P::threats,
              "objects that are the attack whose delay and misses are counted; left out: all that no cause uses"),
        field("apart", &P::apart, "objects that `dewline run` leaves out: they fly for this question only"),
        field("counts", &P::counts, "published counts, to stand beside the model")};
  }
};
static_assert(complete<FalseAlarmParams>());

/// What the block may name.
struct FalseAlarmNames {
  std::vector<std::string> objects, messages, sensors, infrared, centres; ///< each sorted
};
/// Every name exists, a name that `uses` is of one thing only, repeats lie further apart than an episode.
void check(const FalseAlarmParams& params, const FalseAlarmNames& names, double duration_s, Problems& problems);

} // namespace dewline::run
