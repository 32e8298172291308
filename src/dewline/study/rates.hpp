// Rates of alerts from rates of causes: sums with intervals, clusters, and how many there will be in some years.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/record/bands.hpp"

namespace dewline::study {

struct Interval {
  double low = 0, high = 0;
};

inline constexpr double kYear_s = 365.25 * 86400;
inline constexpr double kConfidence = 0.95; ///< of the intervals from counting that are shown
inline constexpr double kAgreement = 0.99;  ///< of those in which the fault tree must lie

/// The chance that a source event with several manifestations is declared at least once. Manifestations number
/// 1 + Poisson(m - 1) and are declared independently with probability p:  1 - (1 - p) exp(-(m - 1) p).
double prob_cluster(double prob_one, double num_manifestations);

/// One term of a rate: `factor` source events a year (or pairs of them), of n episodes k declared.
struct RateTerm {
  double factor_per_year = 0;
  record::Share share;              ///< with the interval of whichever confidence
  double num_manifestations = 1;
};
/// Sum over terms of factor times probability, a cluster counted once, with the interval that comes from counting
/// episodes: the terms' exact intervals combined by squares of their half-widths, each side for itself (known as
/// MOVER, the method of variance estimates recovery; general knowledge). Coverage is tested in stats_study. A term
/// without episodes has the interval [0, factor] and adds 0.
struct RateEstimate {
  double per_year = 0;
  Interval counting;
};
RateEstimate sum(std::span<const RateTerm> terms);
/// The expected number of declared manifestations a year: factor m p, summed.
double alerts_per_year(std::span<const RateTerm> terms);

/// Probability of 0, 1, 2, ... alerts in so many years, to a tail below 1e-9: a compound Poisson law (Panjer's
/// recursion, general knowledge). Each declared source event counts each declared manifestation.
/// The mean must be below 1e5.
std::vector<double> prob_counts(std::span<const RateTerm> terms, double years);
/// The least n with P(count <= n) >= p.
std::int64_t quantile_count(std::span<const double> prob, double p);

/// Two processes that are rare and independent, events lasting d_a and d_b, remembered for T: how often a year one
/// begins while the other is still on or remembered:  lambda_a lambda_b (2 T + d_a + d_b); with short events
/// 2 lambda_a lambda_b T. Good while lambda (2 T + d_a + d_b) is far below 1.
double coincidences_per_year(double a_per_year, double b_per_year, double within_s, double a_s = 0, double b_s = 0);

} // namespace dewline::study
