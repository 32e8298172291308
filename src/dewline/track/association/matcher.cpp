#include "dewline/track/association/matcher.hpp"

#include <algorithm>
#include <limits>

#include "dewline/base/check.hpp"

namespace dewline::track {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

void Matcher::start(const Cluster& cluster) {
  cluster_ = cluster;
  first_row_ = 0;
  taken_.assign(cluster.num_rows(), kNone);
  worth_.assign(cluster.num_rows(), 0);
  holder_.assign(cluster.num_columns(), kNone);
  price_.assign(cluster.num_columns(), 0);
  step_.assign(cluster.num_columns(), {});
}

void Matcher::solve(const Cluster& cluster) {
  start(cluster);
  for (std::uint32_t row = 0; row < cluster.num_rows(); ++row) add_row(row);
}

void Matcher::resume(const Cluster& cluster, std::span<const std::int32_t> taken, std::span<const double> price,
                     std::uint32_t first_row) {
  start(cluster);
  first_row_ = first_row;
  std::copy(price.begin(), price.end(), price_.begin());
  for (std::uint32_t row = 0; row < taken.size(); ++row) {
    taken_[row] = taken[row];
    if (taken[row] == kNone) continue;
    const Edge& e = cluster.edges[taken[row]];
    holder_[e.column] = static_cast<std::int32_t>(row);
    worth_[row] = e.gain - price_[e.column];
  }
}

double Matcher::total() const {
  double sum = 0;
  for (const std::int32_t e : taken_)
    if (e != kNone) sum += cluster_.edges[e].gain;
  return sum;
}

/// Most rows find their best column free; the others start a search.
void Matcher::add_row(std::uint32_t row) {
  std::int32_t best = kNone;
  for (std::uint32_t k = cluster_.first_edge[row]; k < cluster_.first_edge[row + 1]; ++k) {
    const double left = cluster_.edges[k].gain - price_[cluster_.edges[k].column];
    if (left > worth_[row]) worth_[row] = left, best = static_cast<std::int32_t>(k);
  }
  if (best == kNone) return;
  std::int32_t& holder = holder_[cluster_.edges[best].column];
  if (holder == kNone) {
    holder = static_cast<std::int32_t>(row);
    taken_[row] = best;
    return;
  }
  DW_CHECK(search(row, kPool, {}));
}

bool Matcher::choose_again(std::uint32_t row, std::span<const std::int32_t> banned) {
  const std::int32_t left = taken_[row];
  return search(row, left == kNone ? kPool : static_cast<std::int32_t>(cluster_.edges[left].column), banned);
}

double Matcher::slack(std::uint32_t row, const Edge& e) const {
  return std::max(0.0, worth_[row] + price_[e.column] - e.gain);
}

void Matcher::reach(std::uint32_t column, const Step& step) {
  if (step_[column].row == kNone) touched_.push_back(column);
  else if (!(step.length < step_[column].length)) return;
  step_[column] = step;
  heap_.push_back({step.length, column});
  std::push_heap(heap_.begin(), heap_.end());
}

/// Over one edge, or to none of them.
void Matcher::reach_by(std::uint32_t row, std::int32_t edge, double length) {
  const auto from = static_cast<std::int32_t>(row);
  const std::int32_t holder = edge == kNone ? kNone : holder_[cluster_.edges[edge].column];
  if (holder == kNone) {
    if (length < pool_.length) pool_ = {length, from, edge};
  } else if (holder >= static_cast<std::int32_t>(first_row_)) {
    reach(cluster_.edges[edge].column, {length, from, edge});
  }
}

void Matcher::look_from(std::uint32_t row, double length) {
  for (std::uint32_t k = cluster_.first_edge[row]; k < cluster_.first_edge[row + 1]; ++k)
    if (static_cast<std::int32_t>(k) != taken_[row])
      reach_by(row, static_cast<std::int32_t>(k), length + slack(row, cluster_.edges[k]));
  if (taken_[row] != kNone) reach_by(row, kNone, length + worth_[row]);
}

void Matcher::look_from_source(std::uint32_t row, std::span<const std::int32_t> banned) {
  const auto allowed = [&](std::int32_t e) { return std::find(banned.begin(), banned.end(), e) == banned.end(); };
  for (std::uint32_t k = cluster_.first_edge[row]; k < cluster_.first_edge[row + 1]; ++k)
    if (allowed(static_cast<std::int32_t>(k)))
      reach_by(row, static_cast<std::int32_t>(k), slack(row, cluster_.edges[k]));
  if (allowed(kNone)) reach_by(row, kNone, worth_[row]);
}

/// A column may fall free for its price, and a row without an edge may take one.
void Matcher::look_from_pool(std::uint32_t source) {
  for (std::uint32_t c = 0; c < holder_.size(); ++c)
    if (holder_[c] >= static_cast<std::int32_t>(first_row_)) reach(c, {pool_.length + price_[c], kPool, kNone});
  for (std::uint32_t row = first_row_; row < taken_.size(); ++row)
    if (taken_[row] == kNone && row != source) look_from(row, pool_.length);
}

/// Shortest way from the source to the target: kPool or a column. Then prices and choices are brought up to date.
bool Matcher::search(std::uint32_t source, std::int32_t target, std::span<const std::int32_t> banned) {
  pool_ = {kInfinity, kNone, kNone};
  heap_.clear();
  touched_.clear();
  bool pool_is_open = true;
  double reached = kInfinity;
  look_from_source(source, banned);
  while (true) {
    const double nearest = heap_.empty() ? kInfinity : heap_.front().length;
    if (pool_is_open && pool_.length <= nearest && pool_.length < kInfinity) {
      reached = pool_.length;
      if (target == kPool) break;
      pool_is_open = false;
      look_from_pool(source);
      continue;
    }
    if (heap_.empty()) return false;
    const Reached next = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
    if (next.length > step_[next.column].length) continue;
    reached = next.length;
    if (static_cast<std::int32_t>(next.column) == target) break;
    look_from(static_cast<std::uint32_t>(holder_[next.column]), next.length);
  }
  reprice(source, reached);
  flip(source, target);
  for (const std::uint32_t c : touched_) step_[c].row = kNone;
  return true;
}

/// Nodes nearer than the target move with the way, relative to the pool, whose prices stay 0.
void Matcher::reprice(std::uint32_t source, double reached) {
  const double pool = std::min(pool_.length, reached);
  for (const std::uint32_t c : touched_) {
    const double change = pool - std::min(step_[c].length, reached);
    price_[c] = std::max(0.0, price_[c] + change);
    if (holder_[c] != static_cast<std::int32_t>(source)) worth_[holder_[c]] = std::max(0.0, worth_[holder_[c]] - change);
  }
  worth_[source] -= pool;
}

/// Walks the way back; every row on it takes the edge by which it was left.
void Matcher::flip(std::uint32_t source, std::int32_t target) {
  std::int32_t node = target;
  while (true) {
    const Step step = node == kPool ? pool_ : step_[node];
    if (step.row == kPool) {
      holder_[node] = kNone;
      price_[node] = 0;
      node = kPool;
      continue;
    }
    const auto row = static_cast<std::uint32_t>(step.row);
    const std::int32_t left = taken_[row];
    taken_[row] = step.edge;
    worth_[row] = 0;
    if (step.edge != kNone) {
      const Edge& e = cluster_.edges[step.edge];
      holder_[e.column] = step.row;
      worth_[row] = e.gain - price_[e.column];
    }
    if (row == source) return;
    node = left == kNone ? kPool : static_cast<std::int32_t>(cluster_.edges[left].column);
  }
}

} // namespace dewline::track
