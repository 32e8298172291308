#include "dewline/track/association/murty.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dewline::track {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

std::span<const std::int32_t> Murty::taken_of(std::uint32_t state) const {
  return {taken_.data() + std::size_t{state} * num_rows_, num_rows_};
}
std::span<const double> Murty::price_of(std::uint32_t state) const {
  return {price_.data() + std::size_t{state} * num_columns_, num_columns_};
}

void Murty::push(Node node) {
  if (!(node.gain >= least_)) return;
  node.number = number_++;
  heap_.push_back(node);
  std::push_heap(heap_.begin(), heap_.end());
}

std::uint32_t Murty::keep(const Matcher& matcher, State state) {
  states_.push_back(state);
  taken_.insert(taken_.end(), matcher.taken().begin(), matcher.taken().end());
  price_.insert(price_.end(), matcher.price().begin(), matcher.price().end());
  return static_cast<std::uint32_t>(states_.size() - 1);
}

/// What row `row` must not take in the part of `state` that forbids its choice there.
void Murty::list_banned(std::uint32_t state, std::uint32_t row) {
  banned_.clear();
  banned_.push_back(taken_of(state)[row]);
  for (; states_[state].parent != kUnsolved && states_[state].row == row; state = states_[state].parent)
    banned_.push_back(taken_of(states_[state].parent)[row]);
}

void Murty::rank(const Cluster& cluster, std::uint32_t k, double max_loss, Matcher& matcher) {
  num_rows_ = cluster.num_rows(), num_columns_ = cluster.num_columns(), number_ = 0, num_searches_ = 0;
  states_.clear(), taken_.clear(), price_.clear(), heap_.clear(), ranked_.clear();
  matcher.solve(cluster);
  const double best = matcher.total();
  least_ = best - max_loss;
  push({best, keep(matcher, {})});
  while (ranked_.size() < k && !heap_.empty()) {
    const Node node = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
    if (node.state == kUnsolved) {
      solve(node, cluster, matcher);
      continue;
    }
    ranked_.push_back(node);
    if (ranked_.size() < k) split(node, cluster, matcher);
  }
}

void Murty::solve(const Node& node, const Cluster& cluster, Matcher& matcher) {
  ++num_searches_;
  matcher.resume(cluster, taken_of(node.parent), price_of(node.parent), node.row);
  list_banned(node.parent, node.row);
  if (!matcher.choose_again(node.row, banned_)) return;
  Node solved = node;
  solved.gain = std::min(node.gain, matcher.total()); // sums of the same terms differ by rounding
  if (solved.gain >= least_) solved.state = keep(matcher, {node.parent, node.row}), push(solved);
}

void Murty::split(const Node& node, const Cluster& cluster, Matcher& matcher) {
  const std::uint32_t first_row = states_[node.state].row;
  matcher.resume(cluster, taken_of(node.state), price_of(node.state), first_row);
  list_banned(node.state, first_row);
  measure_steps(first_row, cluster, matcher);
  for (std::uint32_t row = first_row; row < num_rows_; ++row) {
    const double loss = first_step_[row] + last_step_[row];
    const double rounding = 1e-12 * (1 + std::abs(node.gain));
    push({std::min(node.gain, node.gain - loss + rounding), kUnsolved, node.state, row});
  }
}

/// The shortest step from each row to anything but what it has, and from anything else to that.
void Murty::measure_steps(std::uint32_t first_row, const Cluster& cluster, const Matcher& matcher) {
  const auto taken = matcher.taken(), holder = matcher.holder();
  const auto worth = matcher.worth(), price = matcher.price();
  first_step_.assign(num_rows_, kInfinity);
  last_step_.assign(num_rows_, 0);
  for (std::uint32_t row = first_row; row < num_rows_; ++row) {
    if (taken[row] == kNone) continue;
    first_step_[row] = worth[row];
    last_step_[row] = price[cluster.edges[taken[row]].column];
  }
  if (std::find(banned_.begin(), banned_.end(), kNone) != banned_.end()) first_step_[first_row] = kInfinity;
  for (std::uint32_t row = first_row; row < num_rows_; ++row)
    for (std::uint32_t k = cluster.first_edge[row]; k < cluster.first_edge[row + 1]; ++k) {
      const Edge& e = cluster.edges[k];
      const std::int32_t held = holder[e.column];
      const double length = std::max(0.0, worth[row] + price[e.column] - e.gain);
      if (held == static_cast<std::int32_t>(row)) continue;
      if (held != kNone && held < static_cast<std::int32_t>(row)) {
        if (length < last_step_[held]) last_step_[held] = length;
        continue;
      }
      if (length < first_step_[row] &&
          (row != first_row || std::find(banned_.begin(), banned_.end(), static_cast<std::int32_t>(k)) == banned_.end()))
        first_step_[row] = length;
    }
}

} // namespace dewline::track
