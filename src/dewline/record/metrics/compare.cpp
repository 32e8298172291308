#include "dewline/record/metrics/compare.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"

namespace dewline::record {
namespace {

double mean_of(std::span<const double> x) {
  double sum = 0;
  for (const double v : x) sum += v;
  return sum / static_cast<double>(x.size());
}
bool finite(std::span<const double> x) {
  return std::all_of(x.begin(), x.end(), [](double v) { return std::isfinite(v); });
}

double sign_test(std::int64_t less, std::int64_t greater) {
  if (less + greater == 0) return 1;
  const boost::math::binomial_distribution<double> even(static_cast<double>(less + greater), 0.5);
  return std::min(1.0, 2 * cdf(even, static_cast<double>(std::min(less, greater))));
}

std::vector<double> scaled_by(std::span<const double> x, double s) {
  std::vector<double> out(x.begin(), x.end());
  for (double& v : out) v *= s;
  return out;
}

} // namespace

PairedDifference paired_difference(std::span<const double> a, std::span<const double> b, double prob) {
  DW_CHECK(a.size() == b.size() && !a.empty() && finite(a) && finite(b) && prob > 0 && prob < 1);
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  PairedDifference d;
  std::vector<double> differences(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences[i] = a[i] - b[i];
    d.num_less += a[i] < b[i];
    d.num_equal += a[i] == b[i];
    d.num_greater += a[i] > b[i];
  }
  d.num_pairs = static_cast<std::int64_t>(a.size());
  d.mean_a = mean_of(a);
  d.mean_b = mean_of(b);
  d.mean = mean_of(differences);
  d.sign_p = sign_test(d.num_less, d.num_greater);
  d.sigma = d.interval.low = d.interval.high = kNaN;
  if (a.size() < 2) return d;
  const auto n = static_cast<double>(a.size());
  double sum2 = 0;
  for (const double x : differences) sum2 += (x - d.mean) * (x - d.mean);
  d.sigma = std::sqrt(sum2 / (n - 1));
  const boost::math::students_t_distribution<double> t(n - 1);
  const double half = quantile(complement(t, (1 - prob) / 2)) * d.sigma / std::sqrt(n);
  d.interval = {d.mean - half, d.mean + half};
  return d;
}

Comparison compare(std::span<const PairedSet> sets, double prob) {
  Comparison c;
  PairedSet all, relative;
  const auto append = [](std::vector<double>& to, std::span<const double> from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (const PairedSet& set : sets) {
    c.names.push_back(set.name);
    c.sets.push_back(paired_difference(set.a, set.b, prob));
    append(all.a, set.a);
    append(all.b, set.b);
    const double scale = c.sets.back().mean_b != 0 ? 1 / c.sets.back().mean_b : 0;
    append(relative.a, scaled_by(set.a, scale));
    append(relative.b, scaled_by(set.b, scale));
  }
  c.overall = paired_difference(all.a, all.b, prob);
  c.relative = paired_difference(relative.a, relative.b, prob);
  return c;
}

} // namespace dewline::record
