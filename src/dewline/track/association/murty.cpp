#include "dewline/track/association/murty.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace dewline::track {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

void Murty::push(Node node) {
  if (!(node.gain >= least_)) return;
  node.number = number_++;
  heap_.push_back(node);
  std::push_heap(heap_.begin(), heap_.end());
}

std::uint32_t Murty::keep(const Matcher& matcher, State state) {
  states_.push_back(state);
  taken_.insert(taken_.end(), matcher.taken().begin(), matcher.taken().end());
  for (std::uint32_t c = 0; c < num_columns_; ++c) price_.push_back(matcher.price(c));
  for (std::uint32_t i = 0; i < num_rows_; ++i) // the parent's order, for now
    order_.push_back(state.parent == kUnsolved ? i : order_[std::size_t{state.parent} * num_rows_ + i]);
  return static_cast<std::uint32_t>(states_.size() - 1);
}

/// When k matchings are known, what is worse than all of them is not wanted.
void Murty::raise_least(double gain, std::uint32_t k) {
  const std::greater<> least_on_top;
  best_.push_back(gain);
  std::push_heap(best_.begin(), best_.end(), least_on_top);
  if (best_.size() > k) {
    std::pop_heap(best_.begin(), best_.end(), least_on_top);
    best_.pop_back();
  }
  if (best_.size() < k || !(best_.front() > least_)) return;
  least_ = best_.front();
  const double most = greatest_ - least_ + 1e-9 * (1 + std::abs(greatest_));
  for (std::uint32_t row = 0; row < num_rows_; ++row)
    while (end_edge_[row] > first_edge_[row] && slack_[end_edge_[row] - 1] > most) --end_edge_[row];
}

/// What row `row` must not take in the part of `state` that forbids its choice there.
void Murty::list_banned(std::uint32_t state, std::uint32_t row) {
  banned_.clear();
  banned_.push_back(taken_of(state)[row]);
  for (std::uint32_t parent = states_[state].parent; parent != kUnsolved; parent = states_[state].parent) {
    if (order_of(parent)[states_[state].kept] != row) return;
    banned_.push_back(taken_of(parent)[row]);
    state = parent;
  }
}

/// The cluster with its edges in each row by their slack in the optimum's prices: a matching with an edge of
/// slack s loses at least s against the best, so the ends of the rows fall off as `least_` rises.
Cluster Murty::sorted(const Cluster& cluster, const Matcher& optimal) {
  edges_.clear(), slack_.clear();
  first_edge_.assign(1, 0);
  for (std::uint32_t row = 0; row < num_rows_; ++row) {
    edges_.insert(edges_.end(), cluster.row(row).begin(), cluster.row(row).end());
    std::sort(edges_.begin() + first_edge_[row], edges_.end(), [&](const Edge& a, const Edge& b) {
      const double slack_a = optimal.slack(row, a), slack_b = optimal.slack(row, b);
      return slack_a != slack_b ? slack_a < slack_b : a.pairing < b.pairing;
    });
    for (std::size_t k = first_edge_[row]; k < edges_.size(); ++k)
      slack_.push_back(optimal.slack(row, edges_[k]));
    first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
  }
  end_edge_.assign(first_edge_.begin() + 1, first_edge_.end());
  return {cluster.tracks, cluster.detections, first_edge_, end_edge_.data(), edges_.data()};
}

/// The optimum in terms of the sorted edges becomes the first state.
void Murty::keep_optimum(const Cluster& cluster, const Cluster& ours, Matcher& matcher) {
  std::vector<std::int32_t>& taken = banned_;
  taken.assign(num_rows_, kNone);
  price_.clear();
  for (std::uint32_t c = 0; c < num_columns_; ++c) price_.push_back(matcher.price(c));
  for (std::uint32_t row = 0; row < num_rows_; ++row) {
    if (matcher.taken()[row] == kNone) continue;
    std::uint32_t k = first_edge_[row];
    while (edges_[k].pairing != cluster.edges[matcher.taken()[row]].pairing) ++k;
    taken[row] = static_cast<std::int32_t>(k);
  }
  matcher.resume(ours, taken, price_, {});
  price_.clear();
  keep(matcher, {});
}

void Murty::rank(const Cluster& cluster, std::uint32_t k, double max_loss, Matcher& matcher) {
  num_rows_ = cluster.num_rows(), num_columns_ = cluster.num_columns(), number_ = 0, num_searches_ = 0;
  states_.clear(), taken_.clear(), price_.clear(), order_.clear(), heap_.clear(), ranked_.clear(),
      best_.clear();
  matcher.solve(cluster);
  const Cluster ours = sorted(cluster, matcher);
  keep_optimum(cluster, ours, matcher);
  greatest_ = matcher.total();
  least_ = greatest_ - max_loss;
  raise_least(greatest_, k);
  push({greatest_, 0});
  while (ranked_.size() < k && !heap_.empty()) {
    const Node node = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
    if (node.state == kUnsolved) {
      solve(node, ours, k, matcher);
      continue;
    }
    ranked_.push_back(node);
    if (ranked_.size() < k) split(node, ours, matcher);
  }
}

void Murty::solve(const Node& node, const Cluster& cluster, std::uint32_t k, Matcher& matcher) {
  if (!(node.gain >= least_)) return;
  ++num_searches_;
  const std::uint32_t row = order_of(node.parent)[node.kept];
  matcher.resume(cluster, taken_of(node.parent), price_of(node.parent),
                 order_of(node.parent).first(node.kept));
  list_banned(node.parent, row);
  if (!matcher.choose_again(row, banned_, matcher.total() - least_)) return;
  Node solved = node;
  solved.gain = std::min(node.gain, matcher.total()); // sums of the same terms differ by rounding
  if (!(solved.gain >= least_)) return;
  solved.state = keep(matcher, {node.parent, node.kept});
  raise_least(solved.gain, k);
  push(solved);
}

/// The row that must not choose as before comes first again; the others by falling loss: what is likely to be
/// good then falls to parts in which much is kept, and searches there are short.
void Murty::split(const Node& node, const Cluster& cluster, Matcher& matcher) {
  const State state = states_[node.state];
  matcher.resume(cluster, taken_of(node.state), price_of(node.state), order_of(node.state).first(state.kept));
  const std::span<std::uint32_t> order{order_.data() + std::size_t{node.state} * num_rows_, num_rows_};
  const std::uint32_t banned_row = order[state.kept];
  list_banned(node.state, banned_row);
  position_.assign(num_rows_, 0);
  wanted_ = node.gain - least_ + 1e-9 * (1 + std::abs(node.gain));
  measure_steps(banned_row, cluster, matcher);
  const auto loss = [&](std::uint32_t row) { return first_step_[row] + last_step_[row]; };
  std::sort(order.begin() + state.kept + (state.parent == kUnsolved ? 0 : 1), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return loss(a) != loss(b) ? loss(a) > loss(b) : a < b; });
  for (std::uint32_t i = 0; i < num_rows_; ++i) position_[order[i]] = i;
  measure_steps(banned_row, cluster, matcher); // the more is kept, the longer are the steps
  const double rounding = 1e-12 * (1 + std::abs(node.gain));
  for (std::uint32_t kept = state.kept; kept < num_rows_; ++kept)
    push({std::min(node.gain, node.gain - loss(order[kept]) + rounding), kUnsolved, node.state, kept});
}

/// The shortest step from each row to anything but what it has, and from anything else to that. A step
/// between two rows counts for both, unless one is kept when the other must choose: the one that comes first.
void Murty::measure_steps(std::uint32_t banned_row, const Cluster& cluster, const Matcher& matcher) {
  first_step_.assign(num_rows_, kInfinity);
  last_step_.assign(num_rows_, 0);
  for (std::uint32_t row = 0; row < num_rows_; ++row)
    if (const std::int32_t e = matcher.taken()[row]; e != kNone)
      first_step_[row] = matcher.worth(row), last_step_[row] = matcher.price(cluster.edges[e].column);
  if (std::find(banned_.begin(), banned_.end(), kNone) != banned_.end()) first_step_[banned_row] = kInfinity;
  for (std::uint32_t row = 0; row < num_rows_; ++row)
    if (!matcher.is_fixed(row)) measure_row(row, row == banned_row, cluster, matcher);
}

void Murty::measure_row(std::uint32_t row, bool is_banned, const Cluster& cluster, const Matcher& matcher) {
  for (std::uint32_t k = cluster.first_edge[row]; k < cluster.end_edge[row]; ++k) {
    const Edge& e = cluster.edges[k];
    const double length = matcher.slack(row, e);
    if (length > wanted_) continue;
    const std::int32_t holder = matcher.holder(e.column), self = static_cast<std::int32_t>(row);
    if (holder == self || holder < kNone) continue;
    if (holder != kNone && position_[holder] <= position_[row])
      last_step_[holder] = std::min(last_step_[holder], length);
    if (length < first_step_[row] && (holder == kNone || position_[holder] >= position_[row]) &&
        (!is_banned ||
         std::find(banned_.begin(), banned_.end(), static_cast<std::int32_t>(k)) == banned_.end()))
      first_step_[row] = length;
  }
}

} // namespace dewline::track
