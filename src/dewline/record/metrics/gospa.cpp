#include "dewline/record/metrics/gospa.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"

namespace dewline::record {
namespace {

double root(double sum, double p) { return p == 2 ? std::sqrt(sum) : (p == 1 ? sum : std::pow(sum, 1 / p)); }

double sum_of_powers(std::span<const Match> matches, double p) {
  double sum = 0;
  for (const Match& m : matches) sum += power(m.distance_m, p);
  return sum;
}

} // namespace

Gospa gospa(std::span<const Match> matches, std::size_t num_tracks, std::size_t num_truth,
            const GospaParams& params) {
  DW_CHECK(params.alpha > 0 && params.alpha <= 2);
  Gospa g;
  g.num_matched = static_cast<std::int64_t>(matches.size());
  g.num_missed = static_cast<std::int64_t>(num_truth) - g.num_matched;
  g.num_false = static_cast<std::int64_t>(num_tracks) - g.num_matched;
  g.location = sum_of_powers(matches, params.p);
  const double cut = power(params.c_m, params.p);
  const auto [fewer, more] = std::minmax({g.num_missed, g.num_false});
  // Of those unmatched, as many as the smaller set has are assigned at the cut-off; the rest are surplus.
  const double rest = cut * (static_cast<double>(fewer) + static_cast<double>(more - fewer) / params.alpha);
  g.value_m = root(g.location + rest, params.p);
  const double each = params.alpha == 2 ? cut / 2 : std::numeric_limits<double>::quiet_NaN();
  g.missed = each * static_cast<double>(g.num_missed);
  g.false_alarms = each * static_cast<double>(g.num_false);
  return g;
}

Gospa gospa(std::span<const Vec3> tracks, std::span<const Vec3> truth, const GospaParams& params) {
  return gospa(match(tracks, truth, params.c_m, params.p), tracks.size(), truth.size(), params);
}

double ospa(std::span<const Match> matches, std::size_t n, double c_m, double p) {
  if (n == 0) return 0;
  const double beyond = power(c_m, p) * static_cast<double>(n - matches.size());
  return root((sum_of_powers(matches, p) + beyond) / static_cast<double>(n), p);
}

double ospa(std::span<const Vec3> tracks, std::span<const Vec3> truth, double c_m, double p) {
  return ospa(match(tracks, truth, c_m, p), std::max(tracks.size(), truth.size()), c_m, p);
}

} // namespace dewline::record
