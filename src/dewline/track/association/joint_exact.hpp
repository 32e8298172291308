// Exact sums over all joint events of one cluster.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/matcher.hpp"

namespace dewline::track {

/// Tracks are taken one after the other. What the tracks so far did matters to the rest only by which
/// detections they used up among those that later tracks may take as well: events that agree in this are one
/// state, a set of bits. A sum over all ways to each state (forwards) and from it to the end (backwards)
/// gives every pairing's probability without listing events. A detection gets its bit at its first track and
/// loses it at its last; one that a single track may take needs none. The next track is the one that leaves
/// the fewest bits. Weights are exp(-slack) in the prices of the optimal matching: the best event weighs 1
/// and no factor exceeds 1, so nothing overflows, and only events less likely than 1e-300 of the best can
/// vanish. (Merging equal sub-problems in a net of hypotheses is general knowledge; sets, order and scaling
/// are our own derivation.)
class JointExact {
 public:
  /// False if more than `max_states` are needed at some track; the probabilities are not set then.
  bool sum(const Cluster& cluster, const Matcher& optimal, std::uint32_t max_states);
  /// Of edge k of the cluster: [k - cluster.first_edge[0]].
  [[nodiscard]] std::span<const double> edge() const { return edge_; }
  [[nodiscard]] std::span<const double> missed() const { return missed_; } ///< by row

 private:
  static constexpr std::uint8_t kNoBit = 255;
  struct Action { ///< what a track may do to the set: all that leaves it as it is counts as one
    std::uint64_t bit = 0;
    double weight = 0;
    std::int32_t edge = kNone;
  };
  struct Move {
    std::uint32_t next = 0;
    double weight = 0; ///< 0: impossible
  };
  struct Layer { ///< before a track: its states, and the moves from them
    std::size_t first_state = 0, first_move = 0;
    std::uint32_t row = 0, num_actions = 0;
  };

  void list_columns(const Cluster& cluster);
  void choose_order(const Cluster& cluster);
  [[nodiscard]] std::int64_t change_of_bits(const Cluster& cluster, std::uint32_t row) const;
  bool list_actions(const Cluster& cluster, const Matcher& optimal, std::uint32_t row);
  bool take_bit(std::uint32_t column);
  void retire(const Cluster& cluster, const Matcher& optimal, std::uint32_t row);
  bool advance(std::uint32_t max_states);
  std::uint32_t state_of(std::uint64_t used);
  void sum_backwards(const Cluster& cluster, const Matcher& optimal);
  void share_out(const Cluster& cluster, const Matcher& optimal, const Layer& layer, double scale);

  std::vector<std::uint32_t> open_;  ///< by column: tracks yet to come
  std::vector<std::uint32_t> degree_; ///< by column: tracks in all
  std::vector<std::uint8_t> bit_;    ///< by column
  std::uint64_t free_bits_ = 0, dying_ = 0;
  std::vector<double> unused_; ///< by bit: weight of "nobody" for the detection that dies
  std::vector<bool> done_;
  std::vector<std::uint32_t> order_;
  std::vector<Action> actions_, all_actions_;
  std::vector<std::uint64_t> used_; ///< of each state of all layers
  std::vector<double> forwards_, backwards_;
  std::vector<Move> moves_;
  std::vector<Layer> layers_;
  std::vector<std::uint32_t> table_;
  std::vector<double> edge_, missed_;
};

} // namespace dewline::track
