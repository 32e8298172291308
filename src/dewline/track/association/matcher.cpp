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
  taken_.assign(cluster.num_rows(), kNone);
  worth_.assign(cluster.num_rows(), 0);
  fixed_.assign(cluster.num_rows(), 0);
  columns_.assign(cluster.num_columns(), {});
}

void Matcher::solve(const Cluster& cluster) {
  start(cluster);
  for (std::uint32_t row = 0; row < cluster.num_rows(); ++row) add_row(row);
}

void Matcher::resume(const Cluster& cluster, std::span<const std::int32_t> taken,
                     std::span<const double> price, std::span<const std::uint32_t> fixed) {
  start(cluster);
  for (std::uint32_t c = 0; c < price.size(); ++c) columns_[c].price = price[c];
  for (const std::uint32_t row : fixed) fixed_[row] = 1;
  for (std::uint32_t row = 0; row < taken.size(); ++row) {
    taken_[row] = taken[row];
    if (taken[row] == kNone) continue;
    const Edge& e = cluster.edges[taken[row]];
    columns_[e.column].holder = fixed_[row] ? kFixed : static_cast<std::int32_t>(row);
    worth_[row] = e.gain - columns_[e.column].price;
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
  for (std::uint32_t k = cluster_.first_edge[row]; k < cluster_.end_edge[row]; ++k) {
    const double left = cluster_.edges[k].gain - columns_[cluster_.edges[k].column].price;
    if (left > worth_[row]) worth_[row] = left, best = static_cast<std::int32_t>(k);
  }
  if (best == kNone) return;
  std::int32_t& holder = columns_[cluster_.edges[best].column].holder;
  if (holder == kNone) {
    holder = static_cast<std::int32_t>(row);
    taken_[row] = best;
    return;
  }
  DW_CHECK(search(row, kPool, {}, kInfinity));
}

bool Matcher::choose_again(std::uint32_t row, std::span<const std::int32_t> banned, double max_loss) {
  const std::int32_t left = taken_[row];
  const double limit = max_loss + 1e-9 * (1 + max_loss); // `about`: the caller judges the sum of gains
  return search(row, left == kNone ? kPool : static_cast<std::int32_t>(cluster_.edges[left].column), banned,
                limit);
}

void Matcher::reach_pool(const Step& step) {
  if (!(step.length < pool_.length && step.length < limit_)) return;
  pool_ = step;
  if (target_ == kPool) limit_ = step.length;
}

void Matcher::reach(std::uint32_t column, const Step& step) {
  Column& c = columns_[column];
  if (c.step.row == kNone) touched_.push_back(column);
  else if (!(step.length < c.step.length)) return;
  c.step = step;
  if (static_cast<std::int32_t>(column) == target_) limit_ = step.length;
  heap_.push_back({step.length, column});
  std::push_heap(heap_.begin(), heap_.end());
}

void Matcher::reach_over(std::uint32_t row, std::uint32_t edge, double length) {
  const std::uint32_t column = cluster_.edges[edge].column;
  const std::int32_t holder = columns_[column].holder;
  const Step step{length, static_cast<std::int32_t>(row), static_cast<std::int32_t>(edge)};
  if (holder >= 0) reach(column, step);
  else if (holder == kNone) reach_pool(step);
}

void Matcher::look_from(std::uint32_t row, double length) {
  const std::int32_t taken = taken_[row];
  for (std::uint32_t k = cluster_.first_edge[row]; k < cluster_.end_edge[row]; ++k) {
    const double there = length + slack(row, cluster_.edges[k]);
    if (there < limit_ && static_cast<std::int32_t>(k) != taken) reach_over(row, k, there);
  }
  if (taken != kNone) reach_pool({length + worth_[row], static_cast<std::int32_t>(row), kNone});
}

void Matcher::look_from_source(std::uint32_t row, std::span<const std::int32_t> banned) {
  const auto allowed = [&](std::int32_t e) {
    return std::find(banned.begin(), banned.end(), e) == banned.end();
  };
  for (std::uint32_t k = cluster_.first_edge[row]; k < cluster_.end_edge[row]; ++k) {
    const double there = slack(row, cluster_.edges[k]);
    if (there < limit_ && allowed(static_cast<std::int32_t>(k))) reach_over(row, k, there);
  }
  if (allowed(kNone)) reach_pool({worth_[row], static_cast<std::int32_t>(row), kNone});
}

/// A column may fall free for its price, and a row without an edge may take one.
void Matcher::look_from_pool(std::uint32_t source) {
  for (std::uint32_t c = 0; c < columns_.size(); ++c)
    if (columns_[c].holder >= 0 && pool_.length + columns_[c].price < limit_)
      reach(c, {pool_.length + columns_[c].price, kPool, kNone});
  for (std::uint32_t row = 0; row < taken_.size(); ++row)
    if (taken_[row] == kNone && !fixed_[row] && row != source) look_from(row, pool_.length);
}

void Matcher::pop() {
  std::pop_heap(heap_.begin(), heap_.end());
  heap_.pop_back();
}

/// The nearest column that waits, or null.
const Matcher::Reached* Matcher::nearest() {
  while (!heap_.empty() && heap_.front().length > columns_[heap_.front().column].step.length) pop();
  return heap_.empty() ? nullptr : &heap_.front();
}

/// Shortest way from the source to the target: kPool or a column. Then prices and choices are brought up to
/// date.
bool Matcher::search(std::uint32_t source, std::int32_t target, std::span<const std::int32_t> banned,
                     double limit) {
  pool_ = {kInfinity, kNone, kNone};
  target_ = target, limit_ = limit;
  heap_.clear(), touched_.clear();
  bool pool_waits = true;
  look_from_source(source, banned);
  while (true) {
    const Reached* next = nearest();
    if (pool_waits && pool_.row != kNone && (next == nullptr || pool_.length <= next->length)) {
      if (target == kPool) break;
      pool_waits = false;
      look_from_pool(source);
      continue;
    }
    if (next == nullptr) return false;
    if (static_cast<std::int32_t>(next->column) == target) break;
    const Reached here = *next;
    pop();
    look_from(static_cast<std::uint32_t>(columns_[here.column].holder), here.length);
  }
  reprice(source, target == kPool ? pool_.length : columns_[static_cast<std::uint32_t>(target)].step.length);
  flip(source, target);
  for (const std::uint32_t c : touched_) columns_[c].step.row = kNone;
  return true;
}

/// Nodes nearer than the target move with the way, relative to the pool, whose prices stay 0. If the pool is
/// nearer than the target, all others move.
void Matcher::reprice(std::uint32_t source, double reached) {
  const double pool = std::min(pool_.length, reached);
  const auto move = [&](Column& c) {
    const double change = pool - (c.step.row == kNone ? reached : std::min(c.step.length, reached));
    c.price = std::max(0.0, c.price + change);
    if (c.holder != static_cast<std::int32_t>(source))
      worth_[c.holder] = std::max(0.0, worth_[c.holder] - change);
  };
  if (pool < reached) {
    for (Column& c : columns_)
      if (c.holder >= 0) move(c);
  } else {
    for (const std::uint32_t c : touched_) move(columns_[c]);
  }
  worth_[source] -= pool;
}

/// Walks the way back; every row on it takes the edge by which it was left.
void Matcher::flip(std::uint32_t source, std::int32_t target) {
  std::int32_t node = target;
  while (true) {
    const Step step = node == kPool ? pool_ : columns_[node].step;
    if (step.row == kPool) {
      columns_[node].holder = kNone;
      columns_[node].price = 0;
      node = kPool;
      continue;
    }
    const auto row = static_cast<std::uint32_t>(step.row);
    const std::int32_t left = taken_[row];
    taken_[row] = step.edge;
    worth_[row] = 0;
    if (step.edge != kNone) {
      Column& c = columns_[cluster_.edges[step.edge].column];
      c.holder = step.row;
      worth_[row] = cluster_.edges[step.edge].gain - c.price;
    }
    if (row == source) return;
    node = left == kNone ? kPool : static_cast<std::int32_t>(cluster_.edges[left].column);
  }
}

} // namespace dewline::track
