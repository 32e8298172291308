// A condition made ready: parsed once, evaluated at every assessment, with a memory for `for` and `within`.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/warn/rules.hpp"

namespace dewline::warn {

/// One track as conditions see it.
struct Seen {
  TrackId track;
  bool held = false;         ///< tracked now
  bool launch_call = false;
  bool radar = true;         ///< a radar, or another system's file, has measured it
  bool infrared = false;     ///< a satellite has seen it
  bool predictable = true;   ///< false while no impact can be predicted: then no probability is known
  double prob_impact = 0;    ///< the largest over the node's assets; 0 if it will not fall
  double prob_reach = 0;     ///< the largest of the upper bounds (AssetProbability)
  Time impact = kNever;
};
/// States that stand declared at other nodes.
using Noticed = std::map<NodeId, std::set<std::string>>;
/// What conditions see at one instant: the tracks in question, in order, and what other nodes declared.
struct Scene {
  Time now{};
  std::vector<Seen> tracks;
  const Noticed* noticed = nullptr;
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

/// A condition tree with parsed atoms.
class Rule {
 public:
  /// Throws ContractError on a condition that `check` refuses, or a node that node_names does not list.
  Rule(const Condition& condition, const std::vector<std::string>& node_names);

  struct Answer {
    bool holds = false;
    Time wake = kNever; ///< when time alone may change the answer
  };
  /// Evaluates every part (none is skipped: each keeps its own time) and writes the memory. O(parts x tracks).
  Answer ask(Memory& memory, const Scene& scene) const;
  /// The same for this instant alone: `for` and `within` count as fulfilled where the test holds now.
  [[nodiscard]] bool holds_now(const Scene& scene) const;
  /// The atoms that hold now, with their values: `impact_in_asset < 0.01 for 60 s (0.003)`.
  [[nodiscard]] std::string words(const Scene& scene) const;
  /// The longest `for` anywhere in it [s]; 0 if there is none.
  [[nodiscard]] double longest_for_s() const;

 private:
  struct Place {
    Condition::Kind kind;
    std::string text;
    Atom atom;
    NodeId node;
    double for_s, within_s;
    bool same_object;
    std::vector<std::uint32_t> parts;
  };
  struct Asking;
  std::uint32_t add(const Condition& condition, const std::vector<std::string>& node_names);
  bool test(const Place& place, const Scene& scene) const;
  bool group(const Place& place, const Scene& scene, Asking& asking, TrackId key) const;
  bool ask(std::uint32_t place, const Scene& scene, Asking& asking, TrackId key) const;

  std::vector<Place> places_; ///< parts after their group; the root is places_[0]
};

} // namespace dewline::warn
