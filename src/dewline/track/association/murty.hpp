// The k best matchings of one cluster.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/matcher.hpp"

namespace dewline::track {

/// Murty's partition: take the best matching that is left; what remains of its set falls into parts: part t keeps its
/// choices before row t, and forbids its choice at row t. Each part is solved by one search from the matching that it
/// came from (`Matcher::choose_again`), and only when its turn comes: until then it waits under an upper bound. From row
/// t back to what it left, a way has a first and a last step, so the loss is at least the shortest first step plus the
/// shortest last one (both lengths are slacks >= 0 in the prices at hand).
/// The partition is Murty's as restated in the pseudo-code of the technical report that docs/models/association.md names;
/// pool, bound and lazy solution are our own derivation.
class Murty {
 public:
  /// Ranks matchings of the cluster until there are k, or none is left with a loss of at most `max_loss` against the best.
  void rank(const Cluster& cluster, std::uint32_t k, double max_loss, Matcher& matcher);
  [[nodiscard]] std::size_t size() const { return ranked_.size(); }
  [[nodiscard]] double gain(std::size_t h) const { return ranked_[h].gain; }
  /// By row: edge of the cluster or kNone.
  [[nodiscard]] std::span<const std::int32_t> taken(std::size_t h) const { return taken_of(ranked_[h].state); }
  [[nodiscard]] std::uint64_t num_searches() const { return num_searches_; } ///< of the last call

 private:
  static constexpr std::uint32_t kUnsolved = 0xffffffffU;
  struct Node {
    double gain = 0; ///< or an upper bound of it
    std::uint32_t state = kUnsolved, parent = 0, row = 0, number = 0;
    friend bool operator<(const Node& a, const Node& b) { // the heap's top is the best, then the oldest
      return a.gain != b.gain ? a.gain < b.gain : a.number > b.number;
    }
  };
  struct State { ///< a solved part: the row that must not choose as `parent` does
    std::uint32_t parent = kUnsolved, row = 0;
  };

  [[nodiscard]] std::span<const std::int32_t> taken_of(std::uint32_t state) const;
  [[nodiscard]] std::span<const double> price_of(std::uint32_t state) const;
  void push(Node node);
  std::uint32_t keep(const Matcher& matcher, State state);
  void list_banned(std::uint32_t state, std::uint32_t row);
  void solve(const Node& node, const Cluster& cluster, Matcher& matcher);
  void split(const Node& node, const Cluster& cluster, Matcher& matcher);
  void measure_steps(std::uint32_t first_row, const Cluster& cluster, const Matcher& matcher);

  std::uint32_t num_rows_ = 0, num_columns_ = 0, number_ = 0;
  double least_ = 0; ///< gain below which nothing is wanted
  std::uint64_t num_searches_ = 0;
  std::vector<State> states_;
  std::vector<std::int32_t> taken_;
  std::vector<double> price_;
  std::vector<Node> heap_, ranked_;
  std::vector<std::int32_t> banned_;
  std::vector<double> first_step_, last_step_; ///< by row: shortest
};

} // namespace dewline::track
