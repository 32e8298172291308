#include "dewline/track/association/assign.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "dewline/base/check.hpp"

namespace dewline::track {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Disjoint sets: tracks first, then detections.
class Sets {
 public:
  explicit Sets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t find(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[find(b)] = find(a); }

 private:
  std::vector<std::uint32_t> parent_;
};

/// One connected component as a dense problem: rows are tracks, columns its detections and then one "none" a
/// row.
class Component {
 public:
  Component(std::span<const Pairing> all, std::span<const std::uint32_t> members)
      : all_(all), members_(members) {
    for (const std::uint32_t m : members) {
      rows_.push_back(all[m].track);
      columns_.push_back(all[m].detection);
    }
    for (auto* list : {&rows_, &columns_}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    fill();
  }

  void solve(std::vector<std::int32_t>& taken) {
    row_of_.assign(width_, kNone);
    row_price_.assign(rows_.size(), 0);
    column_price_.assign(width_, 0);
    for (std::size_t r = 0; r < rows_.size(); ++r) augment(static_cast<std::int32_t>(r));
    for (std::size_t c = 0; c < columns_.size(); ++c)
      if (row_of_[c] != kNone) taken[rows_[row_of_[c]]] = pairing_[row_of_[c] * width_ + c];
  }

 private:
  static std::size_t place(const std::vector<std::uint32_t>& list, std::uint32_t value) {
    return static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), value) - list.begin());
  }

  void fill() {
    width_ = columns_.size() + rows_.size();
    cost_.assign(rows_.size() * width_, kInfinity);
    pairing_.assign(cost_.size(), kNone);
    for (const std::uint32_t m : members_) {
      const std::size_t cell = place(rows_, all_[m].track) * width_ + place(columns_, all_[m].detection);
      if (-all_[m].gain >= cost_[cell]) continue;
      cost_[cell] = -all_[m].gain;
      pairing_[cell] = static_cast<std::int32_t>(m);
    }
    for (std::size_t r = 0; r < rows_.size(); ++r) cost_[r * width_ + columns_.size() + r] = 0;
  }

  /// Dijkstra on reduced costs from one free row to the nearest free column, then flips the path.
  void augment(std::int32_t start) {
    std::vector<double> distance(width_, kInfinity);
    std::vector<std::int32_t> from(width_, start);
    std::vector<bool> done(width_, false);
    std::vector<std::size_t> order;
    std::int32_t row = start;
    double reached = 0;
    std::size_t column = 0;
    while (true) {
      column = relax(row, reached, distance, from, done);
      reached = distance[column];
      done[column] = true;
      if (row_of_[column] == kNone) break;
      order.push_back(column);
      row = row_of_[column];
    }
    row_price_[start] += reached;
    for (const std::size_t c : order) {
      row_price_[row_of_[c]] += reached - distance[c];
      column_price_[c] -= reached - distance[c];
    }
    flip(column, start, from);
  }

  std::size_t relax(std::int32_t row, double reached, std::vector<double>& distance,
                    std::vector<std::int32_t>& from, const std::vector<bool>& done) const {
    std::size_t best = width_;
    for (std::size_t c = 0; c < width_; ++c) {
      if (done[c]) continue;
      const double d = reached + cost_[row * width_ + c] - row_price_[row] - column_price_[c];
      if (d < distance[c]) {
        distance[c] = d;
        from[c] = row;
      }
      if (best == width_ || distance[c] < distance[best]) best = c;
    }
    DW_CHECK(best < width_ && distance[best] < kInfinity);
    return best;
  }

  void flip(std::size_t column, std::int32_t start, const std::vector<std::int32_t>& from) {
    while (true) {
      const std::int32_t row = from[column];
      std::size_t before = width_;
      for (std::size_t c = 0; c < width_ && row != start; ++c)
        if (row_of_[c] == row) before = c;
      row_of_[column] = row;
      if (row == start) return;
      column = before;
    }
  }

  std::span<const Pairing> all_;
  std::span<const std::uint32_t> members_;
  std::vector<std::uint32_t> rows_, columns_;
  std::size_t width_ = 0;
  std::vector<double> cost_, row_price_, column_price_;
  std::vector<std::int32_t> pairing_, row_of_;
};

} // namespace

std::vector<std::int32_t> assign(std::uint32_t num_tracks, std::uint32_t num_detections,
                                 std::span<const Pairing> pairings) {
  std::vector<std::int32_t> taken(num_tracks, kNone);
  Sets sets(std::size_t{num_tracks} + num_detections);
  std::vector<std::uint32_t> useful;
  for (std::uint32_t i = 0; i < pairings.size(); ++i) {
    DW_CHECK(pairings[i].track < num_tracks && pairings[i].detection < num_detections);
    if (!(pairings[i].gain > 0)) continue;
    useful.push_back(i);
    sets.join(pairings[i].track, num_tracks + pairings[i].detection);
  }
  std::stable_sort(useful.begin(), useful.end(), [&](std::uint32_t a, std::uint32_t b) {
    return sets.find(pairings[a].track) < sets.find(pairings[b].track);
  });
  for (std::size_t i = 0; i < useful.size();) {
    std::size_t end = i;
    while (end < useful.size() &&
           sets.find(pairings[useful[end]].track) == sets.find(pairings[useful[i]].track))
      ++end;
    if (end == i + 1) taken[pairings[useful[i]].track] = static_cast<std::int32_t>(useful[i]);
    else Component(pairings, std::span(useful).subspan(i, end - i)).solve(taken);
    i = end;
  }
  return taken;
}

} // namespace dewline::track
