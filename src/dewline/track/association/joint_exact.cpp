#include "dewline/track/association/joint_exact.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace dewline::track {
namespace {

constexpr std::uint32_t kEmpty = std::numeric_limits<std::uint32_t>::max();

double weight_of(const Matcher& optimal, std::uint32_t row, const Edge& e) {
  return std::exp(-optimal.slack(row, e));
}

} // namespace

bool JointExact::sum(const Cluster& cluster, const Matcher& optimal, std::uint32_t max_states) {
  list_columns(cluster);
  choose_order(cluster);
  open_ = degree_;
  bit_.assign(cluster.num_columns(), kNoBit);
  unused_.assign(64, 1);
  free_bits_ = ~std::uint64_t{0};
  layers_.clear(), moves_.clear(), all_actions_.clear();
  used_.assign(1, 0), forwards_.assign(1, 1);
  std::size_t first_state = 0;
  for (const std::uint32_t row : order_) {
    if (!list_actions(cluster, optimal, row)) return false;
    layers_.push_back({first_state, moves_.size(), row, static_cast<std::uint32_t>(actions_.size())});
    retire(cluster, optimal, row);
    first_state = used_.size();
    if (!advance(max_states)) return false;
    all_actions_.insert(all_actions_.end(), actions_.begin(), actions_.end());
  }
  sum_backwards(cluster, optimal);
  return true;
}

void JointExact::list_columns(const Cluster& cluster) {
  degree_.assign(cluster.num_columns(), 0);
  for (std::uint32_t row = 0; row < cluster.num_rows(); ++row)
    for (const Edge& e : cluster.row(row)) ++degree_[e.column];
}

/// Bits that this row would add less those that it would free.
std::int64_t JointExact::change_of_bits(const Cluster& cluster, std::uint32_t row) const {
  std::int64_t change = 0;
  for (const Edge& e : cluster.row(row)) {
    if (degree_[e.column] < 2) continue;
    if (open_[e.column] == degree_[e.column]) ++change;
    if (open_[e.column] == 1) --change;
  }
  return change;
}

void JointExact::choose_order(const Cluster& cluster) {
  open_ = degree_;
  done_.assign(cluster.num_rows(), false);
  order_.clear();
  while (order_.size() < cluster.num_rows()) {
    std::uint32_t best = kEmpty;
    std::int64_t least = 0;
    for (std::uint32_t row = 0; row < cluster.num_rows(); ++row) {
      if (done_[row]) continue;
      const std::int64_t change = change_of_bits(cluster, row);
      if (best == kEmpty || change < least) best = row, least = change;
    }
    done_[best] = true;
    order_.push_back(best);
    for (const Edge& e : cluster.row(best)) --open_[e.column];
  }
}

bool JointExact::take_bit(std::uint32_t column) {
  if (bit_[column] != kNoBit) return true;
  if (free_bits_ == 0) return false;
  bit_[column] = static_cast<std::uint8_t>(std::countr_zero(free_bits_));
  free_bits_ &= free_bits_ - 1;
  return true;
}

/// The first action leaves the set as it is: none, or a detection that is this row's alone (whose price is 0:
/// nobody competes for it, so "nobody" weighs 1).
bool JointExact::list_actions(const Cluster& cluster, const Matcher& optimal, std::uint32_t row) {
  actions_.assign(1, {0, std::exp(-optimal.worth(row)), kNone});
  for (std::uint32_t k = cluster.first_edge[row]; k < cluster.first_edge[row + 1]; ++k) {
    const Edge& e = cluster.edges[k];
    const double weight = weight_of(optimal, row, e);
    if (degree_[e.column] < 2) {
      actions_[0].weight += weight;
      continue;
    }
    if (!take_bit(e.column)) return false;
    actions_.push_back({std::uint64_t{1} << bit_[e.column], weight, static_cast<std::int32_t>(k)});
  }
  return true;
}

/// Detections for which this row is the last: their bits are free after it.
void JointExact::retire(const Cluster& cluster, const Matcher& optimal, std::uint32_t row) {
  dying_ = 0;
  for (const Edge& e : cluster.row(row)) {
    if (--open_[e.column] > 0 || degree_[e.column] < 2) continue;
    dying_ |= std::uint64_t{1} << bit_[e.column];
    unused_[bit_[e.column]] = std::exp(-optimal.price(e.column));
  }
  free_bits_ |= dying_;
}

/// The state of this set in the layer that is being made; a new one if there is none.
std::uint32_t JointExact::state_of(std::uint64_t used) {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = static_cast<std::size_t>((used * 0x9E3779B97F4A7C15U) >> 20U) & mask;
  for (; table_[at] != kEmpty; at = (at + 1) & mask)
    if (used_[table_[at]] == used) return table_[at];
  table_[at] = static_cast<std::uint32_t>(used_.size());
  used_.push_back(used);
  forwards_.push_back(0);
  return table_[at];
}

bool JointExact::advance(std::uint32_t max_states) {
  const Layer& layer = layers_.back();
  const std::size_t end = used_.size(), most = (end - layer.first_state) * actions_.size();
  table_.assign(std::bit_ceil(2 * std::min<std::size_t>(most, std::size_t{max_states} + actions_.size())),
                kEmpty);
  for (std::size_t s = layer.first_state; s < end; ++s) {
    for (const Action& a : actions_) {
      Move move;
      if ((used_[s] & a.bit) == 0) {
        const std::uint64_t used = used_[s] | a.bit;
        move.weight = a.weight;
        for (std::uint64_t left = dying_ & ~used; left != 0; left &= left - 1)
          move.weight *= unused_[std::countr_zero(left)];
        if (move.weight > 0) move.next = state_of(used & ~dying_);
      }
      if (move.weight > 0) forwards_[move.next] += forwards_[s] * move.weight;
      moves_.push_back(move);
    }
    if (used_.size() - end > max_states) return false;
  }
  return true;
}

void JointExact::sum_backwards(const Cluster& cluster, const Matcher& optimal) {
  backwards_.assign(used_.size(), 0);
  backwards_.back() = 1; // after the last track nothing is left to be remembered: one state
  const double scale = 1 / forwards_.back();
  edge_.assign(cluster.first_edge.back() - cluster.first_edge.front(), 0);
  missed_.assign(cluster.num_rows(), 0);
  for (std::size_t t = layers_.size(); t-- > 0;) {
    const Layer& layer = layers_[t];
    actions_.assign(all_actions_.end() - layer.num_actions, all_actions_.end());
    all_actions_.resize(all_actions_.size() - layer.num_actions);
    for (Action& a : actions_) a.weight = 0; // from here: sums of weights of events
    const std::size_t end = t + 1 < layers_.size() ? layers_[t + 1].first_state : used_.size() - 1;
    const Move* move = moves_.data() + layer.first_move;
    for (std::size_t s = layer.first_state; s < end; ++s)
      for (Action& a : actions_) {
        const double onwards = move->weight > 0 ? move->weight * backwards_[move->next] : 0;
        backwards_[s] += onwards;
        a.weight += forwards_[s] * onwards;
        ++move;
      }
    share_out(cluster, optimal, layer, scale);
  }
}

/// What leaves the set as it is, is shared by "none" and the row's own detections in proportion to their
/// weights.
void JointExact::share_out(const Cluster& cluster, const Matcher& optimal, const Layer& layer, double scale) {
  const std::uint32_t row = layer.row, first = cluster.first_edge.front();
  const double none = std::exp(-optimal.worth(row));
  double alone = none;
  for (const Edge& e : cluster.row(row))
    if (degree_[e.column] < 2) alone += weight_of(optimal, row, e);
  const double each = alone > 0 ? actions_[0].weight * scale / alone : 0;
  missed_[row] = none * each;
  for (std::uint32_t k = cluster.first_edge[row]; k < cluster.first_edge[row + 1]; ++k)
    if (degree_[cluster.edges[k].column] < 2)
      edge_[k - first] = weight_of(optimal, row, cluster.edges[k]) * each;
  for (std::size_t i = 1; i < actions_.size(); ++i)
    edge_[static_cast<std::uint32_t>(actions_[i].edge) - first] = actions_[i].weight * scale;
}

} // namespace dewline::track
