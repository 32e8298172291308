#include "dewline/study/rates.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::study {
namespace {

double share_of(const record::Share& s) {
  return s.runs == 0 ? 0 : static_cast<double>(s.happened) / static_cast<double>(s.runs);
}

/// P(K = k): of 1 + Poisson(m - 1) manifestations k are declared; that is Bernoulli(p) + Poisson((m - 1) p).
std::vector<double> prob_declared(double p, double num_manifestations) {
  const double mean = (num_manifestations - 1) * p;
  std::vector<double> poisson{std::exp(-mean)};
  while (poisson.size() < 2 || poisson.back() > 1e-14 || static_cast<double>(poisson.size()) < mean)
    poisson.push_back(poisson.back() * mean / static_cast<double>(poisson.size()));
  std::vector<double> prob(poisson.size() + 1, 0);
  for (std::size_t k = 0; k < poisson.size(); ++k) {
    prob[k] += (1 - p) * poisson[k];
    prob[k + 1] += p * poisson[k];
  }
  return prob;
}

/// The law of the sum of a Poisson number of summands with law f, f[0] = 0: Panjer's recursion.
std::vector<double> compound(double mean, const std::vector<double>& f) {
  if (mean > 300) { // exp(-mean) underflows from 700 on: then the sum of two independent halves
    const std::vector<double> half = compound(mean / 2, f);
    std::vector<double> all(2 * half.size() - 1, 0);
    for (std::size_t i = 0; i < half.size(); ++i)
      for (std::size_t j = 0; j < half.size(); ++j) all[i + j] += half[i] * half[j];
    return all;
  }
  std::vector<double> prob{std::exp(-mean)};
  double total = prob[0];
  while (total < 1 - 1e-12 && prob.size() < 200000) {
    const std::size_t n = prob.size();
    double sum = 0;
    for (std::size_t j = 1; j <= std::min(n, f.size() - 1); ++j) sum += static_cast<double>(j) * f[j] * prob[n - j];
    prob.push_back(mean / static_cast<double>(n) * sum);
    total += prob.back();
  }
  return prob;
}

} // namespace

double prob_cluster(double p, double num_manifestations) {
  return 1 - (1 - p) * std::exp(-(num_manifestations - 1) * p);
}

RateEstimate sum(std::span<const RateTerm> terms) {
  RateEstimate out;
  double below = 0, above = 0; // sums of squares
  for (const RateTerm& t : terms) {
    const auto rate = [&](double p) { return t.factor_per_year * prob_cluster(p, t.num_manifestations); };
    const double here = rate(share_of(t.share));
    out.per_year += here;
    below += std::pow(here - rate(t.share.low), 2);
    above += std::pow(rate(t.share.high) - here, 2);
  }
  out.counting = {std::max(0.0, out.per_year - std::sqrt(below)), out.per_year + std::sqrt(above)};
  return out;
}

double alerts_per_year(std::span<const RateTerm> terms) {
  double sum = 0;
  for (const RateTerm& t : terms) sum += t.factor_per_year * t.num_manifestations * share_of(t.share);
  return sum;
}

std::vector<double> prob_counts(std::span<const RateTerm> terms, double years) {
  DW_CHECK(years >= 0 && alerts_per_year(terms) * years < 1e5);
  double mean = 0;
  std::vector<double> f(2, 0);
  for (const RateTerm& t : terms) { // one compound process: the mixture of the causes' summands
    const double events = t.factor_per_year * years;
    const std::vector<double> own = prob_declared(share_of(t.share), t.num_manifestations);
    f.resize(std::max(f.size(), own.size()), 0);
    for (std::size_t k = 1; k < own.size(); ++k) { // those of which nothing is declared count nothing
      f[k] += events * own[k];
      mean += events * own[k];
    }
  }
  if (!(mean > 0)) return {1};
  for (double& p : f) p /= mean;
  return compound(mean, f);
}

std::int64_t quantile_count(std::span<const double> prob, double p) {
  double total = 0;
  for (std::size_t n = 0; n < prob.size(); ++n)
    if ((total += prob[n]) >= p) return static_cast<std::int64_t>(n);
  return static_cast<std::int64_t>(prob.size()) - 1;
}

double coincidences_per_year(double a_per_year, double b_per_year, double within_s, double a_s, double b_s) {
  return a_per_year * b_per_year * (2 * within_s + a_s + b_s) / kYear_s;
}

} // namespace dewline::study
