// Alert rules: when a state is raised and when it is withdrawn, as conditions over what a centre knows.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/units.hpp"

namespace dewline::warn {

/// A condition as written. In a file an atom is a text (`impact_in_asset < 0.01 for 60 s`), a group a block
/// with one of all_of, any_of, none_of and, beside it, `same_object: true`, `within: 25 min`, `for: 60 s`.
struct Condition {
  enum class Kind { atom, all_of, any_of, none_of };
  Kind kind = Kind::atom;
  std::string text{};             ///< of an atom
  std::vector<Condition> parts{}; ///< of a group
  bool same_object = false;     ///< all parts must hold for one and the same track
  double within_s = 0;          ///< each part must have held at some time in the last so many seconds; 0: now
  double for_s = 0;             ///< the group must have held without a break for so long
};
constexpr auto enum_words(Condition::Kind*) {
  using enum Condition::Kind;
  return std::array{std::pair{atom, "atom"}, std::pair{all_of, "all_of"}, std::pair{any_of, "any_of"}, std::pair{none_of, "none_of"}};
}

/// What an atom asks about.
enum class Subject {
  radar_track,       ///< `radar.track`: a confirmed track is held that a radar (or a feed) has measured
  radar_launch_call, ///< `radar.launch_call`: such a track is called a launch
  infrared_track,       ///< `infrared.track`: a confirmed track is held that a satellite has seen
  infrared_launch_call, ///< `infrared.launch_call`: such a track is called a launch
  impact_in_asset,   ///< the largest over tracks and this centre's assets: > and >= ask for the probability of
                     ///< impact, < and <= for its upper bound prob_reach (an asset is excluded only when it lies
                     ///< wholly outside the ellipse of probability 1 - p)
  time_to_impact,    ///< the least over tracks with an impact prediction [s]
  tracks,            ///< the number of confirmed tracks
  alert,             ///< `alert.north` or `alert.north.attack-warning`: that centre's notice stands declared
};
enum class Compare { none, less, less_equal, greater, greater_equal };

/// A parsed atom.
struct Atom {
  Subject what = Subject::radar_track;
  Compare compare = Compare::none;
  double threshold = 0;
  double for_s = 0;        ///< must have held without a break for so long
  std::string node, state; ///< of `alert`; empty state: any
};
/// Parses `radar.track`, `impact_in_asset >= 0.5`, `time_to_impact < 30 min for 10 s`, `alert.north`.
std::variant<Atom, QuantityError> parse_atom(std::string_view text);

/// A set of rules. States are names with a plain line each; exactly one of them, the resting state, has no raise
/// rule. Every other state is an alert of its own: raised, declared and withdrawn by its own conditions, so the
/// order of entries never matters. A state without a withdraw rule stands to the end.
struct RuleSetParams {
  std::map<std::string, std::string> states;
  std::map<std::string, Condition> raise, withdraw;
  double hold_s = 0;
  double assess_every_s = 0;

  static constexpr auto fields() {
    return std::tuple{
        required("states", &RuleSetParams::states, "each state with a plain line"),
        required("raise", &RuleSetParams::raise, "state: the condition that raises it"),
        field("withdraw", &RuleSetParams::withdraw, "state: the condition that withdraws it"),
        field("hold_s", &RuleSetParams::hold_s,
              "least time between two changes of a state", between(0, 86400)),
        field("assess_every_s", &RuleSetParams::assess_every_s,
              "least time between two estimates of one track", between(0, 3600))};
  }
};
static_assert(complete<RuleSetParams>());

/// Parses every atom and reports each problem under its path: `raise.launch-alert.all_of[1]`.
void check(const RuleSetParams& rules, Problems& problems);
/// Names of the centres that conditions ask about (`alert.<node>`), with the path of each use.
std::vector<std::pair<std::string, std::string>> nodes_named(const RuleSetParams& rules);

} // namespace dewline::warn
