// Cell-averaging CFAR and binary (M of N) integration.
#pragma once
#include <cstdint>

namespace dewline::sense {

/// Multiplier of the mean of n reference cells that keeps prob_fa in exponential noise (one square-law sample
/// a cell): n (prob_fa^(-1/n) - 1). prob_fa in (0, 1), num_cells >= 1 (ContractError).
double cfar_multiplier(double prob_fa, std::uint32_t num_cells);

/// Probability of detection of a Swerling 1 target, one pulse: (1 + multiplier / (n (1 + snr)))^-n.
/// known_sense Cfar.* to the table's digits.
double cfar_prob_detect(double snr_db, double prob_fa, std::uint32_t num_cells);

/// More SNR [dB] that CFAR needs for prob_detect than a known noise level does (Swerling 1, one pulse). The
/// need is S = ((Pd / Pfa)^(1/n) - 1) / (1 - Pd^(1/n)) against S = ln Pfa / ln Pd - 1. prob_fa < prob_detect
/// < 1.
double cfar_loss_db(double prob_detect, double prob_fa, std::uint32_t num_cells);

/// Probability of at least m successes in n independent trials of probability p: the binomial tail, as the
/// regularised incomplete beta function I_p(m, n - m + 1).
/// 1 <= num_m <= num_n <= 1000, p in [0, 1] (ContractError).
double binary_probability(double prob_single, std::uint32_t num_m, std::uint32_t num_n);

/// The single-trial probability that gives binary_probability = prob, to 1e-12 relative (inverse of the beta
/// function).
double binary_single_probability(double prob, std::uint32_t num_m, std::uint32_t num_n);

} // namespace dewline::sense
