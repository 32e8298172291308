// A condition made ready: parsed once, evaluated at every assessment, with a memory for `for` and `within`.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::warn {

/// One track as conditions see it.
struct Seen {
  TrackId track;
  bool held = false;         ///< tracked now
  bool launch_call = false;
  bool radar = true;         ///< a radar, or another system's file, has measured it
  bool infrared = false;     ///< a satellite has seen it
  std::uint8_t kinds = 0;    ///< of sensors behind it: bit by sense::Kind; 0 counts as a radar's
  bool predictable = true;   ///< false while no impact can be predicted: then no probability is known
  bool notified = false, catalogued = false, glides = false;
  double prob_impact = 0;    ///< the largest over the node's assets; 0 if it will not fall
  double prob_reach = 0;     ///< the largest of the upper bounds (AssetProbability)
  Time impact = kNever;
  ClassProbabilities prob_class{};
  std::vector<AssetProbability> assets{}; ///< by place in the node's list of assets; empty: not known
  std::vector<SensorId> sensors{};        ///< behind it, each once
};
/// States that stand declared at other nodes.
using Noticed = std::map<NodeId, std::set<std::string>>;
/// What conditions see at one instant: the tracks in question, in order, and what stands for the node as a whole.
struct Scene {
  Time now{};
  std::vector<Seen> tracks;
  const Noticed* noticed = nullptr;       ///< null: none
  const ThreatPicture* threat = nullptr;  ///< null: nothing threatens
  std::uint32_t count_shown = 0;          ///< missiles on another computer's display
};

/// How long a condition has held, kept between assessments.
struct Held {
  Time since = kNever;     ///< without a break since; kNever: does not hold
  Time last = Time::min(); ///< last instant at which it held; Time::min(): never
};
/// Which place in a rule's tree, for which track (number 0: for all together).
struct HeldKey {
  std::uint32_t place = 0;
  TrackId track;
  auto operator<=>(const HeldKey&) const = default;
};
using Memory = std::map<HeldKey, Held>;

/// The names that atoms may use, by index.
struct Names {
  std::vector<std::string> nodes, assets;
};

/// A parsed atom with its names resolved, asked of a scene (atom_holds.cpp).
struct Ready {
  Atom atom;
  NodeId node;             ///< of `alert`; without meaning for `alert.any`
  std::size_t asset = 0;   ///< of `impact_in`: place in the node's list
};
bool holds(const Ready& ready, const Scene& scene);
/// Its value, for people: ` (0.003)`; empty where there is none to tell.
std::string value_words(const Ready& ready, const Scene& scene);
/// The tracks by which it holds; none for atoms about no track.
std::set<TrackId> tracks_behind(const Ready& ready, const Scene& scene);
/// When time alone may change the answer.
Time next_change(const Ready& ready, const Scene& scene);

/// A condition tree with parsed atoms.
class Rule {
 public:
  /// Throws ContractError on a condition that `check` refuses, or a centre or asset that `names` does not list.
  Rule(const Condition& condition, const Names& names);

  struct Answer {
    bool holds = false;
    Time wake = kNever; ///< when time alone may change the answer
  };
  /// Evaluates every part (none is skipped: each keeps its own time) and writes the memory. O(parts x tracks).
  Answer ask(Memory& memory, const Scene& scene) const;
  /// The same for this instant alone: `for` and `within` count as fulfilled where the test holds now.
  [[nodiscard]] bool holds_now(const Scene& scene) const;

  /// Why it holds: the atoms by which it does, with their values, and the tracks behind them. Of any_of and votes only
  /// the parts that hold, and of a part with `for` only once it has held so long; of none_of its absence; of parts that
  /// held earlier (`within`) how long ago. After `ask` of the same memory and scene.
  struct Why {
    std::string words;        ///< `impact_in_asset < 0.01 for 60 s (at most 0.003), no radar.track`
    std::set<TrackId> tracks{};
    double longest_for_s = 0; ///< the longest `for` among the parts that are told [s]; 0: none had one
  };
  [[nodiscard]] Why why(const Memory& memory, const Scene& scene) const;

 private:
  struct Place {
    Condition::Kind kind;
    std::string text;
    Ready ready;
    double for_s, within_s;
    std::uint32_t at_least;
    bool same_object;
    std::vector<std::uint32_t> parts;
  };
  struct Asking;
  std::uint32_t add(const Condition& condition, const Names& names);
  bool group(const Place& place, const Scene& scene, Asking& asking, TrackId key) const;
  bool ask(std::uint32_t place, const Scene& scene, Asking& asking, TrackId key) const;
  struct Telling;
  bool explain(std::uint32_t place, const Scene& scene, TrackId key, Telling& telling) const;
  bool explain_group(const Place& place, const Scene& scene, TrackId key, Telling& telling) const;
  bool explain_now(const Place& place, const Scene& scene, TrackId key, Telling& telling) const;

  std::vector<Place> places_; ///< parts after their group; the root is places_[0]
};

} // namespace dewline::warn
