// Optimal matching inside one cluster, kept with its prices so that a changed question needs one search only.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/track/association/clusters.hpp"

namespace dewline::track {

/// Rows take an edge or none (worth 0); each column is taken at most once; the sum of gains is the greatest.
///
/// Prices (dual variables) prove it: worth u of a row and price p >= 0 of a column with
///   gain <= u + p on every edge, 0 <= u;   equal where taken, u = 0 where a row has none, p = 0 where a column is
/// free. The slack u + p - gain of an edge, u of "none" and p of "free" are lengths >= 0. All free columns and all rows
/// without an edge hang together at no length: they are one node, the *pool*. A row that must choose again costs the
/// shortest way from it to what it left (the pool, or the column it held); this is the step of the shortest augmenting
/// path schemes (textbook, general knowledge), with the pool in place of a square matrix full of dummies.
class Matcher {
 public:
  /// Starts anew on this cluster and solves it. The cluster's memory must stay.
  void solve(const Cluster& cluster);
  /// Starts on this cluster with what each row takes (an edge of it or kNone) and the columns' prices, optimal for the
  /// rows from `first_row` on; the rows before it keep what they have.
  void resume(const Cluster& cluster, std::span<const std::int32_t> taken, std::span<const double> price,
              std::uint32_t first_row);

  /// The row must give up what it takes, and never take `banned` (edges, counted like `Cluster::first_edge`, or kNone) of
  /// it; the rest is optimal again. False: there is no such matching, and the state is spoiled.
  bool choose_again(std::uint32_t row, std::span<const std::int32_t> banned);

  [[nodiscard]] std::span<const std::int32_t> taken() const { return taken_; } ///< by row: edge or kNone
  [[nodiscard]] std::span<const double> price() const { return price_; }       ///< by column
  [[nodiscard]] std::span<const double> worth() const { return worth_; }       ///< by row
  [[nodiscard]] std::span<const std::int32_t> holder() const { return holder_; } ///< by column: row or kNone
  /// Sum of gains, in order of rows.
  [[nodiscard]] double total() const;

 private:
  static constexpr std::int32_t kPool = -2;
  struct Step { ///< how a node was reached
    double length = 0;
    std::int32_t row = kNone; ///< or kPool
    std::int32_t edge = kNone;
  };
  struct Reached {
    double length = 0;
    std::uint32_t column = 0;
    friend bool operator<(const Reached& a, const Reached& b) { // the heap's top is the nearest
      return a.length != b.length ? a.length > b.length : a.column > b.column;
    }
  };

  void start(const Cluster& cluster);
  void add_row(std::uint32_t row);
  bool search(std::uint32_t source, std::int32_t target, std::span<const std::int32_t> banned);
  void look_from(std::uint32_t row, double length);
  void look_from_source(std::uint32_t row, std::span<const std::int32_t> banned);
  void look_from_pool(std::uint32_t source);
  void reach(std::uint32_t column, const Step& step);
  void reach_by(std::uint32_t row, std::int32_t edge, double length);
  void reprice(std::uint32_t source, double reached);
  void flip(std::uint32_t source, std::int32_t target);
  [[nodiscard]] double slack(std::uint32_t row, const Edge& e) const;

  Cluster cluster_;
  std::uint32_t first_row_ = 0;
  std::vector<std::int32_t> taken_, holder_;
  std::vector<double> worth_, price_;
  std::vector<Step> step_; ///< by column; row kNone: not reached
  Step pool_;
  std::vector<std::uint32_t> touched_;
  std::vector<Reached> heap_;
};

} // namespace dewline::track
