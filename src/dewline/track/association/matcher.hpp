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
///   gain <= u + p on every edge, 0 <= u;   equal where taken, u = 0 where a row has none, p = 0 where a
///   column is
/// free. The slack u + p - gain of an edge, u of "none" and p of "free" are lengths >= 0. All free columns
/// and all rows without an edge hang together at no length: they are one node, the *pool*. A row that must
/// choose again costs the shortest way from it to what it left (the pool, or the column it held); this is the
/// step of the shortest augmenting path schemes (textbook, general knowledge), with the pool in place of a
/// square matrix full of dummies.
class Matcher {
 public:
  /// Starts anew on this cluster and solves it. The cluster's memory must stay.
  void solve(const Cluster& cluster);
  /// Starts on this cluster with what each row takes (an edge of it or kNone) and the columns' prices,
  /// optimal for all rows but those in `fixed`, which keep what they have.
  void resume(const Cluster& cluster, std::span<const std::int32_t> taken, std::span<const double> price,
              std::span<const std::uint32_t> fixed);

  /// The row must give up what it takes, and never take `banned` (edges, counted like `Cluster::first_edge`,
  /// or kNone) of it; the rest is optimal again. False: there is no such matching that loses at most about
  /// `max_loss`, and the state is spoiled.
  bool choose_again(std::uint32_t row, std::span<const std::int32_t> banned, double max_loss);

  [[nodiscard]] const Cluster& cluster() const { return cluster_; }
  [[nodiscard]] std::span<const std::int32_t> taken() const { return taken_; } ///< by row: edge or kNone
  [[nodiscard]] bool is_fixed(std::uint32_t row) const { return fixed_[row] != 0; }
  [[nodiscard]] double worth(std::uint32_t row) const { return worth_[row]; }
  [[nodiscard]] double price(std::uint32_t column) const { return columns_[column].price; }
  /// The row that has it, or kNone; below that: a fixed row has it.
  [[nodiscard]] std::int32_t holder(std::uint32_t column) const { return columns_[column].holder; }
  /// Of an edge: what its row and its column would lose by it.
  [[nodiscard]] double slack(std::uint32_t row, const Edge& e) const {
    const double s = worth_[row] + columns_[e.column].price - e.gain;
    return s > 0 ? s : 0;
  }
  /// Sum of gains, in order of rows.
  [[nodiscard]] double total() const;

 private:
  static constexpr std::int32_t kPool = -2, kFixed = -3;
  struct Step { ///< how a node was reached
    double length = 0;
    std::int32_t row = kNone; ///< or kPool; kNone: not reached
    std::int32_t edge = kNone;
  };
  struct Column {
    double price = 0;
    Step step;
    std::int32_t holder = kNone;
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
  bool search(std::uint32_t source, std::int32_t target, std::span<const std::int32_t> banned, double limit);
  void pop();
  const Reached* nearest();
  void look_from(std::uint32_t row, double length);
  void look_from_source(std::uint32_t row, std::span<const std::int32_t> banned);
  void look_from_pool(std::uint32_t source);
  void reach(std::uint32_t column, const Step& step);
  void reach_over(std::uint32_t row, std::uint32_t edge, double length);
  void reach_pool(const Step& step);
  void reprice(std::uint32_t source, double reached);
  void flip(std::uint32_t source, std::int32_t target);

  Cluster cluster_;
  std::vector<std::int32_t> taken_; ///< by row
  std::vector<double> worth_;
  std::vector<std::uint8_t> fixed_;
  std::vector<Column> columns_;
  // Of one search:
  std::int32_t target_ = kPool;
  double limit_ = 0; ///< only ways shorter than this matter
  Step pool_;
  std::vector<std::uint32_t> touched_;
  std::vector<Reached> heap_;
};

} // namespace dewline::track
