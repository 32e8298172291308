// All scores of a tracker's output against the truth, with what they were computed with.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/record/metrics/consistency.hpp"
#include "dewline/record/metrics/continuity.hpp"
#include "dewline/record/metrics/gospa.hpp"
#include "dewline/record/metrics/rows.hpp"
#include "dewline/record/metrics/siap.hpp"

namespace dewline::record {

/// online: each row is what was known at its instant. history: rows were revised afterwards (smoothed,
/// joined).
enum class Knowledge { online, history };
constexpr auto enum_words(Knowledge*) {
  return std::array{std::pair{Knowledge::online, "online"}, std::pair{Knowledge::history, "history"}};
}

struct ScoreParams {
  double c_m = 0;
  double p = 2, alpha = 2;
  double ospa_p = 1;
  Knowledge knowledge = Knowledge::online;
  std::int64_t num_axes = 3;
  static constexpr auto fields() {
    using S = ScoreParams;
    return std::tuple{
        required("c_m", &S::c_m, "cut-off distance of GOSPA, OSPA, SIAP and continuity", above(0)),
        field("p", &S::p, "order of GOSPA", at_least(1)),
        field("alpha", &S::alpha, "GOSPA's alpha; its parts are told apart for 2 only", Bounds{0, 2, true}),
        field("ospa_p", &S::ospa_p, "order of OSPA", at_least(1)),
        field("knowledge", &S::knowledge, "online: as known at each scan; history: revised afterwards"),
        field("num_axes", &S::num_axes, "2 in the plane, 3 in space: of what NEES compares", between(2, 3))};
  }
};
static_assert(complete<ScoreParams>());

/// One instant.
struct ScoreStep {
  Time time{};
  Gospa gospa;
  double ospa_m = 0;
};

/// Means over the instants at which there is a track or a true object; other instants do not count.
struct ScoreMeans {
  double gospa_m = 0, ospa_m = 0;
  double location = 0;                  ///< [m^p]
  double num_missed = 0, num_false = 0; ///< per instant
  double match_error_m = 0; ///< (sum of d^p over all matched pairs / their number)^(1/p); NaN without any
};

struct Score {
  ScoreParams params;
  ScoreMeans mean; ///< NaN if there is no instant
  Siap siap;
  Continuity continuity;
  Consistency nees; ///< of pairs that GOSPA matched, where covariances were given
  std::vector<ScoreStep> steps;
};

/// Scores tracks against truth. Rows in any order; tracks may have gaps; instants are compared exactly (1
/// ns). `covariances`: none, or one for each row of `tracks` (position, then velocity [m^2, m^2/s, m^2/s^2]).
/// Throws ContractError for a state that is not finite, two rows of one id at one instant, parameters out of
/// range. 1,000 targets, 100 instants: measured in docs/models/metrics.md.
Score score(std::span<const StateRow> tracks, std::span<const StateRow> truth, const ScoreParams& params,
            std::span<const MatNM<6>> covariances = {});

/// One number of a score: key as in JSON, value (NaN: does not exist), unit, and what it says in plain words.
struct ScoreLine {
  std::string key;
  double value = 0;
  std::string unit, says;
};
/// Every number but those of single instants, in a fixed order.
std::vector<ScoreLine> lines(const Score& score);
/// "c = 100 m, p = 2, alpha = 2, OSPA p = 1, online": what every print of a score starts with.
std::string conditions(const ScoreParams& params);
/// Conditions and lines as an aligned table for people.
std::string score_text(const Score& score);
/// {"c_m": 100, "p": 2, "alpha": 2, "ospa_p": 1, "knowledge": "online", KEY: value or null, ...}; with_steps
/// adds "steps": [{"time_s", "gospa_m", ...}].
enum class Steps { without, with };
std::string score_json(const Score& score, Steps steps = Steps::without);

} // namespace dewline::record
