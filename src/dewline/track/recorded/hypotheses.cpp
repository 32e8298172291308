#include "dewline/track/recorded/hypotheses.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dewline::track::recorded {
namespace {

void shift_to_unit_sum(std::vector<Global>& globals) {
  double top = globals.front().log_weight, sum = 0;
  for (const Global& g : globals) top = std::max(top, g.log_weight);
  for (const Global& g : globals) sum += std::exp(g.log_weight - top);
  for (Global& g : globals) g.log_weight -= top + std::log(sum);
}

void join_equal(std::vector<Global>& globals) {
  std::stable_sort(globals.begin(), globals.end(), [](const Global& a, const Global& b) { return a.pick < b.pick; });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < globals.size(); ++i) {
    if (globals[i].pick == globals[kept].pick) {
      const double a = globals[kept].log_weight, b = globals[i].log_weight, top = std::max(a, b);
      globals[kept].log_weight = top + std::log1p(std::exp(std::min(a, b) - top));
    } else if (++kept != i) {
      globals[kept] = std::move(globals[i]);
    }
  }
  globals.resize(kept + 1);
}

} // namespace

void normalise(std::vector<Global>& globals, const Limits& limits) {
  if (globals.size() < 2) {
    for (Global& g : globals) g.log_weight = 0;
    return;
  }
  join_equal(globals);
  shift_to_unit_sum(globals);
  std::stable_sort(globals.begin(), globals.end(),
                   [](const Global& a, const Global& b) { return a.log_weight > b.log_weight; });
  const double least = std::log(limits.least_weight);
  std::size_t num = std::min(globals.size(), limits.max_globals);
  while (num > 1 && globals[num - 1].log_weight < least) --num;
  globals.resize(num);
  shift_to_unit_sum(globals);
}

std::vector<Global> product(const std::vector<Global>& a, const std::vector<Global>& b, const Limits& limits) {
  struct Pair {
    double log_weight = 0;
    std::size_t a = 0, b = 0;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) pairs.push_back({a[i].log_weight + b[j].log_weight, i, j});
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& x, const Pair& y) { return x.log_weight > y.log_weight; });
  pairs.resize(std::min(pairs.size(), limits.max_globals));
  std::vector<Global> both;
  for (const Pair& p : pairs) {
    both.push_back({p.log_weight, a[p.a].pick});
    both.back().pick.insert(both.back().pick.end(), b[p.b].pick.begin(), b[p.b].pick.end());
  }
  return both;
}

std::vector<double> shares(const std::vector<Global>& globals, std::size_t target, std::size_t num) {
  std::vector<double> w(num, 0.0);
  for (const Global& g : globals)
    if (g.pick[target] != kAbsent) w[static_cast<std::size_t>(g.pick[target])] += std::exp(g.log_weight);
  return w;
}

bool is_certain(const std::vector<Global>& globals, std::size_t target) {
  return std::all_of(globals.begin(), globals.end(),
                     [&](const Global& g) { return g.pick[target] == globals.front().pick[target]; });
}

} // namespace dewline::track::recorded
