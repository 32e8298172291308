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
/// with one of all_of, any_of, none_of, or `at_least: 2, of: [...]`, and, beside it, `same_object: true`, `within: 25 min`, `for: 60 s`.
struct Condition {
  enum class Kind { atom, all_of, any_of, none_of, votes };
  Kind kind = Kind::atom;
  std::string text{};             ///< of an atom
  std::vector<Condition> parts{}; ///< of a group
  std::uint32_t at_least = 0;   ///< of votes: so many parts must hold
  bool same_object = false;     ///< all parts must hold for one and the same track
  double within_s = 0;          ///< each part must have held at some time in the last so many seconds; 0: now
  double for_s = 0;             ///< the group must have held without a break for so long
};
constexpr auto enum_words(Condition::Kind*) {
  using enum Condition::Kind;
  return std::array{std::pair{atom, "atom"}, std::pair{all_of, "all_of"}, std::pair{any_of, "any_of"}, std::pair{none_of, "none_of"},
                    std::pair{votes, "of"}};
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
  class_prob,        ///< `class.icbm >= 0.9`, `class.missile`: the largest over tracks of the probability of a class
  impact_in,         ///< `impact_in.capital >= 0.5`: as impact_in_asset, of one asset
  phenomenologies,   ///< `phenomenologies >= 2`: kinds of sensor that call a launch (radar, infrared, feed)
  sensors,           ///< `sensors >= 2`: different sensors behind the tracks that are called launches
  launches,          ///< `launches >= 5`: tracks called launches, held now
  raid_size,         ///< `raid_size >= 3`: missiles at this centre's assets (the mean of the threat picture)
  prob_attack,       ///< `prob_attack >= 0.5`: of the threat picture
  assessment,        ///< `assessment >= probable`: of the threat picture, with its hysteresis
  notified,          ///< `notified`: a launch notification covers the launch
  catalogued,        ///< `catalogued`: it goes with a known space object
  glides,            ///< `glides`: no impact point can be known, it manoeuvres
  count_shown,       ///< `display.missiles >= 2`: another computer's count, with no sensor of ours behind it
  alert,             ///< `alert.any`, `alert.north` or `alert.north.attack-warning`: that centre's notice stands declared
};
enum class Compare { none, less, less_equal, greater, greater_equal };

/// `alert.any`: whichever other centre it is.
inline constexpr std::string_view kAnyCentre = "any";

/// A parsed atom.
struct Atom {
  Subject what = Subject::radar_track;
  Compare compare = Compare::none;
  double threshold = 0;
  double for_s = 0;        ///< must have held without a break for so long
  std::string node, state; ///< of `alert`; empty state: any. node: the asset or the class of the others
};
/// Parses `radar.track`, `impact_in_asset >= 0.5`, `time_to_impact < 30 min for 10 s`, `alert.north`.
std::variant<Atom, QuantityError> parse_atom(std::string_view text);

/// A set of rules. States are names with a plain line each; exactly one of them, the resting state, has no raise
/// rule. Every other state is an alert of its own: raised, declared and withdrawn by its own conditions, so the
/// order of entries never matters. A state without a withdraw rule stands to the end.
struct RuleSetParams {
  std::string doc;
  std::map<std::string, std::string> states;
  std::vector<std::string> order;
  std::map<std::string, std::string> resembles;
  std::map<std::string, Condition> raise, downgrade, withdraw;
  std::map<std::string, std::vector<std::string>> actions;
  double hold_s = 0;
  double assess_every_s = 0;

  static constexpr auto fields() {
    return std::tuple{
        field("doc", &RuleSetParams::doc, "whose rules these resemble, in plain words"),
        required("states", &RuleSetParams::states, "each state with a plain line"),
        field("order", &RuleSetParams::order, "the states from rest to the gravest; needed from three states on"),
        field("resembles", &RuleSetParams::resembles, "state: the historical name that it is like"),
        required("raise", &RuleSetParams::raise, "state: the condition that raises it"),
        field("downgrade", &RuleSetParams::downgrade,
              "state: the condition that takes it down to the state below in the order"),
        field("withdraw", &RuleSetParams::withdraw, "state: the condition that withdraws it"),
        field("actions", &RuleSetParams::actions,
              "state: what its declaration brings: conference (its time is waited for), notify CENTRE, cue SENSOR; "
              "left out: conference"),
        field("hold_s", &RuleSetParams::hold_s,
              "least time between two changes of a state", between(0, 86400)),
        field("assess_every_s", &RuleSetParams::assess_every_s,
              "least time between two estimates of one track", between(0, 3600))};
  }
};
static_assert(complete<RuleSetParams>());

/// Parses every atom and reports each problem under its path: `raise.launch-alert.all_of[1]`.
void check(const RuleSetParams& rules, Problems& problems);
/// A name that a rule set uses, with the path of the use.
using NamedAt = std::pair<std::string, std::string>;
/// Centres that conditions ask about (`alert.<node>`; not `alert.any`) and that actions notify.
std::vector<NamedAt> nodes_named(const RuleSetParams& rules);
/// Assets that conditions ask about (`impact_in.<asset>`).
std::vector<NamedAt> assets_named(const RuleSetParams& rules);
/// Sensors that actions cue.
std::vector<NamedAt> sensors_named(const RuleSetParams& rules);

/// What the declaration of a state brings.
struct Actions {
  bool conference = true;           ///< its time is waited for before the declaration
  std::vector<std::string> notify;  ///< centres
  std::vector<std::string> cue;     ///< sensors
};
/// Of one state, as written; without a list: a conference.
Actions actions_of(const RuleSetParams& rules, const std::string& state);
/// 0: the resting state; place in `order`, or 1 for every alert if there is no order.
std::uint32_t level_of(const RuleSetParams& rules, const std::string& state);
/// The state below in the order; empty: the resting one.
std::string state_below(const RuleSetParams& rules, const std::string& state);

} // namespace dewline::warn
