// The k best matchings of one cluster.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/matcher.hpp"

namespace dewline::track {

/// Murty's partition: take the best matching that is left; what remains of its set falls into parts: part t
/// keeps its choices before row t, and forbids its choice at row t. Each part is solved by one search from
/// the matching that it came from (`Matcher::choose_again`), and only when its turn comes: until then it
/// waits under an upper bound. From row t back to what it left, a way has a first and a last step, so the
/// loss is at least the shortest first step plus the shortest last one (both lengths are slacks >= 0 in the
/// prices at hand). The partition is Murty's as restated in the pseudo-code of the technical report that
/// docs/models/association.md names; pool, bound and lazy solution are our own derivation.
class Murty {
 public:
  /// Ranks matchings of the cluster until there are k, or none is left with a loss of at most `max_loss`
  /// against the best.
  void rank(const Cluster& cluster, std::uint32_t k, double max_loss, Matcher& matcher);
  [[nodiscard]] std::size_t size() const { return ranked_.size(); }
  [[nodiscard]] double gain(std::size_t h) const { return ranked_[h].gain; }
  /// What the row takes: index into the list of pairings, or kNone.
  [[nodiscard]] std::int32_t pairing(std::size_t h, std::uint32_t row) const {
    const std::int32_t e = taken_of(ranked_[h].state)[row];
    return e == kNone ? kNone : static_cast<std::int32_t>(edges_[static_cast<std::size_t>(e)].pairing);
  }
  [[nodiscard]] std::uint64_t num_searches() const { return num_searches_; } ///< of the last call

 private:
  static constexpr std::uint32_t kUnsolved = 0xffffffffU;
  struct Node {
    double gain = 0; ///< or an upper bound of it
    /// The part of `parent` that keeps its choices at the first `kept` rows of its order, and forbids the
    /// next one's.
    std::uint32_t state = kUnsolved, parent = kUnsolved, kept = 0, number = 0;
    friend bool operator<(const Node& a, const Node& b) { // the heap's top is the best, then the oldest
      return a.gain != b.gain ? a.gain < b.gain : a.number > b.number;
    }
  };
  struct State { ///< a solved node
    std::uint32_t parent = kUnsolved, kept = 0;
  };

  template <class T>
  [[nodiscard]] static std::span<const T> part(const std::vector<T>& all, std::uint32_t state,
                                               std::uint32_t size) {
    return {all.data() + std::size_t{state} * size, size};
  }
  [[nodiscard]] std::span<const std::int32_t> taken_of(std::uint32_t state) const {
    return part(taken_, state, num_rows_);
  }
  [[nodiscard]] std::span<const double> price_of(std::uint32_t state) const {
    return part(price_, state, num_columns_);
  }
  [[nodiscard]] std::span<const std::uint32_t> order_of(std::uint32_t state) const {
    return part(order_, state, num_rows_);
  }
  Cluster sorted(const Cluster& cluster, const Matcher& optimal);
  void keep_optimum(const Cluster& cluster, const Cluster& ours, Matcher& matcher);
  void push(Node node);
  std::uint32_t keep(const Matcher& matcher, State state);
  void raise_least(double gain, std::uint32_t k);
  void list_banned(std::uint32_t state, std::uint32_t row);
  void solve(const Node& node, const Cluster& cluster, std::uint32_t k, Matcher& matcher);
  void split(const Node& node, const Cluster& cluster, Matcher& matcher);
  void measure_steps(std::uint32_t banned_row, const Cluster& cluster, const Matcher& matcher);
  void measure_row(std::uint32_t row, bool is_banned, const Cluster& cluster, const Matcher& matcher);

  std::uint32_t num_rows_ = 0, num_columns_ = 0, number_ = 0;
  double greatest_ = 0;
  double least_ = 0;  ///< gain below which nothing is wanted
  double wanted_ = 0; ///< steps longer than this lead to nothing that is wanted
  std::uint64_t num_searches_ = 0;
  std::vector<Edge> edges_;    ///< of the sorted cluster, with their slacks in the optimum's prices
  std::vector<double> slack_;
  std::vector<std::uint32_t> first_edge_, end_edge_;
  std::vector<State> states_;
  std::vector<std::int32_t> taken_;  ///< of each state, by row
  std::vector<double> price_;        ///< of each state, by column
  std::vector<std::uint32_t> order_; ///< of each state: its rows, those that its node keeps first
  std::vector<Node> heap_, ranked_;
  std::vector<double> best_; ///< a heap of the k greatest gains found so far, the least on top
  std::vector<std::int32_t> banned_;
  std::vector<double> first_step_, last_step_; ///< by row: shortest
  std::vector<std::uint32_t> position_;        ///< by row: in the order, while it is chosen
};

} // namespace dewline::track
